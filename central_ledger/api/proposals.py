"""What stores propose and brands decide: docs/spec/line.md, section 18."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast, get_args

from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, Parameter, number_parameter, text_parameter
from central_ledger.api.support import Line, decode, json_answer, log, place_cursor, place_of, read_body, whole_number
from central_ledger.application import proposals
from central_ledger.application.ledger import Ledger
from central_ledger.application.proposals import ProposalRefused, Wish
from central_ledger.domain.proposals import Proposal, Status
from central_ledger.domain.roles import Speaker
from central_ledger.signatures import LineError
from central_ledger.wire_proposals import (
    BreachOut,
    DecideProposalRequest,
    ProposalAnswer,
    ProposalEventOut,
    ProposalOut,
    ProposalsAnswer,
    ProposeRequest,
    WithdrawProposalRequest,
)

_STATUSES: tuple[str, ...] = get_args(Status)
_PLACE = (text_parameter("store", "path", "of which store"), text_parameter("proposal_id", "path", "the proposal"))
_CHANGE_ERRORS = (400, 404, 409, 413, 415, 503)
_HTTP = {"not_found": 404, "forbidden": 403, "reason_needed": 400}

ENDPOINTS = (
    Endpoint(
        "proposals",
        "GET",
        "/v1/proposals",
        "List the proposals that one may see, the oldest first",
        "person",
        answer=ProposalsAnswer,
        errors=(400, 413, 415, 503),
        parameters=(
            text_parameter("store", "query", "only of this store"),
            text_parameter("status", "query", "only with this status", enum=list(_STATUSES)),
            Parameter("cursor", "query", {"type": "string", "default": ""}, "opaque; empty means from the start"),
            number_parameter(
                "limit", f"at most; above {proposals.PAGE_MAX} means that", default=proposals.PAGE_DEFAULT
            ),
        ),
    ),
    Endpoint(
        "propose",
        "POST",
        "/v1/proposals",
        "Propose a price, goods or an offer for one's store",
        "person",
        request=ProposeRequest,
        answer=ProposalAnswer,
        errors=_CHANGE_ERRORS,
    ),
    Endpoint(
        "read_proposal",
        "GET",
        "/v1/proposals/{store}/{proposal_id}",
        "Read one proposal with its history",
        "person",
        answer=ProposalOut,
        errors=(400, 404, 413, 415, 503),
        parameters=_PLACE,
    ),
    Endpoint(
        "decide_proposal",
        "POST",
        "/v1/proposals/{store}/{proposal_id}/decide",
        "Approve or refuse a proposal for one's brand; with the last word it goes out",
        "person",
        request=DecideProposalRequest,
        answer=ProposalAnswer,
        errors=_CHANGE_ERRORS,
        parameters=_PLACE,
    ),
    Endpoint(
        "withdraw_proposal",
        "POST",
        "/v1/proposals/{store}/{proposal_id}/withdraw",
        "Take an open proposal back, or an approved offer out of the store",
        "person",
        request=WithdrawProposalRequest,
        answer=ProposalOut,
        errors=_CHANGE_ERRORS,
        parameters=_PLACE,
    ),
)


def _place(request: Request) -> tuple[str, str]:
    return request.path_params["store"], request.path_params["proposal_id"]


def _sought(work: Callable[[], Proposal]) -> Proposal:
    """Raises LineError for what is refused."""
    try:
        return work()
    except ProposalRefused as refused:
        raise LineError(_HTTP.get(refused.code, 409), refused.code, str(refused)) from refused


def _answer(ledger: Ledger, speaker: Speaker, work: Callable[[], Proposal]) -> ProposalAnswer:
    """What breaks the contract is a verdict in a 200: whoever wrote it is told every place."""
    try:
        return ProposalAnswer(_out(ledger, speaker, work()), [])
    except ProposalRefused as refused:
        if refused.code != "breach":
            raise LineError(_HTTP.get(refused.code, 409), refused.code, str(refused)) from refused
        return ProposalAnswer(None, [BreachOut(breach.path, breach.expected) for breach in refused.breaches])


def _out(ledger: Ledger, speaker: Speaker, proposal: Proposal) -> ProposalOut:
    history = ledger.proposals.history(proposal.store, proposal.proposal_id)
    return ProposalOut(
        proposal_id=proposal.proposal_id,
        store=proposal.store,
        kind=proposal.kind,
        subject=proposal.subject,
        status=proposal.status,
        brands=list(proposal.brands),
        waiting=list(proposals.waiting_brands(ledger, proposal)),
        proposed_by=proposal.proposed_by,
        proposed_at=proposal.proposed_at,
        may_decide=proposals.may_decide(speaker, proposal),
        document=dict(proposal.document),
        history=[ProposalEventOut(e.number, e.at, e.who, e.what, list(e.brands), e.reason) for e in history],
    )


class ProposalHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def proposals(self, request: Request) -> Response:
        speaker = await self._line.speaker(request, await read_body(request), "see_proposals")
        limit = whole_number(request, "limit", proposals.PAGE_DEFAULT, proposals.PAGE_MAX)
        after, status = place_of(request.query_params.get("cursor", "")), request.query_params.get("status")
        if status is not None and status not in _STATUSES:
            raise LineError(400, "malformed", f"status is one of {', '.join(_STATUSES)}")

        def read(ledger: Ledger) -> ProposalsAnswer:
            page = proposals.list_proposals(
                ledger,
                speaker,
                store=request.query_params.get("store"),
                status=cast("Status | None", status),
                after=after,
                limit=limit,
            )
            shown = [_out(ledger, speaker, proposal) for proposal in page.proposals]
            return ProposalsAnswer(shown, None if page.next is None else place_cursor(page.next))

        return json_answer(await self._line.workers.read(read))

    async def propose(self, request: Request) -> Response:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "propose")
        given = decode(body, ProposeRequest)
        wish = Wish(given.store, given.proposal_id, given.kind, given.document, given.note)

        def act(ledger: Ledger) -> ProposalAnswer:
            return _answer(ledger, speaker, lambda: proposals.propose(ledger, speaker, wish))

        return self._done(await self._line.workers.write(act))

    async def read_proposal(self, request: Request) -> Response:
        speaker = await self._line.speaker(request, await read_body(request), "see_proposals")
        place = _place(request)

        def read(ledger: Ledger) -> ProposalOut:
            return _out(ledger, speaker, _sought(lambda: proposals.visible_proposal(ledger, speaker, *place)))

        return json_answer(await self._line.workers.read(read))

    async def decide_proposal(self, request: Request) -> Response:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "decide_proposals")
        given, place = decode(body, DecideProposalRequest), _place(request)

        def act(ledger: Ledger) -> ProposalAnswer:
            decided = lambda: proposals.decide(ledger, speaker, place, given.decision, given.reason)  # noqa: E731
            return _answer(ledger, speaker, decided)

        return self._done(await self._line.workers.write(act))

    async def withdraw_proposal(self, request: Request) -> Response:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "propose")
        reason, place = decode(body, WithdrawProposalRequest).reason, _place(request)

        def act(ledger: Ledger) -> ProposalOut:
            return _out(ledger, speaker, _sought(lambda: proposals.withdraw(ledger, speaker, place, reason)))

        return json_answer(await self._line.workers.write(act))

    def _done(self, answer: ProposalAnswer) -> Response:
        if answer.proposal is not None:
            facts = {"store": answer.proposal.store, "kind": answer.proposal.kind, "status": answer.proposal.status}
            log.info("proposal", extra={"facts": facts})
        return json_answer(answer)
