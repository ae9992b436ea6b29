"""What a store has proposed when its group is loaded, and what its brands said to it: docs/spec/line.md, section 18."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.proposals import Wish, decide, propose
from central_ledger.domain.roles import Grant, Speaker, staff_grants


def load_proposals(ledger: Ledger, store: str, manager: tuple[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
    """`manager` is a staff number and a name. Needs a transaction. Raises ProposalRefused for what breaks a rule."""
    staff_id, name = manager
    speaker = Speaker(f"staff:{store}/{staff_id}", name, staff_grants(store, ("manager",)), store)
    for number, row in enumerate(rows, 1):
        wish = Wish(store, f"seed-{number}", row["kind"], row["document"], row["note"])
        proposal = propose(ledger, speaker, wish)
        if "said" in row and proposal.status == "proposed":
            decision, reason = row["said"]
            brand = Speaker(f"person:{row['brand']}", row["brand"], (Grant("brand_manager", None, row["brand"]),))
            decide(ledger, brand, (store, proposal.proposal_id), decision, reason)
