"""Making a till known to a ledger: its own key, a one-time code, the group's key pinned. Source: line.md, 2."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from pos_client.sync.transport import LineDown, Transport
from retail.signed import SigningKey, VerifyingKey

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FINGERPRINT_LENGTH = 10


class RogueLedger(Exception):
    """The ledger's group key is not the one that the enrolment code vouches for."""


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What the ledger answered. `group_key` is to be pinned."""

    store: str
    store_name: str
    till: str
    currency: str
    ledger: str
    group_key: VerifyingKey


def normalized_code(text: str) -> str:
    """An enrolment code as typed, without separators, in Crockford's alphabet (O is 0, I and L are 1)."""
    kept = "".join(character for character in text.upper() if character.isalnum())
    return kept.translate(str.maketrans("OIL", "011"))


def fingerprint(group_key: VerifyingKey) -> str:
    """The first 50 bits of SHA-256 of a public key, as 10 characters of Crockford's base32."""
    bits = int.from_bytes(hashlib.sha256(group_key.raw).digest()[:7], "big") >> 6
    return "".join(CROCKFORD[bits >> shift & 31] for shift in range(45, -5, -5))


def enrol(transport: Transport, code: str, key: SigningKey, device: str) -> Enrolled:
    """Ask to be enrolled. Raises LineDown, LineRefused, or RogueLedger."""
    wanted = normalized_code(code)
    public_key = base64.b64encode(key.verifying_key.raw).decode()
    answer = transport.post("/v1/tills", {"code": code, "public_key": public_key, "device": device}).document
    try:
        group_key = VerifyingKey(base64.b64decode(answer["group_key"], validate=True))
        enrolled = Enrolled(
            store=str(answer["store"]),
            store_name=str(answer["store_name"]),
            till=str(answer["till"]),
            currency=str(answer["currency"]),
            ledger=str(answer["ledger"]),
            group_key=group_key,
        )
    except (KeyError, TypeError, ValueError, binascii.Error) as error:
        raise LineDown("garbage", "not an answer to an enrolment") from error
    if fingerprint(group_key) != wanted[-FINGERPRINT_LENGTH:]:
        raise RogueLedger
    return enrolled
