"""The chosen case on its card: what happened, the facts, and what may be done with it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from pos_client.ui.screens.cases.state import CaseSheet, SheetSection
from pos_client.ui.widgets.base import Card, View, breakable, cleared, label
from pos_client.ui.widgets.flow import FlowLayout
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.scroll_column import ScrollColumn

NOTE_MAX = 500
DECISIONS_MAX = 5


class CaseSheetView(View):
    """`decided` carries a decision's code and the note."""

    read_asked = Signal()
    take_asked = Signal()
    hand_back_asked = Signal(object)  # the note
    decided = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: CaseSheet | None = None
        self._busy = False
        self._shown_case = ""
        self._shown_sections: tuple[SheetSection, ...] | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card()
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._title = label("pageTitle", wraps=True)
        self._status = label("muted")
        head.addWidget(self._title, 1)
        head.addWidget(self._status)
        column.addLayout(head)
        self._happened = label("body", wraps=True)
        self._todo = label("strong", wraps=True)
        column.addWidget(self._happened)
        column.addWidget(self._todo)
        self._area = ScrollColumn(10)
        self._facts = self._area.facts
        column.addWidget(self._area, 1)
        column.addWidget(self._built_foot())
        self.retranslate()

    def _built_foot(self) -> QWidget:
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._choices = QWidget()
        flow = FlowLayout(8)
        self._choices.setLayout(flow)
        self._group = QButtonGroup(self)
        self.choices: list[KeyButton] = []
        for number in range(1, DECISIONS_MAX + 1):
            button = KeyButton("", f"Alt+{number}", "tab", 14)
            button.setCheckable(True)
            button.toggled.connect(self._on_chosen)
            # Why, is what comes next: typed into the list it would be lost.
            button.clicked.connect(self.ask_note)
            self._group.addButton(button)
            self.choices.append(button)
            flow.addWidget(button)
        column.addWidget(self._choices)
        self.note = QLineEdit()
        self.note.setProperty("role", "entryField")
        self.note.setMinimumHeight(44)
        self.note.setMaxLength(NOTE_MAX)
        self.note.installEventFilter(self)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.hand_back_button = KeyButton("undo-2", "F11", "plain", 15)
        self.hand_back_button.clicked.connect(lambda: self.hand_back_asked.emit(self.note.text()))
        self.read_button = KeyButton("search", "F8", "primary", 16)
        self.read_button.clicked.connect(self.read_asked)
        self.take_button = KeyButton("user-round", "F10", "primary", 16)
        self.take_button.clicked.connect(self.take_asked)
        self.decide_button = KeyButton("check", "F12", "primary", 16)
        self.decide_button.clicked.connect(self._on_decide)
        row.addWidget(self.hand_back_button)
        row.addStretch(1)
        for button in (self.read_button, self.take_button, self.decide_button):
            row.addWidget(button)
        for button in (self.hand_back_button, self.read_button, self.take_button, self.decide_button):
            button.hide()  # a case is never done all of these with: they must not widen the page together
        column.addLayout(row)
        return foot

    def retranslate(self) -> None:
        self.hand_back_button.set_words(self.tr("Hand back"))
        self.read_button.set_words(self.tr("Read the case"))
        self.decide_button.set_words(self.tr("Close the case"))
        self._area.setAccessibleName(self.tr("Facts of the case"))
        if self._sheet is not None:
            self.show_sheet(self._sheet, busy=self._busy)

    def show_sheet(self, sheet: CaseSheet | None, *, busy: bool) -> None:
        self._sheet, self._busy = sheet, busy
        self.setVisible(sheet is not None)
        if sheet is None:
            return
        if sheet.case_id != self._shown_case:
            self._shown_case = sheet.case_id
            self.note.clear()
            self._uncheck()
            self._area.verticalScrollBar().setValue(0)
        self._title.setText(sheet.title)
        self._status.setText(sheet.status)
        self._happened.setText(sheet.happened)
        self._todo.setText(sheet.todo)
        if sheet.sections != self._shown_sections:
            self._shown_sections = sheet.sections
            self._show_facts(sheet.sections)
        is_mine = sheet.action == "decide"
        for number, button in enumerate(self.choices):
            choice = sheet.decisions[number] if is_mine and number < len(sheet.decisions) else None
            button.setVisible(choice is not None)
            if choice is not None:
                button.set_words(choice.name)
        self._choices.setVisible(is_mine)
        self.note.setVisible(is_mine)
        self.hand_back_button.setVisible(is_mine)
        self.decide_button.setVisible(is_mine)
        self.read_button.setVisible(sheet.action == "read")
        self.take_button.setVisible(sheet.action in ("take", "take_over"))
        self.take_button.set_words(self.tr("Take over") if sheet.action == "take_over" else self.tr("Take this case"))
        for button in (self.hand_back_button, self.read_button, self.take_button):
            button.setEnabled(not busy)
        self._on_chosen()

    def _show_facts(self, sections: tuple[SheetSection, ...]) -> None:
        cleared(self._facts)
        for section in sections:
            if section.title:
                self._facts.addWidget(label("strong", section.title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(1, 1)
            for number, (name, value) in enumerate(section.rows):
                what = label("muted", name)
                what.setMinimumWidth(110)
                words = label("body", breakable(value), wraps=True)
                words.setAccessibleName(f"{name}: {value}")
                grid.addWidget(what, number, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words, number, 1)
            self._facts.addLayout(grid)
        self._facts.addStretch(1)

    def chosen(self) -> str | None:
        """The decision that is chosen, by its code."""
        decisions = () if self._sheet is None else self._sheet.decisions
        checked = (choice.code for choice, b in zip(decisions, self.choices, strict=False) if b.isChecked())
        return next(checked, None)

    def _uncheck(self) -> None:
        self._group.setExclusive(False)
        for button in self.choices:
            button.setChecked(False)
        self._group.setExclusive(True)

    @Slot()
    def _on_chosen(self) -> None:
        sheet, code = self._sheet, self.chosen()
        needs = sheet is not None and any(choice.needs_note for choice in sheet.decisions if choice.code == code)
        text = self.tr("Note: why (needed)") if needs else self.tr("Note")
        self.note.setPlaceholderText(text)
        self.note.setAccessibleName(text)
        self.decide_button.setEnabled(code is not None and not self._busy)

    @Slot()
    def _on_decide(self) -> None:
        code = self.chosen()
        if code is not None:
            self.decided.emit(code, self.note.text())

    @Slot()
    def ask_note(self) -> None:
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.note
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.decide_button.click()
            return True
        return super().eventFilter(watched, event)
