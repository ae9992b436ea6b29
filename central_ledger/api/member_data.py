"""What is held about a member, and its end: docs/spec/erasure.md."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, decode, json_answer, log, read_body
from central_ledger.application.erasure import ErasureRefused, begin, finished, what_ends
from central_ledger.application.member_export import held_about, note_export
from central_ledger.application.redacting import entries_about, pages_of, redact
from central_ledger.domain.body_types import Text
from central_ledger.signatures import LineError
from central_ledger.store.erasures import Erasure
from central_ledger.wire_members import Why

_ONE_ID = text_parameter("one_id", "path", "the member, by any of their ids")


class ExportRequest(msgspec.Struct, frozen=True):
    """`why` stands in the log of reads."""

    why: Why


class ExportAnswer(msgspec.Struct, frozen=True):
    """Everything that is held: `held` by table, each with what it is for, `told_by_tills` from the journals."""

    one_id: str
    ids: list[str]
    exported_at: str
    name: str
    phone: str
    birthday: str | None
    held: dict[str, Any]
    told_by_tills: list[dict[str, Any]]
    stores: dict[str, str]


class EndsAnswer(msgspec.Struct, frozen=True):
    """What ends with an erasure. While `orders_waiting` or `in_hand` is not empty or false it is refused; stored value
    (minor units by issuer) has to be paid out.
    """

    one_id: str
    ids: list[str]
    points: dict[str, int]
    coupons: list[str]
    plans: list[str]
    stored_value: dict[str, int]
    orders_waiting: list[str]
    in_hand: bool


class EraseRequest(msgspec.Struct, frozen=True):
    """`paid_out` names how stored value was paid out; empty where there is none."""

    why: Why
    paid_out: Text = ""


class EraseAnswer(msgspec.Struct, frozen=True):
    """`finished_at` is when the journals were done too."""

    one_id: str
    erased_at: str
    finished_at: str | None


ENDPOINTS = (
    Endpoint(
        "export_member",
        "POST",
        "/v1/members/{one_id}/export",
        "Everything that is held about a member",
        "person",
        request=ExportRequest,
        answer=ExportAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(_ONE_ID,),
    ),
    Endpoint(
        "erasure_ends",
        "GET",
        "/v1/members/{one_id}/erasure",
        "What a member would lose by an erasure, and what stands in its way",
        "person",
        answer=EndsAnswer,
        errors=(404, 503),
        parameters=(_ONE_ID,),
    ),
    Endpoint(
        "erase_member",
        "POST",
        "/v1/members/{one_id}/erase",
        "Erase a member: the postings stay, the person goes",
        "person",
        request=EraseRequest,
        answer=EraseAnswer,
        errors=(400, 404, 409, 413, 415, 503),
        parameters=(_ONE_ID,),
    ),
)


class MemberDataHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def export_member(self, request: Request) -> Response:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "answer_members")
        given, one_id = decode(body, ExportRequest), request.path_params["one_id"]
        try:
            await self._line.workers.write(lambda ledger: note_export(ledger, one_id, who=speaker.name, why=given.why))
            found = await self._line.workers.read(lambda ledger: held_about(ledger, one_id))
        except ErasureRefused as error:
            raise _refused(error) from error
        return json_answer(ExportAnswer(**found))

    async def erasure_ends(self, request: Request) -> Response:
        await self._line.speaker(request, b"", "answer_members")
        one_id = request.path_params["one_id"]
        try:
            found = await self._line.workers.read(lambda ledger: what_ends(ledger, one_id))
        except ErasureRefused as error:
            raise _refused(error) from error
        return json_answer(EndsAnswer(**found))

    async def erase_member(self, request: Request) -> Response:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "answer_members")
        given, one_id = decode(body, EraseRequest), request.path_params["one_id"]
        workers = self._line.workers
        try:
            done = await workers.write(
                lambda ledger: begin(ledger, one_id, who=speaker.name, why=given.why, paid_out=given.paid_out)
            )
        except ErasureRefused as error:
            raise _refused(error) from error
        if done.finished_at is None:
            done = await self._finished(done)
        log.info("erased", extra={"facts": {"one_id": done.one_id, "who": speaker.name}})
        return json_answer(EraseAnswer(done.one_id, done.erased_at, done.finished_at))

    async def _finished(self, begun: Erasure) -> Erasure:
        """The journals, a page at a time: pushes have their turn in between."""
        workers, stores, ids = self._line.workers, begun.document["stores"], begun.document["ids"]
        found = await workers.read(lambda ledger: list(entries_about(ledger, stores, ids)))
        for page in pages_of(found):
            await workers.write(lambda ledger, page=page: redact(ledger, page))  # type: ignore[misc]
        return await workers.write(lambda ledger: finished(ledger, begun))


def _refused(error: ErasureRefused) -> LineError:
    return LineError(404 if error.code == "not_found" else 409, error.code, str(error))
