"""`every_n` in its two forms, against the units laid out one by one as docs/spec/benefits.md, section 5, says it."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from hypothesis import example, given
from hypothesis import strategies as st

from retail.benefit_facts import EveryN
from retail.offers import read_case
from retail.pricing.compiled_lines import CompiledLines
from retail.pricing.unit_effects import EveryNSaving, every_n_part

# Amounts of a unit up to which machine integers are used, and what lies about the edge.
EDGE = 2**40
PRICES = st.one_of(
    st.integers(0, 40), st.integers(0, 90_000), st.integers(EDGE - 2, EDGE + 2), st.integers(2**48, 2**52)
)
QUANTITIES = st.one_of(st.integers(1, 5), st.just("0.735"))
EFFECTS = st.builds(
    lambda n, discounted, bps, per, most: EveryN(n, min(n, discounted), bps, per, most),
    st.integers(1, 5),
    st.integers(1, 5),
    st.one_of(st.sampled_from([1, 3333, 5000, 10_000]), st.integers(1, 10_000)),
    st.sampled_from(["scope", "sku"]),
    st.one_of(st.none(), st.integers(1, 3)),
)
# What earlier offers left of each line, in thousandths, so that the dearest by price need not be the dearest now.
LINES = st.lists(
    st.tuples(st.sampled_from("ABC"), PRICES, QUANTITIES, st.one_of(st.just(1000), st.integers(0, 1000))),
    min_size=1,
    max_size=7,
)


def basket_of(lines: list[tuple[str, int, int | str, int]]) -> tuple[CompiledLines, list[int]]:
    documents = [
        {"id": str(number), "sku": sku, "quantity": quantity, "unit_price": price}
        for number, (sku, price, quantity, _) in enumerate(lines)
    ]
    case = read_case({"currency": "CNY", "at": "2026-11-11T10:00:00+08:00", "store": "S1", "lines": documents})
    basket = CompiledLines(case.lines)
    return basket, [gross * left // 1000 for gross, (_, _, _, left) in zip(basket.gross, lines, strict=True)]


def laid_out(
    effect: EveryN, lines: list[tuple[str, int, int | str, int]], amounts: list[int]
) -> tuple[int, dict[int, int]]:
    """The saving, and by line the amounts of its units that take part."""
    units = []
    for line, (sku, _, quantity, _) in enumerate(lines):
        count = quantity if isinstance(quantity, int) else 1
        each, dearer = divmod(amounts[line], count)
        units += [(each + (unit < dearer), line, sku) for unit in range(count)]
    units.sort(key=lambda unit: (-unit[0], unit[1]))
    saving, weights = 0, {}
    for sku in ["ABC"] if effect.per == "scope" else "ABC":
        own = [unit for unit in units if unit[2] in sku]
        groups = len(own) // effect.n
        for group in range(groups if effect.max_times is None else min(groups, effect.max_times)):
            members = own[group * effect.n : (group + 1) * effect.n]
            for amount, line, _ in members:
                weights[line] = weights.get(line, 0) + amount
            for amount, _, _ in members[effect.n - effect.discounted :]:
                saving += floor(Fraction(amount * effect.bps, 10_000) + Fraction(1, 2))
    return saving, weights


@given(EFFECTS, LINES)
@example(EveryN(2, 1, 5000, "scope", None), [("A", EDGE, 1, 1000), ("B", EDGE - 1, 1, 1000), ("C", 1, 2, 1000)])
@example(EveryN(2, 1, 9999, "scope", None), [("A", 2**51, 2, 1000)])
@example(EveryN(2, 1, 5000, "scope", 1), [("A", 100, 2, 100), ("B", 50, 2, 1000)])
def test_both_forms_save_what_the_units_one_by_one_save(
    effect: EveryN, lines: list[tuple[str, int, int | str, int]]
) -> None:
    basket, amounts = basket_of(lines)
    everything = list(range(len(lines)))
    saving, weights = laid_out(effect, lines, amounts)
    found, part, found_weights = every_n_part(effect, basket, amounts, everything)
    assert found == saving
    assert dict(zip(part, found_weights, strict=True)) == weights
    assert EveryNSaving(effect, basket, everything)(amounts) == saving
