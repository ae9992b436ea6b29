"""The shift of this till: opened with a float, cash moved, read (X), counted blind, closed (Z). Works offline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.journal_ports import ShiftJournal
from retail.messages import Entry, Head
from retail.ports import ReferenceData
from retail.sale import TENDERED_MAX_MINOR
from retail.shift import CashMovementKind, ShiftReading, business_day, counted_minor
from retail.wallet_refunds import WalletRefundReader

REASON_CHARACTERS = 200

# What each movement needs of retail.permissions.
MOVEMENT_RIGHTS: Mapping[CashMovementKind, str] = {
    "pay_in": "pay_in",
    "pay_out": "pay_out",
    "drop": "drop_cash",
    "no_sale": "no_sale",
}


@dataclass(frozen=True, slots=True)
class OpenShift:
    """The shift that is open. `head` is its first entry's; `opened_at` is the till's clock."""

    shift_id: str
    staff_id: str
    business_day: str
    opened_at: str
    float_minor: int
    head: Head


@dataclass(frozen=True, slots=True)
class ClosedShift:
    """A shift that was closed: the body of its entry, and when."""

    body: Mapping[str, Any]
    closed_at: str
    opened_at: str = ""


@dataclass(frozen=True, slots=True)
class ShiftRules:
    """The store's settings for shifts (docs/spec/line.md, section 8)."""

    required: bool
    day_starts: str
    reason_above_minor: int
    time_zone: str


