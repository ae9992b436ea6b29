"""The two large feeds, whose rows are also found by search: products and members.

New rows, by far the most when a till is fresh, are written in few statements; the full-text indexes are touched only
when a name has changed, so that a new price costs one update.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
from peewee import fn

from offline_cache.compact_json import compact_json
from offline_cache.database import Row, TillDatabase
from offline_cache.feed_page import FeedPage, FeedRow
from offline_cache.fields import Data, Whole, checked, flag, integer, mapping, optional_text, text, texts
from offline_cache.joined_members import DROP_JOINED, joined_ids
from offline_cache.name_index import MEMBER_NAMES, PRODUCT_NAMES
from offline_cache.search_text import catalogue_code, folded
from offline_cache.tables import (
    PARAM,
    Cards,
    Members,
    ProductCodes,
    Products,
    Statement,
    columns_of,
    insert_into,
)
from offline_cache.writes import Writes
from retail.catalogue import Product

#: Rows that one transaction drops when a feed has started over: a sale's commit waits no longer than for a page.
SWEEP_ROWS = 200

_DEFAULTS = Product("", "", "", 0)


def _update_by_id(table: Any) -> Statement:
    fields = [table._meta.fields[name] for name in columns_of(table)]
    return Statement(lambda: table.update(dict.fromkeys(fields[1:], PARAM)).where(table.id == PARAM))


_NEXT_PRODUCT = Statement(lambda: Products.select(fn.MAX(Products.id)))
_PRODUCTS_OF = """SELECT sku, id, name, variant, name_en, sku, barcodes FROM products
    WHERE sku IN (SELECT value FROM json_each(?))"""
_INSERT_PRODUCT = insert_into(Products)
_UPDATE_PRODUCT = _update_by_id(Products)
_DELETE_PRODUCT = Statement(lambda: Products.delete().where(Products.id == PARAM))
_INSERT_CODE = insert_into(ProductCodes)
_DELETE_CODE = Statement(
    lambda: ProductCodes.delete().where((ProductCodes.code == PARAM) & (ProductCodes.product_id == PARAM))
)
_STALE_PRODUCTS = Statement(
    lambda: (
        Products.select(Products.id, Products.name, Products.variant, Products.name_en, Products.sku, Products.barcodes)
        .where((Products.id > PARAM) & (Products.generation < PARAM))
        .order_by(Products.id)
        .limit(PARAM)
    )
)

_NEXT_MEMBER = Statement(lambda: Members.select(fn.MAX(Members.id)))
_MEMBERS_OF = """SELECT one_id, id, name, cards FROM members WHERE one_id IN (SELECT value FROM json_each(?))"""
_INSERT_MEMBER = insert_into(Members)
_UPDATE_MEMBER = _update_by_id(Members)
_DELETE_MEMBER = Statement(lambda: Members.delete().where(Members.id == PARAM))
_INSERT_CARD = insert_into(Cards)
_DELETE_CARD = Statement(
    lambda: Cards.delete().where((Cards.number == PARAM) & (Cards.member_id == PARAM) & (Cards.brand == PARAM))
)
_STALE_MEMBERS = Statement(
    lambda: (
        Members.select(Members.id, Members.name, Members.cards)
        .where((Members.id > PARAM) & (Members.generation < PARAM))
        .order_by(Members.id)
        .limit(PARAM)
    )
)


class ProductRows:
    """The feed `products`."""

    def plan(self, database: TillDatabase, page: FeedPage, generation: int, as_of: str) -> Writes:
        writes = Writes()
        next_id = _next_id(database, _NEXT_PRODUCT)
        known = _known(database, _PRODUCTS_OF, page)
        for row in page.giving_way(database.give_way):
            writes.next_row()
            found = known.get(row.key)
            if row.is_deleted:
                if found is not None:
                    self._drop(writes, found)
                continue
            columns = _product_columns(row, generation)
            if found is not None:
                self._change(writes, found, columns)
                continue
            writes.add(_INSERT_PRODUCT, (next_id, *columns))
            PRODUCT_NAMES.add(writes, next_id, _product_text(columns))
            for code in _codes(columns[0], columns[10]):
                writes.add(_INSERT_CODE, (code, next_id))
            next_id += 1
        return writes

    def sweep(self, database: TillDatabase, generation: int) -> None:
        """Drop every product of an earlier generation, a few in each transaction."""
        for found in _stale(database, _STALE_PRODUCTS, generation):
            writes = Writes()
            for product in found:
                self._drop(writes, product)
            with database.writing():
                writes.run(database)

    def _change(self, writes: Writes, found: Row, columns: Row) -> None:
        product_id, name, variant, name_en, sku, barcodes = found
        writes.add(_UPDATE_PRODUCT, (*columns, product_id))
        if (name, variant, name_en) != (columns[1], columns[7], columns[5]):
            PRODUCT_NAMES.change(writes, product_id, _product_text(columns))
        if barcodes != columns[10]:
            before, after = _codes(sku, barcodes), _codes(sku, columns[10])
            for code in before - after:
                writes.add(_DELETE_CODE, (code, product_id))
            for code in after - before:
                writes.add(_INSERT_CODE, (code, product_id))

    def _drop(self, writes: Writes, found: Row) -> None:
        product_id, _, _, _, sku, barcodes = found
        for code in _codes(sku, barcodes):
            writes.add(_DELETE_CODE, (code, product_id))
        PRODUCT_NAMES.drop(writes, product_id)
        writes.add(_DELETE_PRODUCT, (product_id,))


class MemberRows:
    """The feed `members`."""

    def plan(self, database: TillDatabase, page: FeedPage, generation: int, as_of: str) -> Writes:
        writes = Writes()
        next_id = _next_id(database, _NEXT_MEMBER)
        known, joined = _known(database, _MEMBERS_OF, page), joined_ids(database)
        for row in page.giving_way(database.give_way):
            writes.next_row()
            found = known.get(row.key)
            if row.is_deleted:
                if found is not None:
                    self._drop(writes, found)
                continue
            columns = _member_columns(row, generation, as_of)
            if row.key in joined:
                writes.add(DROP_JOINED, (row.key,))
            if found is not None:
                self._change(writes, found, columns)
                continue
            writes.add(_INSERT_MEMBER, (next_id, *columns))
            MEMBER_NAMES.add(writes, next_id, columns[1])
            for number, brand in _cards(columns[9]):
                writes.add(_INSERT_CARD, (number, next_id, brand))
            next_id += 1
        return writes

    def sweep(self, database: TillDatabase, generation: int) -> None:
        """Drop every member of an earlier generation, a few in each transaction."""
        for found in _stale(database, _STALE_MEMBERS, generation):
            writes = Writes()
            for member in found:
                self._drop(writes, member)
            with database.writing():
                writes.run(database)

    def _change(self, writes: Writes, found: Row, columns: Row) -> None:
        member_id, name, cards = found
        writes.add(_UPDATE_MEMBER, (*columns, member_id))
        if name != columns[1]:
            MEMBER_NAMES.change(writes, member_id, columns[1])
        before, after = _cards(cards), _cards(columns[9])
        for number, brand in before - after:
            writes.add(_DELETE_CARD, (number, member_id, brand))
        for number, brand in after - before:
            writes.add(_INSERT_CARD, (number, member_id, brand))

    def _drop(self, writes: Writes, found: Row) -> None:
        member_id, _, cards = found
        for number, brand in _cards(cards):
            writes.add(_DELETE_CARD, (number, member_id, brand))
        MEMBER_NAMES.drop(writes, member_id)
        writes.add(_DELETE_MEMBER, (member_id,))


def _next_id(database: TillDatabase, sql: Statement) -> int:
    found = database.row(sql)
    return 1 + (int(found[0]) if found and found[0] else 0)


def _known(database: TillDatabase, sql: str, page: FeedPage) -> dict[str, Row]:
    """By key, what is there of a page's rows: one question for all of them."""
    keys = json.dumps(page.keys(), ensure_ascii=False)
    return {str(key): tuple(found) for key, *found in database.rows(sql, (keys,))}


