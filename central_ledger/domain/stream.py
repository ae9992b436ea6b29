"""A till's stream of entries: which the ledger takes, and what it answers. No storage, no clock.

Source: docs/spec/offline.md, section 2, and docs/spec/line.md, section 3 with its decisions. The identity of an entry
is (store, till, epoch, seq); entries count 1, 2, 3 … in an epoch; each names the hash of the one before, across epochs.

A till has one current epoch, the one that was opened last. An epoch that another one went on from is closed at the seq
that was named: what comes late up to there still belongs to the journal; what comes beyond is a second branch of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from central_ledger.domain.bodies import Body, EpochOpened, SaleBody, read_body
from central_ledger.domain.contact_bodies import TaskMarked, check_mark
from central_ledger.domain.goods_returns import check_return
from central_ledger.domain.member_bodies import MemberEnrolled, check_enrolment
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import check_sale
from central_ledger.domain.shift_bodies import ShiftBody
from central_ledger.domain.shifts import check_shift
from central_ledger.domain.wanted_bodies import GoodsWanted, check_wanted
from retail.messages import GENESIS, BadEntry, Entry, check_entry

Word = Literal["created", "exists", "quarantined", "refused"]
#: What is wrong with an entry (None: nothing), and what it says (None: it cannot be read).
Reading = tuple[str | None, Body | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one entry. `code` is null for `created` and `exists`."""

    word: Word
    code: str | None = None


class StoredEntry(msgspec.Struct, frozen=True, gc=False):
    """What the ledger keeps of an entry that it took: its hash, and the code when it is quarantined."""

    hash: bytes
    code: str | None


