"""How much the offers that are not decided yet can save at most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retail.pricing.compiled_lines import CompiledLines

if TYPE_CHECKING:
    from retail.pricing.search import Item


class Bounds:
    def __init__(self, items: Sequence[Item], basket: CompiledLines) -> None:
        self.items = items

    def saving(self, index: int, taken: int, dead: int, amounts: Sequence[int]) -> int:
        total = 0
        for item in self.items[index:]:
            if dead >> item.index & 1:
                continue
            prepared = item.prepared
            values = prepared.pick(amounts) if prepared.pick else (amounts[prepared.lines[0]],)
            scope = sum(values)
            if scope >= prepared.min_amount:
                total += prepared.mechanism.ceiling(scope) * (item.most - (taken if item.index == index else 0))
        return total
