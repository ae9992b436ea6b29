"""Whose phone is it: asked by a till with a connection, for somebody who stands there. Every answer is on record."""

from __future__ import annotations

import json
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import member_data, publish_members
from central_ledger.application.scopes import is_of_store
from central_ledger.store.identities import phone_holder


def look_up_phone(ledger: Ledger, store: str, till: str, digest: str, staff_id: str) -> list[dict[str, Any]]:
    """The rows of whoever has a phone. The store has to do with them from now on: its tills get them with the next
    pull. Each row is a read of a profile, on record before it goes out.
    """
    holder = phone_holder(digest)
    with ledger.database.transaction():
        found = dict.fromkeys(ledger.identities.current(link.one_id) for link in ledger.identities.linked(holder))
        rows = {one_id: data for one_id in found if (data := member_data(ledger, one_id)) is not None}
        now = ledger.now()
        new = [one_id for one_id in rows if not is_of_store(ledger, store, one_id)]
        ledger.members.put_stores((one_id, store, False, now) for one_id in new)
        publish_members(ledger, new)
        for one_id in rows:
            who = f"till:{store}/{till}"
            ledger.reads.note_member(now, who, scope=store, what=f"phone:{staff_id}", one_id=one_id, why="look_up")
    return [json.loads(data) for data in rows.values()]
