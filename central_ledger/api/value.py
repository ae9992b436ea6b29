"""Gift cards and stored value at a till: what is on one, and a hold for a payment. docs/spec/stored-value.md."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint
from central_ledger.api.support import Line, decode, json_answer, log, read_body
from central_ledger.application import guesses
from central_ledger.application.ledger import Ledger
from central_ledger.application.pins import is_pin
from central_ledger.application.reservations import SECONDS_MAX, SECONDS_MIN
from central_ledger.application.value_holds import (
    HoldWanted,
    ValueCode,
    ValueHeld,
    ValueSeen,
    held_before,
    hold,
    look,
    note_look,
)
from central_ledger.domain.body_types import AMOUNT_MAX, Id
from central_ledger.signatures import LineError
from retail.stored_value import is_card_number

Pin = Annotated[str, msgspec.Meta(max_length=16)]


class LookRequest(msgspec.Struct, frozen=True):
    """`pin` of a gift card, `one_id` of the member whose stored value it is."""

    account_id: Id
    pin: Pin | None = None
    one_id: Id | None = None


class LookAnswer(msgspec.Struct, frozen=True):
    """`code`: `unknown` (also a wrong PIN) or `locked` for `wait_seconds`; else null. `left_minor` null: not shown."""

    account_id: str
    code: Literal["unknown", "locked"] | None
    wait_seconds: int = 0
    status: str = ""
    kind: str = ""
    issuer: str = ""
    currency: str = ""
    face_minor: int | None = None
    left_minor: int | None = None
    expires_at: str | None = None
    taken_here: bool = False


class HoldRequest(msgspec.Struct, frozen=True):
    """At most `amount_minor`. To renew a hold, its till need not know the PIN any more."""

    hold_id: Id
    account_id: Id
    amount_minor: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    seconds: Annotated[int, msgspec.Meta(ge=SECONDS_MIN, le=SECONDS_MAX)]
    pin: Pin | None = None
    one_id: Id | None = None


class ValueHoldAnswer(msgspec.Struct, frozen=True):
    """`granted_minor` 0: nothing is held, for the reason `code`. `left_minor`: what could be had besides."""

    hold_id: str
    granted_minor: int
    left_minor: int
    until: str | None
    code: ValueCode | None
    wait_seconds: int = 0


ENDPOINTS = (
    Endpoint(
        "look_at_value",
        "POST",
        "/v1/value/look",
        "What is on a gift card or on a member's stored value",
        "till",
        request=LookRequest,
        answer=LookAnswer,
        errors=(400, 413, 415, 503),
    ),
    Endpoint(
        "hold_value",
        "POST",
        "/v1/value/holds",
        "Hold an amount of a gift card or of stored value for a payment; let go of it as of any reservation",
        "till",
        request=HoldRequest,
        answer=ValueHoldAnswer,
        errors=(400, 413, 415, 503),
    ),
)


class ValueHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def look_at_value(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        given = decode(body, LookRequest)
        proven, wait_s = await self._proven(store, till, given.account_id, given.pin)
        if wait_s:
            return json_answer(LookAnswer(given.account_id, "locked", wait_s))
        one_id = given.one_id
        if one_id is not None:
            await self._line.workers.write(lambda ledger: note_look(ledger, store, till, one_id))
        seen: ValueSeen | None = await self._line.workers.read(
            lambda ledger: look(ledger, store, given.account_id, proven=proven, one_id=given.one_id)
        )
        if seen is None or (given.pin is not None and not proven):
            return json_answer(LookAnswer(given.account_id, "unknown"))
        answer = LookAnswer(
            given.account_id,
            None,
            status=seen.status,
            kind=seen.kind,
            issuer=seen.issuer,
            currency=seen.currency,
            face_minor=seen.face_minor,
            left_minor=seen.left_minor,
            expires_at=seen.expires_at,
            taken_here=seen.is_taken_here,
        )
        return json_answer(answer)

    async def hold_value(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        given = decode(body, HoldRequest)
        is_known: bool = await self._line.workers.read(
            lambda ledger: held_before(ledger, store, till, given.hold_id, given.account_id)
        )
        proven, wait_s = (False, 0) if is_known else await self._proven(store, till, given.account_id, given.pin)
        if wait_s:
            return json_answer(ValueHoldAnswer(given.hold_id, 0, 0, None, "locked", wait_s))
        wanted = HoldWanted(given.account_id, given.amount_minor, given.seconds, proven, given.one_id)
        held: ValueHeld = await self._line.workers.write(
            lambda ledger: hold(ledger, store, till, given.hold_id, wanted)
        )
        log.info("value", extra={"facts": {"store": store, "till": till, "code": held.code}})
        answer = ValueHoldAnswer(given.hold_id, held.granted_minor, held.left_minor, held.until, held.code)
        return json_answer(answer)

    async def _proven(self, store: str, till: str, account_id: str, pin: str | None) -> tuple[bool, int]:
        """Whether a card's PIN is right, and how long its till must wait before it may be tried again.

        A number that does not exist costs as much time as one that does, and is counted as guessed all the same.
        """
        if pin is None or not is_card_number(account_id):
            return False, 0
        subjects = (f"gift_card:{account_id}", f"address:till:{store}/{till}")
        try:
            await self._line.begin_guess(*subjects)
        except LineError as locked:
            return False, locked.retry_after_s or 1

        def secret_hash(ledger: Ledger) -> str | None:
            row = ledger.value_accounts.get(account_id)
            return None if row is None else row.secret_hash

        hashed: str | None = await self._line.workers.read(secret_hash)
        if not await self._line.workers.check(lambda: is_pin(hashed, pin)):
            log.warning("wrong PIN of a gift card", extra={"facts": {"store": store, "till": till}})
            return False, 0
        await self._line.workers.write(lambda ledger: guesses.right(ledger, subjects))
        return True, 0
