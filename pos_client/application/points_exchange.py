"""Points of one program become points of another at the counter: at the published rate, by the ledger, exactly once.

Source: docs/spec/line.md, "Programs". Only with a connection and with the member's own code. What is asked is written
down under the till's own id first; an answer that was lost is asked for again, and is the same exchange.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.members import IdentifiedMember
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.asks import Exchanged, OpenAsk, OpenAskReader
from retail.ports import ReferenceData
from retail.receipt import Cut, Element, Feed, ReceiptDocument, Row, Rule, Text

#: What the ledger refuses; anything else means that its rates are not those that this till has.
_REFUSALS = {"unknown": "exchange_unknown_member", "too_few": "exchange_too_few", "limit_reached": "exchange_limit"}


@dataclass(frozen=True, slots=True)
class ExchangeOffer:
    """A published rate: `points` of one program give `gives` of another, in multiples of `step`, rounded down; at most
    `per_day` in a day. The member `has` so many.
    """

    from_program: str
    to_program: str
    points: int
    gives: int
    step: int
    per_day: int | None
    has: int

    def given(self, points: int) -> int:
        return points * self.gives // self.points


@dataclass(frozen=True, slots=True)
class ExchangePlan:
    """What would be exchanged, and both balances before and after it."""

    one_id: str
    from_program: str
    to_program: str
    points: int
    gives: int
    from_before: int
    to_before: int

    @property
    def from_after(self) -> int:
        return self.from_before - self.points

    @property
    def to_after(self) -> int:
        return self.to_before + self.gives


class PointsExchangeDesk:
    """`asks` holds what the ledger has not answered."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        checkout: Checkout,
        reference: ReferenceData,
        asks: OpenAskReader,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._reference = reference
        self._asks = asks
        self._checkout = checkout

    def offers(self, identified: IdentifiedMember | None) -> Sequence[ExchangeOffer]:
        """The rates for points of programs that the member has points in."""
        rows = self._reference.settings().get("programs", {}).get("exchanges", ())
        if identified is None:
            return ()
        points = identified.member.points
        return [_offer(row, points[row["from"]]) for row in rows if points.get(row["from"], 0) > 0]

    def plan(self, identified: IdentifiedMember | None, pair: tuple[str, str], points: int) -> ExchangePlan:
        """What so many points would give. Raises Refused `exchange_offline`, `proof_needed`, `exchange_not_offered`,
        `exchange_not_a_step` or `exchange_too_few`.
        """
        self._staff.require("sell")
        if identified is None or not identified.can_spend:
            raise Refused("proof_needed")
        if not self._desk.is_online():
            raise Refused("exchange_offline")
        offer = next((o for o in self.offers(identified) if (o.from_program, o.to_program) == pair), None)
        if offer is None:
            raise Refused("exchange_not_offered")
        if points <= 0 or points % offer.step or not offer.given(points):
            raise Refused("exchange_not_a_step", step=offer.step)
        if points > offer.has:
            raise Refused("exchange_too_few", points=offer.has - offer.has % offer.step)
        held = identified.member.points
        return ExchangePlan(
            identified.member.one_id, *pair, points, offer.given(points), offer.has, held.get(pair[1], 0)
        )

    def begin(self, plan: ExchangePlan) -> OpenAsk:
        """Write down what is asked; it is durable when this returns. Raises Refused `exchange_asked` while an answer to
        an earlier one of this member is missing.
        """
        if any(ask.kind == "exchange" and ask.one_id == plan.one_id for ask in self._asks.all()):
            raise Refused("exchange_asked")
        staff_id = self._staff.require("sell").staff_id
        ask = OpenAsk(
            ask_id=self._desk.ids.new(),
            kind="exchange",
            one_id=plan.one_id,
            staff_id=staff_id,
            asked_at=self._desk.clock.now().isoformat(timespec="seconds"),
            document={
                "from_program": plan.from_program,
                "to_program": plan.to_program,
                "points": plan.points,
                "before": [plan.from_before, plan.to_before],
            },
        )
        with self._desk.unit_of_work() as uow:
            uow.asks.add(ask)
            uow.commit()
        return ask

    def open_of(self, one_id: str) -> OpenAsk | None:
        """The exchange of a member whose answer was lost."""
        return next((ask for ask in self._asks.all() if ask.kind == "exchange" and ask.one_id == one_id), None)

    def answered(self, ask: OpenAsk, answer: Exchanged) -> tuple[Changes, ExchangePlan]:
        """Write what the ledger did, once; the member at the counter has the new balances.

        Raises Refused `exchange_…` for what it refused: then nothing was exchanged, and nothing waits any more.
        """
        close_exchange(self._desk, ask, answer)
        if not answer.gives:
            raise Refused(_REFUSALS.get(answer.code or "", "exchange_changed"), points=answer.left)
        plan = plan_of(ask, answer.gives)
        moved = {plan.from_program: -plan.points, plan.to_program: plan.gives}
        return Changes.of("journal", "reservation") | show_points(self._checkout, ask.one_id, moved), plan

    def paper(self, ask: OpenAsk, plan: ExchangePlan, names: Mapping[str, str], language: str) -> ReceiptDocument:
        """What the member takes home; it can be made again at any time."""
        return ReceiptDocument(tuple(self._elements(ask, plan, names, TEXTS.get(language, TEXTS["en"]))))

    def _elements(
        self, ask: OpenAsk, plan: ExchangePlan, names: Mapping[str, str], words: Mapping[str, str]
    ) -> Iterator[Element]:
        facts = self._desk.facts
        yield Text(facts.store_name, "center", bold=True, size=2)
        yield Text(words["title"], "center", bold=True)
        yield Rule()
        yield Row(names.get(plan.from_program, plan.from_program), f"-{plan.points:,}", bold=True)
        yield Row(words["balance"], f"{plan.from_before:,} → {plan.from_after:,}")
        yield Row(names.get(plan.to_program, plan.to_program), f"+{plan.gives:,}", bold=True)
        yield Row(words["balance"], f"{plan.to_before:,} → {plan.to_after:,}")
        yield Rule()
        yield Text(words["once"], "center")
        yield Text(ask.asked_at.replace("T", " ")[:16], "center")
        yield Text(words["by"].format(store=facts.store, till=facts.till, staff=ask.staff_id), "center")
        yield Text(ask.ask_id, "center")
        yield Feed(3)
        yield Cut()


