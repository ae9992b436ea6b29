"""The endpoints of docs/spec/line.md. Bad input is answered with 4xx and a code; nothing that is sent makes a 5xx.

The event loop only moves bytes: reading runs on a small pool of connections, writing on one thread, because SQLite has
one writer. Logs are JSON lines without personal data: the route, never the path.
"""

from __future__ import annotations

import base64
import hmac
import json
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from central_ledger.application.enrolment import EnrolmentRefused, enrol
from central_ledger.application.keys import NotInitialised
from central_ledger.application.member_codes import UnknownMember, member_card, member_code
from central_ledger.application.pull import PAGE_DEFAULT, PAGE_MAX, BadCursor, CursorGone, Puller
from central_ledger.application.push import push
from central_ledger.application.reservations import Wanted, release, reserve
from central_ledger.openapi import document
from central_ledger.replaying import BackgroundReplay
from central_ledger.routes import ENDPOINTS, Endpoint
from central_ledger.signatures import LineError, Throttle, check_till
from central_ledger.store.database import StoreUnavailable
from central_ledger.wire import (
    BadField,
    CardAnswer,
    CardRequest,
    CodeAnswer,
    CodeRequest,
    EnrolAnswer,
    EnrolRequest,
    ErrorAnswer,
    ErrorDetail,
    HealthAnswer,
    HighWater,
    PushAnswer,
    PushRequest,
    RefusalOut,
    ReleaseAnswer,
    ReserveAnswer,
    ReserveRequest,
    VerdictOut,
    decoded,
    to_entry,
)
from central_ledger.workers import Workers
from retail.code import PaymentCode
from retail.signed import SigningKey, VerifyingKey

BODY_MAX = 4 * 1024 * 1024
RETRY_AFTER_S = 5
JSON = "application/json"

log = logging.getLogger("central_ledger.http")
Decoded = TypeVar("Decoded", bound=msgspec.Struct)


