"""The purchases of the page: those of the cache at once, all of them from the ledger, page by page."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.profile import Profile
from pos_client.errors import Unavailable, UserFacing
from pos_client.ui.formatting import number
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.profile.state import PurchasesShown
from pos_client.ui.screens.profile.state_building import Surroundings, found_in, purchase_rows
from retail.member_facts import Purchase
from retail.member_profile import PurchasePage


class PurchaseSearch(QObject):
    """`changed`: other rows are to be shown; `refused` carries why the ledger did not answer."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, use_cases: CheckoutUseCases, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._use = use_cases
        self._profile: Profile | None = None
        self._text = ""
        self._told: list[Purchase] | None = None  # what the ledger found for `_asked`
        self._page: PurchasePage | None = None
        self._asked: tuple[str, str] = ("", "")  # one_id and text
        self._work = SlowOperation(operations, self, operations.line_pool)
        self._work.succeeded.connect(self._on_answered)
        self._work.refused.connect(self._on_refused)

    @property
    def store_names(self) -> dict[str, str]:
        return {} if self._page is None else dict(self._page.stores)

    def begin(self, profile: Profile) -> None:
        """A member is shown, or shown again."""
        before, self._profile = self._profile, profile
        if before is None or before.member.one_id != profile.member.one_id:
            self._text, self._told, self._page = "", None, None

    @Slot(object)
    def typed(self, text: str) -> None:
        """The cache is searched with each letter; what the ledger found belongs to the text that was asked for."""
        if text != self._text:
            self._text, self._told, self._page = text, None, None
            self.changed.emit()

    @Slot(object)
    def ask_ledger(self, text: str) -> None:
        self._text, self._told, self._page = text, None, None
        self._ask("")

    @Slot()
    def ask_more(self) -> None:
        if self._page is not None and self._page.cursor:
            self._ask(self._page.cursor)

    def _ask(self, cursor: str) -> None:
        line, staff, profile = self._use.ask_profile, self._use.staff.current, self._profile
        if line is None or staff is None or profile is None:
            self.refused.emit(Unavailable("ledger_unreachable"))
            return
        one_id = profile.member.one_id
        if self._work.start(partial(line.purchases, one_id, staff.staff_id, self._text, cursor)):
            self._asked = (one_id, self._text)
            self.changed.emit()

    def shown(self, around: Surroundings) -> PurchasesShown:
        """The rows of now. Nobody is kept waiting: what the cache has is there until the ledger has answered."""
        profile = self._profile
        if profile is None:
            return PurchasesShown()
        facts = profile.facts
        if self._told is not None and self._page is not None:
            note = self.tr("all stores and web, {shown} of {all}").format(
                shown=number(len(self._told)), all=number(self._page.total)
            )
            if self._page.is_cut:
                note += self.tr(", the oldest not searched")
            return PurchasesShown(
                purchase_rows(self._told, around),
                note,
                self.tr("Nothing found in all that they bought."),
                more=bool(self._page.cursor),
                asking=self._work.is_running,
            )
        recent = () if facts is None else facts.recent
        found = found_in(recent, self._text, around.rules.brand_names)
        note = "" if not recent else self.tr("the newest {count}").format(count=number(len(recent)))
        if self._work.is_running:
            note = self.tr("asking the ledger …")
        elif recent and not around.online:
            note = self.tr("the newest {count}; no connection for the others").format(count=number(len(recent)))
        empty = self.tr("Nothing bought yet.")
        if facts is None:
            empty = self.tr("This till was not told what they bought. With a connection, Everywhere asks the ledger.")
        elif recent:
            empty = self.tr("Not among the newest. Enter looks through everything that they bought.")
        return PurchasesShown(purchase_rows(found, around), note, empty, asking=self._work.is_running)

    @Slot(object)
    def _on_answered(self, page: object) -> None:
        profile = self._profile
        is_wanted = profile is not None and self._asked == (profile.member.one_id, self._text)
        if isinstance(page, PurchasePage) and is_wanted:
            self._told = [*(self._told or []), *page.purchases]
            self._page = page
        self.changed.emit()

    @Slot(object)
    def _on_refused(self, error: object) -> None:
        if isinstance(error, UserFacing):
            self.refused.emit(error)
        self.changed.emit()
