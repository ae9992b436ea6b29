"""The ledger's tables, in SQL that SQLite and PostgreSQL share (`dialect` translates the names of types).

Tables that grow with members or sales are grouped by their distribution column, which is in every unique key.
"""

from __future__ import annotations

from collections.abc import Mapping

from central_ledger.store.archive_schema import ARCHIVE_TABLES
from central_ledger.store.clearing_schema import CLEARING_TABLES
from central_ledger.store.contact_schema import CONTACT_TABLES
from central_ledger.store.desk_schema import DESK_TABLES
from central_ledger.store.erasure_schema import ERASURE_TABLES
from central_ledger.store.member_schema import MEMBER_FACTS_TABLES
from central_ledger.store.organisation_schema import ORGANISATION_REFERENCE, ORGANISATION_TABLES
from central_ledger.store.program_schema import PROGRAM_REFERENCE, PROGRAM_TABLES
from central_ledger.store.scope_schema import SCOPE_TABLES
from central_ledger.store.suggestion_schema import SUGGESTION_TABLES

SCHEMA_VERSION = 7

#: Small, and the same on every node.
_REFERENCE = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE secret_key (
    key_id TEXT PRIMARY KEY, type TEXT NOT NULL, private_key BLOB NOT NULL, store TEXT NOT NULL,
    valid_from TEXT, valid_to TEXT);
CREATE TABLE public_key (
    key_id TEXT PRIMARY KEY, type TEXT NOT NULL, public_key BLOB NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL,
    valid_from TEXT, valid_to TEXT);
CREATE TABLE store (store TEXT PRIMARY KEY, name TEXT NOT NULL, currency TEXT NOT NULL);
CREATE TABLE offer (
    offer_id TEXT NOT NULL, version BIGINT NOT NULL, document TEXT NOT NULL,
    PRIMARY KEY (offer_id, version));
CREATE TABLE offer_period (
    offer_id TEXT NOT NULL, number BIGINT NOT NULL, version BIGINT NOT NULL, sent_from TEXT NOT NULL, sent_to TEXT,
    PRIMARY KEY (offer_id, number));
CREATE TABLE enrolment (
    code_hash TEXT PRIMARY KEY, store TEXT NOT NULL, till TEXT NOT NULL, expires_at TEXT NOT NULL,
    used_by TEXT, device TEXT);
CREATE TABLE group_handover (
    number BIGINT PRIMARY KEY, public_key BLOB NOT NULL, signature BLOB NOT NULL, at TEXT NOT NULL);
CREATE TABLE run (run_id TEXT PRIMARY KEY, started_at TEXT NOT NULL);
CREATE TABLE person (
    person_id TEXT PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, secret_hash TEXT NOT NULL,
    added_at TEXT NOT NULL, revoked_at TEXT);
CREATE TABLE token (
    token_hash TEXT PRIMARY KEY, holder TEXT NOT NULL, name TEXT NOT NULL, roles TEXT NOT NULL, store TEXT NOT NULL,
    till TEXT NOT NULL, credential TEXT NOT NULL, issued_at TEXT NOT NULL, expires_at TEXT, revoked_at TEXT);
CREATE TABLE access_log (
    event_id TEXT PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL, address TEXT NOT NULL,
    detail TEXT NOT NULL);
CREATE TABLE guess (
    subject TEXT PRIMARY KEY, failures BIGINT NOT NULL, wait_s BIGINT NOT NULL, latest_at TEXT NOT NULL);
CREATE INDEX guess_by_time ON guess (latest_at);
CREATE TABLE group_rules (
    version BIGINT PRIMARY KEY, document TEXT NOT NULL, published_at TEXT NOT NULL, published_by TEXT NOT NULL);
CREATE TABLE settlement_rules (
    version BIGINT PRIMARY KEY, document TEXT NOT NULL, published_at TEXT NOT NULL, published_by TEXT NOT NULL);
CREATE TABLE client (
    client_id TEXT PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, added_at TEXT NOT NULL, revoked_at TEXT);
