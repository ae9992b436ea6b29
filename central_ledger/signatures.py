"""Who speaks: the signature of a till over the raw bytes of its request, or a token. docs/spec/line.md, 1 and 9."""

from __future__ import annotations

import base64
import binascii
import hashlib

from starlette.requests import Request

from central_ledger.application.ledger import Ledger
from central_ledger.application.people import speaker_of
from central_ledger.domain.roles import Right, Speaker
from retail.signed import VerifyingKey

TILL_HEADER, DATE_HEADER, SIGNATURE_HEADER = "onetill-till", "onetill-date", "onetill-signature"


class LineError(Exception):
    """An error of the line: a status, a code, and words."""

    def __init__(self, status: int, code: str, message: str, retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.retry_after_s = retry_after_s


class TillRevoked(LineError):
    """A till that was withdrawn has signed this request itself."""

    def __init__(self, store: str, till: str) -> None:
        super().__init__(403, "revoked", "This till was revoked. Ask for a new enrolment code.")
        self.store = store
        self.till = till


def signed_text(method: str, path_and_query: str, date: str, body: bytes) -> bytes:
    """What a till signs. Without a query the path stands alone, without a question mark."""
    return f"{method}\n{path_and_query}\n{date}\n{hashlib.sha256(body).hexdigest()}".encode()


def check_till(ledger: Ledger, request: Request, body: bytes) -> tuple[str, str]:
    """The store and till that signed this request. Raises LineError: `unknown_till`, `bad_signature`, `revoked`."""
    store, _, name = request.headers.get(TILL_HEADER, "").partition("/")
    till = ledger.journals.till(store, name) if store and name else None
    if till is None:
        raise LineError(401, "unknown_till", "This till is not enrolled here.")
    try:
        signature = base64.b64decode(request.headers.get(SIGNATURE_HEADER, ""), validate=True)
    except (binascii.Error, ValueError):
        signature = b""
    text = signed_text(request.method, _path_and_query(request), request.headers.get(DATE_HEADER, ""), body)
    if not VerifyingKey(till.public_key).is_signature(signature, text):
        raise LineError(401, "bad_signature", "The signature is not that of this till over this request.")
    if till.revoked_at is not None:
        raise TillRevoked(store, name)
    return store, name


def check_speaker(ledger: Ledger, request: Request, body: bytes, right: Right | None) -> Speaker:
    """Whose token this request carries. `right`: what they must be allowed to do somewhere.

    A token that was issued through a till is good only in requests that this till signed: whoever copies it from there
    has nothing. Raises LineError: `bad_token`, `forbidden`, and what `check_till` raises.
    """
    speaker = speaker_of(ledger, bearer(request))
    if speaker is None:
        raise LineError(401, "bad_token", "This token is not known here, or has ended. Sign in again.")
    if speaker.till is not None and check_till(ledger, request, body) != (speaker.store, speaker.till):
        raise LineError(401, "bad_token", "This token was issued at another till.")
    if right is not None and not speaker.may(right):
        raise LineError(403, "forbidden", "Your role does not allow this.")
    return speaker


def bearer(request: Request) -> str:
    """The token that a request carries, or nothing."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _path_and_query(request: Request) -> str:
    """As it stood on the wire."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query: bytes = request.scope["query_string"]
    return (raw + (b"?" + query if query else b"")).decode("latin-1")
