"""What every painted row shares: it is drawn for text of 100 % and grows with the size of the text."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pos_client.ui.colours import COLOURS
from pos_client.ui.models.painting import draw_surface
from pos_client.ui.models.rows import ROW_ROLE
from pos_client.ui.theme import scaled, text_factor

Row = TypeVar("Row")


class RowDelegate(QStyledItemDelegate):
    """Subclasses say how high a row is and paint it in pixels of 100 %, in a rectangle that begins at 0, 0."""

    row_height = 60

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(240, scaled(self.row_height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inner = QStyleOptionViewItem(option)
        rect: QRect = option.rect
        inner.rect = self.inner_rect(rect)
        painter.save()
        painter.translate(rect.topLeft())
        painter.scale(text_factor(), text_factor())
        self.paint_row(painter, inner, index)
        painter.restore()

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint into `option.rect`."""
        raise NotImplementedError

    @staticmethod
    def inner_rect(rect: QRect) -> QRect:
        """A row's rectangle of the list as `paint_row` sees it."""
        return QRect(0, 0, round(rect.width() / text_factor()), round(rect.height() / text_factor()))

    @staticmethod
    def inner_point(rect: QRect, at: QPoint) -> QPoint:
        """A point of the list in the row of this rectangle, as `paint_row` sees it."""
        inside = at - rect.topLeft()
        return QPoint(round(inside.x() / text_factor()), round(inside.y() / text_factor()))


class LineDelegate(RowDelegate, Generic[Row]):
    """Rows of a `RowsModel` over hairlines, the chosen one on its own ground. Subclasses paint what a row says."""

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            draw_surface(painter, rect.adjusted(0, 1, 0, -1), COLOURS.accent_soft, COLOURS.accent_border)
        else:
            painter.setPen(COLOURS.border)
            painter.drawLine(rect.left() + 10, rect.bottom(), rect.right() - 10, rect.bottom())
        self.paint_line(painter, rect, row)

    def paint_line(self, painter: QPainter, rect: QRect, row: Row) -> None:
        """Paint the row's words and icons into `rect`."""
        raise NotImplementedError