CREATE TABLE client_request (
    client_id TEXT NOT NULL, request_key TEXT NOT NULL, content_hash TEXT NOT NULL, answer TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (client_id, request_key));
CREATE TABLE member_alias (
    one_id TEXT PRIMARY KEY, of_one_id TEXT NOT NULL, merge_id TEXT NOT NULL, since TEXT NOT NULL);
CREATE INDEX member_alias_of ON member_alias (of_one_id);
"""

#: By store: tills, their journals, and the store's books.
_BY_STORE = """
CREATE TABLE till (
    store TEXT NOT NULL, till TEXT NOT NULL, public_key BLOB NOT NULL, device TEXT NOT NULL, enrolled_at TEXT NOT NULL,
    suspended_at TEXT, revoked_at TEXT, resumed_at TEXT,
    PRIMARY KEY (store, till));
CREATE TABLE epoch (
    store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, opened_order BIGINT NOT NULL,
    high_water BIGINT NOT NULL, head_hash BLOB NOT NULL, highest_seen BIGINT NOT NULL,
    closed_seq BIGINT, closed_hash BLOB,
    PRIMARY KEY (store, till, epoch));
CREATE TABLE entry (
    store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL,
    version BIGINT NOT NULL, occurred_at TEXT NOT NULL, elapsed_ms BIGINT NOT NULL, previous BLOB NOT NULL,
    body BLOB NOT NULL, hash BLOB NOT NULL, code TEXT, received_at TEXT NOT NULL,
    PRIMARY KEY (store, till, epoch, seq));
CREATE TABLE evidence (
    store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, seq BIGINT NOT NULL, kind TEXT NOT NULL,
    version BIGINT NOT NULL, occurred_at TEXT NOT NULL, elapsed_ms BIGINT NOT NULL, previous BLOB NOT NULL,
    body BLOB NOT NULL, hash BLOB NOT NULL, code TEXT NOT NULL, received_at TEXT NOT NULL,
    PRIMARY KEY (store, till, epoch, seq, hash));
CREATE TABLE retaken (
    store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, seq BIGINT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (store, till, epoch, seq));
CREATE TABLE sale (
    store TEXT NOT NULL, sale_id TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, seq BIGINT NOT NULL,
    occurred_at TEXT NOT NULL, currency TEXT NOT NULL, one_id TEXT, gross BIGINT NOT NULL, payable BIGINT NOT NULL,
    day TEXT NOT NULL DEFAULT '', staff_id TEXT NOT NULL DEFAULT '', parcel BIGINT,
    PRIMARY KEY (store, sale_id));
CREATE TABLE goods_return (
    sale_store TEXT NOT NULL, sale_id TEXT NOT NULL, store TEXT NOT NULL, return_id TEXT NOT NULL, till TEXT NOT NULL,
    epoch TEXT NOT NULL, seq BIGINT NOT NULL, one_id TEXT, currency TEXT NOT NULL, refund BIGINT NOT NULL,
    settled BIGINT NOT NULL,
    PRIMARY KEY (store, return_id));
CREATE INDEX goods_return_of_sale ON goods_return (sale_store, sale_id);
CREATE TABLE return_hold (
    store TEXT NOT NULL, sale_id TEXT NOT NULL, by_store TEXT NOT NULL, by_till TEXT NOT NULL, until TEXT NOT NULL,
    PRIMARY KEY (store, sale_id));
CREATE TABLE wallet_refund (
    store TEXT NOT NULL, refund_id TEXT NOT NULL, till TEXT NOT NULL, attempt_id TEXT NOT NULL, wallet TEXT NOT NULL,
    amount BIGINT NOT NULL, currency TEXT NOT NULL, return_id TEXT, began_at TEXT NOT NULL, settled_at TEXT,
    result TEXT,
    PRIMARY KEY (store, refund_id));
