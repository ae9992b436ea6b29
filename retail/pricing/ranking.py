"""Which choice is better (section 6, rules 0 to 7), and whether a partly made one may still be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from retail.pricing.bounds import Bounds
from retail.pricing.candidates import Candidate
from retail.pricing.search_nodes import Item, Node

# Smaller is better: coupons of the shopper's list, saving, gifts' worth, gifts, multipliers' product (these five
# negative), coupons, the sum of their expiry, and the sorted keys.
Rank = tuple[int, int, int, int, Fraction, int, int, list[str]]


class Ranking:
    """The rules for one search. `most_coupons` puts rule 0 before the others: the shopper named the coupons."""

    def __init__(self, items: Sequence[Item], bounds: Bounds, most_coupons: bool) -> None:
        self.items = items
        self.bounds = bounds
        self.most_coupons = most_coupons

    def candidates(self, chosen: Sequence[int]) -> list[Candidate]:
        """The candidates of a choice in order of application: of each item the first so many."""
        counts: dict[int, int] = {}
        for index in chosen:
            counts[index] = counts.get(index, 0) + 1
        picked = [candidate for index, count in counts.items() for candidate in self.items[index].candidates[:count]]
        picked.sort(key=lambda candidate: candidate.position)
        return picked

    def rank(self, node: Node) -> Rank:
        """The rank of a choice that is made."""
        chosen = self.candidates(node.chosen)
        expires = sum(candidate.expires for candidate in chosen)
        keys = sorted(candidate.key for candidate in chosen)
        named = -node.coupons if self.most_coupons else 0
        return (named, -node.saved, -node.worth, -node.gifts, -node.product, node.coupons, expires, keys)

    def may_be_better(self, node: Node, best: Rank) -> bool:
        """False only when nothing that goes on from the node ranks before `best`.

        Each rule is given its own most favourable end, one after the other as the rules compare.
        """
        if self.most_coupons:
            most = node.coupons + self._coupons_left(node)
            if most != -best[0]:
                return most > -best[0]
        if node.bound != -best[1]:
            return node.bound > -best[1]
        open_items = [
            (item, item.most - (node.taken if item.index == node.index else 0))
            for item in self.items[node.index :]
            if node.view.totals[item.index] and not node.dead >> item.index & 1
        ]
        gifts = self._gifts_end(node, open_items)
        if gifts != best[2:5]:
            return gifts < best[2:5]
        return self._coupons_end(node, open_items, best)

    def _coupons_left(self, node: Node) -> int:
        """No less than how many more coupons can be applied."""
        uses = {
            item.index: float(item.most - (node.taken if item.index == node.index else 0))
            for item in self.items[node.index :]
            if item.is_coupon and node.view.totals[item.index] and not node.dead >> item.index & 1
        }
        return int(self.bounds.cover(uses))

    def _gifts_end(self, node: Node, open_items: Sequence[tuple[Item, int]]) -> tuple[int, int, Fraction]:
        """Rules 2 to 4 as if every gift and multiplier could still be applied."""
        worth, gifts, product = node.worth, node.gifts, node.product
        for item, uses in open_items:
            if item.worth:
                worth += item.worth * uses
                gifts += uses
            elif item.times is not None:
                product *= item.times**uses
        return -worth, -gifts, -product

    def _coupons_end(self, node: Node, open_items: Sequence[tuple[Item, int]], best: Rank) -> bool:
        """Rules 5 to 7, for a node that can only match the best saving."""
        more = self._coupons_needed(node, open_items, -best[1] - node.saved)
        if more is None:
            return False
        if self.most_coupons:
            more = max(more, -best[0] - node.coupons)
        if node.coupons + more != best[5]:
            return node.coupons + more < best[5]
        chosen = self.candidates(node.chosen)
        open_candidates = [
            candidate for item, uses in open_items for candidate in item.candidates[item.most - uses : item.most]
        ]
        earliest = sorted(candidate.expires for candidate in open_candidates if candidate.coupon is not None)[:more]
        expires = sum(candidate.expires for candidate in chosen) + sum(earliest)
        if expires != best[6]:
            return expires < best[6]
        return _first_keys(chosen, open_candidates, more) < best[7]

    @staticmethod
    def _coupons_needed(node: Node, open_items: Sequence[tuple[Item, int]], missing: int) -> int | None:
        """No more than how many further coupons it takes to save so much; None when all of them do not."""
        ceilings = node.view.ceilings
        by_coupon: list[int] = []
        for item, uses in open_items:
            if item.is_coupon:
                by_coupon.extend([ceilings[item.index]] * uses)
            else:
                missing -= ceilings[item.index] * uses
        by_coupon.sort(reverse=True)
        needed = 0
        while missing > 0:
            if needed == len(by_coupon):
                return None
            missing -= by_coupon[needed]
            needed += 1
        return needed


def _first_keys(chosen: Sequence[Candidate], open_candidates: Sequence[Candidate], more: int) -> list[str]:
    """The smallest sorted list of keys that holds the chosen ones and at least `more` others.

    Whatever such a list holds, its n-th key is not smaller than the n-th of all keys together; the shortest beginning
    of those with the chosen ones and enough others is therefore not larger than any.
    """
    merged = sorted(
        [(candidate.key, 0) for candidate in chosen] + [(candidate.key, 1) for candidate in open_candidates]
    )
    missing = len(chosen)
    keys: list[str] = []
    for key, is_open in merged:
        if missing == 0 and more <= 0:
            break
        keys.append(key)
        if is_open:
            more -= 1
        else:
            missing -= 1
    return keys
