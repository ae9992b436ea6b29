"""Points exchanged at the counter: how many is typed, both balances are shown, then the ledger does it, once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.points_exchange import ExchangePlan
from pos_client.errors import UserFacing
from pos_client.ui.formatting import number
from pos_client.ui.naming import Naming
from pos_client.ui.ports import AskLine
from pos_client.ui.screens.checkout.asked_once import AskedOnce
from pos_client.ui.screens.checkout.counter_part import CounterTools
from pos_client.ui.screens.checkout.program_state import ProgramRow
from pos_client.ui.widgets.banner import BannerAction, Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.asks import Exchanged, OpenAsk
from retail.ports import StoreFailed
from retail.receipt import ReceiptDocument

POINTS = "exchange_points"


class PointsExchanging(AskedOnce[ExchangePlan]):
    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        self._pair: tuple[str, str] | None = None
        self._plan: ExchangePlan | None = None  # what Shift+F12 would do
        self._view.offers.programs.exchange_asked.connect(self._on_row)

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

    def _begun(self) -> OpenAsk | None:
        plan, self._plan = self._plan, None
        return None if plan is None else self._use.exchanges.begin(plan)

    def _asked(self, line: AskLine, ask: OpenAsk) -> Exchanged:
        return line.exchange(ask)

    def _taken(self, ask: OpenAsk, answer: object) -> tuple[Changes, ExchangePlan]:
        assert isinstance(answer, Exchanged)
        return self._use.exchanges.answered(ask, answer)

    def _slip(self, ask: OpenAsk, done: ExchangePlan, names: Mapping[str, str], language: str) -> ReceiptDocument:
        return self._use.exchanges.paper(ask, done, names, language)

    @Slot(object)
    def _on_row(self, row: ProgramRow) -> None:
        exchange, member = row.exchange, self._use.checkout.state.member
        if exchange is None or member is None:
            return
        self._plan = None
        if self._is_open(self._use.exchanges.open_of(member.member.one_id)):
            return
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

    def _being_asked(self) -> Notice:
        return Notice("info", self.tr("Asking the ledger for the exchange …"))

    def _done(self, done: ExchangePlan) -> Notice:
        naming = Naming(self._use.checkout.rules)
        what = self.tr("{points} {name} became {gives} {other}.").format(
            points=number(done.points),
            name=naming.program(done.from_program),
            gives=number(done.gives),
            other=naming.program(done.to_program),
        )
        return Notice("good", what, self._balances(done))

    def _not_printed(self, done: ExchangePlan) -> Notice:
        return Notice("warn", self.tr("The exchange is done; its slip is not printed."))

    def _not_answered(self) -> Notice:
        what = self.tr("The ledger has not said yet whether the points were exchanged.")
        safe = self.tr("Asked again it is the same exchange: it is never done twice.")
        return Notice("warn", what, safe)
