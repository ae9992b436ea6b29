"""Keys that follow others: a till's own, and the group's. docs/spec/line.md, section 2."""

from __future__ import annotations

import base64
from dataclasses import replace

from central_ledger.application.keys import group_key, publish_public
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_key
from central_ledger.store.reference import SecretKey
from retail.signed import SigningKey, VerifyingKey, handover_text, next_key_text


class KeyRefused(ValueError):
    """This key cannot follow the till's own."""


def renew_till_key(ledger: Ledger, store: str, till: str, public_key: bytes, proof: bytes) -> tuple[str, str]:
    """The till, whose old key has signed this request, goes on with a new one. Gives its id and since when it counts.

    The old key stays known with its end: receipts that it signed are still read. Raises KeyRefused.
    """
    key = VerifyingKey(public_key)
    key_id = key.kid.hex()
    if not key.is_signature(proof, next_key_text(f"{store}/{till}", public_key)):
        raise KeyRefused("The proof was not made with the new key.")
    with ledger.database.transaction():
        now = ledger.now()
        if ledger.reference.key_owner(key_id) is not None:
            raise KeyRefused("This key is or was in use. Let the till make a new one.")
        for old in ledger.reference.keys_of_till(store, till):
            if old.valid_to is None:
                publish_key(ledger, replace(old, valid_to=now))
        ledger.journals.set_key(store, till, public_key)
        publish_public(ledger, "till", public_key, store=store, till=till, valid_from=now)
    return key_id, now


def renew_group_key(ledger: Ledger) -> tuple[str, int]:
    """A new key for the group, signed by the old one, which is forgotten. Gives its id, and how many enrolment codes
    ended with the old one: they vouch for it.
    """
    with ledger.database.transaction():
        old, new = group_key(ledger), SigningKey.generate()
        now, public_key, key_id = ledger.now(), new.verifying_key.raw, new.verifying_key.kid.hex()
        signature = old.signature(handover_text(now, base64.b64encode(public_key).decode()))
        ledger.reference.add_handover(public_key, signature, now)
        ledger.reference.add_secret(SecretKey(key_id, "group", new.raw, "", now, None))
        ledger.reference.forget_secret(old.verifying_key.kid.hex())
        return key_id, ledger.reference.forget_unused_enrolments()
