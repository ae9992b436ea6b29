"""Membership numbers of brands that lead to a member: docs/spec/line.md, section 16."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, decode, json_answer, log, read_body
from central_ledger.application.brand_accounts import AccountRefused, link_brand, unlink_brand
from central_ledger.domain.body_types import Id
from central_ledger.signatures import LineError
from central_ledger.store.members import MemberRow
from central_ledger.wire_members import Why

_PARAMETERS = (text_parameter("one_id", "path", "the member"), text_parameter("brand", "path", "whose number it is"))


class LinkRequest(msgspec.Struct, frozen=True):
    """A number as it stands on the brand's old card."""

    number: Id
    why: Why


class UnlinkRequest(msgspec.Struct, frozen=True):
    why: Why


class AccountsAnswer(msgspec.Struct, frozen=True):
    """The member's numbers by brand, with their last digits."""

    one_id: str
    brands: dict[str, str]


ENDPOINTS = (
    Endpoint(
        "link_brand",
        "POST",
        "/v1/members/{one_id}/brands/{brand}",
        "A brand's membership number leads to this member from now on",
        "person",
        request=LinkRequest,
        answer=AccountsAnswer,
        errors=(400, 404, 409, 413, 415, 503),
        parameters=_PARAMETERS,
    ),
    Endpoint(
        "unlink_brand",
        "POST",
        "/v1/members/{one_id}/brands/{brand}/unlink",
        "A brand's membership number leads to nobody any more",
        "person",
        request=UnlinkRequest,
        answer=AccountsAnswer,
        errors=(400, 404, 409, 413, 415, 503),
        parameters=_PARAMETERS,
    ),
)

_STATUS = {"not_found": 404, "not_linked": 404, "no_brand": 400, "no_number": 400}


class BrandAccountHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def link_brand(self, request: Request) -> Response:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "link_accounts")
        given, (one_id, brand) = decode(body, LinkRequest), _named(request)
        try:
            member = await self._line.workers.write(
                lambda ledger: link_brand(ledger, one_id, brand, given.number, who=speaker.name, why=given.why)
            )
        except AccountRefused as error:
            raise LineError(_STATUS.get(error.code, 409), error.code, str(error)) from error
        log.info("brand linked", extra={"facts": {"one_id": member.one_id, "brand": brand}})
        return _answered(member)

    async def unlink_brand(self, request: Request) -> Response:
        body = await read_body(request)
        speaker = await self._line.speaker(request, body, "link_accounts")
        given, (one_id, brand) = decode(body, UnlinkRequest), _named(request)
        try:
            member = await self._line.workers.write(
                lambda ledger: unlink_brand(ledger, one_id, brand, who=speaker.name, why=given.why)
            )
        except AccountRefused as error:
            raise LineError(_STATUS.get(error.code, 409), error.code, str(error)) from error
        log.info("brand unlinked", extra={"facts": {"one_id": member.one_id, "brand": brand}})
        return _answered(member)


def _named(request: Request) -> tuple[str, str]:
    return request.path_params["one_id"], request.path_params["brand"]


def _answered(member: MemberRow) -> Response:
    shown = {brand: f"…{number[-4:]}" for brand, number in member.cards.items()}
    return json_answer(AccountsAnswer(member.one_id, shown))
