"""The schema, as numbered steps. A step that was released never changes; what comes later is a new step.

`user_version` in the file says which steps it has had. Each step runs in one transaction with the new number: a till
that is switched off in the middle has all of a step, or nothing of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from offline_cache.database import TillDatabase
from offline_cache.errors import NewerSchema, OlderSchema

_JOURNAL = (
    "CREATE TABLE enrolment (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL) STRICT",
    """CREATE TABLE journal (
        position INTEGER PRIMARY KEY, store TEXT NOT NULL, till TEXT NOT NULL, epoch TEXT NOT NULL,
        seq INTEGER NOT NULL CHECK (seq > 0), kind TEXT NOT NULL, version INTEGER NOT NULL, occurred_at TEXT NOT NULL,
        elapsed_ms INTEGER NOT NULL, previous BLOB NOT NULL CHECK (length(previous) = 32), body BLOB NOT NULL,
        hash BLOB NOT NULL CHECK (length(hash) = 32), UNIQUE (epoch, seq)) STRICT""",
    """CREATE TABLE epochs (
        epoch TEXT PRIMARY KEY, first_position INTEGER NOT NULL UNIQUE REFERENCES journal (position),
        acknowledged_seq INTEGER NOT NULL DEFAULT 0 CHECK (acknowledged_seq >= 0)) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END""",
    """CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal
        BEGIN SELECT RAISE(ABORT, 'the journal is never cut'); END""",
    """CREATE TRIGGER journal_follows_its_head BEFORE INSERT ON journal
        WHEN NEW.seq > 1 AND NOT EXISTS (SELECT 1 FROM journal WHERE position = NEW.position - 1
            AND epoch = NEW.epoch AND seq = NEW.seq - 1 AND hash = NEW.previous)
        BEGIN SELECT RAISE(ABORT, 'an entry follows the entry before'); END""",
)

_SALES = (
    """CREATE TABLE sales (
        position INTEGER PRIMARY KEY REFERENCES journal (position), sale_id TEXT NOT NULL UNIQUE,
        receipt_number TEXT NOT NULL UNIQUE, basket_id TEXT, occurred_at TEXT NOT NULL, cashier TEXT NOT NULL,
        guide TEXT, currency TEXT NOT NULL, one_id TEXT, gross_minor INTEGER NOT NULL,
        payable_minor INTEGER NOT NULL) STRICT""",
    """CREATE TABLE sale_lines (
        position INTEGER NOT NULL REFERENCES sales (position), line_number INTEGER NOT NULL, line_id TEXT NOT NULL,
        sku TEXT NOT NULL, name TEXT NOT NULL, brand TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL,
        unit_price_minor INTEGER NOT NULL, gross_minor INTEGER NOT NULL, net_minor INTEGER NOT NULL,
        tax_bps INTEGER NOT NULL, tax_minor INTEGER NOT NULL,
        PRIMARY KEY (position, line_number)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE sale_tenders (
        position INTEGER NOT NULL REFERENCES sales (position), tender_number INTEGER NOT NULL, kind TEXT NOT NULL,
        amount_minor INTEGER NOT NULL, tendered_minor INTEGER NOT NULL, change_minor INTEGER NOT NULL, reference TEXT,
        PRIMARY KEY (position, tender_number)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE accepted_codes (cti BLOB PRIMARY KEY, remember_until INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX accepted_codes_until ON accepted_codes (remember_until)",
)

_PULLED = (
    """CREATE TABLE feeds (
        feed TEXT PRIMARY KEY, cursor TEXT NOT NULL, as_of TEXT NOT NULL, complete_as_of TEXT NOT NULL DEFAULT '',
        generation INTEGER NOT NULL DEFAULT 0, is_starting_over INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
    """CREATE TABLE products (
        id INTEGER PRIMARY KEY, sku TEXT NOT NULL UNIQUE, name TEXT NOT NULL, brand TEXT NOT NULL,
        unit_price_minor INTEGER NOT NULL, tax_bps INTEGER NOT NULL, name_en TEXT NOT NULL, pinyin TEXT NOT NULL,
        variant TEXT NOT NULL, categories TEXT NOT NULL, tags TEXT NOT NULL, barcodes TEXT NOT NULL,
        weighed INTEGER NOT NULL, discountable INTEGER NOT NULL, unit TEXT NOT NULL, own INTEGER NOT NULL,
        version INTEGER NOT NULL, generation INTEGER NOT NULL) STRICT""",
    "CREATE INDEX products_pinyin ON products (pinyin)",
    """CREATE TABLE product_codes (code TEXT NOT NULL, product_id INTEGER NOT NULL, PRIMARY KEY (code, product_id))
        STRICT, WITHOUT ROWID""",
    """CREATE VIRTUAL TABLE product_search USING
        fts5(text, content='', contentless_delete=1, tokenize='ascii', detail='none')""",
    "CREATE TABLE product_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    """CREATE TABLE overlay (
        sku TEXT PRIMARY KEY, unit_price_minor INTEGER, listed INTEGER NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE members (
        id INTEGER PRIMARY KEY, one_id TEXT NOT NULL UNIQUE, name TEXT NOT NULL, pinyin TEXT NOT NULL,
        phone TEXT NOT NULL, phone_reversed TEXT NOT NULL, birthday TEXT, tiers TEXT NOT NULL, plans TEXT NOT NULL,
        points TEXT NOT NULL, cards TEXT NOT NULL, first_purchase INTEGER NOT NULL, as_of TEXT NOT NULL,
        version INTEGER NOT NULL, generation INTEGER NOT NULL) STRICT""",
    "CREATE INDEX members_pinyin ON members (pinyin)",
    "CREATE INDEX members_phone ON members (phone_reversed)",
    """CREATE VIRTUAL TABLE member_search USING
        fts5(text, content='', contentless_delete=1, tokenize='ascii', detail='none')""",
    "CREATE TABLE member_words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    """CREATE TABLE cards (number TEXT NOT NULL, member_id INTEGER NOT NULL, brand TEXT NOT NULL,
        PRIMARY KEY (number, member_id, brand)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE coupons (
        coupon_id TEXT PRIMARY KEY, offer_id TEXT NOT NULL, one_id TEXT, status TEXT NOT NULL, expires_at TEXT,
        generation INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX coupons_of_member ON coupons (one_id)",
    """CREATE TABLE offers (
        offer_id TEXT PRIMARY KEY, version INTEGER NOT NULL, document TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE staff (
        staff_id TEXT PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, pin_hash TEXT NOT NULL,
        generation INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE keys (key_id TEXT PRIMARY KEY, document TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE settings (name TEXT PRIMARY KEY, document TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
)

#: Shifts are read from the journal itself: there is no second account of them that could differ.
_SHIFTS = (
    """CREATE INDEX journal_shifts ON journal (position)
        WHERE kind IN ('shift_opened', 'shift_closed')""",
)

#: Stock levels of the store, and what this till took out of them that they do not show yet.
_STOCK = (
    """CREATE TABLE stock (
        sku TEXT PRIMARY KEY, thousandths INTEGER NOT NULL, as_of TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE taken_stock (
        position INTEGER NOT NULL, sku TEXT NOT NULL, thousandths INTEGER NOT NULL,
        PRIMARY KEY (position, sku)) STRICT, WITHOUT ROWID""",
)

_BENEFITS = (
    """CREATE TABLE leases (
        lease_id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('coupon', 'points', 'budget')), coupon_id TEXT,
        one_id TEXT, offer_id TEXT, program TEXT, amount INTEGER NOT NULL, expires_at TEXT NOT NULL,
        recalled INTEGER NOT NULL, version INTEGER NOT NULL, boot TEXT NOT NULL, deadline_ms INTEGER NOT NULL,
        epoch TEXT NOT NULL, generation INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX leases_of_member ON leases (one_id) WHERE one_id IS NOT NULL",
    "CREATE INDEX leases_of_coupon ON leases (coupon_id) WHERE coupon_id IS NOT NULL",
    """CREATE TABLE lease_states (
        lease_id TEXT PRIMARY KEY, used INTEGER NOT NULL CHECK (used >= 0),
        returned_position INTEGER REFERENCES journal (position)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE lease_clock (
        id INTEGER PRIMARY KEY CHECK (id = 1), boot TEXT NOT NULL, uptime_ms INTEGER NOT NULL,
        wall_ms INTEGER NOT NULL) STRICT""",
    """CREATE TABLE benefit_uses (
        what TEXT NOT NULL, id TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL, one_id TEXT,
        day TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (what, id, epoch, seq)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX benefit_uses_of_member ON benefit_uses (one_id, what, id) WHERE one_id IS NOT NULL",
    "CREATE TABLE reservations (reservation_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "ALTER TABLE members ADD COLUMN uses TEXT NOT NULL DEFAULT '{}'",
)

#: Services with a use counter, coupons that were swapped here, offers that were told to be wrong.
_SERVICES = (
    """CREATE TABLE entitlements (
        entitlement_id TEXT PRIMARY KEY, one_id TEXT NOT NULL, document TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX entitlements_of_member ON entitlements (one_id)",
    """CREATE TABLE entitlement_uses (
        use_id TEXT PRIMARY KEY, entitlement_id TEXT NOT NULL, is_undone INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX entitlement_uses_of ON entitlement_uses (entitlement_id)",
    """CREATE TABLE coupon_swaps (
        coupon_id TEXT PRIMARY KEY, offer_id TEXT NOT NULL, one_id TEXT, to_coupon_id TEXT NOT NULL,
        to_offer_id TEXT NOT NULL, expires_at TEXT) STRICT, WITHOUT ROWID""",
    "CREATE INDEX coupon_swaps_of_member ON coupon_swaps (one_id)",
    """CREATE TABLE reported_offers (offer_id TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (offer_id, version))
        STRICT, WITHOUT ROWID""",
    "ALTER TABLE members ADD COLUMN growth TEXT NOT NULL DEFAULT '{}'",
)

_STAFF = (
    """CREATE TABLE failed_sign_ins (
        name TEXT PRIMARY KEY, failures INTEGER NOT NULL, locked_seconds INTEGER NOT NULL, failed_at TEXT NOT NULL)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX journal_kinds ON journal (kind, position)",
)

#: Goods that came back, beside their entries; and every version of an offer that was ever pulled, because a return is
#: worth what the sale's own offers say, however long ago they ended.
_RETURNS = (
    """CREATE TABLE goods_returns (
        position INTEGER PRIMARY KEY REFERENCES journal (position), return_id TEXT NOT NULL UNIQUE,
        store TEXT NOT NULL, sale_id TEXT NOT NULL, refund_minor INTEGER NOT NULL) STRICT""",
    "CREATE INDEX goods_returns_of_sale ON goods_returns (store, sale_id)",
    """CREATE TABLE offer_versions (
        offer_id TEXT NOT NULL, version INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (offer_id, version))
        STRICT, WITHOUT ROWID""",
    "INSERT INTO offer_versions (offer_id, version, document) SELECT offer_id, version, document FROM offers",
    *(
        f"""CREATE TRIGGER offers_are_kept_{name} AFTER {event} ON offers WHEN NOT EXISTS (
            SELECT 1 FROM offer_versions WHERE offer_id = NEW.offer_id AND version = NEW.version)
            BEGIN INSERT INTO offer_versions (offer_id, version, document)
            VALUES (NEW.offer_id, NEW.version, NEW.document); END"""
        for name, event in (("new", "INSERT"), ("changed", "UPDATE OF version"))
    ),
)

#: The full-text indexes are kept in order by whoever brings rows in, not by whoever commits next.
_NO_MERGES_AT_COMMIT = tuple(
    f"INSERT INTO {kind}_search ({kind}_search, rank) VALUES ('{option}', {value})"
    for kind in ("product", "member")
    for option, value in (("automerge", 0), ("crisismerge", 1000), ("usermerge", 16))
)

#: How much of a feed has come since it began from nothing, and how much there was.
_PROGRESS = (
    "ALTER TABLE feeds ADD COLUMN received INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE feeds ADD COLUMN total INTEGER NOT NULL DEFAULT 0",
)

#: An epoch that was given up for another one goes to the ledger up to here only (NULL: whole).
_GIVEN_UP = ("ALTER TABLE epochs ADD COLUMN kept_seq INTEGER CHECK (kept_seq >= 0)",)

#: Payments by wallets that are not settled: one at a time for each sale, with the whole basket.
_WALLETS = (
    """CREATE TABLE wallet_attempts (
        attempt_id TEXT PRIMARY KEY, wallet TEXT NOT NULL CHECK (wallet IN ('wechat', 'alipay')),
        amount_minor INTEGER NOT NULL CHECK (amount_minor > 0), currency TEXT NOT NULL, sale_id TEXT NOT NULL UNIQUE,
        basket_id TEXT NOT NULL, staff_id TEXT NOT NULL, started_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('paying', 'reversing', 'unpaid')), reason TEXT NOT NULL,
        document TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)

#: How often each receipt has reached the paper. Of sales from before, one is taken for granted.
_RECEIPT_PRINTS = (
    """CREATE TABLE receipt_prints (
        document_id TEXT PRIMARY KEY, prints INTEGER NOT NULL CHECK (prints > 0)) STRICT, WITHOUT ROWID""",
    "INSERT INTO receipt_prints (document_id, prints) SELECT sale_id, 1 FROM sales",
)

#: The basket at the counter, baskets that were parked, and those that this till took up.
_BASKETS = (
    """CREATE TABLE open_basket (
        id INTEGER PRIMARY KEY CHECK (id = 1), sale_id TEXT NOT NULL, document TEXT NOT NULL) STRICT""",
    """CREATE TABLE parked_baskets (
        parking_id TEXT PRIMARY KEY, sharing TEXT NOT NULL CHECK (sharing IN ('own', 'sharing', 'shared')),
        parked_at TEXT NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE recalled_baskets (
        parking_id TEXT PRIMARY KEY, recalled_at TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)

#: Paid orders of the web shop that wait in this store, and those that this till handed over.
_WEB_ORDERS = (
    """CREATE TABLE orders (
        order_id TEXT PRIMARY KEY, one_id TEXT NOT NULL, document TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX orders_of_member ON orders (one_id)",
    """CREATE TABLE handed_orders (
        order_id TEXT PRIMARY KEY, handover_id TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)

#: Refunds by wallets that are not settled, and parts of baskets that a wallet has paid before the others.
_WALLET_REFUNDS = (
    """CREATE TABLE wallet_refunds (
        refund_id TEXT PRIMARY KEY, attempt_id TEXT NOT NULL, wallet TEXT NOT NULL CHECK (wallet IN ('wechat',
        'alipay')), amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
        total_minor INTEGER NOT NULL CHECK (total_minor >= amount_minor), currency TEXT NOT NULL, return_id TEXT,
        basket_id TEXT, staff_id TEXT NOT NULL, started_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('held', 'waiting', 'giving', 'refused')), reason TEXT NOT NULL,
        document TEXT NOT NULL, CHECK ((return_id IS NULL) <> (basket_id IS NULL))) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX wallet_refunds_of_baskets ON wallet_refunds (attempt_id) WHERE basket_id IS NOT NULL",
)

#: Ids that became others, members who joined here, and by what a phone is found.
_JOINING = (
    """CREATE TABLE aliases (
        alias_id TEXT PRIMARY KEY, one_id TEXT NOT NULL, cards TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    """CREATE TABLE joined_members (
        one_id TEXT PRIMARY KEY, phone_digest TEXT NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE own_plans (
        plan_line TEXT PRIMARY KEY, one_id TEXT NOT NULL, plan TEXT NOT NULL, until TEXT NOT NULL,
        position INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "CREATE INDEX own_plans_of_member ON own_plans (one_id)",
    "ALTER TABLE members ADD COLUMN phone_digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE members ADD COLUMN consents TEXT NOT NULL DEFAULT '{}'",
    "CREATE INDEX members_by_phone_digest ON members (phone_digest) WHERE phone_digest <> ''",
)

#: When points and tiers of members end.
_ENDS = ("ALTER TABLE members ADD COLUMN ends TEXT NOT NULL DEFAULT '{}'",)

#: What other systems say of members.
_TAGS = (
    """CREATE TABLE tags (
        one_id TEXT PRIMARY KEY, document TEXT NOT NULL, generation INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
)

#: What the ledger reckoned about members, and what guides of the store wrote about them.
_MEMBER_FACTS = (
    "CREATE TABLE member_facts (one_id TEXT PRIMARY KEY, document TEXT NOT NULL, generation INTEGER NOT NULL) STRICT",
    """CREATE TABLE member_notes (
        note_id TEXT PRIMARY KEY, one_id TEXT NOT NULL, document TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX member_notes_of_member ON member_notes (one_id)",
    """CREATE TABLE own_notes (note_id TEXT PRIMARY KEY, one_id TEXT NOT NULL, document TEXT NOT NULL)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX own_notes_of_member ON own_notes (one_id)",
)

#: What the ledger was asked to do for a member, once, and has not answered yet.
_ASKS = (
    """CREATE TABLE open_asks (
        ask_id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('exchange', 'draw')), one_id TEXT NOT NULL,
        staff_id TEXT NOT NULL, asked_at TEXT NOT NULL, document TEXT NOT NULL) STRICT, WITHOUT ROWID""",
)

#: Whose data each of the staff may look at.
_SCOPES = (
    "ALTER TABLE staff RENAME TO staff_without_scopes",
    """CREATE TABLE staff (
        staff_id TEXT PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, pin_hash TEXT NOT NULL,
        scope TEXT NOT NULL, generation INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    "INSERT INTO staff SELECT staff_id, name, roles, pin_hash, '', generation FROM staff_without_scopes",
    "DROP TABLE staff_without_scopes",
)

#: What the ledger learned from purchases, and what a member bought here.
_SUGGESTIONS = (
    """CREATE TABLE suggestions (
        name TEXT PRIMARY KEY, is_own INTEGER NOT NULL, document TEXT NOT NULL, generation INTEGER NOT NULL) STRICT""",
    "CREATE INDEX suggestions_own ON suggestions (name) WHERE is_own > 0",
    "CREATE INDEX sales_of_member ON sales (one_id, position) WHERE one_id IS NOT NULL",
)

#: Who looks after members, what was done about the reasons to contact them, and what this till was told meanwhile.
_CONTACTS = (
    "ALTER TABLE members ADD COLUMN keeper TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE members ADD COLUMN guide TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX members_by_keeper ON members (keeper, guide)",
    """CREATE TABLE contacts (
        one_id TEXT PRIMARY KEY, document TEXT NOT NULL, generation INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE own_marks (
        mark_id TEXT PRIMARY KEY, one_id TEXT NOT NULL, document TEXT NOT NULL, position INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX own_marks_of_member ON own_marks (one_id)",
    """CREATE TABLE own_said (
        one_id TEXT NOT NULL, what TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL,
        PRIMARY KEY (one_id, what)) STRICT, WITHOUT ROWID""",
)

#: Goods that members wait for, and what this till noted of them that the feed does not show yet.
_WANTED = (
    """CREATE TABLE wanted_goods (
        wanted_id TEXT PRIMARY KEY, one_id TEXT NOT NULL, kind TEXT NOT NULL, sku TEXT NOT NULL,
        quantity INTEGER NOT NULL, until TEXT NOT NULL, document TEXT NOT NULL, generation INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
    "CREATE INDEX wanted_of_member ON wanted_goods (one_id)",
    "CREATE INDEX wanted_put_aside ON wanted_goods (sku, until) WHERE kind = 'aside'",
    """CREATE TABLE own_wanted_goods (
        wanted_id TEXT PRIMARY KEY, one_id TEXT NOT NULL, kind TEXT NOT NULL, sku TEXT NOT NULL,
        quantity INTEGER NOT NULL, until TEXT NOT NULL, document TEXT NOT NULL, is_ended INTEGER NOT NULL)
        STRICT, WITHOUT ROWID""",
)

#: The store's own goods, among a million of the group's.
_OWN_RANGE = ("CREATE INDEX products_of_store ON products (sku) WHERE own = 1",)

#: Step n brings a file from version n - 1 to version n.
STEPS: Sequence[Sequence[str]] = (
    (*_JOURNAL, *_SALES, *_PULLED),
    (
        *_SHIFTS,
        *_STOCK,
        *_BENEFITS,
        *_SERVICES,
        *_STAFF,
        *_RETURNS,
        *_GIVEN_UP,
        *_PROGRESS,
        *_NO_MERGES_AT_COMMIT,
        *_WALLETS,
    ),
    (*_RECEIPT_PRINTS, *_BASKETS, *_WEB_ORDERS),
    (*_WALLET_REFUNDS, *_JOINING, *_TAGS, *_ENDS),
    (*_MEMBER_FACTS, *_ASKS, *_SCOPES, *_SUGGESTIONS, *_CONTACTS, *_WANTED, *_OWN_RANGE),
)


def schema_version(database: TillDatabase) -> int:
    found = database.row("PRAGMA user_version")
    return int(found[0]) if found else 0


def migrate(database: TillDatabase, steps: Sequence[Sequence[str]] = STEPS) -> int:
    """Bring the file to the newest version; the version it had. Raises NewerSchema, or OlderSchema for a reader."""
    found = schema_version(database)
    if found > len(steps):
        raise NewerSchema(found=found, known=len(steps))
    if found < len(steps) and database.read_only:
        raise OlderSchema(found=found, known=len(steps))
    for number in range(found + 1, len(steps) + 1):
        with database.writing():
            for statement in steps[number - 1]:
                database.run(statement)
            database.run(f"PRAGMA user_version = {number}")
    return found