class ShiftDesk:
    """One shift at a time. The journal is the only record: what is open is what its last mark says."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        journal: ShiftJournal,
        reference: ReferenceData,
        refunds: WalletRefundReader | None = None,
    ) -> None:
        """`refunds` are those by wallets that are not settled, None where there are no wallets."""
        self._desk = desk
        self._staff = staff
        self._journal = journal
        self._reference = reference
        self._refunds = refunds
        self._mark = journal.last_shift_mark()

    @property
    def rules(self) -> ShiftRules:
        settings = self._reference.settings()
        found, store = settings.get("shifts", {}), settings.get("store", {})
        return ShiftRules(
            required=bool(found.get("required", False)),
            day_starts=str(found.get("day_starts", "00:00")),
            reason_above_minor=int(found.get("reason_above_minor", 0)),
            time_zone=str(store.get("time_zone", "Asia/Shanghai")),
        )

    @property
    def current(self) -> OpenShift | None:
        mark = self._mark
        if mark is None or mark.kind != "shift_opened":
            return None
        body = mark.document()
        return OpenShift(
            body["shift_id"],
            body["staff_id"],
            body["business_day"],
            mark.occurred_at,
            body["float_minor"],
            mark.head,
        )

    def last_closed(self) -> ClosedShift | None:
        """The newest Z report, to be shown or printed again."""
        entry = self._journal.last_shift_close()
        return None if entry is None else ClosedShift(entry.document(), entry.occurred_at)

    def refuse_without_shift(self) -> None:
        """Raises Refused `shift_needed` where the store sells in shifts only."""
        if self.current is None and self.rules.required:
            raise Refused("shift_needed")

    def open(
        self, float_minor: int, counts: Mapping[int, int] | None = None, approval: Approval | None = None
    ) -> Changes:
        """Begin a shift with this cash in the drawer.

        Raises Refused `shift_open`, `amount_wrong`, `not_signed_in` or `approval_needed`.
        """
        if self.current is not None:
            raise Refused("shift_open")
        if not 0 <= float_minor <= TENDERED_MAX_MINOR or (counts and counted_minor(counts) != float_minor):
            raise Refused("amount_wrong")
        self._staff.permit("open_shift", approval)
        rules = self.rules
        body = {
            "shift_id": self._desk.ids.new(),
            "staff_id": self._staff.require().staff_id,
            "business_day": business_day(self._desk.clock.now(), rules.time_zone, rules.day_starts),
            "currency": self._desk.facts.currency,
            "float_minor": float_minor,
            "counts": _counts(counts or {}),
        }
        self._mark = self._write("shift_opened", body, approval, float_minor)
        return Changes.of("shift", "journal")

    def move_cash(
        self, kind: CashMovementKind, amount_minor: int, reason: str, approval: Approval | None = None
    ) -> Changes:
        """Cash into or out of the drawer that is no sale; `no_sale` opens the drawer and moves nothing.

        Raises Refused `shift_needed`, `amount_wrong`, `reason_missing`, `drawer_short`, `not_signed_in` or
        `approval_needed`.
        """
        shift = self.current
        if shift is None:
            raise Refused("shift_needed")
        staff = self._staff.require()
        if not 0 < len(reason.strip()) <= REASON_CHARACTERS:
            raise Refused("reason_missing")
        if (amount_minor != 0) if kind == "no_sale" else not 0 < amount_minor <= TENDERED_MAX_MINOR:
            raise Refused("amount_wrong")
        if kind in ("pay_out", "drop") and amount_minor > self.reading().expected_cash_minor:
            raise Refused("drawer_short")
        answers = self._staff.permit(MOVEMENT_RIGHTS[kind], approval)
        body = {
            "movement_id": self._desk.ids.new(),
            "shift_id": shift.shift_id,
            "staff_id": staff.staff_id,
            "approved_by": None if answers == staff.staff_id else answers,
            "currency": self._desk.facts.currency,
            "kind": kind,
            "amount_minor": amount_minor,
            "reason": reason.strip(),
        }
        self._write("cash_moved", body, approval, amount_minor)
        return Changes.of("shift", "journal")

    def reading(self) -> ShiftReading:
        """The X report: what the open shift adds up to. Raises Refused `shift_needed`."""
        shift = self.current
        if shift is None:
            raise Refused("shift_needed")
        reading = ShiftReading()
        for entry in self._journal.since(shift.head):
            reading.add(entry.kind, entry.document())
        return reading

    def refunds_under_way(self) -> dict[str, int]:
        """Refunds by wallets that are not settled yet, of any shift: their `count` and `amount_minor`."""
        rows = () if self._refunds is None else self._refunds.all()
        amounts = [refund.amount_minor for refund in rows if refund.state != "held"]
        return {"count": len(amounts), "amount_minor": sum(amounts)}

    def over_short_minor(self, counts: Mapping[int, int]) -> int:
        """What a count is above (below: negative) what should be there. Raises Refused `shift_needed`."""
        return counted_minor(counts) - self.reading().expected_cash_minor

    def close(
        self, counts: Mapping[int, int], reason: str = "", recounts: int = 0, approval: Approval | None = None
    ) -> ClosedShift:
        """Close with this cash counted, after so many counts that were taken back once their difference was seen.

        Raises Refused `shift_needed`, `amount_wrong`, `reason_missing` (the difference is above the store's limit and
        nobody says why), `not_signed_in` or `approval_needed`; then the shift stays open.
        """
        shift, staff = self.current, self._staff.require()
        if shift is None:
            raise Refused("shift_needed")
        try:
            counted = counted_minor(counts)
        except ValueError as error:
            raise Refused("amount_wrong") from error
        reading = self.reading()
        over_short = counted - reading.expected_cash_minor
        if abs(over_short) > self.rules.reason_above_minor and not reason.strip():
            raise Refused("reason_missing")
        self._staff.permit("close_shift", approval)
        last = self._journal.last_shift_close()
        sync = self._journal.facts()
        first = self._journal.next_batch(1)
        body = {
            "shift_id": shift.shift_id,
            "staff_id": staff.staff_id,
            "business_day": shift.business_day,
            "currency": self._desk.facts.currency,
            "z_number": 1 if last is None else last.document()["z_number"] + 1,
            "counts": _counts(counts),
            "counted_minor": counted,
            "over_short_minor": over_short,
            "recounts": recounts,
            "reason": reason.strip()[:REASON_CHARACTERS],
            "reading": reading.document(),
            "waiting": {
                "count": sync.waiting,
                "first": {"epoch": first[0].epoch, "seq": first[0].seq} if first else None,
            },
        }
        under_way = self.refunds_under_way()
        if under_way["count"]:
            body["refunds_under_way"] = under_way
        self._mark = self._write("shift_closed", body, approval, counted)
        return ClosedShift(body, self._mark.occurred_at, shift.opened_at)

    def _write(self, kind: str, body: Mapping[str, Any], approval: Approval | None, amount_minor: int) -> Entry:
        """`approval` is written with it, where the right is not the asker's own."""
        with self._desk.unit_of_work() as uow:
            entry = uow.journal.append(kind, body)
            self._staff.approvals.use(uow, approval, amount_minor=amount_minor)
            uow.commit()
        return entry


def _counts(counts: Mapping[int, int]) -> dict[str, int]:
    return {str(denomination): pieces for denomination, pieces in sorted(counts.items(), reverse=True) if pieces}
