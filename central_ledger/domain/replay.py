"""A sale's own pricing input, priced again: whether the counter's result is what the engine gives for it.

Source: docs/spec/offline.md, section 5; benefits.md, section 6 ("a replay checks the recorded choice, not the search").
Nothing here looks at anything but the sale: whether the input was true is `domain.facts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retail.offers import Case, ContractError, Coupon, Offer, read_case
from retail.pricing import Pricing, UnlawfulChoice, replay

Document = Mapping[str, Any]
Choice = tuple[tuple[str, str | None], ...]

#: Beyond any basket. The engine spreads amounts over units, so a quantity costs memory.
UNITS_MAX = 100_000
LINES_MAX = 5_000

#: Fields of a booked line, and the fields of the priced line that they must repeat.
_INPUT_OF_LINE = (("sku", "sku"), ("quantity", "quantity"), ("unit_price_minor", "unit_price"))
_RESULT_OF_LINE = (("gross_minor", "gross"), ("net_minor", "net"))


class Unreplayable(ValueError):
    """The input cannot be priced: `path` and `expected` as a ContractError says them."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"{path}: expected {expected}")
        self.path = path
        self.expected = expected


@dataclass(frozen=True, slots=True)
class Difference:
    """One place in which the record and the recomputed result are not the same."""

    path: str
    recorded: Any
    recomputed: Any

    def to_document(self) -> dict[str, Any]:
        return {"path": self.path, "recorded": self.recorded, "recomputed": self.recomputed}


@dataclass(frozen=True, slots=True)
class Carried:
    """A recorded choice carried out. `refused` are the keys that the contract does not allow, and why."""

    pricing: Pricing
    refused: tuple[tuple[str, str], ...] = ()


def readable_case(document: Document, offers: Sequence[Offer]) -> Case:
    """The case of a sale's `input` with its offers. Raises Unreplayable.

    A coupon of an offer that is not among them is left out: that the offer is missing is said elsewhere.
    """
    lines = document.get("lines")
    if isinstance(lines, list):
        if len(lines) > LINES_MAX:
            raise Unreplayable("$.input.lines", f"at most {LINES_MAX} lines")
        quantities = [line.get("quantity") for line in lines if isinstance(line, dict)]
        if sum(quantity for quantity in quantities if type(quantity) is int) > UNITS_MAX:
            raise Unreplayable("$.input.lines", f"at most {UNITS_MAX} units in all")
    known = {offer.id for offer in offers}
    coupons = document.get("coupons")
    if isinstance(coupons, list):
        kept = [c for c in coupons if not isinstance(c, dict) or c.get("offer") in known]
        if len(kept) < len(coupons):
            left = {c.get("id") for c in kept if isinstance(c, dict)}
            choice = document.get("coupon_choice")
            document = {**document, "coupons": kept}
            if isinstance(choice, list):
                document["coupon_choice"] = [coupon_id for coupon_id in choice if coupon_id in left]
    try:
        return read_case(document, "$.input", tuple(offers))
    except ContractError as error:
        raise Unreplayable(error.path, error.expected) from error


def choice_of(pricing: Document) -> Choice:
    """The offers and coupons that a recorded result names as applied."""
    return tuple((applied["offer"], applied.get("coupon")) for applied in pricing.get("applied", ()))


def carry(case: Case, choice: Choice, pricing: Document) -> Carried:
    """The result of a choice. What the contract does not allow is left out, one after the other, and named."""
    left = list(choice)
    refused: list[tuple[str, str]] = []
    bound = pricing.get("bound")
    while True:
        try:
            found = replay(case, left, exact=pricing.get("exact", True) is True, bound=bound)
            return Carried(found, tuple(refused))
        except UnlawfulChoice as error:
            refused.append((error.key, error.reason))
            keys = [key_of(*chosen) for chosen in left]
            # Of two equal ones, or of two that conflict, the later one is refused.
            del left[len(keys) - 1 - keys[::-1].index(error.key)]


def key_of(offer: str, coupon: str | None) -> str:
    """A candidate's key, as benefits.md writes it."""
    return offer if coupon is None else f"{offer}#{coupon}"


def differences(
    body: Document, case: Case, carried: Carried, missing: frozenset[str] = frozenset()
) -> list[Difference]:
    """Every place in which a sale's record is not what its own input gives. `missing`: offers nobody here knows."""
    recorded, recomputed = dict(body["pricing"]), carried.pricing.to_document()
    if "rejected" not in recorded:
        # Why others were not applied moves no money; a till may leave it out.
        recomputed.pop("rejected")
    elif missing:
        recorded["rejected"] = [
            entry for entry in recorded["rejected"] if not isinstance(entry, dict) or entry.get("offer") not in missing
        ]
    found = [] if recorded == recomputed else list(_unequal(recorded, recomputed, "$.pricing"))
    return found + list(_booked_otherwise(body, case, carried.pricing))


def _booked_otherwise(body: Document, case: Case, pricing: Pricing) -> Iterator[Difference]:
    """Where what was booked is not what was priced."""
    one_id = None if case.member is None else case.member.one_id
    for name, said, priced in (
        ("one_id", body.get("one_id"), one_id),
        ("currency", body["currency"], case.currency),
    ):
        if said != priced:
            yield Difference(f"$.{name}", said, priced)
    booked = {line["line_id"]: (number, line) for number, line in enumerate(body["lines"])}
    if set(booked) != {line.id for line in case.lines}:
        yield Difference("$.lines", sorted(booked), sorted(line.id for line in case.lines))
        return
    for line, priced_line in zip(case.lines, pricing.lines, strict=True):
        number, sold = booked[line.id]
        pairs = [(name, getattr(line, field)) for name, field in _INPUT_OF_LINE]
        pairs += [(name, getattr(priced_line, field)) for name, field in _RESULT_OF_LINE]
        if line.brand is not None:
            pairs.append(("brand", line.brand))
        for name, priced in pairs:
            if sold.get(name) != priced:
                yield Difference(f"$.lines[{number}].{name}", sold.get(name), priced)


def _unequal(recorded: Any, recomputed: Any, path: str) -> Iterator[Difference]:
    if isinstance(recorded, dict) and isinstance(recomputed, dict):
        for key in dict.fromkeys((*recomputed, *recorded)):
            # A field that was left out says the same as one that is empty.
            yield from _unequal(recorded.get(key), recomputed.get(key), f"{path}.{key}")
    elif isinstance(recorded, list) and isinstance(recomputed, list):
        for index in range(max(len(recorded), len(recomputed))):
            one = recorded[index] if index < len(recorded) else None
            other = recomputed[index] if index < len(recomputed) else None
            yield from _unequal(one, other, f"{path}[{index}]")
    elif type(recorded) is not type(recomputed) or recorded != recomputed:
        is_absent = recorded is None and (recomputed is True or recomputed in ([], {}, None))
        if not is_absent:
            yield Difference(path, recorded, recomputed)


def without_coupons_of(case: Case, offers: Sequence[Offer]) -> tuple[Coupon, ...]:
    """The coupons of a case whose offers are among these."""
    known = {offer.id for offer in offers if offer.source == "coupon"}
    return tuple(coupon for coupon in case.coupons if coupon.offer in known)
