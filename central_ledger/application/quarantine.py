"""Take entries again that were set aside: after an update of the ledger that understands them, each exactly once.

An entry keeps its code for ever, as it was received; a note beside it says when it was taken after all. What it does is
what it would have done: in whatever order entries are taken again, the books come to the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from central_ledger.application.apply import Applier
from central_ledger.application.ledger import Ledger
from central_ledger.application.replay import Replayer
from central_ledger.domain.cases import case_id
from central_ledger.domain.stream import read_entry
from retail.messages import Entry

CASE_KINDS = ("quarantined", "sale_id_reused")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry is."""

    store: str
    till: str
    epoch: str
    seq: int


@dataclass(frozen=True, slots=True)
class Retaken:
    """`code` is why an entry is still set aside; None: it was taken."""

    place: Place
    kind: str
    code: str | None


def retake(ledger: Ledger, store: str | None = None, till: str | None = None) -> list[Retaken]:
    """Try every entry that is set aside, of one store or till or of all. Each in a transaction of its own.

    Raises StoreUnavailable: what was taken until then stays so.
    """
    replayer, found = Replayer(), []
    for place in [Place(*row[:4]) for row in ledger.journals.quarantined()]:
        if store in (None, place.store) and till in (None, place.till):
            with ledger.database.transaction():
                tried = _retake(ledger, place, replayer)
            if tried is not None:
                found.append(tried)
    return found


def _retake(ledger: Ledger, place: Place, replayer: Replayer) -> Retaken | None:
    """None: another process was faster."""
    read = ledger.journals.epoch_entries(place.store, place.till, place.epoch, place.seq - 1, 1)
    entry, code = read[0]
    if code is None:
        return None
    now_code, body = read_entry(entry)
    if entry.kind == "epoch_opened":
        now_code = code  # how the epochs of a till follow each other was settled without it
    if now_code is not None:
        return Retaken(place, entry.kind, now_code)
    applier = Applier(ledger, place.store, place.till)
    aside = applier.apply(entry, body)
    if aside is not None:
        return Retaken(place, entry.kind, aside.code)
    ledger.journals.mark_retaken(entry, ledger.now())
    applier.finish()
    if ledger.replays.is_replayed(place.store, place.till, place.epoch, place.seq):
        replayer.replay_entries(ledger, [entry])
    _withdraw_cases(ledger, entry)
    return Retaken(place, entry.kind, None)


def _withdraw_cases(ledger: Ledger, entry: Entry) -> None:
    """The entry's own cases say nothing any more; what a person decided about them stays readable."""
    for kind in CASE_KINDS:
        known = ledger.cases.get(entry.store, case_id(kind, entry.store, entry.till, entry.epoch, entry.seq))
        if known is not None and known.status == "open":
            ledger.cases.put(replace(known, status="withdrawn", detail={**known.detail, "retaken": True}))
