"""Sales in the books: any sale whose sums hold balances, any other is refused."""

from __future__ import annotations

import copy
import json
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.offer_uses import funding_shares
from central_ledger.domain.sales import Booking, check_sale, member_effects, sale_transfer
from retail.messages import BadEntry
from retail.money import allocate
from retail.tax import included_tax

GIFT_OFFER = {"funding": [{"party": "brand:B1", "bps": 3333}, {"party": "platform", "bps": 6667}]}


def offers(offer_id: str, version: int) -> dict[str, Any] | None:
    return GIFT_OFFER if offer_id == "GIFT" and version == 1 else None


BOOKING = Booking("S01", "T01", "2026-11-11T10:00:00+08:00", "group", offers)


def body(document: dict[str, Any]) -> SaleBody:
    read = read_body("sale", json.dumps(document).encode())
    assert isinstance(read, SaleBody)
    return read


@st.composite
def sales(draw) -> dict[str, Any]:
    """Documents of sales whose sums hold: lines, discounts by several funders, points, gifts, tenders."""
    grosses = draw(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
    gross = sum(grosses)
    saving = draw(st.integers(0, gross))
    points_amount = draw(st.integers(0, gross - saving))
    offs = allocate(saving + points_amount, grosses)
    payable = gross - saving - points_amount
    parties = draw(
        st.lists(st.sampled_from(["brand:B1", "platform", "store:S01"]), min_size=1, max_size=3, unique=True)
    )
    weights = draw(st.lists(st.integers(1, 100), min_size=len(parties), max_size=len(parties)))
    funding = defaultdict(int, zip(parties, allocate(saving, weights), strict=True))
    gifts = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "offer": st.sampled_from(["GIFT", "UNKNOWN"]),
                    "sku": st.just("MINI"),
                    "quantity": st.integers(1, 3),
                    "worth": st.integers(1, 9999),
                }
            ),
            max_size=3,
        )
    )
    for gift in gifts:
        for party, amount in funding_shares(gift["worth"] * gift["quantity"], offers(gift["offer"], 1), "S01").items():
            funding[party] += amount
    if points_amount:
        funding["points"] = points_amount
    cuts = sorted(draw(st.lists(st.integers(0, payable), max_size=2)))
    amounts = [b - a for a, b in zip([0, *cuts], [*cuts, payable], strict=True)]
    lines = []
    for number, (line_gross, off) in enumerate(zip(grosses, offs, strict=True)):
        bps = draw(st.sampled_from([0, 600, 1300]))
        net = line_gross - off
        lines.append(
            {
                "line_id": str(number),
                "sku": f"A{number}",
                "brand": draw(st.sampled_from(["B1", "B/2", "自有"])),
                "quantity": draw(st.sampled_from([1, 3, "0.350"])),
                "unit_price_minor": line_gross,
                "gross_minor": line_gross,
                "net_minor": net,
                "tax_bps": bps,
                "tax_minor": included_tax(net, bps),
            }
        )
    return {
        "sale_id": "sale-1",
        "cashier": "E1",
        "currency": "CNY",
        "one_id": "M1",
        "input": {
            "offers": [{"id": "GIFT", "version": 1}, {"id": "UNKNOWN", "version": 1}],
            "points_rule": {"points": 100, "amount": 100},
        },
        "pricing": {
            "gross": gross,
            "saving": saving,
            "points_used": points_amount * 10,
            "points_amount": points_amount,
            "payable": payable,
            "applied": [{"offer": "OFF", "coupon": "C1", "saving": saving}],
            "gifts": gifts,
            "points_earned": draw(st.dictionaries(st.sampled_from(["group", "B1"]), st.integers(0, 10**6))),
            "funding": {party: amount for party, amount in funding.items() if amount},
        },
        "lines": lines,
        "tenders": [
            {"kind": kind, "amount_minor": amount, "tendered_minor": amount + 7, "change_minor": 7}
            for kind, amount in zip(("cash", "card", "cash"), amounts, strict=False)
        ],
    }


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sales())
def test_any_sale_whose_sums_hold_balances(document):
    sale = body(document)
    check_sale(sale)
    transfer = sale_transfer(BOOKING, sale)  # raises Unbalanced otherwise
    by_kind: dict[tuple[str, str], int] = defaultdict(int)
    for posting in transfer.postings:
        by_kind[posting.account.split("/")[0], posting.unit] += posting.amount
    pricing = document["pricing"]
    taxes = sum(line["tax_minor"] for line in document["lines"])
    worth = sum(gift["worth"] * gift["quantity"] for gift in pricing["gifts"])
    assert by_kind["tender", "CNY"] == pricing["payable"]
    assert by_kind["tax", "CNY"] == -taxes
    assert by_kind["sales", "CNY"] == taxes - pricing["gross"]
    assert by_kind["discount", "CNY"] == pricing["saving"] + pricing["points_amount"]
    assert by_kind["gift", "CNY"] == worth == -by_kind["gifts_given", "CNY"]
    earned = sum(pricing["points_earned"].values())
    clearing = sum(amount for (kind, _), amount in by_kind.items() if kind == "clearing")
    assert clearing == earned - pricing["points_used"]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sales(), st.data())
