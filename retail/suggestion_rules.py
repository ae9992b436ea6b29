"""What the group says about suggestions: whether there are any, and what is never suggested.

Source: docs/spec/line.md, "Suggestions". The row `group` of the feed `settings` carries it under `suggestions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from retail.catalogue import Product
from retail.contract import ContractError, as_object, as_text, flag, read_list, required, texts
from retail.goods_last import NO_GOODS_DAYS, GoodsDays

#: Categories of which nothing is suggested, and from which nothing is concluded, where the group names none itself:
#: what somebody buys there is nobody's business at a counter where others look on.
PRIVATE_CATEGORIES = (
    *("maternity", "baby", "pregnancy", "fertility", "contraception"),
    *("health", "medical", "pharmacy", "supplements", "slimming", "incontinence"),
    *("intimate", "lingerie", "hygiene", "religion", "alcohol", "tobacco"),
)


@dataclass(frozen=True, slots=True)
class Never:
    """What is never suggested, and never the reason for a suggestion."""

    categories: frozenset[str] = frozenset(PRIVATE_CATEGORIES)
    brands: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    skus: frozenset[str] = frozenset()

    def covers(self, product: Product) -> bool:
        return (
            not self.categories.isdisjoint(product.categories)
            or not self.tags.isdisjoint(product.tags)
            or product.brand in self.brands
            or product.sku in self.skus
        )

    def covers_bought(self, sku: str, brand: str, categories: Iterable[str]) -> bool:
        """The same of goods that the catalogue may not have any more."""
        return sku in self.skus or brand in self.brands or not self.categories.isdisjoint(categories)


@dataclass(frozen=True, slots=True)
class SuggestionRules:
    """`lasts` is how long goods last: they are suggested again when they are used up. `names` and `names_en` are what
    people call categories.
    """

    enabled: bool = True
    never: Never = Never()
    lasts: GoodsDays = NO_GOODS_DAYS
    names: Mapping[str, str] = field(default_factory=dict)
    names_en: Mapping[str, str] = field(default_factory=dict)


DEFAULT_RULES = SuggestionRules()
_FIELDS = frozenset(("enabled", "off_in", "never", "categories"))


@dataclass(frozen=True, slots=True)
class GroupSuggestions:
    """The rules as the group publishes them; in the stores `off_in` there are no suggestions."""

    rules: SuggestionRules = DEFAULT_RULES
    off_in: tuple[str, ...] = ()


DEFAULT_SUGGESTIONS = GroupSuggestions()


def read_suggestion_rules(document: object, path: str = "$", goods_last: GoodsDays = NO_GOODS_DAYS) -> GroupSuggestions:
    """The part `suggestions` of the group's rules, and of a store's row; `goods_last` is another part. Raises
    ContractError.
    """
    row = as_object(document, path)
    for name in row.keys() - _FIELDS:
        raise ContractError(f"{path}.{name}", "no field of this name; known are " + ", ".join(sorted(_FIELDS)))
    categories = read_list(row, "categories", path, _read_category)
    rules = SuggestionRules(
        flag(row, "enabled", path, True),
        _read_never(row, path) if "never" in row else Never(),
        goods_last,
        {category: name for category, name, _ in categories},
        {category: name_en for category, _, name_en in categories},
    )
    return GroupSuggestions(rules, texts(row, "off_in", path))


def _read_never(row: dict[str, Any], path: str) -> Never:
    never, inner = as_object(row["never"], f"{path}.never"), f"{path}.never"
    categories = frozenset(texts(never, "categories", inner)) if "categories" in never else Never().categories
    return Never(categories, *(frozenset(texts(never, name, inner)) for name in ("brands", "tags", "skus")))


def _read_category(value: Any, path: str) -> tuple[str, str, str]:
    row = as_object(value, path)
    category, name = (as_text(required(row, key, path), f"{path}.{key}") for key in ("id", "name"))
    return category, name, as_text(row.get("name_en", category), f"{path}.name_en")


def suggestion_document(group: GroupSuggestions, store: str) -> dict[str, Any]:
    """What a store's tills get of it."""
    rules, never = group.rules, group.rules.never
    return {
        "enabled": rules.enabled and store not in group.off_in,
        "never": {name: sorted(getattr(never, name)) for name in ("categories", "brands", "tags", "skus")},
        "categories": [
            {"id": category, "name": name, "name_en": rules.names_en.get(category, category)}
            for category, name in rules.names.items()
        ],
    }
