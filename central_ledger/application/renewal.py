"""Keys that follow others: a till's own, and the group's. docs/spec/line.md, section 2."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, timedelta

from central_ledger.application.keys import add_issuer_key, add_store_key, export_keys, group_key, publish_public
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_key
from central_ledger.store.reference import PublicKey, SecretKey
from retail.code import CARD_LIFETIME
from retail.sealed_file import ReadingKey, key_id
from retail.signed import SigningKey, VerifyingKey, handover_text, next_key_text

#: What an issuer's key signed lasts no longer.
KEPT_DAYS = CARD_LIFETIME.days


class KeyRefused(ValueError):
    """This key cannot follow the till's own."""


def renew_till_key(ledger: Ledger, store: str, till: str, public_key: bytes, proof: bytes) -> tuple[str, str]:
    """The till, whose old key has signed this request, goes on with a new one. Gives its id and since when it counts.

    The old key stays known with its end: receipts that it signed are still read. Raises KeyRefused.
    """
    key = VerifyingKey(public_key)
    new_id = key.kid.hex()
    if not key.is_signature(proof, next_key_text(f"{store}/{till}", public_key)):
        raise KeyRefused("The proof was not made with the new key.")
    with ledger.database.transaction():
        now = ledger.now()
        if ledger.reference.key_owner(new_id) is not None:
            raise KeyRefused("This key is or was in use. Let the till make a new one.")
        for old in ledger.reference.keys_of_till(store, till):
            if old.valid_to is None:
                publish_key(ledger, replace(old, valid_to=now))
        ledger.journals.set_key(store, till, public_key)
        publish_public(ledger, "till", public_key, store=store, till=till, valid_from=now)
    return new_id, now


def renew_group_key(ledger: Ledger) -> tuple[str, int]:
    """A new key for the group, signed by the old one, which is forgotten. Gives its id, and how many enrolment codes
    ended with the old one: they vouch for it.
    """
    with ledger.database.transaction():
        old, new = group_key(ledger), SigningKey.generate()
        now, public_key, new_id = ledger.now(), new.verifying_key.raw, new.verifying_key.kid.hex()
        signature = old.signature(handover_text(now, base64.b64encode(public_key).decode()))
        ledger.reference.add_handover(public_key, signature, now)
        ledger.reference.add_secret(SecretKey(new_id, "group", new.raw, "", now, None))
        ledger.reference.forget_secret(old.verifying_key.kid.hex())
        return new_id, ledger.reference.forget_unused_enrolments()


def renew_issuer_key(ledger: Ledger, keep_days: int = KEPT_DAYS) -> tuple[str, str]:
    """A new key for members' codes and cards. What older ones signed is good for some days more. Gives the new key's
    id, and when the older ones end.
    """
    with ledger.database.transaction():
        before = ledger.reference.secrets("issuer")
        new = add_issuer_key(ledger)
        end = (ledger.clock().astimezone(UTC) + timedelta(days=keep_days)).isoformat(timespec="seconds")
        for old in before:
            ends = end if old.valid_to is None else min(end, old.valid_to)
            public = SigningKey(old.private_key).verifying_key.raw
            publish_key(ledger, PublicKey(old.key_id, "issuer", public, "", "", old.valid_from, ends))
    return new.kid.hex(), end


def renew_export_key(ledger: Ledger) -> str:
    """A new key for which tills seal; gives its id. What was sealed for older ones, and comes late, is still read."""
    with ledger.database.transaction():
        before, now = export_keys(ledger), ledger.now()
        new = ReadingKey.generate()
        ledger.reference.add_secret(SecretKey(key_id(new.public), "export", new.raw, "", now, None))
        publish_key(ledger, PublicKey(key_id(new.public), "export", new.public, "", "", now, None))
        for name, old in before.items():
            publish_key(ledger, PublicKey(name, "export", old.public, "", "", None, now))
    return key_id(new.public)


def renew_store_key(ledger: Ledger, store: str) -> str:
    """A new key for a store's staff badges; gives its id. Badges of before are worth nothing from the next pull on.

    Raises ValueError for a store that there is not.
    """
    with ledger.database.transaction():
        if ledger.reference.store(store) is None:
            raise ValueError(f"there is no store {store}")
        before, now = ledger.reference.secrets("store", store), ledger.now()
        new = add_store_key(ledger, store)
        for old in before:
            public = SigningKey(old.private_key).verifying_key.raw
            publish_key(ledger, PublicKey(old.key_id, "store", public, store, "", old.valid_from, now))
    return new.kid.hex()
