"""Enrol tills with codes that work once: docs/spec/line.md, section 2."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from central_ledger.application.keys import group_key, publish_public, store_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_key
from retail.signed import VerifyingKey

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_CHARACTERS = 10
CODE_LIFETIME = timedelta(hours=1)
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})


class EnrolmentRefused(Exception):
    """A code that does not enrol this key. `code` is the line's: `not_found` or `conflict`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a till learns when it is enrolled."""

    store: str
    store_name: str
    till: str
    currency: str
    group_key: bytes
    ledger: str
    time: str


def crockford(data: bytes, characters: int) -> str:
    """The first 5 × characters bits as Crockford base32."""
    number = int.from_bytes(data, "big") >> (8 * len(data) - 5 * characters)
    return "".join(CROCKFORD[number >> 5 * place & 31] for place in reversed(range(characters)))


def group_fingerprint(public_key: bytes) -> str:
    """The last 10 characters of every enrolment code: the till checks the ledger's key against them."""
    return crockford(hashlib.sha256(public_key).digest(), 10)


def normalised(code: str) -> str:
    """As a person may type it: any case, with or without hyphens, O for 0, I or L for 1."""
    return code.upper().translate(_READ_AS)


def make_code(ledger: Ledger, store: str, till: str) -> tuple[str, str]:
    """A new code for one till and when it expires. Raises EnrolmentRefused for an unknown store."""
    if ledger.reference.store(store) is None:
        raise EnrolmentRefused("not_found", f"there is no store {store}")
    secret = "".join(secrets.choice(CROCKFORD) for _ in range(SECRET_CHARACTERS))
    text = secret + group_fingerprint(group_key(ledger).verifying_key.raw)
    expires = (ledger.clock().astimezone(UTC) + CODE_LIFETIME).isoformat(timespec="milliseconds")
    ledger.reference.add_enrolment(_hash(ledger, text), store, till, expires)
    return "-".join(text[i : i + 5] for i in range(0, len(text), 5)), expires


def enrol(ledger: Ledger, code: str, public_key: bytes, device: str) -> Enrolled:
    """Bind a key to the till that the code is for. The same code and key get the same answer again.

    Raises EnrolmentRefused: `not_found` for an unknown or expired code, `conflict` when another key used it.
    """
    with ledger.database.transaction():
        code_hash = _hash(ledger, normalised(code))
        enrolment = ledger.reference.enrolment(code_hash)
        if enrolment is None:
            raise EnrolmentRefused("not_found", "This code is not known. Check it, or ask for a new one.")
        if enrolment.used_by is None:
            if datetime.fromisoformat(enrolment.expires_at) <= ledger.clock():
                raise EnrolmentRefused("not_found", "This code has expired. Ask for a new one.")
            _bind(ledger, enrolment.store, enrolment.till, public_key, device)
            ledger.reference.use_enrolment(code_hash, public_key.hex(), device)
        elif enrolment.used_by != public_key.hex():
            raise EnrolmentRefused("conflict", "This code was used by another device. Ask for a new one.")
        store = ledger.reference.store(enrolment.store)
        if store is None:
            raise EnrolmentRefused("not_found", f"There is no store {enrolment.store} any more.")
        return Enrolled(
            store=enrolment.store,
            store_name=store[0],
            till=enrolment.till,
            currency=store[1],
            group_key=group_key(ledger).verifying_key.raw,
            ledger=ledger.reference.meta("ledger_id") or "",
            time=ledger.now(),
        )


def _bind(ledger: Ledger, store: str, till: str, public_key: bytes, device: str) -> None:
    """The till has this key from now on. Older keys stay known, ended: receipts that they signed are still read."""
    now = ledger.now()
    for key in ledger.reference.keys_of_till(store, till):
        if key.public_key != public_key and key.valid_to is None:
            publish_key(ledger, replace(key, valid_to=now))
    if ledger.reference.key_owner(VerifyingKey(public_key).kid.hex()) not in (None, ("till", store, till)):
        raise EnrolmentRefused("conflict", "This key belongs to another till. Let the till make a new one.")
    ledger.journals.enrol(store, till, public_key, device, now)
    publish_public(ledger, "till", public_key, store=store, till=till, valid_from=now)
    store_key(ledger, store)


def _hash(ledger: Ledger, text: str) -> str:
    """Codes are kept as a keyed hash: whoever reads a backup cannot enrol a till with it."""
    secret = ledger.reference.enrolment_secret()
    return hmac.new(secret.encode(), normalised(text).encode(), hashlib.sha256).hexdigest()
