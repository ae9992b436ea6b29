"""Counts that tell whether the ledger is well: of what waits, and of whom nothing is heard. No row names a person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from central_ledger.store.database import Database

#: Each gives one text a row, or a JSON object in which every text is somebody's.
_PERSONAL = (
    "SELECT one_id FROM member",
    "SELECT one_id FROM member_alias",
    "SELECT one_id FROM erasure",
    "SELECT DISTINCT one_id FROM sale WHERE one_id IS NOT NULL",
    "SELECT name FROM member",
    "SELECT phone FROM member",
    "SELECT cards FROM member",
    "SELECT DISTINCT holder FROM linked_account",
    "SELECT coupon_id FROM coupon",
    "SELECT name FROM person",
    "SELECT person_id FROM person",
    "SELECT DISTINCT staff_id FROM sale",
    "SELECT row_key FROM feed_row WHERE feed = 'staff'",
)
_STAFF = "SELECT data FROM feed_row WHERE feed = 'staff'"


@dataclass(frozen=True, slots=True)
class TillSeen:
    """`seen_at` is when the ledger last heard this till, as text with an offset."""

    store: str
    till: str
    seen_at: str
    suspended: bool


class Vitals:
    """Looks, and changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tills(self) -> list[TillSeen]:
        """Every till that was heard and is not revoked."""
        rows = self._database.rows(
            "SELECT s.store, s.till, s.seen_at, t.suspended_at FROM till_seen AS s JOIN till AS t "
            "ON t.store = s.store AND t.till = s.till WHERE t.revoked_at IS NULL ORDER BY s.store, s.till"
        )
        return [TillSeen(store, till, seen, suspended is not None) for store, till, seen, suspended in rows]

    def never_heard(self) -> list[tuple[str, str, str]]:
        """Store, till and since when it is enrolled, of tills that were never heard and are not revoked."""
        rows = self._database.rows(
            "SELECT t.store, t.till, t.enrolled_at FROM till AS t LEFT JOIN till_seen AS s ON s.store = t.store AND "
            "s.till = t.till WHERE s.till IS NULL AND t.revoked_at IS NULL ORDER BY t.store, t.till"
        )
        return [(str(store), str(till), str(at)) for store, till, at in rows]

    def first_enrolled_at(self) -> str | None:
        """Since when there is a till (ISO 8601); None: there is none."""
        found: str | None = self._database.value("SELECT MIN(enrolled_at) FROM till")
        return found

    def leases_ended_before(self, moment: str) -> list[tuple[str, str, int]]:
        """Store, till and how many leases it still has in hand whose end was before a time."""
        rows = self._database.rows(
            "SELECT store, till, COUNT(*) FROM lease WHERE status IN ('active', 'recalled') AND expires_at < ? "
            "GROUP BY store, till ORDER BY store, till",
            (moment,),
        )
        return [(str(store), str(till), int(count)) for store, till, count in rows]

    def newest_received_at(self) -> str | None:
        """When the newest entry came in, by the ledger's clock of then (ISO 8601, UTC)."""
        found: str | None = self._database.value("SELECT MAX(seen_at) FROM till_seen")
        return found

    def oldest_not_replayed_at(self) -> str | None:
        """When the oldest entry came in that the replay has not looked at; None: it has looked at everything."""
        found: str | None = self._database.value(
            "SELECT MIN(n.received_at) FROM epoch AS e LEFT JOIN replay_mark AS m ON m.store = e.store AND "
            "m.till = e.till AND m.epoch = e.epoch JOIN entry AS n ON n.store = e.store AND n.till = e.till AND "
            "n.epoch = e.epoch AND n.seq = COALESCE(m.seq, 0) + 1 WHERE e.high_water > COALESCE(m.seq, 0)"
        )
        return found

    def oldest_event_at(self) -> str | None:
        """When the oldest event that is still kept was written."""
        found: str | None = self._database.value("SELECT MIN(written_at) FROM outbox")
        return found

    def cases_before(self, moment: str) -> int:
        """Open cases that were opened before a time."""
        statement = "SELECT COUNT(*) FROM case_file WHERE status = 'open' AND opened_at < ?"
        return int(self._database.value(statement, (moment,)))

    def open_refunds_since(self) -> list[str]:
        """When each refund without an end was asked for, by its till's clock (ISO 8601 with offset)."""
        return [str(at) for (at,) in self._database.rows("SELECT began_at FROM wallet_refund WHERE settled_at IS NULL")]

    def open_cases(self) -> dict[str, int]:
        """By kind."""
        rows = self._database.rows("SELECT kind, COUNT(*) FROM case_file WHERE status = 'open' GROUP BY kind")
        return {str(kind): int(count) for kind, count in rows}

    def open_refunds(self) -> int:
        """Refunds that a wallet was asked for and nobody knows the end of."""
        return int(self._database.value("SELECT COUNT(*) FROM wallet_refund WHERE settled_at IS NULL"))

    def personal_texts(self) -> Iterator[str]:
        """Names, phones, ids (those of before too) and numbers of members, and who works for the
        group: what must not leave the house.
        """
        for statement in _PERSONAL:
            for (text,) in self._database.rows(statement):
                yield from _texts_in(str(text or ""))
        for (data,) in self._database.rows(_STAFF):
            if data:
                yield str(json.loads(data).get("name", ""))


def _texts_in(text: str) -> Iterator[str]:
    if text.startswith(("{", "[")):
        yield from re.findall(r'"([^"]+)"', text)
    elif text:
        yield text
