"""By which code somebody joined, as a tag that the stores see: a campaign's, or a guide's."""

from __future__ import annotations

import json
from collections.abc import Mapping

from central_ledger.application.ledger import Ledger
from central_ledger.store.member_tags import MemberTag
from retail.clientele import guide_code
from retail.joining import JoinCode

SOURCE = "joining"
SURE_BPS = 10_000
#: More staff than a store has.
STAFF_MAX = 2_000


def tag_join(ledger: Ledger, one_id: str, store: str, code: str | None, codes: Mapping[str, JoinCode]) -> None:
    """Note the code, once. One that nobody here has is noted by nothing: the entry keeps it."""
    if code is None:
        return
    campaign = codes.get(code)
    guide = None if campaign is not None else _guide_of(ledger, store, code)
    if campaign is None and guide is None:
        return
    label, label_en = (campaign.label, campaign.label) if campaign else (f"{guide} 邀请入会", f"Invited by {guide}")
    tag = MemberTag(one_id, SOURCE, f"joined:{code}", label[:40], label_en[:40], SURE_BPS, None, ledger.now())
    ledger.member_tags.put(tag)


def winner_of(ledger: Ledger, store: str, code: str | None, staff_id: str) -> str:
    """Who won somebody that joined: the guide of this store whose code it was, else who took it in."""
    for row in ledger.feeds.after(store, "staff", 0, STAFF_MAX) if code is not None else ():
        if not row.deleted and guide_code(store, row.key) == code and "guide" in json.loads(row.data)["roles"]:
            return row.key
    return staff_id


def _guide_of(ledger: Ledger, store: str, code: str) -> str | None:
    """The name of the guide of this store whose code it is."""
    for row in ledger.feeds.after(store, "staff", 0, STAFF_MAX):
        if not row.deleted and guide_code(store, row.key) == code:
            staff = json.loads(row.data)
            return str(staff["name"]) if "guide" in staff["roles"] else None
    return None
