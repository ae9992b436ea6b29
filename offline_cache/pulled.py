"""Pages of the ledger's feeds, applied whole: rows, tombstones, search indexes and cursor in one transaction.

Source: docs/spec/line.md, section 4; docs/spec/offline.md, section 3.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from peewee import Field, Model
from sqlcipher3 import dbapi2

from offline_cache.compact_json import compact_json
from offline_cache.contact_tables import Contacts
from offline_cache.database import Row, TillDatabase
from offline_cache.errors import BadPage
from offline_cache.feed_page import FeedPage, FeedRow
from offline_cache.fields import document, flag, integer, mapping, optional_text, text, texts
from offline_cache.joined_members import DROP_JOINED, joined_ids
from offline_cache.journal import acknowledged_position
from offline_cache.leases import LeaseRows, SqliteLeases
from offline_cache.member_facts import MemberFacts, facts_row
from offline_cache.member_notes import DROP_OWN_NOTE, OWN_NOTE_IDS, MemberNotes, note_row
from offline_cache.member_tables import Aliases
from offline_cache.member_tags import Tags
from offline_cache.name_index import MEMBER_NAMES, PRODUCT_NAMES
from offline_cache.order_tables import Orders
from offline_cache.own_contacts import forget_own_marks, forget_own_said
from offline_cache.own_plans import forget_plans
from offline_cache.pulled_indexed import MemberRows, ProductRows
from offline_cache.service_tables import Entitlements
from offline_cache.stock import forget_taken_stock
from offline_cache.stock_tables import Stock
from offline_cache.suggestion_tables import Suggestions
from offline_cache.tables import (
    PARAM,
    Coupons,
    Feeds,
    Keys,
    Offers,
    Overlay,
    Settings,
    Staff,
    Statement,
    upsert_into,
)
from offline_cache.wanted import GONE_NOW, SHOWN_NOW, wanted_row
from offline_cache.wanted_tables import WantedGoods
from offline_cache.writes import Writes
from retail.contacts import read_contact_book
from retail.member_tags import read_tags
from retail.ports import Uptime
from retail.stock import stock_thousandths
from retail.suggestion_rows import StyleRow, read_row
from retail.web_orders import read_order

_FEED = Statement(
    lambda: Feeds.select(Feeds.cursor, Feeds.generation, Feeds.is_starting_over).where(Feeds.feed == PARAM)
)
_PROGRESS = Statement(lambda: Feeds.select(Feeds.received, Feeds.total).where(Feeds.feed == PARAM))
_KEEP_FEED = upsert_into(Feeds, Feeds.feed)
_TIMES = Statement(lambda: Feeds.select(Feeds.as_of, Feeds.complete_as_of).where(Feeds.feed == PARAM))


@dataclass(frozen=True, slots=True)
class FeedTimes:
    """`as_of`: of the last page; `complete_as_of`: when the till last had everything of this feed ("" : never yet)."""

    as_of: str
    complete_as_of: str


class _KeyedRows:
    """A small table with one row for each key of its feed."""

    def __init__(self, table: type[Model], key: Field, row_of: Callable[[FeedRow], Row]) -> None:
        """`row_of` gives the columns but the last, the generation."""
        self._row_of = row_of
        self._upsert = upsert_into(table, key)
        self._delete = Statement(lambda: table.delete().where(key == PARAM))
        generation = table._meta.fields["generation"]
        self._sweep = Statement(lambda: table.delete().where(generation < PARAM))

    def plan(self, database: TillDatabase, page: FeedPage, generation: int, as_of: str) -> Writes:
        writes = Writes()
        for row in page.giving_way(database.give_way):
            writes.next_row()
            if row.is_deleted:
                writes.add(self._delete, (row.key,))
            else:
                writes.add(self._upsert, (*self._row_of(row), generation))
        return writes

    def sweep(self, database: TillDatabase, generation: int) -> None:
        """Drop every row of an earlier generation."""
        with database.writing():
            database.run(self._sweep, (generation,))


def _overlay_row(row: FeedRow) -> Row:
    price_minor = None if row.data.get("unit_price_minor") is None else integer(row.data, "unit_price_minor")
    return row.key, price_minor, int(flag(row.data, "listed"))


def _offer_row(row: FeedRow) -> Row:
    return row.key, integer(row.data, "version"), compact_json(document(row.data, "document"))


def _coupon_row(row: FeedRow) -> Row:
    return (
        row.key,
        text(row.data, "offer_id"),
        optional_text(row.data, "one_id"),
        text(row.data, "status"),
        optional_text(row.data, "expires_at"),
    )


def _staff_row(row: FeedRow) -> Row:
    scope = text(row.data, "scope") if "scope" in row.data else ""  # an older ledger says none
    return row.key, text(row.data, "name"), compact_json(texts(row.data, "roles")), text(row.data, "pin_hash"), scope


def _entitlement_row(row: FeedRow) -> Row:
    for name in ("label", "source"):
        text(row.data, name)
    for name in ("total", "used"):
        integer(row.data, name)
    optional_text(row.data, "expires_at")
    return row.key, text(row.data, "one_id"), compact_json(row.data)


def _order_row(row: FeedRow) -> Row:
    return row.key, read_order(row.data).one_id, compact_json(row.data)


def _alias_row(row: FeedRow) -> Row:
    return row.key, text(row.data, "one_id"), compact_json(mapping(row.data, "cards", str, {}))


class _AliasRows(_KeyedRows):
    """Who joined here and was known is told as an alias: from then on the ledger's row counts."""

    def plan(self, database: TillDatabase, page: FeedPage, generation: int, as_of: str) -> Writes:
        writes = super().plan(database, page, generation, as_of)
        for one_id in joined_ids(database) & set(page.keys()):
            writes.add(DROP_JOINED, (one_id,))
        return writes


