"""What each table holds about a member, and what becomes of it when the person is erased: docs/spec/erasure.md.

One list for both: an export gives every row of it, an erasure treats every table of it. A test holds it complete.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: `dropped`: the rows go. `kept`: they stay under the id, which leads to nobody any more.
Fate = Literal["dropped", "kept"]


@dataclass(frozen=True, slots=True)
class Held:
    """`columns` may hold the member's id; `why` says what it is for, or why it stays. `unshown`: columns that nobody
    gets to see, not even the member.
    """

    columns: tuple[str, ...]
    fate: Fate
    why: str
    unshown: tuple[str, ...] = ()


def _all(fate: Fate, why: str, *tables: str, columns: tuple[str, ...] = ("one_id",)) -> dict[str, Held]:
    return {table: Held(columns, fate, why) for table in tables}


HELD: Mapping[str, Held] = {
    **_all("dropped", "who somebody is", "member", "member_past", "member_store", "member_joined", "join_repair"),
    **_all("dropped", "what leads to them", "linked_account", "linked_account_event"),
    **_all("dropped", "what they agreed to", "consent"),
    **_all("dropped", "what others said of them", "member_tag", "member_note", "task_mark"),
    **_all("dropped", "who looks after them", "guide_assignment", "member_guide"),
    **_all("dropped", "what was reckoned about them", "member_facts", "member_due", "tier_now", "growth_now"),
    **_all("dropped", "when their points end", "points_lot"),
    **_all("dropped", "what they bought, line by line", "purchase_line", "first_purchase_claim"),
    **_all("dropped", "what they wait for and came to", "wanted", "event_visit", "member_promise"),
    **_all("dropped", "what they may use", "entitlement", "plan_period"),
    "member_merge": Held(("one_id", "alias"), "dropped", "who they were before they were one"),
    **_all("kept", "postings and what they sum up to", "member_transfer", "member_posting", "member_program"),
    **_all(
        "kept",
        "coupons are pieces in the books",
        *("coupon", "coupon_use", "coupon_swap", "coupon_hold"),
        columns=("holder",),
    ),
    **_all("kept", "which ids became this one", "member_alias", columns=("one_id", "of_one_id")),
    **_all("kept", "the books of a merge", "alias_transfer"),
    **_all("kept", "limits of offers, and codes that were shown once", "offer_use", "accepted_code"),
    **_all("kept", "services and tiers that were given", "entitlement_move", "tier_history"),
    **_all("kept", "what a store sold, took back and gave", "sale", "goods_return", "redemption", "handout"),
    **_all("kept", "that somebody joined, for the figures of the store", "join_taken"),
    **_all("kept", "a draw can be computed again", "draw_entry"),
    **_all("kept", "what tills had in hand, until it ended", "reservation", "lease"),
    **_all("kept", "what payments held, until it ended", "hold", columns=("holder",)),
    **_all("kept", "orders that were handed over", "web_order"),
    **_all("kept", "whose budget a gift was taken from", "guide_gift"),
    "value_account": Held(("one_id",), "kept", "an account at 0, with its postings", unshown=("secret_hash",)),
    "case_file": Held(("one_id", "holder"), "kept", "what people decided about money"),
    **_all("kept", "the same, step by step; notes go", "case_event", columns=("holder",)),
    **_all("kept", "who read their data: it has to be answered", "read_log"),
    "erasure": Held(("one_id",), "kept", "that and when it was done"),
}
