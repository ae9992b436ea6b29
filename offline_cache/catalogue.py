"""The products that this store sells: found by code at the counter, by name while someone types."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import JOIN, SQL, fn

from offline_cache.compact_json import compact_json, read_json
from offline_cache.database import Row, TillDatabase
from offline_cache.name_index import PRODUCT_NAMES
from offline_cache.search_text import AFTER_ALL, catalogue_code, folded
from offline_cache.tables import PARAM, Overlay, ProductCodes, Products, Statement
from retail.catalogue import Product, StoreOverlay, overlaid

#: A product and what this store has of its own about it: `product_as_sent` reads them.
COLUMNS = (
    Products.sku,
    Products.name,
    Products.brand,
    Products.unit_price_minor,
    Products.tax_bps,
    Products.name_en,
    Products.pinyin,
    Products.variant,
    Products.categories,
    Products.tags,
    Products.barcodes,
    Products.weighed,
    Products.discountable,
    Products.unit,
    Products.own,
    Overlay.unit_price_minor,
    Overlay.listed,
)
_PRODUCTS = Products.select(*COLUMNS).join(Overlay, JOIN.LEFT_OUTER, on=(Overlay.sku == Products.sku))
_IS_LISTED = Overlay.listed.is_null() | (Overlay.listed == SQL("1"))

BY_CODE = Statement(
    lambda: (
        ProductCodes.select(*COLUMNS)
        .join(Products, on=(Products.id == ProductCodes.product_id))
        .join(Overlay, JOIN.LEFT_OUTER, on=(Overlay.sku == Products.sku))
        .where(ProductCodes.code == PARAM)
        .order_by(ProductCodes.product_id)
    )
)
_BY_SKU_BEGINNING = Statement(
    lambda: (
        _PRODUCTS.where((Products.sku >= PARAM) & (Products.sku < PARAM) & _IS_LISTED)
        .order_by(Products.sku)
        .limit(PARAM)
    )
)
_BY_PINYIN_BEGINNING = Statement(
    lambda: (
        _PRODUCTS.where((Products.pinyin >= PARAM) & (Products.pinyin < PARAM) & _IS_LISTED)
        .order_by(Products.pinyin)
        .limit(PARAM)
    )
)
_BY_IDS = Statement(
    lambda: (
        Products.select(*COLUMNS, Products.id)
        .join(Overlay, JOIN.LEFT_OUTER, on=(Overlay.sku == Products.sku))
        .where(Products.id.in_(SQL("(SELECT value FROM json_each(?))")))
    )
)
_COUNT = Statement(lambda: Products.select(fn.COUNT(Products.id)))


#: How many products of a name are looked at, at most, for those that the store sells.
FARTHEST_REACH = 500


class SqliteCatalogue:
    """`retail.ports.Catalogue`: prices are the store's own where its overlay says so; what it does not sell is not
    there.
    """

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def by_code(self, codes: Sequence[str]) -> Sequence[Product]:
        """The products of this store that carry one of these barcodes or SKUs, the first code's first."""
        found: dict[str, Product] = {}
        for code in codes:
            for row in self._database.rows(BY_CODE, (catalogue_code(code),)):
                product = _product(row)
                if product is not None:
                    found.setdefault(product.sku, product)
        return list(found.values())

    def search(self, text: str, limit: int = 20) -> Sequence[Product]:
        """Products by the beginning of a SKU or of the pinyin initials, or by any part of the name.

        In a name, a Chinese text is found anywhere, other words by their beginning.
        """
        typed = text.strip()
        if not typed or limit < 1:
            return []
        found: dict[str, Product] = {}
        if typed.isascii():
            for sku in dict.fromkeys((typed, typed.upper(), typed.lower())):
                self._add(found, self._database.rows(_BY_SKU_BEGINNING, (sku, sku + AFTER_ALL, limit)), limit)
            pinyin = folded(typed)
            self._add(found, self._database.rows(_BY_PINYIN_BEGINNING, (pinyin, pinyin + AFTER_ALL, limit)), limit)
        # Some that are found are in the list already, or not sold here: the few that are might come last.
        for reach in (2 * limit, FARTHEST_REACH):
            if len(found) < limit:
                product_ids = PRODUCT_NAMES.find(self._database, typed, reach)
                by_id = {row[-1]: row for row in self._database.rows(_BY_IDS, (compact_json(product_ids),))}
                self._add(found, [by_id[product_id] for product_id in product_ids if product_id in by_id], limit)
                if len(product_ids) < reach:
                    break
        return list(found.values())

    def count(self) -> int:
        counted = self._database.row(_COUNT)
        return int(counted[0]) if counted else 0

    def _add(self, found: dict[str, Product], rows: Sequence[Row], limit: int) -> None:
        for row in rows:
            if len(found) >= limit:
                return
            product = _product(row)
            if product is not None:
                found.setdefault(product.sku, product)


def product_as_sent(row: Row) -> Product:
    """A row that begins with the columns of a product, before the store's overlay."""
    return Product(
        row[0],
        row[1],
        row[2],
        row[3],
        row[4],
        row[5],
        row[6],
        row[7],
        _texts(row[8]),
        _texts(row[9]),
        _texts(row[10]),
        bool(row[11]),
        bool(row[12]),
        row[13],
        bool(row[14]),
    )


def _product(row: Row) -> Product | None:
    """A row of _COLUMNS as this store sells it, or None when it does not."""
    product = product_as_sent(row)
    return product if row[16] is None else overlaid(product, StoreOverlay(product.sku, row[15], bool(row[16])))


def _texts(document: str) -> tuple[str, ...]:
    return () if document == "[]" else tuple(read_json(document))
