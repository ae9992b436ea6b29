"""People join at a till that is cut off; a real ledger finds who they are, and the till follows."""

from __future__ import annotations

import pytest

from central_ledger.application.audit import audit
from central_ledger.demo.records import DemoMember
from pos_client.application.joining import JoinForm
from pos_client.application.members import IdentifiedMember
from pos_client.bootstrap.member_line import LedgerMembers
from pos_client.bootstrap.till import Till
from retail.basket import Quantity
from retail.joining import Consent
from tests.end_to_end.counter import Counter, books
from tests.end_to_end.test_parked_baskets import running

NEW_PHONE = "19900000001"


def join(till: Till, phone: str, name: str = "") -> IdentifiedMember:
    consents = tuple(Consent(text.purpose, text.text_version, given=True) for text in till.joining.rules().consents)
    return till.joining.join(JoinForm(phone, name, join_code="YUNROU", consents=consents))


def buy(till: Till, who: IdentifiedMember, barcode: str) -> int:
    """The points that the member earns with it."""
    till.checkout.add(till.base.store.catalogue.by_code([barcode])[0], _one())
    till.checkout.set_member(who)
    till.checkout.tender_cash(till.checkout.state.remaining_minor)
    return int(till.checkout.complete().sale.pricing["points_earned"]["group"])


def _one() -> Quantity:
    return Quantity.units(1)


def test_who_joins_without_a_line_is_found_when_it_is_back(
    counter: Counter, member: DemoMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    with books(counter.ledger) as opened:
        # Tests before this one sell to the same member at the same ledger.
        before = opened.members.balance(member.one_id, "group").points
    with running(counter, monkeypatch) as here:
        # The store's till knows this member; another till's cache may not, and then it goes like this.
        monkeypatch.setattr(here.till.joining, "known", lambda phone: [])
        fresh, known = join(here.till, NEW_PHONE, "林小满"), join(here.till, member.phone)
        earned = {who.member.one_id: buy(here.till, who, counter.product) for who in (fresh, known)}
        assert all(points > 0 for points in earned.values())
    with running(counter, monkeypatch) as here:
        directory = here.base.store.members
        assert [found.one_id for found in directory.search("林小满")] == [fresh.member.one_id], "after a restart"
        here.round()
        here.round()
        assert directory.by_one_id(known.member.one_id).one_id == member.one_id, "the till follows"
        points = before + earned[known.member.one_id]
        assert directory.by_one_id(member.one_id).points["group"] == points, "of both"
        mine = directory.by_one_id(fresh.member.one_id)
        assert (mine.points["group"], mine.name) == (earned[fresh.member.one_id], "林小满")
        assert set(mine.cards) == {"group", "YR"}
        assert [found.one_id for found in directory.search("林小满")] == [fresh.member.one_id], "once"
        found = LedgerMembers(here.base).look_up(here.till.joining.digest_of(NEW_PHONE), "1001")
        assert [who.one_id for who in found] == [fresh.member.one_id]
    with books(counter.ledger) as opened:
        assert audit(opened).problems == []
        assert opened.identities.current(known.member.one_id) == member.one_id
    for path in (*counter.folder.rglob("*"), *counter.ledger.folder.rglob("*.log")):
        assert not path.is_file() or NEW_PHONE.encode() not in path.read_bytes(), path
