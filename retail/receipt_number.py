"""The number that a receipt bears: unique for ever, short enough to be read out."""

from __future__ import annotations

from retail.messages import Entry


def receipt_number(entry: Entry) -> str:
    """From a sale's journal entry: `S01-T02-7F3A-000123` (store, till, begin of the epoch, seq)."""
    return f"{entry.store}-{entry.till}-{entry.epoch[:4].upper()}-{entry.seq:06d}"
