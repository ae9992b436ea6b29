"""What the ledger does for a member at the counter, once, with a slip to take home: an exchange of points, a draw.

An answer that is lost leaves the question open: it is asked again by the same key, or by the sync thread, and is the
same question with the same answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.errors import UserFacing
from pos_client.ui.operations import SlowOperation
from pos_client.ui.ports import AskLine
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.widgets.banner import BannerAction, Notice
from retail.asks import OpenAsk
from retail.ports import StoreFailed
from retail.receipt import ReceiptDocument

Done = TypeVar("Done")


class AskedOnce(CounterPart, Generic[Done]):
    """Shift+F12, the key of its banners, does what was shown, or asks again for an answer that was lost."""

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        self._asking = SlowOperation(self._operations, self, self._operations.line_pool)
        self._asking.succeeded.connect(self._on_answered)
        self._asking.refused.connect(self._on_no_answer)
        self._printing = SlowOperation(self._operations, self)
        self._printing.refused.connect(self._on_print_failed)
        self._ask: OpenAsk | None = None
        self._paper: tuple[OpenAsk, Done] | None = None

    @Slot()
    def confirm(self) -> None:
        try:
            begun = self._begun()
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        if begun is not None:
            self._ask = begun
        ask, line = self._ask, self._use.ask_for_member
        if ask is None or line is None or self._asking.is_running:
            return
        if self._asking.start(lambda: self._asked(line, ask)):
            self._view.banner.show_notice(self._being_asked)

    # --- what each of them does, and says

    def _begun(self) -> OpenAsk | None:
        """What was shown, begun: a question that is kept until it is answered; None where nothing was shown."""
        raise NotImplementedError

    def _asked(self, line: AskLine, ask: OpenAsk) -> object:
        """Slow: on a pool thread."""
        raise NotImplementedError

    def _taken(self, ask: OpenAsk, answer: object) -> tuple[Changes, Done]:
        """The answer, written down."""
        raise NotImplementedError

    def _slip(self, ask: OpenAsk, done: Done, names: Mapping[str, str], language: str) -> ReceiptDocument:
        raise NotImplementedError

    def _being_asked(self) -> Notice:
        raise NotImplementedError

    def _not_answered(self) -> Notice:
        raise NotImplementedError

    def _done(self, done: Done) -> Notice:
        raise NotImplementedError

    def _not_printed(self, done: Done) -> Notice:
        raise NotImplementedError

    # --- what they share

    def _is_open(self, lost: OpenAsk | None) -> bool:
        """Whether there is an answer that was lost; then that is told first."""
        self._ask = lost
        if lost is not None:
            self._say_open()
        return lost is not None

    @Slot(object)
    def _on_answered(self, answer: object) -> None:
        ask, self._ask = self._ask, None
        if ask is None:
            return
        done: list[Done] = []

        def take() -> Changes:
            changes, result = self._taken(ask, answer)
            done.append(result)
            return changes

        if self._do(take) and done:
            self._print(ask, done[0])

    def _print(self, ask: OpenAsk, done: Done) -> None:
        self._paper = (ask, done)
        names = self._use.checkout.rules.names.programs
        self._printing.start(lambda: self._use.print_paper(lambda language: self._slip(ask, done, names, language)))
        self._view.banner.show_notice(lambda: self._done(done))

    @Slot(object)
    def _on_print_failed(self, error: UserFacing) -> None:
        paper = self._paper
        if error.code == "printer_missing" or paper is None:
            return  # this till has no printer: what the slip says stands on the screen
        action = BannerAction(
            "printer", "Shift+F12", lambda: self.tr("Print the slip again"), lambda: self._print(*paper)
        )
        self._view.banner.show_notice(lambda: self._not_printed(paper[1]), action)

    @Slot(object)
    def _on_no_answer(self, _error: UserFacing) -> None:
        self._say_open()

    def _say_open(self) -> None:
        action = BannerAction("refresh-cw", "Shift+F12", lambda: self.tr("Ask again"), self.confirm)
        self._view.banner.show_notice(self._not_answered, action)
