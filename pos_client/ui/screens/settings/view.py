"""The settings page: a search field, and every setting that fits it under the heading of its group."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.screens.settings.line import SettingLine
from pos_client.ui.screens.settings.state import SettingsState
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page


class SettingsView(Page):
    """`search_changed` carries the text; the rest is as of `SettingLine`. The page has no rule: it shows and asks."""

    search_changed = Signal(object)
    keep_asked = Signal(object, object)
    test_asked = Signal(object)
    left = Signal(object, object)
    edited = Signal(object)
    words_changed = Signal()
    machine_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SettingsState | None = None
        self.lines: dict[str, SettingLine] = {}
        self._headings: dict[str, QLabel] = {}
        self.search = QLineEdit()
        self.search.setProperty("role", "scanField")
        self.search.setMaxLength(60)
        self.search.textChanged.connect(self._on_search)
        self.search.installEventFilter(self)
        self._count = label("muted")
        self._empty = label("emptyText", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = self.built_column()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._built_search(), 1)
        # The window has the key: it is a section of its own.
        self.machine_button = KeyButton("hard-drive", "Ctrl+N", "plain", 15, obeys=False)
        self.machine_button.clicked.connect(self.machine_asked)
        row.addWidget(self.machine_button)
        column.addLayout(row)
        column.addWidget(self._built_list(), 1)
        self.retranslate()

    def _built_search(self) -> QWidget:
        self._frame = Card("scanBar")
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(10)
        icon = QLabel()
        icon.setPixmap(pixmap("search", COLOURS.accent, 22))
        row.addWidget(icon)
        row.addWidget(self.search, 1)
        row.addWidget(self._count)
        row.addWidget(label("keyCap", "F3"))
        return self._frame

    def _built_list(self) -> QWidget:
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 8, 16, 16)
        self._column.setSpacing(6)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card = Card()
        outer = QVBoxLayout(card)
        outer.setContentsMargins(1, 6, 1, 6)
        outer.addWidget(self.area)
        return card

    def retranslate(self) -> None:
        self.search.setPlaceholderText(self.tr("Search a setting: just type"))
        self.search.setAccessibleName(self.tr("Search a setting"))
        self.machine_button.set_words(self.tr("This computer"))
        self._empty.setText(self.tr("No setting is called like that. Esc shows all of them."))
        self.words_changed.emit()

    def show_state(self, state: SettingsState) -> None:
        if not self.lines:
            self._make_lines(state)
        self._state = state
        shown = {row.name: row for group in state.groups for row in group.rows}
        for name, line in self.lines.items():
            line.setVisible(name in shown)
            if name in shown:
                line.show_row(shown[name])
        headings = {group.name: group.title for group in state.groups if group.rows}
        for name, heading in self._headings.items():
            heading.setVisible(name in headings)
            heading.setText(headings.get(name, ""))
        self._empty.setVisible(state.found == 0)
        self._count.setText(self.tr("%n setting(s)", "", state.found))

    def _make_lines(self, state: SettingsState) -> None:
        """The first state has them all; which settings there are does not change while the till runs."""
        for group in state.groups:
            heading = label("cardTitle")
            heading.setContentsMargins(0, 10, 0, 2)
            self._headings[group.name] = heading
            self._column.insertWidget(self._column.count() - 1, heading)
            for row in group.rows:
                line = SettingLine(row, self.area.widget())
                line.keep_asked.connect(self.keep_asked)
                line.test_asked.connect(self.test_asked)
                line.left.connect(self.left)
                line.edited.connect(self.edited)
                line.field.installEventFilter(self)
                self.lines[row.name] = line
                self._column.insertWidget(self._column.count() - 1, line)

    # --- keys

    def focus_home(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_F3:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
            return True
        if event.key() == Qt.Key.Key_F9:
            self._test()
            return True
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.focus_home()
            return True
        return False

    def _in_sight(self) -> list[SettingLine]:
        return [line for line in self.lines.values() if line.isVisibleTo(self)]

    def _current(self) -> SettingLine | None:
        focused = QApplication.focusWidget()
        return next((line for line in self._in_sight() if focused is not None and line.isAncestorOf(focused)), None)

    def _test(self) -> None:
        """F9 tests the line that has the keyboard, or the only one in sight that can be tested."""
        current = self._current()
        able = [line for line in self._in_sight() if line.row.device]
        line = current if current in able else (able[0] if len(able) == 1 else None)
        if line is not None and line.test_button.isEnabled():
            line.test_button.click()

    def _move(self, step: int) -> None:
        """Up and down go from field to field; above the first stands the search."""
        lines, current = self._in_sight(), self._current()
        at = -1 if current is None else lines.index(current)
        if at + step < 0:
            self.focus_home()
        elif at + step < len(lines):
            lines[at + step].field.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and event.type() == QEvent.Type.FocusIn and watched is not self.search:
            self.area.ensureWidgetVisible(watched, 0, 60)
        if watched is self.search and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            set_state(self._frame, "focused", "true" if event.type() == QEvent.Type.FocusIn else "false")
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._move(1)
                return True
            return self.handle_key(event)
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            # The area that scrolls would take these two.
            return event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.handle_key(event)
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_search(self, text: str) -> None:
        self.search_changed.emit(text.strip())
