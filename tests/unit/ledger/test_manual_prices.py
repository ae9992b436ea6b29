"""Manual prices at the ledger: the books show the list price, and what nobody allowed is a case."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from central_ledger.application import publish
from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.sales import check_sale
from retail.messages import BadEntry, encode_body
from retail.ports import StaffMember
from tests.unit.ledger.priced_sales import case_of, sale_of

LIMITS = {"override_bps": 1000, "override_minor": 5000}


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        publish.publish_setting(ledger, "S01", "limits", LIMITS)
        staff = [
            StaffMember("E1", "张三", ("cashier",), "-"),
            StaffMember("E4", "周可", ("guide",), "-"),
            StaffMember("E7", "李慧", ("manager",), "-"),
        ]
        publish.publish_staff(ledger, "S01", staff)
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    return ledger


def lowered(sale_id: str, unit_price_minor: int, **override: Any) -> dict[str, Any]:
    """A sale of A1 (12900) at a manual price."""
    case = case_of([], "A1")
    case["lines"][0]["unit_price"] = unit_price_minor
    document = sale_of(sale_id, case)
    named = {"list_price_minor": 12900, "reason": "damaged", "text": "", "by": "E1", "approved_by": None}
    document["lines"][0]["override"] = named | {"of_basket": False} | override
    return document


def taken(books, journal, *documents):
    for document in documents:
        journal.add("sale", document)
    result = push(books, "S01", "T01", journal.entries)
    Replayer().replay_all(books)
    return [(verdict.word, verdict.code) for verdict in result.verdicts[1:]]


def cases(books):
    return {case.sale_id: case for case in books.cases.all("open") if case.kind == "override_unapproved"}


def test_the_books_show_the_list_price_and_what_the_store_gave(books, journal):
    assert taken(books, journal, lowered("s1", 12000)) == [("created", None)]
    transfers = books.books.transfers_about("S01", "s1", [])
    amounts = {p["account"]: p["amount"] for t in transfers for p in t["postings"] if p["unit"] == "CNY"}
    assert amounts["manual_discount/store:S01"] == 900
    assert amounts["tender/S01/T01/cash"] == 12000
    assert amounts["sales/S01/LQX"] + amounts["tax/S01/1300"] == -12900
    assert audit(books).balanced
    assert books.cases.all("open") == []


def test_what_nobody_with_the_right_allowed_is_a_case_and_the_sale_stands(books, journal):
    sales = [
        lowered("within", 11610),
        lowered("beyond", 11609),
        lowered("approved", 5000, approved_by="E7"),
        lowered("by a manager", 5000, by="E7"),
        lowered("approved by a cashier", 5000, approved_by="E1"),
        lowered("approved by nobody", 5000, approved_by="E99"),
        lowered("by a guide", 12899, by="E4"),
        lowered("by a guide, allowed by a cashier", 12899, by="E4", approved_by="E1"),
    ]
    assert {verdict for verdict, _ in taken(books, journal, *sales)} == {"created"}
    found = cases(books)
    assert sorted(found) == ["approved by a cashier", "approved by nobody", "beyond", "by a guide"]
    case = found["beyond"]
    assert (case.amount, case.unit, case.bearer) == (1291, "CNY", "store:S01")
    assert case.detail["limits"] == LIMITS
    Replayer().replay_all(books)
    assert len(cases(books)) == 4


def test_goods_at_a_typed_price_need_a_managers_word(books, journal):
    unknown = {"scanned": "699", "department": "food", "by": "E1"}
    good, bad = sale_of("good", case_of([], "A1")), sale_of("bad", case_of([], "A1"))
    good["lines"][0]["unknown"] = unknown | {"approved_by": "E7"}
    bad["lines"][0]["unknown"] = unknown | {"approved_by": None}
    taken(books, journal, good, bad)
    assert list(cases(books)) == ["bad"]


@pytest.mark.parametrize(
    "change",
    [{"list_price_minor": 12000}, {"list_price_minor": 11999}],
)
def test_a_manual_price_that_lowers_nothing_is_a_bad_sale(change):
    document = lowered("s1", 12000, **change)
    sale = read_body("sale", encode_body(document))
    assert isinstance(sale, SaleBody)
    with pytest.raises(BadEntry, match="bad_sale"):
        check_sale(sale)


@pytest.mark.parametrize("quantity", [0, "x", "0.000"])
def test_a_manual_price_of_no_quantity_is_a_bad_sale(quantity):
    document = copy.deepcopy(lowered("s1", 12000))
    document["lines"][0]["quantity"] = quantity
    sale = read_body("sale", encode_body(document))
    assert isinstance(sale, SaleBody)
    with pytest.raises(BadEntry, match="bad_sale"):
        check_sale(sale)