class _NoteRows(_KeyedRows):
    """What this till wrote or removed counts until the ledger's own row has come."""

    def plan(self, database: TillDatabase, page: FeedPage, generation: int, as_of: str) -> Writes:
        writes = super().plan(database, page, generation, as_of)
        for note_id in {str(row[0]) for row in database.rows(OWN_NOTE_IDS)} & set(page.keys()):
            writes.add(DROP_OWN_NOTE, (note_id,))
        return writes


class _WantedRows(_KeyedRows):
    """What this till noted is dropped as soon as the feed tells it."""

    def plan(self, database: TillDatabase, page: FeedPage, generation: int, as_of: str) -> Writes:
        writes = super().plan(database, page, generation, as_of)
        for row in page:
            writes.add(GONE_NOW if row.is_deleted else SHOWN_NOW, (row.key,))
        return writes


def _tags_row(row: FeedRow) -> Row:
    try:
        read_tags(row.data)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("tags") from error
    return row.key, compact_json(row.data)


def _contacts_row(row: FeedRow) -> Row:
    try:
        read_contact_book(row.data)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError("contacts") from error
    return row.key, compact_json(row.data)


def _document_row(row: FeedRow) -> Row:
    return row.key, compact_json(row.data)


def _stock_row(row: FeedRow) -> Row:
    return row.key, stock_thousandths(row.data.get("quantity", "")), text(row.data, "as_of")


def _suggestion_row(row: FeedRow) -> Row:
    found = read_row(row.data)
    return row.key, int(isinstance(found, StyleRow) and found.is_own), compact_json(row.data)