@dataclass(slots=True)
class Epoch:
    """How far one epoch of a till's journal has come.

    `high_water`: everything up to here is taken. `highest_seen`: the highest seq that was shown. `opened_order` counts
    the epochs of the till (0: only named by a successor so far). `closed_seq` and `closed_hash`: where a successor
    went on.
    """

    epoch: str
    opened_order: int = 0
    high_water: int = 0
    head_hash: bytes = GENESIS
    highest_seen: int = 0
    closed_seq: int | None = None
    closed_hash: bytes | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a stream that a person must look at. `kind`: `fork`, `entries_lost`, `journal_rolled_back`,
    `till_restored`."""

    kind: str
    epoch: str
    seq: int
    count: int
    detail: str
    settled: bool = False  # what was found before is no longer so


class Judgement(msgspec.Struct, frozen=True, gc=False):
    """A verdict, what was read when the entry is taken, and what a person must know."""

    verdict: Verdict
    body: Body | None = None
    keep: bool = False  # its bytes are kept as evidence although it is refused
    findings: tuple[Finding, ...] = ()


CREATED = Verdict("created")
EXISTS = Verdict("exists")


class TillStream:
    """The streams of one till, as they stand; `judge` moves them on. The caller stores what it changed."""

    def __init__(
        self,
        epochs: list[Epoch],
        suspended: bool,
        stored: Callable[[str, int], StoredEntry | None],
        is_evidence: Callable[[Entry], str | None],
        branches: Callable[[], Sequence[tuple[str, int]]] = lambda: (),
    ) -> None:
        """`branches`: epoch and seq from which the till went on before, each time when it found the ledger ahead."""
        self.epochs = {epoch.epoch: epoch for epoch in epochs}
        self.suspended = suspended
        self.changed: set[str] = set()
        self._stored = stored
        self._is_evidence = is_evidence
        self._branches = branches

    @property
    def current(self) -> Epoch | None:
        """The epoch that was opened last; those that are only known by a gap or by a successor do not count."""
        opened = [epoch for epoch in self.epochs.values() if epoch.opened_order]
        return max(opened, key=lambda epoch: epoch.opened_order, default=None)

    def high_water(self, epoch: str) -> int:
        known = self.epochs.get(epoch)
        return known.high_water if known is not None else 0

    def judge(self, entry: Entry, reading: Reading | None = None) -> Judgement:
        """Decide about the next entry that arrived, and move the stream when it is taken. `reading`: what `read_entry`
        said of it, by whoever read it before.
        """
        code, body = read_entry(entry) if reading is None else reading
        if code == "hash_mismatch":
            return Judgement(Verdict("refused", code))
        stored = self._stored(entry.epoch, entry.seq)
        if stored is not None and stored.hash == entry.hash:
            return Judgement(EXISTS if stored.code is None else Verdict("quarantined", stored.code))
        if self.suspended:
            return Judgement(Verdict("refused", self._is_evidence(entry) or "suspended"), keep=True)
        if stored is not None:
            return self._fork(entry, "another entry has this identity")
        return self._next(entry, code, body)

    def _next(self, entry: Entry, code: str | None, body: Body | None) -> Judgement:
        """An entry that was not seen before: the next one, one too far, or one of another branch."""
        epoch = self.epochs.get(entry.epoch)
        if epoch is None or epoch.high_water == 0:
            if entry.seq > 1:
                self._show(entry)
                return Judgement(Verdict("refused", "gap"))
            return self._open(entry, code, body)
        if epoch.closed_seq is not None and entry.seq > epoch.closed_seq:
            return self._fork(entry, "its epoch was closed before it: two journals go on from one")
        if entry.seq > epoch.high_water + 1:
            self._show(entry)
            return Judgement(Verdict("refused", "gap"))
        if entry.previous != epoch.head_hash:
            return self._fork(entry, "it does not follow the entry before it")
        if epoch.closed_seq == entry.seq and epoch.closed_hash != entry.hash:
            return self._fork(entry, "a later epoch goes on from another entry")
        if isinstance(body, EpochOpened):
            code = "bad_body"  # an epoch is opened by its first entry only
        return self._take(epoch, entry, code, body)

    def _open(self, entry: Entry, code: str | None, body: Body | None) -> Judgement:
        """The first entry of an epoch. One that does not open it properly is set aside, and the epoch goes on."""
        known = self.epochs.get(entry.epoch)
        if known is not None and known.closed_seq is not None:
            if known.closed_seq < 1:
                return self._fork(entry, "its epoch was closed before it: two journals go on from one")
            if known.closed_seq == 1 and known.closed_hash != entry.hash:
                return self._fork(entry, "a later epoch goes on from another entry")
        if not isinstance(body, EpochOpened):
            return self._take(self._opened(entry), entry, code or "bad_body", body)
        after = body.after
        named = bytes.fromhex(after.hash) if after is not None else GENESIS
        if entry.previous != named or (after is not None and after.epoch == entry.epoch):
            return self._take(self._opened(entry), entry, "bad_body", body)
        branch = self._other_branch(body, named)
        if branch is not None:
            return self._fork(entry, branch)
        findings: tuple[Finding, ...] = ()
        if after is not None and after.seq > 0:
            findings = self._close(after.epoch, after.seq, named)
            if body.reason == "ledger_ahead" and not findings:
                detail = "the till lacked entries that the ledger has: it goes on after them"
                findings += (Finding("till_restored", entry.epoch, after.seq, body.carried, detail),)
        elif self.current is not None and (known is None or known.closed_seq is None):
            detail = "the till started a journal from nothing"
            findings = (Finding("journal_rolled_back", entry.epoch, 0, self.current.high_water, detail),)
        judgement = self._take(self._opened(entry), entry, code, body)
        return msgspec.structs.replace(judgement, findings=judgement.findings + findings)

    def _other_branch(self, body: EpochOpened, named: bytes) -> str | None:
        """Why an epoch belongs to another branch of the journal than what the ledger has; None: it does not."""
        if self._is_copy(body):
            return "a till that was restored went on from before this: there are two of them"
        after = body.after
        if after is None or after.seq == 0:
            return None
        head = self._stored(after.epoch, after.seq)
        if head is not None and head.hash != named:
            return "it goes on from an entry that the ledger has otherwise"
        before = self.epochs.get(after.epoch)
        if before is not None and before.closed_seq is not None:
            if before.closed_seq == after.seq and before.closed_hash != named:
                return "another epoch went on from another entry"
            if after.seq > before.closed_seq:
                return "its epoch was closed before it: two journals go on from one"
            if body.reason == "moved" and before.closed_seq == after.seq:
                return "two machines went on from one move"
        return None

    def _is_copy(self, body: EpochOpened) -> bool:
        """Whether this till has what another one of the same name, which went on from before it, did not have."""
        shared = body.shared
        if body.reason != "ledger_ahead" or shared is None:
            return False
        return any(epoch == shared.epoch and seq < shared.seq for epoch, seq in self._branches())

    def _close(self, name: str, seq: int, head_hash: bytes) -> tuple[Finding, ...]:
        """A new epoch goes on from (name, seq): nothing may be added to that epoch beyond it."""
        before = self.epochs.setdefault(name, Epoch(name))
        if before.closed_seq is None or seq < before.closed_seq:
            before.closed_seq, before.closed_hash = seq, head_hash
        before.highest_seen = max(before.highest_seen, seq)
        self.changed.add(name)
        if before.high_water < seq:
            count = seq - before.high_water
            return (Finding("entries_lost", name, seq, count, "a new epoch names entries that never came"),)
        if before.high_water > seq:
            count = before.high_water - seq
            return (Finding("journal_rolled_back", name, seq, count, "the till goes on from before what it had sent"),)
        return ()

    def _opened(self, entry: Entry) -> Epoch:
        epoch = self.epochs.setdefault(entry.epoch, Epoch(entry.epoch))
        if epoch.closed_seq is None:
            epoch.opened_order = 1 + max(other.opened_order for other in self.epochs.values())
        return epoch

    def _take(self, epoch: Epoch, entry: Entry, code: str | None, body: Body | None) -> Judgement:
        epoch.high_water = entry.seq
        epoch.head_hash = entry.hash
        epoch.highest_seen = max(epoch.highest_seen, entry.seq)
        self.changed.add(epoch.epoch)
        findings: tuple[Finding, ...] = ()
        if epoch.closed_seq == entry.seq:
            findings = (Finding("entries_lost", epoch.epoch, entry.seq, 0, "they came after all", settled=True),)
        if code is not None:
            return Judgement(Verdict("quarantined", code), findings=findings)
        return Judgement(CREATED, body, findings=findings)

    def _show(self, entry: Entry) -> None:
        """Remember that this much of an epoch exists, although entries before it are still missing."""
        epoch = self.epochs.setdefault(entry.epoch, Epoch(entry.epoch))
        epoch.highest_seen = max(epoch.highest_seen, entry.seq)
        self.changed.add(entry.epoch)

    def _fork(self, entry: Entry, detail: str) -> Judgement:
        self.suspended = True
        finding = Finding("fork", entry.epoch, entry.seq, 1, detail)
        return Judgement(Verdict("refused", "fork"), keep=True, findings=(finding,))


def read_entry(entry: Entry) -> Reading:
    """What is wrong with an entry, and what it says."""
    try:
        check_entry(entry)
        body = read_body(entry.kind, entry.body)
        if isinstance(body, SaleBody):
            check_sale(body)
        elif isinstance(body, ReturnBody):
            check_return(body)
        elif isinstance(body, ShiftBody):
            check_shift(body)
        elif isinstance(body, MemberEnrolled):
            check_enrolment(body)
        elif isinstance(body, TaskMarked):
            check_mark(body)
        if isinstance(body, GoodsWanted):
            check_wanted(body)
        return None, body
    except BadEntry as error:
        return error.code, None
