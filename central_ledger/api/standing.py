"""What a till asks before its first push: how the ledger sees it and its journal. docs/spec/line.md, section 3."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, number_parameter, text_parameter
from central_ledger.api.support import Line, as_base64, decode, json_answer, log, read_body, whole_number
from central_ledger.application.renewal import KeyRefused, renew_till_key
from central_ledger.application.standing import hashes, standing
from central_ledger.signatures import LineError
from central_ledger.wire import (
    HandoverOut,
    HandoversAnswer,
    HashesAnswer,
    NewKeyAnswer,
    NewKeyRequest,
    StandingAnswer,
    decoded,
)

SEQ_MAX = 2**53

ENDPOINTS = (
    Endpoint(
        "standing",
        "GET",
        "/v1/tills/self",
        "How the ledger sees the till that asks: what it has of its journal, and what was decided about it",
        "till",
        answer=StandingAnswer,
        errors=(413, 415, 503),
        group_signed=True,
    ),
    Endpoint(
        "hashes",
        "GET",
        "/v1/tills/self/entries",
        "The hashes that the ledger has of one epoch of the till that asks",
        "till",
        answer=HashesAnswer,
        errors=(400, 413, 415, 503),
        parameters=(
            text_parameter("epoch", "query", "of which epoch"),
            number_parameter("first", "from which seq on", default=1),
        ),
        group_signed=True,
    ),
    Endpoint(
        "new_key",
        "POST",
        "/v1/tills/self/key",
        "Put a new key of the till's in the place of the one that signs this request",
        "till",
        request=NewKeyRequest,
        answer=NewKeyAnswer,
        errors=(400, 409, 413, 415, 503),
    ),
    Endpoint(
        "group_keys",
        "GET",
        "/v1/group/keys",
        "How the group's key was handed over, each key signed by the one before it",
        "anyone",
        answer=HandoversAnswer,
        errors=(503,),
    ),
)


class StandingHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def standing(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        answer = await self._line.workers.read(lambda ledger: standing(ledger, store, till))
        return self._line.group_signed(f"standing\n{store}/{till}\n", msgspec.json.encode(answer))

    async def hashes(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        epoch, first = request.query_params.get("epoch", ""), whole_number(request, "first", 1, SEQ_MAX)
        answer = await self._line.workers.read(lambda ledger: hashes(ledger, store, till, epoch, first))
        return self._line.group_signed(f"entries\n{store}/{till}\n", msgspec.json.encode(answer))

    async def new_key(self, request: Request) -> Response:
        body = await read_body(request)
        store, till = await self._line.till(request, body)
        given = decode(body, NewKeyRequest)
        public_key, proof = decoded(given.public_key, "public_key", 32), decoded(given.proof, "proof", 64)
        try:
            key_id, since = await self._line.workers.write(
                lambda ledger: renew_till_key(ledger, store, till, public_key, proof)
            )
        except KeyRefused as refused:
            raise LineError(409, "conflict", str(refused)) from refused
        log.info("till's key renewed", extra={"facts": {"store": store, "till": till}})
        return json_answer(NewKeyAnswer(key_id, since))

    async def group_keys(self, request: Request) -> Response:
        found = await self._line.workers.read(lambda ledger: ledger.reference.handovers())
        return json_answer(
            HandoversAnswer([HandoverOut(at, as_base64(key), as_base64(signature)) for key, signature, at in found])
        )
