"""What the members' app asks: docs/spec/line.md, section 5."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, as_base64, decode, json_answer, read_body
from central_ledger.application.member_codes import member_card, member_code
from central_ledger.wire import CardAnswer, CardRequest, CodeAnswer, CodeRequest, decoded
from retail.code import PaymentCode
from retail.signed import VerifyingKey

_ONE_ID = text_parameter("one_id", "path", "the member")

ENDPOINTS = (
    Endpoint(
        "codes",
        "POST",
        "/v1/members/{one_id}/codes",
        "Issue a unified member code",
        "app",
        request=CodeRequest,
        request_required=False,
        answer=CodeAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(_ONE_ID,),
    ),
    Endpoint(
        "cards",
        "POST",
        "/v1/members/{one_id}/cards",
        "Issue the card for a phone's rotating codes",
        "app",
        request=CardRequest,
        answer=CardAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(_ONE_ID,),
    ),
)


class MemberHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def codes(self, request: Request) -> Response:
        body = await read_body(request)
        await self._line.speaker(request, body, "issue_codes")
        given = decode(body, CodeRequest) if body.strip() else CodeRequest()
        payment_code = PaymentCode(given.payment_code) if given.payment_code is not None else None
        one_id = request.path_params["one_id"]
        code, expires_at = await self._line.workers.read(lambda ledger: member_code(ledger, one_id, payment_code))
        return json_answer(CodeAnswer(code, expires_at))

    async def cards(self, request: Request) -> Response:
        body = await read_body(request)
        await self._line.speaker(request, body, "issue_codes")
        phone_key = VerifyingKey(decoded(decode(body, CardRequest).public_key, "public_key", 32))
        one_id = request.path_params["one_id"]
        card, expires_at = await self._line.workers.read(lambda ledger: member_card(ledger, one_id, phone_key))
        return json_answer(CardAnswer(as_base64(card), expires_at))
