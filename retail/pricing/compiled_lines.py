"""The lines of a case, prepared for many evaluations: amounts, units, and which lines a scope matches, as bit masks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retail.benefit_facts import CaseLine, Matching, Scope


class CompiledLines:
    """Bit i of a mask is line i. `gross` and `units` are by line; a weighed line is one unit."""

    __slots__ = ("_brands", "_categories", "_skus", "_tags", "all_mask", "discountable", "gross", "lines", "units")

    def __init__(self, lines: Sequence[CaseLine]) -> None:
        self.lines = tuple(lines)
        self.gross = [line.gross for line in lines]
        self.units = [line.units for line in lines]
        self.all_mask = (1 << len(lines)) - 1
        self.discountable = 0
        self._skus: dict[str, int] = {}
        self._brands: dict[str, int] = {}
        self._categories: dict[str, int] = {}
        self._tags: dict[str, int] = {}
        for index, line in enumerate(lines):
            bit = 1 << index
            if line.discountable:
                self.discountable |= bit
            self._skus[line.sku] = self._skus.get(line.sku, 0) | bit
            if line.brand is not None:
                self._brands[line.brand] = self._brands.get(line.brand, 0) | bit
            for category in line.categories:
                self._categories[category] = self._categories.get(category, 0) | bit
            for tag in line.tags:
                self._tags[tag] = self._tags.get(tag, 0) | bit

    def matching(self, scope: Scope) -> int:
        """The lines that match every list of the scope and none of its `exclude`, discountable or not."""
        mask = self.all_mask
        for table, names in self._named(scope):
            mask &= _any_of(table, names)
        for table, names in self._named(scope.exclude):
            mask &= ~_any_of(table, names)
        return mask

    def of_skus(self, skus: Iterable[str]) -> int:
        return _any_of(self._skus, skus)

    def by_sku(self, indexes: Iterable[int]) -> list[list[int]]:
        """The given lines in groups of one sku each, in the order in which the skus first stand."""
        groups: dict[str, list[int]] = {}
        for index in indexes:
            groups.setdefault(self.lines[index].sku, []).append(index)
        return list(groups.values())

    def _named(self, matching: Matching) -> list[tuple[dict[str, int], tuple[str, ...]]]:
        named = []
        if matching.skus:
            named.append((self._skus, matching.skus))
        if matching.brands:
            named.append((self._brands, matching.brands))
        if matching.categories:
            named.append((self._categories, matching.categories))
        if matching.tags:
            named.append((self._tags, matching.tags))
        return named


def _any_of(table: dict[str, int], names: Iterable[str]) -> int:
    mask = 0
    for name in names:
        mask |= table.get(name, 0)
    return mask


def indexes_of(mask: int) -> tuple[int, ...]:
    """The line indexes of a mask, ascending."""
    indexes = []
    while mask:
        low = mask & -mask
        indexes.append(low.bit_length() - 1)
        mask ^= low
    return tuple(indexes)
