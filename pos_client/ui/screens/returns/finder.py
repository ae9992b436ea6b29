"""Finds the sale of any till: by its receipt's number, or among what a member bought. Shown as rows of the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.member_scope import MemberScope
from pos_client.application.returns import ReturnDesk
from pos_client.errors import Refused
from pos_client.ui.formatting import date_time, money, parsed
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.returns.view import ReturnRow, ReturnState, ReturnsView
from pos_client.ui.screens.shift.view import Fact
from retail.receipt_number import read_receipt_number
from retail.sold_sale import SaleListed

FIND, SALE = "find_sale", "sale"
MEMBERS_MAX = 2


class SaleFinder(QObject):
    """`listed` when there is something to show; `refused` carries why there is not."""

    listed = Signal()
    refused = Signal(object)  # UserFacing

    def __init__(
        self,
        view: ReturnsView,
        returns: ReturnDesk,
        members: MemberScope,
        operations: Operations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._returns, self._members = view, returns, members
        self._sales: tuple[SaleListed, ...] = ()
        self._who = ""
        self.is_open = False
        self._asking = SlowOperation(operations, self)
        self._asking.succeeded.connect(self._on_found)
        self._asking.refused.connect(self.refused)

    def start(self) -> None:
        """Ask what to look for."""
        self.is_open, self._sales, self._who = True, (), ""
        self._view.entry.ask(FIND, "", self.tr("Receipt number, or the member's phone or name"), "")
        self.listed.emit()

    def find(self, text: str) -> None:
        """A receipt's number, else a member of this store."""
        if read_receipt_number(text) is not None:
            self._ask(lambda: self._returns.sales_of_receipt(text))
            return
        found = self._members.search(text, MEMBERS_MAX) if text else ()
        if len(found) == 1:
            self.find_member(found[0].one_id)
        else:
            hidden = bool(text) and not found and self._members.hidden(text, MEMBERS_MAX)
            code = "return_members_many" if found else "return_nothing_found"
            self.refused.emit(Refused("member_out_of_scope" if hidden else code))

    def find_member(self, one_id: str) -> None:
        self.is_open = True
        self._ask(lambda: self._returns.sales_of_member(one_id))

    def sale_of(self, key: str) -> SaleListed | None:
        """The sale of a row."""
        return next((sale for sale in self._sales if _key(sale) == key), None)

    def _ask(self, ask: Callable[[], Sequence[SaleListed]]) -> None:
        self._asking.start(ask)
        self.listed.emit()

    @Slot(object)
    def _on_found(self, sales: Sequence[SaleListed]) -> None:
        self._sales = tuple(sales)
        if not sales:
            self.refused.emit(Refused("return_nothing_found"))
        self.listed.emit()

    def state(self) -> ReturnState:
        """What the page shows of it."""
        words = self.tr("Choose a sale and press Enter, or scan the receipt or the member's code")
        if self._asking.is_running:
            words = self.tr("Asking the ledger …")
        return ReturnState(
            title=self.tr("Sales of all tills"),
            detail="",
            rows=tuple(self._row(sale) for sale in self._sales),
            facts=(Fact(words, ""),),
            reason="",
            is_list=True,
        )

    def _row(self, sale: SaleListed) -> ReturnRow:
        when = parsed(sale.occurred_at)
        parts = ("" if when is None else date_time(when), f"{sale.store_name} / {sale.till}")
        detail = " · ".join(part for part in parts if part)
        returned = ""
        if sale.refunded_minor:
            returned = self.tr("{amount} went back").format(amount=money(sale.refunded_minor, sale.currency))
        amount = money(sale.payable_minor, sale.currency)
        return ReturnRow(_key(sale), sale.receipt_number, detail, returned or " ", amount, False, "")


def _key(sale: SaleListed) -> str:
    return f"{SALE}:{sale.store}/{sale.sale_id}"