CREATE INDEX wallet_refund_open ON wallet_refund (store, began_at) WHERE settled_at IS NULL;
CREATE INDEX sale_by_entry ON sale (store, till, epoch, seq);
CREATE TABLE till_seen (store TEXT NOT NULL, till TEXT NOT NULL, seen_at TEXT NOT NULL, PRIMARY KEY (store, till));
CREATE TABLE reservation (
    store TEXT NOT NULL, till TEXT NOT NULL, reservation_id TEXT NOT NULL, one_id TEXT, request TEXT NOT NULL,
    until TEXT NOT NULL, status TEXT NOT NULL,
    PRIMARY KEY (store, till, reservation_id));
CREATE TABLE shift (
    store TEXT NOT NULL, till TEXT NOT NULL, shift_id TEXT NOT NULL, business_day TEXT NOT NULL, epoch TEXT NOT NULL,
    seq BIGINT NOT NULL, z_number BIGINT, closed_epoch TEXT, closed_seq BIGINT, over_short BIGINT,
    PRIMARY KEY (store, till, shift_id));
CREATE TABLE replay_mark (
    store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, seq BIGINT NOT NULL,
    PRIMARY KEY (store, till, epoch));
CREATE TABLE transfer (
    store TEXT NOT NULL, transfer_id TEXT NOT NULL, kind TEXT NOT NULL, reference TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    PRIMARY KEY (store, transfer_id));
CREATE TABLE posting (
    store TEXT NOT NULL, transfer_id TEXT NOT NULL, line_no BIGINT NOT NULL, account TEXT NOT NULL,
    unit TEXT NOT NULL, amount BIGINT NOT NULL,
    PRIMARY KEY (store, transfer_id, line_no));
CREATE TABLE stock_movement (
    store TEXT NOT NULL, movement_id TEXT NOT NULL, sku TEXT NOT NULL, kind TEXT NOT NULL, reference TEXT NOT NULL,
    thousandths BIGINT NOT NULL, occurred_at TEXT NOT NULL,
    PRIMARY KEY (store, movement_id, sku));
CREATE TABLE stock_level (
    store TEXT NOT NULL, sku TEXT NOT NULL, thousandths BIGINT NOT NULL, counted_at TEXT,
    PRIMARY KEY (store, sku));
CREATE TABLE parked_basket (
    store TEXT NOT NULL, parking_id TEXT NOT NULL, till TEXT NOT NULL, parked_at TEXT NOT NULL,
    expires_at TEXT NOT NULL, summary TEXT NOT NULL, document TEXT NOT NULL, status TEXT NOT NULL, claimed_by TEXT,
    PRIMARY KEY (store, parking_id));
CREATE TABLE web_order (
    store TEXT NOT NULL, order_id TEXT NOT NULL, one_id TEXT NOT NULL, document TEXT NOT NULL, handover_id TEXT,
    till TEXT, handed_at TEXT,
    PRIMARY KEY (store, order_id));
CREATE TABLE handout (
    store TEXT NOT NULL, sale_id TEXT NOT NULL, handout_id TEXT NOT NULL, code TEXT NOT NULL, label TEXT NOT NULL,
    partner TEXT NOT NULL, one_id TEXT, issued_at TEXT NOT NULL, expires_at TEXT,
    PRIMARY KEY (store, sale_id, handout_id));
CREATE TABLE settlement_part (
    store TEXT NOT NULL, transfer_id TEXT NOT NULL, sale_id TEXT NOT NULL, day TEXT NOT NULL, period TEXT NOT NULL,
    rules BIGINT NOT NULL, at_store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL, seq BIGINT NOT NULL,
    PRIMARY KEY (store, transfer_id));
CREATE INDEX settlement_part_of_period ON settlement_part (store, period);
CREATE TABLE settlement_back (
    store TEXT NOT NULL, transfer_id TEXT NOT NULL, line_id TEXT NOT NULL, sale_id TEXT NOT NULL,
    thousandths BIGINT NOT NULL, listed BIGINT NOT NULL,
    PRIMARY KEY (store, transfer_id, line_id));
