"""The list of cases: title over place and age, amount, and whose it is."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import RIGHT, draw_text, text_width
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.cases.state import CaseRow

ROW_HEIGHT = 64
_ICONS = {
    "mine": ("user-round", COLOURS.accent),
    "free": ("info", COLOURS.warn),
    "taken": ("circle-user-round", COLOURS.text_soft),
    "closed": ("circle-check", COLOURS.good),
}


class CasesModel(RowsModel[CaseRow]):
    """Rows are CaseRow; the key is the case's id."""

    def key_of(self, row: CaseRow) -> object:
        return row.case_id

    def text_of(self, row: CaseRow) -> str:
        return ", ".join(part for part in (row.title, row.place, row.age, row.amount, row.owner) if part)


class CasesDelegate(LineDelegate[CaseRow]):
    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: CaseRow) -> None:
        name, ink = _ICONS[row.tone]
        icon = pixmap(name, ink, 22, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 11, icon)
        left, right = rect.left() + 44, rect.right() - 12
        amount = text_width(row.amount, 15, bold=True) + 8 if row.amount else 0
        draw_text(painter, QRect(left, rect.top() + 8, right - left - amount, 24), row.title, COLOURS.text, 15,
                  bold=True)  # fmt: skip
        draw_text(painter, QRect(left, rect.top() + 8, right - left, 24), row.amount, COLOURS.text, 15, bold=True,
                  align=RIGHT)  # fmt: skip
        owner = min(text_width(row.owner, 13) + 8, (right - left) // 2)
        below = QRect(left, rect.top() + 34, right - left, 20)
        place = " · ".join(part for part in (row.age, row.place) if part)
        draw_text(painter, below.adjusted(0, 0, -owner, 0), place, COLOURS.text_soft, 13)
        draw_text(painter, below, row.owner, COLOURS.text_soft, 13, align=RIGHT)
