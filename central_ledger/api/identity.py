"""Which ledger this is, signed by the group's key: from it a till learns which certificate to trust. line.md, 10."""

from __future__ import annotations

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, as_base64
from central_ledger.application.ledger import Ledger
from central_ledger.signatures import LineError
from central_ledger.wire import HandoverOut

NONCE_MAX = 64


class IdentityAnswer(msgspec.Struct, frozen=True):
    """`certificate` is SHA-256 of the one that this ledger shows, in hex; null without TLS."""

    ledger: str
    group_key: str
    certificate: str | None
    nonce: str
    time: str
    handovers: list[HandoverOut]


ENDPOINTS = (
    Endpoint(
        "identity",
        "GET",
        "/v1/identity",
        "Which ledger this is and which certificate it shows, signed by the group's key",
        "anyone",
        answer=IdentityAnswer,
        errors=(400, 503),
        parameters=(
            text_parameter("nonce", "query", "comes back in the answer, so that it is a new one", maxLength=64),
        ),
        group_signed=True,
    ),
)


class IdentityHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def identity(self, request: Request) -> Response:
        nonce = request.query_params.get("nonce", "")
        if len(nonce) > NONCE_MAX:
            raise LineError(400, "malformed", f"a nonce has at most {NONCE_MAX} characters")
        line = self._line
        time, found = await line.workers.read(self._now)
        handovers = [HandoverOut(at, as_base64(key), as_base64(signature)) for key, signature, at in found]
        key = as_base64(line.signer.public_key)
        answer = IdentityAnswer(line.ledger_id, key, line.certificate, nonce, time, handovers)
        return line.group_signed("identity\n", msgspec.json.encode(answer))

    def _now(self, ledger: Ledger) -> tuple[str, list[tuple[bytes, bytes, str]]]:
        self._line.signer.keep_up(ledger)
        return ledger.now(), ledger.reference.handovers()
