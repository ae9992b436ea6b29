"""Reservations over the line: asked for while a shopper pays, so with little patience. Source: line.md, section 7."""

from __future__ import annotations

from urllib.parse import quote

from pos_client.sync.transport import LineDown, LineRefused, Transport
from retail.reservation import ReservationAnswer, ReservationRequest, read_answer


class ReservationLine:
    """Used from one thread at a time. `transport` signs as every other request of the till's is signed."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def reserve(self, request: ReservationRequest) -> ReservationAnswer | None:
        """The ledger's word; None when there is none that can be used."""
        try:
            answer = self._transport.post("/v1/reservations", request.to_document())
            return read_answer(answer.document, request.reservation_id)
        except (LineDown, LineRefused, ValueError):
            return None

    def release(self, reservation_id: str) -> bool:
        """Let it go; whether the ledger has said that it is gone. Else it ends by itself."""
        try:
            self._transport.post(f"/v1/reservations/{quote(reservation_id, safe='')}/release", {})
        except LineDown:
            return False
        except LineRefused:
            # It knows no such reservation, or nothing of this till any more: there is nothing to let go.
            return True
        return True

    def close(self) -> None:
        self._transport.close()
