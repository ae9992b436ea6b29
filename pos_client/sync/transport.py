"""HTTP to the ledger: signed requests, bounded answers, and two kinds of failure. Source: docs/spec/line.md."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import msgspec
import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from pos_client.sync.trust import CuttableAdapter, NotVouched, Trust, certificate_problem
from retail.signed import SigningKey

ANSWER_BYTES_MAX = 32 * 1024 * 1024
_PIECE_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How long one request may take: to connect, for each read, and for the whole answer, since a body that trickles
    would never end.
    """

    connect_seconds: float = 3.05
    read_seconds: float = 15.0
    answer_seconds: float = 60.0


class LineDown(Exception):
    """The network, the ledger's machine, or an answer that is not the ledger's: try again later.

    `code`: `unreachable`, `timed_out`, `server_error`, `garbage`, `busy`, `archived`, or one of
    `trust.certificate_problem`; `retry_after_ms` is what the ledger asked.
    """

    def __init__(self, code: str, detail: str, retry_after_ms: int | None = None) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.retry_after_ms = retry_after_ms


class LineRefused(Exception):
    """The ledger understood and said no; the same again will not help. `code`: docs/spec/line.md, section 1."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """A 200: the JSON object, its exact bytes, and the headers by lower-case name."""

    document: Mapping[str, Any]
    body: bytes
    headers: Mapping[str, str]


class Transport:
    """One till's line to one ledger. Not shared between threads."""

    def __init__(
        self,
        address: str,
        now: Callable[[], datetime],
        *,
        till: str | None = None,
        key: Callable[[], SigningKey] | None = None,
        patience: Patience | None = None,
        session: requests.Session | None = None,
        trust: Trust | None = None,
        vouch: Callable[[], Trust] | None = None,
    ) -> None:
        """`till` is `STORE/TILL`; without it and a key, requests are not signed (enrolment). `key` gives the till's
        own, which may be renewed. `session` is the network.

        `vouch` is asked when the ledger shows another certificate than the one that `trust` names: it gives what to
        trust from now on, or raises NotVouched or OSError.
        """
        self._address = address.rstrip("/")
        self._now = now
        self._till = till
        self._key = key
        self._patience = patience or Patience()
        self._vouch = vouch
        self._is_aborted = False
        #: Which run of the ledger answered last (`OneTill-Run`); None: it did not say.
        self.run: str | None = None
        self._session, self._adapter = (session, None) if session is not None else _session(trust or Trust())

    def close(self) -> None:
        self._session.close()

    def abort(self) -> None:
        """End what is under way, and answer nothing more. To be called from any thread."""
        self._is_aborted = True
        if self._adapter is not None:
            self._adapter.cut()

    def post(self, path: str, document: Mapping[str, Any], *, token: str | None = None) -> Answer:
        """`token`: whom the request is for, besides the till. Raises LineDown or LineRefused."""
        body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
        return self._send("POST", path, body, token)

    def get(
        self,
        path: str,
        query: Mapping[str, str | int] | None = None,
        *,
        key: SigningKey | None = None,
        token: str | None = None,
    ) -> Answer:
        """`key`: signed with this one instead of the till's own. Raises LineDown or LineRefused."""
        return self._send("GET", path + ("?" + urlencode(query) if query else ""), b"", token, key)

    def _send(
        self, method: str, target: str, body: bytes, token: str | None = None, key: SigningKey | None = None
    ) -> Answer:
        headers = {"Content-Type": "application/json"} if body else {}
        if self._till is not None and self._key is not None:
            date = self._now().isoformat(timespec="seconds")
            text = f"{method}\n{target}\n{date}\n{hashlib.sha256(body).hexdigest()}"
            headers["OneTill-Till"] = self._till
            headers["OneTill-Date"] = date
            headers["OneTill-Signature"] = base64.b64encode((key or self._key()).signature(text.encode())).decode()
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        try:
            return self._exchange(method, target, headers, body)
        except LineDown as error:
            if error.code != "certificate_changed" or self._vouch is None or self._is_aborted:
                raise
            try:
                trust = self._vouch()
            except (NotVouched, OSError):
                raise error from None
            self._session.close()
            self._session, self._adapter = _session(trust)
            return self._exchange(method, target, headers, body)

    def _exchange(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Answer:
        if self._is_aborted:
            raise LineDown("unreachable", "the till is being closed")
        try:
            with self._session.request(
                method,
                self._address + target,
                data=body or None,
                headers=headers,
                timeout=(self._patience.connect_seconds, self._patience.read_seconds),
                stream=True,
                allow_redirects=False,
            ) as response:
                return self._read(response)
        except (requests.Timeout, ReadTimeoutError) as error:
            raise LineDown("timed_out", type(error).__name__) from error
        except (requests.RequestException, HTTPError, ValueError, OSError) as error:
            raise LineDown(certificate_problem(error) or "unreachable", type(error).__name__) from error

    def _read(self, response: requests.Response) -> Answer:
        body = bytearray()
        latest = time.monotonic() + self._patience.answer_seconds
        # Not iter_content: that waits until a whole piece is there, however long it takes.
        while piece := response.raw.read1(_PIECE_BYTES, decode_content=True):
            body += piece
            if len(body) > ANSWER_BYTES_MAX:
                raise LineDown("garbage", "the answer is too long")
            if time.monotonic() > latest:
                raise LineDown("timed_out", "the answer does not end")
        headers = {name.lower(): value for name, value in response.headers.items()}
        self.run = headers.get("onetill-run", self.run)
        status = response.status_code
        if status in (408, 429, 503):  # 408: it had no time to read what was sent
            said = _object(bytes(body)) or {}
            is_archived = isinstance(error := said.get("error"), Mapping) and error.get("code") == "archived"
            after_ms = _retry_after_ms(headers.get("retry-after"))
            raise LineDown("archived" if is_archived else "busy", str(status), after_ms)
        if status >= 500:
            raise LineDown("server_error", str(status))
        document = _object(bytes(body))
        if status == 200:
            if document is None:
                raise LineDown("garbage", "not a JSON object")
            return Answer(document, bytes(body), headers)
        error = document.get("error") if document else None
        if not isinstance(error, Mapping) or not isinstance(error.get("code"), str):
            # A captive portal or a wrong server answers 4xx too: that is not the ledger's word.
            raise LineDown("garbage", f"status {status} without an error of ours")
        raise LineRefused(status, error["code"], str(error.get("message", "")))


def _session(trust: Trust) -> tuple[requests.Session, CuttableAdapter | None]:
    session = requests.Session()
    # A proxy of the desktop user's must not get between a till and its ledger.
    session.trust_env = False
    # A certificate that is known by itself needs no authority: the adapter compares it before anything is sent.
    session.verify = False if trust.fingerprint else trust.ca_file or True
    adapter = CuttableAdapter(trust)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session, adapter


#: Less than half the time of the standard library, in which no other thread of the till has its turn.
_decoded = msgspec.json.Decoder().decode


def _object(body: bytes) -> Mapping[str, Any] | None:
    try:
        document = _decoded(body)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _retry_after_ms(text: str | None) -> int | None:
    return int(text) * 1000 if text is not None and text.isascii() and text.isdigit() else None
