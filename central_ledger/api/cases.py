"""Cases for people: list, read, take, hand back, decide. docs/spec/line.md, section 12."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, Parameter, number_parameter, text_parameter
from central_ledger.api.support import (
    Line,
    client_address,
    decode,
    json_answer,
    log,
    place_cursor,
    place_of,
    read_body,
    whole_number,
)
from central_ledger.application.case_account import account_for
from central_ledger.application.case_people import people_of
from central_ledger.application.cases import (
    PAGE_DEFAULT,
    PAGE_MAX,
    CaseRefused,
    decide_case,
    hand_back_case,
    list_cases,
    take_case,
    visible_case,
)
from central_ledger.application.ledger import Ledger
from central_ledger.application.people import note_refused_case
from central_ledger.domain.cases import KINDS, NOTE_NEEDED, Case, decisions_of
from central_ledger.domain.roles import Speaker
from central_ledger.signatures import LineError
from central_ledger.store.cases import CaseFilter
from central_ledger.wire_people import (
    CaseAnswer,
    CaseEventOut,
    CaseMember,
    CaseOut,
    CasePersonOut,
    CasesAnswer,
    DecideRequest,
    HandBackRequest,
    TakeRequest,
)
from retail.member import masked_name, masked_phone

AGE_DAYS_MAX = 36_500
_CASE_ID = text_parameter("case_id", "path", "the case")
_FILTERS = (
    text_parameter("store", "query", "only of this store"),
    text_parameter("kind", "query", "only of this kind", enum=sorted(KINDS)),
    text_parameter("status", "query", "only with this status", enum=["open", "decided", "withdrawn"]),
    text_parameter("owner", "query", "`me`, `nobody`, or an owner's name"),
    Parameter(
        "older_than_days",
        "query",
        {"type": "integer", "minimum": 0, "maximum": AGE_DAYS_MAX},
        "only those that were opened so many days ago, or earlier",
    ),
    Parameter("cursor", "query", {"type": "string", "default": ""}, "opaque; empty means from the start"),
    number_parameter("limit", f"cases at most; above {PAGE_MAX} means {PAGE_MAX}", default=PAGE_DEFAULT),
)
_READ_ERRORS = (400, 404, 413, 415, 503)
_CHANGE_ERRORS = (400, 404, 409, 413, 415, 503)

ENDPOINTS = (
    Endpoint(
        "cases",
        "GET",
        "/v1/cases",
        "List the cases that one may see, the oldest first",
        "person",
        answer=CasesAnswer,
        errors=(400, 413, 415, 503),
        parameters=_FILTERS,
    ),
    Endpoint(
        "read_case",
        "GET",
        "/v1/cases/{case_id}",
        "Read one case with its history and the account of its sale",
        "person",
        answer=CaseAnswer,
        errors=_READ_ERRORS,
        parameters=(_CASE_ID,),
    ),
    Endpoint(
        "take_case",
        "POST",
        "/v1/cases/{case_id}/take",
        "Become the owner of a case, if nobody was faster",
        "person",
        request=TakeRequest,
        answer=CaseOut,
        errors=_CHANGE_ERRORS,
        parameters=(_CASE_ID,),
    ),
    Endpoint(
        "hand_back_case",
        "POST",
        "/v1/cases/{case_id}/hand-back",
        "Give up a case",
        "person",
        request=HandBackRequest,
        answer=CaseOut,
        errors=_CHANGE_ERRORS,
        parameters=(_CASE_ID,),
    ),
    Endpoint(
        "decide_case",
        "POST",
        "/v1/cases/{case_id}/decide",
        "Close one's own case with a decision",
        "person",
        request=DecideRequest,
        answer=CaseOut,
        errors=_CHANGE_ERRORS,
        parameters=(_CASE_ID,),
    ),
)


class CaseHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def cases(self, request: Request) -> Response:
        speaker = await self._line.speaker(request, await read_body(request), "see_cases")
        limit = whole_number(request, "limit", PAGE_DEFAULT, PAGE_MAX)
        after = place_of(request.query_params.get("cursor", ""))

        def read(ledger: Ledger) -> CasesAnswer:
            page = list_cases(ledger, speaker, _filter(ledger, request, speaker), after, limit)
            place = None if page.next is None else place_cursor(page.next)
            return CasesAnswer([_out(case) for case in page.cases], place, ledger.replays.waiting(), ledger.now())

        return json_answer(await self._line.workers.read(read))

    async def read_case(self, request: Request) -> Response:
        speaker = await self._line.speaker(request, await read_body(request), "see_cases")
        case_id = request.path_params["case_id"]
        try:
            case, answer = await self._line.workers.read(lambda ledger: _case_answer(ledger, speaker, case_id))
        except CaseRefused:
            if await self._line.workers.read(lambda ledger: ledger.cases.find(case_id)) is not None:
                address = client_address(request)
                await self._line.workers.write(lambda ledger: note_refused_case(ledger, speaker.name, address, case_id))
            raise
        if case.one_id is not None:
            # Before it goes out: whoever saw a member's data is on record.
            shown = dict.fromkeys((case.one_id, *(person.one_id for person in answer.people)))
            await self._line.workers.write(lambda ledger: _note_read(ledger, speaker, case, answer.as_of, list(shown)))
        return json_answer(answer)

    async def take_case(self, request: Request) -> Response:
        speaker, body = await self._decider(request)
        seen = decode(body, TakeRequest).owner
        case_id = request.path_params["case_id"]
        return self._changed(await self._line.workers.write(lambda ledger: take_case(ledger, speaker, case_id, seen)))

    async def hand_back_case(self, request: Request) -> Response:
        speaker, body = await self._decider(request)
        note, case_id = decode(body, HandBackRequest).note, request.path_params["case_id"]
        changed = await self._line.workers.write(lambda ledger: hand_back_case(ledger, speaker, case_id, note))
        return self._changed(changed)

    async def decide_case(self, request: Request) -> Response:
        speaker, body = await self._decider(request)
        given, case_id = decode(body, DecideRequest), request.path_params["case_id"]
        changed = await self._line.workers.write(
            lambda ledger: decide_case(ledger, speaker, case_id, given.decision, given.note)
        )
        return self._changed(changed)

    async def _decider(self, request: Request) -> tuple[Speaker, bytes]:
        body = await read_body(request)
        return await self._line.speaker(request, body, "decide_cases"), body

    def _changed(self, case: Case) -> Response:
        log.info("case", extra={"facts": {"case": case.case_id, "status": case.status, "owner": case.owner}})
        return json_answer(_out(case))


def _filter(ledger: Ledger, request: Request, speaker: Speaker) -> CaseFilter:
    """Raises LineError for a value that the endpoint does not know."""
    query = request.query_params
    kind, status, owner = query.get("kind"), query.get("status"), query.get("owner")
    if kind is not None and kind not in KINDS:
        raise LineError(400, "malformed", "there is no such kind of case")
    if status not in (None, "open", "decided", "withdrawn"):
        raise LineError(400, "malformed", "status is open, decided or withdrawn")
    days_text = query.get("older_than_days")
    before = None
    if days_text is not None:
        if (
            not days_text.isascii()
            or not days_text.isdigit()
            or int(days_text[:9]) > AGE_DAYS_MAX
            or len(days_text) > 9
        ):
            raise LineError(400, "malformed", f"older_than_days is a number up to {AGE_DAYS_MAX}")
        moment: datetime = ledger.clock().astimezone(UTC) - timedelta(days=int(days_text))
        before = moment.isoformat(timespec="milliseconds")
    return CaseFilter(
        store=query.get("store"),
        kind=kind,
        status=status,
        owner=speaker.name if owner == "me" else None if owner == "nobody" else owner,
        opened_before=before,
        unowned=owner == "nobody",
    )


def _note_read(ledger: Ledger, speaker: Speaker, case: Case, at: str, one_ids: list[str | None]) -> None:
    for one_id in one_ids:
        ledger.reads.note_case(at, speaker.name, replace(case, one_id=one_id))


def _case_answer(ledger: Ledger, speaker: Speaker, case_id: str) -> tuple[Case, CaseAnswer]:
    case = visible_case(ledger, speaker, case_id)
    lawful = decisions_of(case.kind)
    answer = CaseAnswer(
        case=_out(case),
        explanation=KINDS[case.kind],
        detail=dict(case.detail),
        member=_member(ledger, case.one_id),
        decisions=list(lawful),
        notes=[decision for decision in lawful if decision in NOTE_NEEDED],
        history=[
            CaseEventOut(e.number, e.at, e.who, e.what, e.owner, e.decision, e.note, e.amount)
            for e in ledger.cases.history(case)
        ],
        account=account_for(ledger, case),
        may_decide=speaker.may_with_case("decide_cases", case.store, case.kind),
        as_of=ledger.now(),
        people=[CasePersonOut(**asdict(person)) for person in people_of(ledger, case)],
    )
    return case, answer


def _member(ledger: Ledger, one_id: str | None) -> CaseMember | None:
    """Masked, as everywhere where nobody needs more."""
    if one_id is None:
        return None
    member = ledger.members.get(one_id)
    if member is None:
        return CaseMember(one_id, "", "")
    return CaseMember(one_id, masked_name(member.name), masked_phone(member.phone))


def _out(case: Case) -> CaseOut:
    shown: dict[str, Any] = {name: getattr(case, name) for name in CaseOut.__struct_fields__ if name != "with_member"}
    return CaseOut(**shown, with_member=case.one_id is not None)