CREATE INDEX settlement_back_of_sale ON settlement_back (store, sale_id);
CREATE TABLE earning (
    store TEXT NOT NULL, staff_id TEXT NOT NULL, transfer_id TEXT NOT NULL, line_id TEXT NOT NULL,
    sale_id TEXT NOT NULL, day TEXT NOT NULL, period TEXT NOT NULL, occurred_at TEXT NOT NULL, sku TEXT NOT NULL,
    brand TEXT NOT NULL, quantity TEXT NOT NULL, rule_id TEXT NOT NULL, payer TEXT NOT NULL, base BIGINT NOT NULL,
    share_bps BIGINT NOT NULL, amount BIGINT NOT NULL, points BIGINT NOT NULL, next_day BIGINT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (store, staff_id, transfer_id, line_id));
CREATE INDEX earning_by_day ON earning (store, staff_id, day);
CREATE INDEX earning_of_transfer ON earning (store, transfer_id);
CREATE TABLE settlement_sum (
    store TEXT NOT NULL, period TEXT NOT NULL, account TEXT NOT NULL, unit TEXT NOT NULL, day TEXT NOT NULL,
    amount BIGINT NOT NULL, postings BIGINT NOT NULL,
    PRIMARY KEY (store, period, account, unit, day));
CREATE TABLE settlement_day (
    store TEXT NOT NULL, day TEXT NOT NULL, number BIGINT NOT NULL, document TEXT NOT NULL, hash TEXT NOT NULL,
    closed_at TEXT NOT NULL,
    PRIMARY KEY (store, day));
CREATE TABLE proposal (
    store TEXT NOT NULL, proposal_id TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, document TEXT NOT NULL,
    brands TEXT NOT NULL, status TEXT NOT NULL, proposed_by TEXT NOT NULL, proposed_at TEXT NOT NULL,
    PRIMARY KEY (store, proposal_id));
CREATE TABLE proposal_event (
    store TEXT NOT NULL, proposal_id TEXT NOT NULL, number BIGINT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    what TEXT NOT NULL, brands TEXT NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (store, proposal_id, number));
CREATE INDEX proposal_by_time ON proposal (proposed_at, proposal_id);
"""

#: By member (`one_id`; `holder` is the member, or the coupon itself when anybody may use it).
_BY_MEMBER = """
CREATE TABLE member (
    one_id TEXT PRIMARY KEY, name TEXT NOT NULL, pinyin TEXT NOT NULL, phone TEXT NOT NULL, birthday TEXT,
    tiers TEXT NOT NULL, plans TEXT NOT NULL, cards TEXT NOT NULL, first_purchase BIGINT NOT NULL);
CREATE TABLE member_past (
    one_id TEXT NOT NULL, number BIGINT NOT NULL, until TEXT NOT NULL, tiers TEXT NOT NULL, plans TEXT NOT NULL,
    birthday TEXT, first_purchase BIGINT NOT NULL,
    PRIMARY KEY (one_id, number));
CREATE TABLE first_purchase_claim (
    one_id TEXT NOT NULL, store TEXT NOT NULL, sale_id TEXT NOT NULL, currency TEXT NOT NULL, amount BIGINT NOT NULL,
    bearer TEXT NOT NULL,
    PRIMARY KEY (one_id, store, sale_id));
CREATE TABLE member_store (
    one_id TEXT NOT NULL, store TEXT NOT NULL, home BIGINT NOT NULL, last_visit TEXT NOT NULL,
    PRIMARY KEY (one_id, store));
CREATE TABLE member_program (
    one_id TEXT NOT NULL, program TEXT NOT NULL, points BIGINT NOT NULL, overdrawn BIGINT NOT NULL,
    overdrawn_minor BIGINT NOT NULL, expired BIGINT NOT NULL DEFAULT 0, expired_through TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (one_id, program));
CREATE TABLE member_transfer (
    one_id TEXT NOT NULL, transfer_id TEXT NOT NULL, kind TEXT NOT NULL, reference TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    PRIMARY KEY (one_id, transfer_id));
