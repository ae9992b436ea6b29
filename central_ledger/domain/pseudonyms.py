"""What another system calls a member: a name that only this ledger can lead back, and of each system another one.

AES-SIV (RFC 5297) by a key of the system's own, over the member's id filled up to whole blocks: the same member has the
same name in every event, two systems cannot join what they hold, and a name that nobody gave out is recognised.
"""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

KEY_BYTES = 32
PREFIX = "m_"
_BLOCK = 16
_CONTEXT = b"onetill-member"
TEXT_MAX = 400


class Pseudonyms:
    """The names that one system knows members by."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESSIV(key)

    def of(self, one_id: str) -> str:
        plain = one_id.encode()
        plain += bytes(-len(plain) % _BLOCK or _BLOCK)
        return PREFIX + base64.b32encode(self._cipher.encrypt(plain, [_CONTEXT])).decode().rstrip("=").lower()

    def one_id(self, pseudonym: str) -> str | None:
        """Whose name it is; None: it is no name that this system was given."""
        text = pseudonym.removeprefix(PREFIX).upper()
        if not pseudonym.startswith(PREFIX) or len(text) > TEXT_MAX:
            return None
        try:
            plain = self._cipher.decrypt(base64.b32decode(text + "=" * (-len(text) % 8)), [_CONTEXT])
            one_id = plain.rstrip(b"\0").decode()
        except (InvalidTag, binascii.Error, ValueError):
            return None
        # The last letter has bits to spare: one member has one name, not sixteen.
        return one_id if self.of(one_id) == pseudonym else None
