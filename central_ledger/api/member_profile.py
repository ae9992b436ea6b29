"""Members' profiles and purchases for tills: docs/spec/line.md, section 20."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, number_parameter, text_parameter
from central_ledger.api.support import Line, json_answer, place_cursor, place_of, read_body, whole_number
from central_ledger.application.bought import GoodsNames
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_profile import (
    PAGE_DEFAULT,
    PAGE_MAX,
    QUERY_MAX,
    ProfileRefused,
    profile_of,
    purchases_of,
    require_sight,
)
from central_ledger.signatures import LineError


class ProfileAnswer(msgspec.Struct, frozen=True):
    """`member` is a row of the feed `members`, `facts` one of `member_facts` (null: the member does not wish it),
    `tags` one of `tags`. `tickets` are what is open for them, with their clocks; `stores` names the stores of it.
    """

    member: dict[str, Any]
    facts: dict[str, Any] | None
    tags: dict[str, Any] | None
    tickets: list[dict[str, Any]]
    links: list[dict[str, Any]]
    stores: dict[str, str]
    as_of: str


class PurchasesAnswer(msgspec.Struct, frozen=True):
    """The newest first. `next` leads to the next page, empty: there is none. `total` of all that were found; `is_cut`:
    there are so many that the oldest were not looked at.
    """

    purchases: list[dict[str, Any]]
    next: str
    total: int
    is_cut: bool
    stores: dict[str, str]
    as_of: str


_WHO = (
    text_parameter("one_id", "path", "the member"),
    text_parameter("staff_id", "query", "who of the store's staff asks", minLength=1, maxLength=128),
)

ENDPOINTS = (
    Endpoint(
        "member_profile",
        "GET",
        "/v1/members/{one_id}/profile",
        "All that a desk may know of a member, wherever they buy; on record as a read",
        "till",
        answer=ProfileAnswer,
        errors=(400, 403, 404, 413, 415, 503),
        parameters=_WHO,
    ),
    Endpoint(
        "member_purchases",
        "GET",
        "/v1/members/{one_id}/purchases",
        "What a member bought in every store and on the web, page by page; on record as a read",
        "till",
        answer=PurchasesAnswer,
        errors=(400, 403, 404, 413, 415, 503),
        parameters=(
            *_WHO,
            text_parameter("query", "query", "words that the name, sku, brand or categories have", maxLength=QUERY_MAX),
            text_parameter("cursor", "query", "of the page before", maxLength=400),
            number_parameter("limit", "lines of a page", maximum=PAGE_MAX, default=PAGE_DEFAULT),
        ),
    ),
)

_STATUS = {"not_found": 404, "forbidden": 403}
_WORDS = {"not_found": "there is no such member", "forbidden": "this person may not see this member"}


class MemberProfileHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def member_profile(self, request: Request) -> Response:
        one_id = await self._seen(request, "profile")
        found = await self._line.workers.read(lambda ledger: profile_of(ledger, one_id, GoodsNames()))
        return json_answer(ProfileAnswer(**found))

    async def member_purchases(self, request: Request) -> Response:
        query = request.query_params.get("query", "").strip()
        if len(query) > QUERY_MAX:
            raise LineError(400, "malformed", f"a query has at most {QUERY_MAX} letters")
        limit = whole_number(request, "limit", PAGE_DEFAULT, PAGE_MAX)
        after = place_of(request.query_params.get("cursor", ""))
        one_id = await self._seen(request, "purchases")

        def ask(ledger: Ledger) -> PurchasesAnswer:
            page, following, total, is_cut = purchases_of(
                ledger, one_id, GoodsNames(), query=query, after=after, limit=limit
            )
            names = ledger.reference.store_names()
            return PurchasesAnswer(
                [asdict(one) for one in page],
                "" if following is None else place_cursor(following),
                total,
                is_cut,
                {store: names[store] for store in sorted({one.store for one in page}) if store in names},
                ledger.now(),
            )

        return json_answer(await self._line.workers.read(ask))

    async def _seen(self, request: Request, what: str) -> str:
        """The member of now, whom this till may see; that it does is on record. Raises LineError."""
        store, till = await self._line.till(request, await read_body(request))
        staff_id, given = request.query_params.get("staff_id", ""), request.path_params["one_id"]
        if not staff_id or len(staff_id) > 128 or not staff_id.isprintable():
            raise LineError(400, "malformed", "staff_id says who asks")
        try:
            one_id = await self._line.workers.read(lambda ledger: require_sight(ledger, store, staff_id, given))
        except ProfileRefused as refused:
            raise LineError(_STATUS[refused.code], refused.code, _WORDS[refused.code]) from refused
        who = f"till:{store}/{till}"
        await self._line.workers.write(
            lambda ledger: ledger.reads.note_member(
                ledger.now(), who, scope=store, what=f"{what}:{staff_id}", one_id=one_id, why="desk"
            )
        )
        return one_id
