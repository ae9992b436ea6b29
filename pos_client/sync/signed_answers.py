"""Answers that a till takes from nobody but its group: signed by the group's key, which was pinned at enrolment.

Source: docs/spec/line.md, section 4.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from typing import Any

from pos_client.sync.transport import Answer, Transport
from pos_client.sync.trust import key_after
from retail.signed import SigningKey, VerifyingKey

SIGNATURE_HEADER = "onetill-group-signature"


class Untrusted(Exception):
    """An answer that should be signed by the group's pinned key and is not, or that belongs somewhere else."""


class GroupSigned:
    """A till's line to its ledger, for answers that carry the group's signature."""

    def __init__(
        self, transport: Transport, group_key: VerifyingKey, pin: Callable[[VerifyingKey], None] = lambda key: None
    ) -> None:
        """`pin` keeps a new key of the group's, which the one before handed over to."""
        self._transport = transport
        self._group_key = group_key
        self._pin = pin

    def get(self, path: str, query: Mapping[str, str | int], key: SigningKey | None = None) -> Answer:
        """An answer that is still to be checked. `key`: see Transport.get. Raises LineDown or LineRefused."""
        return self._transport.get(path, query, key=key) if key is not None else self._transport.get(path, query)

    def post(self, path: str, document: Mapping[str, Any]) -> Answer:
        """An answer that is still to be checked. Raises LineDown or LineRefused."""
        return self._transport.post(path, document)

    def check(self, name: str, scope: str, answer: Answer) -> None:
        """Raises Untrusted unless this is the group's answer of this name and scope; LineDown, LineRefused."""
        try:
            signature = base64.b64decode(answer.headers.get(SIGNATURE_HEADER, ""), validate=True)
        except binascii.Error as error:
            raise Untrusted(name) from error
        signed = f"{name}\n{scope}\n".encode() + answer.body
        if self._group_key.is_signature(signature, signed):
            return
        newest = newest_group_key(self._transport, self._group_key)
        if newest is None or not newest.is_signature(signature, signed):
            raise Untrusted(name)
        self._pin(newest)
        self._group_key = newest


def newest_group_key(transport: Transport, pinned: VerifyingKey) -> VerifyingKey | None:
    """The key that the group has now, when a chain of signatures leads there from the pinned one; None: there is none.

    Raises LineDown or LineRefused.
    """
    key = key_after(pinned, transport.get("/v1/group/keys", {}).document.get("handovers"))
    return None if key is pinned else key
