"""How a database of an earlier program becomes one of this: steps for each version of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from central_ledger.store.schema import APPEND_ONLY, EMPTIED, ERASED_ROWS, FREE_COLUMNS, SCHEMA_VERSION, TABLES


@dataclass(frozen=True, slots=True)
class AppendOnly:
    """Rows of this table are only added: the engine refuses to change or delete one.

    `guarded`: the columns that stay, where others may change (empty: all stay). `emptied`: the column of which nothing
    changes but that it is emptied. `named_in`: the column that says whose a row is, where an erasure of theirs, and
    nothing else, drops and empties rows.
    """

    table: str
    guarded: tuple[str, ...] = ()
    emptied: str = ""
    named_in: str = ""


@dataclass(frozen=True, slots=True)
class PerEngine:
    """A statement that has no common text, such as one that reads JSON. An empty text: nothing to do."""

    sqlite: str
    postgresql: str


Step = str | AppendOnly | PerEngine


def _append_only(tables: Iterable[str]) -> tuple[Step, ...]:
    return tuple(
        AppendOnly(table, _guarded(table), EMPTIED.get(table, ""), ERASED_ROWS.get(table, "")) for table in tables
    )


def _guarded(table: str) -> tuple[str, ...]:
    """The columns of a table that nothing changes; empty: all of them."""
    changed = FREE_COLUMNS.get(table, ())
    return tuple(name for name in columns_of(table) if name not in changed) if changed else ()


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table, as the schema makes them."""
    made = next(statement for statement in TABLES if statement.startswith(f"CREATE TABLE {table} ("))
    inner = made.partition("(")[2].partition("PRIMARY KEY (")[0]
    return tuple(part.split()[0] for part in inner.split(",") if part.split())


def _guarded_anew(tables: Sequence[str]) -> tuple[Step, ...]:
    """What the engine refused by now, without its triggers: they are made again as they are now."""
    drops = [
        PerEngine(f"DROP TRIGGER IF EXISTS {table}_no_{sqlite}", f"DROP TRIGGER IF EXISTS {table}_{other} ON {table}")
        for table in tables
        for sqlite, other in (("update", "append_only"), ("delete", "no_truncate"), ("change", "no_change"))
    ]
    return (*drops, *_append_only(tables))


def _named(names: Iterable[str]) -> tuple[str, ...]:
    """The statements that make these."""
    return tuple(statement for statement in TABLES if statement.split()[2] in set(names))


_NAMES_OF_2 = ("offer_period", "replay_mark", "member_past", "first_purchase_claim", "coupon_by_id")
#: Tables and indexes that version 3 adds.
_NAMES_OF_3 = (
    "group_handover",
    "retaken",
    "shift",
    "stock_movement",
    "stock_level",
    "till_seen",
    "reservation",
    "offer_use",
    "lease",
    "coupon_hold",
    "hold",
    "budget",
    "lease_by_id",
    "lease_by_till",
    "lease_live",
    "handout",
    *("goods_return", "goods_return_of_sale"),
    "entitlement",
    "entitlement_move",
    "coupon_swap",
    *("person", "token", "access_log", "case_event", "case_by_time", "case_by_id"),
    *("feed_history", "read_log", "read_log_by_member", "read_log_by_page"),
    "member_store_by_store",
)
#: Tables and indexes that version 4 adds.
_NAMES_OF_4 = ("guess", "guess_by_time", "parked_basket", "web_order", "return_hold", "sale_by_entry")
#: Tables and indexes that version 5 adds.
_NAMES_OF_5 = (
    *("group_rules", "client", "client_request", "proposal", "proposal_event", "proposal_by_time"),
    *("member_tag", "outbox"),
    *("tier_history", "tier_now", "tier_now_by_end"),
    *("points_lot", "points_lot_by_day", "program_month"),
    *("redemption", "redemption_by_reward", "draw", "draw_entry"),
    *("settlement_rules", "settlement_part", "settlement_part_of_period", "settlement_back", "settlement_back_of_sale"),
    *("earning", "earning_by_day", "earning_of_transfer", "settlement_sum", "settlement_day"),
    *("wallet_refund", "wallet_refund_open"),
    *("value_account", "value_account_by_batch", "value_account_by_member", "rain_check"),
    *("member_alias", "member_alias_of", "member_merge", "alias_transfer", "consent", "join_repair"),
    *("plan_period", "plan_period_by_end"),
    *("linked_account", "linked_account_event", "linked_account_of_member"),
)
#: Tables and indexes that version 6 adds.
_NAMES_OF_6 = (
    *("member_facts", "member_facts_by_day", "member_due", "member_joined", "member_note"),
    *("purchase_line_by_time", "web_order_of_member", "case_of_member", "goods_return_of_member", "member_promise"),
    *("guide_assignment", "member_guide", "member_guide_by_guide", "task_mark", "task_mark_by_time"),
    *("task_mark_by_day", "task_mark_in_no_parcel"),
    *("organisation", "organisation_store", "organisation_store_of_district"),
    *("sale_by_day", "sale_in_no_parcel", "figure_parcel", "figure_parcel_by_day"),
    *("clearing_item", "clearing_item_by_name", "clearing_count", "clearing_mark", "sale_return"),
    *("join_taken", "join_taken_by_day", "join_taken_by_member", "join_taken_in_no_parcel"),
    *("suggested_goods", "suggested_goods_by_day"),
    *("wanted", "wanted_by_day", "event_visit", "event_visit_by_event"),
    *("guide_gift", "guide_gift_of_month"),
)
#: Tables and indexes that version 7 adds.
_NAMES_OF_7 = (
    *("erasure", "erasure_at_work", "redaction", "linked_account_event_of_member"),
    *("shard_name", "archive", "archived_span", "board_choice", "growth_now"),
)

