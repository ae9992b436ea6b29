"""The engine against a ledger of few lines that can be told to misbehave."""

from __future__ import annotations

from typing import Any

import pytest

from pos_client.sync.engine import BATCH_ENTRIES, FEEDS
from pos_client.sync.signed_answers import Untrusted
from pos_client.sync.transport import LineDown
from retail.messages import Head
from retail.signed import SigningKey
from tests.unit.sync.fake_line import FakeJournal, FakeLedger, FakePulled, engine


def test_everything_arrives_in_order_in_batches() -> None:
    ledger, journal = FakeLedger(), FakeJournal(BATCH_ENTRIES * 2 + 7)
    reports = list(engine(ledger, journal).push())
    assert ledger.have == [entry.hash.hex() for entry in journal.all]
    assert [report.created for report in reports] == [BATCH_ENTRIES, BATCH_ENTRIES, 7]
    assert journal.facts().waiting == 0


def test_large_entries_go_in_requests_that_the_ledger_reads() -> None:
    """150 sales of a hundred lines are more than 4 MiB: the ledger would refuse them together for ever."""
    ledger, journal = FakeLedger(), FakeJournal(40, "x" * 120_000)
    ledger.body_max = 4 * 1024 * 1024
    list(engine(ledger, journal).push())
    assert journal.facts().waiting == 0
    assert len(ledger.posts) == 3


def test_after_a_lost_answer_the_ledger_is_asked_and_nothing_doubles() -> None:
    """The answer may have said that the till is suspended, and somebody may have resumed it since: its branch must not
    be sent as it was. And what arrived needs no second way.
    """
    ledger, journal = FakeLedger(), FakeJournal(9)
    ledger.lose_answers = 1
    syncing = engine(ledger, journal)
    with pytest.raises(LineDown):
        list(syncing.push())
    assert journal.facts().waiting == 9
    asked = ledger.asked
    assert list(syncing.push()) == []
    assert ledger.asked > asked
    assert (len(ledger.have), len(ledger.posts)) == (9, 1)
    assert journal.facts().waiting == 0


def test_a_restored_ledger_gets_acknowledged_entries_again() -> None:
    ledger, journal = FakeLedger(), FakeJournal(400)
    journal.acknowledged = 399
    ledger.have = [entry.hash.hex() for entry in journal.all[:40]]
    list(engine(ledger, journal).push())
    assert ledger.have == [entry.hash.hex() for entry in journal.all]
    assert journal.facts().waiting == 0


def test_a_ledger_that_was_restored_is_noticed_without_anything_to_send() -> None:
    """Its page of a feed shows another run: no gap ever tells a till that has nothing to say."""
    ledger, journal = FakeLedger(), FakeJournal(40)
    till = engine(ledger, journal)
    list(till.push())
    ledger.restored(25)
    list(till.push())
    assert len(ledger.have) == 25  # nobody can know before the ledger has said a word
    list(till.pull(["products"]))
    list(till.push())
    assert ledger.have == [entry.hash.hex() for entry in journal.all]
    asked = ledger.asked
    list(till.push())
    assert ledger.asked == asked


def test_a_suspended_till_stops_and_keeps_its_entries() -> None:
    ledger, journal = FakeLedger(), FakeJournal(400)
    ledger.suspended = True
    reports = list(engine(ledger, journal).push())
    assert [report.suspended for report in reports] == [True]
    assert len(ledger.posts) == 1
    assert journal.facts().waiting == 400


def test_a_fork_acknowledges_nothing_of_ours() -> None:
    """A copied disk was quicker: the ledger's high water counts the other one's entries, not these."""
    ledger, journal = FakeLedger(), FakeJournal(3)
    verdicts = [{"epoch": "e1", "seq": seq, "verdict": "refused", "code": "fork"} for seq in (1, 2, 3)]
    ledger.post = lambda path, document: FakeLedger._answer(  # type: ignore[method-assign]
        {"verdicts": verdicts, "high_water": {"epoch": "e1", "seq": 3}, "suspended": True}, {}
    )
    (report,) = engine(ledger, journal).push()
    assert report.suspended
    assert journal.facts().waiting == 3


def test_a_ledger_that_takes_nothing_and_says_nothing_is_not_asked_in_a_loop() -> None:
    ledger, journal = FakeLedger(), FakeJournal(3)
    ledger.post = lambda path, document: FakeLedger._answer(  # type: ignore[method-assign]
        {"verdicts": [], "high_water": {"epoch": "e1", "seq": 0}, "suspended": False}, {}
    )
    with pytest.raises(LineDown):
        list(engine(ledger, journal).push())
    assert journal.facts().waiting == 3


def test_pull_goes_on_from_its_cursor_after_a_cut() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages["products"] = [{"rows": [{"key": str(number)}]} for number in range(5)]
    steps = engine(ledger, FakeJournal(0), pulled).pull(["products"])
    next(steps), next(steps)
    steps.close()  # type: ignore[attr-defined]
    progress = list(engine(ledger, FakeJournal(0), pulled).pull(["products"]))
    assert [row["key"] for row in pulled.rows["products"]] == ["0", "1", "2", "3", "4"]
    assert (progress[-1].rows, progress[-1].more) == (3, False)


