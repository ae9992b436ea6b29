"""Hold erasures against what became of those whom they name, and case files against their histories.

An erasure is the only way to drop rows that are only added to otherwise; whoever drops some by hand under its name
leaves its row behind, which nothing takes away again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.store.identities import NOBODY


def erasure_problems(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for one_id in ledger.erasures.left_open():
        yield {"what": "erasure_left_open", "one_id": one_id}
    for row in ledger.erasures.all():
        if ledger.identities.current(row.one_id) != NOBODY or ledger.members.get(row.one_id) is not None:
            yield {"what": "erasure_of_somebody", "one_id": row.one_id, "who": row.who, "at": row.erased_at}
    for holder, case_id in ledger.cases.with_gaps():
        yield {"what": "case_history_missing", "holder": holder, "case": case_id}
