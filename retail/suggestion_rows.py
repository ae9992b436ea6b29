"""What the ledger learned from purchases, as it stands in the feed `suggestions`, and who reads it at a till.

Source: docs/suggestions.md; the fields: docs/spec/line.md, "Suggestions". Scores are thousandths, 1 to 1000.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from retail.contract import ContractError, as_integer, as_list, as_object, as_text, required

#: The keys of rows that say what sells best in a category; the empty name stands for all goods.
CATEGORY_KEY = "category:"
#: At most so many neighbours of each kind, SKUs of a style, and styles of a category.
ALSO_MAX, TOGETHER_MAX, SKUS_MAX, BEST_MAX = 12, 6, 40, 10
SCORE_MAX = 1000

#: A style, and how near it is.
Near = tuple[str, int]


@dataclass(frozen=True, slots=True)
class StyleRow:
    """A style with its SKUs (and the size of each), and its neighbours, the nearest first: `also` was bought by the
    same members, `together` in the same sale. `is_own`: goods of one store alone.
    """

    style: str
    skus: Mapping[str, str]
    also: tuple[Near, ...] = ()
    together: tuple[Near, ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """What most members bought lately in a category (empty: in all)."""

    category: str
    best: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class OwnPurchase:
    """Goods that a member bought at this till (`back`: that came back here), which the ledger's facts may not show yet.

    `occurred_at` has an offset.
    """

    sku: str
    name: str
    brand: str
    occurred_at: str
    back: bool = False


class LearnedStyles(Protocol):
    """The feed as this till has it."""

    def styles(self, keys: Iterable[str]) -> Mapping[str, StyleRow]:
        """Those of these styles that have a row."""

    def own_styles(self) -> Sequence[StyleRow]:
        """The store's own goods."""

    def best(self, categories: Iterable[str]) -> Mapping[str, CategoryRow]: ...

    def is_empty(self) -> bool:
        """Whether nothing was learned, or nothing has come here."""


class OwnPurchases(Protocol):
    def of_member(self, one_id: str, limit: int) -> Sequence[OwnPurchase]:
        """The newest first."""


def style_document(row: StyleRow) -> dict[str, Any]:
    """The data of a row; what is empty is left out."""
    document: dict[str, Any] = {"style": row.style, "skus": dict(row.skus)}
    if row.also:
        document["also"] = [list(near) for near in row.also]
    if row.together:
        document["together"] = [list(near) for near in row.together]
    return document | ({"own": True} if row.is_own else {})


def category_document(row: CategoryRow) -> dict[str, Any]:
    return {"category": row.category, "best": [list(near) for near in row.best]}


def read_row(data: object) -> StyleRow | CategoryRow:
    """A row of the feed. Raises ContractError."""
    row = as_object(data, "$")
    if "category" in row:
        category = row["category"]
        if type(category) is not str:
            raise ContractError("$.category", "a text")
        return CategoryRow(category, _near(row, "best", BEST_MAX))
    skus = as_object(required(row, "skus", "$"), "$.skus")
    if any(type(size) is not str for size in skus.values()) or len(skus) > SKUS_MAX:
        raise ContractError("$.skus", f"at most {SKUS_MAX} SKUs with their sizes")
    return StyleRow(
        as_text(required(row, "style", "$"), "$.style"),
        skus,
        _near(row, "also", ALSO_MAX),
        _near(row, "together", TOGETHER_MAX),
        row.get("own") is True,
    )


def stored_row(row: Mapping[str, Any]) -> StyleRow:
    """A style's row that `read_row` took before: nothing is checked again."""
    also = tuple([(style, score) for style, score in row.get("also", ())])
    together = tuple([(style, score) for style, score in row.get("together", ())])
    return StyleRow(row["style"], row["skus"], also, together, "own" in row)


def stored_category(row: Mapping[str, Any]) -> CategoryRow:
    return CategoryRow(row["category"], tuple([(style, score) for style, score in row["best"]]))


def _near(row: Mapping[str, Any], name: str, most: int) -> tuple[Near, ...]:
    found = []
    for index, pair in enumerate(as_list(row.get(name, []), f"$.{name}")):
        path = f"$.{name}[{index}]"
        items = as_list(pair, path)
        if len(items) != 2:
            raise ContractError(path, "a style and its score")
        found.append((as_text(items[0], path), as_integer(items[1], path, 1, SCORE_MAX)))
    if len(found) > most:
        raise ContractError(f"$.{name}", f"at most {most} styles")
    return tuple(found)
