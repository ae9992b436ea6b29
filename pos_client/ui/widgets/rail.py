"""The dark rail at the left: one button for each section that exists, and at the foot language and signing out."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import CENTRE, draw_text
from pos_client.ui.theme import scaled, text_factor
from pos_client.ui.widgets.base import Card

RAIL_WIDTH = 84
ROOMY = 76  # pixels: icon over word over key
LOWEST = 44  # pixels: what a finger hits
TIGHT = 34  # pixels of text of 100 %: word over key, without the icon


class RailButton(QPushButton):
    """Icon over word over key; where the rail is short of room, icon and key side by side over the word."""

    def __init__(self, icon: str, key: str, *, checkable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setCheckable(checkable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.compact = False
        self._icon = icon
        self._words = ""
        self.key = key
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.click)

    def sizeHint(self) -> QSize:
        return QSize(scaled(RAIL_WIDTH - 16), scaled(ROOMY))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(RAIL_WIDTH - 16), max(LOWEST, scaled(TIGHT)))

    def set_words(self, words: str) -> None:
        if words == self._words:
            return
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({self.key})")
        self.update()

    def words(self) -> str:
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink = COLOURS.on_accent if self.isChecked() else COLOURS.rail_text
        painter.save()
        painter.scale(text_factor(), text_factor())
        size = QSize(round(self.width() / text_factor()), round(self.height() / text_factor()))
        paint = self._paint_roomy if not self.compact else self._paint_compact
        if self.compact and size.height() < LOWEST - 4:
            paint = self._paint_tight
        paint(painter, ink, size)
        painter.restore()
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(COLOURS.rail_mark))
            painter.drawRoundedRect(0, self.height() // 4, 4, self.height() // 2, 2, 2)
        painter.end()

    def _paint_roomy(self, painter: QPainter, ink: str, size: QSize) -> None:
        top = (size.height() - 64) // 2
        icon = pixmap(self._icon, ink, 24, self.devicePixelRatioF())
        painter.drawPixmap((size.width() - 24) // 2, top + 2, icon)
        draw_text(painter, QRect(2, top + 28, size.width() - 4, 20), self._words, ink, 13, bold=True, align=CENTRE)
        draw_text(painter, QRect(2, top + 47, size.width() - 4, 16), self.key, COLOURS.rail_text, 11, align=CENTRE)

    def _paint_compact(self, painter: QPainter, ink: str, size: QSize) -> None:
        top = (size.height() - 40) // 2
        painter.drawPixmap(8, top, pixmap(self._icon, ink, 20, self.devicePixelRatioF()))
        draw_text(painter, QRect(28, top + 2, size.width() - 30, 16), self.key, COLOURS.rail_text, 11, align=CENTRE)
        draw_text(painter, QRect(2, top + 21, size.width() - 4, 19), self._words, ink, 13, bold=True, align=CENTRE)

    def _paint_tight(self, painter: QPainter, ink: str, size: QSize) -> None:
        top = (size.height() - TIGHT) // 2
        draw_text(painter, QRect(2, top, size.width() - 4, 19), self._words, ink, 13, bold=True, align=CENTRE)
        draw_text(painter, QRect(2, top + 18, size.width() - 4, 15), self.key, COLOURS.rail_text, 11, align=CENTRE)


class Rail(Card):
    """`section_asked` carries the section's name; sections are added by the window."""

    section_asked = Signal(object)
    language_asked = Signal()
    sign_out_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("rail", parent)
        self.setFixedWidth(scaled(RAIL_WIDTH - 16) + 16)
        self.buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 10)
        self._column.setSpacing(4)
        mark = QLabel()
        mark.setPixmap(pixmap("shopping-bag", COLOURS.rail_mark, 32))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column.addWidget(mark)
        self._column.addSpacing(8)
        self._column.addStretch(1)
        self.language_button = RailButton("languages", "Ctrl+T", checkable=False)
        self.language_button.clicked.connect(self.language_asked)
        self.sign_out_button = RailButton("log-out", "Ctrl+L", checkable=False)
        self.sign_out_button.clicked.connect(self.sign_out_asked)
        self._column.addWidget(self.language_button)
        self._column.addWidget(self.sign_out_button)

    def add_section(self, name: str, icon: str, key: str) -> None:
        """Its button; a section without an icon is reached by its key alone, and from other pages."""
        if not icon:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda: self.section_asked.emit(name))
            return
        button = RailButton(icon, key, checkable=True)
        button.clicked.connect(lambda _checked=False: self.section_asked.emit(name))
        self._group.addButton(button)
        self.buttons[name] = button
        self._column.insertWidget(self._column.count() - 3, button)
        order = [*self.buttons.values(), self.language_button, self.sign_out_button]
        for above, below in pairwise(order):
            QWidget.setTabOrder(above, below)
        self._fit()

    def show_sections(self, hidden: frozenset[str]) -> None:
        """Show all sections but these."""
        for name, button in self.buttons.items():
            button.setVisible(name not in hidden)
        self._fit()

    def show_current(self, name: str) -> None:
        self.buttons[name].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """All buttons look alike: compact as soon as they do not all find the room for three rows."""
        every = [*self.buttons.values(), self.language_button, self.sign_out_button]
        shown = sum(not button.isHidden() for button in every)
        wanted = self._column.sizeHint().height()
        compact = wanted - self.height() > shown * scaled(ROOMY - 68)
        for button in every:
            if button.compact != compact:
                button.compact = compact
                button.update()
