"""Goods that are suggested: name, price and why, in a button that puts them into the basket."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import money
from pos_client.ui.icons import pixmap
from pos_client.ui.models.basket import tile_of
from pos_client.ui.models.painting import CENTRE, RIGHT, draw_surface, draw_text, text_width
from pos_client.ui.suggestion_words import SuggestionRow
from pos_client.ui.theme import scaled, text_factor

HEIGHT = 66
TILE, ICON = 34, 20
PADDING = 10
#: Narrower than this a card has no picture, and its name a line of its own: what it is comes before all else.
ROOMY = 200


class SuggestionCard(QAbstractButton):
    """Painted like the rows of the lists beside it. `key`: the key that presses it, shown in a cap."""

    def __init__(self, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row: SuggestionRow | None = None
        self._key = key
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if key:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.click)

    def show_row(self, row: SuggestionRow, accessible: str) -> None:
        self.row = row
        self.setAccessibleName(accessible)
        # What is cut off in a narrow card is there in full.
        self.setToolTip(f"{row.name}\n{row.variant}\n" + "\n".join(row.reasons) if row.variant else accessible)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(200), scaled(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        row = self.row
        if row is None:
            return
        painter = QPainter(self)
        scale = text_factor()
        painter.scale(scale, scale)
        box = QRect(0, 0, int(self.width() / scale), int(self.height() / scale))
        fill = COLOURS.accent_soft if self.isDown() or self.underMouse() else COLOURS.card
        border = COLOURS.accent if self.hasFocus() else COLOURS.border
        draw_surface(painter, box, fill, border, radius=10, width=2 if self.hasFocus() else 1)
        is_roomy = box.width() >= ROOMY
        left = self._paint_tile(painter, box, row) + 9 if is_roomy else PADDING
        inner = QRect(left, 5, box.right() - PADDING - left, box.height() - 5)
        price = money(row.price_minor, row.currency)
        price_width = text_width(price, 14, True) + 8
        name = " ".join(part for part in (row.name, row.variant) if part)
        first = QRect(inner.left(), 5, inner.width(), 20)
        # The strongest reason has a line of its own: in a narrow card the price gives way to it, into the last line.
        second = QRect(inner.left(), 26, inner.width(), 17)
        bottom = QRect(inner.left(), 44, inner.width(), 17)
        if is_roomy:
            draw_text(painter, first, price, COLOURS.text, 14, bold=True, align=RIGHT)
            first.setWidth(inner.width() - price_width)
        else:
            draw_text(painter, bottom, price, COLOURS.text, 14, bold=True)
        draw_text(painter, first, name, COLOURS.text, 14, bold=True)
        draw_text(painter, second, row.reasons[0], COLOURS.text_soft, 12)
        if self._key:
            bottom.setRight(bottom.right() - self._paint_key(painter, bottom))
        if not is_roomy:
            bottom.setLeft(bottom.left() + price_width)
        draw_text(painter, bottom, " · ".join(row.reasons[1:]), COLOURS.chip_text, 12)
        painter.end()

    def _paint_tile(self, painter: QPainter, box: QRect, row: SuggestionRow) -> int:
        """The category's picture at the left; gives where it ends."""
        icon, fill, ink = tile_of(row.category)
        tile = QRect(PADDING, (box.height() - TILE) // 2, TILE, TILE)
        draw_surface(painter, tile, fill, radius=8)
        corner = tile.center() - QPoint(ICON // 2 - 1, ICON // 2 - 1)
        drawn = pixmap(icon, ink, ICON, self.devicePixelRatioF() * text_factor())
        painter.drawPixmap(QRect(corner, QSize(ICON, ICON)), drawn)
        return tile.right()

    def _paint_key(self, painter: QPainter, line: QRect) -> int:
        """The key's cap at the right end of a line; gives the room that it takes."""
        width = text_width(self._key, 12, True) + 12
        cap = QRect(line.right() - width + 1, line.top(), width, line.height())
        draw_surface(painter, cap, COLOURS.card, COLOURS.border_strong, radius=4)
        draw_text(painter, cap, self._key, COLOURS.text_soft, 12, bold=True, align=CENTRE)
        return width + 8
