"""The one place where a signed code is made or opened: prefix, base45 (RFC 9285), COSE_Sign1 (RFC 9052), Ed25519.

Contract: docs/spec/member-code.md. Why `cbor2` and `cryptography` directly and not `cwt`:
docs/decisions/cose-without-cwt.md. Whatever text comes in, opening gives a value or raises `CodeRefused`, nothing else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import base45
import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from retail import strict_cbor

Refusal = Literal["malformed", "unknown_issuer", "bad_signature", "expired", "not_yet_valid", "replayed", "revoked"]

MAX_BYTES = 500  # of a signed message; docs/spec/member-code.md, 1
KEY_BYTES = 32
SIGNATURE_BYTES = 64
_MAX_CHARACTERS = MAX_BYTES // 2 * 3
_MAX_KID_BYTES = 32
_COSE_SIGN1_TAG = 18
_ALGORITHM, _CRITICAL, _KID = 1, 2, 4  # COSE header labels
_EDDSA = -8
# The points of small order (without the sign bit). OpenSSL accepts them, and a signature of zeros under them: a phone
# that enrolled such a key would have a code that needs no phone. The values are those of libsodium's list.
_SMALL_ORDER = frozenset(
    bytes.fromhex(encoding)
    for encoding in (
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    )
)
_BASE45_TEXT = re.compile(r"[0-9A-Z $%*+\-./:]+")


class CodeRefused(Exception):
    """A code that is not accepted. `reason` is the contract's word; `detail`, for a log, holds nothing of the code."""

    def __init__(self, reason: Refusal, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason: Refusal = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class VerifyingKey:
    """An Ed25519 public key, as its 32 raw bytes. Raises ValueError for another length or a key of small order."""

    raw: bytes
    _key: Ed25519PublicKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if bytes([*self.raw[:-1], self.raw[-1] & 0x7F] if self.raw else []) in _SMALL_ORDER:
            raise ValueError("an Ed25519 key of small order, under which anyone can sign")
        object.__setattr__(self, "_key", Ed25519PublicKey.from_public_bytes(self.raw))

    @property
    def kid(self) -> bytes:
        """The name by which codes and feeds call this key: the first 8 bytes of its SHA-256 (docs/spec/line.md)."""
        return hashlib.sha256(self.raw).digest()[:8]

    def is_signature(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made this signature (64 bytes) over this message."""
        try:
            self._key.verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """An Ed25519 private key, as its 32 raw bytes (RFC 8032's secret), which no repr shows."""

    raw: bytes = field(repr=False)
    _key: Ed25519PrivateKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_key", Ed25519PrivateKey.from_private_bytes(self.raw))

    @classmethod
    def generate(cls) -> SigningKey:
        """A new key from the operating system's randomness."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def verifying_key(self) -> VerifyingKey:
        return VerifyingKey(self._key.public_key().public_bytes_raw())

    def signature(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._key.sign(message)


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A COSE_Sign1 that was read and not yet verified: believe nothing of `payload` before `verify` returned."""

    kid: bytes | None
    payload: Any = field(repr=False)
    signature: bytes = field(repr=False)
    signed_bytes: bytes = field(repr=False)

    def verify(self, key: VerifyingKey) -> None:
        """Raises CodeRefused(`bad_signature`)."""
        if not key.is_signature(self.signature, self.signed_bytes):
            raise CodeRefused("bad_signature", "the signature does not belong to this key and this kind of code")


def sign_message(external_aad: str, payload: Mapping[int, object], key: SigningKey, kid: bytes | None = None) -> bytes:
    """A tagged COSE_Sign1 over the deterministic CBOR of `payload`. Raises ValueError when it is above 500 bytes."""
    protected = cbor2.dumps({_ALGORITHM: _EDDSA})
    content = cbor2.dumps(payload, canonical=True)
    signature = key.signature(_signed_bytes(protected, external_aad, content))
    unprotected = {} if kid is None else {_KID: kid}
    message = cbor2.dumps(cbor2.CBORTag(_COSE_SIGN1_TAG, [protected, unprotected, content, signature]))
    if len(message) > MAX_BYTES:
        raise ValueError(f"a signed code of {len(message)} bytes is too long: at most {MAX_BYTES}")
    return message


def sign(prefix: str, payload: Mapping[int, object], key: SigningKey, kid: bytes | None = None) -> str:
    """The text of a code: `prefix`, a colon, and base45. Raises ValueError when the message is above 500 bytes."""
    return f"{prefix}:{base45.b45encode(sign_message(prefix, payload, key, kid)).decode('ascii')}"


def read(prefix: str, text: str) -> SignedMessage:
    """The message of a code's text, not yet verified. Raises CodeRefused(`malformed`)."""
    encoded = text.removeprefix(prefix + ":")
    if encoded == text or len(encoded) > _MAX_CHARACTERS or not _BASE45_TEXT.fullmatch(encoded):
        raise CodeRefused("malformed", f"not base45 of at most {MAX_BYTES} bytes after {prefix}:")
    try:
        data = base45.b45decode(encoded)
    except ValueError:
        raise CodeRefused("malformed", "not base45") from None
    return read_message(prefix, data)


def read_message(external_aad: str, data: bytes) -> SignedMessage:
    """The message in these bytes (with or without its CBOR tag), not yet verified. Raises CodeRefused(`malformed`)."""
    if len(data) > MAX_BYTES:
        raise CodeRefused("malformed", f"more than {MAX_BYTES} bytes")
    try:
        value = strict_cbor.decode(data)
        if isinstance(value, strict_cbor.Tagged):
            if value.tag != _COSE_SIGN1_TAG:
                raise CodeRefused("malformed", "tagged as something else than COSE_Sign1")
            value = value.value
        return _message_of(external_aad, value)
    except strict_cbor.CborError as error:
        raise CodeRefused("malformed", str(error)) from None


def open_signed(prefix: str, text: str, key_for: Callable[[bytes], VerifyingKey | None]) -> Any:
    """The payload of a code whose signature holds under the key that `key_for` knows by its kid.

    Raises CodeRefused: `malformed`, `unknown_issuer` (key_for gave None) or `bad_signature`.
    """
    message = read(prefix, text)
    message.verify(known_key(message, key_for))
    return message.payload


def known_key(message: SignedMessage, key_for: Callable[[bytes], VerifyingKey | None]) -> VerifyingKey:
    """The key that a message names. Raises CodeRefused: `malformed` without a kid, `unknown_issuer` for another."""
    if message.kid is None:
        raise CodeRefused("malformed", "no key is named")
    key = key_for(message.kid)
    if key is None:
        raise CodeRefused("unknown_issuer", f"no valid key {message.kid.hex()}")
    return key


def _message_of(external_aad: str, value: Any) -> SignedMessage:
    if not isinstance(value, list) or len(value) != 4:
        raise CodeRefused("malformed", "not a COSE_Sign1")
    protected, unprotected, content, signature = value
    if not isinstance(protected, bytes) or not isinstance(content, bytes) or not isinstance(signature, bytes):
        raise CodeRefused("malformed", "not a COSE_Sign1")
    if len(signature) != SIGNATURE_BYTES or not isinstance(unprotected, dict):
        raise CodeRefused("malformed", "not a COSE_Sign1")
    header = strict_cbor.decode(protected)
    # What is marked as critical must be understood (RFC 9052, 3.1), and we understand no extension.
    if not isinstance(header, dict) or header.get(_ALGORITHM) != _EDDSA or _CRITICAL in header:
        raise CodeRefused("malformed", "not EdDSA, or with an extension that is critical")
    kid = unprotected.get(_KID)
    if kid is not None and (not isinstance(kid, bytes) or not 0 < len(kid) <= _MAX_KID_BYTES):
        raise CodeRefused("malformed", "a kid that is not 1 to 32 bytes")
    payload = strict_cbor.decode(content)
    return SignedMessage(kid, payload, signature, _signed_bytes(protected, external_aad, content))


def _signed_bytes(protected: bytes, external_aad: str, content: bytes) -> bytes:
    """RFC 9052, 4.4: what is signed; the external data keeps one kind of code from standing in for another."""
    return cbor2.dumps(["Signature1", protected, external_aad.encode("ascii"), content])


def next_key_text(till: str, public_key: bytes) -> bytes:
    """What a till's next key signs to show that it is there. `till` is STORE/TILL (docs/spec/line.md, section 2)."""
    return f"till-key\n{till}\n{public_key.hex()}".encode()


def handover_text(at: str, public_key: str) -> bytes:
    """What the group's key signs when another one follows it: a time, and the new public key in base64."""
    return f"group-key\n{at}\n{public_key}".encode()
