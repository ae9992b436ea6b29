"""A button that shows its key and obeys it: what is shown is what works, because both come from one value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import CENTRE, colour_of, draw_text, text_width
from pos_client.ui.models.pictures import Pictures
from pos_client.ui.theme import TARGET_PIXELS, scaled

KEY_PIXELS = 12
#: Icon, words and key; words and key; small words over the key; icon and key (the words are then the tooltip).
Parts = Literal["all", "words", "stack", "icon"]
GAP = 8
#: A stacked button's space between icon and key, and the height of its key.
STACK_GAP = 3
STACKED_CAP = 18
#: Words that stand over their key.
SMALL_PIXELS = 12
SMALL_MARGIN = 7


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
#: Of all buttons: those of one look share one.
_PICTURES = Pictures()
_KEY_NAMES = {"Return": "Enter", "Escape": "Esc", "Delete": "Del", "Ctrl+Delete": "Ctrl+Del", "Insert": "Ins"}


class KeyButton(QPushButton):
    """Icon, words, and the key in a small cap at the right. `kind`: plain, primary, danger, tab, member or digit.

    `obeys` False: the key means this button only while nothing is being typed, so the screen's `handle_key` decides.
    `stacked`: the key stands under icon and words, for a panel without room beside; the tooltip says both.
    """

    def __init__(
        self,
        icon: str = "",
        key: str = "",
        kind: str = "plain",
        pixels: int = 15,
        *,
        obeys: bool = True,
        stacked: bool = False,
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
        self._stacked = stacked
        self._shows_key = True
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
        if self._stacked:
            self.setToolTip(f"{self.accessibleName()} · {self.key_text()}" if self.key else self.accessibleName())

    def show_key(self, *, shown: bool) -> None:
        """A stacked button may be without its cap where there is no room: the tooltip has the key."""
        if shown != self._shows_key:
            self._shows_key = shown
            self.updateGeometry()
            self.update()

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

    def stacked_width(self, *, key: bool) -> int:
        """The width of a stacked button with its cap, or without."""
        shown, self._shows_key = self._shows_key, key
        width = max(TARGET_PIXELS, self._content_width() + 8)
        self._shows_key = shown
        return width

    def sizeHint(self) -> QSize:
        if self._stacked:
            height = self._icon_size() + STACK_GAP + scaled(STACKED_CAP) + 4
            return QSize(self.stacked_width(key=self._shows_key), max(TARGET_PIXELS, height))
        width = 2 * (SMALL_MARGIN if self._parts == "stack" else 12) + self._content_width()
        return QSize(width, max(TARGET_PIXELS, scaled(self._pixels) + 22))

    def minimumSizeHint(self) -> QSize:
        if self._stacked:
            return self.sizeHint()
        content = self._content_width() - (self._words_width() if self.elides else 0)
        return QSize(max(TARGET_PIXELS, content + 12), TARGET_PIXELS)

    def _icon_size(self) -> int:
        is_shown = self._parts in ("all", "icon") or not self._words
        return scaled(self._pixels + 5) if self._icon and is_shown else 0

    def _shown_words(self) -> str:
        return "" if self._parts == "icon" and self._icon else self._words

    def _key_width(self) -> int:
        if not self.key or not self._shows_key:
            return 0
        return text_width(self.key_text(), scaled(KEY_PIXELS), True) + 10

    def _words_width(self) -> int:
        pixels = SMALL_PIXELS if self._parts == "stack" else self._pixels
        return text_width(self._shown_words(), scaled(pixels), True)

    def _content_width(self) -> int:
        if self._stacked or self._parts == "stack":
            return max(self._upper_width(), self._key_width())
        parts = [width for width in (self._icon_size(), self._words_width(), self._key_width()) if width]
        return sum(parts) + GAP * max(0, len(parts) - 1)

    def _upper_width(self) -> int:
        """Icon and words of a stacked button."""
        parts = [width for width in (self._icon_size(), self._words_width()) if width]
        return sum(parts) + STACK_GAP * max(0, len(parts) - 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """From a picture, where this button or one like it was drawn before: a page of them comes with each sale."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.elides:
            self._paint(option, painter, self.rect())
        else:
            shown = (self._words, self._icon, self.key, self._parts, self._shows_key)
            look = (self._kind, self._pixels, self._stacked, shown, option.state)
            _PICTURES.stand_at(self.devicePixelRatioF(), "transparent")
            _PICTURES.draw(painter, self.rect(), look, partial(self._paint, option))
        painter.end()

    def _paint(self, option: QStyleOptionButton, painter: QPainter, _box: QRect) -> None:
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        kind = "tabOn" if self._kind == "tab" and self.isChecked() else self._kind
        ink = _INKS.get(kind, _PLAIN) if self.isEnabled() else _OFF
        if self._stacked or self._parts == "stack":
            self._paint_stack(painter, ink)
            return
        content = min(self._content_width(), self.width() - 8)
        x = (self.width() - content) // 2
        if self._icon_size():
            size = self._icon_size()
            drawn = pixmap(self._icon, ink.icon, size, self.devicePixelRatioF())
            painter.drawPixmap(x, (self.height() - size) // 2, drawn)
            x += size + (GAP if self._shown_words() or self.key else 0)
        if self._shown_words():
            room = self.width() - 4 - x - (self._key_width() + GAP if self.key else 0)
            if self.elides:
                self.setToolTip("" if self._words_width() <= room else self._words)
            box = QRect(x, 0, room, self.height())
            x += draw_text(painter, box, self._words, ink.text, scaled(self._pixels), bold=True) + GAP
        if self.key:
            height = scaled(20)
            self._paint_key(painter, QRect(x, (self.height() - height) // 2, self._key_width(), height), ink)

    def _paint_stack(self, painter: QPainter, ink: _Ink) -> None:
        icon, cap = self._icon_size(), scaled(STACKED_CAP) if self._key_width() else 0
        pixels = SMALL_PIXELS if self._parts == "stack" else self._pixels
        size = icon or scaled(pixels + 4)
        x = (self.width() - self._upper_width()) // 2
        y = (self.height() - size - (STACK_GAP + cap if cap else 0)) // 2
        if icon:
            painter.drawPixmap(x, y, pixmap(self._icon, ink.icon, icon, self.devicePixelRatioF()))
        if self._shown_words():
            box = QRect(x + (icon + STACK_GAP if icon else 0), y, self._words_width() + 2, size)
            draw_text(painter, box, self._shown_words(), ink.text, scaled(pixels), bold=True)
        if cap:
            width = self._key_width()
            self._paint_key(painter, QRect((self.width() - width) // 2, y + size + STACK_GAP, width, cap), ink)

    def _paint_key(self, painter: QPainter, cap: QRect, ink: _Ink) -> None:
        painter.setPen(colour_of(ink.key))
        painter.setOpacity(0.55)
        painter.drawRoundedRect(cap.adjusted(0, 0, -1, -1), 4, 4)
        painter.setOpacity(1)
        draw_text(painter, cap, self.key_text(), ink.key, scaled(KEY_PIXELS), bold=True, align=CENTRE)
