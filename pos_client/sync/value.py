"""Gift cards and stored value over the line. Source: docs/spec/stored-value.md, section 3."""

from __future__ import annotations

from urllib.parse import quote

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

    def rain_check(self, rain_check_id: str) -> str:
        """How a rain check stands. Raises as `look` does."""
        answer = self._transport.get(f"/v1/rain-checks/{quote(rain_check_id, safe='')}").document
        status = answer.get("status")
        if answer.get("rain_check_id") != rain_check_id or status not in ("open", "used", "unknown"):
            raise ValueError("not an answer about this rain check")
        return str(status)

    def renew(self, request: HoldRequest) -> ValueHeld | None:
        """Hold it for longer; None: no answer that can be used."""
        try:
            return self.hold(request)
        except (LineDown, LineRefused, ValueError):
            return None

    def close(self) -> None:
        self._transport.close()
