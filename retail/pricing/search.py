"""The search for the best choice: branch and bound in the order of application (section 6).

One step decides one offer: apply one more of its candidates, or no more. Candidates of one offer differ in nothing
but their coupon, so that only their number is searched; which coupons those are follows from rules 6 and 7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from retail.benefit_facts import PointsMultiplier
from retail.pricing.bounds import Bounds
from retail.pricing.candidates import Candidate, PreparedOffer, conflicting, gift_worth
from retail.pricing.compiled_lines import CompiledLines

DEFAULT_NODE_BUDGET = 250_000

Rank = tuple[int, int, int, int, Fraction, int, int, list[str]]


class Item:
    """One offer in the search, with its usable candidates in the order in which the tie rules take them."""

    __slots__ = ("candidates", "conflicts", "index", "is_coupon", "most", "prepared", "times", "worth")

    def __init__(self, index: int, candidates: Sequence[Candidate]) -> None:
        self.index = index
        self.prepared: PreparedOffer = candidates[0].prepared
        offer = self.prepared.offer
        self.candidates = sorted(candidates, key=lambda candidate: (candidate.expires, candidate.coupon_id or ""))
        self.most = 1 if conflicting(offer, offer) else min(len(candidates), self.prepared.uses_left)
        self.is_coupon = offer.source == "coupon"
        self.worth = gift_worth(offer)
        self.times = Fraction(offer.effect.times) if isinstance(offer.effect, PointsMultiplier) else None
        self.conflicts = 0


class Node:
    """A partly made choice: items before `index` are decided, of item `index` itself `taken` are applied."""

    __slots__ = (
        "amounts",
        "bound",
        "chosen",
        "coupons",
        "dead",
        "gifts",
        "index",
        "product",
        "saved",
        "taken",
        "used",
        "worth",
    )

    def __init__(self, amounts: list[int], used: tuple[int, ...]) -> None:
        self.index = 0
        self.taken = 0
        self.dead = 0
        self.amounts = amounts
        self.used = used
        self.chosen: tuple[int, ...] = ()
        self.saved = 0
        self.bound = 0
        self.worth = 0
        self.gifts = 0
        self.coupons = 0
        self.product = Fraction(1)


@dataclass(frozen=True, slots=True)
class Found:
    """The best choice, in order of application. `bound` is only there when the search met its budget."""

    candidates: tuple[Candidate, ...]
    bound: int | None
    nodes: int


def items_of(candidates: Sequence[Candidate]) -> list[Item]:
    by_offer: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.reason is None:
            by_offer.setdefault(candidate.offer.id, []).append(candidate)
    items = [Item(index, own) for index, own in enumerate(by_offer.values())]
    for item in items:
        for other in items[item.index + 1 :]:
            if conflicting(item.prepared.offer, other.prepared.offer):
                item.conflicts |= 1 << other.index
                other.conflicts |= 1 << item.index
    return items


class Search:
    """One search over one basket. `most_coupons` puts rule 0 before the others: the shopper named the coupons."""

    def __init__(
        self, candidates: Sequence[Candidate], basket: CompiledLines, most_coupons: bool, node_budget: int
    ) -> None:
        self.items = items_of(candidates)
        self.basket = basket
        self.most_coupons = most_coupons
        self.node_budget = node_budget
        self.bounds = Bounds(self.items, basket)
        self.nodes = 0
        self.best: Rank | None = None
        self.best_saving = -1
        self.best_chosen: tuple[int, ...] = ()

    def run(self) -> Found:
        groups = 1 + max((item.prepared.group for item in self.items), default=-1)
        root = Node(self.basket.gross, (0,) * groups)
        root.bound = self.bounds.saving(0, 0, 0, root.amounts)
        stack = [root]
        bound = None
        while stack:
            node = stack.pop()
            if not self._may_be_better(node):
                continue
            if self.nodes >= self.node_budget:
                stack.append(node)
                bound = max(self.best_saving, *(open_node.bound for open_node in stack))
                break
            self.nodes += 1
            if node.index == len(self.items):
                self._keep(node)
            else:
                self._branch(node, stack)
        return Found(self._candidates(self.best_chosen), bound, self.nodes)

    def _branch(self, node: Node, stack: list[Node]) -> None:
        """Put the children on the stack; the more promising one comes off first."""
        item = self.items[node.index]
        without = self._without(node)
        applied = None
        if not node.dead >> item.index & 1 and node.taken < item.most:
            applied = self._applied(node, item)
        if applied is None:
            without.bound = node.bound
            stack.append(without)
            return
        without.bound = min(
            node.bound, without.saved + self.bounds.saving(without.index, 0, without.dead, without.amounts)
        )
        if without.bound > applied.bound:
            stack.append(applied)
            stack.append(without)
        else:
            stack.append(without)
            stack.append(applied)

    def _without(self, node: Node) -> Node:
        child = self._copy(node)
        child.index += 1
        child.taken = 0
        return child

    def _applied(self, node: Node, item: Item) -> Node | None:
        prepared = item.prepared
        group = prepared.group
        turn = prepared.turn(node.amounts, node.used[group] if group >= 0 else 0)
        if turn is None:
            return None
        child = self._copy(node)
        child.taken += 1
        child.dead |= item.conflicts
        child.chosen = (*node.chosen, item.index)
        if turn.saving:
            child.amounts = turn.amounts_after(node.amounts)
            child.saved += turn.saving
        if group >= 0:
            used = list(node.used)
            used[group] |= turn.used_mask()
            child.used = tuple(used)
        child.coupons += item.is_coupon
        if item.worth:
            child.worth += item.worth
            child.gifts += 1
        if item.times is not None:
            child.product *= item.times
        remaining = self.bounds.saving(child.index, child.taken, child.dead, child.amounts)
        child.bound = min(node.bound, child.saved + remaining)
        return child

    def _copy(self, node: Node) -> Node:
        child = Node(node.amounts, node.used)
        child.index = node.index
        child.taken = node.taken
        child.dead = node.dead
        child.chosen = node.chosen
        child.saved = node.saved
        child.worth = node.worth
        child.gifts = node.gifts
        child.coupons = node.coupons
        child.product = node.product
        return child

    def _may_be_better(self, node: Node) -> bool:
        if self.best is None or self.most_coupons:
            return True
        return node.bound >= self.best_saving

    def _keep(self, node: Node) -> None:
        rank = self._rank(node)
        if self.best is None or rank < self.best:
            self.best = rank
            self.best_saving = node.saved
            self.best_chosen = node.chosen

    def _rank(self, node: Node) -> Rank:
        """What the rules of section 6 compare, each so that smaller is better."""
        chosen = self._candidates(node.chosen)
        expires = sum(candidate.expires for candidate in chosen)
        keys = sorted(candidate.key for candidate in chosen)
        named = -node.coupons if self.most_coupons else 0
        return (named, -node.saved, -node.worth, -node.gifts, -node.product, node.coupons, expires, keys)

    def _candidates(self, chosen: Sequence[int]) -> tuple[Candidate, ...]:
        """The candidates of a choice in order of application: of each offer the first so many of its item."""
        counts: dict[int, int] = {}
        for index in chosen:
            counts[index] = counts.get(index, 0) + 1
        picked = [candidate for index, count in counts.items() for candidate in self.items[index].candidates[:count]]
        picked.sort(key=lambda candidate: candidate.position)
        return tuple(picked)
