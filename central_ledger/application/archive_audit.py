"""Prove archives: each file is the one that was written and signed, and all of it is what the books have of it."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from central_ledger.application.keys import group_key
from central_ledger.application.ledger import Ledger
from central_ledger.store.archive_file import Contents, carried
from central_ledger.store.archives import CARRIED, Archived, ArchiveRow
from retail.signed import VerifyingKey, handover_text

#: What comes before the text of a manifest when it is signed.
SIGNED_AS = b"onetill-archive\n"
#: In the place of the digest of an archive that could not be read.
_UNREAD = "?"


def archive_problems(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """What is wrong with archives: each file is the one that was written and signed, follows the one before it, ends at
    the hashes that the database kept, and comes to what was carried forward in postings and stock.
    """
    rows = ledger.archives.all()
    # Whoever audits books without archives needs no keys.
    keys = group_keys(ledger) if rows else set()
    previous: dict[str, str] = {}
    stores: dict[str, _Sums] = {}
    unread: set[str] = set()
    for row in rows:
        named = {"store": row.store, "archive": row.archive_id}
        try:
            contents = ledger.archives.contents(row.store, row.archive_id)
        except Archived as error:
            yield {"what": "archive_unreadable", **named, "why": str(error)}
            previous[row.store] = _UNREAD
            unread.add(row.store)
            continue
        if previous.get(row.store, "") not in (contents.previous, _UNREAD):
            yield {"what": "archive_does_not_follow", **named}
        previous[row.store] = contents.digest
        if not is_signed(ledger, row, keys):
            yield {"what": "archive_not_signed", **named}
        for till, epoch, seq, head in (section.head for section in contents.sections):
            kept = ledger.journals.stored_between(row.store, till, epoch, seq, seq).get(seq)
            if kept is None or kept.hash.hex() != head:
                yield {"what": "archive_is_not_of_the_journal", **named, "till": till, "epoch": epoch, "seq": seq}
        stores.setdefault(row.store, _Sums()).add(contents)
    for store, sums in stores.items():
        if store not in unread:
            yield from _carried_problems(ledger, store, sums)


@dataclass(slots=True)
class _Sums:
    """What all archives of a store come to: by account and unit, and goods by kind and sku (thousandths)."""

    booked: Counter[tuple[str, str]] = field(default_factory=Counter)
    goods: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, contents: Contents) -> None:
        for account, unit, amount in carried(contents.transfers()):
            self.booked[account, unit] += amount
        for name, thousandths in contents.goods().items():
            self.goods[name] += thousandths


def _carried_problems(ledger: Ledger, store: str, sums: _Sums) -> Iterator[dict[str, Any]]:
    """Postings and movements of stock are carried forward for all archives of a store together."""
    wanted = [(*name, amount) for name, amount in sorted(sums.booked.items()) if amount]
    if ledger.books.postings_of(store, CARRIED) != wanted:
        yield {"what": "carried_forward_otherwise", "store": store}
    moved = ledger.stock.carried(store)
    for kind, sku in sorted({*sums.goods, *moved}):
        archived, kept = sums.goods.get((kind, sku)), moved.get((kind, sku))
        if archived != kept:
            named = {"store": store, "kind": kind, "sku": sku}
            yield {"what": "stock_carried_otherwise", **named, "archived": archived or 0, "carried": kept or 0}


def group_keys(ledger: Ledger) -> set[bytes]:
    """The group's key of now and those that it followed, but for the first of them: nobody kept that one."""
    return {group_key(ledger).verifying_key.raw, *(public for public, _, _ in ledger.reference.handovers())}


def is_signed(ledger: Ledger, row: ArchiveRow, keys: set[bytes]) -> bool:
    """Whether the group signed a row's manifest, about the file that the row names. Raises ValueError and LookupError
    for what is no manifest.
    """
    manifest = json.loads(row.manifest)
    said = json.loads(manifest["signed"])
    if (said["store"], said["archive"], said["file_hash"]) != (row.store, row.archive_id, row.file_hash):
        return False
    key = VerifyingKey(base64.b64decode(said["public_key"]))
    if key.raw not in keys:
        # The first key of all: it signed the one that followed.
        first = next(iter(ledger.reference.handovers()), None)
        if first is None:
            return False
        public, signature, at = first
        if not key.is_signature(signature, handover_text(at, base64.b64encode(public).decode())):
            return False
    return key.is_signature(base64.b64decode(manifest["signature"]), SIGNED_AS + manifest["signed"].encode())
