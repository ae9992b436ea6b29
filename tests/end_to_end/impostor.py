"""Something that answers at a ledger's address and is none."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable

Conversation = Callable[[socket.socket, threading.Event], None]


class Impostor:
    """Accepts everybody, reads what they ask, and does with the connection what it was told.

    `asked` is set as soon as somebody has asked. `over` is set when the impostor stops: conversations end by it.
    """

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self.asked = threading.Event()
        self.over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        self.over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._speak, args=(connection,), daemon=True).start()

    def _speak(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            _read_request(connection)
            self.asked.set()
            self._conversation(connection, self.over)


def _read_request(connection: socket.socket) -> None:
    """All of it: a socket that is closed with something unread resets the line, and the answer may be lost."""
    request = b""
    while b"\r\n\r\n" not in request:
        data = connection.recv(65536)
        if not data:
            raise ConnectionResetError
        request += data
    head, _, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    left = (int(length.group(1)) if length else 0) - len(body)
    while left > 0 and (data := connection.recv(65536)):
        left -= len(data)


def saying(answer: bytes) -> Conversation:
    """These bytes, and then the line is closed."""

    def conversation(connection: socket.socket, over: threading.Event) -> None:
        del over
        connection.sendall(answer)

    return conversation


def answering(status: str, body: bytes, content_type: str = "application/json", extra: str = "") -> Conversation:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    return saying(head.encode() + body)


def silent(connection: socket.socket, over: threading.Event) -> None:
    """Takes the question and never answers."""
    del connection
    over.wait(60)


def endless(connection: socket.socket, over: threading.Event) -> None:
    """An answer of the right form that never ends."""
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"rows": [')
    while not over.is_set():
        connection.sendall(b"0," * 65536)


def trickling(connection: socket.socket, over: threading.Event) -> None:
    """A byte now and then: no single read ever waits for long."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{")
    while not over.wait(0.05):
        connection.sendall(b" ")
