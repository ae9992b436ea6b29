"""Keys that follow others, and tills that are withdrawn: real processes, a line that is cut, and the feed `keys`."""

from __future__ import annotations

import pytest

from central_ledger.application.decide import revoke_till
from central_ledger.application.enrolment import make_code
from central_ledger.application.renewal import renew_group_key
from tests.end_to_end.counter import Counter, assert_told, books
from tests.end_to_end.processes import Ledger, TillFolder

pytestmark = pytest.mark.slow


def keys_of(counter: Counter) -> list[bool]:
    """For each key of this till that all tills know, whether it still counts."""
    with books(counter.ledger) as opened:
        return sorted(key.valid_to is None for key in opened.reference.keys_of_till("S01", counter.name))


def key_id(counter: Counter) -> str:
    with counter.opened() as base:
        return base.keys.current().verifying_key.kid.hex()


def test_a_till_s_key_is_renewed_and_the_old_one_counts_no_more(counter: Counter) -> None:
    old = key_id(counter)
    with counter.opened() as base:
        stolen = base.keys.current()
    code, answer = counter.command("rotate-key")
    assert (code, answer["key_id"]) == (0, key_id(counter))
    assert answer["key_id"] != old
    assert keys_of(counter) == [False, True]
    counter.sells()
    counter.lost_nothing()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pos_client.bootstrap.desk.TillKeys.current", lambda self: stolen)
        assert_told(counter.sync(), 1, "till_unknown")


def test_a_renewal_whose_answer_was_lost_is_finished_at_the_next_contact(counter: Counter) -> None:
    old = key_id(counter)
    with counter.opened(writer=True) as base:
        base.keys.prepare()
        following = base.keys.following()
        assert following is not None
    # Taken by the ledger, while the till never heard of it.
    counter.line.cut_answers_after = 300
    while keys_of(counter) == [True]:
        code, _ = counter.command("rotate-key")
        assert code == 3
        counter.line.cut_answers_after += 60
    counter.line.cut_answers_after = None
    assert key_id(counter) == old
    counter.sells()
    counter.lost_nothing()
    assert key_id(counter) == following.verifying_key.kid.hex()
    assert keys_of(counter) == [False, True]


def test_a_key_past_its_age_is_renewed_by_itself(counter: Counter) -> None:
    old = key_id(counter)
    with books(counter.ledger) as opened, opened.database.transaction():
        opened.database.execute("UPDATE public_key SET valid_from = '2020-01-01T00:00:00+00:00' WHERE type = 'till'")
    counter.lost_nothing()
    assert key_id(counter) != old


def test_a_till_that_was_cut_off_follows_the_group_s_key(ledger: Ledger, till: TillFolder) -> None:
    till.enrol(ledger)
    for _ in range(2):
        code, answer = ledger.command("group-key", "renew")
        assert code == 0, answer
    for _ in range(2):
        code, synced = till.sync()
        assert (code, synced.get("error")) == (0, None)
    # A code of now vouches for the key of now.
    other = TillFolder(till.folder.with_name("other"), till.env, till.staff)
    other.enrol(ledger, till="T02")


def test_a_chain_that_does_not_begin_at_the_pinned_key_leads_nowhere(ledger: Ledger, till: TillFolder) -> None:
    till.enrol(ledger)
    with books(ledger) as opened:
        renew_group_key(opened)
        with opened.database.transaction():
            opened.database.execute("UPDATE group_handover SET at = 'another time'")
    code, synced = till.sync()
    assert (code, synced["error"]["code"]) == (3, "ledger_untrusted")


def test_a_withdrawn_till_uses_no_lease_and_hands_over_what_it_has(counter: Counter) -> None:
    counter.sells()
    with books(counter.ledger) as opened:
        revoke_till(opened, "S01", counter.name)
    assert_told(counter.sync(), 1, "till_revoked", "journal is kept", "call the office")
    with counter.opened() as base:
        assert base.store.pulled.cursor("leases") == ""
        assert base.store.database.rows("SELECT * FROM leases") == []
    with books(counter.ledger) as opened:
        kept = opened.database.rows("SELECT kind, code FROM evidence WHERE till = ? ORDER BY seq", (counter.name,))
    assert ("sale", "revoked") in kept
    assert counter.sales_at_ledger() == (0, 0)

    # The office found it harmless: the same machine, enrolled again, sends everything.
    with books(counter.ledger) as opened, opened.database.transaction():
        text, _ = make_code(opened, "S01", counter.name)
    code, answer = counter.command("enrol", counter.line.address, text)
    assert code == 0, answer
    counter.sells()
    counter.lost_nothing()
