"""The journal as sealed pieces for a file: what a till that is cut off hands over on a stick. No Qt, no network.

Contract: docs/spec/line.md, section 14. A piece is a batch as it would go over the line: both are taken the same way.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice

from pos_client.sync.engine import BATCH_ENTRIES, entry_document, fitting
from retail.sync_ports import JournalReader


class JournalPieces:
    """The pieces, each made when it is asked for; `entries` counts those that went out so far."""

    def __init__(self, journal: JournalReader, store: str, till: str, *, everything: bool = False) -> None:
        """What the ledger has not acknowledged, or with `everything` all that there is."""
        self._journal = journal
        self._names = {"store": store, "till": till}
        self._everything = everything
        self.entries = 0

    def __iter__(self) -> Iterator[bytes]:
        for own in self._journal.epochs():
            seq = 0 if self._everything else own.acknowledged_seq
            while seq < own.last_seq:
                # A few at a time: a sale's commit never waits behind a long read.
                found = list(islice(self._journal.entries(own.epoch, seq + 1), min(BATCH_ENTRIES, own.last_seq - seq)))
                batch = fitting(found)
                if not batch:
                    break
                seq = batch[-1].seq
                self.entries += len(batch)
                yield json.dumps({**self._names, "entries": [entry_document(entry) for entry in batch]}).encode()