#: The day and the seller of sales of before, and who joined: the till's date is the store's day.
_FIGURES_OF_BEFORE = (
    "UPDATE sale SET day = substr(occurred_at, 1, 10)",
    PerEngine(
        "UPDATE sale SET staff_id = COALESCE((SELECT COALESCE(json_extract(CAST(e.body AS TEXT), '$.guide'), "
        "json_extract(CAST(e.body AS TEXT), '$.cashier')) FROM entry AS e WHERE e.store = sale.store AND e.till = "
        "sale.till AND e.epoch = sale.epoch AND e.seq = sale.seq), '')",
        "UPDATE sale SET staff_id = COALESCE((SELECT COALESCE(convert_from(e.body, 'UTF8')::json ->> 'guide', "
        "convert_from(e.body, 'UTF8')::json ->> 'cashier') FROM entry AS e WHERE e.store = sale.store AND e.till = "
        "sale.till AND e.epoch = sale.epoch AND e.seq = sale.seq), '')",
    ),
    PerEngine(
        "INSERT INTO join_taken (store, enrolment_id, one_id, staff_id, day) SELECT store, "
        "json_extract(CAST(body AS TEXT), '$.enrolment_id'), json_extract(CAST(body AS TEXT), '$.one_id'), "
        "json_extract(CAST(body AS TEXT), '$.staff_id'), substr(occurred_at, 1, 10) FROM entry WHERE kind = "
        "'member_enrolled' AND code IS NULL ON CONFLICT (store, enrolment_id) DO NOTHING",
        "INSERT INTO join_taken (store, enrolment_id, one_id, staff_id, day) SELECT store, "
        "convert_from(body, 'UTF8')::json ->> 'enrolment_id', convert_from(body, 'UTF8')::json ->> 'one_id', "
        "convert_from(body, 'UTF8')::json ->> 'staff_id', substr(occurred_at, 1, 10) FROM entry WHERE kind = "
        "'member_enrolled' AND code IS NULL ON CONFLICT (store, enrolment_id) DO NOTHING",
    ),
)