def _stale(database: TillDatabase, sql: Statement, generation: int) -> Iterator[list[Row]]:
    last_id = 0
    while rows := database.rows(sql, (last_id, generation, SWEEP_ROWS)):
        last_id = rows[-1][0]
        yield rows


class _ProductData(msgspec.Struct):
    """A row of the feed `products` (docs/spec/line.md, section 4). Fields that an older ledger leaves out have the
    defaults of `Product`.
    """

    name: str
    brand: str
    unit_price_minor: Whole
    tax_bps: Whole = _DEFAULTS.tax_bps
    name_en: str = ""
    pinyin: str = ""
    variant: str = ""
    categories: list[str] = []
    tags: list[str] = []
    barcodes: list[str] = []
    weighed: bool = _DEFAULTS.weighed
    discountable: bool = _DEFAULTS.discountable
    unit: str = _DEFAULTS.unit
    own: bool = _DEFAULTS.own


def _product_columns(row: FeedRow, generation: int) -> Row:
    """The columns of Products after `id`."""
    data = checked(row.data, _ProductData)
    return (
        row.key,
        data.name,
        data.brand,
        data.unit_price_minor,
        data.tax_bps,
        data.name_en,
        folded(data.pinyin),
        data.variant,
        compact_json(data.categories),
        compact_json(data.tags),
        compact_json(data.barcodes),
        int(data.weighed),
        int(data.discountable),
        data.unit,
        int(data.own),
        row.version,
        generation,
    )


