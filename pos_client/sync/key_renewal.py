"""A till's own key, renewed: the next one is signed in by the old one. No time of its own, no threads.

Source: docs/spec/line.md, section 2. The next key is kept before it is sent, so that a lost answer loses no till.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Protocol

from pos_client.sync.standing import Standing
from pos_client.sync.transport import Transport
from retail.signed import SigningKey, next_key_text


class TillKeys(Protocol):
    """Where the till's private keys are kept. Every step is durable before it returns."""

    def current(self) -> SigningKey: ...

    def following(self) -> SigningKey | None:
        """The key that was prepared to follow; None: none was."""

    def prepare(self) -> SigningKey:
        """The key that is to follow, made when there is none."""

    def follow(self) -> None:
        """Use the prepared key from now on; the one before is kept for a ledger that goes back in time."""

    def previous(self) -> SigningKey | None:
        """The key before the current one; None: there was none."""

    def step_back(self) -> None:
        """Use the previous key again, and let the current one follow it."""


class KeyRenewal:
    def __init__(self, transport: Transport, keys: TillKeys, till: str, days: int) -> None:
        """`till` is STORE/TILL. A key of more than so many `days` is renewed."""
        self._transport = transport
        self._keys = keys
        self._till = till
        self._days = days

    def other_keys(self) -> Iterator[tuple[SigningKey, Callable[[], None]]]:
        """Keys that the ledger may know in the place of the current one, each with what to do when it does: the next
        one, whose acceptance this till never heard of, and the previous one, when the ledger was restored from before
        the renewal.
        """
        following, previous = self._keys.following(), self._keys.previous()
        if following is not None:
            yield following, self._keys.follow
        if previous is not None:
            yield previous, self._keys.step_back

    def is_due(self, standing: Standing) -> bool:
        """By the ledger's clock; also when a renewal was cut off in the middle."""
        if self._keys.following() is not None:
            return True
        try:
            age = datetime.fromisoformat(standing.time) - datetime.fromisoformat(standing.key_since)
        except (ValueError, TypeError):
            return False
        return age > timedelta(days=self._days)

    def renew(self) -> None:
        """Ask the ledger to take a new key. Raises LineDown or LineRefused: then the old key still counts."""
        key = self._keys.prepare()
        raw = key.verifying_key.raw
        proof = key.signature(next_key_text(self._till, raw))
        document = {"public_key": base64.b64encode(raw).decode(), "proof": base64.b64encode(proof).decode()}
        self._transport.post("/v1/tills/self/key", document)
        self._keys.follow()
