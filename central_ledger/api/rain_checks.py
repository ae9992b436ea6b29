"""Whether a rain check may still be used: docs/spec/line.md, section 16."""

from __future__ import annotations

from typing import Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, json_answer, read_body
from central_ledger.store.rain_checks import RainCheckRow


class RainCheckAnswer(msgspec.Struct, frozen=True):
    """`unknown`: who promised it has not been heard yet. `used_store` and `used_at` say where and when it was used."""

    rain_check_id: str
    status: Literal["open", "used", "unknown"]
    used_store: str | None
    used_at: str | None


ENDPOINTS = (
    Endpoint(
        "rain_check",
        "GET",
        "/v1/rain-checks/{rain_check_id}",
        "Whether a rain check was used",
        "till",
        answer=RainCheckAnswer,
        errors=(413, 415, 503),
        parameters=(text_parameter("rain_check_id", "path", "the rain check, named by the till that issued it"),),
    ),
)


class RainCheckHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def rain_check(self, request: Request) -> Response:
        await self._line.till(request, await read_body(request))
        rain_check_id = request.path_params["rain_check_id"]
        row: RainCheckRow | None = await self._line.workers.read(lambda ledger: ledger.rain_checks.get(rain_check_id))
        if row is None or (row.promise is None and row.used_sale is None):
            return json_answer(RainCheckAnswer(rain_check_id, "unknown", None, None))
        status: Literal["open", "used"] = "open" if row.used_sale is None else "used"
        return json_answer(RainCheckAnswer(rain_check_id, status, row.used_store, row.used_at))
