"""A store's manager proposes at an enrolled till, a brand's own answers there, and the till sells by it."""

from __future__ import annotations

import pytest

from central_ledger.application import people, publish
from central_ledger.application.pins import PIN_HASHER
from central_ledger.demo.records import DemoGroup
from pos_client.application.ledger_person import LedgerPerson
from pos_client.application.own_range import BrokenProposal, OwnGoods, RangeDesk
from pos_client.application.staff import StaffDesk
from pos_client.bootstrap.desk import make_desk, open_till_store
from pos_client.bootstrap.own_range import LineProposals
from pos_client.errors import Refused
from retail.ports import StaffMember
from tests.end_to_end.counter import Counter, books

PIN = "4711"


def test_a_price_and_own_goods_from_the_wish_to_the_counter(
    counter: Counter, group: DemoGroup, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = StaffMember("QM2", "店长", ("manager",), PIN_HASHER.hash(PIN))
    with books(counter.ledger) as ledger, ledger.database.transaction():
        publish.publish_staff(ledger, "S01", [manager])
        person_id, secret = people.add_person(ledger, "沈岚", ["brand_manager:MT"])
    assert counter.sync()[0] == 0
    for name, value in counter.env.items():
        monkeypatch.setenv(name, value)
    base = open_till_store(counter.folder, program="test")
    try:
        till = make_desk(base)
        staff = StaffDesk(till, base.store.reference)
        staff.sign_in(staff.check_pin("QM2", PIN))
        store = base.store
        desk = RangeDesk(
            till,
            staff,
            store.reference,
            catalogue=store.catalogue,
            own_range=store.own_range,
            ledger=LineProposals(base),
            person=LedgerPerson(staff, base.clock),
        )
        sku = next(product.sku for product in reversed(group.products) if product.brand == "MT")
        row = store.own_range.range_of(sku)
        assert row is not None
        with pytest.raises(Refused, match="case_sign_in_again"):
            desk.propose_price(row, 7700)
        assert desk.sign_in(PIN) == "staff:S01/QM2"
        price = desk.propose_price(row, 7700, "店庆")
        assert (price.status, price.waiting, price.may_decide) == ("proposed", ("MT",), False)
        own = desk.propose_goods(OwnGoods("手作盖碗", "", 16800, 1300, barcode="6900000000017"))
        assert own.status == "approved"
        with pytest.raises(BrokenProposal, match="proposal_broken"):
            desk.propose_goods(OwnGoods("盖碗", "", 16800, 1300, unit=""))
        with pytest.raises(Refused, match="proposal_forbidden"):
            desk.decide(price, "approve", "")
        assert desk.sign_in_guest(person_id, secret) == f"person:{person_id}"
        waiting = {one.proposal_id: one for one in desk.list_proposals("proposed").proposals}
        assert waiting[price.proposal_id].may_decide
        decided = desk.decide(waiting[price.proposal_id], "approve", "双11")
        assert [step.what for step in decided.history] == ["proposed", "approved", "published"]
        assert decided.history[1].reason == "双11"
    finally:
        base.close()
    assert counter.sync()[0] == 0
    counter.sells(scans=[sku, "6900000000017"])
    sale = next(body for kind, body in reversed(counter.journal()) if kind == "sale")
    assert [line["unit_price_minor"] for line in sale["lines"]] == [7700, 16800]
