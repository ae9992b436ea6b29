"""One request to a wallet's operator: bounded in time and size, never repeated, nothing of it logged."""

from __future__ import annotations

import email.utils
import socket
import time
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

ANSWER_BYTES_MAX = 256 * 1024
_PIECE_BYTES = 16 * 1024


class NotSent(Exception):
    """No connection came about: the operator has nothing of the request."""


class NoAnswer(Exception):
    """The request may have arrived, and its answer did not: only a question tells what came of it."""


@dataclass(frozen=True, slots=True)
class Wire:
    """How to reach an operator. `ca_file` is for a private authority; `client_certificate` is (certificate, key)."""

    address: str
    connect_seconds: float = 3.05
    read_seconds: float = 12.0
    ca_file: str | None = None
    client_certificate: tuple[str, str] | None = None

    def reachable(self) -> bool:
        """Whether a connection comes about just now."""
        parts = urlsplit(self.address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            socket.create_connection((parts.hostname or "", port), self.connect_seconds).close()
        except OSError:
            return False
        return True

    def date(self) -> datetime | None:
        """The operator's clock, as its web server shows it to anybody; None when it does not. Raises NoAnswer."""
        with requests.Session() as session:
            session.trust_env = False
            try:
                answer = session.head(
                    self.address,
                    timeout=(self.connect_seconds, self.read_seconds),
                    allow_redirects=False,
                    verify=self.ca_file or True,
                )
            except (requests.RequestException, OSError) as error:
                raise NoAnswer(type(error).__name__) from error
        try:
            return email.utils.parsedate_to_datetime(answer.headers.get("Date", ""))
        except ValueError:
            return None

    def post(self, path: str, body: bytes, content_type: str, *, with_certificate: bool = False) -> bytes:
        """The body of a 200. Raises NotSent or NoAnswer.

        A session of its own each time: a connection kept open from before may be dead, and then the library cannot
        tell whether the request went out.
        """
        with requests.Session() as session:
            session.trust_env = False
            try:
                with session.post(
                    self.address + path,
                    data=body,
                    headers={"Content-Type": content_type, "Accept-Encoding": "identity"},
                    timeout=(self.connect_seconds, self.read_seconds),
                    allow_redirects=False,
                    stream=True,
                    verify=self.ca_file or True,
                    cert=self.client_certificate if with_certificate else None,
                ) as answer:
                    return self._read(answer)
            except (requests.RequestException, OSError) as error:
                if _never_connected(error):
                    raise NotSent(type(error).__name__) from error
                raise NoAnswer(type(error).__name__) from error

    def _read(self, answer: requests.Response) -> bytes:
        if answer.status_code != requests.codes.ok:
            raise NoAnswer(f"HTTP {answer.status_code}")
        started, body = time.monotonic(), bytearray()
        for piece in answer.iter_content(_PIECE_BYTES):
            body += piece
            if len(body) > ANSWER_BYTES_MAX:
                raise NoAnswer("the answer is too long")
            # Each read has its own limit; an answer that trickles would never end.
            if time.monotonic() - started > self.read_seconds:
                raise NoAnswer("the answer takes too long")
        return bytes(body)


def _never_connected(error: BaseException) -> bool:
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return True
    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
