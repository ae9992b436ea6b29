"""Take a batch of entries: each applied exactly once, all of a batch in one transaction.

Sources: docs/spec/offline.md, section 2, docs/spec/line.md, section 3. The rules of the stream are in `domain.stream`;
this module looks up, books, and remembers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from central_ledger.application.apply import Applier
from central_ledger.application.leases import recall_all_of_till
from central_ledger.application.ledger import Ledger
from central_ledger.application.redacting import redact_late
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.stream import Finding, Reading, StoredEntry, TillStream, Verdict, read_entry
from retail.messages import Entry, is_whole

BATCH_MAX = 200


@dataclass(frozen=True, slots=True)
class PushResult:
    """One verdict for each entry in order; the high water of the last entry's epoch; whether the till is suspended."""

    verdicts: tuple[Verdict, ...]
    epoch: str
    high_water: int
    suspended: bool


def push(ledger: Ledger, store: str, till: str, entries: Sequence[Entry]) -> PushResult:
    """Take entries of one till, in the order given. Raises StoreUnavailable; then nothing of the batch was taken.

    Sales are replayed behind it: `application.replay`.
    """
    # Read before anybody has to wait for this batch, and once, however often it begins again.
    readings = {id(entry): read_entry(entry) for entry in entries}
    return ledger.database.beside((store,), lambda: _Batch(ledger, store, till, entries, readings).run(), home=store)


def keep_evidence(ledger: Ledger, entries: Sequence[Entry]) -> None:
    """The bytes of what a revoked till sends: nothing is applied. A machine that is enrolled again sends it again."""
    ledger.database.beside({entry.store for entry in entries}, lambda: _keep_evidence(ledger, entries))


def _keep_evidence(ledger: Ledger, entries: Sequence[Entry]) -> None:
    ledger.database.spans("evidence")
    now = ledger.now()
    for entry in entries:
        known = ledger.journals.stored_between(entry.store, entry.till, entry.epoch, entry.seq, entry.seq)
        if (entry.seq not in known or known[entry.seq].hash != entry.hash) and is_whole(entry):
            ledger.journals.add_evidence(entry, "revoked", now)


class _Batch:
    def __init__(
        self, ledger: Ledger, store: str, till: str, entries: Sequence[Entry], readings: Mapping[int, Reading]
    ) -> None:
        """`readings`: what each entry says, by the identity of its object."""
        self._ledger = ledger
        self._store = store
        self._till = till
        self._entries = entries
        self._readings = readings
        self._now = ledger.now()
        self._applier = Applier(ledger, store, till)
        self._taken: list[tuple[Entry, str | None]] = []
        self._known = self._stored_of_batch()
        known = ledger.journals.till(store, till)
        self._was_suspended = known is not None and known.suspended_at is not None
        self._stream = TillStream(
            ledger.journals.epochs(store, till),
            self._was_suspended,
            self._stored,
            ledger.journals.evidence_code,
            lambda: ledger.journals.branches(store, till),
        )

    def run(self) -> PushResult:
        self._applier.expect((entry, self._readings[id(entry)][1]) for entry in self._entries)
        verdicts = tuple(self._take(entry) for entry in self._entries)
        ledger, stream = self._ledger, self._stream
        ledger.journals.add_entries(self._taken, self._now)
        redact_late(ledger, [entry for entry, _ in self._taken])
        ledger.journals.save_epochs(self._store, self._till, [stream.epochs[name] for name in sorted(stream.changed)])
        if stream.suspended and not self._was_suspended:
            ledger.journals.suspend(self._store, self._till, self._now)
            # Nobody knows which machine has them, and how often: neither is to go on using them.
            recall_all_of_till(ledger, self._store, self._till)
        self._applier.finish()
        last = self._entries[-1].epoch
        return PushResult(verdicts, last, stream.high_water(last), stream.suspended)

    def _take(self, entry: Entry) -> Verdict:
        judgement = self._stream.judge(entry, self._readings[id(entry)])
        verdict = judgement.verdict
        if judgement.keep:
            self._ledger.journals.add_evidence(entry, verdict.code or "", self._now)
        for finding in judgement.findings:
            self._report(finding)
        if verdict.word == "refused" or (entry.epoch, entry.seq) in self._known:
            return verdict
        if verdict.word == "quarantined":
            self._open_case("quarantined", entry, code=verdict.code, entry_kind=entry.kind)
        else:
            aside = self._applier.apply(entry, judgement.body)
            if aside is not None:
                self._open_case(aside.case_kind, entry, **aside.detail)
                verdict = Verdict("quarantined", aside.code)
        self._taken.append((entry, verdict.code))
        self._known[entry.epoch, entry.seq] = StoredEntry(entry.hash, verdict.code)
        return verdict

    def _open_case(self, kind: str, entry: Entry, **detail: str | int | None) -> None:
        """A case about one entry of this till."""
        case = Case(
            holder=self._store,
            case_id=case_id(kind, self._store, self._till, entry.epoch, entry.seq),
            kind=kind,
            store=self._store,
            till=self._till,
            detail={"epoch": entry.epoch, "seq": entry.seq, **detail},
            opened_at=self._now,
        )
        self._ledger.cases.put(case)

    def _report(self, finding: Finding) -> None:
        """Open a case about the stream, or withdraw it when what was missing has come."""
        parts: tuple[str | int, ...] = (self._store, self._till, finding.epoch)
        if finding.kind == "fork":
            parts = (*parts, finding.seq)
        wanted = case_id(finding.kind, *parts)
        known = self._ledger.cases.get(self._store, wanted)
        if finding.settled and (known is None or known.status != "open"):
            return
        if known is not None and known.status == "decided":
            # It happened again after a decision: the decision stays readable, the case needs another one.
            self._ledger.cases.put(replace(known, status="open"))
            return
        case = Case(
            holder=self._store,
            case_id=wanted,
            kind=finding.kind,
            store=self._store,
            till=self._till,
            status="withdrawn" if finding.settled else "open",
            detail={"epoch": finding.epoch, "seq": finding.seq, "count": finding.count, "what": finding.detail},
            opened_at=self._now,
        )
        self._ledger.cases.put(case)

    def _stored(self, epoch: str, seq: int) -> StoredEntry | None:
        """What is kept at an identity, this batch included."""
        found = self._known.get((epoch, seq))
        if found is None and (epoch, seq) not in self._looked_up:
            found = self._ledger.journals.stored_between(self._store, self._till, epoch, seq, seq).get(seq)
        return found

    def _stored_of_batch(self) -> dict[tuple[str, int], StoredEntry]:
        """What is kept at the identities of this batch, with one statement for each epoch."""
        spans: dict[str, set[int]] = {}
        for entry in self._entries:
            spans.setdefault(entry.epoch, set()).add(entry.seq)
        self._looked_up = {(epoch, seq) for epoch, numbers in spans.items() for seq in numbers}
        known: dict[tuple[str, int], StoredEntry] = {}
        for epoch, numbers in spans.items():
            if max(numbers) - min(numbers) > 10 * BATCH_MAX:  # nonsense, or a test of it: not worth reading a span
                self._looked_up -= {(epoch, seq) for seq in numbers}
                continue
            span = self._ledger.journals.stored_between(self._store, self._till, epoch, min(numbers), max(numbers))
            known |= {(epoch, seq): stored for seq, stored in span.items()}
        return known
