"""Signing in and out: tokens for people. docs/spec/line.md, section 12."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint
from central_ledger.api.support import Line, client_address, decode, json_answer, log, read_body
from central_ledger.application import guesses
from central_ledger.application.ledger import Ledger
from central_ledger.application.people import (
    Claimed,
    IssuedToken,
    claim_person,
    claim_staff,
    is_secret_of,
    issue_token,
    note_refusal,
    revoke_token,
)
from central_ledger.signatures import TILL_HEADER, LineError, bearer
from central_ledger.wire_people import Nothing, TokenAnswer, TokenRequest

ENDPOINTS = (
    Endpoint(
        "tokens",
        "POST",
        "/v1/tokens",
        "Sign in: a staff number and PIN through a till, or a person of the group",
        "till_or_anyone",
        request=TokenRequest,
        answer=TokenAnswer,
        errors=(400, 413, 415, 503),
    ),
    Endpoint(
        "end_token", "POST", "/v1/tokens/end", "Sign out: end this token", "person", answer=Nothing, errors=(503,)
    ),
)


class PeopleHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def tokens(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body) if TILL_HEADER in request.headers else ("", "")
        given = decode(body, TokenRequest)
        if (given.staff_id is None) == (given.person_id is None):
            raise LineError(400, "malformed", "either staff_id or person_id")
        if given.staff_id is not None and not till:
            # A PIN has a few digits: it is worth something at the counter only.
            raise LineError(401, "unknown_till", "A staff number signs in through a till of its store.")
        address = client_address(request)

        def claim(ledger: Ledger) -> Claimed:
            if given.staff_id is not None:
                return claim_staff(ledger, store, till, given.staff_id)
            return claim_person(ledger, given.person_id or "", store, till)

        claimed = await self._line.workers.read(claim)
        subjects = (claimed.holder, f"address:{address}")
        wait_s = await self._line.begin_guess(*subjects)
        if not await self._line.workers.check(lambda: is_secret_of(claimed, given.secret)):
            await self._line.workers.write(lambda ledger: note_refusal(ledger, claimed.holder, address, wait_s))
            log.warning("wrong secret", extra={"facts": {"who": claimed.holder, "wait_s": wait_s}})
            raise LineError(401, "wrong_secret", "The number or the PIN is wrong.")

        def issue(ledger: Ledger) -> IssuedToken:
            guesses.right(ledger, subjects)
            return issue_token(ledger, claimed, address)

        issued = await self._line.workers.write(issue)
        return json_answer(
            TokenAnswer(
                token=issued.token,
                expires_at=issued.expires_at,
                who=issued.speaker.name,
                name=issued.speaker.shown_name,
                roles=[grant.text for grant in issued.speaker.grants],
                store=issued.speaker.store,
                till=issued.speaker.till,
            )
        )

    async def end_token(self, request: Request) -> Response:
        speaker = await self._line.speaker(request, await read_body(request), None)
        token, address = bearer(request), client_address(request)
        await self._line.workers.write(lambda ledger: revoke_token(ledger, token, speaker.name, address))
        return json_answer(Nothing())
