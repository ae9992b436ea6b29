"""The list of the own range: name over detail, price over what it would be, and in what state it is."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import RIGHT, draw_text, text_width
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.own_range.state import RangeLine

ROW_HEIGHT = 58
ICONS = {
    "own": ("store", COLOURS.accent),
    "priced": ("badge-percent", COLOURS.accent),
    "unlisted": ("circle-x", COLOURS.text_soft),
    "group": ("package", COLOURS.text_soft),
    "proposed": ("clock", COLOURS.warn),
    "approved": ("circle-check", COLOURS.good),
    "refused": ("circle-x", COLOURS.bad),
    "withdrawn": ("undo-2", COLOURS.text_soft),
    "replaced": ("refresh-cw", COLOURS.text_soft),
}


class RangeModel(RowsModel[RangeLine]):
    """Rows are RangeLine."""

    def key_of(self, row: RangeLine) -> object:
        return row.key

    def text_of(self, row: RangeLine) -> str:
        return ", ".join(part for part in (row.title, row.detail, row.amount, row.was) if part)


class RangeDelegate(LineDelegate[RangeLine]):
    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: RangeLine) -> None:
        name, ink = ICONS[row.tone]
        icon = pixmap(name, ink, 22, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 11, icon)
        left, right = rect.left() + 44, rect.right() - 12
        high, low = QRect(left, rect.top() + 7, right - left, 22), QRect(left, rect.top() + 31, right - left, 19)
        amount = text_width(row.amount, 15, bold=True) + 8 if row.amount else 0
        draw_text(painter, high.adjusted(0, 0, -amount, 0), row.title, COLOURS.text, 15, bold=True)
        draw_text(painter, high, row.amount, COLOURS.text, 15, bold=True, align=RIGHT)
        was = text_width(row.was, 13) + 8 if row.was else 0
        draw_text(painter, low.adjusted(0, 0, -was, 0), row.detail, COLOURS.text_soft, 13)
        draw_text(painter, low, row.was, COLOURS.text_soft, 13, align=RIGHT)
