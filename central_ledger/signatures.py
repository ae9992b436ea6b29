"""Who speaks: the signature of a till over the raw bytes of its request. docs/spec/line.md, section 1."""

from __future__ import annotations

import base64
import binascii
import hashlib

from starlette.requests import Request

from central_ledger.application.ledger import Ledger
from retail.signed import VerifyingKey

TILL_HEADER, DATE_HEADER, SIGNATURE_HEADER = "onetill-till", "onetill-date", "onetill-signature"
FAILURES_PER_MINUTE = 30


class LineError(Exception):
    """An error of the line: a status, a code, and words."""

    def __init__(self, status: int, code: str, message: str, retry_after_s: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.retry_after_s = retry_after_s


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
        raise LineError(403, "revoked", "This till was revoked. Ask for a new enrolment code.")
    return store, name


class Throttle:
    """At most so many failed enrolments a minute: a code has 50 random bits, and nobody gets to try many."""

    def __init__(self, per_minute: int = FAILURES_PER_MINUTE) -> None:
        self._per_minute = per_minute
        self._failures: list[float] = []

    def check(self, now_s: float) -> None:
        """Raises LineError 429 when too many failed within the last minute."""
        self._failures = [moment for moment in self._failures if now_s - moment < 60]
        if len(self._failures) >= self._per_minute:
            raise LineError(429, "too_many", "Too many wrong codes. Wait a minute.", 60)

    def failed(self, now_s: float) -> None:
        self._failures.append(now_s)


def _path_and_query(request: Request) -> str:
    """As it stood on the wire."""
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query: bytes = request.scope["query_string"]
    return (raw + (b"?" + query if query else b"")).decode("latin-1")
