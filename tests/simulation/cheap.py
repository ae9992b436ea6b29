"""What costs much and is another test's matter, made cheap in most seeds: every sixteenth seed has the real things.

Signatures become hashes that are as long and as different; an offer that was read once is not read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from retail.offers import Offer, read_offer
from retail.signed import SigningKey, VerifyingKey

REAL_EVERY = 16


def _cheap(public: bytes, message: bytes) -> bytes:
    """As long as a real one, and another one for another key or message; anybody could make it."""
    return hashlib.sha512(public + message).digest()


@contextmanager
def cheap_pieces(seed: int) -> Iterator[None]:
    """What was signed before (the template's pages and cards) is still verified as it was made."""
    if seed % REAL_EVERY == 0:
        yield
        return
    known: dict[str, tuple[object, Offer]] = {}

    def read(document: Any, path: str = "$") -> Offer:
        found = known.get(document["id"])
        if found is None or found[0] != document:
            found = known[document["id"]] = (document, read_offer(document, path))
        return found[1]

    verify = VerifyingKey.is_signature

    def signature(self: SigningKey, message: bytes) -> bytes:
        return _cheap(self.verifying_key.raw, message)

    def is_signature(self: VerifyingKey, signature: bytes, message: bytes) -> bool:
        return signature == _cheap(self.raw, message) or verify(self, signature, message)

    with (
        patch.object(SigningKey, "signature", signature),
        patch.object(VerifyingKey, "is_signature", is_signature),
        patch("retail.case_reading.read_offer", read),
        patch("pos_client.application.engine.read_offer", read),
    ):
        yield
