"""The shift on one page: closed (open it, the last Z report), open (what it adds up to, cash movements), counting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.formatting import money
from pos_client.ui.screens.shift.count_grid import CountGrid
from pos_client.ui.widgets.base import Card, cleared, label
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page
from retail.shift import DENOMINATIONS

Mode = Literal["closed", "open", "counting_float", "counting_drawer"]
_PAGES: Mapping[Mode, int] = {"closed": 0, "open": 1, "counting_float": 2, "counting_drawer": 2}


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a reading: a name, and an amount or a count in words. `strong` rows are sums."""

    name: str
    value: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class ShiftState:
    """`facts` are of the open shift, or of the last closed one. `asks_why`: a count's difference is being explained."""

    mode: Mode
    currency: str
    title: str
    detail: str
    facts: tuple[tuple[Fact, ...], ...] = ()
    has_last: bool = False
    busy: bool = False
    asks_why: bool = False


class ShiftView(Page):
    """Signals say what was asked; `counted` carries pieces by denomination."""

    open_asked = Signal()
    close_asked = Signal()
    movement_asked = Signal(object)  # pay_in, pay_out, drop, no_sale
    x_asked = Signal()
    z_asked = Signal()
    counted = Signal(object)
    count_cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ShiftState | None = None
        self.entry = EntryBar()
        column = self.built_column()
        column.addWidget(self.entry)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._built_closed())
        self._stack.addWidget(self._built_open())
        self._stack.addWidget(self._built_count())
        column.addWidget(self._stack, 1)
        self.retranslate()

    def _built_closed(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        self._closed_title, self._closed_detail = label("pageTitle"), label("body", wraps=True)
        self.open_button = KeyButton("banknote", "F12", "primary", 18)
        self.open_button.setMinimumHeight(60)
        self.open_button.clicked.connect(self.open_asked)
        self.z_button = KeyButton("printer", "F11", "plain", 15)
        self.z_button.clicked.connect(self.z_asked)
        column.addWidget(self._closed_title)
        column.addWidget(self._closed_detail)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(self.z_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._facts_area("closed"), 1)
        return card

    def _built_open(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        self._open_title, self._open_detail = label("pageTitle"), label("muted", wraps=True)
        column.addWidget(self._open_title)
        column.addWidget(self._open_detail)
        column.addWidget(self._facts_area("open"), 1)
        row.addWidget(card, 3)
        row.addWidget(self._built_actions(), 1)
        return page

    def _built_actions(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        self._actions_title = label("cardTitle")
        column.addWidget(self._actions_title)
        self.movement_buttons: dict[str, KeyButton] = {}
        for kind, icon, key in (
            ("pay_in", "download", "F6"),
            ("pay_out", "upload", "F7"),
            ("drop", "wallet", "F8"),
            ("no_sale", "banknote", "F9"),
        ):
            button = KeyButton(icon, key, "plain", 16)
            button.setMinimumHeight(52)
            button.clicked.connect(lambda _checked=False, kind=kind: self.movement_asked.emit(kind))
            self.movement_buttons[kind] = button
            column.addWidget(button)
        column.addStretch(1)
        self.x_button = KeyButton("printer", "F10", "plain", 16)
        self.x_button.setMinimumHeight(52)
        self.x_button.clicked.connect(self.x_asked)
        self.close_button = KeyButton("check", "F12", "primary", 18)
        self.close_button.setMinimumHeight(60)
        self.close_button.clicked.connect(self.close_asked)
        column.addWidget(self.x_button)
        column.addWidget(self.close_button)
        return card

    def _built_count(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        self._count_title, self._count_detail = label("pageTitle"), label("body", wraps=True)
        self.grid = CountGrid()
        self.grid.changed.connect(self._on_count)
        self.grid.finished.connect(self._on_finished)
        self._total = label("entryAmount")
        self.confirm_button = KeyButton("check", "F12", "primary", 18)
        self.confirm_button.setMinimumHeight(60)
        self.confirm_button.clicked.connect(self._on_confirm)
        self.cancel_button = KeyButton("x", "Esc", "plain", 15, obeys=False)
        self.cancel_button.clicked.connect(self.count_cancelled)
        column.addWidget(self._count_title)
        column.addWidget(self._count_detail)
        middle = QHBoxLayout()
        middle.addWidget(self.grid)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self._total, 1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.confirm_button)
        column.addLayout(row)
        return card

    def _facts_area(self, name: str) -> QScrollArea:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 8, 8, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(12)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setProperty("role", "plain")
        inside.setProperty("role", "plain")
        area.setWidget(inside)
        self._grids = {**getattr(self, "_grids", {}), name: grid}
        self._areas = [*getattr(self, "_areas", []), area]
        return area

    def retranslate(self) -> None:
        self.open_button.set_words(self.tr("Open the shift"))
        self.z_button.set_words(self.tr("Print the last Z report again"))
        self._actions_title.setText(self.tr("Cash"))
        words = {
            "pay_in": self.tr("Pay in"),
            "pay_out": self.tr("Pay out"),
            "drop": self.tr("Drop into the safe"),
            "no_sale": self.tr("Open the drawer"),
        }
        for kind, button in self.movement_buttons.items():
            button.set_words(words[kind])
        self.x_button.set_words(self.tr("Print the X report"))
        self.close_button.set_words(self.tr("Count and close"))
        self.confirm_button.set_words(self.tr("The count is right"))
        self.cancel_button.set_words(self.tr("Back"))
        for area in self._areas:
            area.setAccessibleName(self.tr("What the shift adds up to"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: ShiftState) -> None:
        begins = self._state is None or self._state.mode != state.mode
        self._state = state
        self._stack.setCurrentIndex(_PAGES[state.mode])
        titles = {"closed": self._closed_title, "open": self._open_title}
        details = {"closed": self._closed_detail, "open": self._open_detail}
        titles.get(state.mode, self._count_title).setText(state.title)
        details.get(state.mode, self._count_detail).setText(state.detail)
        self.z_button.setVisible(state.has_last)
        for button in (self.x_button, self.z_button):
            button.setEnabled(not state.busy)
        if state.mode in self._grids:
            self._show_facts(self._grids[state.mode], state.facts)
        elif begins:
            self.grid.show_denominations(DENOMINATIONS.get(state.currency, (1,)), state.currency)
            self._on_count(0)
            self.grid.focus_first()
        self._enable(state)

    def _enable(self, state: ShiftState) -> None:
        """Two pages share keys: only the one in sight obeys."""
        self.open_button.setEnabled(state.mode == "closed")
        self.close_button.setEnabled(state.mode == "open")
        for button in (self.confirm_button, self.cancel_button):
            button.setEnabled(state.mode.startswith("counting") and not state.asks_why)

    def _show_facts(self, grid: QGridLayout, groups: tuple[tuple[Fact, ...], ...]) -> None:
        cleared(grid)
        for place, facts in enumerate(groups):
            card = Card("soft")
            inside = QGridLayout(card)
            inside.setContentsMargins(14, 10, 14, 10)
            inside.setVerticalSpacing(6)
            for row, fact in enumerate(facts):
                # A long name takes a second line: an amount that is cut is another amount.
                value = label("totalAmount" if fact.strong else "strong", fact.value)
                value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
                inside.addWidget(label("strong" if fact.strong else "totalName", fact.name, wraps=True), row, 0)
                inside.addWidget(value, row, 1)
            inside.setColumnStretch(0, 1)
            inside.setRowStretch(len(facts), 1)
            grid.addWidget(card, place // 2, place % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        grid.setRowStretch(len(groups), 1)

    def focus_home(self) -> None:
        if self._is_counting():
            self.grid.focus_first()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        return self._is_counting() or super().is_asking()

    def _is_counting(self) -> bool:
        return self._state is not None and self._state.mode.startswith("counting")

    def handle_key(self, event: QKeyEvent) -> bool:
        if self._is_counting() and event.key() == Qt.Key.Key_Escape:
            self.count_cancelled.emit()
            return True
        return False

    @Slot(object)
    def _on_count(self, total_minor: int) -> None:
        if self._state is not None:
            shown = money(total_minor, self._state.currency)
            self._total.setText(self.tr("Counted: {amount}").format(amount=shown))

    @Slot()
    def _on_finished(self) -> None:
        self.confirm_button.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _on_confirm(self) -> None:
        self.counted.emit(self.grid.counts())
