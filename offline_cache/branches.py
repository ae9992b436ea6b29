"""Which entries stand for others: carried into an epoch because the ledger had others in their place."""

from __future__ import annotations

from dataclasses import replace

from offline_cache.database import TillDatabase
from offline_cache.tables import PARAM, Epochs, Journal, Statement
from retail.messages import BadEntry, Entry, decode_body

_OPENED = Statement(
    lambda: Journal.select(Journal.epoch, Journal.body).where((Journal.seq == PARAM) & (Journal.kind == PARAM))
)
_KEPT = Statement(lambda: Epochs.select(Epochs.epoch, Epochs.kept_seq).where(Epochs.kept_seq.is_null(is_null=False)))


class Branches:
    """The epochs that were given up at some seq, and those that took over from there (docs/spec/line.md, section 3)."""

    def __init__(self, database: TillDatabase) -> None:
        self._kept = {str(epoch): int(seq) for epoch, seq in database.rows(_KEPT)}
        #: By epoch: where its carried entries were written first (epoch, seq of the last common entry), and how many.
        self._carried: dict[str, tuple[str, int, int]] = {}
        for epoch, body in database.rows(_OPENED, (1, "epoch_opened")) if self._kept else ():
            try:
                opened = decode_body(body)
                shared = opened.get("shared")
                if shared is not None:
                    self._carried[epoch] = (shared["epoch"], shared["seq"], opened["carried"])
            except (BadEntry, KeyError, TypeError):
                continue  # the walk over the chain says so

    def is_given_up(self, entry: Entry) -> bool:
        """Whether this entry was carried into a later epoch."""
        return entry.seq > self._kept.get(entry.epoch, entry.seq)

    def written(self, entry: Entry) -> Entry:
        """The entry under the epoch and seq at which it was first written: those that its receipt bears."""
        epoch, seq = entry.epoch, entry.seq
        while epoch in self._carried and 2 <= seq <= self._carried[epoch][2] + 1:
            first_epoch, shared_seq, _ = self._carried[epoch]
            # The entry that opened an epoch is not carried, also when the ledger has nothing of that epoch.
            epoch, seq = first_epoch, max(shared_seq, 1) + seq - 1
        return replace(entry, epoch=epoch, seq=seq)
