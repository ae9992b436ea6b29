"""Pages of feeds for a till: docs/spec/line.md, section 4.

A cursor names the feed, the store (or the till, for what only one till gets), the run of the server that gave it, and a
position in each scope. It is opaque to a till; it needs no signature, because a till can only ask for what its own
store, or itself, may see.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import FEEDS
from central_ledger.domain.leases import till_scope
from central_ledger.store.feeds import FeedRow
from central_ledger.store.reads import PROFILE_FEEDS, PageRead

PAGE_DEFAULT = 200
PAGE_MAX = 1000


class CursorGone(Exception):
    """The ledger cannot go on from this cursor: the till starts over."""


class BadCursor(ValueError):
    """Not a cursor of this ledger, store and feed."""


class Cursor(msgspec.Struct, frozen=True, array_like=True):
    """How far a till has come with a feed: the version in each of its scopes."""

    feed: str
    owner: str  # the store, or `STORE/TILL`
    run: str
    versions: list[int]


class RowOut(msgspec.Struct, frozen=True):
    """One row of a page. `data` is null for a tombstone."""

    key: str
    version: int
    deleted: bool
    data: msgspec.Raw


class Page(msgspec.Struct, frozen=True, rename={"from_cursor": "from", "to_cursor": "to"}):
    """One page. It applies whole, together with its cursor `to`. `total`, with the first of many: how many rows follow
    in all.
    """

    feed: str
    scope: str
    from_cursor: str
    to_cursor: str
    rows: list[RowOut]
    more: bool
    as_of: str
    total: int | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True, slots=True)
class Pulled:
    """A page, and what is to be noted about it before it goes out: it ships members' profiles."""

    page: Page
    read: PageRead | None


@dataclass(frozen=True, slots=True)
class Puller:
    """Answers pulls. `run_id` is this serving process's, as written by `Feeds.start_run`."""

    ledger: Ledger
    run_id: str

    def page(self, feed: str, store: str, cursor: str, limit: int, till: str = "") -> Page:
        """As `pull`, for who ships it to nobody."""
        return self.pull(feed, store, cursor, limit, till).page

    def pull(self, feed: str, store: str, cursor: str, limit: int, till: str = "") -> Pulled:
        """The next page. Raises KeyError for an unknown feed, BadCursor, CursorGone, StoreUnavailable."""
        owner, scopes = owner_and_scopes(feed, store, till)
        scope = scopes[-1]  # the narrowest: what a page says it is for
        with self.ledger.database.snapshot():
            before = self._versions(feed, owner, scopes, cursor)
            versions = list(before)
            rows, more = self._rows(feed, scopes, versions, limit)
            as_of = self.ledger.now()
            total = sum(self.ledger.feeds.count(s, feed) for s in scopes) if more and not cursor else msgspec.UNSET
            top = self.ledger.feeds.version(store, feed) if feed in PROFILE_FEEDS else 0
        to_cursor = _encode(Cursor(feed, owner, self.run_id, versions))
        page = Page(feed, scope, cursor, to_cursor, rows, more, as_of, total)
        shipped = sum(not row.deleted for row in rows)
        if feed not in PROFILE_FEEDS or not shipped:
            return Pulled(page, None)
        return Pulled(page, PageRead(store, feed, before[0], versions[0], top, shipped))

    def _rows(self, feed: str, scopes: list[str], versions: list[int], limit: int) -> tuple[list[RowOut], bool]:
        """Rows after the versions, which move on. A scope begins when the one before it is exhausted."""
        rows: list[RowOut] = []
        for number, scope in enumerate(scopes):
            found = self.ledger.feeds.after(scope, feed, versions[number], limit - len(rows) + 1)
            for row in found[: limit - len(rows)]:
                rows.append(_row_out(row))
                versions[number] = row.version
            if found and versions[number] < found[-1].version:
                return rows, True
        return rows, False

    def _versions(self, feed: str, owner: str, scopes: list[str], text: str) -> list[int]:
        if not text:
            return [0] * len(scopes)
        cursor = decode_cursor(text)
        if cursor.feed != feed or cursor.owner != owner or len(cursor.versions) != len(scopes):
            raise BadCursor("the cursor belongs to another feed, store or till")
        for scope, version in zip(scopes, cursor.versions, strict=True):
            last = self.ledger.feeds.last_version_of_run(scope, feed, cursor.run, self.run_id)
            if last is None or version > last:
                raise CursorGone("this ledger has no history that reaches the cursor")
        return list(cursor.versions)


def _row_out(row: FeedRow) -> RowOut:
    return RowOut(row.key, row.version, row.deleted, msgspec.Raw(b"null" if row.deleted else row.data.encode()))


def owner_and_scopes(feed: str, store: str, till: str) -> tuple[str, list[str]]:
    """Whose cursors of this feed are, and where its rows lie for a till. Raises KeyError for an unknown feed."""
    names = {"store": store, "till": till_scope(store, till)}
    scopes = [names.get(scope, scope) for scope in FEEDS[feed]]
    # A cursor is of whom it was given to, and may go from till to till of a store unless the feed is one till's.
    return (scopes[-1] if "till" in FEEDS[feed] else store), scopes


def _encode(cursor: Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def decode_cursor(text: str) -> Cursor:
    """Raises BadCursor."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        cursor = msgspec.json.decode(data, type=Cursor)
    except (ValueError, msgspec.DecodeError) as error:
        raise BadCursor("not a cursor") from error
    if any(not 0 <= version < 2**63 for version in cursor.versions):
        raise BadCursor("not a cursor")
    return cursor
