"""What may take the place of the offers for a moment: the member's services, and who pays for the benefits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pos_client.ui.formatting import money
from pos_client.ui.models.services import ServicesDelegate, ServicesModel
from pos_client.ui.screens.checkout.member_list import MemberList
from pos_client.ui.screens.checkout.state import CheckoutViewState, FundingShare, ServiceRow
from pos_client.ui.widgets.base import ElidedLabel, View, cleared, label
from pos_client.ui.widgets.key_button import KeyButton


class ServicesPage(MemberList[ServiceRow]):
    """Services with their counters. Enter uses the chosen one once, Del takes the newest use back."""

    used = Signal(object)  # entitlement id
    undone = Signal(object)  # entitlement id

    def __init__(self, parent: QWidget | None = None) -> None:
        self.use_button = KeyButton("check", "Return", "plain", 14, obeys=False)
        self.undo_button = KeyButton("undo-2", "Delete", "plain", 14, obeys=False)
        super().__init__(ServicesModel(), ServicesDelegate(), (self.undo_button, self.use_button), parent)
        self.use_button.clicked.connect(self._enter)
        self.undo_button.clicked.connect(self._on_undo)
        self.retranslate()

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Services of the member"))
        self.use_button.set_words(self.tr("Use one"))
        self.undo_button.set_words(self.tr("Take back"))
        self.model.retranslate()
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        self._state = state
        hint = "" if state.can_use_services else self.tr("Scan the member's own code to use one")
        self._show_rows(state.services, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_undo()
            return
        super().keyPressEvent(event)

    def _show_buttons(self) -> None:
        row = self._chosen()
        may = self._state is not None and self._state.can_use_services
        self.use_button.setEnabled(may and row is not None and row.left > 0)
        is_reward = row is not None and (row.points > 0 or row.is_goods)
        self.use_button.set_words(self.tr("Give it") if is_reward else self.tr("Use one"))
        self.undo_button.setEnabled(row is not None and row.used_here > 0)

    @Slot()
    def _enter(self) -> None:
        row = self._chosen()
        if row is not None:
            self.used.emit(row.entitlement_id)

    @Slot()
    def _on_undo(self) -> None:
        row = self._chosen()
        if row is not None:
            self.undone.emit(row.entitlement_id)


class FundingPage(View):
    """What each party pays of what this basket was given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        self._rows: list[tuple[str, str]] = []  # what the grid shows
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        column.addStretch(1)
        self._note = label("muted", wraps=True)
        column.addWidget(self._note)
        self.retranslate()

    def retranslate(self) -> None:
        self._note.setText(self.tr("Gifts count by their worth. Only managers and auditors see this."))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        self._state = state
        shares = state.funding or ()
        rows = [(self._party(share), money(share.amount_minor, state.currency)) for share in shares]
        total = sum(share.amount_minor for share in shares)
        rows.append((self.tr("All benefits together"), money(total, state.currency)))
        if rows == self._rows:
            return
        self._rows = rows
        cleared(self._grid)
        for number, (name, amount) in enumerate(rows):
            title = ElidedLabel("strong" if number == len(rows) - 1 else "body")
            title.setText(name)
            shown = label("totalAmount", amount)
            shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(title, number, 0)
            self._grid.addWidget(shown, number, 1)

    def texts(self) -> list[str]:
        """The rows as they read."""
        shares = () if self._state is None else self._state.funding or ()
        currency = "" if self._state is None else self._state.currency
        return [f"{self._party(share)} {money(share.amount_minor, currency)}" for share in shares]

    def _party(self, share: FundingShare) -> str:
        return {
            "group": self.tr("The group pays"),
            "brand": self.tr("Brand {name} pays"),
            "store": self.tr("The store pays"),
            "points": self.tr("Paid with points"),
            "other": "{name}",
        }[share.kind].format(name=share.name)
