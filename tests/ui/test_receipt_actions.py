"""The queue before the printer: what fails waits, is tried again, and holds up nobody."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from pos_client.ui.operations import Operations
from pos_client.ui.receipt_actions import RETRY_FOR_S, ReceiptActions
from tests.ui.till import FakeTill


class Queue:
    def __init__(self, till: FakeTill, operations: Operations) -> None:
        self.now = 0.0
        self.desk = till.receipts
        self.failed: list[str] = []
        self.waiting: list[int] = []
        self.actions = ReceiptActions(till.receipts, operations, clock=lambda: self.now)
        self.actions.print_failed.connect(self._on_failed)
        self.actions.waiting_changed.connect(self._on_waiting)
        till.sign_in()
        self.sales = []
        for _ in range(3):
            till.fill()
            self.sales.append(till.sell())

    def _on_failed(self, sale_id: str, error: Unavailable) -> None:
        self.failed.append(sale_id)

    def _on_waiting(self, count: int) -> None:
        self.waiting.append(count)


@pytest.fixture
def queue(till: FakeTill, operations: Operations) -> Queue:
    return Queue(till, operations)


def out_of_paper(queue: Queue, qtbot: QtBot) -> None:
    queue.desk.failure = Unavailable("printer_paper_out", printer="p")
    for sale_id in queue.sales:
        queue.actions.print_receipt(sale_id, opens_drawer=True)
    qtbot.waitUntil(lambda: queue.actions.waiting == tuple(queue.sales))


def test_receipts_that_failed_come_out_in_their_order_when_the_printer_is_back(queue: Queue, qtbot: QtBot) -> None:
    out_of_paper(queue, qtbot)
    queue.actions.try_again()
    qtbot.waitUntil(lambda: not queue.actions.is_busy)
    assert queue.failed == queue.sales, "the second failure is not told again"
    queue.desk.failure = None
    queue.actions.try_again()
    qtbot.waitUntil(lambda: len(queue.desk.printed) == 3 and not queue.actions.is_busy)
    assert queue.desk.printed == [(sale_id, False) for sale_id in queue.sales]
    assert queue.desk.drawer == [], "a drawer that opens minutes later is no help to anybody"
    assert queue.actions.waiting == ()
    assert queue.waiting == [1, 2, 3, 2, 1, 0]


def test_what_waited_too_long_is_left_to_the_list(queue: Queue, qtbot: QtBot) -> None:
    out_of_paper(queue, qtbot)
    queue.desk.failure = None
    queue.now = RETRY_FOR_S + 1
    queue.actions.try_again()
    assert (queue.actions.waiting, queue.actions.is_busy) == ((), False)
    assert queue.desk.printed == []


def test_who_asks_by_hand_meanwhile_gets_one_receipt_and_not_two(queue: Queue, qtbot: QtBot) -> None:
    out_of_paper(queue, qtbot)
    queue.desk.failure = None
    queue.actions.print_receipt(queue.sales[1])
    qtbot.waitUntil(lambda: len(queue.desk.printed) == 1 and not queue.actions.is_busy)
    assert queue.actions.waiting == (queue.sales[0], queue.sales[2])
    queue.actions.try_again()
    qtbot.waitUntil(lambda: len(queue.desk.printed) == 3 and not queue.actions.is_busy)
    assert sorted(queue.desk.printed) == sorted((sale_id, False) for sale_id in queue.sales)


def test_a_till_without_a_printer_has_nothing_to_try_again(queue: Queue, qtbot: QtBot) -> None:
    queue.desk.failure = Unavailable("printer_missing")
    queue.actions.print_receipt(queue.sales[0])
    qtbot.waitUntil(lambda: queue.failed == queue.sales[:1])
    queue.actions.open_drawer(queue.sales[0])
    qtbot.waitUntil(lambda: not queue.actions.is_busy)
    assert queue.actions.waiting == ()
    assert queue.failed == queue.sales[:1], "no drawer without a printer, and no word about it"
