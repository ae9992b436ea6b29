"""How long goods last that are used up: the group's one word, for suggestions and for whom guides remind.

Source: docs/spec/line.md, section 17, `goods_last`. Goods are told by SKU, else by the narrowest of their
categories that is named: categories stand from the widest to the narrowest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retail.contract import Document, as_integer, only, sub_object

DAYS_MAX = 1000
#: Who buys more of a thing at once does not use it all alone.
PIECES_MOST = 6


@dataclass(frozen=True, slots=True)
class GoodsDays:
    """Days by SKU and by category. Nothing named: none of the goods have any."""

    by_sku: Mapping[str, int] = field(default_factory=dict)
    by_category: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.by_sku or self.by_category)

    @property
    def least(self) -> int:
        return min((*self.by_sku.values(), *self.by_category.values()), default=0)

    @property
    def most(self) -> int:
        return max((*self.by_sku.values(), *self.by_category.values()), default=0)

    def of(self, sku: str, categories: Sequence[str]) -> int | None:
        """The days of one piece; None: nobody named these goods."""
        days = self.by_sku.get(sku)
        if days is None:
            for category in reversed(categories):
                days = self.by_category.get(category)
                if days is not None:
                    break
        return days

    def used_up_after(self, sku: str, categories: Sequence[str], quantity: str) -> int | None:
        """After how many days so much of them (contract form) is used up; None: they are not used up."""
        days = self.of(sku, categories)
        return None if days is None else days * pieces_to_use(quantity)


NO_GOODS_DAYS = GoodsDays()


def pieces_to_use(quantity: str) -> int:
    """Whole pieces, as many as one uses oneself; weighed goods are one."""
    return min(PIECES_MOST, max(1, int(quantity))) if quantity.isdecimal() else 1


def read_goods_days(goods: Document, path: str) -> GoodsDays:
    """`{"skus": {sku: days}, "categories": {category: days}}`, each of which may be left out. Raises ContractError."""
    only(goods, path, frozenset(("skus", "categories", "note")))
    return GoodsDays(_read_days(goods, "skus", path), _read_days(goods, "categories", path))


def _read_days(goods: Document, name: str, path: str) -> dict[str, int]:
    rows = sub_object(goods, name, path)
    return {key: as_integer(days, f"{path}.{name}.{key}", 1, DAYS_MAX) for key, days in rows.items()}


def goods_days_document(goods: GoodsDays) -> dict[str, dict[str, int]]:
    """The same again, as it is published."""
    return {"skus": dict(goods.by_sku), "categories": dict(goods.by_category)}
