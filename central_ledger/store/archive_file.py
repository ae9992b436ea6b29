"""The format of an archive: what the tills of one store told up to a day, and what it moved, in a file of its own.

JSON lines, compressed (gzip, the same bytes for the same content). The first line names the store, the day and the
digest of the store's archive before; then, epoch by epoch, where it goes on (`after`), its entries in their order, each
with the transfers that it booked and the goods that it moved; the last line sums up. Neither the hashes of entries nor
their links are written: whoever reads makes them again, and the last of each epoch must be the head that the last line
names. So a changed byte is found without the ledger. Only an entry that was written anew without a person
(docs/spec/erasure.md) has its hash.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from retail.messages import Entry, entry_hash, is_whole

FORMAT = "onetill-archive-1"

#: Till, epoch and seq.
Place = tuple[str, str, int]
#: Account, unit and amount.
PostingRow = tuple[str, str, int]
#: Id (`KIND/reference`), sku and thousandths of a movement of stock.
Moved = tuple[str, str, int]


class BadArchive(ValueError):
    """A file that is no archive, or not as it was written: says what is wrong."""


@dataclass(frozen=True, slots=True)
class ArchivedTransfer:
    """A transfer of the store, as it was booked. `occurred_at` is ISO 8601; postings in their order."""

    transfer_id: str
    kind: str
    reference: str
    occurred_at: str
    postings: tuple[PostingRow, ...]


@dataclass(frozen=True, slots=True)
class ArchivedEntry:
    """An entry, when it was received (ISO 8601, UTC), what it booked at its store and what goods it moved there."""

    entry: Entry
    received_at: str
    transfers: tuple[ArchivedTransfer, ...] = ()
    goods: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What of one epoch is archived, and the seq and hash after which it begins (0 and nothing: at its start)."""

    till: str
    epoch: str
    after: int
    after_hash: bytes
    entries: tuple[ArchivedEntry, ...]

    @property
    def head(self) -> tuple[str, str, int, str]:
        """Till, epoch, and seq and hash (hex) of its last entry."""
        last = self.entries[-1].entry
        return self.till, self.epoch, last.seq, last.hash.hex()


@dataclass(slots=True)
class Contents:
    """An archive as it was read. `previous` is the digest of the store's archive before; empty: there is none."""

    store: str
    archive_id: str
    before: str
    previous: str
    sections: tuple[Section, ...]
    entries: Mapping[Place, ArchivedEntry] = field(init=False)

    def __post_init__(self) -> None:
        self.entries = {
            (section.till, section.epoch, row.entry.seq): row for section in self.sections for row in section.entries
        }

    def summary(self) -> dict[str, Any]:
        """What the last line says: how much there is, what all transfers come to, the head of each epoch, and a digest
        of what all goods come to (a list of it would be as long as the store's assortment).
        """
        transfers = self.transfers()
        return {
            "entries": len(self.entries),
            "transfers": len(transfers),
            "carried": [list(row) for row in carried(transfers)],
            "heads": [list(section.head) for section in self.sections],
            "movements": sum(len(row.goods) for row in self.entries.values()),
            "goods": file_hash(json.dumps(sorted(self.goods().items()), ensure_ascii=False).encode()),
        }

    def transfers(self) -> list[ArchivedTransfer]:
        """In the order of their entries."""
        return [transfer for row in self.entries.values() for transfer in row.transfers]

    def goods(self) -> dict[tuple[str, str], int]:
        """By kind and sku: what all movements come to, in thousandths."""
        sums: dict[tuple[str, str], int] = {}
        for row in self.entries.values():
            for name, sku, thousandths in row.goods:
                kind = name.partition("/")[0]
                sums[kind, sku] = sums.get((kind, sku), 0) + thousandths
        return sums

    @property
    def digest(self) -> str:
        """What names the facts in it, by its last line (SHA-256, hex): the same after a person was taken out."""
        return file_hash(json.dumps(self.summary(), ensure_ascii=False, sort_keys=True).encode())


