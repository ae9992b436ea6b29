"""What a search found: goods and members, in one list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import money
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import RIGHT, chip_width, draw_chips, draw_surface, draw_text, text_width
from pos_client.ui.models.row_delegate import RowDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.checkout.shelf_rows import shelf_text
from pos_client.ui.screens.checkout.state import SearchRow

ROW_HEIGHT = 54


class SearchModel(RowsModel[SearchRow]):
    """Rows are SearchRow; the key is kind and key."""

    def key_of(self, row: SearchRow) -> object:
        return (row.kind, row.key)

    def text_of(self, row: SearchRow) -> str:
        price = money(row.amount_minor, row.currency) if row.amount_minor is not None else ""
        return ", ".join(part for part in (row.title, row.detail, shelf_text(row.shelf), price, *row.chips) if part)


class SearchDelegate(RowDelegate):
    """Icon by kind, title and detail, price or chips at the right."""

    row_height = ROW_HEIGHT

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index) if isinstance(model, SearchModel) else None
        if row is None:
            return
        painter.save()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            draw_surface(painter, rect.adjusted(0, 1, 0, -1), COLOURS.accent_soft, COLOURS.accent_border, radius=8)
        name = "package" if row.kind == "product" else "user-round"
        ratio = painter.device().devicePixelRatioF()
        ink = COLOURS.text_soft if row.kind == "product" else COLOURS.accent
        painter.drawPixmap(QPoint(rect.left() + 12, rect.center().y() - 11), pixmap(name, ink, 22, ratio))
        right = rect.right() - 14
        if row.amount_minor is not None:
            price = money(row.amount_minor, row.currency) + (f"/{row.unit}" if row.weighed else "")
            box = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
            draw_text(painter, box, price, COLOURS.text, 16, bold=True, align=RIGHT)
            right -= text_width(price, 16, True) + 12
        elif row.chips:
            width = min(sum(chip_width(chip) + 4 for chip in row.chips), rect.width() // 3)
            draw_chips(painter, QRect(right - width, rect.center().y() - 10, width, 20), row.chips, COLOURS.tier,
                       COLOURS.tier_text)  # fmt: skip
            right -= width + 12
        left = rect.left() + 46
        draw_text(painter, QRect(left, rect.top() + 6, right - left, 22), row.title, COLOURS.text, 15, bold=True)
        low = QRect(left, rect.top() + 28, right - left, 18)
        if row.shelf is not None:
            is_low = row.shelf.left == "0" or row.shelf.minutes_left is not None
            ink = COLOURS.warn if is_low else COLOURS.text_soft
            low = low.adjusted(draw_text(painter, low, shelf_text(row.shelf), ink, 12, bold=is_low) + 10, 0, 0, 0)
        draw_text(painter, low, row.detail, COLOURS.text_soft, 12)
        painter.restore()
