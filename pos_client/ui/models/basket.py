"""The lines of the basket, and how one is painted: tile, name, chips, − n +, list price, what it costs now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QToolTip

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import MINUS, is_chinese, money, number
from pos_client.ui.icons import pixmap
from pos_client.ui.language import translate
from pos_client.ui.models.painting import (
    CENTRE,
    RIGHT,
    chip_width,
    colour_of,
    draw_chips,
    draw_surface,
    draw_text,
    elided,
    in_two_lines,
    metrics,
    text_width,
)
from pos_client.ui.models.pictures import Pictures
from pos_client.ui.models.row_delegate import RowDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.checkout.shelf_rows import shelf_text
from pos_client.ui.screens.checkout.state import Adjustment, LineRow

ROW_HEIGHT = 68
STEP = 44  # the side of − and +
COUNT_WIDTH = 46
TILE = 44
NARROW = 620  # below this width the tile goes, so that the name keeps its room
PRICE_WIDTH = 104
CHIP_LABEL_WIDTH = 96
# Tiles tell kinds of goods apart at a glance: icon, fill and ink, by the narrowest category that is named here.
_TILES = {
    "clothing": ("shirt", "#FFEDB8", "#6B4B00"),
    "shoes": ("footprints", "#CFF3DB", "#0F5A2E"),
    "bags": ("shopping-bag", "#E5E1FE", "#43319B"),
    "accessories": ("gem", "#FFDDE0", "#8E1F2E"),
    "jewellery": ("gem", "#FFDDE0", "#8E1F2E"),
    "beauty": ("sparkles", "#FBDFF2", "#7E1D63"),
    "gear": ("tent", "#D3EEF0", "#0B5257"),
    "home": ("lamp", "#EFE9DC", "#5C4A1F"),
    "gifts": ("gift", "#FFDDE0", "#8E1F2E"),
    "food": ("croissant", "#FFE4CB", "#7A3A00"),
}
_PLAIN_TILE = ("package", "#E6ECF3", "#3B4B60")


def shown_name(row: LineRow) -> str:
    """The product's name: the English one in an English till, when there is one."""
    return row.name if is_chinese() or not row.name_en else row.name_en


def label_of(adjustment: Adjustment) -> str:
    """The offer's own label, or what points are called."""
    return translate("basket", "Points") if adjustment.is_points else adjustment.label


def adjustment_text(adjustment: Adjustment, currency: str) -> str:
    """What an adjustment takes off, in full."""
    return f"{label_of(adjustment)} {MINUS}{money(adjustment.amount_minor, currency, symbol=False)}"


def tile_of(category: str) -> tuple[str, str, str]:
    """Icon, fill and ink for a category path such as `clothing/knitwear`."""
    return next((_TILES[part] for part in reversed(category.split("/")) if part in _TILES), _PLAIN_TILE)


class BasketModel(RowsModel[LineRow]):
    """Rows are LineRow; the key is the line's id."""

    def key_of(self, row: LineRow) -> object:
        return row.line_id

    def text_of(self, row: LineRow) -> str:
        if row.gift_of:
            return ", ".join((f"{shown_name(row)} × {row.quantity_text}", gift_text(row)))
        parts = [shown_name(row), row.variant, f"× {row.quantity_text}", money(row.shown_minor, row.currency)]
        parts += [label_of(adjustment) for adjustment in row.adjustments if not adjustment.of_sale]
        parts += [row.note, guide_text(row), tiers_told(row), shelf_text(row.shelf)]
        return ", ".join(part for part in parts if part)


def guide_text(row: LineRow) -> str:
    """Who shares in a line that has guides of its own; empty when it is as in the whole basket."""
    if row.guides is None:
        return ""
    return translate("basket", "served by {names}").format(names=row.guides or translate("basket", "nobody"))


def tier_text(row: LineRow) -> str:
    """Whose tier counts for a line, where lines of one basket differ: the first of them, or that none does."""
    if not row.tiers:
        return ""
    return row.tiers[0] or translate("basket", "no tier counts")


def tiers_told(row: LineRow) -> str:
    """The same in full."""
    if not row.tiers or not row.tiers[0]:
        return tier_text(row)
    return translate("basket", "Counts here: {tiers}").format(tiers=" · ".join(row.tiers))