def show_points(checkout: Checkout, one_id: str, moved: Mapping[str, int]) -> Changes:
    """The member at the counter with their new balances, until the next pull says the same; the choices stay."""
    state = checkout.state
    if state.member is None or state.member.member.one_id != one_id or state.tenders:
        return Changes()
    member = state.member.member
    points = {**member.points, **{program: member.points.get(program, 0) + more for program, more in moved.items()}}
    try:
        changes = checkout.set_member(replace(state.member, member=replace(member, points=points)))
        if state.coupon_choice is not None:
            changes |= checkout.choose_coupons(state.coupon_choice)
        if state.points_to_use:
            changes |= checkout.use_points(state.points_to_use)
    except Refused:
        return Changes.of("member")  # it is being paid: what it uses was promised before
    return changes


def close_exchange(desk: Desk, ask: OpenAsk, answer: Exchanged) -> bool:
    """What the ledger answered, durable: the question is open no more, and what was exchanged is in the journal. False:
    somebody else heard the answer before.
    """
    with desk.unit_of_work() as uow:
        if not uow.asks.remove(ask.ask_id):
            return False
        if answer.gives:
            body = {
                "exchange_id": ask.ask_id,
                "one_id": ask.one_id,
                "from_program": ask.document["from_program"],
                "to_program": ask.document["to_program"],
                "points": ask.document["points"],
                "gives": answer.gives,
                "staff_id": ask.staff_id,
                "asked_at": ask.asked_at,
            }
            uow.journal.append("points_exchanged", body)
        uow.commit()
    return True


def plan_of(ask: OpenAsk, gives: int) -> ExchangePlan:
    """What was asked, with what it gave."""
    document = ask.document
    before: Any = document["before"]
    return ExchangePlan(
        ask.one_id, document["from_program"], document["to_program"], document["points"], gives, before[0], before[1]
    )


def _offer(row: Mapping[str, Any], has: int) -> ExchangeOffer:
    points = int(row["points"])
    return ExchangeOffer(
        row["from"],
        row["to"],
        points,
        int(row["gives"]),
        int(row.get("step") or points),
        None if row.get("per_day") is None else int(row["per_day"]),
        has,
    )


TEXTS: Mapping[str, Mapping[str, str]] = {
    "zh_CN": {
        "title": "积分兑换凭证",
        "balance": "余额",
        "once": "本次兑换已完成，不可撤回",
        "by": "{store} · {till} · {staff}",
    },
    "zh_TW": {
        "title": "積分兌換憑證",
        "balance": "餘額",
        "once": "本次兌換已完成，不可撤回",
        "by": "{store} · {till} · {staff}",
    },
    "en": {
        "title": "Points exchanged",
        "balance": "Balance",
        "once": "This exchange is final.",
        "by": "{store} · {till} · {staff}",
    },
}
