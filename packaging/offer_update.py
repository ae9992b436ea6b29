"""Offer a package as a group does, for as long as somebody tries it: a key, a signed list, a server that speaks TLS."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from build_app import ROOT


@dataclass(frozen=True, slots=True)
class Offer:
    """`key` is the public one that signed, `authority` the file with the certificate of the server."""

    address: str
    key: str
    authority: Path


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Nobody reads it."""


@contextmanager
def offered(package: Path, number: str) -> Generator[Offer, None, None]:
    sys.path.insert(0, str(ROOT))
    from central_ledger.tls import make_certificate

    with tempfile.TemporaryDirectory(prefix="onetill-offer-") as name:
        own, shown = Path(name), Path(name) / "shown"
        shown.mkdir()
        shutil.copy2(package, shown / package.name)
        made = make_certificate(own / "certificate.pem", own / "key.pem", ["localhost"])
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(shown)))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(made.certificate, made.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        address = f"https://localhost:{server.server_port}"
        key = _signing("new-key", str(own / "release.key"))
        _signing("sign", "--key", str(own / "release.key"), "--serial", "1", "--version", number, "--minimum", "0.0",
                 "--address", address, "--out", str(shown / "till.txt"), str(shown / package.name))  # fmt: skip
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Offer(f"{address}/till.txt", key, made.certificate)
        finally:
            server.shutdown()
            server.server_close()


def _signing(*arguments: str) -> str:
    command = [sys.executable, str(ROOT / "packaging" / "sign_update.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