CREATE TABLE member_posting (
    one_id TEXT NOT NULL, transfer_id TEXT NOT NULL, line_no BIGINT NOT NULL, account TEXT NOT NULL,
    unit TEXT NOT NULL, amount BIGINT NOT NULL,
    PRIMARY KEY (one_id, transfer_id, line_no));
CREATE TABLE coupon (
    holder TEXT NOT NULL, coupon_id TEXT NOT NULL, offer_id TEXT NOT NULL, one_id TEXT, status TEXT NOT NULL,
    expires_at TEXT, state TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (holder, coupon_id));
CREATE TABLE coupon_use (
    holder TEXT NOT NULL, coupon_id TEXT NOT NULL, store TEXT NOT NULL, sale_id TEXT NOT NULL, saving BIGINT NOT NULL,
    covered BIGINT NOT NULL, given_back BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (holder, coupon_id, store, sale_id));
CREATE TABLE offer_use (
    one_id TEXT NOT NULL, offer_id TEXT NOT NULL, store TEXT NOT NULL, sale_id TEXT NOT NULL, number BIGINT NOT NULL,
    day TEXT NOT NULL, covered BIGINT NOT NULL,
    PRIMARY KEY (one_id, offer_id, store, sale_id, number));
CREATE TABLE accepted_code (
    one_id TEXT NOT NULL, cti TEXT NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL,
    seq BIGINT NOT NULL, accepted_at TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (one_id, cti));
CREATE TABLE purchase_line (
    one_id TEXT NOT NULL, sale_id TEXT NOT NULL, line_no BIGINT NOT NULL, store TEXT NOT NULL, channel TEXT NOT NULL,
    occurred_at TEXT NOT NULL, sku TEXT NOT NULL, quantity TEXT NOT NULL, quantity_returned TEXT NOT NULL,
    unit_price BIGINT NOT NULL, net BIGINT NOT NULL, brand TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (one_id, sale_id, line_no));
CREATE TABLE entitlement (
    one_id TEXT NOT NULL, entitlement_id TEXT NOT NULL, label TEXT NOT NULL, label_en TEXT NOT NULL,
    total BIGINT NOT NULL, expires_at TEXT, source TEXT NOT NULL, sku TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (one_id, entitlement_id));
CREATE TABLE entitlement_move (
    one_id TEXT NOT NULL, entitlement_id TEXT NOT NULL, use_id TEXT NOT NULL, move TEXT NOT NULL, store TEXT NOT NULL,
    till TEXT NOT NULL, occurred_at TEXT NOT NULL, staff_id TEXT NOT NULL, sale_id TEXT,
    PRIMARY KEY (one_id, entitlement_id, use_id, move));
CREATE TABLE coupon_swap (
    holder TEXT NOT NULL, coupon_id TEXT NOT NULL, to_coupon_id TEXT NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL,
    occurred_at TEXT NOT NULL, staff_id TEXT NOT NULL, covered BIGINT NOT NULL,
    PRIMARY KEY (holder, coupon_id, to_coupon_id));
CREATE TABLE member_tag (
    one_id TEXT NOT NULL, source TEXT NOT NULL, tag TEXT NOT NULL, label TEXT NOT NULL, label_en TEXT NOT NULL,
    confidence_bps BIGINT NOT NULL, expires_at TEXT, set_at TEXT NOT NULL,
    PRIMARY KEY (one_id, source, tag));
CREATE TABLE member_merge (
    one_id TEXT NOT NULL, merge_id TEXT NOT NULL, alias TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    why TEXT NOT NULL, document TEXT NOT NULL, undone_at TEXT, undone_by TEXT, undone_document TEXT,
    PRIMARY KEY (one_id, merge_id));
CREATE TABLE alias_transfer (
    one_id TEXT NOT NULL, transfer_id TEXT NOT NULL, alias TEXT NOT NULL,
    PRIMARY KEY (one_id, transfer_id));
CREATE TABLE consent (
    one_id TEXT NOT NULL, event_id TEXT NOT NULL, purpose TEXT NOT NULL, text_version TEXT NOT NULL,
    given BIGINT NOT NULL, at TEXT NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL, staff_id TEXT NOT NULL,
    PRIMARY KEY (one_id, event_id, purpose));
