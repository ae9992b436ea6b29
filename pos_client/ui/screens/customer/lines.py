"""The shopper's lines, large, the newest in sight."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import is_chinese, money
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, draw_text, text_width
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.customer.state import CustomerLine

ROW_HEIGHT = 72
PIXELS = 22


class CustomerLinesModel(RowsModel[CustomerLine]):
    def key_of(self, row: CustomerLine) -> object:
        return row.key

    def text_of(self, row: CustomerLine) -> str:
        return f"{shown(row)} {row.quantity}: {amount_text(row)}"


def shown(row: CustomerLine) -> str:
    return row.name if is_chinese() else row.name_en


def amount_text(row: CustomerLine) -> str:
    if row.is_gift:
        return translate("customer", QT_TRANSLATE_NOOP("customer", "Gift"))
    return money(row.amount_minor, row.currency)


class CustomerLinesDelegate(QStyledItemDelegate):
    """Name and quantity, the amount, and what it would be without member prices and offers."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(300, ROW_HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index) if isinstance(model, CustomerLinesModel) else None
        if row is None:
            return
        painter.save()
        rect: QRect = option.rect.adjusted(4, 4, -4, -4)
        amount = amount_text(row)
        saved = not row.is_gift and row.amount_minor < row.before_minor
        ink = COLOURS.good if row.is_gift else COLOURS.saving if saved else COLOURS.text
        half = rect.height() // 2
        top = QRect(rect.left(), rect.top(), rect.width(), half)
        below = QRect(rect.left(), rect.top() + half, rect.width(), half)
        draw_text(painter, top if saved else rect, amount, ink, PIXELS, bold=True, align=RIGHT)
        if saved:
            before = money(row.before_minor, row.currency)
            draw_text(painter, below, before, COLOURS.text_soft, 15, align=RIGHT)
            width, middle = text_width(before, 15), below.center().y() + 1
            painter.drawLine(below.right() - width, middle, below.right(), middle)
        room = rect.width() - max(text_width(amount, PIXELS, True), 120) - 20
        draw_text(painter, QRect(top.left(), top.top(), room, half), shown(row), COLOURS.text, PIXELS, bold=True)
        detail = "   ".join(part for part in (row.quantity, row.detail) if part)
        draw_text(painter, QRect(below.left(), below.top(), room, half), detail, COLOURS.text_soft, 17)
        painter.setPen(COLOURS.border)
        painter.drawLine(rect.left(), rect.bottom() + 4, rect.right(), rect.bottom() + 4)
        painter.restore()
