"""What was learned, and what was bought here, over rows that a test gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from retail.styles import style_of
from retail.suggestion_rows import CategoryRow, OwnPurchase, StyleRow


@dataclass
class FakeLearned:
    """The port LearnedStyles."""

    rows: dict[str, StyleRow] = field(default_factory=dict)
    categories: dict[str, CategoryRow] = field(default_factory=dict)

    def add(self, brand: str, name: str, skus: Mapping[str, str], **near: Mapping[tuple[str, str], int]) -> None:
        """A style by brand and name; `also` and `together` by those of others, with their scores."""
        lists = {kind: tuple((style_of(*other), score) for other, score in of.items()) for kind, of in near.items()}
        self.rows[style_of(brand, name)] = StyleRow(style_of(brand, name), dict(skus), **lists, is_own=not brand)

    def sells_best(self, category: str, *styles: tuple[str, str]) -> None:
        best = tuple((style_of(*style), 1000 - 100 * place) for place, style in enumerate(styles))
        self.categories[category] = CategoryRow(category, best)

    def styles(self, keys: Iterable[str]) -> Mapping[str, StyleRow]:
        return {key: self.rows[key] for key in keys if key in self.rows}

    def own_styles(self) -> Sequence[StyleRow]:
        return [row for row in self.rows.values() if row.is_own]

    def best(self, categories: Iterable[str]) -> Mapping[str, CategoryRow]:
        return {category: self.categories[category] for category in categories if category in self.categories}

    def is_empty(self) -> bool:
        return not (self.rows or self.categories)


@dataclass
class FakeOwnPurchases:
    """The port OwnPurchases: whoever asks."""

    bought: list[OwnPurchase] = field(default_factory=list)

    def of_member(self, one_id: str, limit: int) -> Sequence[OwnPurchase]:
        return self.bought[:limit]