def test_a_feed_without_news_is_noted_as_fresh_once_a_minute() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    syncing = engine(ledger, FakeJournal(0), pulled)
    for second in (0, 5, 59, 60, 65):
        ledger.as_of = f"2026-11-11T10:0{second // 60}:{second % 60:02d}+08:00"
        list(syncing.pull(["members"]))
    assert [as_of[14:19] for _, as_of, _ in pulled.applied] == ["00:00", "01:00"]


def test_a_cursor_that_the_ledger_lost_starts_the_feed_over() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages["products"] = [{"rows": [{"key": "0"}]}]
    pulled.cursors["products"], pulled.rows["products"] = "gone", [{"key": "old"}]
    list(engine(ledger, FakeJournal(0), pulled).pull(["products"]))
    assert [row["key"] for row in pulled.rows["products"]] == ["0"]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_rogue_ledger_cannot_slip_in_its_own(feed: str) -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages[feed] = [{"rows": [{"key": "x"}]}]
    ledger.key = SigningKey.generate()
    with pytest.raises(Untrusted):
        list(engine(ledger, FakeJournal(0), pulled).pull([feed]))
    assert pulled.rows == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page | {"from": "7"},
        lambda page: page | {"feed": "staff"},
        lambda page: page | {"rows": None},
        lambda page: page | {"to": page["from"], "more": True},
        lambda page: {"hello": "world"},
    ],
)
def test_a_page_that_is_not_the_one_asked_for_is_not_used(spoil: Any) -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages["offers"] = [{"rows": [{"key": "x"}]}, {"rows": [{"key": "y"}]}]
    ledger.spoil = spoil
    with pytest.raises(LineDown):
        list(engine(ledger, FakeJournal(0), pulled).pull(["offers"]))
    assert pulled.rows == {}


def test_another_stores_page_is_not_used() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages["members"] = [{"rows": [{"key": "x"}]}]
    ledger.spoil = lambda page: page | {"scope": "S02"}
    with pytest.raises(Untrusted):
        list(engine(ledger, FakeJournal(0), pulled).pull(["members"]))
    assert pulled.rows == {}


def test_after_a_start_the_ledger_says_what_it_took_before_the_answer_was_lost() -> None:
    ledger, journal = FakeLedger(), FakeJournal(9)
    ledger.lose_answers = 1
    with pytest.raises(LineDown):
        list(engine(ledger, journal).push())
    assert list(engine(ledger, journal).push()) == []
    assert (len(ledger.have), journal.facts().waiting) == (9, 0)


def test_the_ledger_is_asked_once_before_the_first_push() -> None:
    ledger, journal = FakeLedger(), FakeJournal(3)
    syncing = engine(ledger, journal)
    list(syncing.push())
    list(syncing.push())
    assert ledger.asked == 1


def test_a_ledger_that_is_ahead_makes_the_journal_go_on_after_it() -> None:
    ledger, journal = FakeLedger(), FakeJournal(5)
    ledger.have = [entry.hash.hex() for entry in journal.all] + ["07" * 32]
    journal.acknowledged = 4
    list(engine(ledger, journal).push())
    assert journal.went_on == (Head("e1", 6, b"\x07" * 32), journal.all[4].head)
    assert ledger.posts == []


def test_a_branch_of_the_till_s_own_goes_on_after_the_last_entry_that_both_have() -> None:
    ledger, journal = FakeLedger(), FakeJournal(9)
    ledger.have = [entry.hash.hex() for entry in journal.all[:7]] + ["07" * 32] * 4
    journal.acknowledged = 2
    list(engine(ledger, journal).push())
    assert journal.went_on == (Head("e1", 11, b"\x07" * 32), journal.all[6].head)


def test_a_suspended_till_opens_no_epoch_and_asks_again_when_someone_has_decided() -> None:
    ledger, journal = FakeLedger(), FakeJournal(9)
    ledger.have = ["07" * 32] * 12
    journal.acknowledged = 0
    ledger.suspended = True
    syncing = engine(ledger, journal)
    list(syncing.push())
    assert journal.went_on is None
    ledger.suspended = False
    with pytest.raises(LineDown):  # it has none of this journal's entries: nothing to go on from
        list(syncing.push())
    assert ledger.asked == 3


def test_a_standing_that_the_group_did_not_sign_is_not_believed() -> None:
    ledger, journal = FakeLedger(), FakeJournal(3)
    ledger.key = SigningKey.generate()
    with pytest.raises(Untrusted):
        list(engine(ledger, journal).push())
    assert ledger.posts == []


def test_a_ledger_of_before_a_feed_is_no_error() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.unknown = "stock"
    ledger.pages["coupons"] = [{"rows": [{"key": "C1"}]}]
    list(engine(ledger, FakeJournal(0), pulled).pull(["stock", "coupons"]))
    assert list(pulled.rows) == ["coupons"]
