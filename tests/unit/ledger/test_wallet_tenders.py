"""Wallets in the books: what an operator settles, what it added itself, and what the store gave inside a wallet."""

from __future__ import annotations

from typing import Any

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.push import push
from tests.unit.ledger.priced_sales import case_of, sale_of


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    return ledger


def paid_by_wallet(sale_id: str, **fields: Any) -> dict[str, Any]:
    """A sale of A1 (12900), paid by a wallet."""
    document = sale_of(sale_id, case_of([], "A1"))
    amounts = dict.fromkeys(("amount_minor", "tendered_minor", "received_minor"), 12900)
    tender = {"kind": "wechat", **amounts, "change_minor": 0, "reference": "42", "attempt_id": "a1"}
    return document | {"tenders": [tender | {"wallet_discounts": []} | fields]}


def taken(books, journal, kind, document):
    journal.add(kind, document)
    verdict = push(books, "S01", "T01", journal.entries).verdicts[-1]
    return verdict.word, verdict.code


def off(funder: str, amount_minor: int) -> dict[str, Any]:
    return {"funder": funder, "amount_minor": amount_minor, "label": "摇一摇"}


@pytest.mark.parametrize(
    ("received", "discounts", "expected"),
    [
        (12900, [], {"tender/S01/T01/wechat": 12900}),
        (
            12900,
            [off("wallet", 300), off("other", 200)],
            {"tender/S01/T01/wechat": 12400, "wallet_funded/S01/wechat": 500},
        ),
        (12000, [off("merchant", 900)], {"tender/S01/T01/wechat": 12000, "wallet_discount/store:S01": 900}),
        (
            12700,
            [off("merchant", 200), off("wallet", 300)],
            {"tender/S01/T01/wechat": 12400, "wallet_funded/S01/wechat": 300, "wallet_discount/store:S01": 200},
        ),
    ],
)
def test_who_gave_what_stands_in_the_books(books, journal, received, discounts, expected):
    sale = paid_by_wallet("s1", received_minor=received, wallet_discounts=discounts)
    assert taken(books, journal, "sale", sale) == ("created", None)
    transfers = books.books.transfers_about("S01", "s1", [])
    amounts = {p["account"]: p["amount"] for t in transfers for p in t["postings"] if p["unit"] == "CNY"}
    assert {name: amount for name, amount in amounts.items() if name.startswith(("tender", "wallet"))} == expected
    assert audit(books).balanced


@pytest.mark.parametrize(
    "fields",
    [
        {"received_minor": 12901},
        {"received_minor": None, "wallet_discounts": [off("wallet", 1)]},
        {"wallet_discounts": [off("wallet", 12901)]},
    ],
)
def test_parts_that_do_not_fit_are_a_bad_sale(books, journal, fields):
    assert taken(books, journal, "sale", paid_by_wallet("s1", **fields)) == ("quarantined", "bad_sale")


def test_a_payment_that_began_and_ended_is_known(books, journal):
    started = {"attempt_id": "a1", "sale_id": "s1", "basket_id": "b1", "wallet": "alipay", "amount_minor": 500}
    assert taken(books, journal, "payment_started", started | {"currency": "CNY", "staff_id": "E1"})[0] == "created"
    settled = {"attempt_id": "a1", "sale_id": "s1", "wallet": "alipay", "result": "reversed", "reason": "cancelled"}
    assert taken(books, journal, "payment_settled", settled | {"code": "", "transaction_id": ""})[0] == "created"
    assert taken(books, journal, "payment_settled", settled | {"result": "maybe"}) == ("quarantined", "bad_body")


def paid_in_cash(sale_id: str, rounding: int) -> dict[str, Any]:
    document = sale_of(sale_id, case_of([], "A1"))
    cash = {"kind": "cash", "amount_minor": 12900 + rounding, "tendered_minor": 13000, "change_minor": 100 - rounding}
    return document | {"tenders": [cash | {"reference": None}], "rounding_minor": rounding}


def test_rounding_of_cash_has_an_account(books, journal):
    assert taken(books, journal, "sale", paid_in_cash("s1", -40)) == ("created", None)
    assert taken(books, journal, "sale", paid_in_cash("s2", 10)) == ("created", None)
    transfers = [*books.books.transfers_about("S01", "s1", []), *books.books.transfers_about("S01", "s2", [])]
    amounts = [p["amount"] for t in transfers for p in t["postings"] if p["account"] == "cash_rounding/S01"]
    assert amounts == [40, -10]
    assert audit(books).balanced


@pytest.mark.parametrize("changes", [{"rounding_minor": 5}, {"rounding_minor": -100}])
def test_a_rounding_that_does_not_fit_is_a_bad_sale(books, journal, changes):
    assert taken(books, journal, "sale", paid_in_cash("s1", -40) | changes)[0] == "quarantined"
    card = paid_by_wallet("s2") | {"rounding_minor": 0}
    card["tenders"][0] |= {"amount_minor": 12890, "tendered_minor": 12890, "received_minor": 12890}
    assert taken(books, journal, "sale", card | {"rounding_minor": -10}) == ("quarantined", "bad_sale")
