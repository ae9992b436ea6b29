"""What is asked of the ledger for a member, once: exchanges, entries in draws.

Source: docs/spec/line.md, "Programs".
"""

from __future__ import annotations

from pos_client.sync.transport import LineRefused, Transport
from retail.asks import Drawn, Exchanged, OpenAsk, read_drawn, read_exchanged


class AskLine:
    """Used from one thread at a time. Raises LineDown, LineRefused, and ValueError for nonsense."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def exchange(self, ask: OpenAsk) -> Exchanged:
        document = ask.document
        body = {
            "exchange_id": ask.ask_id,
            "one_id": ask.one_id,
            "from_program": document["from_program"],
            "to_program": document["to_program"],
            "points": document["points"],
        }
        return read_exchanged(self._transport.post("/v1/exchanges", body).document, ask.ask_id)

    def enter_draw(self, ask: OpenAsk) -> Drawn:
        body = {"entry_id": ask.ask_id, "draw_id": ask.document["draw_id"], "one_id": ask.one_id}
        return read_drawn(self._transport.post("/v1/draw-entries", body).document, ask.ask_id)

    def ask_again(self, ask: OpenAsk) -> Exchanged | Drawn | None:
        """The same question; None: no answer that can be used. Raises LineDown."""
        try:
            return self.exchange(ask) if ask.kind == "exchange" else self.enter_draw(ask)
        except (LineRefused, ValueError):
            return None

    def close(self) -> None:
        self._transport.close()
