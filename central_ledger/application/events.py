"""Pages of events for other systems: at least once, in order within a store, for as long as they are kept.

A cursor names whom it was given to, the run of the server, and a number in each lane (docs/integration.md). It is
opaque to a reader.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, timedelta
from typing import Any

import msgspec

from central_ledger.application.clients import holder_of_client, pseudonyms_of
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import PROFILE
from central_ledger.application.pull import BadCursor, CursorGone
from central_ledger.domain.events import Happened, Recipient, events_of
from central_ledger.domain.pseudonyms import Pseudonyms
from central_ledger.domain.roles import Speaker
from central_ledger.store.identities import NOBODY
from central_ledger.store.outbox import ERASURE, FEED, LANES, READ, OutboxRow, scope_of
from retail.messages import Entry, decode_body

PAGE_DEFAULT = 200
PAGE_MAX = 1000
#: Rows that one request looks at, when most of them are not the reader's.
LOOKED_AT_MAX = 5000
KEPT = timedelta(days=30)


class _Cursor(msgspec.Struct, frozen=True, array_like=True):
    reader: str
    run: str
    numbers: list[int]


class OtherBrand(Exception):
    """A brand's system asks for what is another brand's."""


@dataclass(frozen=True, slots=True)
class EventPage:
    """Events, and the cursor after them. `more`: there are more now; a page may be empty all the same."""

    events: list[dict[str, Any]]
    next: str
    more: bool


@dataclass(frozen=True, slots=True)
class EventReader:
    """Answers who reads along. `run_id` is this serving process's."""

    ledger: Ledger
    run_id: str
    #: What the group's system wants to see of it: one brand's; empty: everything.
    brand: str = ""

    def page(self, speaker: Speaker, cursor: str, limit: int, kinds: Collection[str]) -> EventPage:
        """The next page. Raises BadCursor, CursorGone, UnknownClient, StoreUnavailable, OtherBrand."""
        client_id = speaker.name.removeprefix(holder_of_client(""))
        with self.ledger.database.snapshot():
            names = pseudonyms_of(self.ledger, client_id)
            recipient = self._recipient(speaker, names)
            versions = self.ledger.outbox.versions()
            numbers = self._numbers(client_id, cursor, versions)
            events: list[dict[str, Any]] = []
            left = LOOKED_AT_MAX
            for lane in range(LANES):
                while numbers[lane] < versions.get(lane, 0) and len(events) < limit and left > 0:
                    rows = self.ledger.outbox.after(lane, numbers[lane], min(limit - len(events), left))
                    if not rows:
                        numbers[lane] = versions[lane]
                        break
                    left -= len(rows)
                    numbers[lane] = rows[-1].number
                    events += [
                        event for event in self._events(rows, recipient, names) if not kinds or event["kind"] in kinds
                    ]
        more = any(numbers[lane] < versions.get(lane, 0) for lane in range(LANES))
        return EventPage(events, _encode(_Cursor(client_id, self.run_id, numbers)), more)

    def _recipient(self, speaker: Speaker, names: Pseudonyms) -> Recipient:
        brands = speaker.brands("read_events")
        brand = (self.brand or None) if brands is None else next(iter(sorted(brands)))
        if brands is not None and self.brand not in ("", brand):
            raise OtherBrand(f"this system is {brand}'s, and sees its lines alone")
        known: dict[str, str | None] = {}

        def member_name(one_id: str | None) -> str | None:
            """Nobody, who said no to being known by habit."""
            if one_id is None:
                return None
            if one_id not in known:
                current = self.ledger.identities.current(one_id)
                withdrawn = current == NOBODY or self.ledger.identities.is_withdrawn(current, PROFILE)
                known[one_id] = None if withdrawn else names.of(current)
            return known[one_id]

        return Recipient(brand, member_name)

    def _events(self, rows: list[OutboxRow], recipient: Recipient, names: Pseudonyms) -> Iterable[dict[str, Any]]:
        entries = self._entries(rows)
        for row in rows:
            if row.kind == ERASURE:
                # The last time that these names are said: whoever keeps anything under them is to forget it.
                told = replace(recipient, member_name=lambda one_id: None if one_id is None else names.of(one_id))
                for one_id in row.data["one_ids"]:
                    identity, body = f"{row.data['erasure_id']}/{one_id}", {"one_id": one_id}
                    erased = Happened(ERASURE, row.store, "", identity, row.written_at, row.written_at, body)
                    yield from events_of(erased, told)
                continue
            if row.kind == READ:
                identity = str(row.data["read_id"])
                seen = Happened(READ, row.store, row.till, identity, row.written_at, row.written_at, row.data)
                yield from events_of(seen, recipient)
                continue
            entry = entries[row.store, row.till, row.epoch, row.seq]
            done = Happened(
                entry.kind,
                row.store,
                row.till,
                entry.hash.hex(),
                entry.occurred_at,
                row.written_at,
                decode_body(entry.body),
            )
            yield from events_of(done, recipient)

    def _entries(self, rows: list[OutboxRow]) -> dict[tuple[str, str, str, int], Entry]:
        """The entries that rows point at, with one statement for each stretch of a journal."""
        stretches: dict[tuple[str, str, str], list[int]] = {}
        for row in rows:
            if row.kind not in (READ, ERASURE):
                stretches.setdefault((row.store, row.till, row.epoch), []).append(row.seq)
        found: dict[tuple[str, str, str, int], Entry] = {}
        for (store, till, epoch), numbers in stretches.items():
            wanted = sorted(numbers)
            while wanted:
                first = wanted[0]
                read = self.ledger.journals.epoch_entries(store, till, epoch, first - 1, PAGE_MAX)
                found |= {(store, till, epoch, entry.seq): entry for entry, _ in read}
                wanted = [seq for seq in wanted if not read or seq > read[-1][0].seq]
        return found

    def _numbers(self, client_id: str, text: str, versions: dict[int, int]) -> list[int]:
        """Where the cursor stands in each lane; without one, before what is still kept."""
        if not text:
            return [(self.ledger.outbox.oldest(lane) or versions.get(lane, 0) + 1) - 1 for lane in range(LANES)]
        cursor = _decode(text)
        if cursor.reader != client_id or len(cursor.numbers) != LANES:
            raise BadCursor("the cursor was given to another system")
        for lane, number in enumerate(cursor.numbers):
            last = self.ledger.feeds.last_version_of_run(scope_of(lane), FEED, cursor.run, self.run_id)
            if last is None or number > last:
                raise CursorGone("this ledger has no history that reaches the cursor")
            if number < versions.get(lane, 0):
                oldest = self.ledger.outbox.oldest(lane)
                if oldest is None or oldest > number + 1:
                    raise CursorGone(f"events are kept for {KEPT.days} days, and the cursor is older")
        return list(cursor.numbers)


def forget_events(ledger: Ledger) -> int:
    """Drop what is older than events are kept, and answers that nobody asks for again; gives how many events."""
    before = (ledger.clock().astimezone(UTC) - KEPT).isoformat(timespec="milliseconds")
    with ledger.database.transaction():
        ledger.clients.forget_answers(before)
        return ledger.outbox.forget(before)


def _encode(cursor: _Cursor) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(cursor)).decode().rstrip("=")


def _decode(text: str) -> _Cursor:
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        cursor = msgspec.json.decode(data, type=_Cursor)
    except (ValueError, msgspec.DecodeError) as error:
        raise BadCursor("not a cursor") from error
    if any(not 0 <= number < 2**63 for number in cursor.numbers):
        raise BadCursor("not a cursor")
    return cursor
