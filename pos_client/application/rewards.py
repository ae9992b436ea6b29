"""Rewards for points: goods of the store, or a coupon, given at the counter to a member who showed their code.

Source: docs/spec/line.md, "Programs". What goes beyond the points that this till has leased is set aside by the ledger
first; so without a connection there are only leased points. A reward is no part of a sale, and nothing takes it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pos_client.application.allowances import Allowances
from pos_client.application.changes import Changes
from pos_client.application.holds import WaitingBasket
from pos_client.application.members import IdentifiedMember
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.leases import taken_from
from retail.ports import OpenReservations, ReferenceData
from retail.reservation import ReservationAnswer, ReservationRequest

#: Long enough to answer, and to write what was given.
SECONDS = 60


@dataclass(frozen=True, slots=True)
class RewardOffer:
    """A reward of this store now. `left`: how many there are (None: no limit). `missing`: points that the member lacks,
    `needs_connection`: without one, only what is leased here may be spent.
    """

    reward_id: str
    label: str
    label_en: str
    points: int
    is_goods: bool
    name: str
    days: int | None
    left: int | None
    missing: int
    needs_connection: bool

    @property
    def can_be_given(self) -> bool:
        return not self.missing and not self.needs_connection and self.left != 0


class RewardDesk:
    """Rewards of the program whose points pay in this store."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        reference: ReferenceData,
        allowances: Allowances,
        reservations: OpenReservations | None,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._reference = reference
        self._allowances = allowances
        self._reservations = reservations

    def of(self, identified: IdentifiedMember | None) -> Sequence[RewardOffer]:
        """What the member may be given here, the cheapest first."""
        program = self._program
        if identified is None or program is None:
            return ()
        member = identified.member
        has = member.points.get(program, 0) - self._allowances.points_spent(member.one_id)
        settings = self._reference.settings()
        left = settings.get("rewards", {}).get("left", {})
        found = []
        for row in settings.get("programs", {}).get("catalogue", ()):
            if row["program"] != program or not self._is_on(row):
                continue
            points = int(row["points"])
            found.append(
                RewardOffer(
                    reward_id=row["id"],
                    label=row["label"],
                    label_en=row.get("label_en") or row["label"],
                    points=points,
                    is_goods=row["kind"] == "goods",
                    name=row["sku"] if row["kind"] == "goods" else row["offer"],
                    days=row.get("days"),
                    left=None if row.get("stock") is None else int(left.get(row["id"], row["stock"])),
                    missing=max(0, points - has),
                    needs_connection=not self._desk.is_online() and self._leased(member.one_id) < points,
                )
            )
        return sorted(found, key=lambda offer: (offer.points, offer.reward_id))

    def begin(self, identified: IdentifiedMember, reward_id: str) -> ReservationRequest | None:
        """What the ledger must set aside before it is given; None: nothing, it may be given at once.

        Raises Refused `proof_needed`, `reward_unknown`, `reward_gone`, `reward_points` or `reward_offline`.
        """
        offer = self._checked(identified, reward_id)
        one_id, program = identified.member.one_id, self._program
        beyond = offer.points - min(offer.points, self._leased(one_id))
        if not beyond or self._reservations is None or program is None:
            return None
        request = ReservationRequest(self._desk.ids.new(), one_id, points=(program, beyond), seconds=SECONDS)
        self._reservations.add(request.reservation_id)
        waiting = WaitingBasket(one_id=one_id, points=0, reservation_id=request.reservation_id)
        self._allowances.holds.wait(_attempt(request), waiting)
        return request

    def answered(
        self,
        identified: IdentifiedMember,
        reward_id: str,
        request: ReservationRequest,
        answer: ReservationAnswer | None,
    ) -> Changes:
        """The ledger's word: give it, or say why not. Raises Refused as `begin` does."""
        try:
            if answer is None:
                raise Refused("reward_offline")
            if not answer.granted:
                raise Refused("reward_points")
            return self.give(identified, reward_id, request)
        finally:
            # What is not used is let go by the next round of sync.
            self._allowances.holds.wait_no_more(_attempt(request))

    def give(self, identified: IdentifiedMember, reward_id: str, request: ReservationRequest | None = None) -> Changes:
        """Write that it was given; the entry is durable before anything is handed over. Raises Refused as `begin`."""
        offer = self._checked(identified, reward_id, is_reserved=request is not None)
        member, program = identified.member, self._program
        held = self._allowances.held(member.one_id, (), program)
        now = self._desk.clock.now()
        ends = None if offer.days is None else (now + timedelta(days=offer.days)).isoformat(timespec="seconds")
        body: dict[str, Any] = {
            "redemption_id": self._desk.ids.new(),
            "reward_id": offer.reward_id,
            "one_id": member.one_id,
            "program": program,
            "points": offer.points,
            "kind": "goods" if offer.is_goods else "coupon",
            "name": offer.name,
            "label": offer.label,
            "staff_id": self._staff.require("sell").staff_id,
            "online": request is not None,
            "coupon_id": None if offer.is_goods else self._desk.ids.new(),
            "expires_at": None if offer.is_goods else ends,
            "leases": [
                {"lease_id": use.lease_id, "amount": use.amount} for use in taken_from(held.points, offer.points)
            ],
            "reservation_id": None if request is None else request.reservation_id,
        }
        with self._desk.unit_of_work() as uow:
            uow.sales.add_reward(body, uow.journal.append("reward_redeemed", body))
            uow.commit()
        return Changes.of("member", "pricing", "journal")

    @property
    def _program(self) -> str | None:
        program = self._reference.settings().get("points", {}).get("program")
        return program if isinstance(program, str) else None

    def _leased(self, one_id: str) -> int:
        return sum(lease.left for lease in self._allowances.held(one_id, (), self._program).points)

    def _checked(self, identified: IdentifiedMember, reward_id: str, *, is_reserved: bool = False) -> RewardOffer:
        if not identified.can_spend:
            raise Refused("proof_needed")
        offer = next((each for each in self.of(identified) if each.reward_id == reward_id), None)
        if offer is None:
            raise Refused("reward_unknown")
        if offer.left == 0:
            raise Refused("reward_gone", name=offer.label)
        if offer.missing:
            raise Refused("reward_points")
        if offer.needs_connection and not is_reserved:
            raise Refused("reward_offline")
        return offer

    def _is_on(self, row: Mapping[str, Any]) -> bool:
        now, stores = self._desk.clock.now(), row.get("stores") or ()
        if stores and self._desk.facts.store not in stores:
            return False
        begun = row.get("from") is None or datetime.fromisoformat(row["from"]) <= now
        return begun and (row.get("to") is None or now < datetime.fromisoformat(row["to"]))


def _attempt(request: ReservationRequest) -> str:
    return f"reward:{request.reservation_id}"
