"""The table of endpoints: what the server routes and what the OpenAPI document describes, from one source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from central_ledger import wire
from central_ledger.application.pull import PAGE_DEFAULT, PAGE_MAX, Page

Speaker = Literal["till", "app", "anyone"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the path or the query. `schema` is JSON Schema."""

    name: str
    place: Literal["path", "query"]
    schema: dict[str, object]
    description: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint. `name` is the handler's; `errors` are the statuses besides those that `speaker` brings along."""

    name: str
    method: Literal["GET", "POST"]
    path: str
    summary: str
    speaker: Speaker
    request: type[msgspec.Struct] | None = None
    request_required: bool = True
    answer: type[msgspec.Struct] | None = None
    errors: tuple[int, ...] = ()
    parameters: tuple[Parameter, ...] = ()


_ONE_ID = Parameter("one_id", "path", {"type": "string", "minLength": 1}, "the member")
_RESERVATION_ID = Parameter("reservation_id", "path", {"type": "string", "minLength": 1}, "the till's reservation")
_PAGE = (
    Parameter("feed", "path", {"type": "string", "minLength": 1}, "the feed, such as `products`"),
    Parameter("cursor", "query", {"type": "string", "default": ""}, "opaque; empty means from the start"),
    Parameter(
        "limit",
        "query",
        {"type": "integer", "minimum": 1, "default": PAGE_DEFAULT},
        f"rows at most; above {PAGE_MAX} means {PAGE_MAX}",
    ),
)

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "healthz", "GET", "/healthz", "That the ledger answers", "anyone", answer=wire.HealthAnswer, errors=(503,)
    ),
    Endpoint("openapi", "GET", "/openapi.json", "This document", "anyone"),
    Endpoint(
        "tills",
        "POST",
        "/v1/tills",
        "Enrol a till with a code that works once",
        "anyone",
        request=wire.EnrolRequest,
        answer=wire.EnrolAnswer,
        errors=(400, 404, 409, 413, 415, 429, 503),
    ),
    Endpoint(
        "entries",
        "POST",
        "/v1/entries",
        "Push journal entries, any number of times",
        "till",
        request=wire.PushRequest,
        answer=wire.PushAnswer,
        errors=(400, 413, 415, 503),
    ),
    Endpoint(
        "feeds",
        "GET",
        "/v1/feeds/{feed}",
        "Pull one page of a feed",
        "till",
        answer=Page,
        errors=(400, 404, 410, 413, 415, 503),
        parameters=_PAGE,
    ),
    Endpoint(
        "reserve",
        "POST",
        "/v1/reservations",
        "Reserve coupons, points and uses for a payment that begins: all of it or nothing",
        "till",
        request=wire.ReserveRequest,
        answer=wire.ReserveAnswer,
        errors=(400, 413, 415, 503),
    ),
    Endpoint(
        "release",
        "POST",
        "/v1/reservations/{reservation_id}/release",
        "Let go of a reservation",
        "till",
        answer=wire.ReleaseAnswer,
        errors=(400, 413, 415, 503),
        parameters=(_RESERVATION_ID,),
    ),
    Endpoint(
        "codes",
        "POST",
        "/v1/members/{one_id}/codes",
        "Issue a unified member code",
        "app",
        request=wire.CodeRequest,
        request_required=False,
        answer=wire.CodeAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(_ONE_ID,),
    ),
    Endpoint(
        "cards",
        "POST",
        "/v1/members/{one_id}/cards",
        "Issue the card for a phone's rotating codes",
        "app",
        request=wire.CardRequest,
        answer=wire.CardAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(_ONE_ID,),
    ),
)