def _member_columns(row: FeedRow, generation: int, as_of: str) -> Row:
    """The columns of Members after `id`."""
    data = row.data
    phone = text(data, "phone")
    return (
        row.key,
        text(data, "name"),
        folded(text(data, "pinyin")),
        phone,
        phone[::-1],
        optional_text(data, "birthday"),
        compact_json(mapping(data, "tiers")),
        _json_texts(data, "plans"),
        compact_json(mapping(data, "points", int)),
        compact_json(mapping(data, "cards")),
        int(flag(data, "first_purchase")),
        as_of,
        row.version,
        generation,
        compact_json(_uses(data)),
        compact_json(mapping(data, "growth", int)) if "growth" in data else "{}",
        text(data, "phone_digest", ""),
        compact_json(mapping(data, "consents", bool, {})),
        compact_json(_ends(data)),
        *_keeper(data),
    )


def _keeper(data: Data) -> tuple[str, str]:
    """The store that looks after a member, and who of its staff: the guide, else the home alone."""
    guide = mapping(data, "guide", str, {})
    if guide:
        return text(guide, "store"), text(guide, "staff_id")
    return text(data, "home", ""), ""


def _uses(data: Data) -> dict[str, Any]:
    """By offer id, as docs/spec/line.md, section 7, writes it; a ledger that counts none leaves it out."""
    found = {}
    for offer_id, counts in mapping(data, "uses", dict, {}).items():
        try:
            found[offer_id] = {
                "member": integer(counts, "member"),
                "member_day": integer(counts, "member_day", 0),
                "day": text(counts, "day", ""),
            }
        except ValueError as error:
            raise ValueError("uses") from error
    return found


def _json_texts(data: Data, name: str) -> str:
    found = texts(data, name, ())
    return compact_json(found) if found else "[]"


def _product_text(columns: Row) -> str:
    """Name, variant and English name: what a product is found by."""
    return f"{columns[1]} {columns[7]} {columns[5]}"


def _codes(sku: str, barcodes: str) -> set[str]:
    return {catalogue_code(code) for code in (sku, *json.loads(barcodes))}


def _cards(document: str) -> set[tuple[str, str]]:
    """(number, brand) of each card."""
    return {(str(number), str(brand)) for brand, number in json.loads(document).items()}


def _ends(data: Data) -> dict[str, Any]:
    """When points and tiers end: `{"points": {program: [points, day]}, "later": {program: [[points, day], …]}, "tiers":
    {program: day}}`, or left out.
    """
    ends = mapping(data, "ends", dict, {})
    points = {program: _points_day(pair) for program, pair in mapping(ends, "points", list, {}).items()}
    later = {
        program: [_points_day(pair) for pair in days] for program, days in mapping(ends, "later", list, {}).items()
    }
    return {"points": points, "later": later, "tiers": dict(mapping(ends, "tiers", str, {}))}


def _points_day(pair: Any) -> list[Any]:
    if not isinstance(pair, list) or len(pair) != 2 or type(pair[0]) is not int or not isinstance(pair[1], str):
        raise ValueError("ends")
    return pair
