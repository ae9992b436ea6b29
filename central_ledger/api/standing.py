"""What a till asks before its first push: how the ledger sees it and its journal. docs/spec/line.md, section 3."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, number_parameter, text_parameter
from central_ledger.api.support import Line, read_body, whole_number
from central_ledger.application.standing import hashes, standing
from central_ledger.wire import HashesAnswer, StandingAnswer

SEQ_MAX = 2**53

ENDPOINTS = (
    Endpoint(
        "standing",
        "GET",
        "/v1/tills/self",
        "How the ledger sees the till that asks: what it has of its journal, and what was decided about it",
        "till",
        answer=StandingAnswer,
        errors=(413, 415, 503),
        group_signed=True,
    ),
    Endpoint(
        "hashes",
        "GET",
        "/v1/tills/self/entries",
        "The hashes that the ledger has of one epoch of the till that asks",
        "till",
        answer=HashesAnswer,
        errors=(400, 413, 415, 503),
        parameters=(
            text_parameter("epoch", "query", "of which epoch"),
            number_parameter("first", "from which seq on", default=1),
        ),
        group_signed=True,
    ),
)


class StandingHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def standing(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        answer = await self._line.workers.read(lambda ledger: standing(ledger, store, till))
        return self._line.group_signed(f"standing\n{store}/{till}\n", msgspec.json.encode(answer))

    async def hashes(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        epoch, first = request.query_params.get("epoch", ""), whole_number(request, "first", 1, SEQ_MAX)
        answer = await self._line.workers.read(lambda ledger: hashes(ledger, store, till, epoch, first))
        return self._line.group_signed(f"entries\n{store}/{till}\n", msgspec.json.encode(answer))
