"""What stores are told of a member's contacts: the feed `contacts` (docs/spec/line.md, "Today")."""

from __future__ import annotations

import json
from datetime import UTC, timedelta

from central_ledger.application.ledger import Ledger
from retail.contact_rules import WEEK
from retail.contacts import Mark, standing_marks

#: So long a mark is told: what it was about comes round again after that.
MARKS_KEPT = timedelta(days=400)
#: Contacts are told for a day longer than a cap counts them: clocks of tills differ.
CONTACTS_KEPT = WEEK + timedelta(days=1)


def contact_row(ledger: Ledger, one_id: str, store: str) -> str | None:
    """The row of a member for a store's tills; None: nothing was ever done. Notes stay in the store that made them."""
    rows = ledger.contacts.marks_of(one_id)
    if not rows:
        return None
    now = ledger.clock().astimezone(UTC)
    marks_since, contacts_since = (
        (now - kept).isoformat(timespec="milliseconds") for kept in (MARKS_KEPT, CONTACTS_KEPT)
    )
    contacts = [
        {"at": row.at, "store": row.store, "brand": row.brand}
        for row in rows
        if row.is_contact and row.at >= contacts_since
    ]
    marks = standing_marks(row.as_mark() for row in rows if row.at >= marks_since)
    document = {"one_id": one_id, "contacts": contacts, "marks": [_mark(mark, store) for mark in marks.values()]}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _mark(mark: Mark, store: str) -> dict[str, str | None]:
    return {
        "task_id": mark.task_id,
        "rule_id": mark.rule_id,
        "mark": mark.mark,
        "at": mark.at,
        "staff_id": mark.staff_id,
        "store": mark.store,
        "until": mark.until,
        "note": mark.note if mark.store == store else "",
    }
