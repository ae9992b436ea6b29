"""Whose phone is it, and members who turn out to be one: docs/spec/line.md, section 16."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, decode, json_answer, log, read_body
from central_ledger.application import guesses
from central_ledger.application.merging import MergeRefused, merge, unmerge
from central_ledger.application.phone_look_up import look_up_phone
from central_ledger.signatures import LineError
from central_ledger.store.identities import MergeRow
from central_ledger.wire_members import LookUpAnswer, LookUpRequest, MergeAnswer, MergeRequest

_ONE_ID = text_parameter("one_id", "path", "the member")

ENDPOINTS = (
    Endpoint(
        "look_up_phone",
        "POST",
        "/v1/members/look-up",
        "Whose phone is it? Guessing is slow, and every answer is on record",
        "till",
        request=LookUpRequest,
        answer=LookUpAnswer,
        errors=(400, 413, 415, 429, 503),
        group_signed=True,
    ),
    Endpoint(
        "merge_members",
        "POST",
        "/v1/members/{one_id}/merge",
        "Two members are one person: another's id becomes one of this member's",
        "person",
        request=MergeRequest,
        answer=MergeAnswer,
        errors=(400, 404, 409, 413, 415, 503),
        parameters=(_ONE_ID,),
    ),
    Endpoint(
        "unmerge_member",
        "POST",
        "/v1/members/{one_id}/unmerge",
        "An id is a member of its own again",
        "person",
        answer=MergeAnswer,
        errors=(400, 404, 409, 413, 415, 503),
        parameters=(_ONE_ID,),
    ),
)

_STATUS = {"not_found": 404, "same_member": 400}


class WhoIsWhoHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def look_up_phone(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        given = decode(body, LookUpRequest)
        # A phone has few digits: a till that asks for many that nobody has is guessing. Who joins asks once.
        subject = f"look-up:{store}/{till}"
        await self._line.begin_guess(subject)
        matches = await self._line.workers.write(
            lambda ledger: look_up_phone(ledger, store, till, given.phone_digest, given.staff_id)
        )
        if matches:
            await self._line.workers.write(lambda ledger: guesses.right(ledger, (subject,)))
        now = await self._line.workers.read(lambda ledger: ledger.now())
        answer = LookUpAnswer(given.phone_digest, matches, now)
        return self._line.group_signed(f"look-up\n{store}/{till}\n", msgspec.json.encode(answer))

    async def merge_members(self, request: Request) -> Response:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "merge_members")
        given, one_id = decode(body, MergeRequest), request.path_params["one_id"]
        try:
            row = await self._line.workers.write(
                lambda ledger: merge(ledger, one_id, given.other, who=speaker.name, why=given.why)
            )
        except MergeRefused as error:
            raise LineError(_STATUS.get(error.code, 409), error.code, str(error)) from error
        return self._answered(row)

    async def unmerge_member(self, request: Request) -> Response:
        speaker = await self._line.speaker(request, await read_body(request), "merge_members")
        one_id = request.path_params["one_id"]
        try:
            row = await self._line.workers.write(lambda ledger: unmerge(ledger, one_id, who=speaker.name))
        except MergeRefused as error:
            raise LineError(_STATUS.get(error.code, 409), error.code, str(error)) from error
        return self._answered(row)

    def _answered(self, row: MergeRow) -> Response:
        log.info("merge", extra={"facts": {"one_id": row.one_id, "alias": row.alias, "undone": row.undone_at}})
        short = dict((row.undone_document or {}).get("short", {}))
        facts = (row.one_id, row.merge_id, row.alias, row.at, row.who, row.why, row.undone_at, row.undone_by)
        return json_answer(MergeAnswer(*facts, short))
