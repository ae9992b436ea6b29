"""What the store has of the goods on the screen: facts for the rows, and their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pos_client.application.stock_watch import Shelf, StockWatch
from pos_client.ui.formatting import age_of, number, parsed
from pos_client.ui.language import translate
from pos_client.ui.screens.checkout.state import LineRow, SearchRow, ShelfRow
from retail.basket import Basket

# A younger word needs no age.
FRESH_MINUTES = 10


def shelf_row(shelf: Shelf, now: datetime, wanted_thousandths: int = 0) -> ShelfRow:
    """`wanted_thousandths` is what the whole basket takes of it."""
    as_of = parsed(shelf.level.as_of)
    age_minutes = 0 if as_of is None else max(0, int((now - as_of).total_seconds() // 60))
    left = "0" if shelf.level.is_out else str(shelf.level)
    minutes_left = shelf.minutes_left if shelf.is_low else None
    is_short = shelf.level.free_thousandths < wanted_thousandths
    return ShelfRow(left, age_minutes, minutes_left, is_short, shelf.level.aside)


def taken(basket: Basket) -> dict[str, int]:
    """What a basket takes by sku, in thousandths."""
    found: dict[str, int] = {}
    for line in basket.lines:
        found[line.product.sku] = found.get(line.product.sku, 0) + line.quantity.thousandths
    return found


def with_shelves(rows: Sequence[LineRow], stock: StockWatch, basket: Basket, now: datetime) -> list[LineRow]:
    """The lines with what the store has."""
    wanted = taken(basket)
    shelves = stock.shelves(list(wanted)) if wanted else {}
    return [
        replace(row, shelf=shelf_row(shelves[row.sku], now, wanted[row.sku])) if row.sku in shelves else row
        for row in rows
    ]


def found_with_shelves(rows: Sequence[SearchRow], stock: StockWatch, now: datetime) -> list[SearchRow]:
    """Goods that a search found, with what the store has."""
    shelves = stock.shelves([row.key for row in rows]) if rows else {}
    return [replace(row, shelf=shelf_row(shelves[row.key], now)) if row.key in shelves else row for row in rows]


def shelf_text(shelf: ShelfRow | None) -> str:
    """`Stock 3 · 2 h ago`, or that there is none; empty for what was never counted."""
    if shelf is None:
        return ""
    if shelf.left == "0":
        words = translate("basket", "None in stock")
    else:
        words = translate("basket", "Stock {count}").format(count=shelf.left)
        if shelf.minutes_left is not None:
            lasts = translate("basket", "gone in about {count} min").format(count=number(shelf.minutes_left))
            words = f"{words} · {lasts}"
        if shelf.aside:
            aside = translate("basket", "{count} put aside").format(count=number(shelf.aside))
            words = f"{words} · {aside}"
    return f"{words} · {age_of(shelf.age_minutes)}" if shelf.age_minutes >= FRESH_MINUTES else words
