"""What tills ask: enrolment, push, pull. docs/spec/line.md, sections 2 to 4."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, Parameter, number_parameter, text_parameter
from central_ledger.api.support import (
    Line,
    as_base64,
    client_address,
    decode,
    json_answer,
    log,
    read_body,
    whole_number,
)
from central_ledger.application import guesses
from central_ledger.application.enrolment import Enrolled, EnrolmentRefused, enrol
from central_ledger.application.ledger import Ledger
from central_ledger.application.news import News, Newsroom
from central_ledger.application.pull import PAGE_DEFAULT, PAGE_MAX, BadCursor, CursorGone, Page, Puller
from central_ledger.application.push import keep_evidence, push
from central_ledger.signatures import LineError, TillRevoked
from central_ledger.wire import (
    EnrolAnswer,
    EnrolRequest,
    HighWater,
    NewsRequest,
    PushAnswer,
    PushRequest,
    VerdictOut,
    decoded,
    to_entry,
)
from retail.signed import VerifyingKey

_PAGE = (
    text_parameter("feed", "path", "the feed, such as `products`"),
    Parameter("cursor", "query", {"type": "string", "default": ""}, "opaque; empty means from the start"),
    number_parameter("limit", f"rows at most; above {PAGE_MAX} means {PAGE_MAX}", default=PAGE_DEFAULT),
)

ENDPOINTS = (
    Endpoint(
        "tills",
        "POST",
        "/v1/tills",
        "Enrol a till with a code that works once",
        "anyone",
        request=EnrolRequest,
        answer=EnrolAnswer,
        errors=(400, 404, 409, 413, 415, 503),
    ),
    Endpoint(
        "entries",
        "POST",
        "/v1/entries",
        "Push journal entries, any number of times",
        "till",
        request=PushRequest,
        answer=PushAnswer,
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
        group_signed=True,
    ),
    Endpoint(
        "news",
        "POST",
        "/v1/news",
        "Ask which feeds have nothing new",
        "till",
        request=NewsRequest,
        answer=News,
        errors=(400, 413, 415, 503),
        group_signed=True,
    ),
)


class TillHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def tills(self, request: Request) -> Response:
        given = decode(await read_body(request), EnrolRequest)
        public_key = VerifyingKey(decoded(given.public_key, "public_key", 32)).raw
        address = f"address:{client_address(request)}"
        await self._line.begin_guess(address)

        def enrolled(ledger: Ledger) -> Enrolled:
            found = enrol(ledger, given.code, public_key, given.device)
            guesses.right(ledger, (address,))
            return found

        try:
            answer = await self._line.workers.write(enrolled)
        except EnrolmentRefused as refused:
            raise LineError(409 if refused.code == "conflict" else 404, refused.code, str(refused)) from refused
        log.info("till enrolled", extra={"facts": {"store": answer.store, "till": answer.till}})
        return json_answer(
            EnrolAnswer(
                store=answer.store,
                store_name=answer.store_name,
                till=answer.till,
                currency=answer.currency,
                group_key=as_base64(answer.group_key),
                ledger=answer.ledger,
                time=answer.time,
            )
        )

    async def entries(self, request: Request) -> Response:
        body = await read_body(request)
        try:
            store, till = await self._line.till(request, body)
        except TillRevoked as revoked:
            given = decode(body, PushRequest)
            if (given.store, given.till) == (revoked.store, revoked.till):
                batch = [to_entry(given.store, given.till, entry) for entry in given.entries]
                await self._line.workers.write(lambda ledger: keep_evidence(ledger, batch))
            raise
        given = decode(body, PushRequest)
        if (given.store, given.till) != (store, till):
            raise LineError(400, "malformed", "the batch is of another till than the one that signed it")
        batch = [to_entry(store, till, entry) for entry in given.entries]
        result = await self._line.workers.write(lambda ledger: push(ledger, store, till, batch))
        self._line.replay.wake()
        self._line.leases.heard(store, till)
        if self._line.carrying is not None:
            self._line.carrying.heard(store)
        words = [verdict.word for verdict in result.verdicts]
        self._line.metrics.verdicts(words)
        facts = {"store": store, "till": till, "suspended": result.suspended} | {w: words.count(w) for w in set(words)}
        log.info("entries", extra={"facts": facts})
        verdicts = [
            VerdictOut(entry.epoch, entry.seq, verdict.word, verdict.code)
            for entry, verdict in zip(batch, result.verdicts, strict=True)
        ]
        return json_answer(PushAnswer(verdicts, HighWater(result.epoch, result.high_water), result.suspended))

    async def feeds(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        feed = request.path_params["feed"]
        cursor, limit = request.query_params.get("cursor", ""), whole_number(request, "limit", PAGE_DEFAULT, PAGE_MAX)
        try:
            pulled = await self._line.workers.read(
                lambda ledger: Puller(ledger, self._line.run_id).pull(feed, store, cursor, limit, till)
            )
        except KeyError as error:
            raise LineError(404, "not_found", "there is no such feed") from error
        except BadCursor as error:
            raise LineError(400, "malformed", str(error)) from error
        except CursorGone as error:
            raise LineError(410, "cursor_gone", str(error)) from error
        page, read = pulled.page, pulled.read
        if read is not None:
            # Before the page goes out: what was shipped is on record, whatever happens next.
            who = f"till:{store}/{till}"
            await self._line.workers.write(lambda ledger: ledger.reads.note_page(page.as_of, who, read))
        if feed == "leases":
            self._line.leases.heard(store, till)
        return self._line.group_signed(f"{page.feed}\n{page.scope}\n", msgspec.json.encode(page))

    async def news(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        cursors = decode(body, NewsRequest).cursors
        found = await self._line.workers.read(
            lambda ledger: Newsroom(ledger, self._line.run_id).of(store, till, cursors)
        )
        self._line.leases.heard(store, till)
        return self._line.group_signed(f"news\n{found.scope}\n", msgspec.json.encode(found))
