"""Shifts as they come in: noted, and at their end added up again from the till's own entries.

Source: docs/spec/line.md, section 8.
"""

from __future__ import annotations

from central_ledger.application.ledger import Ledger
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.shift_bodies import ShiftBody, ShiftClosed, ShiftOpened
from retail.messages import Entry, decode_body
from retail.shift import ShiftReading


def note_shift(ledger: Ledger, entry: Entry, body: ShiftBody) -> None:
    """Remember where a shift begins. Entries of the batch must not be stored yet for this."""
    if isinstance(body, ShiftOpened):
        ledger.shifts.open(entry, body.shift_id, body.business_day)


def check_closed_shift(ledger: Ledger, entry: Entry, body: ShiftClosed) -> None:
    """Close a shift, and open a case when its report is not what its entries say. Its entries must be stored."""
    store, till, end = entry.store, entry.till, (entry.epoch, entry.seq)
    began = ledger.shifts.began(store, till, body.shift_id)
    if began is None or not ledger.shifts.close(entry, body.shift_id, body.z_number, body.over_short_minor):
        # Closed twice, or opened in a journal that never came (a lost disk): nothing to add up.
        _open_case(ledger, entry, body, "shift_differs", {"what": "no open shift of this id"})
        return
    if ledger.shifts.has_z(store, till, body.z_number, body.shift_id):
        _open_case(ledger, entry, body, "z_number_reused", {})
    reading = ShiftReading().add_all(
        (kind, decode_body(stored)) for kind, stored in ledger.shifts.entries(store, till, began, end)
    )
    ours, theirs = reading.document(), body.reading
    wrong = {
        name: {"till": theirs.get(name), "ledger": value} for name, value in ours.items() if theirs.get(name) != value
    }
    if wrong:
        _open_case(ledger, entry, body, "shift_differs", {"differences": wrong})


def _open_case(ledger: Ledger, entry: Entry, body: ShiftClosed, kind: str, detail: dict[str, object]) -> None:
    case = Case(
        holder=entry.store,
        case_id=case_id(kind, entry.store, entry.till, entry.epoch, entry.seq),
        kind=kind,
        store=entry.store,
        till=entry.till,
        unit=body.currency,
        detail={"shift_id": body.shift_id, "z_number": body.z_number, "business_day": body.business_day, **detail},
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)
