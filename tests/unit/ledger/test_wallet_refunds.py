"""Refunds that tills send to wallets: settled once in the books, and a case when one stays open too long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.lease_rounds import LeaseKeeper
from retail.shift import ShiftReading
from tests.unit.ledger.goods_returned import return_of
from tests.unit.ledger.priced_sales import case_of, sale_of
from tests.unit.ledger.test_push import balances, enrol, open_cases, send


@pytest.fixture
def books(ledger):
    enrol(ledger, ("S01", "T01"))
    return ledger


@pytest.fixture
def started(books, journal):
    """A cream, paid by WeChat Pay (12900), came back, and its till asks the wallet to give the money."""
    amounts = dict.fromkeys(("amount_minor", "tendered_minor", "received_minor"), 12900)
    tender = {"kind": "wechat", **amounts, "change_minor": 0, "reference": "42", "attempt_id": "a1"}
    sale = sale_of("s1", case_of([], "A1")) | {"tenders": [tender | {"wallet_discounts": []}]}
    body = return_of(books, sale, "r1", [("1", 1)])
    body["tenders"][0] |= {"refund_id": "f1", "attempt_id": "a1", "total_minor": 12900}
    journal.add("sale", sale)
    journal.add("return", body)
    return journal


def settled(**fields):
    body = {"refund_id": "f1", "attempt_id": "a1", "return_id": "r1", "wallet": "wechat", "amount_minor": 12900}
    return body | {"currency": "CNY", "result": "given", "transaction_id": "50", **fields}


def test_a_refund_that_its_wallet_gave_moves_nothing_more(books, started):
    assert set(send(books, started.entries)) == {"created"}
    assert books.wallet_refunds.get("S01", "f1").settled_at is None
    before = balances(books)
    started.add("refund_settled", settled())
    assert send(books, started.entries)[-1] == "created"
    assert books.wallet_refunds.get("S01", "f1").result == "given"
    assert balances(books) == before
    assert before.get(("tender/S01/T01/wechat", "CNY"), 0) == 0


def test_cash_instead_comes_out_of_the_drawer(books, started):
    by_hand = {"by": "E1", "decided_by": "E2", "evidence": ""}
    started.add("refund_settled", settled(result="cash", rounding_minor=-4, by_hand=by_hand))
    assert set(send(books, started.entries)) == {"created"}
    now = balances(books)
    assert now["tender/S01/T01/wechat", "CNY"] == 12900, "the operator still has it"
    assert now["tender/S01/T01/cash", "CNY"] == -12896
    assert now["cash_rounding/S01", "CNY"] == -4
    assert audit(books).balanced


@pytest.mark.parametrize("first", ["given", "cash"])
def test_it_is_given_once(books, started, first):
    other = "cash" if first == "given" else "given"
    started.add("refund_settled", settled(result=first))
    started.add("refund_settled", settled(result=other))
    assert send(books, started.entries)[-2:] == ["created", "quarantined bad_refund"]
    started.add("refund_settled", settled(result="cash"))
    assert send(books, started.entries)[-1] == "quarantined bad_refund"


def test_a_till_out_of_a_copy_may_say_twice_that_its_wallet_gave_it(books, started):
    started.add("refund_settled", settled())
    started.add("refund_settled", settled())
    assert send(books, started.entries)[-2:] == ["created", "created"]
    before = balances(books)
    started.add("refund_settled", settled())
    assert send(books, started.entries)[-1] == "created"
    assert balances(books) == before


def test_another_amount_than_the_return_said_is_not_booked(books, started):
    send(books, started.entries)
    started.add("refund_settled", settled(amount_minor=12901, result="cash"))
    assert send(books, started.entries)[-1] == "quarantined bad_refund"


def test_a_part_that_goes_back_without_a_sale_is_known_until_it_is_settled(books, journal):
    part = {"refund_id": "f2", "attempt_id": "a2", "basket_id": "b1", "wallet": "alipay", "amount_minor": 500}
    journal.add("refund_started", part | {"total_minor": 500, "currency": "CNY", "staff_id": "E1", "reason": "voided"})
    given = {name: value for name, value in settled(**part).items() if name != "return_id"}
    assert send(books, journal.entries)[-1] == "created"
    assert books.wallet_refunds.get("S01", "f2").settled_at is None
    journal.add("refund_settled", given)
    assert send(books, journal.entries)[-1] == "created"
    assert books.wallet_refunds.get("S01", "f2").result == "given"


def test_a_refund_that_no_order_is_named_for_is_a_bad_return(books, started):
    body = started.entries[-1].document() | {"return_id": "r2", "after": ["r1"]}
    body["tenders"][0] |= {"attempt_id": None}
    started.add("return", body)
    assert send(books, started.entries)[-1] == "quarantined bad_return"


def test_one_that_stays_open_for_a_day_is_a_case_until_it_is_settled(books, started):
    send(books, started.entries)
    keeper = LeaseKeeper()

    def look_after(hours):
        moment = books.clock() + timedelta(hours=hours)
        books.clock = lambda: moment
        keeper.heard("S01", "T01")
        while keeper.step(books):
            pass
        return open_cases(books)

    assert look_after(23) == []
    assert look_after(2) == [("refund_open", None, 12900, "store:S01")]
    assert look_after(2) == [("refund_open", None, 12900, "store:S01")]
    started.add("refund_settled", settled())
    send(books, started.entries)
    assert open_cases(books) == []


def test_a_shift_that_gave_cash_instead_closes_to_the_cent(books, started):
    names = {"shift_id": "h1", "staff_id": "E1", "business_day": "2026-11-11", "currency": "CNY"}
    started.entries, sold = [], started.entries
    started.head = sold[0].head
    opened = names | {"float_minor": 20000, "counts": {"10000": 2}}
    shift = [("shift_opened", opened), *((entry.kind, entry.document()) for entry in sold[1:])]
    shift.append(("refund_settled", settled(result="cash")))
    reading = ShiftReading().add_all(shift)
    assert reading.expected_cash_minor == 20000 - 12900
    assert reading.document()["cash_instead"] == {"count": 1, "amount_minor": 12900}
    closed = {"z_number": 1, "counts": {"100": 71}, "counted_minor": 7100, "over_short_minor": 0, "recounts": 0}
    closed |= {"reason": "", "reading": reading.document(), "waiting": {"count": 0, "first": None}}
    for kind, body in (*shift, ("shift_closed", names | closed)):
        started.add(kind, body)
    assert set(send(books, [sold[0], *started.entries])) == {"created"}
    assert open_cases(books) == []
    assert balances(books).get(("tender/S01/T01/cash", "CNY"), 0) == 0
