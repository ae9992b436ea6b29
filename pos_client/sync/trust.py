"""Which ledger's certificate a till believes, and connections that another thread can cut.

Source: docs/spec/line.md, section 10. A certificate is believed because the system's authorities vouch for it, because
one authority's file does, or because it is the very one that the group's key has signed for (`vouched_certificate`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import http.client
import json
import secrets
import socket
import ssl
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from retail.signed import VerifyingKey, handover_text

IDENTITY_BYTES_MAX = 64 * 1024
SECONDS = 10.0
#: OpenSSL's numbers for what is wrong with a certificate.
_EXPIRED, _WRONG_NAMES = (9, 10), (62, 63, 64)


class NotVouched(Exception):
    """Whoever answers at this address cannot show that the group's key stands behind its certificate."""


@dataclass(frozen=True, slots=True)
class Trust:
    """`ca_file`: the authority that vouches (empty: the system's). `fingerprint`: this very certificate and no other,
    SHA-256 in hex; then neither its name nor its end is judged, because a till's clock may be anywhere.
    """

    ca_file: str = ""
    fingerprint: str = ""


class CuttableAdapter(HTTPAdapter):
    """Connections of one session, each of which `cut` can end from another thread."""

    def __init__(self, trust: Trust) -> None:
        self._fingerprint = trust.fingerprint
        self._live: weakref.WeakSet[HTTPConnection] = weakref.WeakSet()
        super().__init__()

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        if self._fingerprint:
            named["assert_fingerprint"] = self._fingerprint
        super().init_poolmanager(*arguments, **named)
        self.poolmanager.pool_classes_by_scheme = _pool_classes(self._live)

    def cut(self) -> None:
        """End every connection: whoever waits for an answer gets an error at once."""
        for connection in list(self._live):
            if connection.sock is not None:
                with suppress(OSError):
                    # Not SSLSocket's own, which takes the session away from under the thread that reads.
                    socket.socket.shutdown(connection.sock, socket.SHUT_RDWR)


def _pool_classes(live: weakref.WeakSet[HTTPConnection]) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            live.add(self)

    class Encrypted(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            live.add(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class EncryptedPool(HTTPSConnectionPool):
        ConnectionCls = Encrypted

    return {"http": PlainPool, "https": EncryptedPool}


def certificate_problem(error: BaseException | None) -> str | None:
    """What is wrong with the ledger's certificate, from any error of the session; None: it was something else.

    `certificate_expired`, `certificate_wrong_name`, `certificate_changed`, `certificate_unknown`, `tls_failed`.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, ssl.SSLCertVerificationError):
            if error.verify_code in _EXPIRED:
                return "certificate_expired"
            return "certificate_wrong_name" if error.verify_code in _WRONG_NAMES else "certificate_unknown"
        if isinstance(error, ssl.SSLError):
            return "tls_failed"
        if "ingerprint" in str(error) and not error.args[1:]:
            return "certificate_changed"
        inner = [part for part in error.args if isinstance(part, BaseException)]
        error = getattr(error, "reason", None) or (inner[0] if inner else None) or error.__cause__ or error.__context__
        if isinstance(error, str):
            return None
    return None


def key_after(pinned: VerifyingKey, handovers: Any) -> VerifyingKey:
    """Where a chain of handovers (docs/spec/line.md, section 2) leads from a pinned key: to itself if nowhere."""
    key = pinned
    try:
        for handover in handovers:
            at, public_key = str(handover["at"]), str(handover["public_key"])
            if key.is_signature(base64.b64decode(handover["signature"]), handover_text(at, public_key)):
                key = VerifyingKey(base64.b64decode(public_key, validate=True))
    except (KeyError, TypeError, ValueError):
        return pinned
    return key


def vouched_certificate(address: str, is_group_key: Callable[[bytes, Any], bool]) -> str:
    """The fingerprint of the certificate that is shown at this address, if the group's key has signed for it just now.

    `is_group_key` judges the public key (32 bytes) that the ledger names, and its handovers: by an enrolment code, or
    against the pinned one. Nothing secret is sent. Raises NotVouched, or OSError when nobody answers.
    """
    parts = urlsplit(address)
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = http.client.HTTPSConnection(parts.hostname or "", parts.port or 443, timeout=SECONDS, context=context)
    nonce = secrets.token_hex(16)
    try:
        connection.connect()
        shown = hashlib.sha256(connection.sock.getpeercert(binary_form=True) or b"").hexdigest()
        connection.request("GET", f"{parts.path.rstrip('/')}/v1/identity?nonce={nonce}")
        answer = connection.getresponse()
        body = answer.read(IDENTITY_BYTES_MAX)
        signature = base64.b64decode(answer.headers.get("OneTill-Group-Signature", ""), validate=True)
        document = json.loads(body)
        key = base64.b64decode(document["group_key"], validate=True)
        said, came_back, handovers = document["certificate"], document["nonce"], document["handovers"]
    except (http.client.HTTPException, ValueError, KeyError, TypeError, RecursionError, binascii.Error) as error:
        raise NotVouched("no identity of a ledger") from error
    finally:
        connection.close()
    if not is_group_key(key, handovers) or not VerifyingKey(key).is_signature(signature, b"identity\n" + body):
        raise NotVouched("not signed by the group's key")
    if (said, came_back) != (shown, nonce):
        raise NotVouched("signed for another certificate: somebody stands between this till and its ledger")
    return shown
