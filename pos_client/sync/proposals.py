"""What stores propose, over the line: docs/spec/line.md, section 18."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from pos_client.sync.transport import Transport


class ProposalLine:
    """Used from one thread at a time. `transport` signs as the till; a token says for whom.

    Every method raises LineDown or LineRefused, and gives the JSON object of the answer.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def sign_in(self, staff_id: str, pin: str) -> Mapping[str, Any]:
        return self._transport.post("/v1/tokens", {"staff_id": staff_id, "secret": pin}).document

    def sign_in_person(self, person_id: str, secret: str) -> Mapping[str, Any]:
        return self._transport.post("/v1/tokens", {"person_id": person_id, "secret": secret}).document

    def proposals(self, token: str, query: Mapping[str, str | int]) -> Mapping[str, Any]:
        return self._transport.get("/v1/proposals", query, token=token).document

    def propose(self, token: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        return self._transport.post("/v1/proposals", document, token=token).document

    def change(self, token: str, place: tuple[str, str], action: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """`action`: decide or withdraw."""
        store, proposal_id = (quote(part, safe="") for part in place)
        return self._transport.post(f"/v1/proposals/{store}/{proposal_id}/{action}", document, token=token).document

    def close(self) -> None:
        self._transport.close()
