"""What a till asks before its first push: how far the ledger has its journal, and what was decided about the till."""

from __future__ import annotations

from central_ledger.application.ledger import Ledger
from central_ledger.store.journals import Till
from central_ledger.wire import EntryHash, EpochStanding, HashesAnswer, StandingAnswer
from retail.signed import VerifyingKey

HASHES_MAX = 1000


def standing(ledger: Ledger, store: str, till: str) -> StandingAnswer:
    """How the ledger sees an enrolled till, at one moment. The epoch that was opened last comes last."""
    with ledger.database.snapshot():
        known = ledger.journals.till(store, till)
        assert known is not None  # it has just signed a request
        epochs = [
            EpochStanding(epoch.epoch, epoch.high_water, epoch.head_hash.hex())
            for epoch in ledger.journals.epochs(store, till)
            if epoch.high_water
        ]
        return StandingAnswer(
            store=store,
            till=till,
            time=ledger.now(),
            suspended=known.suspended_at is not None,
            key_id=VerifyingKey(known.public_key).kid.hex(),
            key_since=_key_since(ledger, known),
            epochs=epochs,
        )


def _key_since(ledger: Ledger, known: Till) -> str:
    """When the till began to use its key; when it was enrolled, where nobody noted that."""
    keys = ledger.reference.keys_of_till(known.store, known.till)
    since = next((key.valid_from for key in keys if key.public_key == known.public_key), None)
    return since or known.enrolled_at


def hashes(ledger: Ledger, store: str, till: str, epoch: str, first: int) -> HashesAnswer:
    """The hashes that the ledger has of an epoch from a seq on, in order, at most `HASHES_MAX`."""
    found = ledger.journals.stored_between(store, till, epoch, first, first + HASHES_MAX - 1)
    return HashesAnswer(epoch, [EntryHash(seq, stored.hash.hex()) for seq, stored in sorted(found.items())])
