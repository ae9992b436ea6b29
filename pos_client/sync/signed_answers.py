"""Answers that a till takes from nobody but its group: signed by the group's key, which was pinned at enrolment.

Source: docs/spec/line.md, section 4.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping

from pos_client.sync.transport import Answer, Transport
from retail.signed import VerifyingKey

SIGNATURE_HEADER = "onetill-group-signature"


class Untrusted(Exception):
    """An answer that should be signed by the group's pinned key and is not, or that belongs somewhere else."""


class GroupSigned:
    """A till's line to its ledger, for answers that carry the group's signature."""

    def __init__(self, transport: Transport, group_key: VerifyingKey) -> None:
        self._transport = transport
        self._group_key = group_key

    def get(self, path: str, query: Mapping[str, str | int]) -> Answer:
        """An answer that is still to be checked. Raises LineDown or LineRefused."""
        return self._transport.get(path, query)

    def check(self, name: str, scope: str, answer: Answer) -> None:
        """Raises Untrusted unless this is the group's answer of this name and scope."""
        try:
            signature = base64.b64decode(answer.headers.get(SIGNATURE_HEADER, ""), validate=True)
        except binascii.Error as error:
            raise Untrusted(name) from error
        if not self._group_key.is_signature(signature, f"{name}\n{scope}\n".encode() + answer.body):
            raise Untrusted(name)
