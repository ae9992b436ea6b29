"""Bringing the journal to the ledger and the ledger's data to the till. No Qt, no threads, no waiting.

Source: docs/spec/offline.md, sections 2 and 3; docs/spec/line.md. Every step may be cut off and done again.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from pos_client.sync.key_renewal import KeyRenewal
from pos_client.sync.news import ask_quiet
from pos_client.sync.signed_answers import GroupSigned, Untrusted
from pos_client.sync.standing import Standing, agree, ask_standing
from pos_client.sync.transport import LineDown, LineRefused, Transport
from retail.messages import Entry
from retail.signed import VerifyingKey
from retail.sync_ports import JournalReader, JournalRecovery, PulledData

BATCH_ENTRIES = 150
#: The ledger reads at most 4 MiB of a request: a day of large baskets goes in smaller batches.
BATCH_BYTES = 3 * 1024 * 1024
#: At most so much of an entry on the line is not its body.
_ENVELOPE_BYTES = 600
PAGE_ROWS = 500
#: Pages of one feed in one pull: then what waits is sent, and the other feeds have their turn.
PAGES_AT_ONCE = 10

#: A feed without news is noted as fresh this often, and not at each pull: that would be a write every few seconds.
FRESH_SECONDS = 60

#: In this order a fresh till can sell soonest: who may sign in, what the codes mean, then the goods.
FEEDS = (
    "settings",
    "keys",
    "staff",
    "offers",
    "overlay",
    "products",
    "members",
    "aliases",
    "coupons",
    "entitlements",
    "orders",
    "tags",
    "member_facts",
    "member_notes",
    "contacts",
    "leases",
    "stock",
    "suggestions",
)

#: The scope of what every store gets.
GROUP_SCOPE = "group"

#: The only feed of one till alone.
TILL_FEED = "leases"


@dataclass(frozen=True, slots=True)
class PushReport:
    """What one push did. `suspended`: the ledger takes nothing from this till until someone decides."""

    sent: int = 0
    created: int = 0
    quarantined: tuple[tuple[str, int, str], ...] = ()
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class PullProgress:
    """One page was applied: how many rows of this feed so far in this pull, and whether more follow.

    `received` of about `total` rows have come since the feed began from nothing (0: the ledger did not say).
    """

    feed: str
    rows: int
    more: bool
    as_of: str
    received: int = 0
    total: int = 0


class SyncEngine:
    def __init__(
        self,
        transport: Transport,
        journal: JournalReader,
        pulled: PulledData,
        *,
        store: str,
        till: str,
        group_key: VerifyingKey,
        recovery: JournalRecovery,
        renewal: KeyRenewal | None = None,
        pin: Callable[[VerifyingKey], None] = lambda key: None,
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        """`pause` is called between transactions, so that a sale's commit never waits behind a long pull; `pin` keeps
        a new key of the group's.
        """
        self._transport = transport
        self._signed = GroupSigned(transport, group_key, pin)
        self._renewal = renewal
        self._journal = journal
        self._recovery = recovery
        self._pulled = pulled
        self._store = store
        self._till = till
        self._name = f"{store}/{till}"
        #: Whether the ledger was asked what it has of the journal, since the start or since it last refused a branch.
        self._has_agreed = False
        #: The run of the ledger that said so. Another one may have been put back in time.
        self._agreed_with: str | None = None
        self._is_withdrawn = False
        self._pause = pause
        #: By feed: what the ledger's clock said at the last complete pull that was written down.
        self._complete_at: dict[str, str] = {}

    def abort(self) -> None:
        """End the request under way. To be called from any thread."""
        self._transport.abort()

    def push(self) -> Iterator[PushReport]:
        """Send what waits, batch by batch. Raises LineDown, LineRefused or Untrusted; what was acknowledged stays so.

        Before the first batch the journal is made to fit what the ledger has (pos_client.sync.standing).
        """
        may_ask_again = True
        while True:
            if not self._has_agreed or self._ledger_started_anew():
                self.agree()
            batch = fitting(self._journal.next_batch(BATCH_ENTRIES))
            if not batch:
                return
            report, has_gap = self._send(batch)
            yield report
            # After a gap the ledger has less than it once acknowledged (its own restore). When someone has resumed a
            # suspended till, another branch may be the one that goes on.
            self._has_agreed = not (report.suspended or has_gap)
            if report.suspended:
                return
            if has_gap and not may_ask_again:
                raise LineDown("garbage", "the ledger names a gap before what it said that it has")
            may_ask_again = not has_gap

    def agree(self) -> None:
        """Ask how the ledger sees this till: its key, and what it has of its journal. Raises as `push` does."""
        self._has_agreed = False  # also when this is cut off in the middle: of a renewed key, say
        try:
            standing = self._standing(self._name)
        except LineRefused as error:
            if error.code == "revoked":
                self._withdraw()
            raise
        self._agreed_with = self._transport.run
        if self._renewal is not None and self._renewal.is_due(standing):
            self._renewal.renew()
        agree(self._signed, self._name, standing, self._journal, self._recovery)
        self._has_agreed = True

    def _ledger_started_anew(self) -> bool:
        """Whether the ledger started since it said what it has: perhaps from a backup, and then with less. No gap tells
        that when the next entry opens an epoch, or when there is nothing to send.
        """
        return self._transport.run != self._agreed_with

    def _note_refusal(self, error: LineRefused) -> None:
        """Another of this till's keys may be the one that counts: only asking for the standing finds out."""
        if error.code == "bad_signature":
            self._has_agreed = False

    def _withdraw(self) -> None:
        """The group has withdrawn this till: it uses no lease any more, and hands over what only it has, once."""
        if self._is_withdrawn:
            return
        self._pulled.forget("leases")
        for own in self._journal.epochs():
            seq = own.acknowledged_seq
            while batch := fitting(list(islice(self._journal.entries(own.epoch, seq + 1), BATCH_ENTRIES))):
                with suppress(LineRefused):
                    self._transport.post("/v1/entries", self._document(batch))
                seq = batch[-1].seq
        self._is_withdrawn = True

    def _document(self, batch: Sequence[Entry]) -> Mapping[str, Any]:
        return {"store": self._store, "till": self._till, "entries": [entry_document(entry) for entry in batch]}

    def _standing(self, name: str) -> Standing:
        try:
            return ask_standing(self._signed, name)
        except LineRefused as error:
            if error.code != "bad_signature" or self._renewal is None:
                raise
            refused = error
        for key, is_known in self._renewal.other_keys():
            try:
                standing = ask_standing(self._signed, name, key)
            except LineRefused as error:
                if error.code != "bad_signature":
                    raise
                continue
            is_known()
            return standing
        raise refused

    def pull(self, feeds: Sequence[str] = FEEDS) -> Iterator[PullProgress]:
        """Bring each feed up to date, page by page, or `PAGES_AT_ONCE` pages nearer to it: then its last progress has
        `more`. Raises LineDown, LineRefused or Untrusted.
        """
        for feed in feeds:
            self._pulled.begin(feed)
        quiet, as_of = self._ask_quiet(feeds)
        for feed in feeds:
            if feed in quiet:
                self._stay(feed, as_of)
                yield PullProgress(feed, 0, False, as_of)
            else:
                yield from self._pull_feed(feed)

    def _ask_quiet(self, feeds: Sequence[str]) -> tuple[frozenset[str], str]:
        try:
            return ask_quiet(self._signed, self._name, {feed: self._pulled.cursor(feed) for feed in feeds})
        except LineRefused as error:
            self._note_refusal(error)
            raise

    def _stay(self, feed: str, as_of: str) -> None:
        """Nothing is new; now and then the cache is told how fresh it is."""
        if self._is_due(feed, as_of):
            self._pulled.apply_page(feed, [], self._pulled.cursor(feed), as_of)
            self._complete_at[feed] = as_of

    def _pull_feed(self, feed: str) -> Iterator[PullProgress]:
        rows = 0
        for _ in range(PAGES_AT_ONCE):
            count, more, as_of = self._pull_page(feed)
            rows += count
            received, total = self._pulled.progress(feed) if more else (0, 0)
            yield PullProgress(feed, rows, more, as_of, received, total)
            if not more:
                break
            self._pause()

    def _send(self, batch: Sequence[Entry]) -> tuple[PushReport, bool]:
        """What became of a batch, and whether the ledger misses something before it."""
        try:
            answer = self._transport.post("/v1/entries", self._document(batch)).document
        except LineRefused as error:
            self._note_refusal(error)
            raise
        except LineDown:
            # The lost answer may have said that this till is suspended; when somebody has resumed it by the next try,
            # the branch that was refused must not be sent as it was.
            self._has_agreed = False
            raise
        verdicts, high_epoch, high_seq, suspended = _push_answer(answer)
        taken = _taken(batch, verdicts)
        if taken:
            self._journal.mark_acknowledged(batch[-1].epoch, taken)
        quarantined = tuple((v["epoch"], v["seq"], v["code"]) for v in verdicts if v["verdict"] == "quarantined")
        report = PushReport(
            sent=len(batch),
            created=sum(v["verdict"] == "created" for v in verdicts),
            quarantined=quarantined,
            suspended=suspended,
        )
        if suspended or taken == batch[-1].seq:
            return report, False
        refused = {v["code"] for v in verdicts if v["verdict"] == "refused"}
        if refused != {"gap"} or high_epoch != batch[-1].epoch or high_seq >= batch[0].seq:
            # Nothing here says what to send instead; trying at once again would be a loop at the ledger's cost.
            raise LineDown("garbage", "the ledger did not take the batch and named no gap")
        return report, True

    def _pull_page(self, feed: str) -> tuple[int, bool, str]:
        cursor = self._pulled.cursor(feed)
        try:
            answer = self._signed.get(f"/v1/feeds/{feed}", {"cursor": cursor, "limit": PAGE_ROWS})
        except LineRefused as error:
            if error.status == 404:
                # A ledger of an earlier version than this till: it goes on with the feeds that there are.
                return 0, False, ""
            if error.code != "cursor_gone" or not cursor:
                self._note_refusal(error)
                raise
            self._pulled.start_over(feed)
            return 0, True, ""
        page = answer.document
        scope, rows, to, more = page.get("scope"), page.get("rows"), page.get("to"), page.get("more")
        total = page.get("total")
        if not (
            page.get("feed") == feed
            and page.get("from") == cursor
            and isinstance(rows, list)
            and isinstance(to, str)
            and isinstance(scope, str)
            and isinstance(more, bool)
        ):
            raise LineDown("garbage", f"not a page of {feed} from this cursor")
        if scope not in ((self._name,) if feed == TILL_FEED else (GROUP_SCOPE, self._store)):
            raise Untrusted(f"{feed} of {scope}")
        # Of every feed: prices and the points rule are worth as much to a rogue as keys and offers.
        self._signed.check(feed, scope, answer)
        if more and to == cursor:
            raise LineDown("garbage", f"{feed} does not go on")
        as_of = str(page.get("as_of", ""))
        if to != cursor or rows or (not more and self._is_due(feed, as_of)):
            total = total if isinstance(total, int) else None
            self._pulled.apply_page(feed, rows, to, as_of, more=more, total=total, pause=self._pause)
            if not more:
                self._complete_at[feed] = as_of
        return len(rows), more, as_of

    def _is_due(self, feed: str, as_of: str) -> bool:
        """Whether the cache should be told that it is still up to date: facts carry their age to the screen."""
        try:
            last = datetime.fromisoformat(self._complete_at[feed])
            return abs(datetime.fromisoformat(as_of) - last) >= timedelta(seconds=FRESH_SECONDS)
        except (KeyError, ValueError, TypeError):
            return True