class LedgerApp:
    """The handlers over one ledger. `workers` run what blocks."""

    def __init__(self, workers: Workers, run_id: str, group_key: SigningKey, ledger_id: str, app_token: str) -> None:
        self._workers = workers
        self._run_id = run_id
        self._group_key = group_key
        self._ledger_id = ledger_id
        self._app_token = app_token
        self.replay = BackgroundReplay(workers)
        self._throttle = Throttle()
        self._openapi = json.dumps(document(), ensure_ascii=False).encode()

    def starlette(self) -> Starlette:
        """The application for a server."""
        routes = [
            Route(endpoint.path, self._logged(endpoint), methods=[endpoint.method], name=endpoint.name)
            for endpoint in ENDPOINTS
        ]
        return Starlette(routes=routes, exception_handlers={HTTPException: _http_error})

    async def healthz(self, request: Request) -> Response:
        """That the process answers and its database can be read."""
        now = await self._workers.read(lambda ledger: ledger.reference.meta("ledger_id") and ledger.now())
        return _json(HealthAnswer("ok", self._ledger_id, now or ""))

    async def openapi(self, request: Request) -> Response:
        return Response(self._openapi, media_type=JSON)

    async def tills(self, request: Request) -> Response:
        given = _decode(await _body(request), EnrolRequest)
        public_key = VerifyingKey(decoded(given.public_key, "public_key", 32)).raw
        self._throttle.check(time.monotonic())
        try:
            answer = await self._workers.write(lambda ledger: enrol(ledger, given.code, public_key, given.device))
        except EnrolmentRefused as refused:
            self._throttle.failed(time.monotonic())
            raise LineError(409 if refused.code == "conflict" else 404, refused.code, str(refused)) from refused
        log.info("till enrolled", extra={"facts": {"store": answer.store, "till": answer.till}})
        return _json(
            EnrolAnswer(
                store=answer.store,
                store_name=answer.store_name,
                till=answer.till,
                currency=answer.currency,
                group_key=_base64(answer.group_key),
                ledger=answer.ledger,
                time=answer.time,
            )
        )

    async def entries(self, request: Request) -> Response:
        body = await _body(request)
        store, till = await self._till(request, body)
        given = _decode(body, PushRequest)
        if (given.store, given.till) != (store, till):
            raise LineError(400, "malformed", "the batch is of another till than the one that signed it")
        batch = [to_entry(store, till, entry) for entry in given.entries]
        result = await self._workers.write(lambda ledger: push(ledger, store, till, batch))
        self.replay.wake()
        words = [verdict.word for verdict in result.verdicts]
        facts = {"store": store, "till": till, "suspended": result.suspended} | {w: words.count(w) for w in set(words)}
        log.info("entries", extra={"facts": facts})
        verdicts = [
            VerdictOut(entry.epoch, entry.seq, verdict.word, verdict.code)
            for entry, verdict in zip(batch, result.verdicts, strict=True)
        ]
        return _json(PushAnswer(verdicts, HighWater(result.epoch, result.high_water), result.suspended))

    async def feeds(self, request: Request) -> Response:
        store, till = await self._till(request, await _body(request))
        feed = request.path_params["feed"]
        cursor, limit = request.query_params.get("cursor", ""), _limit(request)
        try:
            page = await self._workers.read(
                lambda ledger: Puller(ledger, self._run_id).page(feed, store, cursor, limit, till)
            )
        except KeyError as error:
            raise LineError(404, "not_found", "there is no such feed") from error
        except BadCursor as error:
            raise LineError(400, "malformed", str(error)) from error
        except CursorGone as error:
            raise LineError(410, "cursor_gone", str(error)) from error
        body = msgspec.json.encode(page)
        signature = self._group_key.signature(f"{page.feed}\n{page.scope}\n".encode() + body)
        return Response(body, media_type=JSON, headers={"OneTill-Group-Signature": _base64(signature)})

    async def reserve(self, request: Request) -> Response:
        body = await _body(request)
        store, till = await self._till(request, body)
        given = _decode(body, ReserveRequest)
        wanted = Wanted(
            one_id=given.one_id,
            coupons=given.coupons,
            program=given.points.program if given.points is not None else "",
            points=given.points.points if given.points is not None else 0,
            offers=given.offers,
            seconds=given.seconds,
        )
        reserved = await self._workers.write(lambda ledger: reserve(ledger, store, till, given.reservation_id, wanted))
        facts = {"store": store, "till": till, "granted": reserved.granted}
        log.info("reservation", extra={"facts": facts | {"refused": [r.code for r in reserved.refusals]}})
        refusals = [RefusalOut(r.what, r.id, r.code, r.left) for r in reserved.refusals]
        return _json(ReserveAnswer(given.reservation_id, reserved.granted, reserved.until, refusals))

    async def release(self, request: Request) -> Response:
        store, till = await self._till(request, await _body(request))
        reservation_id = request.path_params["reservation_id"]
        await self._workers.write(lambda ledger: release(ledger, store, till, reservation_id))
        return _json(ReleaseAnswer(reservation_id, released=True))

    async def codes(self, request: Request) -> Response:
        body = await _body(request)
        self._app(request)
        given = _decode(body, CodeRequest) if body.strip() else CodeRequest()
        payment_code = PaymentCode(given.payment_code) if given.payment_code is not None else None
        one_id = request.path_params["one_id"]
        code, expires_at = await self._workers.read(lambda ledger: member_code(ledger, one_id, payment_code))
        return _json(CodeAnswer(code, expires_at))

    async def cards(self, request: Request) -> Response:
        body = await _body(request)
        self._app(request)
        phone_key = VerifyingKey(decoded(_decode(body, CardRequest).public_key, "public_key", 32))
        one_id = request.path_params["one_id"]
        card, expires_at = await self._workers.read(lambda ledger: member_card(ledger, one_id, phone_key))
        return _json(CardAnswer(_base64(card), expires_at))

    async def _till(self, request: Request, body: bytes) -> tuple[str, str]:
        """The till that signed this request. Raises LineError."""
        return await self._workers.read(lambda ledger: check_till(ledger, request, body))

    def _app(self, request: Request) -> None:
        """Raises LineError unless the request carries the members' app's token."""
        given = request.headers.get("authorization", "").encode("utf-8", "replace")
        if not hmac.compare_digest(given, f"Bearer {self._app_token}".encode()):
            raise LineError(401, "bad_token", "this endpoint is for the members' app")

    def _logged(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        """The handler of an endpoint, its errors as answers of the line, and one log line."""
        handler: Callable[[Request], Awaitable[Response]] = getattr(self, endpoint.name)

        async def handle(request: Request) -> Response:
            started = time.perf_counter()
            response = await _answered(handler, request)
            facts = {
                "method": endpoint.method,
                "route": endpoint.path,
                "status": response.status_code,
                "ms": round((time.perf_counter() - started) * 1000, 1),
            }
            log.info("request", extra={"facts": facts})
            return response

        return handle


async def _answered(handler: Callable[[Request], Awaitable[Response]], request: Request) -> Response:
    """The handler's answer; what callers may do wrong and what the world may refuse become errors of the line."""
    try:
        return await handler(request)
    except LineError as error:
        return error_response(error.status, error.code, str(error), error.retry_after_s)
    except (BadField, ValueError) as error:
        return error_response(400, "malformed", str(error))
    except UnknownMember:
        return error_response(404, "not_found", "there is no such member")
    except (StoreUnavailable, NotInitialised) as error:
        log.error("unavailable", extra={"facts": {"why": str(error)}})
        return error_response(503, "unavailable", "The ledger cannot write or read now. Try again.", RETRY_AFTER_S)
    except ClientDisconnect:
        return error_response(400, "malformed", "the request was cut off")


def error_response(status: int, code: str, message: str, retry_after_s: int | None = None) -> Response:
    """An error of the line."""
    headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    content = msgspec.json.encode(ErrorAnswer(ErrorDetail(code, message)))
    return Response(content, status, headers, JSON)


async def _http_error(request: Request, error: Exception) -> Response:
    """What Starlette says about paths and methods, in the form of the line."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    code = {404: "not_found", 405: "method_not_allowed"}.get(status, "malformed")
    response = error_response(status, code, "there is nothing of this name here")
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)  # `Allow`, with 405
    return response


async def _body(request: Request) -> bytes:
    """The body, at most 4 MiB. Raises LineError as soon as it is longer."""
    if request.headers.get("content-encoding", "identity") != "identity":
        raise LineError(415, "malformed", "a compressed body is not read")
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and int(declared) > BODY_MAX:
        raise LineError(413, "too_large", f"at most {BODY_MAX} bytes")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_MAX:
            raise LineError(413, "too_large", f"at most {BODY_MAX} bytes")
    return bytes(body)


def _decode(body: bytes, kind: type[Decoded]) -> Decoded:
    """Raises LineError `malformed`, with the path of what is wrong and never its value."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LineError(400, "malformed", str(error)) from error


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(PAGE_DEFAULT))
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise LineError(400, "malformed", "limit is a number of at least 1")
    return min(int(text), PAGE_MAX)


def _json(answer: Any) -> Response:
    return Response(msgspec.json.encode(answer), media_type=JSON)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
