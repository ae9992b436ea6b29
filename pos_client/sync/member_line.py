"""Whose phone is it, asked over the line. Source: docs/spec/line.md, section 16."""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.sync.signed_answers import GroupSigned
from pos_client.sync.transport import Transport
from retail.member import Member
from retail.member_rows import read_member


class MemberLine:
    """Used from one thread at a time. Raises LineDown, LineRefused or Untrusted, and ValueError for nonsense.

    `till` is `STORE/TILL`: what is believed of tiers and points was made for this till.
    """

    def __init__(self, transport: Transport, signed: GroupSigned, till: str) -> None:
        self._transport = transport
        self._signed = signed
        self._till = till

    def look_up(self, phone_digest: str, staff_id: str) -> Sequence[Member]:
        """Whoever has a phone."""
        answer = self._transport.post("/v1/members/look-up", {"phone_digest": phone_digest, "staff_id": staff_id})
        self._signed.check("look-up", self._till, answer)
        if answer.document.get("phone_digest") != phone_digest:
            raise ValueError("an answer about another phone")
        rows, as_of = answer.document.get("matches"), answer.document.get("as_of")
        if not isinstance(rows, list) or not isinstance(as_of, str):
            raise ValueError("not an answer to a look-up")
        return [read_member(row, as_of) for row in rows]

    def close(self) -> None:
        self._transport.close()
