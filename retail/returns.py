"""Returns: what goods that come back are worth, and what they take back with them (docs/spec/benefits.md, section 9).

A return is the difference of two states of the sale. A state depends only on what has come back so far, never on the
steps in which it came, so that any way of cutting up a return pays the same in the end.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from retail.benefit_facts import Case, Gift, PointsMultiplier, moment, thousandths
from retail.case_reading import read_case
from retail.contract import (
    ContractError,
    as_integer,
    as_object,
    as_quantity,
    as_text,
    as_time,
    each_once,
    read_list,
    required,
)
from retail.money import round_half_up
from retail.points import earned_by_program
from retail.pricing import carry_out_recorded, price
from retail.pricing.outcome import POINTS, Run, Step, add_to, funding_split, multipliers_of, without_zeros


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """`quantity` is written like the sale's: an int of units, or the text of a weight."""

    id: str
    quantity: int | str


@dataclass(frozen=True, slots=True)
class ReturnedGift:
    offer: str
    quantity: int


@dataclass(frozen=True, slots=True)
class GoodsReturn:
    """What comes back at one time (`at`: ISO 8601 text with an offset)."""

    at: str
    lines: tuple[ReturnedLine, ...] = ()
    gifts: tuple[ReturnedGift, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnPricing:
    """What one return pays and takes. `refund` may be negative: then the shopper pays. Amounts are minor units."""

    refund: int
    points_back: int
    points_taken: Mapping[str, int] = field(default_factory=dict)
    coupons_back: tuple[str, ...] = ()
    gifts_charged: Mapping[str, int] = field(default_factory=dict)
    funding: Mapping[str, int] = field(default_factory=dict)

    def to_document(self) -> dict[str, Any]:
        return {
            "refund": self.refund,
            "points_back": self.points_back,
            "points_taken": dict(self.points_taken),
            "coupons_back": list(self.coupons_back),
            "gifts_charged": dict(self.gifts_charged),
            "funding": dict(self.funding),
        }


def price_returns(document: object) -> dict[str, Any]:
    """Section 9 from JSON to JSON. Raises ContractError with a path that starts `$.case` or `$.returns`."""
    request = as_object(document, "$")
    case = read_case(required(request, "case", "$"), "$.case")
    required(request, "returns", "$")
    returns = read_list(request, "returns", "$", _read_return)
    sale = price(case)
    priced = returns_of(case, [(applied.offer, applied.coupon) for applied in sale.applied], returns)
    return {"sale": sale.to_document(), "returns": [each.to_document() for each in priced]}


def returns_of(
    case: Case, applied: Sequence[tuple[str, str | None]], returns: Sequence[GoodsReturn]
) -> tuple[ReturnPricing, ...]:
    """What each return of a recorded sale pays and takes, one after the other.

    `applied` is the sale's recorded choice; nothing is priced anew. Raises UnlawfulChoice for a choice that the
    contract does not allow, and ContractError (paths from `$.returns`) for more than was bought, an unknown line, or
    a gift that was not given.
    """
    run, _ = carry_out_recorded(case, applied)
    returned = _Returned(run)
    before = returned.state()
    complete = not case.lines
    priced = []
    for index, each in enumerate(returns):
        returned.add(each, f"$.returns[{index}]")
        after = returned.state()
        completes = not complete and returned.is_complete()
        complete = complete or completes
        priced.append(_difference(run, before, after, each.at if completes else None))
        before = after
    return tuple(priced)


def returned_share(amount: int, returned: int, bought: int, *, weighed: bool) -> int:
    """What so many of the bought units have of an amount: the first unit shares, or the part of the weight."""
    if weighed:
        return round_half_up(amount * returned, bought)
    each, dearer = divmod(amount, bought)
    return each * returned + min(returned, dearer)


def _read_return(document: Any, path: str) -> GoodsReturn:
    goods = as_object(document, path)

    def read_line(entry: Any, where: str) -> ReturnedLine:
        line = as_object(entry, where)
        return ReturnedLine(
            as_text(required(line, "id", where), f"{where}.id"),
            as_quantity(required(line, "quantity", where), f"{where}.quantity"),
        )

    def read_gift(entry: Any, where: str) -> ReturnedGift:
        gift = as_object(entry, where)
        return ReturnedGift(
            as_text(required(gift, "offer", where), f"{where}.offer"),
            as_integer(required(gift, "quantity", where), f"{where}.quantity", 1),
        )

    return GoodsReturn(
        as_time(required(goods, "at", path), f"{path}.at"),
        read_list(goods, "lines", path, read_line),
        read_list(goods, "gifts", path, read_gift),
    )


@dataclass(frozen=True, slots=True)
class _State:
    """The totals of a sale after what has come back so far."""

    money: int
    points_back: int
    earned: dict[str, int]
    charged: dict[str, int]
    funding: dict[str, int]


def _difference(run: Run, before: _State, after: _State, completed_at: str | None) -> ReturnPricing:
    charged = {offer: amount - before.charged.get(offer, 0) for offer, amount in after.charged.items()}
    funding = dict(after.funding)
    add_to(funding, before.funding, -1)
    return ReturnPricing(
        refund=after.money - before.money - sum(charged.values()),
        points_back=after.points_back - before.points_back,
        points_taken={
            program.program: before.earned.get(program.program, 0) - after.earned.get(program.program, 0)
            for program in run.case.programs
        },
        coupons_back=_coupons_back(run, completed_at),
        gifts_charged=without_zeros(charged),
        funding=without_zeros(funding),
    )


def _coupons_back(run: Run, completed_at: str | None) -> tuple[str, ...]:
    if completed_at is None:
        return ()
    at = moment(completed_at)
    coupons = [step.candidate.coupon for step in run.steps if step.candidate.coupon is not None]
    return tuple(sorted(coupon.id for coupon in coupons if coupon.expires_at is None or at < moment(coupon.expires_at)))


class _Returned:
    """What has come back so far: units (thousandths of a weighed line) by line, and pieces of gifts by offer."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.bought = [
            thousandths(line.quantity) if isinstance(line.quantity, str) else line.quantity for line in run.case.lines
        ]
        self.weighed = [isinstance(line.quantity, str) for line in run.case.lines]
        self.lines = [0] * len(self.bought)
        self.gifts: dict[str, int] = {}
        self.given: dict[str, int] = {}
        self._line_index = {line.id: index for index, line in enumerate(run.case.lines)}
        for step in run.steps:
            if isinstance(step.candidate.offer.effect, Gift):
                offer = step.candidate.offer
                self.gifts[offer.id] = 0
                self.given[offer.id] = self.given.get(offer.id, 0) + step.candidate.offer.effect.quantity

    def add(self, goods: GoodsReturn, path: str) -> None:
        """Count one return in. Raises ContractError for what cannot come back."""
        each_once((line.id for line in goods.lines), f"{path}.lines", ".id")
        each_once((gift.offer for gift in goods.gifts), f"{path}.gifts", ".offer")
        for position, line in enumerate(goods.lines):
            self._add_line(line, f"{path}.lines[{position}]")
        for position, gift in enumerate(goods.gifts):
            where = f"{path}.gifts[{position}]"
            if gift.offer not in self.given:
                raise ContractError(f"{where}.offer", "an offer whose gift was given in this sale")
            left = self.given[gift.offer] - self.gifts[gift.offer]
            if gift.quantity > left:
                raise ContractError(f"{where}.quantity", f"at most {left}, the pieces that have not come back yet")
            self.gifts[gift.offer] += gift.quantity

    def _add_line(self, line: ReturnedLine, path: str) -> None:
        index = self._line_index.get(line.id)
        if index is None:
            raise ContractError(f"{path}.id", "the id of a line of the case")
        left = self.bought[index] - self.lines[index]
        if isinstance(line.quantity, str) != self.weighed[index]:
            kind = "a decimal text: the line is weighed" if self.weighed[index] else "an integer: the line is counted"
            raise ContractError(f"{path}.quantity", kind)
        quantity = thousandths(line.quantity) if isinstance(line.quantity, str) else line.quantity
        if quantity > left:
            shown = f"{left // 1000}.{left % 1000:03d}" if self.weighed[index] else str(left)
            raise ContractError(f"{path}.quantity", f"at most {shown}, what has not come back yet")
        self.lines[index] += quantity

    def is_complete(self) -> bool:
        return self.lines == self.bought

    def state(self) -> _State:
        """The totals so far; each is computed on the whole, never by adding up returns."""
        run = self.run
        nets = run.nets
        charged: dict[str, int] = {}
        funding: dict[str, int] = {}
        for step in run.steps:
            split = funding_split(step.candidate.offer, run.case.store, self._adjustments_back(step))
            add_to(funding, split)
        points_paid_back = sum(
            self._share(line, run.amounts[line]) - self._share(line, nets[line]) for line in run.point_shares
        )
        add_to(funding, {POINTS: points_paid_back})
        for offer_id, due in self._due_gifts().items():
            offer = next(step.candidate.offer for step in run.steps if step.candidate.offer.id == offer_id)
            assert isinstance(offer.effect, Gift)
            kept = max(0, due - self.gifts[offer_id])
            charged[offer_id] = offer.effect.worth * kept
            split = funding_split(offer, run.case.store, offer.effect.worth * (kept + self.gifts[offer_id]))
            add_to(funding, split)
        return _State(
            money=sum(self._share(line, net) for line, net in enumerate(nets)),
            points_back=run.points_used * points_paid_back // run.points_amount if run.points_amount else 0,
            earned=self._earned(nets),
            charged=charged,
            funding=funding,
        )

    def _share(self, line: int, amount: int) -> int:
        """What the returned units have of a line's amount: the first unit shares, or the part of the weight."""
        return returned_share(amount, self.lines[line], self.bought[line], weighed=self.weighed[line])

    def _adjustments_back(self, step: Step) -> int:
        """The returned share of what this candidate took off the lines."""
        return sum(
            self._share(line, step.before[line]) - self._share(line, step.before[line] - share)
            for line, share in zip(step.turn.part, step.shares, strict=True)
            if share
        )

    def _still_holds(self, step: Step) -> bool:
        """Whether what is kept of the lines that were in scope would still bring the gift or the multiplier."""
        conditions = step.candidate.offer.conditions
        units = sum(self._kept_units(line) for line in step.turn.scope)
        amount = sum(step.before[line] - self._share(line, step.before[line]) for line in step.turn.scope)
        return units > 0 and amount >= conditions.min_amount and units >= conditions.min_quantity

    def _kept_units(self, line: int) -> int:
        kept = self.bought[line] - self.lines[line]
        return min(1, kept) if self.weighed[line] else kept

    def _due_gifts(self) -> dict[str, int]:
        """Pieces that are due by offer; an offer whose gift was given is named also when none is due."""
        due = dict.fromkeys(self.given, 0)
        for step in self.run.steps:
            effect = step.candidate.offer.effect
            if isinstance(effect, Gift) and not self._still_holds(step):
                due[step.candidate.offer.id] += effect.quantity
        return due

    def _earned(self, nets: Sequence[int]) -> dict[str, int]:
        multiplying = [
            step
            for step in self.run.steps
            if isinstance(step.candidate.offer.effect, PointsMultiplier) and self._still_holds(step)
        ]
        kept = [net - self._share(line, net) for line, net in enumerate(nets)]
        return earned_by_program(self.run.case, self.run.program_masks, kept, multipliers_of(multiplying))
