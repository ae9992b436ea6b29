"""What goes with what, as the ledger learned it; and what a member bought at this till, beside the ledger's facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from offline_cache.compact_json import compact_json, read_json
from offline_cache.database import TillDatabase
from offline_cache.suggestion_tables import Suggestions
from offline_cache.tables import PARAM, Statement
from retail.messages import decode_body
from retail.suggestion_rows import (
    CATEGORY_KEY,
    CategoryRow,
    OwnPurchase,
    StyleRow,
    stored_category,
    stored_row,
)

#: One question for all of them.
_NAMED = "SELECT name, document FROM suggestions WHERE name IN (SELECT value FROM json_each(?))"
_OWN = "SELECT document FROM suggestions WHERE is_own > 0 ORDER BY name"
_FIRST = Statement(lambda: Suggestions.select(Suggestions.name).limit(PARAM))
_BOUGHT = """SELECT s.occurred_at, l.sku, l.name, l.brand FROM sales AS s JOIN sale_lines AS l
    ON l.position = s.position WHERE s.one_id = ? ORDER BY s.position DESC, l.line_number LIMIT ?"""
_BACK = """SELECT j.occurred_at, j.body FROM sales AS s JOIN journal AS e ON e.position = s.position
    JOIN goods_returns AS r ON r.store = e.store AND r.sale_id = s.sale_id
    JOIN journal AS j ON j.position = r.position WHERE s.one_id = ? ORDER BY j.position DESC LIMIT ?"""


class SqliteSuggestions:
    """`retail.suggestion_rows.LearnedStyles`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def styles(self, keys: Iterable[str]) -> Mapping[str, StyleRow]:
        return {name: stored_row(read_json(document)) for name, document in self._named(keys)}

    def own_styles(self) -> Sequence[StyleRow]:
        return [stored_row(read_json(document)) for (document,) in self._database.rows(_OWN)]

    def best(self, categories: Iterable[str]) -> Mapping[str, CategoryRow]:
        found = self._named([CATEGORY_KEY + category for category in categories])
        return {name.removeprefix(CATEGORY_KEY): stored_category(read_json(document)) for name, document in found}

    def is_empty(self) -> bool:
        return self._database.row(_FIRST, (1,)) is None

    def _named(self, names: Iterable[str]) -> list[tuple[str, str]]:
        wanted = list(names)
        rows = self._database.rows(_NAMED, (compact_json(wanted),)) if wanted else []
        return [(str(name), str(document)) for name, document in rows]


class SqliteOwnPurchases:
    """`retail.suggestion_rows.OwnPurchases`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of_member(self, one_id: str, limit: int) -> Sequence[OwnPurchase]:
        bought = [
            OwnPurchase(sku, name, brand, occurred_at)
            for occurred_at, sku, name, brand in self._database.rows(_BOUGHT, (one_id, limit))
        ]
        back = [
            OwnPurchase(line["sku"], line["name"], line["brand"], occurred_at, back=True)
            for occurred_at, body in self._database.rows(_BACK, (one_id, limit))
            for line in decode_body(body)["lines"]
        ]
        return sorted([*bought, *back], key=lambda one: one.occurred_at, reverse=True)
