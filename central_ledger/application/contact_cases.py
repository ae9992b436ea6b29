"""Contacts with members who had said that they want none: each is a case. Nobody can overrule an opt-out.

Judged anew whenever a contact or a consent comes in, so the cases are the same in whatever order they come: a
contact is held against what the member had said by then, by the clocks of the tills.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import rules_in_force
from central_ledger.domain.cases import Case, CaseStatus, case_id
from central_ledger.store.contacts import MarkRow
from central_ledger.store.identities import ConsentRow
from retail.contact_rules import NO_CONTACT_RULES

KIND = "contact_against_opt_out"


def judge_contacts(ledger: Ledger, one_id: str) -> None:
    """Open the cases of a member's contacts, and withdraw those that what came since explains."""
    done = [row for row in ledger.contacts.marks_of(one_id) if row.mark == "done"]
    if not done:
        return
    rules = rules_in_force(ledger).today or NO_CONTACT_RULES
    said = ledger.identities.consents_of(one_id)
    for row in done:
        by_then = {one.purpose: one for one in said if one.at <= row.at}
        allowed = rules.may_contact({purpose: one.given for purpose, one in by_then.items()})
        wanted = case_id(KIND, row.told_of, row.mark_id)
        known = ledger.cases.get(one_id, wanted)
        if known is None and not allowed:
            against = [one for one in by_then.values() if not one.given]
            ledger.cases.put(_case(ledger, wanted, row, against))
        elif known is not None and known.status != "decided":
            status: CaseStatus = "withdrawn" if allowed else "open"
            if known.status != status:
                ledger.cases.put(replace(known, status=status))


def _case(ledger: Ledger, wanted: str, row: MarkRow, against: Sequence[ConsentRow]) -> Case:
    """What was said against it; empty: a consent that is needed was never given."""
    said = [
        {"purpose": one.purpose, "at": one.at, "store": one.store, "till": one.till}
        for one in sorted(against, key=lambda one: (one.at, one.purpose))
    ]
    return Case(
        holder=row.one_id,
        case_id=wanted,
        kind=KIND,
        store=row.store,
        till=row.till,
        one_id=row.one_id,
        detail={"rule": row.rule_id, "how": row.how, "at": row.at, "staff_id": row.staff_id, "said": said},
        opened_at=ledger.now(),
    )
