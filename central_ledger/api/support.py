"""What every handler works with: reading a request, saying an answer, and knowing who speaks."""

from __future__ import annotations

import base64
import logging
import math
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.addresses import address_of
from central_ledger.application import guesses
from central_ledger.application.keys import group_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.runs import ServedRun
from central_ledger.carrying import BackgroundClearing
from central_ledger.domain.roles import Right, Speaker
from central_ledger.leasing import BackgroundLeases
from central_ledger.limits import Buckets
from central_ledger.metrics import Metrics
from central_ledger.replaying import BackgroundReplay
from central_ledger.signatures import LineError, check_speaker, check_till
from central_ledger.wire import ErrorAnswer, ErrorDetail
from central_ledger.workers import Workers
from retail.signed import SigningKey

BODY_MAX = 4 * 1024 * 1024
#: Of all requests together that are being read or wait: beyond it they are sent away before they are read.
BODIES_MAX = 128 * 1024 * 1024
JSON = "application/json"

log = logging.getLogger("central_ledger.http")
Decoded = TypeVar("Decoded", bound=msgspec.Struct)


class GroupSigner:
    """The group's key as it is now: a person may renew it beside the running server."""

    def __init__(self, key: SigningKey) -> None:
        self._key = key

    @property
    def public_key(self) -> bytes:
        return self._key.verifying_key.raw

    def signature(self, data: bytes) -> bytes:
        return self._key.signature(data)

    def keep_up(self, ledger: Ledger) -> None:
        if ledger.reference.newest_secret_id("group") != self._key.verifying_key.kid.hex():
            self._key = group_key(ledger)


class Room:
    """The bytes of all bodies that may be in memory at once. A request says how long its body is before it comes; one
    that does not say it may be as long as any.
    """

    def __init__(self, room: int = BODIES_MAX) -> None:
        self._left = room

    @contextmanager
    def held(self, request: Request) -> Iterator[bool]:
        """Whether there is room for this request's body, which is kept for it while the block runs."""
        said = request.headers.get("content-length", "")
        wanted = min(int(said), BODY_MAX) if said.isdigit() else BODY_MAX
        if not said and request.method == "GET":
            wanted = 0
        if wanted > self._left:
            yield False
            return
        self._left -= wanted
        try:
            yield True
        finally:
            self._left += wanted


@dataclass(frozen=True, slots=True)
class Line:
    """One ledger's side of the line. `workers` run what blocks."""

    workers: Workers
    run: ServedRun
    signer: GroupSigner
    ledger_id: str
    replay: BackgroundReplay
    leases: BackgroundLeases
    #: SHA-256 of the certificate that this ledger shows, in hex; None without TLS.
    certificate: str | None = None
    carrying: BackgroundClearing | None = None
    room: Room = field(default_factory=Room)
    metrics: Metrics = field(default_factory=Metrics)
    buckets: Buckets = field(default_factory=lambda: Buckets(time.monotonic))

    @property
    def run_id(self) -> str:
        return self.run.run_id

    async def till(self, request: Request, body: bytes) -> tuple[str, str]:
        """The store and till that signed this request. Raises LineError."""
        store, till = await self.workers.read(lambda ledger: self._checked(ledger, request, body))
        self.admit(f"till:{store}/{till}")
        return store, till

    def _checked(self, ledger: Ledger, request: Request, body: bytes) -> tuple[str, str]:
        self.run.keep_up(ledger)
        found = check_till(ledger, request, body)
        self.signer.keep_up(ledger)
        return found

    def _checked_speaker(self, ledger: Ledger, request: Request, body: bytes, right: Right | None) -> Speaker:
        self.run.keep_up(ledger)
        return check_speaker(ledger, request, body, right)

    async def speaker(self, request: Request, body: bytes, right: Right | None) -> Speaker:
        """The person or app whose token this request carries, who has this right somewhere. Raises LineError."""
        speaker = await self.workers.read(lambda ledger: self._checked_speaker(ledger, request, body, right))
        self.admit(speaker.name)
        return speaker

    def admit(self, name: str) -> None:
        """Raises LineError 429 when a till, a person or an address asks too much."""
        wait_s = self.buckets.take(name)
        if wait_s:
            raise LineError(429, "too_many", "Too many requests. Wait a little.", math.ceil(wait_s))

    async def begin_guess(self, *subjects: str) -> int:
        """Somebody is about to guess: it counts as wrong until `guesses.right` is said. Gives the wait after this one.

        Raises LineError 429 while one of the subjects is locked out.
        """
        try:
            return await self.workers.write(lambda ledger: guesses.begin(ledger, subjects))
        except guesses.TooManyGuesses as locked:
            wait_s = locked.wait_s
            raise LineError(429, "too_many", f"Too many wrong ones. Wait {wait_s} seconds.", wait_s) from locked

    def group_signed(self, prefix: str, body: bytes) -> Response:
        """An answer with the group's signature over a prefix and the body's bytes."""
        signature = as_base64(self.signer.signature(prefix.encode() + body))
        return Response(body, media_type=JSON, headers={"OneTill-Group-Signature": signature})


def client_address(request: Request) -> str:
    return address_of(request.client.host if request.client else None)


async def read_body(request: Request) -> bytes:
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


def decode(body: bytes, kind: type[Decoded]) -> Decoded:
    """Raises LineError `malformed`, with the path of what is wrong and never its value."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LineError(400, "malformed", str(error)) from error


def whole_number(request: Request, name: str, default: int, maximum: int) -> int:
    """A number of the query, at least 1; above the maximum means the maximum. Raises LineError."""
    text = request.query_params.get(name, str(default))
    if not text.isascii() or not text.isdigit() or len(text) > 9 or int(text) < 1:
        raise LineError(400, "malformed", f"{name} is a number of at least 1")
    return min(int(text), maximum)


def place_cursor(place: tuple[str, str]) -> str:
    """The cursor of a list that is ordered by time and id."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def place_of(cursor: str) -> tuple[str, str] | None:
    """The place that a cursor names; None: from the start. Raises LineError."""
    if not cursor:
        return None
    try:
        data = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(data, type=tuple[str, str])
    except (ValueError, msgspec.DecodeError) as error:
        raise LineError(400, "malformed", "not a cursor of this list") from error


def json_answer(answer: Any) -> Response:
    return Response(msgspec.json.encode(answer), media_type=JSON)


def error_response(status: int, code: str, message: str, retry_after_s: int | None = None) -> Response:
    """An error of the line."""
    headers = {} if retry_after_s is None else {"Retry-After": str(retry_after_s)}
    content = msgspec.json.encode(ErrorAnswer(ErrorDetail(code, message)))
    return Response(content, status, headers, JSON)


def as_base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
