"""A button that shows its key and obeys it: what is shown is what works, because both come from one value."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.theme import TARGET_PIXELS, sized_font

KEY_PIXELS = 12
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
        self.key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(TARGET_PIXELS)
        self.setMinimumWidth(TARGET_PIXELS)
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

    def sizeHint(self) -> QSize:
        width = 2 * 12 + self._content_width()
        return QSize(width, max(TARGET_PIXELS, self._pixels + 22))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(TARGET_PIXELS, self._content_width() + 12), TARGET_PIXELS)

    def _icon_size(self) -> int:
        return self._pixels + 5 if self._icon else 0

    def _key_width(self) -> int:
        if not self.key:
            return 0
        return QFontMetrics(sized_font(KEY_PIXELS, bold=True)).horizontalAdvance(self.key_text()) + 10

    def _content_width(self) -> int:
        words = QFontMetrics(sized_font(self._pixels, bold=True)).horizontalAdvance(self._words)
        parts = [width for width in (self._icon_size(), words, self._key_width()) if width]
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
        if self._icon:
            size = self._icon_size()
            drawn = pixmap(self._icon, ink.icon, size, self.devicePixelRatioF())
            painter.drawPixmap(x, (self.height() - size) // 2, drawn)
            x += size + (GAP if self._words or self.key else 0)
        if self._words:
            font = sized_font(self._pixels, bold=True)
            metrics = QFontMetrics(font)
            room = self.width() - 4 - x - (self._key_width() + GAP if self.key else 0)
            shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(QColor(ink.text))
            painter.drawText(QRect(x, 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), shown)
            x += min(room, metrics.horizontalAdvance(shown)) + GAP
        if self.key:
            self._paint_key(painter, x, ink)
        painter.end()

    def _paint_key(self, painter: QPainter, x: int, ink: _Ink) -> None:
        cap = QRect(x, (self.height() - 20) // 2, self._key_width(), 20)
        painter.setPen(QColor(ink.key))
        painter.setOpacity(0.55)
        painter.drawRoundedRect(cap.adjusted(0, 0, -1, -1), 4, 4)
        painter.setOpacity(1)
        painter.setFont(sized_font(KEY_PIXELS, bold=True))
        painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), self.key_text())
