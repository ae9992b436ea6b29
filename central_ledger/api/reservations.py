"""Reservations when payment starts: docs/spec/line.md, section 7."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, decode, json_answer, log, read_body
from central_ledger.application.reservations import Wanted, release, reserve
from central_ledger.wire import RefusalOut, ReleaseAnswer, ReserveAnswer, ReserveRequest

ENDPOINTS = (
    Endpoint(
        "reserve",
        "POST",
        "/v1/reservations",
        "Reserve coupons, points and uses for a payment that begins: all of it or nothing",
        "till",
        request=ReserveRequest,
        answer=ReserveAnswer,
        errors=(400, 413, 415, 503),
    ),
    Endpoint(
        "release",
        "POST",
        "/v1/reservations/{reservation_id}/release",
        "Let go of a reservation",
        "till",
        answer=ReleaseAnswer,
        errors=(400, 413, 415, 503),
        parameters=(text_parameter("reservation_id", "path", "the reservation, named by its till"),),
    ),
)


class ReservationHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def reserve(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        given = decode(body, ReserveRequest)
        wanted = Wanted(
            one_id=given.one_id,
            coupons=given.coupons,
            program=given.points.program if given.points is not None else "",
            points=given.points.points if given.points is not None else 0,
            offers=given.offers,
            seconds=given.seconds,
        )
        reserved = await self._line.workers.write(
            lambda ledger: reserve(ledger, store, till, given.reservation_id, wanted)
        )
        facts = {"store": store, "till": till, "granted": reserved.granted}
        log.info("reservation", extra={"facts": facts | {"refused": [r.code for r in reserved.refusals]}})
        refusals = [RefusalOut(r.what, r.id, r.code, r.left) for r in reserved.refusals]
        return json_answer(ReserveAnswer(given.reservation_id, reserved.granted, reserved.until, refusals))

    async def release(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        reservation_id = request.path_params["reservation_id"]
        await self._line.workers.write(lambda ledger: release(ledger, store, till, reservation_id))
        return json_answer(ReleaseAnswer(reservation_id, released=True))
