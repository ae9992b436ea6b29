"""What a shift adds up to, and which day it belongs to."""

from __future__ import annotations

from datetime import datetime

import pytest

from retail.shift import DENOMINATIONS, ShiftReading, business_day, counted_minor


def sale(payable, *, cash=0, card=0, one_id=None):
    tenders = [{"kind": kind, "amount_minor": amount} for kind, amount in (("cash", cash), ("card", card)) if amount]
    return {
        "one_id": one_id,
        "pricing": {
            "gross": payable + 300,
            "saving": 200,
            "points_amount": 100,
            "payable": payable,
            "funding": {"platform": 200, "points": 100},
        },
        "tenders": tenders,
        "lines": [{"net_minor": payable, "tax_bps": 1300, "tax_minor": 115}],
    }


def goods_back(refund, *, cash=0, card=0):
    tenders = [{"kind": kind, "amount_minor": amount} for kind, amount in (("cash", cash), ("card", card)) if amount]
    return {
        "pricing": {"refund": refund, "funding": {"platform": 20}},
        "tenders": tenders,
        "lines": [{"net_minor": refund, "tax_bps": 1300, "tax_minor": 69}],
    }


def test_a_day_of_sales_voids_and_cash_movements():
    reading = ShiftReading().add_all(
        [
            ("shift_opened", {"float_minor": 50000}),
            ("signed_in", {"staff_id": "E1"}),
            ("sale", sale(1000, cash=1000, one_id="M1")),
            ("sale", sale(3000, cash=500, card=2500)),
            ("basket_voided", {"gross_minor": 777}),
            ("return", goods_back(600, cash=400, card=200)),
            ("cash_moved", {"kind": "pay_in", "amount_minor": 2000}),
            ("cash_moved", {"kind": "pay_out", "amount_minor": 300}),
            ("cash_moved", {"kind": "drop", "amount_minor": 40000}),
            ("cash_moved", {"kind": "no_sale", "amount_minor": 0}),
        ]
    )

    assert reading.expected_cash_minor == 50000 + 1000 + 500 + 2000 - 300 - 40000 - 400
    assert reading.document() == {
        "sales": {"count": 2, "amount_minor": 4000},
        "gross_minor": 4600,
        "saving_minor": 400,
        "points_minor": 200,
        "members": 1,
        "voids": {"count": 1, "amount_minor": 777},
        "returns": {"count": 1, "amount_minor": 600},
        "refunds": {"card": {"count": 1, "amount_minor": 200}, "cash": {"count": 1, "amount_minor": 400}},
        "tenders": {"card": {"count": 1, "amount_minor": 2500}, "cash": {"count": 2, "amount_minor": 1500}},
        "taxes": [{"tax_bps": 1300, "net_minor": 4000 - 230 - 531, "tax_minor": 230 - 69}],
        "funding": {"platform": 380, "points": 200},
        "movements": {
            "pay_in": {"count": 1, "amount_minor": 2000},
            "pay_out": {"count": 1, "amount_minor": 300},
            "drop": {"count": 1, "amount_minor": 40000},
            "no_sale": {"count": 1, "amount_minor": 0},
        },
        "float_minor": 50000,
        "expected_minor": 12800,
    }


def test_a_count_is_pieces_times_their_worth():
    assert counted_minor({10000: 3, 50: 7}) == 30350
    with pytest.raises(ValueError, match="negative"):
        counted_minor({10000: -1})


@pytest.mark.parametrize("denominations", DENOMINATIONS.values(), ids=DENOMINATIONS)
def test_denominations_stand_from_large_to_small(denominations):
    assert list(denominations) == sorted(set(denominations), reverse=True)


@pytest.mark.parametrize(
    ("moment", "starts", "day"),
    [
        ("2026-11-11T23:30:00+08:00", "00:00", "2026-11-11"),
        ("2026-11-12T02:30:00+08:00", "04:00", "2026-11-11"),
        ("2026-11-12T04:00:00+08:00", "04:00", "2026-11-12"),
        ("2026-11-11T17:00:00+00:00", "00:00", "2026-11-12"),
    ],
)
def test_the_trading_day_is_the_stores_own(moment, starts, day):
    assert business_day(datetime.fromisoformat(moment), "Asia/Shanghai", starts) == day


def test_a_time_zone_that_does_not_exist_is_said():
    with pytest.raises(ValueError, match="Mars"):
        business_day(datetime.fromisoformat("2026-11-11T10:00:00+08:00"), "Mars/Olympus")
