"""Gift cards and stored value over the line. Source: docs/spec/stored-value.md, section 3."""

from __future__ import annotations

from pos_client.sync.transport import LineDown, LineRefused, Transport
from retail.stored_value import HoldRequest, ValueHeld, ValueSeen, read_held, read_seen


class ValueLine:
    """Used from one thread at a time. `look` and `hold` raise LineDown, LineRefused, and ValueError for nonsense."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def look(self, account_id: str, pin: str | None, one_id: str | None) -> ValueSeen:
        asked = {"account_id": account_id, "pin": pin, "one_id": one_id}
        return read_seen(self._transport.post("/v1/value/look", asked).document, account_id)

    def hold(self, request: HoldRequest, pin: str | None = None) -> ValueHeld:
        answer = self._transport.post("/v1/value/holds", request.to_document(pin))
        return read_held(answer.document, request.hold_id)

    def renew(self, request: HoldRequest) -> ValueHeld | None:
        """Hold it for longer; None: no answer that can be used."""
        try:
            return self.hold(request)
        except (LineDown, LineRefused, ValueError):
            return None

    def close(self) -> None:
        self._transport.close()
