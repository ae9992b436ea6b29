"""The group's private keys: in the encrypted database, made once, with a validity, never shown.

A key's id is the hex of its `kid`, which is the first 8 bytes of SHA-256 of the public key (docs/spec/line.md,
"Decisions").
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_key
from central_ledger.store.reference import KeyType, PublicKey, SecretKey
from retail.joining import PHONE_KEY_BYTES
from retail.sealed_file import ReadingKey, key_id
from retail.signed import SigningKey, VerifyingKey

ISSUER_VALIDITY = timedelta(days=365)
#: So long before the last key ends the next one is made, and so long after that it signs.
ISSUER_AHEAD = timedelta(days=30)
ISSUER_NOTICE = timedelta(days=7)


class NotInitialised(Exception):
    """The data directory holds no group yet: `central-ledger init` makes one."""


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A private key with the `kid` that codes name it by."""

    key: SigningKey
    kid: bytes


def initialise(ledger: Ledger) -> bool:
    """Make the group's identity, its key and its first issuer key. False when they are there. Needs a transaction."""
    if ledger.reference.meta("ledger_id") is not None:
        return False
    ledger.reference.set_meta("ledger_id", secrets.token_hex(8))
    ledger.reference.set_enrolment_secret(secrets.token_hex(32))
    group = SigningKey.generate()
    group_id = group.verifying_key.kid.hex()
    ledger.reference.add_secret(SecretKey(group_id, "group", group.raw, "", ledger.now(), None))
    add_issuer_key(ledger)
    export_keys(ledger)
    phone_key(ledger)
    return True


def add_issuer_key(ledger: Ledger) -> NamedKey:
    """A new issuer key, valid from an hour ago (clocks differ) for a year. The newest valid one signs."""
    now = ledger.clock().astimezone(UTC)
    start, end = now - timedelta(hours=1), now + ISSUER_VALIDITY
    return _add(ledger, "issuer", "", start.isoformat(timespec="seconds"), end.isoformat(timespec="seconds"))


def store_key(ledger: Ledger, store: str) -> NamedKey:
    """The key that signs a store's staff badges, made when it is first asked for. Needs a transaction."""
    found = ledger.reference.secrets("store", store)
    if found:
        return NamedKey(SigningKey(found[0].private_key), bytes.fromhex(found[0].key_id))
    return add_store_key(ledger, store)


def add_store_key(ledger: Ledger, store: str) -> NamedKey:
    """A new key for a store's badges: the newest signs."""
    return _add(ledger, "store", store, ledger.now(), None)


def export_keys(ledger: Ledger) -> dict[str, ReadingKey]:
    """The keys for which tills seal their journals in files, by id; one is made when there is none.

    The group's key vouches for them in the feed `keys`. Needs a transaction.
    """
    found = ledger.reference.secrets("export")
    if not found:
        made, now = ReadingKey.generate(), ledger.now()
        ledger.reference.add_secret(SecretKey(key_id(made.public), "export", made.raw, "", now, None))
        publish_key(ledger, PublicKey(key_id(made.public), "export", made.public, "", "", now, None))
        return {key_id(made.public): made}
    return {secret.key_id: ReadingKey(secret.private_key) for secret in found}


def phone_key(ledger: Ledger) -> bytes:
    """The key of the phones' digests, made when it is first asked for: it never changes. Needs a transaction."""
    found = ledger.phone_key()
    if found is not None:
        return found
    key = secrets.token_bytes(PHONE_KEY_BYTES)
    name = hashlib.sha256(b"phone-key\n" + key).digest()[:8].hex()
    ledger.reference.add_secret(SecretKey(name, "phone", key, "", ledger.now(), None))
    return key


def group_key(ledger: Ledger) -> SigningKey:
    """Raises NotInitialised."""
    found = ledger.reference.secrets("group")
    if not found:
        raise NotInitialised("this data directory holds no group yet: run `central-ledger init` first")
    return SigningKey(found[0].private_key)


def issuer_key(ledger: Ledger) -> NamedKey:
    """The newest issuer key that is valid now. Raises NotInitialised when there is none."""
    now = ledger.clock()
    for found in ledger.reference.secrets("issuer"):
        started = found.valid_from is None or datetime.fromisoformat(found.valid_from) <= now
        if started and (found.valid_to is None or now < datetime.fromisoformat(found.valid_to)):
            return NamedKey(SigningKey(found.private_key), bytes.fromhex(found.key_id))
    raise NotInitialised("no issuer key is valid now: run `central-ledger init` to make one")


def publish_public(
    ledger: Ledger, kind: KeyType, public_key: bytes, *, store: str = "", till: str = "", valid_from: str | None = None
) -> None:
    """Tell every till about a public key, or about a phone's key that is revoked."""
    named = VerifyingKey(public_key).kid.hex()
    publish_key(ledger, PublicKey(named, kind, public_key, store, till, valid_from, None))


def _add(
    ledger: Ledger, kind: Literal["issuer", "store"], store: str, valid_from: str | None, valid_to: str | None
) -> NamedKey:
    key = SigningKey.generate()
    public, kid = key.verifying_key.raw, key.verifying_key.kid
    ledger.reference.add_secret(SecretKey(kid.hex(), kind, key.raw, store, valid_from, valid_to))
    publish_key(ledger, PublicKey(kid.hex(), kind, public, store, "", valid_from, valid_to))
    return NamedKey(key, kid)


def issuer_keys_end(ledger: Ledger) -> datetime | None:
    """When the last of the keys that sign members' codes ends; None: there is none, or one without an end."""
    ends = [found.valid_to for found in ledger.reference.secrets("issuer")]
    known = [datetime.fromisoformat(end) for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def keep_issuer_key(ledger: Ledger) -> bool:
    """Make the next key that signs members' codes when the last one ends soon; whether one was made. It signs from a
    week later on: tills that are offline for some days know it by then.
    """
    end, now = issuer_keys_end(ledger), ledger.clock().astimezone(UTC)
    if end is None or end - now > ISSUER_AHEAD:
        return False
    start = min(now + ISSUER_NOTICE, end)
    if start <= now:
        start = now - timedelta(hours=1)  # too late to tell anybody first
    with ledger.database.transaction():
        if issuer_keys_end(ledger) != end:  # another process was faster
            return False
        ends_at = start + ISSUER_VALIDITY
        _add(ledger, "issuer", "", start.isoformat(timespec="seconds"), ends_at.isoformat(timespec="seconds"))
    return True