#: What a database of the version before needs to become one of this version. Those before version 3 are SQLite's alone.
MIGRATIONS: Mapping[int, tuple[Step, ...]] = {
    2: (
        *_named(_NAMES_OF_2),
        # What is in force now was sent at some time that nobody noted.
        "INSERT INTO offer_period (offer_id, number, version, sent_from) SELECT row_key, 1, "
        "json_extract(data, '$.version'), '' FROM feed_row WHERE scope = 'group' AND feed = 'offers' AND deleted = 0",
    ),
    3: (
        *_named(_NAMES_OF_3),
        "ALTER TABLE till ADD COLUMN resumed_at TEXT",
        *_append_only(name for name in APPEND_ONLY if name in _NAMES_OF_3),
        # Uses of offers with limits, from the sales that are there; the till's date is the store's day.
        "INSERT INTO offer_use (one_id, offer_id, store, sale_id, number, day, covered) SELECT s.one_id, "
        "json_extract(a.value, '$.offer'), s.store, s.sale_id, a.key + 1, substr(s.occurred_at, 1, 10), 1 FROM sale "
        "AS s JOIN entry AS e ON e.store = s.store AND e.till = s.till AND e.epoch = s.epoch AND e.seq = s.seq, "
        "json_each(CAST(e.body AS TEXT), '$.pricing.applied') AS a WHERE s.one_id IS NOT NULL AND "
        "json_extract(a.value, '$.offer') IN (SELECT offer_id FROM offer WHERE "
        "COALESCE(json_extract(document, '$.limits.per_member'), "
        "json_extract(document, '$.limits.per_member_day')) IS NOT NULL)",
        "ALTER TABLE coupon_use ADD COLUMN given_back BIGINT NOT NULL DEFAULT 0",
        # Purchases of before have no brand: they count for the group's tiers alone.
        "ALTER TABLE purchase_line ADD COLUMN brand TEXT NOT NULL DEFAULT ''",
        # What became of these cases before is not known: their history begins with the state of now.
        "INSERT INTO case_event (holder, case_id, number, at, who, what, owner, decision, note, amount) "
        "SELECT holder, case_id, 1, opened_at, 'ledger', CASE status WHEN 'open' THEN 'opened' ELSE status END, owner, "
        "decision, '', amount FROM case_file",
        "INSERT INTO feed_history (scope, feed, row_key, version, deleted) SELECT scope, feed, row_key, version, "
        "deleted FROM feed_row WHERE feed = 'members'",
    ),
    4: _named(_NAMES_OF_4),
    5: (
        *_named(_NAMES_OF_5),
        *_append_only(name for name in APPEND_ONLY if name in _NAMES_OF_5),
        # What became of a coupon is booked from its next move on: its issue and the states before are not known.
        "ALTER TABLE coupon ADD COLUMN state TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE member_program ADD COLUMN expired BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE member_program ADD COLUMN expired_through TEXT NOT NULL DEFAULT ''",
    ),
    6: (
        # When codes of before were shown nobody looks up: contacts begin with this version.
        "ALTER TABLE accepted_code ADD COLUMN accepted_at TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE sale ADD COLUMN day TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE sale ADD COLUMN staff_id TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE sale ADD COLUMN parcel BIGINT",
        "ALTER TABLE entitlement ADD COLUMN sku TEXT NOT NULL DEFAULT ''",
        *_named(_NAMES_OF_6),
        *_append_only(name for name in APPEND_ONLY if name in _NAMES_OF_6),
        # Everybody is reckoned once; what they said when they joined says since when they are members.
        "INSERT INTO member_due (one_id, mark) SELECT one_id, 'new' FROM member",
        "INSERT INTO member_joined (one_id, joined_on) SELECT one_id, substr(MIN(at), 1, 10) FROM consent "
        "WHERE purpose = 'membership' GROUP BY one_id",
        PerEngine(
            "INSERT INTO member_promise (one_id, rain_check_id) SELECT json_extract(promise, '$.one_id'), holder FROM "
            "rain_check WHERE json_extract(promise, '$.one_id') IS NOT NULL",
            "INSERT INTO member_promise (one_id, rain_check_id) SELECT promise::json ->> 'one_id', holder FROM "
            "rain_check WHERE promise::json ->> 'one_id' IS NOT NULL",
        ),
        *_FIGURES_OF_BEFORE,
        "INSERT INTO sale_return (store, sale_id, by_store, return_id) SELECT sale_store, sale_id, store, return_id "
        "FROM goods_return",
    ),
    7: (
        *_named(_NAMES_OF_7),
        *_append_only(name for name in APPEND_ONLY if name in _NAMES_OF_7),
        *_guarded_anew(sorted({*FREE_COLUMNS, *ERASED_ROWS} - set(_NAMES_OF_7))),
    ),
}


def steps_since(version: int) -> tuple[Step, ...]:
    """What a database of this version lacks; 0: everything. A table that a step makes is at once as it is now: what
    later steps add to it is there.
    """
    if not version:
        return (*TABLES, *_append_only(APPEND_ONLY))
    steps = [step for number in range(version + 1, SCHEMA_VERSION + 1) for step in MIGRATIONS[number]]
    made = {step.split()[2] for step in steps if isinstance(step, str) and step.startswith("CREATE TABLE ")}
    return tuple(step for step in steps if _table_added_to(step) not in made)


def _table_added_to(step: Step) -> str | None:
    """The table that gets a column by this step."""
    return step.split()[2] if isinstance(step, str) and step.startswith("ALTER TABLE ") else None
