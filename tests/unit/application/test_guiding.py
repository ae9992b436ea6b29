"""Guides share in a basket or in a line of it, to the last ten-thousandth."""

from __future__ import annotations

import pytest

from pos_client.application.guiding import GuideDesk
from pos_client.errors import Refused
from retail.guides import GuideShare, shares_of
from retail.ports import StaffMember
from tests.unit.application.conftest import QUICK, Counter


@pytest.fixture
def guides(counter: Counter) -> GuideDesk:
    counter.reference.staff_members += [
        StaffMember("1005", "林夏", ("guide",), QUICK.hash("1")),
        StaffMember("1006", "陈一鸣", ("cashier", "guide"), QUICK.hash("8642")),
    ]
    return GuideDesk(counter.staff, counter.checkout, counter.reference)


def sold(counter: Counter) -> dict[str, object]:
    counter.checkout.tender_cash(counter.checkout.state.remaining_minor)
    counter.checkout.complete()
    return counter.store.bodies("sale")[-1]


@pytest.mark.parametrize(
    ("parts", "shares"),
    [
        ({"a": 1}, [10000]),
        ({"a": 1, "b": 1}, [5000, 5000]),
        ({"a": 1, "b": 1, "c": 1}, [3334, 3333, 3333]),
        ({"a": 2, "b": 1}, [6667, 3333]),
        ({}, []),
    ],
)
def test_parts_become_shares_of_the_whole(parts: dict[str, int], shares: list[int]) -> None:
    assert [share.bps for share in shares_of(parts)] == shares


def test_a_part_is_at_least_one() -> None:
    with pytest.raises(ValueError, match="one part"):
        shares_of({"a": 0})


def test_a_basket_a_line_of_its_own_and_a_line_of_nobody(counter: Counter, guides: GuideDesk) -> None:
    for sku in ("A1", "B1"):
        counter.checkout.add_product(sku)
    guides.share({"1004": 2, "1005": 1})
    guides.share({"1006": 1}, "2")
    counter.checkout.add_product("B1")  # not in the line of 1006: somebody else may have brought it
    guides.share({}, "3")
    lines = sold(counter)["lines"]
    assert [line.get("guides") for line in lines] == [  # type: ignore[attr-defined]
        [{"staff_id": "1004", "bps": 6667}, {"staff_id": "1005", "bps": 3333}],
        [{"staff_id": "1006", "bps": 10000}],
        None,
    ]
    assert counter.store.bodies("sale")[-1]["guide"] is None


def test_one_guide_for_all_is_the_sales_guide(counter: Counter, guides: GuideDesk) -> None:
    counter.checkout.add_product("A1")
    guides.share({"1005": 1})
    assert sold(counter)["guide"] == "1005"
    counter.checkout.add_product("A1")
    assert sold(counter)["guide"] is None, "the next shopper is nobody's yet"


@pytest.mark.parametrize(("staff", "expected"), [("1006", "1006"), ("1001", None)])
def test_a_store_may_say_that_a_cashier_who_is_a_guide_serves(
    counter: Counter, guides: GuideDesk, staff: str, expected: str | None
) -> None:
    counter.reference.settings_document["baskets"] = {"default_guide": "cashier"}
    guides.reference_changed()
    counter.staff.sign_out("asked")
    counter.staff.sign_in(counter.staff.check_pin(staff, {"1001": "2468", "1006": "8642"}[staff]))
    counter.checkout.add_product("A1")
    assert [share.staff_id for share in guides.of_basket()] == ([] if expected is None else [expected])
    assert sold(counter)["guide"] == expected


def test_who_is_no_guide_and_money_on_the_table(counter: Counter, guides: GuideDesk) -> None:
    counter.checkout.add_product("A1")
    with pytest.raises(Refused, match="guide_unknown"):
        guides.share({"1001": 1})
    guides.share({"1004": 1})
    assert guides.of_line(counter.checkout.state.basket.lines[0]) == (GuideShare("1004", 10000),)
    counter.checkout.tender_cash(100)
    with pytest.raises(Refused, match="tender_present"):
        guides.share({"1004": 1})
