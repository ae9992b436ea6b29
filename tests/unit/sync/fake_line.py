"""A journal, a cache and a ledger of few lines that keeps what docs/spec/line.md says and can be told to misbehave."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pos_client.sync.engine import SyncEngine
from pos_client.sync.session import SyncSession
from pos_client.sync.status import SyncStatus
from pos_client.sync.transport import Answer, LineDown, LineRefused
from retail.messages import GENESIS, Entry, Head, make_entry
from retail.ports import SyncFacts
from retail.signed import SigningKey
from retail.sync_ports import OwnEpoch
from tests.fakes import FakeClock

GROUP = SigningKey.generate()


class FakeJournal:
    def __init__(self, count: int, text: str = "") -> None:
        self.all: list[Entry] = []
        self.acknowledged = 0
        self.went_on: tuple[Head, Head] | None = None
        head = Head("e1", 0, GENESIS)
        for number in range(count):
            entry = make_entry(
                store="S01",
                till="T01",
                after=head,
                kind="signed_in",
                occurred_at="2026-11-11T10:00:00+08:00",
                elapsed_ms=number,
                document={"staff_id": str(number) + text},
            )
            self.all.append(entry)
            head = entry.head

    def facts(self) -> SyncFacts:
        waiting = self.all[self.acknowledged :]
        return SyncFacts(len(waiting), waiting[0].occurred_at if waiting else None, None)

    def next_batch(self, limit: int) -> Sequence[Entry]:
        return self.all[self.acknowledged : self.acknowledged + limit]

    def mark_acknowledged(self, epoch: str, seq: int) -> None:
        assert epoch == "e1"
        self.acknowledged = seq

    def entries(self, epoch: str, first_seq: int) -> Iterator[Entry]:
        yield from self.all[first_seq - 1 :]

    def epochs(self) -> Sequence[OwnEpoch]:
        return [OwnEpoch("e1", self.acknowledged, len(self.all))] if self.all else []

    def hash_of(self, epoch: str, seq: int) -> bytes | None:
        return self.all[seq - 1].hash if epoch == "e1" and 0 < seq <= len(self.all) else None

    def go_on_after(self, head: Head, shared: Head) -> None:
        self.went_on = (head, shared)
        self.all, self.acknowledged = self.all[: shared.seq], shared.seq


class FakePulled:
    def __init__(self) -> None:
        self.cursors: dict[str, str] = {}
        self.rows: dict[str, list[Any]] = {}
        self.begun: list[str] = []
        self.forgotten: list[str] = []
        self.totals: dict[str, int] = {}
        self.applied: list[tuple[str, str, bool]] = []

    def cursor(self, feed: str) -> str:
        return self.cursors.get(feed, "")

    def begin(self, feed: str) -> None:
        self.begun.append(feed)

    def progress(self, feed: str) -> tuple[int, int]:
        return len(self.rows.get(feed, [])), self.totals.get(feed, 0)

    def forget(self, feed: str) -> None:
        self.forgotten.append(feed)

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
        if total is not None:
            self.totals[feed] = total
        self.rows.setdefault(feed, []).extend(rows)
        self.cursors[feed] = cursor
        self.applied.append((feed, as_of, more))

    def start_over(self, feed: str) -> None:
        self.cursors.pop(feed)
        self.rows.pop(feed)


class FakeLedger:
    """Stands where the transport stands."""

    def __init__(self) -> None:
        self.have: list[str] = []
        self.pages: dict[str, list[dict[str, Any]]] = {}
        self.down = 0
        self.lose_answers = 0
        self.spoil: Any = None
        self.posts: list[list[int]] = []
        self.suspended = False
        self.body_max: int | None = None
        self.asked = 0
        self.unknown = ""
        self.total: int | None = None
        self.hashes_a_page = 2
        self.key = GROUP
        self.as_of = "2026-11-11T10:00:00+08:00"
        self.run: str | None = None
        self._next_run = "run-1"
        #: A ledger of an earlier version has never heard of news.
        self.knows_news = False
        self.news_scope = "S01/T01"
        self.old_news: Answer | None = None
        self.pages_asked: list[str] = []

    def restored(self, entries: int) -> None:
        """It has so many entries again, and its next answer is of another run."""
        del self.have[entries:]
        self._next_run = "run-2"

    def post(self, path: str, document: Mapping[str, Any]) -> Answer:
        self.run = self._next_run
        if path == "/v1/news":
            return self._news(document["cursors"])
        assert path == "/v1/entries"
        if self.down:
            self.down -= 1
            raise LineDown("unreachable", "down")
        if self.body_max is not None and len(json.dumps(document)) > self.body_max:
            raise LineRefused(413, "too_large", "at most 4 MiB")
        self.posts.append([entry["seq"] for entry in document["entries"]])
        verdicts: list[dict[str, Any]] = []
        for entry in document["entries"]:
            verdict, code = "created", None
            if self.suspended:
                verdict, code = "refused", "suspended"
            elif entry["seq"] <= len(self.have):
                verdict = "exists"
            elif entry["seq"] > len(self.have) + 1:
                verdict, code = "refused", "gap"
            else:
                self.have.append(entry["hash"])
            verdicts.append({"epoch": entry["epoch"], "seq": entry["seq"], "verdict": verdict, "code": code})
        if self.lose_answers:
            self.lose_answers -= 1
            raise LineDown("timed_out", "answer lost")
        high = {"epoch": "e1", "seq": len(self.have)}
        return self._answer({"verdicts": verdicts, "high_water": high, "suspended": self.suspended}, {})

    def _news(self, cursors: Mapping[str, str]) -> Answer:
        if not self.knows_news:
            raise LineRefused(404, "not_found", "there is nothing here")
        if self.old_news is not None:
            return self.old_news
        quiet = {feed: text for feed, text in cursors.items() if text == str(len(self.pages.get(feed, [])))}
        document = {"scope": self.news_scope, "quiet": quiet, "as_of": self.as_of}
        body = json.dumps(document).encode()
        signature = base64.b64encode(self.key.signature(f"news\n{self.news_scope}\n".encode() + body)).decode()
        return self._answer(document, {"onetill-group-signature": signature}, body)

    def get(self, path: str, query: Mapping[str, Any]) -> Answer:
        self.run = self._next_run
        if path == "/v1/group/keys":
            return self._answer({"handovers": []}, {})
        if path.startswith("/v1/tills/self"):
            return self._standing(path, query)
        feed = path.rsplit("/", 1)[1]
        self.pages_asked.append(feed)
        if feed == self.unknown:
            raise LineRefused(404, "not_found", "no such feed")
        if query["cursor"] == "gone":
            raise LineRefused(410, "cursor_gone", "restored")
        number = int(query["cursor"] or 0)
        pages = self.pages.get(feed, [])
        page: dict[str, Any] = {
            "feed": feed,
            "scope": "S01/T01" if feed == "leases" else "group",
            "from": query["cursor"],
            "to": str(number + 1) if number < len(pages) else query["cursor"],
            "rows": pages[number]["rows"] if number < len(pages) else [],
            "more": number + 1 < len(pages),
            "as_of": self.as_of,
        }
        if self.total is not None and not query["cursor"] and page["more"]:
            page["total"] = self.total
        if self.spoil is not None:
            page = self.spoil(page)
        body = json.dumps(page).encode()
        signature = self.key.signature(f"{feed}\n{page.get('scope')}\n".encode() + body)
        return self._answer(page, {"onetill-group-signature": base64.b64encode(signature).decode()}, body)

    def _standing(self, path: str, query: Mapping[str, Any]) -> Answer:
        self.asked += 1
        if path == "/v1/tills/self":
            heads = [{"epoch": "e1", "high_water": len(self.have), "head_hash": self.have[-1]}] if self.have else []
            document = {"suspended": self.suspended, "key_id": "k", "epochs": heads}
            document |= {"key_since": self.as_of, "time": self.as_of}
            name = b"standing"
        else:
            after = int(query["first"]) - 1
            found = [{"seq": n, "hash": h} for n, h in enumerate(self.have, 1) if n > after][: self.hashes_a_page]
            document, name = {"epoch": "e1", "entries": found}, b"entries"
        body = json.dumps(document).encode()
        signature = base64.b64encode(self.key.signature(name + b"\nS01/T01\n" + body)).decode()
        return self._answer(document, {"onetill-group-signature": signature}, body)

    @staticmethod
    def _answer(document: dict[str, Any], headers: dict[str, str], body: bytes | None = None) -> Answer:
        return Answer(document, body if body is not None else json.dumps(document).encode(), headers)


def engine(ledger: FakeLedger, journal: FakeJournal, pulled: FakePulled | None = None) -> SyncEngine:
    return SyncEngine(
        ledger,  # type: ignore[arg-type]  # the two methods that the engine calls
        journal,
        pulled or FakePulled(),
        store="S01",
        till="T01",
        group_key=GROUP.verifying_key,
        recovery=journal,
    )


def session(ledger: FakeLedger, journal: FakeJournal) -> tuple[SyncSession, list[SyncStatus]]:
    seen: list[SyncStatus] = []
    made = SyncSession(engine(ledger, journal), journal, FakeClock(), random=lambda: 0.5, report=seen.append)
    return made, seen
