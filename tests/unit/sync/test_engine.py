"""The engine against a ledger of few lines that keeps what docs/spec/line.md says and can be told to misbehave."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from pos_client.sync.engine import BATCH_ENTRIES, FEEDS, PAGES_AT_ONCE, SyncEngine
from pos_client.sync.session import IDLE_INTERVAL_MS, SyncSession
from pos_client.sync.signed_answers import Untrusted
from pos_client.sync.status import Coming, SyncStatus
from pos_client.sync.transport import Answer, LineDown, LineRefused
from retail.messages import GENESIS, Entry, Head, make_entry
from retail.ports import StoreFailed, SyncFacts
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


def test_everything_arrives_in_order_in_batches() -> None:
    ledger, journal = FakeLedger(), FakeJournal(BATCH_ENTRIES * 2 + 7)
    reports = list(engine(ledger, journal).push())
    assert ledger.have == [entry.hash.hex() for entry in journal.all]
    assert [report.created for report in reports] == [BATCH_ENTRIES, BATCH_ENTRIES, 7]
    assert journal.facts().waiting == 0


def test_large_entries_go_in_requests_that_the_ledger_reads() -> None:
    """150 sales of a hundred lines are more than 4 MiB: the ledger would refuse them together for ever."""
    ledger, journal = FakeLedger(), FakeJournal(40, "x" * 120_000)
    ledger.body_max = 4 * 1024 * 1024
    list(engine(ledger, journal).push())
    assert journal.facts().waiting == 0
    assert len(ledger.posts) == 3


def test_after_a_lost_answer_the_ledger_is_asked_and_nothing_doubles() -> None:
    """The answer may have said that the till is suspended, and somebody may have resumed it since: its branch must not
    be sent as it was. And what arrived needs no second way.
    """
    ledger, journal = FakeLedger(), FakeJournal(9)
    ledger.lose_answers = 1
    syncing = engine(ledger, journal)
    with pytest.raises(LineDown):
        list(syncing.push())
    assert journal.facts().waiting == 9
    asked = ledger.asked
    assert list(syncing.push()) == []
    assert ledger.asked > asked
    assert (len(ledger.have), len(ledger.posts)) == (9, 1)
    assert journal.facts().waiting == 0


def test_a_restored_ledger_gets_acknowledged_entries_again() -> None:
    ledger, journal = FakeLedger(), FakeJournal(400)
    journal.acknowledged = 399
    ledger.have = [entry.hash.hex() for entry in journal.all[:40]]
    list(engine(ledger, journal).push())
    assert ledger.have == [entry.hash.hex() for entry in journal.all]
    assert journal.facts().waiting == 0


def test_a_ledger_that_was_restored_is_noticed_without_anything_to_send() -> None:
    """Its page of a feed shows another run: no gap ever tells a till that has nothing to say."""
    ledger, journal = FakeLedger(), FakeJournal(40)
    till = engine(ledger, journal)
    list(till.push())
    ledger.restored(25)
    list(till.push())
    assert len(ledger.have) == 25  # nobody can know before the ledger has said a word
    list(till.pull(["products"]))
    list(till.push())
    assert ledger.have == [entry.hash.hex() for entry in journal.all]
    asked = ledger.asked
    list(till.push())
    assert ledger.asked == asked


def test_a_suspended_till_stops_and_keeps_its_entries() -> None:
    ledger, journal = FakeLedger(), FakeJournal(400)
    ledger.suspended = True
    reports = list(engine(ledger, journal).push())
    assert [report.suspended for report in reports] == [True]
    assert len(ledger.posts) == 1
    assert journal.facts().waiting == 400


def test_a_fork_acknowledges_nothing_of_ours() -> None:
    """A copied disk was quicker: the ledger's high water counts the other one's entries, not these."""
    ledger, journal = FakeLedger(), FakeJournal(3)
    verdicts = [{"epoch": "e1", "seq": seq, "verdict": "refused", "code": "fork"} for seq in (1, 2, 3)]
    ledger.post = lambda path, document: FakeLedger._answer(  # type: ignore[method-assign]
        {"verdicts": verdicts, "high_water": {"epoch": "e1", "seq": 3}, "suspended": True}, {}
    )
    (report,) = engine(ledger, journal).push()
    assert report.suspended
    assert journal.facts().waiting == 3


def test_a_ledger_that_takes_nothing_and_says_nothing_is_not_asked_in_a_loop() -> None:
    ledger, journal = FakeLedger(), FakeJournal(3)
    ledger.post = lambda path, document: FakeLedger._answer(  # type: ignore[method-assign]
        {"verdicts": [], "high_water": {"epoch": "e1", "seq": 0}, "suspended": False}, {}
    )
    with pytest.raises(LineDown):
        list(engine(ledger, journal).push())
    assert journal.facts().waiting == 3


def test_pull_goes_on_from_its_cursor_after_a_cut() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages["products"] = [{"rows": [{"key": str(number)}]} for number in range(5)]
    steps = engine(ledger, FakeJournal(0), pulled).pull(["products"])
    next(steps), next(steps)
    steps.close()  # type: ignore[attr-defined]
    progress = list(engine(ledger, FakeJournal(0), pulled).pull(["products"]))
    assert [row["key"] for row in pulled.rows["products"]] == ["0", "1", "2", "3", "4"]
    assert (progress[-1].rows, progress[-1].more) == (3, False)


def test_a_feed_without_news_is_noted_as_fresh_once_a_minute() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    syncing = engine(ledger, FakeJournal(0), pulled)
    for second in (0, 5, 59, 60, 65):
        ledger.as_of = f"2026-11-11T10:0{second // 60}:{second % 60:02d}+08:00"
        list(syncing.pull(["members"]))
    assert [as_of[14:19] for _, as_of, _ in pulled.applied] == ["00:00", "01:00"]


def test_a_cursor_that_the_ledger_lost_starts_the_feed_over() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages["products"] = [{"rows": [{"key": "0"}]}]
    pulled.cursors["products"], pulled.rows["products"] = "gone", [{"key": "old"}]
    list(engine(ledger, FakeJournal(0), pulled).pull(["products"]))
    assert [row["key"] for row in pulled.rows["products"]] == ["0"]


@pytest.mark.parametrize("feed", FEEDS)
def test_a_rogue_ledger_cannot_slip_in_its_own(feed: str) -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages[feed] = [{"rows": [{"key": "x"}]}]
    ledger.key = SigningKey.generate()
    with pytest.raises(Untrusted):
        list(engine(ledger, FakeJournal(0), pulled).pull([feed]))
    assert pulled.rows == {}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda page: page | {"from": "7"},
        lambda page: page | {"feed": "staff"},
        lambda page: page | {"rows": None},
        lambda page: page | {"to": page["from"], "more": True},
        lambda page: {"hello": "world"},
    ],
)
def test_a_page_that_is_not_the_one_asked_for_is_not_used(spoil: Any) -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages["offers"] = [{"rows": [{"key": "x"}]}, {"rows": [{"key": "y"}]}]
    ledger.spoil = spoil
    with pytest.raises(LineDown):
        list(engine(ledger, FakeJournal(0), pulled).pull(["offers"]))
    assert pulled.rows == {}


def test_another_stores_page_is_not_used() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.pages["members"] = [{"rows": [{"key": "x"}]}]
    ledger.spoil = lambda page: page | {"scope": "S02"}
    with pytest.raises(Untrusted):
        list(engine(ledger, FakeJournal(0), pulled).pull(["members"]))
    assert pulled.rows == {}


def session(ledger: FakeLedger, journal: FakeJournal) -> tuple[SyncSession, list[SyncStatus]]:
    seen: list[SyncStatus] = []
    made = SyncSession(engine(ledger, journal), journal, FakeClock(), random=lambda: 0.5, report=seen.append)
    return made, seen


def test_a_round_says_what_waits_and_since_when() -> None:
    ledger, journal = FakeLedger(), FakeJournal(3)
    ledger.down = 2
    syncing, seen = session(ledger, journal)
    first_delay = syncing.round()
    assert (seen[-1].connected, seen[-1].waiting, seen[-1].last_error) == (False, 3, "ledger_unreachable")
    assert seen[-1].oldest_waiting_at == "2026-11-11T10:00:00+08:00"
    assert syncing.round() > first_delay
    assert syncing.round() == IDLE_INTERVAL_MS
    assert (seen[-1].connected, seen[-1].waiting, seen[-1].last_error) == (True, 0, None)
    assert set(seen[-1].feeds) >= {"offers", "members"}


def test_a_revoked_till_is_told_so() -> None:
    ledger, journal = FakeLedger(), FakeJournal(1)

    def refuse(path: str, document: Mapping[str, Any]) -> Answer:
        raise LineRefused(403, "revoked", "gone")

    ledger.post = refuse  # type: ignore[method-assign]
    syncing, seen = session(ledger, journal)
    syncing.round()
    assert seen[-1].last_error == "till_revoked"


def test_a_suspension_stays_on_the_status() -> None:
    ledger, journal = FakeLedger(), FakeJournal(1)
    ledger.suspended = True
    syncing, seen = session(ledger, journal)
    syncing.round()
    assert (seen[-1].suspended, seen[-1].last_error, seen[-1].waiting) == (True, "till_suspended", 1)


def test_a_store_that_fails_is_told_and_tried_again() -> None:
    """A full disk, or rows that make no sense: the rounds go on, and the words get what fills them."""

    class Full(StoreFailed):
        code = "store_bad_page"

    ledger, journal = FakeLedger(), FakeJournal(1)
    syncing, seen = session(ledger, journal)
    mark = journal.mark_acknowledged

    def fail(epoch: str, seq: int) -> None:
        raise Full(feed="keys", key="k1")

    journal.mark_acknowledged = fail  # type: ignore[method-assign]
    assert syncing.round() > 0
    assert (seen[-1].connected, seen[-1].waiting, seen[-1].last_error) == (True, 1, "store_bad_page")
    assert seen[-1].last_error_params == {"feed": "keys", "key": "k1"}
    journal.mark_acknowledged = mark  # type: ignore[method-assign]
    assert syncing.round() == IDLE_INTERVAL_MS
    assert (seen[-1].waiting, seen[-1].last_error) == (0, None)


def test_after_a_start_the_ledger_says_what_it_took_before_the_answer_was_lost() -> None:
    ledger, journal = FakeLedger(), FakeJournal(9)
    ledger.lose_answers = 1
    with pytest.raises(LineDown):
        list(engine(ledger, journal).push())
    assert list(engine(ledger, journal).push()) == []
    assert (len(ledger.have), journal.facts().waiting) == (9, 0)


def test_the_ledger_is_asked_once_before_the_first_push() -> None:
    ledger, journal = FakeLedger(), FakeJournal(3)
    syncing = engine(ledger, journal)
    list(syncing.push())
    list(syncing.push())
    assert ledger.asked == 1


def test_a_ledger_that_is_ahead_makes_the_journal_go_on_after_it() -> None:
    ledger, journal = FakeLedger(), FakeJournal(5)
    ledger.have = [entry.hash.hex() for entry in journal.all] + ["07" * 32]
    journal.acknowledged = 4
    list(engine(ledger, journal).push())
    assert journal.went_on == (Head("e1", 6, b"\x07" * 32), journal.all[4].head)
    assert ledger.posts == []


def test_a_branch_of_the_till_s_own_goes_on_after_the_last_entry_that_both_have() -> None:
    ledger, journal = FakeLedger(), FakeJournal(9)
    ledger.have = [entry.hash.hex() for entry in journal.all[:7]] + ["07" * 32] * 4
    journal.acknowledged = 2
    list(engine(ledger, journal).push())
    assert journal.went_on == (Head("e1", 11, b"\x07" * 32), journal.all[6].head)


def test_a_suspended_till_opens_no_epoch_and_asks_again_when_someone_has_decided() -> None:
    ledger, journal = FakeLedger(), FakeJournal(9)
    ledger.have = ["07" * 32] * 12
    journal.acknowledged = 0
    ledger.suspended = True
    syncing = engine(ledger, journal)
    list(syncing.push())
    assert journal.went_on is None
    ledger.suspended = False
    with pytest.raises(LineDown):  # it has none of this journal's entries: nothing to go on from
        list(syncing.push())
    assert ledger.asked == 3


def test_a_standing_that_the_group_did_not_sign_is_not_believed() -> None:
    ledger, journal = FakeLedger(), FakeJournal(3)
    ledger.key = SigningKey.generate()
    with pytest.raises(Untrusted):
        list(engine(ledger, journal).push())
    assert ledger.posts == []


def test_a_long_feed_gives_way_to_what_waits_and_to_the_other_feeds() -> None:
    ledger, journal, pulled = FakeLedger(), FakeJournal(0), FakePulled()
    count = PAGES_AT_ONCE * 2 + 1
    ledger.pages["products"] = [{"rows": [{"key": str(number)}]} for number in range(count)]
    ledger.pages["members"] = [{"rows": [{"key": "M1"}]}]
    ledger.total = count
    seen: list[SyncStatus] = []
    syncing = SyncSession(engine(ledger, journal, pulled), journal, FakeClock(), random=lambda: 0.5, report=seen.append)

    assert syncing.round() == 0
    assert len(pulled.rows["products"]) == PAGES_AT_ONCE
    assert len(pulled.rows["members"]) == 1
    assert syncing.status.pulling == (Coming("products", PAGES_AT_ONCE, count),)
    assert syncing.round() == 0
    assert syncing.round() == IDLE_INTERVAL_MS
    assert len(pulled.rows["products"]) == count
    assert syncing.status.pulling == ()


def test_a_ledger_of_before_a_feed_is_no_error() -> None:
    ledger, pulled = FakeLedger(), FakePulled()
    ledger.unknown = "stock"
    ledger.pages["coupons"] = [{"rows": [{"key": "C1"}]}]
    list(engine(ledger, FakeJournal(0), pulled).pull(["stock", "coupons"]))
    assert list(pulled.rows) == ["coupons"]


def row(key: str) -> dict[str, Any]:
    return {"key": key, "version": 1, "deleted": False, "data": {}}


@pytest.fixture
def quiet_ledger() -> FakeLedger:
    """It knows news; products and offers have one page each."""
    ledger = FakeLedger()
    ledger.knows_news = True
    ledger.pages = {"products": [{"rows": [row("p1")]}], "offers": [{"rows": [row("o1")]}]}
    return ledger


def test_what_is_quiet_costs_no_request(quiet_ledger: FakeLedger) -> None:
    pulled = FakePulled()
    syncing = engine(quiet_ledger, FakeJournal(0), pulled)
    list(syncing.pull(["products", "offers"]))
    assert quiet_ledger.pages_asked == ["products", "offers"]
    quiet_ledger.pages["offers"].append({"rows": [row("o2")]})
    seen = list(syncing.pull(["products", "offers"]))
    assert quiet_ledger.pages_asked[2:] == ["offers"]
    assert [(progress.feed, progress.rows, progress.more) for progress in seen] == [
        ("products", 0, False),
        ("offers", 1, False),
    ]
    assert {progress.as_of for progress in seen} == {quiet_ledger.as_of}


def test_screens_are_not_told_of_each_quiet_feed_and_know_how_fresh_all_are(quiet_ledger: FakeLedger) -> None:
    syncing, seen = session(quiet_ledger, FakeJournal(1))
    syncing.round()
    seen.clear()
    quiet_ledger.as_of = "2026-11-11T10:02:00+08:00"
    syncing.round()
    assert len(seen) == 1
    assert {feed: seen[-1].feeds[feed] for feed in FEEDS} == dict.fromkeys(FEEDS, quiet_ledger.as_of)


def test_the_cache_is_told_now_and_then_that_a_quiet_feed_is_fresh(quiet_ledger: FakeLedger) -> None:
    pulled = FakePulled()
    syncing = engine(quiet_ledger, FakeJournal(0), pulled)
    list(syncing.pull(["products"]))
    applied = len(pulled.applied)
    quiet_ledger.as_of = "2026-11-11T10:00:20+08:00"
    list(syncing.pull(["products"]))
    assert len(pulled.applied) == applied, "that would be a write at every pull"
    quiet_ledger.as_of = "2026-11-11T10:02:00+08:00"
    list(syncing.pull(["products"]))
    assert pulled.applied[applied:] == [("products", quiet_ledger.as_of, False)]
    assert pulled.cursors["products"] == "1"


def test_news_of_another_till_or_of_another_moment_are_not_believed(quiet_ledger: FakeLedger) -> None:
    syncing = engine(quiet_ledger, FakeJournal(0))
    list(syncing.pull(["products"]))
    old = quiet_ledger.post("/v1/news", {"cursors": {"products": "1"}})
    quiet_ledger.pages["products"].append({"rows": [row("p2")]})
    list(syncing.pull(["products"]))
    quiet_ledger.pages["products"].append({"rows": [row("p3")]})
    quiet_ledger.old_news = old  # somebody in the middle played it again: it names a cursor that we have left
    with pytest.raises(LineDown):
        list(syncing.pull(["products"]))
    quiet_ledger.old_news = None
    quiet_ledger.news_scope = "S01/T02"
    with pytest.raises(LineDown):
        list(syncing.pull(["products"]))
    quiet_ledger.news_scope, quiet_ledger.key = "S01/T01", SigningKey.generate()
    with pytest.raises(Untrusted):
        list(syncing.pull(["products"]))


def test_a_ledger_that_knows_no_news_is_asked_for_each_page() -> None:
    ledger = FakeLedger()
    ledger.pages = {"products": [{"rows": [row("p1")]}]}
    syncing = engine(ledger, FakeJournal(0))
    list(syncing.pull(["products"]))
    list(syncing.pull(["products"]))
    assert ledger.pages_asked == ["products", "products"]
