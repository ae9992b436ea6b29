"""Paid web orders are handed over to who has shown the member's own code, once at this till."""

from __future__ import annotations

import pytest

from pos_client.application.pickup import PickupDesk
from pos_client.errors import Refused
from retail.web_orders import OrderLine, WebOrder
from tests.unit.application.conftest import Counter


def order(order_id: str, one_id: str = "M1") -> WebOrder:
    lines = (OrderLine("A1", "针织衫", 2), OrderLine("C1", "散装红茶", "0.350"))
    return WebOrder(order_id, one_id, "2026-11-09T20:00:00+08:00", "CNY", 124280, lines)


@pytest.fixture
def desk(counter: Counter) -> PickupDesk:
    counter.store.orders.orders = [order("W1"), order("W2"), order("W3", "M2")]
    return PickupDesk(counter.desk, counter.staff, counter.store.orders)


def test_handed_over_with_the_members_code_and_gone_from_the_list(counter: Counter, desk: PickupDesk) -> None:
    counter.scanning.scan(counter.rotating_code())
    member = counter.checkout.state.member
    assert [(waiting.order_id, waiting.pieces) for waiting in desk.waiting(member)] == [("W1", 3), ("W2", 3)]
    desk.hand_over(member, ["W1"])
    (body,) = counter.store.bodies("order_handed_over")
    assert (body["order_id"], body["one_id"], body["staff_id"], body["known_by"]) == (
        "W1", "M1", "1001", "unified_code",
    )  # fmt: skip
    assert body["lines"] == [{"sku": "A1", "quantity": 2}, {"sku": "C1", "quantity": "0.350"}]
    assert [waiting.order_id for waiting in desk.waiting(member)] == ["W2"]
    with pytest.raises(Refused, match="order_gone"):
        desk.hand_over(member, ["W2", "W1"])
    with pytest.raises(Refused, match="order_gone"):
        desk.hand_over(member, ["W3"])
    assert len(counter.store.bodies("order_handed_over")) == 1, "all that was chosen, or nothing"


def test_a_card_or_a_name_proves_nothing(counter: Counter, desk: PickupDesk) -> None:
    with pytest.raises(Refused, match="proof_needed"):
        desk.hand_over(None, ["W1"])
    identified = counter.members.identify_search("M1")
    assert len(desk.waiting(identified)) == 2
    with pytest.raises(Refused, match="proof_needed"):
        desk.hand_over(identified, ["W1"])