def carried(transfers: Iterable[ArchivedTransfer]) -> list[PostingRow]:
    """What transfers come to by account and unit, sorted, without what comes to 0."""
    sums: dict[tuple[str, str], int] = {}
    for transfer in transfers:
        for account, unit, amount in transfer.postings:
            sums[account, unit] = sums.get((account, unit), 0) + amount
    return [(*name, amount) for name, amount in sorted(sums.items()) if amount]


def file_hash(data: bytes) -> str:
    """What names an archive's bytes: SHA-256, in hex."""
    return hashlib.sha256(data).hexdigest()


def written(contents: Contents) -> bytes:
    """The file."""
    lines: list[Any] = [
        {
            "format": FORMAT,
            "store": contents.store,
            "archive": contents.archive_id,
            "before": contents.before,
            "previous": contents.previous,
        }
    ]
    for section in contents.sections:
        lines.append({"till": section.till, "epoch": section.epoch, "after": [section.after, section.after_hash.hex()]})
        lines += [_line(row) for row in section.entries]
    lines.append(contents.summary())
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    return gzip.compress(text.encode(), mtime=0)


def _line(row: ArchivedEntry) -> list[Any]:
    entry = row.entry
    said = [entry.seq, entry.kind, entry.version, entry.occurred_at, entry.elapsed_ms, row.received_at]
    transfers = [
        [one.transfer_id, one.kind, one.reference, one.occurred_at, [list(posting) for posting in one.postings]]
        for one in row.transfers
    ]
    goods = [list(moved) for moved in row.goods]
    return [*said, entry.body.decode(), transfers, goods, *([] if is_whole(entry) else [entry.hash.hex()])]


def read_archive(data: bytes) -> Contents:
    """Raises BadArchive: the file is damaged, or its entries do not follow each other as they must."""
    try:
        lines = [json.loads(line) for line in gzip.decompress(data).decode().split("\n") if line]
        head, *rows, end = lines
        if head["format"] != FORMAT:
            raise BadArchive(f"its format is {head['format']}, which this program does not know")
        contents = Contents(
            store=head["store"],
            archive_id=head["archive"],
            before=head["before"],
            previous=head["previous"],
            sections=tuple(_sections(head["store"], rows)),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as error:
        if isinstance(error, BadArchive):
            raise
        raise BadArchive(f"it cannot be read: {error}") from error
    if contents.summary() != end:
        raise BadArchive("its last line does not sum up what is in it: something was changed, lost or added")
    return contents


def _sections(store: str, rows: Sequence[Any]) -> Iterator[Section]:
    start = 0
    while start < len(rows):
        head = rows[start]
        end = next((n for n in range(start + 1, len(rows)) if isinstance(rows[n], dict)), len(rows))
        till, epoch = head["till"], head["epoch"]
        after, previous = int(head["after"][0]), bytes.fromhex(head["after"][1])
        entries = []
        for seq, row in enumerate(rows[start + 1 : end], after + 1):
            number, kind, version, occurred_at, elapsed_ms, received_at, body, booked, moved, *own_hash = row
            if number != seq:
                raise BadArchive(f"entry {seq} of {till}/{epoch} is not there")
            fields = {
                "store": store,
                "till": till,
                "epoch": epoch,
                "seq": seq,
                "kind": kind,
                "version": version,
                "occurred_at": occurred_at,
                "elapsed_ms": elapsed_ms,
                "previous": previous,
                "body": body.encode(),
            }
            entry = Entry(**fields, hash=bytes.fromhex(own_hash[0]) if own_hash else entry_hash(**fields))
            previous = entry.hash
            goods = tuple((name, sku, thousandths) for name, sku, thousandths in moved)
            entries.append(ArchivedEntry(entry, received_at, tuple(_transfer(one) for one in booked), goods))
        yield Section(till, epoch, after, bytes.fromhex(head["after"][1]), tuple(entries))
        start = end


def _transfer(moved: Sequence[Any]) -> ArchivedTransfer:
    transfer_id, kind, reference, occurred_at, postings = moved
    return ArchivedTransfer(transfer_id, kind, reference, occurred_at, tuple((a, u, n) for a, u, n in postings))
