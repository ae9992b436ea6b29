"""The search for the best choice: branch and bound in the order of application (section 6).

One step decides one offer: apply one more of its candidates, or no more. The budget counts the nodes that are opened,
so that every machine gives the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retail.pricing.bounds import Bounds
from retail.pricing.candidates import Candidate
from retail.pricing.compiled_lines import CompiledLines
from retail.pricing.ranking import Rank, Ranking
from retail.pricing.search_nodes import Item, Node, items_of

# A whole tree over 16 candidates has 131,071 nodes.
DEFAULT_NODE_BUDGET = 250_000


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice, in order of application. `bound` is only there when the search met its budget."""

    candidates: tuple[Candidate, ...]
    bound: int | None
    nodes: int


class Search:
    """One search over one basket. `most_coupons` says that the shopper named the coupons (rule 0)."""

    def __init__(
        self, candidates: Sequence[Candidate], basket: CompiledLines, most_coupons: bool, node_budget: int
    ) -> None:
        self.items = items_of(candidates)
        self.basket = basket
        self.node_budget = node_budget
        self.bounds = Bounds(self.items, basket)
        self.ranking = Ranking(self.items, self.bounds, most_coupons)
        self.nodes = 0
        self.best: Rank | None = None
        self.best_saving = -1
        self.best_chosen: tuple[int, ...] = ()

    def run(self) -> Found:
        """The best choice; the best found, with a bound on the saving, when the budget does not suffice."""
        groups = 1 + max((item.prepared.group for item in self.items), default=-1)
        root = Node(self.basket.gross, (0,) * groups, self.bounds.view(self.basket.gross))
        root.bound = self.bounds.saving(root.view, 0, 0, 0, 0)
        stack = [root]
        bound = None
        while stack:
            node = stack.pop()
            if self.best is not None and not self.ranking.may_be_better(node, self.best):
                continue
            if self.nodes >= self.node_budget:
                bound = max(self.best_saving, node.bound, *(open_node.bound for open_node in stack))
                break
            self.nodes += 1
            self._open(node, stack)
        return Found(tuple(self.ranking.candidates(self.best_chosen)), bound, self.nodes)

    def _open(self, node: Node, stack: list[Node]) -> None:
        """Decide the next item that can be applied; where there is none, the choice is made."""
        while node.index < len(self.items):
            item = self.items[node.index]
            applied = self._applied(node, item)
            if applied is not None:
                self._branch(node, item, applied, stack)
                return
            node.index += 1
            node.taken = 0
        rank = self.ranking.rank(node)
        if self.best is None or rank < self.best:
            self.best = rank
            self.best_saving = node.saved
            self.best_chosen = node.chosen

    def _branch(self, node: Node, item: Item, applied: Node, stack: list[Node]) -> None:
        """Put the children on the stack; the more promising one comes off first."""
        if item.worth_having and self._disturbs_nobody(node, item):
            stack.append(applied)
            return
        without = node.copy()
        without.index += 1
        without.taken = 0
        self._bound(without)
        if without.bound > applied.bound:
            stack += (applied, without)
        else:
            stack += (without, applied)

    @staticmethod
    def _disturbs_nobody(node: Node, item: Item) -> bool:
        """Whether applying a gift or multiplier leaves every later turn as it is: then leaving it out is never best.

        Whatever choice leaves it out becomes better by rule 0, 2 or 4 with it, and stays lawful.
        """
        return not ((item.conflicts | item.sharing) & ~node.dead) >> item.index

    def _bound(self, child: Node) -> None:
        # Where the shopper's coupons come first, a lower saving may still win: then no bound may be cut short.
        needed = 0 if self.ranking.most_coupons else self.best_saving - child.saved
        more = self.bounds.saving(child.view, child.index, child.taken, child.dead, needed)
        child.bound = min(child.bound, child.saved + more)

    def _applied(self, node: Node, item: Item) -> Node | None:
        """The node after one more candidate of the item, or None when that is excluded or would not be applied."""
        if node.dead >> item.index & 1 or node.taken >= item.most or not node.view.totals[item.index]:
            return None
        group = item.prepared.group
        turn = item.prepared.turn(node.amounts, node.used[group] if group >= 0 else 0)
        if turn is None:
            return None
        child = node.copy()
        child.add(item)
        if turn.saving:
            child.amounts = turn.amounts_after(node.amounts)
            child.view = self.bounds.view_after(node.view, child.amounts, item.index, child.dead)
            child.saved += turn.saving
        if group >= 0:
            used = list(node.used)
            used[group] |= turn.used_mask()
            child.used = tuple(used)
        self._bound(child)
        return child