def fitting(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The first of these entries that go into one request, at least one."""
    room = BATCH_BYTES
    for number, entry in enumerate(entries):
        room -= len(entry.body) * 4 // 3 + _ENVELOPE_BYTES
        if room < 0 and number:
            return entries[:number]
    return entries


def entry_document(entry: Entry) -> dict[str, Any]:
    """An entry as it goes over the line (docs/spec/line.md, section 3)."""
    return {
        "epoch": entry.epoch,
        "seq": entry.seq,
        "kind": entry.kind,
        "version": entry.version,
        "occurred_at": entry.occurred_at,
        "elapsed_ms": entry.elapsed_ms,
        "previous": entry.previous.hex(),
        "body": base64.b64encode(entry.body).decode(),
        "hash": entry.hash.hex(),
    }


def _taken(batch: Sequence[Entry], verdicts: Sequence[Mapping[str, Any]]) -> int:
    """The last seq of the batch up to which the ledger has our very entries (0: none).

    Not its high water: when a copied disk speaks with our name, that counts the other one's entries.
    """
    by_seq = {int(verdict["seq"]): verdict["verdict"] for verdict in verdicts}
    taken = 0
    for entry in batch:
        if by_seq.get(entry.seq, "refused") == "refused":
            break
        taken = entry.seq
    return taken


def _push_answer(answer: Mapping[str, Any]) -> tuple[list[Mapping[str, Any]], str, int, bool]:
    verdicts, high_water = answer.get("verdicts"), answer.get("high_water")
    if not isinstance(verdicts, list) or not isinstance(high_water, dict):
        raise LineDown("garbage", "not an answer to a push")
    try:
        for verdict in verdicts:
            if verdict["verdict"] not in ("created", "exists", "quarantined", "refused"):
                raise ValueError(verdict["verdict"])
            verdict["epoch"], int(verdict["seq"]), verdict["code"]
        return verdicts, str(high_water["epoch"]), int(high_water["seq"]), bool(answer.get("suspended", False))
    except (KeyError, TypeError, ValueError) as error:
        raise LineDown("garbage", "not an answer to a push") from error
