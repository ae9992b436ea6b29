"""What came of contacting members: docs/spec/line.md, "Today"."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, json_answer, read_body
from central_ledger.application.contact_due import contacts_due
from central_ledger.application.contact_results import contact_results, total
from central_ledger.application.ledger import Ledger
from central_ledger.application.scopes import is_inside
from central_ledger.signatures import LineError

#: Days that one question may span.
SPAN_MAX = 92


class ContactResultOut(msgspec.Struct, frozen=True):
    """Of one rule and the guide who made the contacts; empty ids: all of them together."""

    store: str
    rule_id: str
    staff_id: str
    contacted: int
    came_back: int
    bought: int
    sales: int
    bought_minor: dict[str, int]
    over_cap: int
    told_in_store: int
    snoozed: int
    not_wanted: int


class ContactResultsAnswer(msgspec.Struct, frozen=True):
    """Contacts made from `first` to `last`, and what came of them up to now."""

    store: str
    first: str
    last: str
    total: ContactResultOut
    results: list[ContactResultOut]
    as_of: str


class ContactsDueAnswer(msgspec.Struct, frozen=True):
    """Whom the store's guides have to contact today, counted: by rule and by guide those that are open."""

    store: str
    day: str
    people: int
    with_reason: int
    open: int
    settled: int
    opted_out: int
    contacted_lately: int
    by_rule: dict[str, int]
    by_guide: dict[str, int]
    as_of: str


_STORE = text_parameter("store", "path", "the store")

ENDPOINTS = (
    Endpoint(
        "contact_results",
        "GET",
        "/v1/stores/{store}/contact-results",
        "What came of the contacts that a store's guides made: by rule and guide, for who leads the store",
        "person",
        answer=ContactResultsAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(
            _STORE,
            text_parameter("from", "query", "the first day, YYYY-MM-DD", maxLength=10),
            text_parameter("to", "query", f"the last day, at most {SPAN_MAX} days later", maxLength=10),
        ),
    ),
    Endpoint(
        "contacts_due",
        "GET",
        "/v1/stores/{store}/contacts-due",
        "How many members a store's guides have to contact today, by rule and guide",
        "person",
        answer=ContactsDueAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(_STORE,),
    ),
)


class ContactHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def contact_results(self, request: Request) -> Response:
        store = await self._allowed(request)
        first, last = (_day(request.query_params.get(name)) for name in ("from", "to"))
        if not 0 <= (last - first).days <= SPAN_MAX:
            raise LineError(400, "malformed", f"`to` is at most {SPAN_MAX} days after `from`")

        def read(ledger: Ledger) -> ContactResultsAnswer:
            found = contact_results(ledger, store, first, last)
            return ContactResultsAnswer(
                store,
                first.isoformat(),
                last.isoformat(),
                ContactResultOut(**asdict(total(found))),
                [ContactResultOut(**asdict(each)) for each in found],
                ledger.now(),
            )

        return json_answer(await self._line.workers.read(read))

    async def contacts_due(self, request: Request) -> Response:
        store = await self._allowed(request)

        def read(ledger: Ledger) -> ContactsDueAnswer:
            return ContactsDueAnswer(**asdict(contacts_due(ledger, store)), as_of=ledger.now())

        return json_answer(await self._line.workers.read(read))

    async def _allowed(self, request: Request) -> str:
        """The store of the path, for who leads it. To others its figures go out in parcels alone: then it is a store
        that is not there.
        """
        speaker = await self._line.speaker(request, await read_body(request), "see_figures")
        store = str(request.path_params["store"])
        if not is_inside(speaker, "see_figures", store):
            raise LineError(404, "not_found", "there is no such store")
        return store


def _day(text: str | None) -> date:
    """Raises LineError for what is no day."""
    try:
        return date.fromisoformat(text or "")
    except ValueError as error:
        raise LineError(400, "malformed", "`from` and `to` are days, YYYY-MM-DD") from error