def gift_text(row: LineRow) -> str:
    """Of a gift that was won: whether it is there to be handed over."""
    if row.stock is None:
        return translate("basket", "Gift to hand over")
    if row.is_short and row.stock == 0:
        return translate("basket", "Out of stock here: leave it out (Del)")
    if row.is_short:
        return translate("basket", "Only {count} here: leave it out (Del)").format(count=number(row.stock))
    return translate("basket", "Gift to hand over · {count} here").format(count=number(row.stock))


def short_chip(adjustment: Adjustment, currency: str, width: int) -> str:
    """A chip no wider than `width` pixels. A long label gives way to the amount, which is what gets asked; the tooltip
    has the whole of it.
    """
    amount = f" {_amount(adjustment.amount_minor, currency)}"
    room = min(CHIP_LABEL_WIDTH, width - chip_width(amount))
    label = elided(label_of(adjustment), room, 12)
    return f"{label}{amount}".strip()


def _amount(less_minor: int, currency: str) -> str:
    return f"{MINUS}{money(less_minor, currency, symbol=False)}"


@dataclass(frozen=True, slots=True)
class _Boxes:
    """Where the parts of one row are."""

    tile: QRect
    words: QRect
    less: QRect
    count: QRect
    more: QRect
    price: QRect


def _boxes(rect: QRect) -> _Boxes:
    inner = rect.adjusted(10, 3, -12, -3)
    middle = inner.center().y()
    price = QRect(inner.right() + 1 - PRICE_WIDTH, inner.top(), PRICE_WIDTH, inner.height())
    more = QRect(price.left() - STEP - 4, middle - STEP // 2, STEP, STEP)
    count = QRect(more.left() - COUNT_WIDTH, more.top(), COUNT_WIDTH, STEP)
    less = QRect(count.left() - STEP, more.top(), STEP, STEP)
    left = inner.left()
    tile = QRect(left, middle - TILE // 2, TILE if rect.width() >= NARROW else 0, TILE)
    words_left = tile.right() + 13 if tile.width() else left + 2
    words = QRect(words_left, inner.top(), less.left() - 10 - words_left, inner.height())
    return _Boxes(tile, words, less, count, more, price)


def _row_at(index: QModelIndex | QPersistentModelIndex) -> LineRow | None:
    model = index.model()
    return model.row_at(index) if isinstance(model, BasketModel) else None


def _paint_tile(tile: tuple[str, str, str], painter: QPainter, box: QRect) -> None:
    name, fill, ink = tile
    draw_surface(painter, box, fill, radius=9)
    painter.drawPixmap(box.topLeft() + QPoint(11, 11), pixmap(name, ink, 22, painter.device().devicePixelRatioF()))


def _paint_name(name: tuple[str, ...], painter: QPainter, box: QRect) -> None:
    height = box.height() // len(name)
    for place, line in enumerate(name):
        part = QRect(box.left(), box.top() + place * height, box.width(), height)
        draw_text(painter, part, line, COLOURS.text, 15, bold=True)


def _paint_steps(count: str, locked: bool, painter: QPainter, box: QRect) -> None:
    """− and +, with the number between them."""
    ink = COLOURS.text_disabled if locked else COLOURS.text
    less = QRect(box.left(), box.top(), STEP, STEP)
    more = QRect(box.right() + 1 - STEP, box.top(), STEP, STEP)
    for step, name in ((less, "minus"), (more, "plus")):
        draw_surface(painter, step.adjusted(3, 3, -3, -3), COLOURS.card, COLOURS.border_strong, radius=8)
        drawn = pixmap(name, ink, 16, painter.device().devicePixelRatioF())
        painter.drawPixmap(step.center() - QPoint(7, 7), drawn)
    between = QRect(less.right() + 1, box.top(), COUNT_WIDTH, STEP)
    draw_text(painter, between, count, COLOURS.text, 17, bold=True, align=CENTRE)


def _paint_price(prices: tuple[int, int, str, bool], painter: QPainter, box: QRect) -> None:
    """What the line costs, and under it what it would cost without offers, struck through."""
    shown_minor, before_minor, currency, is_gift = prices
    half = box.height() // 2
    if is_gift:
        draw_text(painter, box, translate("basket", "Gift"), COLOURS.good, 16, bold=True, align=RIGHT)
        return
    net = money(shown_minor, currency)
    if shown_minor == before_minor:
        draw_text(painter, box, net, COLOURS.text, 17, bold=True, align=RIGHT)
        return
    high = QRect(box.left(), box.top() + 4, box.width(), half - 2)
    draw_text(painter, high, net, COLOURS.text, 17, bold=True, align=RIGHT)
    low = QRect(box.left(), box.top() + half + 2, box.width(), 20)
    width = draw_text(painter, low, money(before_minor, currency), COLOURS.text_soft, 13, align=RIGHT)
    painter.drawLine(low.right() + 1 - width, low.center().y() + 1, low.right(), low.center().y() + 1)


class BasketDelegate(RowDelegate):
    """Paints a line; a click on − or + is told by `stepped`, one on the number by `quantity_asked`."""

    stepped = Signal(object, object)  # line id, -1 or 1
    quantity_asked = Signal(object)  # line id

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.locked = False  # no − and + while the sale is being paid
        self._pictures = Pictures()

    row_height = ROW_HEIGHT

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = _row_at(index)
        if row is None:
            return
        painter.save()
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            draw_surface(painter, rect.adjusted(0, 1, 0, -1), COLOURS.accent_soft, COLOURS.accent_border)
        else:
            painter.setPen(colour_of(COLOURS.border))
            painter.drawLine(rect.left() + 10, rect.bottom(), rect.right() - 10, rect.bottom())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._pictures.begin_row(painter, COLOURS.accent_soft if selected else COLOURS.card)
        boxes = _boxes(rect)
        if boxes.tile.width():
            tile = tile_of(row.category)
            self._pictures.draw(painter, boxes.tile, tile, partial(_paint_tile, tile))
        self._draw_words(painter, boxes.words, row)
        self._draw_quantity(painter, boxes, row)
        prices = (row.shown_minor, max(row.gross_minor, row.list_gross_minor), row.currency, bool(row.gift_of))
        look = (prices, QLocale().name())
        self._pictures.draw(painter, boxes.price, look, partial(_paint_price, prices))
        painter.restore()

    def _draw_words(self, painter: QPainter, box: QRect, row: LineRow) -> None:
        name = in_two_lines(shown_name(row), box.width(), 15, True)
        # Two lines of a long name, or one; below it stand stock, details and chips.
        half = box.height() // 2 if len(name) == 1 else box.height() - 22
        high = QRect(box.left(), box.top() + (4 if len(name) == 1 else 2), box.width(), half - 2)
        self._pictures.draw(painter, high, name, partial(_paint_name, name))
        # The line's part of the sale's coupons and points is not shown, and changes with every scan; nor is its price.
        seen = tuple(item for item in row.adjustments if not item.of_sale)
        shown = replace(row, line_id="", gross_minor=0, net_minor=0, list_gross_minor=0, adjustments=seen)
        low = QRect(box.left(), box.top() + half + (2 if len(name) == 1 else 0), box.width(), 20)
        look = (shown, QLocale().name())
        self._pictures.draw(painter, low, look, partial(self._paint_low, shown))

    def _paint_low(self, row: LineRow, painter: QPainter, low: QRect) -> None:
        """What stands under the name: stock, details, and the chips of what it costs less by."""
        if row.gift_of:
            ink = COLOURS.bad if row.is_short else COLOURS.good
            width = draw_text(painter, low, gift_text(row), ink, 12, bold=row.is_short)
            draw_text(painter, low.adjusted(width + 10, 0, 0, 0), row.sku, COLOURS.text_soft, 12)
            return
        low = self._paint_shelf(painter, low, row)
        adjustments = row.adjustments
        weighed = f"{money(row.unit_price_minor, row.currency)}/{row.unit}" if row.weighed else ""
        said = (row.note, guide_text(row), tier_text(row), weighed, row.variant)
        detail = " · ".join(part for part in (*said, row.sku) if part)
        if not adjustments:
            draw_text(painter, low, detail, COLOURS.text_soft, 12)
            return
        # Beside many chips the words keep four tenths: why it costs less is what gets asked at a till.
        chips = [short_chip(adjustment, row.currency, low.width()) for adjustment in adjustments]
        room = low.width() - 8 - sum(chip_width(chip) + 4 for chip in chips)
        share = max(room, low.width() * 4 // 10)
        if text_width(detail, 12) > share:
            detail = " · ".join(part for part in said if part) or row.sku
        words = text_width(detail, 12) + 2
        share = min(words, share)
        more = f"+{len(adjustments) - 1}" if len(adjustments) > 1 else ""
        beside = chip_width(more) + 4 if more else 0
        least = chip_width(_amount(adjustments[0].amount_minor, row.currency)) + beside
        if low.width() - share - 8 < least:
            # An amount that is cut is another amount: what the line costs less by in all stands there whole.
            chips = [_amount(sum(adjustment.amount_minor for adjustment in adjustments), row.currency)]
            share = min(words, max(0, low.width() - 8 - chip_width(chips[0])))
        draw_text(painter, QRect(low.left(), low.top(), share, low.height()), detail, COLOURS.text_soft, 12)
        low = low.adjusted(share + 8, 0, 0, 0)
        if len(chips) == len(adjustments):
            chips = [short_chip(adjustment, row.currency, low.width() - beside) for adjustment in adjustments]
        draw_chips(painter, low, chips)

    @staticmethod
    def _paint_shelf(painter: QPainter, low: QRect, row: LineRow) -> QRect:
        """What the store has, in front, and loud when it is less than the basket takes; gives the room that is left."""
        text = shelf_text(row.shelf)
        if row.shelf is None or not text:
            return low
        ink = COLOURS.warn if row.shelf.is_short or row.shelf.minutes_left is not None else COLOURS.text_soft
        width = draw_text(painter, low, text, ink, 12, bold=row.shelf.is_short)
        return low.adjusted(min(width + 10, low.width()), 0, 0, 0)

    def _draw_quantity(self, painter: QPainter, boxes: _Boxes, row: LineRow) -> None:
        if not row.is_goods:
            draw_text(painter, boxes.count, row.quantity_text, COLOURS.text, 17, bold=True, align=CENTRE)
            return
        whole = boxes.less.united(boxes.more)
        if row.weighed:
            draw_text(painter, whole, f"{row.quantity_text} {row.unit}", COLOURS.text, 16, bold=True, align=CENTRE)
            return
        look = (row.quantity_text, self.locked)
        self._pictures.draw(painter, whole, look, partial(_paint_steps, *look))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        row = _row_at(index)
        if row is None or not row.is_goods or self.locked or not isinstance(event, QMouseEvent):
            return False
        # A double click is two quick presses on − or +: each counts.
        if event.type() not in (QEvent.Type.MouseButtonRelease,):
            return False
        at = self.inner_point(option.rect, event.position().toPoint())
        boxes = _boxes(self.inner_rect(option.rect))
        if row.weighed and boxes.less.united(boxes.more).contains(at):
            self.quantity_asked.emit(row.line_id)
        elif boxes.less.contains(at):
            self.stepped.emit(row.line_id, -1)
        elif boxes.more.contains(at):
            self.stepped.emit(row.line_id, 1)
        elif boxes.count.contains(at):
            self.quantity_asked.emit(row.line_id)
        else:
            return False
        return True

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The whole name and every adjustment, when the row cannot show them."""
        row = _row_at(index)
        if row is None or event.type() != QEvent.Type.ToolTip:
            return False
        box = _boxes(self.inner_rect(option.rect)).words
        name = shown_name(row)
        if (
            metrics(15, True).horizontalAdvance(name) <= box.width()
            and not row.adjustments
            and not row.note
            and not row.guides
            and not row.tiers
        ):
            QToolTip.hideText()
            return True
        lines = [name, " · ".join(part for part in (row.variant, row.sku) if part)]
        lines += [adjustment_text(adjustment, row.currency) for adjustment in row.adjustments]
        lines += [row.note] if row.note else []
        lines += [guide_text(row)] if row.guides is not None else []
        lines += [tiers_told(row)] if row.tiers else []
        lines += [shelf_text(row.shelf)] if row.shelf is not None else []
        QToolTip.showText(event.globalPos(), "\n".join(lines), view)
        return True
