"""A ledger that says one thing, over HTTP or TLS: for whoever asks how a till stands."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from retail.signed import SigningKey

TILL = "S01/T02"


def standing(*, suspended: bool = False, clock_off: timedelta = timedelta()) -> bytes:
    """What a ledger says that has nothing of the journal yet."""
    said: dict[str, Any] = {
        "suspended": suspended,
        "key_id": "00",
        "key_since": "2026-01-01T00:00:00Z",
        "time": (datetime.now(UTC) + clock_off).isoformat(),
        "epochs": [],
    }
    return json.dumps(said).encode()


def refusal(code: str) -> bytes:
    return json.dumps({"error": {"code": code, "message": "no"}}).encode()


@contextmanager
def answering(
    status: int, body: bytes, signer: SigningKey | None = None, tls: tuple[Path, Path] | None = None
) -> Iterator[str]:
    """The address; every question gets this answer, signed as the group signs a standing."""
    seal = b"" if signer is None else base64.b64encode(signer.signature(f"standing\n{TILL}\n".encode() + body))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if seal:
                self.send_header("OneTill-Group-Signature", seal.decode())
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *arguments: None  # type: ignore[method-assign]  # who does not believe us hangs up
    scheme = "http"
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
