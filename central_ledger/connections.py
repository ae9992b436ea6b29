"""HTTP connections that cannot be held for ever: how many there may be, and how slow a speaker may be.

Uvicorn bounds the pause between two requests, but neither the time of one request nor the number of connections of one
address: somebody who sends a header a minute would keep a place for ever.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar

import h11
import msgspec
from uvicorn.protocols.http.h11_impl import H11Protocol

from central_ledger.addresses import address_of
from central_ledger.wire import ErrorAnswer, ErrorDetail

HEADERS_MAX = 32 * 1024
CONNECTIONS_MAX = 800
CONNECTIONS_OF_ADDRESS_MAX = 200
#: A request must be there after so long, and a longer one must come at least this fast, and be there at the very last.
REQUEST_S = 20.0
BYTES_PER_S = 16 * 1024
REQUEST_LONGEST_S = 300.0
#: An answer of which nothing is taken for so long is given up.
ANSWER_STUCK_S = 60.0
TICK_S = 2.0


class GuardedProtocol(H11Protocol):
    """Uvicorn's protocol with these bounds. Counts are of the process."""

    by_address: ClassVar[Counter[str]] = Counter()

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._address: str | None = None
        self._started_s: float | None = None
        self._received = 0
        self._unsent = 0
        self._unsent_since_s = 0.0
        self._tick: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._address = address_of(self.client[0] if self.client else None)
        self.by_address[self._address] += 1
        if len(self.connections) > CONNECTIONS_MAX or self.by_address[self._address] > CONNECTIONS_OF_ADDRESS_MAX:
            self._end(503, "unavailable", "Too many connections. Try again.", "Service Unavailable")
            return
        self._started_s = self.loop.time()
        self._tick = self.loop.call_later(TICK_S, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._tick is not None:
            self._tick.cancel()
        if self._address is not None:
            self.by_address[self._address] -= 1
            if self.by_address[self._address] <= 0:
                del self.by_address[self._address]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        if self._started_s is None:
            self._started_s, self._received = self.loop.time(), 0
        self._received += len(data)
        super().data_received(data)

    def on_response_complete(self) -> None:
        self._started_s = None
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """What is no HTTP is answered in the form of the line too."""
        self._end(400, "malformed", "this is not HTTP as the ledger reads it", "Bad Request")

    def _look(self) -> None:
        """Give up on whoever is too slow."""
        now = self.loop.time()
        if self._is_receiving() and self._started_s is not None:
            passed = now - self._started_s
            if passed > REQUEST_LONGEST_S or self._received < (passed - REQUEST_S) * BYTES_PER_S:
                self._end(408, "too_slow", "The request did not come in time.", "Request Timeout")
                return
        unsent = self.transport.get_write_buffer_size()
        if unsent == 0 or unsent < self._unsent:
            self._unsent_since_s = now
        self._unsent = unsent
        if unsent and now - self._unsent_since_s > ANSWER_STUCK_S:
            self.transport.abort()
            return
        self._tick = self.loop.call_later(TICK_S, self._look)

    def _is_receiving(self) -> bool:
        return self.conn.their_state in (h11.IDLE, h11.SEND_BODY)

    def _end(self, status: int, code: str, message: str, phrase: str) -> None:
        """Say why, if nothing was said yet, and hang up."""
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE, h11.ERROR):
            body = msgspec.json.encode(ErrorAnswer(ErrorDetail(code, message)))
            head = f"HTTP/1.1 {status} {phrase}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            retry = "Retry-After: 5\r\n" if status == 503 else ""
            self.transport.write(f"{head}{retry}Connection: close\r\n\r\n".encode() + body)
        self.transport.close()
