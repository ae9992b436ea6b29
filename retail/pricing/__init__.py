"""The benefit engine: what a basket costs, exactly (docs/spec/benefits.md)."""

from __future__ import annotations

from collections.abc import Sequence

from retail.benefit_facts import Case
from retail.pricing.candidates import Candidate, candidates_of, conflicting
from retail.pricing.compiled_lines import CompiledLines
from retail.pricing.outcome import Run, UnlawfulChoice, carry_out, pricing_of
from retail.pricing.result import Adjustment, Applied, GivenGift, PricedLine, Pricing, Rejected
from retail.pricing.search import DEFAULT_NODE_BUDGET, Search

__all__ = [
    "DEFAULT_NODE_BUDGET",
    "Adjustment",
    "Applied",
    "GivenGift",
    "PricedLine",
    "Pricing",
    "Rejected",
    "UnlawfulChoice",
    "carry_out_recorded",
    "price",
    "replay",
]


def price(case: Case, *, node_budget: int = DEFAULT_NODE_BUDGET) -> Pricing:
    """The best price of a case and everything that section 8 tells about it.

    The choice is exact unless the search would pass `node_budget` nodes; then `exact` is False and `bound` is an
    upper bound on the saving. The same case gives the same answer on every machine.
    """
    basket = CompiledLines(case.lines)
    candidates = candidates_of(case, basket)
    found = Search(candidates, basket, case.coupon_choice is not None, node_budget).run()
    run = carry_out(case, basket, found.candidates)
    return pricing_of(run, candidates, found.bound is None, found.bound)


def replay(
    case: Case, applied: Sequence[tuple[str, str | None]], *, exact: bool = True, bound: int | None = None
) -> Pricing:
    """The price of a recorded choice of (offer id, coupon id), without searching for a better one.

    `exact` and `bound` are copied from the record: a replay cannot know them. Raises UnlawfulChoice when the choice
    names what is no candidate, is not usable, conflicts, or would not be applied when its turn comes.
    """
    run, candidates = carry_out_recorded(case, applied)
    return pricing_of(run, candidates, exact, bound)


def carry_out_recorded(case: Case, applied: Sequence[tuple[str, str | None]]) -> tuple[Run, tuple[Candidate, ...]]:
    """A recorded choice checked and carried out. Raises UnlawfulChoice as `replay` does."""
    basket = CompiledLines(case.lines)
    candidates = candidates_of(case, basket)
    by_name = {(candidate.offer.id, candidate.coupon_id): candidate for candidate in candidates}
    chosen: dict[int, Candidate] = {}
    for offer, coupon in applied:
        key = offer if coupon is None else f"{offer}#{coupon}"
        candidate = by_name.get((offer, coupon))
        if candidate is None:
            raise UnlawfulChoice(key, "not a candidate of this case")
        if candidate.position in chosen:
            raise UnlawfulChoice(key, "applied twice")
        if candidate.reason is not None:
            raise UnlawfulChoice(key, candidate.reason)
        chosen[candidate.position] = candidate
    in_order = [chosen[position] for position in sorted(chosen)]
    _refuse_conflicts(in_order)
    return carry_out(case, basket, in_order), candidates


def _refuse_conflicts(chosen: Sequence[Candidate]) -> None:
    uses: dict[str, int] = {}
    for index, candidate in enumerate(chosen):
        uses[candidate.offer.id] = uses.get(candidate.offer.id, 0) + 1
        too_many = uses[candidate.offer.id] > candidate.prepared.uses_left
        if too_many or any(conflicting(earlier.offer, candidate.offer) for earlier in chosen[:index]):
            raise UnlawfulChoice(candidate.key, "conflicts")