_TABLES: Mapping[str, _KeyedRows | ProductRows | MemberRows | LeaseRows] = {
    "products": ProductRows(),
    "members": MemberRows(),
    "aliases": _AliasRows(Aliases, Aliases.alias_id, _alias_row),
    "overlay": _KeyedRows(Overlay, Overlay.sku, _overlay_row),
    "offers": _KeyedRows(Offers, Offers.offer_id, _offer_row),
    "coupons": _KeyedRows(Coupons, Coupons.coupon_id, _coupon_row),
    "entitlements": _KeyedRows(Entitlements, Entitlements.entitlement_id, _entitlement_row),
    "tags": _KeyedRows(Tags, Tags.one_id, _tags_row),
    "member_facts": _KeyedRows(MemberFacts, MemberFacts.one_id, facts_row),
    "member_notes": _NoteRows(MemberNotes, MemberNotes.note_id, note_row),
    "contacts": _KeyedRows(Contacts, Contacts.one_id, _contacts_row),
    "orders": _KeyedRows(Orders, Orders.order_id, _order_row),
    "wanted": _WantedRows(WantedGoods, WantedGoods.wanted_id, wanted_row),
    "keys": _KeyedRows(Keys, Keys.key_id, _document_row),
    "staff": _KeyedRows(Staff, Staff.staff_id, _staff_row),
    "settings": _KeyedRows(Settings, Settings.name, _document_row),
    "stock": _KeyedRows(Stock, Stock.sku, _stock_row),
    "suggestions": _KeyedRows(Suggestions, Suggestions.name, _suggestion_row),
}


#: The indexes that go with a feed.
_NAMES = {"products": PRODUCT_NAMES, "members": MEMBER_NAMES}

#: What this till knows until a feed shows it: by the feed whose last page ends it.
_FORGET: Mapping[str, Callable[[TillDatabase, int], None]] = {
    "stock": forget_taken_stock,
    "contacts": forget_own_marks,
    "members": forget_own_said,
}

ROWS_AT_ONCE_FIRST, ROWS_AT_ONCE_MIN, ROWS_AT_ONCE_MAX = 100, 50, 500
#: Rows are written in so many milliseconds, or fewer are the next time: a sale's commit may have to wait for them.
WRITE_MS_MAX = 6
ROWS_BETWEEN_TIDYING = 8_000

#: Every feed that the store can take.
FEEDS: Sequence[str] = (*_TABLES, "leases")


