"""Reservations of a till for a payment that has begun: docs/spec/line.md, section 7.

All of it or nothing, in one write transaction that is alone with the member and the coupons: of two tills that ask at
once, one gets it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from central_ledger.application.leases import instant, recall
from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import offer_in_force
from central_ledger.application.publish import store_zone
from central_ledger.application.scopes import is_of_store
from central_ledger.domain.leases import Lease
from central_ledger.store.leases import CouponHold
from central_ledger.store.members import holder_of
from central_ledger.store.reservations import ReservationRow

SECONDS_MIN, SECONDS_MAX = 30, 900

RefusalCode = Literal["unknown", "used", "expired", "not_owner", "reserved", "leased", "too_few", "limit_reached"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a till asks for: coupons by id, points of a program (0: none), uses by offer, for so many seconds."""

    one_id: str | None
    coupons: Sequence[str]
    program: str
    points: int
    offers: Mapping[str, int]
    seconds: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not to be had. `left` is what could be had of it."""

    what: Literal["coupon", "points", "offer"]
    id: str
    code: RefusalCode
    left: int = 0


@dataclass(frozen=True, slots=True)
class Reserved:
    """The answer. `until` (ISO 8601) is None when nothing was granted."""

    granted: bool
    until: str | None
    refusals: tuple[Refusal, ...] = ()


def reserve(ledger: Ledger, store: str, till: str, reservation_id: str, wanted: Wanted) -> Reserved:
    """Hold everything that is asked for until a time, or nothing. Raises StoreUnavailable."""
    names = {store, *(holder_of(None, coupon_id) for coupon_id in wanted.coupons)}
    if wanted.one_id is not None:
        wanted = replace(wanted, one_id=ledger.identities.whose_file(wanted.one_id))
        names.add(str(wanted.one_id))
    return ledger.database.beside(names, lambda: _reserve(ledger, (store, till, reservation_id), wanted))


def _reserve(ledger: Ledger, by: tuple[str, str, str], wanted: Wanted) -> Reserved:
    ledger.database.spans("reserve")
    store, till, reservation_id = by
    now = ledger.now()
    known = ledger.reservations.get(store, till, reservation_id)
    content = _content(wanted)
    if known is not None and known.status != "released":
        is_same = known.request == content
        if is_same and known.status == "used":
            return Reserved(True, known.until)
        if is_same and known.until > now:
            return _renewed(ledger, known, wanted.seconds)
        free(ledger, known)
    until = instant(ledger.clock() + timedelta(seconds=wanted.seconds))
    row = ReservationRow(store, till, reservation_id, wanted.one_id, content, until, "held")
    if wanted.one_id is not None and not is_of_store(ledger, store, wanted.one_id):
        # Whoever shows a code may pay with points in any store; what their answer says of a member is on record.
        ledger.reads.note_question(now, f"till:{store}/{till}", store, reservation_id, wanted.one_id)
    asked = _Asked(ledger, row, wanted, now)
    refusals = (*asked.coupons(), *asked.points(), *asked.offers())
    recall(ledger, asked.to_recall)
    if refusals:
        if known is not None:
            ledger.reservations.put(with_status(known, "released"))
        return Reserved(False, None, refusals)
    ledger.reservations.put(row)
    asked.hold()
    return Reserved(True, until)


def release(ledger: Ledger, store: str, till: str, reservation_id: str) -> None:
    """Let go of what a reservation holds; nothing happens when it holds nothing. Raises StoreUnavailable."""
    ledger.database.beside((store,), lambda: _release(ledger, store, till, reservation_id))


def _release(ledger: Ledger, store: str, till: str, reservation_id: str) -> None:
    ledger.database.spans("reserve")
    row = ledger.reservations.get(store, till, reservation_id)
    if row is not None and row.status == "held":
        free(ledger, row)
        ledger.reservations.put(with_status(row, "released"))


def use_reservation(ledger: Ledger, store: str, till: str, reservation_id: str) -> None:
    """A sale took what was held: in the transaction of its store. What holds it goes with what the sale does there."""
    row = ledger.reservations.get(store, till, reservation_id)
    if row is not None and row.status == "held":
        ledger.reservations.put(with_status(row, "used"))


def free_used(ledger: Ledger, store: str, till: str, reservation_id: str) -> None:
    """Let go of what a sale took, in the transaction of whoever it was held of."""
    row = ledger.reservations.get(store, till, reservation_id)
    if row is not None and row.status == "used":
        free(ledger, row)


def _renewed(ledger: Ledger, row: ReservationRow, seconds: int) -> Reserved:
    """What is held is held for so many seconds from now; asked for sooner than it would end, it ends no sooner."""
    until = max(row.until, instant(ledger.clock() + timedelta(seconds=seconds)))
    ledger.reservations.renew(row, until, row.one_id)
    for coupon_id in json.loads(row.request).get("coupons", ()):
        for holder in dict.fromkeys((holder_of(row.one_id, coupon_id), holder_of(None, coupon_id))):
            ledger.leases.renew_reservation_of_coupon(
                holder, coupon_id, (row.store, row.till, row.reservation_id), until
            )
    return Reserved(True, until)


@dataclass(slots=True)
class _Asked:
    """One request against what is there. `to_recall`: leases of other tills that stand in its way."""

    ledger: Ledger
    row: ReservationRow
    wanted: Wanted
    now: str
    to_recall: list[Lease] = field(default_factory=list)
    _taken: list[CouponHold] = field(default_factory=list)
    _points: int = 0

    def coupons(self) -> list[Refusal]:
        found = [self._coupon(coupon_id) for coupon_id in dict.fromkeys(self.wanted.coupons)]
        return [refusal for refusal in found if refusal is not None]

    def _coupon(self, coupon_id: str) -> Refusal | None:
        ledger, row = self.ledger, self.row
        for holder in dict.fromkeys((holder_of(row.one_id, coupon_id), holder_of(None, coupon_id))):
            coupon = ledger.members.coupon(holder, coupon_id)
            if coupon is not None:
                break
        else:
            is_anothers = bool(ledger.members.holders_of_coupon(coupon_id))
            return Refusal("coupon", coupon_id, "not_owner" if is_anothers else "unknown")
        if coupon.one_id not in (None, row.one_id):
            return Refusal("coupon", coupon_id, "not_owner")
        if coupon.status == "used" or ledger.members.is_coupon_used(holder, coupon_id):
            return Refusal("coupon", coupon_id, "used")
        if coupon.expires_at is not None and datetime.fromisoformat(coupon.expires_at) <= ledger.clock():
            return Refusal("coupon", coupon_id, "expired")
        if coupon.status != "available":
            return Refusal("coupon", coupon_id, "reserved")
        other = ledger.leases.coupon_in_hand(holder, coupon_id, self.now)
        if other is None:
            self._taken.append(CouponHold(holder, coupon_id, None, row.store, row.till, row.reservation_id, row.until))
            return None
        if other.lease_id is None:
            return Refusal("coupon", coupon_id, "reserved")
        if (other.store, other.till) == (row.store, row.till):
            return None  # this till has it in hand by its lease
        lease = ledger.leases.find(other.lease_id)
        if lease is not None:
            self.to_recall.append(lease)
        return Refusal("coupon", coupon_id, "leased")

    def points(self) -> list[Refusal]:
        wanted, one_id = self.wanted, self.wanted.one_id
        if not wanted.points:
            return []
        ledger, program = self.ledger, wanted.program
        if one_id is None or ledger.members.get(one_id) is None:
            return [Refusal("points", program, "unknown")]
        balance = ledger.members.balance(one_id, program).points
        # What is asked for goes beyond the till's own leases: theirs is promised already, as everybody else's is.
        promised = ledger.leases.points_left(one_id, program)
        held = ledger.reservations.held(one_id, "points", program, self.now)
        left = max(0, balance - promised - held)
        if wanted.points <= left:
            self._points = wanted.points
            return []
        leases = [
            lease
            for lease in ledger.leases.live_of(one_id)
            if lease.kind == "points" and lease.program == program and lease.left
        ]
        others = [lease for lease in leases if (lease.store, lease.till) != (self.row.store, self.row.till)]
        for_it = balance - promised + sum(lease.left for lease in others)
        if wanted.points > for_it:
            return [Refusal("points", program, "too_few", left)]
        if wanted.points > for_it - held:
            return [Refusal("points", program, "reserved", left)]
        self.to_recall += others
        return [Refusal("points", program, "leased", left)]

    def offers(self) -> list[Refusal]:
        found = [self._offer(offer_id, uses) for offer_id, uses in self.wanted.offers.items()]
        return [refusal for refusal in found if refusal is not None]

    def _offer(self, offer_id: str, uses: int) -> Refusal | None:
        document = offer_in_force(self.ledger, offer_id)
        if document is None:
            return Refusal("offer", offer_id, "unknown")
        limits = document.get("limits") or {}
        one_id = self.wanted.one_id
        if one_id is None:
            return None  # limits are each member's
        day = self.ledger.clock().astimezone(store_zone(self.ledger, self.row.store)).date().isoformat()
        in_all, on_day = self.ledger.offer_uses.counts(one_id, offer_id, day)
        held = self.ledger.reservations.held(one_id, "offer", offer_id, self.now)
        counted = ((limits.get("per_member"), in_all), (limits.get("per_member_day"), on_day))
        left = [limit - count - held for limit, count in counted if limit is not None]
        if left and min(left) < uses:
            return Refusal("offer", offer_id, "limit_reached", max(0, min(left)))
        return None

    def hold(self) -> None:
        """Write down what was found free."""
        for hold in self._taken:
            if not self.ledger.leases.take_coupon(hold, self.now):
                raise RuntimeError("a coupon was taken within a write transaction")
        if self.wanted.one_id is None:
            return
        if self._points:
            self.ledger.reservations.add_hold(self.wanted.one_id, self.row, "points", self.wanted.program, self._points)
        for offer_id, uses in self.wanted.offers.items():
            if uses:
                self.ledger.reservations.add_hold(self.wanted.one_id, self.row, "offer", offer_id, uses)


def free(ledger: Ledger, row: ReservationRow) -> None:
    """Take back what a reservation holds."""
    request = json.loads(row.request)
    ledger.reservations.free(row, request.get("account_id") or row.one_id)
    for coupon_id in request.get("coupons", ()):
        for holder in dict.fromkeys((holder_of(row.one_id, coupon_id), holder_of(None, coupon_id))):
            ledger.leases.end_reservation_of_coupon(holder, coupon_id, (row.store, row.till, row.reservation_id))


def with_status(row: ReservationRow, status: str) -> ReservationRow:
    return ReservationRow(row.store, row.till, row.reservation_id, row.one_id, row.request, row.until, status)


def _content(wanted: Wanted) -> str:
    """What makes two requests the same."""
    document = asdict(wanted) | {"coupons": sorted(set(wanted.coupons)), "offers": dict(wanted.offers)}
    return json.dumps(document, sort_keys=True, ensure_ascii=False)
