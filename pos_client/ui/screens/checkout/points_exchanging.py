"""Points exchanged at the counter: how many is typed, both balances are shown, then the ledger does it, once.

An answer that is lost leaves the question open: it is asked again by the same key, or by the sync thread, and is the
same exchange.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.points_exchange import ExchangePlan
from pos_client.errors import UserFacing
from pos_client.ui.formatting import number
from pos_client.ui.naming import Naming
from pos_client.ui.operations import SlowOperation
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.program_state import ProgramRow
from pos_client.ui.widgets.banner import BannerAction, Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.asks import Exchanged, OpenAsk
from retail.ports import StoreFailed

POINTS = "exchange_points"


class PointsExchanging(CounterPart):
    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._asking = SlowOperation(self._operations, self, self._operations.line_pool)
        self._asking.succeeded.connect(self._on_answered)
        self._asking.refused.connect(self._on_no_answer)
        self._printing = SlowOperation(self._operations, self)
        self._printing.refused.connect(self._on_print_failed)
        self._pair: tuple[str, str] | None = None
        self._plan: ExchangePlan | None = None
        self._ask: OpenAsk | None = None
        self._paper: tuple[OpenAsk, ExchangePlan] | None = None
        view.offers.programs.exchange_asked.connect(self._on_row)

    def answer(self, answer: Answer) -> bool:
        """Take an answer of the entry bar that is about an exchange; False when it is about something else."""
        if answer.topic != POINTS:
            return False
        pair, self._pair = self._pair, None
        text = answer.text.replace(",", "")
        if pair is None or not (text.isascii() and text.isdigit()):
            raise ValueError(f"not a number of points: {answer.text!r}")
        try:
            self._plan = self._use.exchanges.plan(self._use.checkout.state.member, pair, int(text))
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return True
        plan = self._plan
        action = BannerAction("refresh-cw", "Shift+F12", lambda: self.tr("Exchange"), self.confirm)
        self._view.banner.show_notice(lambda: self._question(plan), action)
        return True

    @Slot()
    def confirm(self) -> None:
        """The key of the banner: do what was shown, or ask again for an answer that was lost."""
        plan, self._plan = self._plan, None
        if plan is not None:
            try:
                self._ask = self._use.exchanges.begin(plan)
            except (UserFacing, StoreFailed) as error:
                self._refuse(error)
                return
        if self._ask is not None and not self._asking.is_running:
            self._send(self._ask)

    @Slot(object)
    def _on_row(self, row: ProgramRow) -> None:
        exchange, member = row.exchange, self._use.checkout.state.member
        if exchange is None or member is None:
            return
        self._plan = None
        lost = self._use.exchanges.open_of(member.member.one_id)
        if lost is not None:
            self._ask = lost
            self._say_open()
            return
        self._ask = None
        pair = (exchange.from_program, exchange.to_program)
        try:
            # Before a number is typed: what is in the way of every exchange is said now.
            self._use.exchanges.plan(member, pair, exchange.step)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        self._pair = pair
        words = self.tr("How many of {has} {name} points? In steps of {step}; {points} give {gives}.")
        self._view.entry.ask(
            POINTS,
            "",
            words.format(
                has=number(row.points),
                name=row.name,
                step=number(exchange.step),
                points=number(exchange.points),
                gives=number(exchange.gives),
            ),
            "",
        )

    def _question(self, plan: ExchangePlan) -> Notice:
        naming = Naming(self._use.checkout.rules)
        what = self.tr("Exchange {points} {name} for {gives} {other}?").format(
            points=number(plan.points),
            name=naming.program(plan.from_program),
            gives=number(plan.gives),
            other=naming.program(plan.to_program),
        )
        return Notice("warn", what, self._balances(plan), self.tr("It cannot be taken back."))

    def _balances(self, plan: ExchangePlan) -> str:
        naming = Naming(self._use.checkout.rules)
        words = self.tr("{name}: {before} → {after}; {other}: {other_before} → {other_after}.")
        return words.format(
            name=naming.program(plan.from_program),
            before=number(plan.from_before),
            after=number(plan.from_after),
            other=naming.program(plan.to_program),
            other_before=number(plan.to_before),
            other_after=number(plan.to_after),
        )

    def _send(self, ask: OpenAsk) -> None:
        line = self._use.ask_for_member
        if line is not None and self._asking.start(lambda: line.exchange(ask)):
            self._view.banner.show_notice(lambda: Notice("info", self.tr("Asking the ledger for the exchange …")))

    @Slot(object)
    def _on_answered(self, answer: Exchanged) -> None:
        ask, self._ask = self._ask, None
        if ask is None:
            return
        done: list[ExchangePlan] = []

        def take() -> Changes:
            changes, plan = self._use.exchanges.answered(ask, answer)
            done.append(plan)
            return changes

        if not self._do(take) or not done:
            return
        self._print(ask, done[0])

    def _print(self, ask: OpenAsk, plan: ExchangePlan) -> None:
        self._paper = (ask, plan)
        names = self._use.checkout.rules.names.programs
        self._printing.start(
            lambda: self._use.print_paper(lambda language: self._use.exchanges.paper(ask, plan, names, language))
        )
        self._view.banner.show_notice(lambda: self._done(plan))

    def _done(self, plan: ExchangePlan) -> Notice:
        naming = Naming(self._use.checkout.rules)
        what = self.tr("{points} {name} became {gives} {other}.").format(
            points=number(plan.points),
            name=naming.program(plan.from_program),
            gives=number(plan.gives),
            other=naming.program(plan.to_program),
        )
        return Notice("good", what, self._balances(plan))

    @Slot(object)
    def _on_print_failed(self, error: UserFacing) -> None:
        paper = self._paper
        if error.code == "printer_missing" or paper is None:
            return  # this till has no printer: the balances stand on the screen
        action = BannerAction(
            "printer", "Shift+F12", lambda: self.tr("Print the slip again"), lambda: self._print(*paper)
        )
        words = self.tr("The exchange is done; its slip is not printed.")
        self._view.banner.show_notice(lambda: Notice("warn", words), action)

    @Slot(object)
    def _on_no_answer(self, error: UserFacing) -> None:
        del error
        self._say_open()

    def _say_open(self) -> None:
        action = BannerAction("refresh-cw", "Shift+F12", lambda: self.tr("Ask again"), self.confirm)

        def notice() -> Notice:
            what = self.tr("The ledger has not said yet whether the points were exchanged.")
            safe = self.tr("Asked again it is the same exchange: it is never done twice.")
            return Notice("warn", what, safe)

        self._view.banner.show_notice(notice, action)
