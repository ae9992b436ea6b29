"""One setting as a line: what it is, the field, and a test where it belongs to a device."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.screens.settings.state import SettingRow
from pos_client.ui.theme import TARGET_PIXELS, set_state
from pos_client.ui.widgets.base import Card, View, breakable, label
from pos_client.ui.widgets.choice_box import ChoiceBox
from pos_client.ui.widgets.key_button import KeyButton

FIELD_WIDTH_MIN = 300
_NOTE_ICONS = {
    "good": ("circle-check", COLOURS.good),
    "warn": ("info", COLOURS.warn),
    "bad": ("circle-x", COLOURS.bad),
}


class SettingLine(View):
    """Nothing is kept before Enter or the button says so: `keep_asked` carries name and text, `test_asked` the name.

    `left` with name and text when the keyboard goes elsewhere with something typed; `edited` at every letter.
    """

    keep_asked = Signal(object, object)
    test_asked = Signal(object)
    left = Signal(object, object)
    edited = Signal(object)

    def __init__(self, row: SettingRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._card = Card("soft", self)
        self._title = label("strong", wraps=True)
        self._meaning = label("muted", wraps=True)
        self._unit = label("muted")
        self._note = label("settingNote", wraps=True)
        self._note_icon = QLabel()
        self._note_icon.setFixedSize(20, 20)
        self.choice = ChoiceBox(self._card) if row.choices else None
        self.text = None if row.choices else QLineEdit(self._card)
        self.keep_button = KeyButton("check", "Return", "primary", 14, obeys=False)
        self.keep_button.clicked.connect(self._on_keep)
        self.test_button = KeyButton("", "F9", "plain", 14, obeys=False)
        self.test_button.clicked.connect(lambda: self.test_asked.emit(self.row.name))
        self._build()
        self.field.installEventFilter(self)
        if self.choice is not None:
            self.choice.currentIndexChanged.connect(self._on_changed)
        if self.text is not None:
            self.text.textChanged.connect(self._on_changed)
        self.show_row(row)

    @property
    def field(self) -> QWidget:
        return self.choice or self.text or self

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        grid = QGridLayout(self._card)
        grid.setContentsMargins(14, 8, 10, 8)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._meaning)
        words.addStretch(1)
        grid.addLayout(words, 0, 0)
        entry = QHBoxLayout()
        entry.setSpacing(8)
        self.field.setMinimumHeight(TARGET_PIXELS)
        self.field.setMinimumWidth(120)
        if self.text is not None:
            self.text.setProperty("role", "entryField")
        entry.addWidget(self.field, 1)
        entry.addWidget(self._unit)
        entry.addWidget(self.keep_button)
        entry.addWidget(self.test_button)
        grid.addLayout(entry, 0, 1)
        note = QHBoxLayout()
        note.setSpacing(6)
        note.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note, 1)
        grid.addLayout(note, 1, 1)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.setColumnMinimumWidth(1, FIELD_WIDTH_MIN)

    def retranslate(self) -> None:
        """The words come with the row."""

    def entered(self) -> str:
        """What stands in the field, as the text of a value."""
        if self.choice is not None:
            return str(self.choice.currentData())
        return "" if self.text is None else self.text.text().strip()

    @property
    def is_changed(self) -> bool:
        return self.entered() != self.row.value

    def show_row(self, row: SettingRow) -> None:
        """Show it; what is being typed stays, unless the setting itself has changed."""
        is_new = row.value != self.row.value or not self._title.text()
        words_changed = row.choices != self.row.choices or is_new
        self.row = row
        self._title.setText(row.title)
        self._meaning.setText(row.meaning)
        self._unit.setText(row.unit)
        self._unit.setVisible(bool(row.unit))
        self.field.setAccessibleName(row.title)
        self.field.setAccessibleDescription(row.meaning)
        if self.choice is not None and words_changed:
            wanted = row.value if is_new else self.entered()
            self.choice.blockSignals(True)
            self.choice.clear()
            for value, words in row.choices:
                self.choice.addItem(words, value)
            self.choice.setCurrentIndex(max(0, self.choice.findData(wanted)))
            self.choice.blockSignals(False)
        if self.text is not None and is_new:
            self.text.setText(row.value)
            self.text.setCursorPosition(0)
        self.test_button.setVisible(bool(row.device))
        self.test_button.set_words(
            self.tr("Testing …") if row.testing else self.tr("Test"), self.tr("Test: {what}").format(what=row.title)
        )
        self.keep_button.set_words(self.tr("Keep"), self.tr("Keep: {what}").format(what=row.title))
        self._show_note()

    def _show_note(self) -> None:
        note, tone = self.row.note, self.row.tone
        if self.is_changed and tone != "bad":
            note, tone = self.tr("Not kept yet. Enter keeps it, Esc takes the old value."), "warn"
        self.keep_button.setVisible(self.is_changed)
        self.test_button.setEnabled(not self.row.testing and not self.is_changed)
        self._note.setText(breakable(note))
        self._note.setVisible(bool(note))
        self._note_icon.setVisible(bool(note))
        set_state(self._note, "tone", tone)
        set_state(self.field, "tone", "bad" if tone == "bad" else "")
        if note:
            name, colour = _NOTE_ICONS[tone or "good"]
            self._note_icon.setPixmap(pixmap(name, colour, 20, self.devicePixelRatioF()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_keep()
                return True
            if event.key() == Qt.Key.Key_Escape and self.is_changed:
                self.forget()
                return True
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.is_changed:
            self.left.emit(self.row.name, self.entered())
        return super().eventFilter(watched, event)

    def forget(self) -> None:
        """Take the value that is kept."""
        if self.choice is not None:
            self.choice.setCurrentIndex(max(0, self.choice.findData(self.row.value)))
        if self.text is not None:
            self.text.setText(self.row.value)
        self._show_note()

    @Slot()
    def _on_changed(self) -> None:
        # What was said of the text before says nothing of this one.
        self.row = replace(self.row, note="", tone="")
        self.edited.emit(self.row.name)
        self._show_note()

    @Slot()
    def _on_keep(self) -> None:
        if self.is_changed:
            self.keep_asked.emit(self.row.name, self.entered())
