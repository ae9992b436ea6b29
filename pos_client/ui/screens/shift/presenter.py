"""Opens, moves cash, reads, counts and closes; prints what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.shift_reports import ShiftReports
from pos_client.application.shifts import ClosedShift, ShiftDesk
from pos_client.errors import Refused, UserFacing
from pos_client.ui.allowing import Allowing
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import date, date_time, money, number, parsed
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.shift.view import Fact, Mode, ShiftState, ShiftView
from pos_client.ui.when_seen import WhenSeen
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.money import parse_minor
from retail.receipt import ReceiptDocument
from retail.shift import CashMovementKind


@dataclass(frozen=True, slots=True)
class ShiftUseCases:
    """What the page works with. `open_drawer` is slow, and raises what the printer says."""

    shifts: ShiftDesk
    reports: ShiftReports
    currency: str
    open_drawer: Callable[[], object] = lambda: None


class ShiftPresenter(QObject):
    """`printer_answered` says whether the printer took a report."""

    printer_answered = Signal(object)  # True, or the code of what is wrong with it
    approval_asked = Signal(object)  # ApprovalRequest

    def __init__(
        self, view: ShiftView, use_cases: ShiftUseCases, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._shifts = use_cases.shifts
        self._reports = use_cases.reports
        self._currency = use_cases.currency
        self._operations = operations
        self._counting = False
        self._counts: Mapping[int, int] = {}
        self._recounts = 0
        self._difference_minor: int | None = None  # of what was counted, while it is asked why
        self._movement: tuple[CashMovementKind, int] = ("no_sale", 0)
        self._asked_minor: int | None = None  # what a manager's word is asked for: a movement, or the shift itself
        self._allowing = Allowing(view, self._asking, self)
        self._allowing.approval_asked.connect(self.approval_asked)
        self._open_drawer = use_cases.open_drawer
        self._drawer = SlowOperation(operations, self)
        self._drawer.refused.connect(self._on_drawer_refused)
        self._printing = SlowOperation(operations, self)
        self._printing.succeeded.connect(self._on_printed)
        self._printing.refused.connect(self._on_print_refused)
        view.open_asked.connect(self._on_open)
        view.close_asked.connect(self._on_close)
        view.movement_asked.connect(self._on_movement)
        view.x_asked.connect(self._on_x)
        view.z_asked.connect(self._on_z)
        view.counted.connect(self._on_counted)
        view.count_cancelled.connect(self._on_count_cancelled)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(self._on_entry_cancelled)
        self._when_seen = WhenSeen(view, self.refresh, self)
        operations.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        self._view.show_state(self._state())

    # --- what is shown

    def _state(self) -> ShiftState:
        shift, last = self._shifts.current, self._shifts.last_closed()
        has_last = last is not None
        if self._counting:
            mode: Mode = "counting_float" if shift is None else "counting_drawer"
            title = self.tr("Count the float") if shift is None else self.tr("Count the drawer")
            detail = (
                self.tr("Pieces of each note and coin that lie in the drawer now. Enter goes on to the next.")
                if shift is None
                else self.tr("Count without looking anything up: what should be there is shown afterwards.")
            )
            asks_why = self._difference_minor is not None
            if self._difference_minor is not None:
                counted_minor = self._view.grid.total_minor()
                detail = self.tr("{expected} should be there. Say why and press Enter; Esc: count again.").format(
                    expected=self._money(counted_minor - self._difference_minor)
                )
            return ShiftState(mode, self._currency, title, detail, has_last=has_last, asks_why=asks_why)
        if shift is None:
            detail = (
                self.tr("This store sells in shifts only. Count the float and open one.")
                if self._shifts.rules.required
                else self.tr("Count the float and open one; sales without a shift stand in no Z report.")
            )
            facts = () if last is None else self._last_facts(last)
            return ShiftState("closed", self._currency, self.tr("No shift is open"), detail, facts, has_last,
                              self._printing.is_running)  # fmt: skip
        opened = parsed(shift.opened_at)
        detail = self.tr("Business day {day}, opened {when} by {staff}").format(
            day=_day(shift.business_day),
            when="" if opened is None else date_time(opened),
            staff=self._reports.staff_name(shift.staff_id),
        )
        return ShiftState("open", self._currency, self.tr("The shift so far"), detail, self._open_facts(), has_last,
                          self._printing.is_running)  # fmt: skip

    def _money(self, amount_minor: int) -> str:
        return money(amount_minor, self._currency)

    def _open_facts(self) -> tuple[tuple[Fact, ...], ...]:
        reading = self._shifts.reading()
        moved = reading.movements
        sales: tuple[Fact, ...] = (
            Fact(self.tr("Goods"), self._money(reading.gross_minor)),
            Fact(self.tr("Savings"), self._money(-reading.saving_minor)),
            Fact(self.tr("Paid with points"), self._money(-reading.points_minor)),
            Fact(self.tr("Sales"), self._money(reading.sales.amount_minor), strong=True),
        )
        counts = (
            Fact(self.tr("Number of sales"), number(reading.sales.count), strong=True),
            Fact(self.tr("Of them to members"), number(reading.members)),
            Fact(self.tr("Voided baskets"), number(reading.voids.count)),
        )
        names = {
            "cash": self.tr("Cash"),
            "card": self.tr("Card"),
            "wechat": self.tr("WeChat Pay"),
            "alipay": self.tr("Alipay"),
            "exchange": self.tr("Exchanged goods"),
            "gift_card": self.tr("Gift card"),
            "stored_value": self.tr("Stored value"),
        }
        tenders = tuple(
            Fact(f"{names.get(kind, kind)} × {number(total.count)}", self._money(total.amount_minor))
            for kind, total in sorted(reading.tenders.items())
        )
        if reading.value_sold.count:
            words = self.tr("Gift cards and top-ups sold × {count}").format(count=number(reading.value_sold.count))
            sales = (*sales, Fact(words, self._money(reading.value_sold.amount_minor)))
        if reading.rounding_minor:
            tenders = (*tenders, Fact(self.tr("Rounding of cash"), self._money(reading.rounding_minor)))
        refunds = tuple(
            Fact(f"{names.get(kind, kind)} × {number(total.count)}", self._money(-total.amount_minor))
            for kind, total in sorted(reading.refunds.items())
        )
        if reading.returns.count:
            back = self._money(-reading.returns.amount_minor)
            refunds = (
                Fact(self.tr("Returns × {count}").format(count=reading.returns.count), back, strong=True),
                *refunds,
            )
        under_way = self._shifts.refunds_under_way()
        if under_way["count"]:
            words = self.tr("Wallet refunds under way × {count}").format(count=under_way["count"])
            refunds = (*refunds, Fact(words, self._money(under_way["amount_minor"])))
        if reading.cash_instead.count:
            instead = self._money(-reading.cash_instead.amount_minor)
            refunds = (*refunds, Fact(self.tr("Cash instead of a wallet's refund"), instead))
        cash = (
            Fact(self.tr("Float"), self._money(reading.float_minor)),
            Fact(self.tr("Paid in"), self._money(moved["pay_in"].amount_minor)),
            Fact(self.tr("Paid out"), self._money(-moved["pay_out"].amount_minor)),
            Fact(self.tr("Dropped into the safe"), self._money(-moved["drop"].amount_minor)),
            Fact(self.tr("Drawer opened without a sale"), number(moved["no_sale"].count)),
        )
        return tuple(group for group in (sales, counts, tenders, refunds, cash) if group)

    def _last_facts(self, last: ClosedShift) -> tuple[tuple[Fact, ...], ...]:
        body, closed_at = last.body, parsed(last.closed_at)
        difference = body["over_short_minor"]
        words = self.tr("Balanced") if difference == 0 else self.tr("Over") if difference > 0 else self.tr("Short")
        waiting = body["waiting"]["count"]
        return (
            (
                Fact(self.tr("Last Z report"), f"Z{body['z_number']:04d}", strong=True),
                Fact(self.tr("Business day"), _day(body["business_day"])),
                Fact(self.tr("Closed"), "" if closed_at is None else date_time(closed_at)),
                Fact(self.tr("Sales"), self._money(body["reading"]["sales"]["amount_minor"])),
            ),
            (
                Fact(self.tr("Should be there"), self._money(body["reading"]["expected_minor"])),
                Fact(self.tr("Counted"), self._money(body["counted_minor"])),
                Fact(words, self._money(abs(difference)), strong=True),
                Fact(self.tr("Not at the ledger when it was closed"), number(waiting)),
            ),
        )

    # --- opening, counting, closing

    @Slot()
    def _on_open(self) -> None:
        self._counting, self._recounts = True, 0
        self.refresh()

    @Slot()
    def _on_close(self) -> None:
        self._counting, self._recounts = True, 0
        self._view.banner.show_notice(None)
        self.refresh()

    @Slot()
    def _on_count_cancelled(self) -> None:
        self._counting = False
        self.refresh()
        self._view.focus_home()

    @Slot(object)
    def _on_counted(self, counts: Mapping[int, int]) -> None:
        self._counts = counts
        if self._shifts.current is None:
            total = self._view.grid.total_minor()
            self._open(total)
            return
        difference = self._operations.run(lambda: self._shifts.over_short_minor(counts))
        if difference is None:
            return
        if abs(difference) <= self._shifts.rules.reason_above_minor:
            self._close("")
            return
        self._view.grid.set_locked(True)
        self._explain(difference)
        words = self.tr("{amount} over. Why?") if difference > 0 else self.tr("{amount} short. Why?")
        self._view.entry.ask("difference", "", words.format(amount=self._money(abs(difference))), "")

    def _explain(self, difference_minor: int | None) -> None:
        self._difference_minor = difference_minor
        self.refresh()

    def _open(self, float_minor: int, approval: Approval | None = None) -> None:
        self._asked_minor = None
        opened = self._allowing.run(
            lambda: self._shifts.open(float_minor, self._counts, approval),
            lambda given: self._open(float_minor, given),
            "shift",
            "open",
        )
        if opened is not None:
            self._operations.announce(opened)
        self._after(opened)

    def _close(self, reason: str, approval: Approval | None = None) -> None:
        self._asked_minor = None
        closed = self._allowing.run(
            lambda: self._shifts.close(self._counts, reason, self._recounts, approval),
            lambda given: self._close(reason, given),
            "shift",
            "close",
        )
        if closed is None:
            return
        self._operations.announce(Changes.of("shift", "journal"))
        self._after(closed)
        report = self._reports.last_z(copy=False)
        self._print(lambda: report)

    def _after(self, result: object | None) -> None:
        """Leave the count when it was taken."""
        if result is not None:
            self._counting, self._difference_minor = False, None
            self.refresh()
            self._view.focus_home()

    # --- cash

    @Slot(object)
    def _on_movement(self, kind: CashMovementKind) -> None:
        self._movement = (kind, 0)
        if kind == "no_sale":
            self._ask_reason(kind)
            return
        questions = {
            "pay_in": self.tr("How much is paid in?"),
            "pay_out": self.tr("How much is paid out?"),
            "drop": self.tr("How much goes into the safe?"),
        }
        self._view.entry.ask("amount", kind, questions[kind], "")

    def _move(self, kind: CashMovementKind, amount_minor: int, reason: str, approval: Approval | None = None) -> None:
        self._asked_minor = amount_minor
        done = self._allowing.run(
            lambda: self._shifts.move_cash(kind, amount_minor, reason, approval),
            lambda given: self._move(kind, amount_minor, reason, given),
            kind,
            reason,
        )
        if done is not None:
            self._operations.announce(done)
            self._view.banner.show_notice(lambda: Notice("good", self.tr("Written down.")))
            self._drawer.start(self._open_drawer)
            self._view.focus_home()

    def _asking(self) -> str:
        if self._asked_minor is None:
            return self.tr("Open or close the shift")
        return self.tr("Cash of the drawer: {amount}").format(amount=self._money(self._asked_minor))

    def _ask_reason(self, kind: CashMovementKind) -> None:
        offered = {"drop": self.tr("Too much cash in the drawer")}.get(kind, "")
        self._view.entry.ask("reason", kind, self.tr("What for?"), offered)

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        if answer.topic == "amount":
            try:
                amount = parse_minor(answer.text, self._currency)
            except ValueError:
                words = self.tr("{text} is no amount.").format(text=answer.text)
                self._view.banner.show_notice(lambda: Notice("bad", words))
                return
            self._movement = (self._movement[0], amount)
            self._ask_reason(self._movement[0])
        elif answer.topic == "reason":
            self._move(*self._movement, answer.text)
        elif answer.topic == "difference":
            self._difference_minor = None
            self._close(answer.text)
            if self._counting:
                # Without a reason it stays open, and the same count is asked again.
                self._on_counted(self._counts)

    @Slot()
    def _on_entry_cancelled(self) -> None:
        if self._counting:
            self._recounts += 1
            self._view.grid.set_locked(False)
            self._explain(None)
        self._view.focus_home()

    # --- paper

    @Slot()
    def _on_x(self) -> None:
        self._print(self._reports.x)

    @Slot()
    def _on_z(self) -> None:
        self._print(lambda: self._reports.last_z(copy=True))

    def _print(self, make: Callable[[], ReceiptDocument]) -> None:
        document = self._operations.run(make)
        if document is not None and self._printing.start(lambda: self._reports.print_document(document)):
            self.refresh()

    @Slot(object)
    def _on_printed(self, _result: object) -> None:
        self.printer_answered.emit(True)
        self._view.banner.show_notice(lambda: Notice("good", self.tr("The report was printed.")))
        self.refresh()

    @Slot(object)
    def _on_print_refused(self, error: UserFacing) -> None:
        told = Refused("report_without_printer") if error.code == "printer_missing" else error
        if told is error:
            self.printer_answered.emit(error.code)
        self._view.banner.show_notice(lambda: notice_of(told))
        self.refresh()

    @Slot(object)
    def _on_drawer_refused(self, error: UserFacing) -> None:
        """It is written down; the drawer has a key of its own. A till without a printer has no drawer that opens."""
        if error.code not in ("printer_missing", "drawer_missing"):
            self.printer_answered.emit(error.code)
            self._view.banner.show_notice(
                lambda: Notice("warn", self.tr("Written down. The drawer did not open: use its key."))
            )

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.facts & {"shift", "sales", "reference"} and not self._counting:
            self._when_seen.changed()


def _day(day: str) -> str:
    """A day as ISO 8601 has it, in words of the language."""
    moment = parsed(day)
    return day if moment is None else date(moment)
