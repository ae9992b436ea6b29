"""Before the first push: what the ledger has of the journal, and how the journal goes on when that is more.

Source: docs/spec/offline.md, section 2; docs/spec/line.md, section 3. A folder and its keys that were restored together
know nothing of what they sent before: only the ledger can say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pos_client.sync.signed_answers import GroupSigned
from pos_client.sync.transport import LineDown
from retail.messages import BadEntry, Head, decode_body
from retail.signed import SigningKey
from retail.sync_ports import JournalReader, JournalRecovery, OwnEpoch


@dataclass(frozen=True, slots=True)
class Standing:
    """How the ledger sees this till, by its own clock. `heads` are its heads of each epoch, in the order of opening."""

    suspended: bool
    key_id: str
    key_since: str
    time: str
    heads: Sequence[Head]


def ask_standing(line: GroupSigned, till: str, key: SigningKey | None = None) -> Standing:
    """`till` is STORE/TILL; `key`: asked with this key. Raises LineDown, LineRefused or Untrusted."""
    answer = line.get("/v1/tills/self", {}, key)
    said = answer.document
    try:
        heads = [Head(e["epoch"], int(e["high_water"]), bytes.fromhex(e["head_hash"])) for e in said["epochs"]]
        texts = (str(said["key_id"]), str(said["key_since"]), str(said["time"]))
        standing = Standing(bool(said["suspended"]), *texts, heads)
    except (KeyError, TypeError, ValueError) as error:
        # Before the signature: what is not even a standing comes from a wrong server, not from somebody's copy of ours.
        raise LineDown("garbage", "not a standing") from error
    line.check("standing", till, answer)
    return standing


def agree(line: GroupSigned, till: str, standing: Standing, journal: JournalReader, recovery: JournalRecovery) -> bool:
    """Let the journal fit what the ledger has. True: the ledger was ahead, and the journal goes on in a new epoch."""
    own = journal.epochs()
    if not own or standing.suspended:
        return False
    theirs = {head.epoch: head for head in standing.heads}
    if _is_behind_the_ledger(own[-1], theirs, standing.heads, journal):
        recovery.go_on_after(standing.heads[-1], _last_shared(line, till, own[-1], theirs, journal))
        return True
    parted = _parted_in(line, till, own, theirs, journal)
    if parted is not None:
        recovery.go_on_after(standing.heads[-1], _last_shared(line, till, parted, theirs, journal))
        return True
    for epoch in own:
        head = theirs.get(epoch.epoch)
        have = 0 if head is None else min(head.seq, epoch.last_seq)
        # More than it said: an answer was lost. Less: it was restored, and gets the rest again.
        if have != epoch.acknowledged_seq and (head is None or have < head.seq or _has(journal, head)):
            journal.mark_acknowledged(epoch.epoch, have)
    return False


def _is_behind_the_ledger(
    current: OwnEpoch, theirs: Mapping[str, Head], heads: Sequence[Head], journal: JournalReader
) -> bool:
    """Whether the ledger has entries of the till's current epoch that the till does not have, or has since been
    sent another epoch. One that it has never seen is no reason: it may be the one that goes on.
    """
    head = theirs.get(current.epoch)
    return head is not None and (not _has(journal, head) or heads[-1].epoch != current.epoch)


def _parted_in(
    line: GroupSigned, till: str, own: Sequence[OwnEpoch], theirs: Mapping[str, Head], journal: JournalReader
) -> OwnEpoch | None:
    """In which epoch before the current one the ledger's journal and the till's parted: the ledger has otherwise what
    waits of it, or what the next one, which the ledger never took, goes on from (by the file beside the secrets).
    However often somebody lifted the suspension, that would be refused as a fork.
    """
    for epoch in own[:-1]:
        head = theirs.get(epoch.epoch)
        if head is None or not epoch.acknowledged_seq < min(head.seq, epoch.last_seq) or _has(journal, head):
            continue
        if head.seq <= epoch.last_seq:
            return epoch
        there = _hashes(line, till, epoch.epoch, epoch.last_seq)
        if there.get(epoch.last_seq) != journal.hash_of(epoch.epoch, epoch.last_seq):
            return epoch
    waiting = [epoch for epoch in own if epoch.last_seq and epoch.epoch not in theirs]
    if not waiting or waiting[-1] is not own[-1]:
        return None
    after = _gone_on_from(journal, waiting[0].epoch)
    before = next((epoch for epoch in own if after is not None and epoch.epoch == after.epoch), None)
    head = None if before is None else theirs.get(before.epoch)
    if after is None or head is None or head.seq < after.seq:
        return None
    there = {head.seq: head.hash} if head.seq == after.seq else _hashes(line, till, after.epoch, after.seq)
    return before if there.get(after.seq, after.hash) != after.hash else None


def _gone_on_from(journal: JournalReader, epoch: str) -> Head | None:
    """What the first entry of an own epoch names as the one before it; None: nothing."""
    try:
        after = decode_body(next(iter(journal.entries(epoch, 1))).body)["after"]
        return None if after is None else Head(after["epoch"], int(after["seq"]), bytes.fromhex(after["hash"]))
    except (StopIteration, BadEntry, KeyError, TypeError, ValueError):
        return None  # the ledger sets it aside


def _last_shared(
    line: GroupSigned, till: str, current: OwnEpoch, theirs: Mapping[str, Head], journal: JournalReader
) -> Head:
    """The last entry of one of the till's epochs that the ledger has too."""
    head = theirs[current.epoch]
    if _has(journal, head):
        return head
    seq = current.acknowledged_seq
    if seq and _hashes(line, till, current.epoch, seq).get(seq) != journal.hash_of(current.epoch, seq):
        seq = 0  # the ledger was put back in time since, and has taken another machine's entries there
    while seq < current.last_seq:
        hashes = _hashes(line, till, current.epoch, seq + 1)
        before = seq
        while seq + 1 in hashes and journal.hash_of(current.epoch, seq + 1) == hashes[seq + 1]:
            seq += 1
        if seq - before < len(hashes) or not hashes:
            break
    shared = journal.hash_of(current.epoch, seq)
    if shared is None:
        raise LineDown("garbage", "the ledger has none of this epoch's entries")
    return Head(current.epoch, seq, shared)


def _hashes(line: GroupSigned, till: str, epoch: str, first: int) -> Mapping[int, bytes]:
    """The hashes that the ledger has of an epoch, by seq."""
    found = line.get("/v1/tills/self/entries", {"epoch": epoch, "first": first})
    line.check("entries", till, found)
    try:
        return {int(entry["seq"]): bytes.fromhex(entry["hash"]) for entry in found.document["entries"]}
    except (KeyError, TypeError, ValueError) as error:
        raise LineDown("garbage", "not hashes of entries") from error


def _has(journal: JournalReader, head: Head) -> bool:
    return journal.hash_of(head.epoch, head.seq) == head.hash
