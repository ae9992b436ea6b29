"""The member's programs, side by side: whose tier, how many points, and what of both this basket has to do with."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import MINUS, date, money, number
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, draw_surface, draw_text, text_width
from pos_client.ui.models.row_delegate import RowDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.checkout.program_state import DrawShown, ProgramRow

ROW_HEIGHT = 58


class ProgramsModel(RowsModel[ProgramRow]):
    """Rows are ProgramRow; the key is the program's, the exchange's, or the draw's."""

    def key_of(self, row: ProgramRow) -> object:
        return row.key

    def text_of(self, row: ProgramRow) -> str:
        return ", ".join(part for part in (title_of(row), detail_of(row), *amounts_of(row)) if part)


def title_of(row: ProgramRow) -> str:
    """The tier and whose it is; of a way to exchange points, from what to what; a draw's name."""
    if row.draw is not None:
        return row.draw.label
    if row.exchange is not None:
        return f"{row.name} → {row.exchange.to_name}"
    return " · ".join(part for part in (row.tier, "、".join(row.brands) or row.name) if part)


def detail_of(row: ProgramRow) -> str:
    """Whether it counts for this basket, and what is missing to the next tier."""
    if row.exchange is not None:
        return _exchange_text(row)
    if row.draw is not None:
        return _draw_text(row, row.draw)
    parts = []
    if row.counts == "none":
        parts.append(translate("programs", QT_TRANSLATE_NOOP("programs", "the tier does not count here")))
    elif row.counts == "some":
        words = translate("programs", QT_TRANSLATE_NOOP("programs", "does not count for {brands}"))
        named = [brand or translate("programs", QT_TRANSLATE_NOOP("programs", "own goods"))
                 for brand in row.counts_not_for]  # fmt: skip
        parts.append(words.format(brands="、".join(named)))
    if row.next_tier is not None:
        tier, missing = row.next_tier
        words = translate("programs", QT_TRANSLATE_NOOP("programs", "{amount} to {tier}"))
        parts.append(words.format(amount=money(missing, row.currency), tier=tier))
    if row.points_end is not None:
        count, day = row.points_end
        words = translate("programs", QT_TRANSLATE_NOOP("programs", "{count} points end on {date}"))
        parts.append(words.format(count=number(count), date=date(datetime.fromisoformat(day))))
    return " · ".join(parts)


def amounts_of(row: ProgramRow) -> tuple[str, str]:
    """At the right: the points, and under them what this basket brings or saved by the tier."""
    if row.draw is not None:
        return _price_text(row.draw), ""
    if row.exchange is not None:
        rate = translate("programs", QT_TRANSLATE_NOOP("programs", "{points} give {gives}"))
        return rate.format(points=number(row.exchange.points), gives=number(row.exchange.gives)), ""
    parts = []
    if row.saved_minor:
        words = translate("programs", QT_TRANSLATE_NOOP("programs", "tier {amount}"))
        parts.append(words.format(amount=MINUS + money(row.saved_minor, row.currency)))
    if row.earns:
        parts.append(f"+{number(row.earns)}")
    return number(row.points), " · ".join(parts)


def _needs_text(row: ProgramRow) -> str:
    """What is lacking before points can be used; empty: nothing."""
    if row.needs_connection:
        return translate("programs", QT_TRANSLATE_NOOP("programs", "needs the connection"))
    if row.needs_code:
        return translate("programs", QT_TRANSLATE_NOOP("programs", "needs the member's own code"))
    return ""


def _draw_text(row: ProgramRow, draw: DrawShown) -> str:
    """Why nobody can take part now, or how; and until when it is on."""
    lacking = _needs_text(row)
    how = translate("programs", QT_TRANSLATE_NOOP("programs", "Enter takes part, at most {most} a day"))
    parts = [lacking or how.format(most=number(draw.per_day))]
    if draw.ends is not None:
        words = translate("programs", QT_TRANSLATE_NOOP("programs", "until {date}"))
        parts.append(words.format(date=date(datetime.fromisoformat(draw.ends))))
    return " · ".join(parts)


def _price_text(draw: DrawShown) -> str:
    if not draw.price:
        return translate("programs", QT_TRANSLATE_NOOP("programs", "free"))
    words = translate("programs", QT_TRANSLATE_NOOP("programs", "{points} points"))
    if draw.may_be_free:
        words = translate("programs", QT_TRANSLATE_NOOP("programs", "free, then {points} points"))
    return words.format(points=number(draw.price))


def _exchange_text(row: ProgramRow) -> str:
    """Why points cannot be exchanged now, or in which steps they can."""
    lacking = _needs_text(row)
    if lacking:
        return lacking
    exchange = row.exchange
    if exchange is None:
        return ""
    if exchange.per_day is None:
        words = translate("programs", QT_TRANSLATE_NOOP("programs", "Enter exchanges, in steps of {step}"))
        return words.format(step=number(exchange.step))
    words = translate("programs", QT_TRANSLATE_NOOP("programs", "Enter exchanges, in steps of {step}, {most} a day"))
    return words.format(step=number(exchange.step), most=number(exchange.per_day))


class ProgramsDelegate(RowDelegate):
    """A program as a card; the ways to exchange its points and the draws stand under it, further in."""

    row_height = ROW_HEIGHT

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index) if isinstance(model, ProgramsModel) else None
        if row is None:
            return
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        is_way = row.exchange is not None or row.draw is not None
        rect: QRect = option.rect.adjusted(22 if is_way else 0, 2, 0, -2)
        border = COLOURS.accent if chosen else COLOURS.border
        draw_surface(painter, rect, COLOURS.card_soft, border, radius=9, width=2 if chosen else 1)
        blocked = row.counts == "none" or (is_way and (row.needs_connection or row.needs_code))
        ink = COLOURS.text_soft if blocked else COLOURS.text
        name = "gem" if row.brands else "circle-user-round"
        if is_way:
            name = "ticket" if row.draw is not None else "refresh-cw"
        shown = pixmap(name, COLOURS.text_soft if blocked else COLOURS.accent, 20, painter.device().devicePixelRatioF())
        painter.drawPixmap(QPoint(rect.left() + 10, rect.center().y() - 10), shown)
        left, right = rect.left() + 40, rect.right() - 12
        high, low = amounts_of(row)
        box = QRect(left, rect.top() + 7, right - left, 21)
        draw_text(painter, box, high, ink, 13 if is_way else 16, bold=True, align=RIGHT)
        room = right - left - text_width(high, 13 if is_way else 16, True) - 10
        draw_text(painter, QRect(left, box.top(), room, 21), title_of(row), ink, 14, bold=True)
        under = QRect(left, rect.top() + 29, right - left, 18)
        if low:
            draw_text(painter, under, low, COLOURS.good, 12, align=RIGHT)
        room = right - left - (text_width(low, 12) + 10 if low else 0)
        ink = COLOURS.warn if row.counts in ("none", "some") else COLOURS.text_soft
        draw_text(painter, QRect(left, under.top(), room, 18), detail_of(row), ink, 12)
        painter.restore()
