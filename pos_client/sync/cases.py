"""Cases over the line: signing in as a person, listing, reading, taking, deciding. Source: docs/spec/line.md, 9."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from pos_client.sync.transport import Transport


class CaseLine:
    """Used from one thread at a time. `transport` signs as the till; a token says for whom.

    Every method raises LineDown or LineRefused, and gives the JSON object of the answer.
    """

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def sign_in(self, staff_id: str, pin: str) -> Mapping[str, Any]:
        return self._transport.post("/v1/tokens", {"staff_id": staff_id, "secret": pin}).document

    def sign_out(self, token: str) -> Mapping[str, Any]:
        return self._transport.post("/v1/tokens/end", {}, token=token).document

    def page(self, token: str, query: Mapping[str, str | int]) -> Mapping[str, Any]:
        return self._transport.get("/v1/cases", query, token=token).document

    def read(self, token: str, case_id: str) -> Mapping[str, Any]:
        return self._transport.get(_path(case_id), token=token).document

    def change(self, token: str, case_id: str, action: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """`action`: take, hand-back or decide."""
        return self._transport.post(f"{_path(case_id)}/{action}", document, token=token).document

    def close(self) -> None:
        self._transport.close()


def _path(case_id: str) -> str:
    return f"/v1/cases/{quote(case_id, safe='')}"