CREATE TABLE plan_period (
    one_id TEXT NOT NULL, period_id TEXT NOT NULL, plan TEXT NOT NULL, sold_at TEXT NOT NULL, days BIGINT NOT NULL,
    store TEXT NOT NULL, until TEXT NOT NULL, ended_at TEXT,
    PRIMARY KEY (one_id, period_id));
CREATE INDEX plan_period_by_end ON plan_period (until, one_id);
CREATE TABLE join_repair (
    one_id TEXT NOT NULL, repair_id TEXT NOT NULL, brand TEXT NOT NULL, store TEXT NOT NULL, reason TEXT NOT NULL,
    opened_at TEXT NOT NULL, tries BIGINT NOT NULL, tried_at TEXT NOT NULL, closed_at TEXT,
    PRIMARY KEY (one_id, repair_id));
CREATE INDEX coupon_by_id ON coupon (coupon_id);
CREATE INDEX member_store_by_visit ON member_store (home, last_visit);
CREATE INDEX member_store_by_store ON member_store (store, last_visit);
"""

#: By holder: the store or the member that a case is about; a lease's or a hold's member, coupon (when anybody may use
#: it) or budget; a phone or a card that leads to members. A coupon is in the hands of one at a time, a lease or a
#: reservation: its key says so.
_BY_HOLDER = """
CREATE TABLE case_file (
    holder TEXT NOT NULL, case_id TEXT NOT NULL, kind TEXT NOT NULL, store TEXT, till TEXT, sale_id TEXT, one_id TEXT,
    unit TEXT, amount BIGINT NOT NULL, bearer TEXT, status TEXT NOT NULL, owner TEXT, detail TEXT NOT NULL,
    opened_at TEXT NOT NULL, decided_at TEXT, decision TEXT,
    PRIMARY KEY (holder, case_id));
CREATE TABLE lease (
    holder TEXT NOT NULL, lease_id TEXT NOT NULL, kind TEXT NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL,
    coupon_id TEXT, one_id TEXT, offer_id TEXT, program TEXT, currency TEXT, amount BIGINT NOT NULL,
    used BIGINT NOT NULL, status TEXT NOT NULL, granted_at TEXT NOT NULL, expires_at TEXT NOT NULL, closed_at TEXT,
    closed_by TEXT, closed_why TEXT,
    PRIMARY KEY (holder, lease_id));
CREATE TABLE coupon_hold (
    holder TEXT NOT NULL, coupon_id TEXT NOT NULL, lease_id TEXT, store TEXT NOT NULL, till TEXT NOT NULL,
    reservation_id TEXT, until TEXT,
    PRIMARY KEY (holder, coupon_id));
CREATE TABLE hold (
    holder TEXT NOT NULL, store TEXT NOT NULL, till TEXT NOT NULL, reservation_id TEXT NOT NULL, what TEXT NOT NULL,
    name TEXT NOT NULL, amount BIGINT NOT NULL, until TEXT NOT NULL,
    PRIMARY KEY (holder, store, till, reservation_id, what, name));
CREATE TABLE budget (
    holder TEXT NOT NULL, currency TEXT NOT NULL, offer_id TEXT NOT NULL, amount BIGINT NOT NULL,
    accepted BIGINT NOT NULL, spent BIGINT NOT NULL, overdrawn BIGINT NOT NULL,
    PRIMARY KEY (holder, currency));
CREATE TABLE value_account (
    holder TEXT NOT NULL, kind TEXT NOT NULL, issuer TEXT NOT NULL, currency TEXT NOT NULL, status TEXT NOT NULL,
    balance BIGINT NOT NULL, overdrawn BIGINT NOT NULL, face BIGINT, secret_hash TEXT, one_id TEXT,
    batch TEXT NOT NULL, opened_at TEXT NOT NULL, activated_at TEXT, expires_at TEXT,
    PRIMARY KEY (holder));