class SqlitePulledData:
    """`retail.ports.PulledData`. Used from one thread at a time (sync's)."""

    def __init__(self, database: TillDatabase, leases: SqliteLeases, uptime: Uptime) -> None:
        self._database = database
        #: By feed: up to which position of the journal the ledger had everything when the running pull began.
        self._acknowledged: dict[str, int] = {}
        self._uptime = uptime
        self._rows_at_once = ROWS_AT_ONCE_FIRST
        self._rows_in_log = 0
        self._lease_rows = LeaseRows(leases, uptime)
        self._tables = {**_TABLES, "leases": self._lease_rows}

    def begin(self, feed: str) -> None:
        """A pull of this feed begins. What the ledger has acknowledged by now is in the pages that follow."""
        self._acknowledged[feed] = acknowledged_position(self._database)
        if feed == "leases":
            self._lease_rows.begin()

    def cursor(self, feed: str) -> str:
        """How far the till has this feed; empty: from the start."""
        return self._state(feed)[0]

    def times(self, feed: str) -> FeedTimes:
        found = self._database.row(_TIMES, (feed,))
        return FeedTimes("", "") if found is None else FeedTimes(*found)

    def progress(self, feed: str) -> tuple[int, int]:
        """How many rows have come since the feed began from nothing, and how many the ledger had then (0: unknown)."""
        found = self._database.row(_PROGRESS, (feed,))
        return (0, 0) if found is None else (int(found[0]), int(found[1]))

    def apply_page(
        self,
        feed: str,
        rows: Sequence[Mapping[str, Any]],
        cursor: str,
        as_of: str,
        more: bool = False,
        *,
        total: int | None = None,
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        """Apply one page, its cursor with its last rows. `more`: the ledger has further pages of this feed ready;
        `total` comes with the first page: how many rows there are.

        What is to be written is made before any transaction begins, beside whoever sells. A long page is written in
        short transactions with a `pause` after each: a till that is cut off between them has the first rows of the page
        and asks for it again. Raises StoreError, and BadPage for a feed or a row that cannot be understood: nothing of
        the page is kept.
        """
        table = self._tables.get(feed)
        if table is None:
            raise BadPage(feed=feed, key="", reason="unknown_feed")
        # Only this thread writes these tables, so what is read now is still so in the transactions.
        _, generation, is_starting_over = self._state(feed)
        received, known_total = (0, total) if total is not None else self.progress(feed)
        counts = (received + len(rows), known_total)
        complete_as_of = self.times(feed).complete_as_of if more else as_of
        state = (feed, cursor, as_of, complete_as_of, generation)
        page = FeedPage(rows)
        try:
            page.require_each_once()
            pieces = table.plan(self._database, page, generation, as_of).pieces(self._rows_at_once)
            for writes in pieces[:-1]:
                with self._piece(feed, writes):
                    pass
                pause()
            with self._piece(feed, pieces[-1]):
                self._database.run(_KEEP_FEED, (*state, int(is_starting_over), *counts))
                if feed == "members":
                    forget_plans(self._database, self._acknowledged.get(feed, 0), page.keys())
                forget = _FORGET.get(feed)
                if forget is not None and not more:
                    forget(self._database, self._acknowledged.get(feed, 0))
        except (ValueError, dbapi2.IntegrityError) as error:
            # A field that is not as the contract says, or a key that is there twice.
            raise BadPage(feed=feed, key=page.last_key, reason=str(error)) from error
        if is_starting_over and not more:
            table.sweep(self._database, generation)
            with self._database.writing():
                self._database.run(_KEEP_FEED, (*state, 0, *counts))
        if feed == "members" and ((is_starting_over and not more) or any(map(_names_nobody, rows))):
            MEMBER_NAMES.forget_dropped(self._database)

    @contextmanager
    def _piece(self, feed: str, writes: Writes) -> Iterator[None]:
        """One short transaction, and what it says about the next one's length."""
        writes.prepare()
        self._database.give_way()
        with self._database.writing_what_can_come_again():
            began_ms = self._uptime.milliseconds()
            writes.run(self._database)
            yield
        self._adapt(writes.count, self._uptime.milliseconds() - began_ms)
        self._database.flush_log()
        index = _NAMES.get(feed)
        if index is not None and writes.count:
            index.tidy(self._database)

    def _adapt(self, rows: int, took_ms: int) -> None:
        if rows >= self._rows_at_once:  # the last piece of a page says nothing about a full one
            if took_ms > WRITE_MS_MAX:
                self._rows_at_once = max(ROWS_AT_ONCE_MIN, rows * WRITE_MS_MAX // took_ms)
            elif took_ms * 2 < WRITE_MS_MAX:
                self._rows_at_once = min(ROWS_AT_ONCE_MAX, rows * 3 // 2)
        self._rows_in_log += rows
        if self._rows_in_log >= ROWS_BETWEEN_TIDYING:
            self._rows_in_log = 0
            self._database.tidy()

    def forget(self, feed: str) -> None:
        """Drop everything of a feed: this till has no business with it any more. A later pull brings it again."""
        table = self._tables[feed]
        with self._database.writing():
            _, generation, _ = self._state(feed)
            self._database.run(_KEEP_FEED, (feed, "", "", "", generation + 1, 0, 0, 0))
        table.sweep(self._database, generation + 1)

    def start_over(self, feed: str) -> None:
        """The ledger cannot continue this cursor (`cursor_gone`): pull from the start.

        What is here stays in use; with the last page (`more` false) the rows that were not sent again are dropped.
        """
        with self._database.writing():
            _, generation, _ = self._state(feed)
            times = self.times(feed)
            self._database.run(_KEEP_FEED, (feed, "", times.as_of, times.complete_as_of, generation + 1, 1, 0, 0))

    def _state(self, feed: str) -> tuple[str, int, bool]:
        found = self._database.row(_FEED, (feed,))
        return ("", 0, False) if found is None else (str(found[0]), int(found[1]), bool(found[2]))


def _names_nobody(row: Mapping[str, Any]) -> bool:
    """Whether a row of the feed `members` ends a member, or what the till may know of who it is."""
    return row["data"] is None or not row["data"].get("name")
