"""A shift at the counter: opened, read, counted blind, closed once; the journal is its only record."""

from __future__ import annotations

import pytest

from pos_client.application.shift_reports import ShiftPaper, x_report, z_report
from pos_client.application.shifts import ShiftDesk
from pos_client.errors import Refused
from retail.receipt import Row, Text
from tests.unit.application.conftest import Counter


@pytest.fixture
def shifts(counter: Counter) -> ShiftDesk:
    return desk(counter)


def desk(counter: Counter) -> ShiftDesk:
    return ShiftDesk(counter.desk, counter.staff, counter.store, counter.reference)


def sell(counter: Counter, cash: int = 0) -> int:
    counter.checkout.add_product("A1")
    payable = counter.checkout.state.payable_minor
    counter.checkout.tender_cash(cash or payable)
    counter.checkout.complete()
    return payable


def test_what_was_sold_before_the_shift_is_not_in_it(counter: Counter, shifts: ShiftDesk) -> None:
    sell(counter)
    shifts.open(50000)
    payable = sell(counter)

    assert shifts.reading().sales.count == 1
    assert shifts.reading().expected_cash_minor == 50000 + payable


def test_a_shift_outlives_the_program(counter: Counter, shifts: ShiftDesk) -> None:
    shifts.open(50000, {10000: 5})
    sell(counter)

    again = desk(counter)

    assert again.current == shifts.current
    assert again.reading().sales.count == 1
    with pytest.raises(Refused, match="shift_open"):
        again.open(0)


def test_closing_counts_the_difference_and_numbers_the_report(counter: Counter, shifts: ShiftDesk) -> None:
    for number, day_cash in ((1, 0), (2, 100)):
        shifts.open(0)
        payable = sell(counter)
        closed = shifts.close({1: payable + day_cash}, "someone paid more")
        assert closed.body["z_number"] == number
        assert closed.body["over_short_minor"] == day_cash
        assert shifts.current is None
    assert [body["z_number"] for body in counter.store.bodies("shift_closed")] == [1, 2]
    assert desk(counter).last_closed() is not None


def test_a_difference_above_the_limit_needs_a_reason_and_keeps_the_shift_open(
    counter: Counter, shifts: ShiftDesk
) -> None:
    counter.reference.settings_document["shifts"] = {"reason_above_minor": 500}
    shifts.open(10000)

    with pytest.raises(Refused, match="reason_missing"):
        shifts.close({100: 94})
    assert shifts.current is not None
    assert shifts.close({100: 95}).body["over_short_minor"] == -500


def test_the_report_names_what_the_ledger_does_not_have(counter: Counter, shifts: ShiftDesk) -> None:
    shifts.open(0)
    waiting = len(counter.store.entries)

    body = shifts.close({}).body

    first = counter.store.entries[0]
    assert body["waiting"] == {"count": waiting, "first": {"epoch": first.epoch, "seq": first.seq}}


@pytest.mark.parametrize(
    ("movement", "code"),
    [
        (("pay_in", 0, "change"), "amount_wrong"),
        (("pay_out", 10001, "cleaning"), "drawer_short"),
        (("drop", 10001, "to the safe"), "drawer_short"),
        (("pay_out", 100, "  "), "reason_missing"),
        (("no_sale", 1, "change"), "amount_wrong"),
    ],
)
def test_a_movement_that_cannot_be_writes_nothing(counter: Counter, shifts: ShiftDesk, movement, code) -> None:
    shifts.open(10000)

    with pytest.raises(Refused, match=code):
        shifts.move_cash(*movement)

    assert counter.store.bodies("cash_moved") == []


def test_cash_that_moved_is_in_the_journal_with_who_and_why(counter: Counter, shifts: ShiftDesk) -> None:
    shifts.open(10000)
    shifts.move_cash("pay_out", 2500, "bought tape", counter.approval("pay_out"))

    (body,) = counter.store.bodies("cash_moved")
    assert (body["kind"], body["amount_minor"], body["reason"]) == ("pay_out", 2500, "bought tape")
    assert (body["staff_id"], body["approved_by"]) == ("1001", "1007")
    assert [given["amount_minor"] for given in counter.store.bodies("approval_given")] == [2500]
    assert shifts.reading().expected_cash_minor == 7500


@pytest.mark.parametrize("kind", ["pay_out", "no_sale"])
def test_a_cashier_does_not_open_the_drawer_alone(counter: Counter, shifts: ShiftDesk, kind) -> None:
    shifts.open(10000)
    amount = 0 if kind == "no_sale" else 2500
    for approval in (None, counter.approval("pay_in")):
        with pytest.raises(Refused, match="approval_needed"):
            shifts.move_cash(kind, amount, "because", approval)

    assert counter.store.bodies("cash_moved") == []
    word = counter.approval(kind)
    shifts.move_cash(kind, amount, "because", word)
    with pytest.raises(Refused, match="approval_needed"):
        shifts.move_cash(kind, amount, "once more with the same word", word)


def test_a_guide_neither_opens_nor_closes_the_drawers_shift(counter: Counter, shifts: ShiftDesk) -> None:
    shifts.open(10000)
    counter.staff.sign_out()
    counter.staff.sign_in(counter.staff.check_pin("1004", "1357"))

    with pytest.raises(Refused, match="approval_needed"):
        shifts.close({10000: 1})
    assert shifts.current is not None
    shifts.close({10000: 1}, approval=counter.approval("close_shift"))
    with pytest.raises(Refused, match="approval_needed"):
        shifts.open(0)


def test_a_store_that_sells_in_shifts_only_says_so(counter: Counter, shifts: ShiftDesk) -> None:
    shifts.refuse_without_shift()
    counter.reference.settings_document["shifts"] = {"required": True}

    with pytest.raises(Refused, match="shift_needed"):
        shifts.refuse_without_shift()
    shifts.open(0)
    shifts.refuse_without_shift()


def test_the_x_report_keeps_the_count_blind_and_the_z_report_shows_it(counter: Counter, shifts: ShiftDesk) -> None:
    paper = ShiftPaper(counter.desk.facts, counter.reference, "en")
    shifts.open(50000)
    payable = sell(counter)
    current = shifts.current
    assert current is not None
    x = x_report(paper, current, shifts.reading(), counter.clock.now(), {"count": 0})
    z = z_report(paper, shifts.close({10000: 5, 1: payable - 100}, "short of a coin"), copy=False)

    def lefts(document):
        return [element.left.strip() for element in document.elements if isinstance(element, Row)]

    assert "Should be there" not in lefts(x)
    assert {"Should be there", "Counted", "Short"} <= set(lefts(z))
    rows = {element.left.strip(): element.right for element in z.elements if isinstance(element, Row)}
    assert rows["Report no."] == "S01/T01 Z0001"
    assert rows["Short"] == "¥1.00"
    texts = [element.text for element in z.elements if isinstance(element, Text)]
    assert any("had not reached the ledger" in text for text in texts)