CREATE TABLE rain_check (
    holder TEXT NOT NULL, store TEXT, till TEXT, promise TEXT, issued_at TEXT, used_store TEXT, used_till TEXT,
    used_sale TEXT, used_at TEXT,
    PRIMARY KEY (holder));
CREATE INDEX value_account_by_batch ON value_account (batch);
CREATE INDEX value_account_by_member ON value_account (one_id);
CREATE TABLE linked_account (
    holder TEXT NOT NULL, one_id TEXT NOT NULL, kind TEXT NOT NULL, linked_at TEXT NOT NULL, reference TEXT NOT NULL,
    PRIMARY KEY (holder, one_id));
CREATE TABLE linked_account_event (
    holder TEXT NOT NULL, event_id TEXT NOT NULL, one_id TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL,
    at TEXT NOT NULL, who TEXT NOT NULL, reference TEXT NOT NULL,
    PRIMARY KEY (holder, event_id));
CREATE INDEX linked_account_of_member ON linked_account (one_id);
CREATE INDEX lease_by_id ON lease (lease_id);
CREATE INDEX lease_by_till ON lease (store, till, status);
CREATE INDEX lease_live ON lease (holder, status);
CREATE TABLE case_event (
    holder TEXT NOT NULL, case_id TEXT NOT NULL, number BIGINT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    what TEXT NOT NULL, owner TEXT, decision TEXT, note TEXT NOT NULL, amount BIGINT NOT NULL,
    PRIMARY KEY (holder, case_id, number));
CREATE INDEX case_by_time ON case_file (opened_at, case_id);
CREATE INDEX case_by_id ON case_file (case_id);
"""

_GROUPS = (
    *(_REFERENCE, PROGRAM_REFERENCE, ORGANISATION_REFERENCE, PROGRAM_TABLES),
    *(_BY_STORE, ORGANISATION_TABLES, _BY_MEMBER, _BY_HOLDER, SCOPE_TABLES, MEMBER_FACTS_TABLES, CLEARING_TABLES),
    *(SUGGESTION_TABLES, CONTACT_TABLES, DESK_TABLES, ERASURE_TABLES, ARCHIVE_TABLES),
)

TABLES: tuple[str, ...] = tuple(
    statement.strip() for group in _GROUPS for statement in group.split(";\n") if statement.strip()
)

#: The tables that every node holds whole.
REFERENCE_TABLES: frozenset[str] = frozenset(
    statement.split()[2]
    for statement in (_REFERENCE + PROGRAM_REFERENCE + ORGANISATION_REFERENCE).split(";\n")
    if statement.strip().startswith("CREATE TABLE")
)

#: The books, the journals, and what people did and read are only added to: the engine refuses to change or delete.
APPEND_ONLY: tuple[str, ...] = (
    "transfer",
    "posting",
    "member_transfer",
    "member_posting",
    "entry",
    "evidence",
    "stock_movement",
    "retaken",
    "handout",
    "entitlement_move",
    "coupon_swap",
    *("tier_history", "program_month", "redemption", "draw_entry"),
    *("access_log", "case_event", "feed_history", "read_log"),
    *("group_rules", "proposal_event", "organisation", "figure_parcel"),
    *("settlement_rules", "settlement_part", "settlement_back", "earning", "settlement_day"),
    *("linked_account_event", "consent", "redaction", "erasure"),
)

#: What may change in rows that are only added to otherwise: `audit` holds bodies against what an erasure noted.
FREE_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "entry": ("body",),
    "evidence": ("body",),
    "case_event": ("note",),
    "erasure": ("dropping", "finished_at"),
}
#: Of these nothing changes but that it is emptied.
EMPTIED: Mapping[str, str] = {"case_event": "note", "erasure": "dropping"}
#: Rows that go (or are emptied) within an erasure that names whose they are in this column, and never otherwise.
ERASED_ROWS: Mapping[str, str] = {"case_event": "holder", "linked_account_event": "one_id", "consent": "one_id"}
