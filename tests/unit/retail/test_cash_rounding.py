"""Rounding of cash: what is due, and that returns give back exactly what was paid, in any parts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retail.cash_rounding import EXACT, CashRounding, read_cash_rounding, rounded_refunds, unrounded_tenders
from retail.refunds import refund_shares
from retail.sale import apply_card, apply_cash, remaining_minor

NEAREST, DOWN = CashRounding(10, "nearest"), CashRounding(10, "down")


@pytest.mark.parametrize(
    ("rule", "amount", "due"),
    [
        (NEAREST, 1234, 1230), (NEAREST, 1235, 1240), (NEAREST, 1240, 1240), (NEAREST, 4, 4), (NEAREST, 5, 10),
        (DOWN, 1239, 1230), (DOWN, 9, 9), (CashRounding(5, "nearest"), 1233, 1235), (EXACT, 1234, 1234),
    ],
)  # fmt: skip
def test_what_is_due_in_cash(rule: CashRounding, amount: int, due: int) -> None:
    assert rule.due(amount) == due


@pytest.mark.parametrize(
    ("tendered", "amount", "rounding", "remaining"),
    [(2000, 1240, 4, 0), (1240, 1240, 4, 0), (1236, 1236, 0, 0), (1000, 1000, 0, 236)],
)
def test_only_what_settles_the_sale_is_rounded(tendered: int, amount: int, rounding: int, remaining: int) -> None:
    tender = apply_cash(1236, (), tendered, NEAREST)
    assert (tender.amount_minor, tender.rounding_minor) == (amount, rounding)
    assert remaining_minor(1236, (tender,)) == remaining


def test_the_rest_after_a_card_is_rounded() -> None:
    card = apply_card(1236, (), 1000, "T-1")
    cash = apply_cash(1236, (card,), 500, DOWN)
    assert (cash.amount_minor, cash.change_minor, remaining_minor(1236, (card, cash))) == (230, 270, 0)


@pytest.mark.parametrize(
    "rule", [None, {}, {"CNY": 10}, {"CNY": {"step_minor": 1000, "mode": "down"}}, {"CNY": {"step_minor": 10}}]
)
def test_a_rule_that_cannot_be_read_rounds_nothing(rule: Any) -> None:
    assert read_cash_rounding({"cash": {"rounding": rule}}) == {}


def test_the_rule_of_each_currency() -> None:
    rules = {"CNY": {"step_minor": 10, "mode": "down"}, "SGD": {"step_minor": 5, "mode": "nearest"}}
    assert read_cash_rounding({"cash": {"rounding": rules}}) == {"CNY": DOWN, "SGD": CashRounding(5, "nearest")}


@given(
    st.sampled_from([NEAREST, DOWN, CashRounding(100, "nearest"), CashRounding(25, "down")]),
    st.lists(st.integers(1, 5000), min_size=1, max_size=6),
    st.integers(0, 4000),
)
def test_all_back_in_parts_gives_back_what_was_paid(rule: CashRounding, parts: list[int], by_card: int) -> None:
    payable = sum(parts)
    card = min(by_card, payable - 1)
    tenders = [apply_card(payable, (), card, "T-1")] if card else []
    tenders.append(apply_cash(payable, tenders, payable + 200, rule))
    sale = {
        "tenders": [{"kind": t.kind, "amount_minor": t.amount_minor, "reference": t.reference} for t in tenders],
        "rounding_minor": sum(t.rounding_minor for t in tenders),
    }
    earlier: list[dict[str, Any]] = []
    for part in parts:
        before = [{"tenders": unrounded_tenders(body)} for body in earlier]
        refunds = rounded_refunds(refund_shares(unrounded_tenders(sale), before, part), earlier, rule)
        rounding = sum(refund["amount_minor"] for refund in refunds) - part
        assert abs(rounding) < rule.step_minor
        assert all(refund["amount_minor"] > 0 for refund in refunds)
        earlier.append({"tenders": refunds, "rounding_minor": rounding})
    for kind in ("cash", "card"):
        paid = sum(t["amount_minor"] for t in sale["tenders"] if t["kind"] == kind)
        assert sum(t["amount_minor"] for body in earlier for t in body["tenders"] if t["kind"] == kind) == paid or (
            kind == "cash" and paid < rule.step_minor
        )
