"""The audit list: who did at this till what somebody may want to ask about, out of its own journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pos_client.application.staff import StaffDesk
from retail.journal_ports import AuditReader
from retail.ports import StaffMember

#: Kinds of entries, by what they are looked for as.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "approvals": ("approval_given",),
    "prices": ("price_overridden", "unknown_goods_added"),
    "voids": ("basket_voided", "lines_removed"),
    "returns": ("return", "refund_settled"),
    "drawer": ("cash_moved",),
    "settings": ("setting_changed", "till_closed"),
    "sign_ins": ("signed_in", "signed_out"),
    "failed": ("sign_in_failed",),
}
ROWS_MAX = 300
#: So many entries are looked at for those of one person.
READ_MAX = 3_000


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """None: all. `day` is `YYYY-MM-DD` by the till's clock."""

    group: str | None = None
    staff_id: str | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One thing that was done. `facts` are the entry's body; `who` may be nobody (a number that does not exist)."""

    key: str
    occurred_at: str
    group: str
    kind: str
    who: str | None
    approved_by: str | None
    amount_minor: int | None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditPage:
    """The newest rows first; `more` when older ones were left out."""

    rows: tuple[AuditRow, ...]
    more: bool


class AuditTrail:
    """For those with the right `read_audit`."""

    def __init__(self, staff: StaffDesk, journal: AuditReader) -> None:
        self._staff = staff
        self._journal = journal

    def people(self) -> Sequence[StaffMember]:
        """Whom one can look for."""
        return self._staff.staff()

    def page(self, wanted: AuditFilter) -> AuditPage:
        """Raises Refused `not_signed_in` or `not_permitted`."""
        self._staff.require("read_audit")
        groups = [wanted.group] if wanted.group is not None else list(GROUPS)
        kinds = [kind for group in groups for kind in GROUPS[group]]
        limit = ROWS_MAX + 1 if wanted.staff_id is None else READ_MAX
        entries = self._journal.newest(kinds, wanted.day, limit)
        rows = [_row(entry.epoch, entry.seq, entry.occurred_at, entry.kind, entry.document()) for entry in entries]
        # What a wallet gave back by itself is nobody's doing.
        rows = [row for row in rows if row.kind != "refund_settled" or row.who is not None]
        if wanted.staff_id is not None:
            rows = [row for row in rows if wanted.staff_id in (row.who, row.approved_by)]
        more = len(rows) > ROWS_MAX or (wanted.staff_id is not None and len(entries) == READ_MAX)
        return AuditPage(tuple(rows[:ROWS_MAX]), more)


def _row(epoch: str, seq: int, occurred_at: str, kind: str, facts: Mapping[str, Any]) -> AuditRow:
    group = next(name for name, kinds in GROUPS.items() if kind in kinds)
    who = facts.get("staff_id") or facts.get("by") or facts.get("asked_by") or facts.get("cashier")
    approved_by = facts.get("approved_by")
    by_hand = facts.get("by_hand")
    if by_hand is not None:
        who, approved_by = by_hand["by"], by_hand["decided_by"]
    if kind == "lines_removed" and facts["lines"]:
        who = facts["lines"][0]["staff_id"]
    return AuditRow(f"{epoch}/{seq}", occurred_at, group, kind, who, approved_by, _amount_minor(kind, facts), facts)


def _amount_minor(kind: str, facts: Mapping[str, Any]) -> int | None:
    """What it is about, in minor units: of a manual price what one unit is lowered by."""
    if kind == "price_overridden":
        return int(facts["list_price_minor"]) - int(facts["unit_price_minor"])
    if kind == "return":
        return int(facts["pricing"]["refund"])
    for name in ("amount_minor", "gross_minor", "unit_price_minor"):
        if facts.get(name) is not None:
            return int(facts[name])
    return None
