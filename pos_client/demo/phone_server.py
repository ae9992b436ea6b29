"""The demo phone's HTTP server, for this machine alone: the camera's stream, and a control for scripted journeys.

`GET /camera.mjpg` is what a webcam would send (multipart/x-mixed-replace of JPEGs), `POST /show` holds a code before
the camera, `GET /state` says what the phone is doing. A web page in a browser cannot drive it: a request must name the
loopback address as its host and, to show something, carry JSON.
"""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Literal, cast

from pos_client.demo.camera_feed import CameraFeed

_BOUNDARY = "onetill-frame"
_BODY_BYTES_MAX = 4096
_SEND_TIMEOUT_S = 5.0
_SEND_BUFFER_BYTES = 64 * 1024
_HOLD_SECONDS = (0.5, 30.0)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShowRequest:
    """Hold this before the camera: a member's fresh code (`id` a one_id) or goods (`id` a barcode)."""

    kind: Literal["member", "goods"]
    id: str
    hold_seconds: float = 2.5


class NotShown(Exception):
    """The phone cannot show this; the text says why."""


class PhoneServer:
    """Serves in threads until stopped. `show` and `state` are called in a server thread; `show` raises NotShown."""

    def __init__(
        self,
        feed: CameraFeed,
        show: Callable[[ShowRequest], None],
        state: Callable[[], Mapping[str, Any]],
        port: int = 0,
    ) -> None:
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.feed, self._server.show, self._server.state = feed, show, state
        self._feed = feed
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), name="demo-phone-http")

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End every stream and every thread."""
        self._server.shutdown()
        self._feed.stop()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # streams end when the feed stops, so that server_close can wait for them
    feed: CameraFeed
    show: Callable[[ShowRequest], None]
    state: Callable[[], Mapping[str, Any]]


class _Handler(BaseHTTPRequestHandler):
    timeout = _SEND_TIMEOUT_S
    server_version = "OneTillDemoPhone"
    sys_version = ""
    _routes: ClassVar[Mapping[tuple[str, str], str]] = {
        ("GET", "/camera.mjpg"): "_stream",
        ("GET", "/state"): "_state",
        ("POST", "/show"): "_show",
    }

    @property
    def phone(self) -> _Server:
        return cast(_Server, self.server)

    def do_GET(self) -> None:
        self._route("GET")

    def do_POST(self) -> None:
        self._route("POST")

    def _route(self, method: str) -> None:
        host = (self.headers.get("Host") or "").rpartition(":")[0]
        if host not in {"127.0.0.1", "localhost"}:
            self._answer(HTTPStatus.FORBIDDEN, {"error": "this server is for its own machine"})
            return
        name = self._routes.get((method, self.path.partition("?")[0]))
        if name is None:
            self._answer(HTTPStatus.NOT_FOUND, {"error": "there is /camera.mjpg, /state and /show"})
            return
        getattr(self, name)()

    def _stream(self) -> None:
        # A watcher that is slow is to miss frames, as with a real camera, not to see old ones later and later.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={_BOUNDARY}")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        number = 0
        self.phone.feed.watch()
        try:
            while (newest := self.phone.feed.next_frame(number)) is not None:
                number, frame = newest
                head = f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(frame)}\r\n\r\n"
                self.wfile.write(head.encode() + frame + b"\r\n")
        except OSError:
            _log.debug("the watcher has gone")  # how every stream ends: the camera worker closes it
        finally:
            self.phone.feed.unwatch()

    def _state(self) -> None:
        self._answer(HTTPStatus.OK, self.phone.state())

    def _show(self) -> None:
        if self.headers.get_content_type() != "application/json":
            self._answer(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, {"error": "send application/json"})
            return
        try:
            request = read_show_request(self.rfile.read(self._body_length()))
        except ValueError as error:
            self._answer(HTTPStatus.BAD_REQUEST, {"error": str(error)})
            return
        try:
            self.phone.show(request)
        except NotShown as error:
            self._answer(HTTPStatus.CONFLICT, {"error": str(error)})
            return
        self._answer(HTTPStatus.OK, {"shown": True})

    def _body_length(self) -> int:
        length = self.headers.get("Content-Length") or ""
        if not length.isdecimal() or int(length) > _BODY_BYTES_MAX:
            raise ValueError(f"the body must have a length of at most {_BODY_BYTES_MAX} bytes")
        return int(length)

    def _answer(self, status: HTTPStatus, document: Mapping[str, Any]) -> None:
        body = json.dumps(document, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Paths and statuses go to the log at debug level, not to stderr."""
        _log.debug(format, *args)


def read_show_request(body: bytes) -> ShowRequest:
    """The request in a body. Raises ValueError that says what was expected."""
    try:
        document = json.loads(body)
    except ValueError as error:
        raise ValueError("the body is not JSON") from error
    if not isinstance(document, dict) or document.get("kind") not in {"member", "goods"}:
        raise ValueError('expected {"kind": "member" or "goods", "id": text, "hold_seconds": number}')
    hold = document.get("hold_seconds", 2.5)
    if not isinstance(document.get("id"), str) or isinstance(hold, bool) or not isinstance(hold, int | float):
        raise ValueError("id must be a text and hold_seconds a number")
    if not _HOLD_SECONDS[0] <= hold <= _HOLD_SECONDS[1]:
        raise ValueError(f"hold_seconds must be from {_HOLD_SECONDS[0]} to {_HOLD_SECONDS[1]}")
    return ShowRequest(document["kind"], document["id"], float(hold))
