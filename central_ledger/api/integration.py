"""What other systems of the group ask: events out, tags in. docs/integration.md."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, Parameter, number_parameter, text_parameter
from central_ledger.api.support import Line, decode, json_answer, log, read_body, whole_number
from central_ledger.application.clients import UnknownClient
from central_ledger.application.events import PAGE_DEFAULT, PAGE_MAX, EventReader, OtherBrand
from central_ledger.application.ledger import Ledger
from central_ledger.application.pull import BadCursor, CursorGone
from central_ledger.application.tags import ItemVerdict, replace_tags, take_tags
from central_ledger.domain.events import EVENT_KINDS, EVENT_VERSION
from central_ledger.domain.roles import Speaker
from central_ledger.signatures import LineError
from central_ledger.wire_integration import EventOut, EventsAnswer, TagItemsRequest, TagsAnswer, TagsRequest, TagVerdict

KEY_HEADER = "idempotency-key"
_KEY = Parameter(
    "Idempotency-Key", "header", {"type": "string"}, "another one for each request; sent again, it changes nothing"
)

ENDPOINTS = (
    Endpoint(
        "events",
        "GET",
        "/v1/events",
        "Read along what happens: sales, returns, reads of profiles, redemptions, tasks",
        "client",
        answer=EventsAnswer,
        errors=(400, 410, 413, 415, 503),
        parameters=(
            Parameter("after", "query", {"type": "string", "default": ""}, "the cursor of the last answer; opaque"),
            text_parameter("kind", "query", f"only these, with commas: {', '.join(EVENT_KINDS)}"),
            text_parameter("brand", "query", "only what is about goods of this brand, with their lines alone"),
            number_parameter("limit", f"facts at most; above {PAGE_MAX} means {PAGE_MAX}", default=PAGE_DEFAULT),
        ),
    ),
    Endpoint(
        "put_tags",
        "PUT",
        "/v1/members/{one_id}/tags",
        "Replace the tags that this system gives a member; with the header Idempotency-Key",
        "client",
        request=TagsRequest,
        answer=TagsAnswer,
        errors=(400, 409, 413, 415, 503),
        parameters=(text_parameter("one_id", "path", "the member, as this system's events call them"), _KEY),
    ),
    Endpoint(
        "tag_items",
        "POST",
        "/v1/tags",
        "Set and remove tags of many members, each with a verdict; with the header Idempotency-Key",
        "client",
        request=TagItemsRequest,
        answer=TagsAnswer,
        errors=(400, 409, 413, 415, 503),
        parameters=(_KEY,),
    ),
)


class IntegrationHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def events(self, request: Request) -> Response:
        speaker = await self._line.speaker(request, await read_body(request), "read_events")
        kinds = frozenset(filter(None, request.query_params.get("kind", "").split(",")))
        if not kinds <= frozenset(EVENT_KINDS):
            raise LineError(400, "malformed", f"kind is one of {', '.join(EVENT_KINDS)}")
        limit = whole_number(request, "limit", PAGE_DEFAULT, PAGE_MAX)
        cursor, brand = request.query_params.get("after", ""), request.query_params.get("brand", "")

        def read(ledger: Ledger) -> EventsAnswer:
            page = EventReader(ledger, self._line.run_id, brand).page(speaker, cursor, limit, kinds)
            events = [EventOut(**event) for event in page.events]
            return EventsAnswer(EVENT_VERSION, events, page.next, page.more, ledger.now())

        try:
            return json_answer(await self._line.workers.read(read))
        except BadCursor as error:
            raise LineError(400, "malformed", str(error)) from error
        except CursorGone as error:
            raise LineError(410, "cursor_gone", str(error)) from error
        except OtherBrand as error:
            raise LineError(403, "forbidden", str(error)) from error
        except UnknownClient as error:
            raise LineError(401, "bad_token", str(error)) from error

    async def put_tags(self, request: Request) -> Response:
        speaker, body, key = await self._asked(request)
        tags, member = decode(body, TagsRequest).tags, request.path_params["one_id"]
        work = self._line.workers.write(lambda ledger: replace_tags(ledger, speaker, key, member, tags))
        return self._answer(await work)

    async def tag_items(self, request: Request) -> Response:
        speaker, body, key = await self._asked(request)
        items = decode(body, TagItemsRequest).items
        return self._answer(await self._line.workers.write(lambda ledger: take_tags(ledger, speaker, key, items)))

    async def _asked(self, request: Request) -> tuple[Speaker, bytes, str]:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "write_tags")
        return speaker, body, request.headers.get(KEY_HEADER, "")

    def _answer(self, verdicts: list[ItemVerdict]) -> Response:
        words = [verdict.verdict for verdict in verdicts]
        log.info("tags", extra={"facts": {word: words.count(word) for word in set(words)}})
        rows = [TagVerdict(**{name: getattr(one, name) for name in TagVerdict.__struct_fields__}) for one in verdicts]
        return json_answer(TagsAnswer(EVENT_VERSION, rows))
