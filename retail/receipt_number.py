"""The number that a receipt bears: unique for ever, short enough to be read out."""

from __future__ import annotations

from dataclasses import dataclass

from retail.messages import Entry

EPOCH_CHARACTERS = 4


@dataclass(frozen=True, slots=True)
class ReceiptPlace:
    """What a receipt's number says: whose entry it is, and how the entry's epoch begins (upper case)."""

    store: str
    till: str
    epoch_begin: str
    seq: int


def receipt_number(entry: Entry) -> str:
    """From a sale's journal entry: `S01-T02-7F3A-000123` (store, till, begin of the epoch, seq)."""
    return number_of(entry.store, entry.till, entry.epoch, entry.seq)


def number_of(store: str, till: str, epoch: str, seq: int) -> str:
    """The number of the entry at this place."""
    return f"{store}-{till}-{epoch[:EPOCH_CHARACTERS].upper()}-{seq:06d}"


def read_receipt_number(text: str) -> ReceiptPlace | None:
    """What was typed, as a receipt's number; None for anything else. A till's own name holds no dash."""
    parts = text.strip().upper().rsplit("-", 3)
    if len(parts) != 4 or not all(parts) or len(parts[2]) != EPOCH_CHARACTERS:
        return None
    store, till, epoch_begin, seq = parts
    if not (seq.isascii() and seq.isdigit() and len(seq) <= 12):
        return None
    return ReceiptPlace(store, till, epoch_begin, int(seq))