def test_a_sale_with_one_amount_changed_is_refused(document, data):
    broken = copy.deepcopy(document)
    place, name = data.draw(
        st.sampled_from(
            [
                (broken["pricing"], "gross"),
                (broken["pricing"], "saving"),
                (broken["pricing"], "payable"),
                (broken["pricing"], "points_amount"),
                (broken["lines"][0], "gross_minor"),
                (broken["lines"][0], "net_minor"),
                (broken["lines"][0], "tax_minor"),
                (broken["tenders"][0], "amount_minor"),
                (broken["tenders"][0], "change_minor"),
                (broken["pricing"]["applied"][0], "saving"),
            ]
        )
    )
    place[name] += data.draw(st.integers(1, 1000))
    with pytest.raises(BadEntry) as refused:
        check_sale(body(broken))
    assert refused.value.code == "bad_sale"


def valid() -> dict[str, Any]:
    return {
        "sale_id": "s",
        "cashier": "E1",
        "currency": "CNY",
        "input": {},
        "pricing": {"gross": 100, "saving": 0, "points_used": 0, "points_amount": 0, "payable": 100},
        "lines": [
            {
                "line_id": "1",
                "sku": "A",
                "brand": "B",
                "quantity": 1,
                "unit_price_minor": 100,
                "gross_minor": 100,
                "net_minor": 100,
                "tax_bps": 0,
                "tax_minor": 0,
            }
        ],
        "tenders": [{"kind": "cash", "amount_minor": 100, "tendered_minor": 100, "change_minor": 0}],
    }


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("pricing", "points_earned"), {"group": 1}),  # a walk-in earns nothing
        (("pricing", "funding"), {"platform": 1}),
        (("pricing", "points_used"), 100),
        (("lines",), []),
        (("pricing", "gifts"), [{"offer": "G", "sku": "M", "quantity": 1, "worth": 5}]),
    ],
)
def test_other_contradictions_are_refused(path, value):
    check_sale(body(valid()))
    document = valid()
    place: Any = document
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    with pytest.raises(BadEntry):
        check_sale(body(document))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("pricing", "gross"), -1),
        (("pricing", "gross"), 100.0),
        (("pricing", "gross"), True),
        (("pricing", "gross"), 10**30),
        (("pricing", "gross"), "100"),
        (("sale_id",), ""),
        (("sale_id",), "a\u0000b"),
        (("currency",), "cny"),
        (("tenders",), None),
    ],
)
def test_a_sale_of_another_shape_is_a_bad_body(path, value):
    document = valid()
    place: Any = document
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    with pytest.raises(BadEntry) as refused:
        body(document)
    assert refused.value.code == "bad_body"


def test_a_coupon_is_funded_by_its_offer_and_borne_by_whom_it_names():
    offer = {
        "funding": [{"party": "brand:B1", "bps": 5000}, {"party": "platform", "bps": 5000}],
        "offline": {"policy": "capped", "bearer": "platform"},
    }
    document = valid()
    document["one_id"] = "M1"
    document["input"] = {"offers": [{"id": "OFF", "version": 3}]}
    document["pricing"] |= {
        "saving": 9,
        "payable": 91,
        "applied": [{"offer": "OFF", "coupon": "C1", "saving": 9}],
        "funding": {"brand:B1": 5, "platform": 4},
    }
    booking = Booking(
        "S01", "T01", "", "group", lambda offer_id, version: offer if (offer_id, version) == ("OFF", 3) else None
    )
    (use,) = member_effects(booking, body(document)).coupons
    assert (use.funding, use.bearer) == ({"brand:B1": 5, "platform": 4}, "platform")
    unknown = Booking("S01", "T01", "", "group", lambda offer_id, version: None)
    (use,) = member_effects(unknown, body(document)).coupons
    assert (use.funding, use.bearer) == ({"store:S01": 9}, None)
