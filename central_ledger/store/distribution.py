"""Where each table lies when the ledger is distributed: by which column, or whole on every node, and why.

docs/scaling.md says what follows from it. All distributed tables hash one text column into the same number of shards,
so rows of one name (a store, a member, a coupon that anybody may use) lie together, whatever their tables are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: `store`, `member` and `scope`: in shards, by the name of a store, of a member or another holder, of who pulls it.
#: `reference`: whole on every node. `local`: on the coordinator alone.
Place = Literal["store", "member", "scope", "reference", "local"]

#: More than there will be machines for years, so that each gets whole ones; each costs every table some catalogue rows.
SHARDS = 32


@dataclass(frozen=True, slots=True)
class Placed:
    """`column` is the distribution column, empty for tables that are in no shards."""

    place: Place
    column: str
    why: str


def _by(place: Place, column: str, why: str, *tables: str) -> dict[str, Placed]:
    return {table: Placed(place, column, why) for table in tables}


PLACES: Mapping[str, Placed] = {
    **_by(
        "store",
        "store",
        "a till's journal, and what its store's books make of it, are written by one push",
        *("till", "epoch", "entry", "evidence", "retaken", "sale", "transfer", "posting", "replay_mark", "till_seen"),
        *(
            "shift",
            "stock_movement",
            "stock_level",
            "handout",
            "wallet_refund",
            "redaction",
            "archive",
            "archived_span",
        ),
    ),
    **_by(
        "store",
        "store",
        "a sale is split in the transaction that books it; a day is closed from its store's rows alone",
        *("settlement_part", "settlement_back", "earning", "settlement_sum", "settlement_day"),
    ),
    **_by(
        "store",
        "store",
        "told by the store's tills, about the store",
        *("join_taken", "figure_parcel", "suggested_goods", "board_choice"),
        *("goods_return", "redemption", "reservation", "parked_basket", "web_order", "proposal", "proposal_event"),
    ),
    **_by(
        "store",
        "store",
        "by the store that sold: a sale asks whether goods of it came back, without asking every store",
        *("sale_return", "return_hold"),
    ),
    **_by(
        "member",
        "one_id",
        "who somebody is, and what follows from it: one member's rows decide about each other",
        *("member", "member_past", "member_store", "member_tag", "member_merge", "alias_transfer", "consent"),
        *("plan_period", "join_repair", "first_purchase_claim", "erasure"),
        *("member_facts", "member_due", "member_joined", "member_note", "member_promise"),
        *("guide_assignment", "member_guide", "task_mark", "wanted", "event_visit"),
    ),
    **_by(
        "member",
        "one_id",
        "a member's balances, and the postings that they are sums of",
        *("member_program", "member_transfer", "member_posting", "points_lot"),
        *("tier_history", "tier_now", "growth_now"),
    ),
    **_by(
        "member",
        "one_id",
        "what a member did that limits what they may do next",
        *("offer_use", "accepted_code", "purchase_line", "entitlement", "entitlement_move"),
    ),
    **_by(
        "member",
        "holder",
        "a coupon lies with its member; one that anybody may use is a name of its own, and so never with two stores",
        *("coupon", "coupon_use", "coupon_swap", "coupon_hold"),
    ),
    **_by(
        "member",
        "holder",
        "what is promised of a member, a coupon or a budget is decided where it is kept, by whoever asks",
        *("lease", "hold", "budget", "value_account", "rain_check", "guide_gift"),
    ),
    **_by("member", "holder", "a case lies with what it is about", "case_file", "case_event"),
    **_by("member", "holder", "a phone or a card leads to its member", "linked_account", "linked_account_event"),
    **_by(
        "scope",
        "scope",
        "a store's tills pull from its own shard; its versions are counted there",
        *("feed", "feed_row", "feed_run", "feed_history", "read_log"),
    ),
    **_by("scope", "scope", "a lane of events, or a draw, is counted in its own place", "outbox", "draw_entry"),
    **_by("member", "source", "what waits is written with what it follows from", "clearing_item", "clearing_count"),
    **_by("member", "name", "a row that lies where a name's rows do, to write many of them by", "shard_name"),
    **_by("member", "target", "that it was done is written with what it does", "clearing_mark"),
    **_by(
        "reference",
        "",
        "small, changed by people, asked beside rows of every shard",
        *("store", "offer", "offer_period", "member_alias", "group_rules", "settlement_rules"),
        *("organisation", "organisation_store"),
    ),
    **_by(
        "local",
        "",
        "asked by itself: keys, people and programs lie on as few machines as can be",
        *("meta", "secret_key", "public_key", "enrolment", "group_handover", "run", "person", "token"),
        *("access_log", "guess", "client", "client_request", "draw", "program_month"),
    ),
}

#: What is written in one transaction of several shards on purpose, atomic by two-phase commit, because it is rare or
#: must answer at once: it says so by this name (`Database.spans`). `Database.transaction` is for what people do (keys,
#: offers, decisions, merges, enrolment, migrations), alone, wherever it lies. Every other transaction writes one shard:
#: tests hold the list to the code and the code to the list, and the database counts both.
SPANNING: Mapping[str, str] = {
    "reserve": "the till is answered at once: its store's row, and the holds at the member or the coupons",
    "hold": "the till is answered at once: its store's row, and the hold at a card or a wallet",
    "exchange": "the till is answered at once: its member's points, and that its store asked about them is on record",
    "deal": "leases are dealt to a till for a page of members, or from a budget, at once",
    "bearer": "a sale that used a coupon of anybody, a budget, a card or a rain check: these and its member at once",
    "return": "goods came back: the member, the coupons, and the split of the store that sold",
    "reward": "a reward for points is a row of its store, beside its member's; a draw has a place of its own",
    "join": "a member joins: the phone and the cards that lead to them",
    "epoch": "a till whose journal begins anew, or forks, is asked for its leases",
    "nightly": "members by the page, at night: tiers, plans and points that end, facts that are reckoned",
    "beat": "that a process lives is a row of the coordinator's",
    "evidence": "what a revoked till sends is kept, whichever stores it names",
    "first": "a sale that gave something for a first purchase is held against its member's others",
}


def distributed() -> dict[str, str]:
    """The distribution column of each table that has one."""
    return {table: placed.column for table, placed in PLACES.items() if placed.column}
