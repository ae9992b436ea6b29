"""Services that a member may ask for: how many are left, and how many were used just now."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import date, number, parsed
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, draw_surface, draw_text, text_width
from pos_client.ui.models.row_delegate import RowDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.checkout.state import ServiceRow

ROW_HEIGHT = 52


class ServicesModel(RowsModel[ServiceRow]):
    """Rows are ServiceRow; the key is the entitlement."""

    def key_of(self, row: ServiceRow) -> object:
        return row.entitlement_id

    def text_of(self, row: ServiceRow) -> str:
        return f"{row.label}: {left_text(row)}, {detail_text(row)}"


def left_text(row: ServiceRow) -> str:
    if row.points:
        words = translate("services", QT_TRANSLATE_NOOP("services", "{count} points"))
        return words.format(count=number(row.points))
    words = translate("services", QT_TRANSLATE_NOOP("services", "{left} of {total} left"))
    return words.format(left=number(row.left), total=number(row.total))


def detail_text(row: ServiceRow) -> str:
    """What was used here, until when it holds, or that nothing is left."""
    if row.points:
        return _reward_text(row)
    parts = []
    if row.is_goods and row.left:
        parts.append(translate("services", QT_TRANSLATE_NOOP("services", "Gift to hand over")))
    if row.used_here:
        words = translate("services", QT_TRANSLATE_NOOP("services", "{count} used now"))
        parts.append(words.format(count=number(row.used_here)))
    elif not row.left:
        parts.append(translate("services", QT_TRANSLATE_NOOP("services", "used up")))
    expires = parsed(row.expires_at) if row.expires_at else None
    if expires is not None:
        parts.append(translate("offers", "until {date}").format(date=date(expires)))
    return " · ".join(parts)


def _reward_text(row: ServiceRow) -> str:
    """Why a reward cannot be given now, or how many there are."""
    if row.total == 0:
        return translate("services", QT_TRANSLATE_NOOP("services", "all given away"))
    if row.missing:
        words = translate("services", QT_TRANSLATE_NOOP("services", "Reward · {count} points are missing"))
        return words.format(count=number(row.missing))
    if row.needs_connection:
        return translate("services", QT_TRANSLATE_NOOP("services", "Reward · needs the connection"))
    if row.total > 0:
        words = translate("services", QT_TRANSLATE_NOOP("services", "Reward · {count} left"))
        return words.format(count=number(row.total))
    return translate("services", QT_TRANSLATE_NOOP("services", "Reward"))


class ServicesDelegate(RowDelegate):
    """A row with its label, its detail, and what is left at the right."""

    row_height = ROW_HEIGHT

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index) if isinstance(model, ServicesModel) else None
        if row is None:
            return
        painter.save()
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        used = bool(row.used_here)
        fill = COLOURS.good_soft if used else COLOURS.card_soft
        border = COLOURS.accent if chosen else COLOURS.good_border if used else COLOURS.border
        draw_surface(painter, rect.adjusted(0, 2, 0, -2), fill, border, radius=9, width=2 if chosen else 1)
        ink = COLOURS.good if used else COLOURS.accent if row.left else COLOURS.text_soft
        ratio = painter.device().devicePixelRatioF()
        name = "circle-check" if used else "gift"
        painter.drawPixmap(QPoint(rect.left() + 10, rect.center().y() - 10), pixmap(name, ink, 20, ratio))
        right = rect.right() - 12
        box = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
        draw_text(painter, box, left_text(row), ink, 13, bold=True, align=RIGHT)
        right -= text_width(left_text(row), 13, True) + 10
        left = rect.left() + 40
        label_ink = COLOURS.text if row.left or used else COLOURS.text_soft
        draw_text(painter, QRect(left, rect.top() + 6, right - left, 21), row.label, label_ink, 14, bold=True)
        draw_text(painter, QRect(left, rect.top() + 27, right - left, 18), detail_text(row), COLOURS.text_soft, 12)
        painter.restore()
