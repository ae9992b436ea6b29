"""A button that shows its key and obeys it: what is shown is what works, because both come from one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.theme import TARGET_PIXELS, plain_font, scaled, sized_font

KEY_PIXELS = 12
#: Icon, words and key; words and key; icon and key (the words are then the tooltip).
Parts = Literal["all", "words", "icon"]
GAP = 8


@dataclass(frozen=True, slots=True)
class _Ink:
    text: str
    key: str
    icon: str


_INKS = {
    "primary": _Ink(COLOURS.on_accent, "#DCEBFC", COLOURS.on_accent),
    "danger": _Ink(COLOURS.bad, COLOURS.text_soft, COLOURS.bad),
    "tab": _Ink(COLOURS.text, COLOURS.text_soft, COLOURS.accent),
    "tabOn": _Ink(COLOURS.accent_down, COLOURS.text_soft, COLOURS.accent),
    "member": _Ink(COLOURS.member_text, COLOURS.member_soft, COLOURS.member_text),
}
_PLAIN = _Ink(COLOURS.text, COLOURS.text_soft, COLOURS.accent)
_OFF = _Ink(COLOURS.text_disabled, COLOURS.text_disabled, COLOURS.text_disabled)
_KEY_NAMES = {"Return": "Enter", "Escape": "Esc", "Delete": "Del", "Ctrl+Delete": "Ctrl+Del", "Insert": "Ins"}


# A row of buttons measures each of them several times, after every scan.
@lru_cache(maxsize=1024)
def _width(text: str, pixels: int) -> int:
    return QFontMetrics(plain_font(pixels, bold=True)).horizontalAdvance(text)


class KeyButton(QPushButton):
    """Icon, words, and the key in a small cap at the right. `kind`: plain, primary, danger, tab, member or digit.

    `obeys` False: the key means this button only while nothing is being typed, so the screen's `handle_key` decides.
    """

    def __init__(
        self,
        icon: str = "",
        key: str = "",
        kind: str = "plain",
        pixels: int = 15,
        *,
        obeys: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", kind)
        self._kind = kind
        self._icon = icon
        self._pixels = pixels
        self._words = ""
        self._parts: Parts = "all"
        self.elides = False
        self.key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(TARGET_PIXELS)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        if key and obeys:
            # Not QAbstractButton's own shortcut: that one clicks 100 ms late, and every new text removes it.
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.click)

    def set_words(self, words: str, accessible: str = "") -> None:
        """The text as it is shown (an ampersand is an ampersand), and what a screen reader says if that is more."""
        if words != self._words:
            self._words = words
            self.updateGeometry()
            self.update()
        self.setAccessibleName(accessible or words)

    def let_words_elide(self) -> None:
        """For words of unknown length, such as an offer's name: what does not fit is in the tooltip."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, self.sizePolicy().verticalPolicy())
        self.elides = True

    def words(self) -> str:
        return self._words

    def set_icon_name(self, icon: str) -> None:
        if icon != self._icon:
            self._icon = icon
            self.updateGeometry()
            self.update()

    def key_text(self) -> str:
        """The key as it is shown."""
        return _KEY_NAMES.get(self.key, self.key.replace("Shift+", "⇧"))

    def show_parts(self, parts: Parts) -> None:
        """What gives way where a row of buttons is short of room; `button_row` decides it for all of them alike."""
        if parts != self._parts:
            self._parts = parts
            self.setToolTip("" if parts != "icon" else self.accessibleName())
            self.updateGeometry()
            self.update()

    def width_of(self, parts: Parts) -> int:
        """The width that the button wants with these parts."""
        shown, self._parts = self._parts, parts
        width = self.sizeHint().width()
        self._parts = shown
        return width

    def sizeHint(self) -> QSize:
        width = 2 * 12 + self._content_width()
        return QSize(width, max(TARGET_PIXELS, scaled(self._pixels) + 22))

    def minimumSizeHint(self) -> QSize:
        content = self._content_width() - (self._words_width() if self.elides else 0)
        return QSize(max(TARGET_PIXELS, content + 12), TARGET_PIXELS)

    def _icon_size(self) -> int:
        return scaled(self._pixels + 5) if self._icon and (self._parts != "words" or not self._words) else 0

    def _shown_words(self) -> str:
        return "" if self._parts == "icon" and self._icon else self._words

    def _key_width(self) -> int:
        if not self.key:
            return 0
        return _width(self.key_text(), scaled(KEY_PIXELS)) + 10

    def _words_width(self) -> int:
        return _width(self._shown_words(), scaled(self._pixels))

    def _content_width(self) -> int:
        parts = [width for width in (self._icon_size(), self._words_width(), self._key_width()) if width]
        return sum(parts) + GAP * max(0, len(parts) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        kind = "tabOn" if self._kind == "tab" and self.isChecked() else self._kind
        ink = _INKS.get(kind, _PLAIN) if self.isEnabled() else _OFF
        content = min(self._content_width(), self.width() - 8)
        x = (self.width() - content) // 2
        if self._icon_size():
            size = self._icon_size()
            drawn = pixmap(self._icon, ink.icon, size, self.devicePixelRatioF())
            painter.drawPixmap(x, (self.height() - size) // 2, drawn)
            x += size + (GAP if self._shown_words() or self.key else 0)
        if self._shown_words():
            font = sized_font(self._pixels, bold=True)
            metrics = QFontMetrics(font)
            room = self.width() - 4 - x - (self._key_width() + GAP if self.key else 0)
            if self.elides:
                self.setToolTip("" if metrics.horizontalAdvance(self._words) <= room else self._words)
            shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(QColor(ink.text))
            painter.drawText(QRect(x, 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), shown)
            x += min(room, metrics.horizontalAdvance(shown)) + GAP
        if self.key:
            self._paint_key(painter, x, ink)
        painter.end()

    def _paint_key(self, painter: QPainter, x: int, ink: _Ink) -> None:
        height = scaled(20)
        cap = QRect(x, (self.height() - height) // 2, self._key_width(), height)
        painter.setPen(QColor(ink.key))
        painter.setOpacity(0.55)
        painter.drawRoundedRect(cap.adjusted(0, 0, -1, -1), 4, 4)
        painter.setOpacity(1)
        painter.setFont(sized_font(KEY_PIXELS, bold=True))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self.key_text())
