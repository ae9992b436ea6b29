"""Parked baskets of a store, which any of its tills may take up: docs/spec/line.md, section 13."""

from __future__ import annotations

import json
from typing import Annotated, Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, decode, json_answer, log, read_body
from central_ledger.application.parked_baskets import Claimed, claim, share, summary_of, waiting_for
from central_ledger.domain.basket_bodies import When
from central_ledger.domain.body_types import Amount, Count, CurrencyCode, Id
from central_ledger.store.parked_baskets import ParkedRow


class ParkedSummary(msgspec.Struct, frozen=True):
    """What a list shows. `member` is masked already, or empty."""

    name: Annotated[str, msgspec.Meta(max_length=40)]
    staff_id: Id
    lines: Count
    units: Count
    amount_minor: Amount
    currency: CurrencyCode
    member: Annotated[str, msgspec.Meta(max_length=100)] = ""


class ParkRequest(msgspec.Struct, frozen=True):
    """`basket` is the tills' own form of it: the ledger keeps it and does not look inside."""

    parking_id: Id
    basket_id: Id
    parked_at: When
    expires_at: When
    summary: ParkedSummary
    basket: dict[str, Any]


class ParkAnswer(msgspec.Struct, frozen=True):
    """`waiting` false: it was taken up, or its time is over."""

    parking_id: str
    waiting: bool


class ParkedOut(msgspec.Struct, frozen=True):
    parking_id: str
    till: str
    parked_at: str
    expires_at: str
    summary: dict[str, Any]


class ParkedAnswer(msgspec.Struct, frozen=True):
    """`taken`: the ids of this till's own baskets that another till has."""

    baskets: list[ParkedOut]
    taken: list[str]


class ClaimRequest(msgspec.Struct, frozen=True):
    """`own`: the till that asks has parked it. `shown_by`: it was shown the basket as a code of that till's."""

    own: bool = False
    shown_by: Id | None = None


class ClaimAnswer(msgspec.Struct, frozen=True):
    """`code`: `taken` (by `till`), `expired` or `unknown`. `basket` is null for one that the ledger never had."""

    parking_id: str
    granted: bool
    code: str | None
    till: str
    parked: ParkedOut | None
    basket: dict[str, Any] | None


ENDPOINTS = (
    Endpoint(
        "park",
        "POST",
        "/v1/baskets",
        "Park a basket, for whichever till of the store takes it up",
        "till",
        request=ParkRequest,
        answer=ParkAnswer,
        errors=(400, 413, 415, 503),
    ),
    Endpoint(
        "parked",
        "GET",
        "/v1/baskets",
        "The baskets that wait in the store of the till that asks",
        "till",
        answer=ParkedAnswer,
        errors=(413, 415, 503),
    ),
    Endpoint(
        "claim_parked",
        "POST",
        "/v1/baskets/{parking_id}/claim",
        "Take a parked basket up: one till gets it",
        "till",
        request=ClaimRequest,
        request_required=False,
        answer=ClaimAnswer,
        errors=(400, 413, 415, 503),
        parameters=(text_parameter("parking_id", "path", "the parked basket, named by the till that parked it"),),
    ),
)


class BasketHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def park(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        given = decode(body, ParkRequest)
        basket = {"basket_id": given.basket_id, **given.basket}
        summary = msgspec.json.encode(given.summary).decode()
        document = json.dumps(basket, ensure_ascii=False, separators=(",", ":"))
        row = ParkedRow(store, given.parking_id, till, given.parked_at, given.expires_at, summary, document, "waiting")
        waiting = await self._line.workers.write(lambda ledger: share(ledger, row))
        return json_answer(ParkAnswer(given.parking_id, waiting))

    async def parked(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        waiting, taken = await self._line.workers.read(lambda ledger: waiting_for(ledger, store, till))
        return json_answer(ParkedAnswer([_out(row) for row in waiting], taken))

    async def claim_parked(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        asked = decode(body, ClaimRequest) if body.strip() else ClaimRequest()
        parking_id = request.path_params["parking_id"]
        claimed: Claimed = await self._line.workers.write(
            lambda ledger: claim(ledger, store, till, parking_id, own=asked.own, shown_by=asked.shown_by)
        )
        log.info("claim", extra={"facts": {"store": store, "till": till, "granted": claimed.granted}})
        row = claimed.row
        answer = ClaimAnswer(
            parking_id,
            claimed.granted,
            claimed.code or None,
            claimed.till,
            None if row is None else _out(row),
            None if row is None or not row.document else json.loads(row.document),
        )
        return json_answer(answer)


def _out(row: ParkedRow) -> ParkedOut:
    return ParkedOut(row.parking_id, row.till, row.parked_at, row.expires_at, dict(summary_of(row)))
