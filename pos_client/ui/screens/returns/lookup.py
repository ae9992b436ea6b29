"""Asks the ledger about a sale off the GUI thread: what came back of it elsewhere, and that nobody else takes it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.returns import ReturnDesk
from pos_client.application.sold_goods import LookedUp, SoldGoods
from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations, SlowOperation
from retail.ports import StoreFailed


@dataclass(frozen=True, slots=True)
class SaleName:
    """A sale by the store and the till that made it."""

    store: str
    till: str
    sale_id: str


@dataclass(frozen=True, slots=True)
class _Answer:
    name: SaleName
    looked_up: LookedUp | None
    error: UserFacing | StoreFailed | None


class SaleLookup(QObject):
    """One question at a time; the answer to one that nobody waits for any more is dropped, and its sale let go."""

    found = Signal(object)  # SoldGoods
    refused = Signal(object)  # UserFacing or StoreFailed

    def __init__(self, returns: ReturnDesk, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._returns = returns
        self._waiting_for: SaleName | None = None
        self._next: SaleName | None = None
        self._asking = SlowOperation(operations, self)
        self._asking.succeeded.connect(self._on_answer)
        self._letting_go = SlowOperation(operations, self)

    @property
    def is_asking(self) -> bool:
        # A bug of ours ends a question without an answer: that must not keep the cashier waiting for ever.
        return self._waiting_for is not None and (self._asking.is_running or self._next is not None)

    def ask(self, name: SaleName) -> None:
        self._waiting_for = name
        if not self._asking.start(lambda: self._asked(name)):
            self._next = name

    def forget(self) -> None:
        """Nobody waits any more."""
        self._waiting_for = self._next = None

    def let_go(self, sold: SoldGoods) -> None:
        """Other tills may take goods of this sale back again; when this is not told, they wait for its end."""
        if sold.held_until_ms is not None and self._returns.may_ask:
            self._letting_go.start(lambda: self._returns.let_go(sold))

    def _asked(self, name: SaleName) -> _Answer:
        try:
            return _Answer(name, self._returns.look_up(name.store, name.till, name.sale_id), None)
        except (UserFacing, StoreFailed) as error:
            return _Answer(name, None, error)

    @Slot(object)
    def _on_answer(self, answer: _Answer) -> None:
        following, self._next = self._next, None
        if answer.name != self._waiting_for:
            if following is not None:
                self.ask(following)
            return
        self._waiting_for = None
        if answer.looked_up is None:
            self.refused.emit(answer.error)
            return
        try:
            sold = self._returns.opened(answer.looked_up)
        except (UserFacing, StoreFailed) as error:
            self.refused.emit(error)
            return
        self.found.emit(sold)
