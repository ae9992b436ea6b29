"""Where a receipt's bytes go: a printer on the network, on a cable, or a file (a spool, or a device file).

A printer that does not take its bytes in time is unavailable; nobody waits for it longer than that.
"""

from __future__ import annotations

import errno
import os
import socket
import stat
import time

from pos_client.devices.device_transports import WRITE_TIMEOUT_S, serial_transport, usb_transport, write_all
from pos_client.devices.printing import AsksPrinter, PrinterUnavailable, StatusAsker, Transport, reason_of

CONNECT_TIMEOUT_S = 3.0

_FAREWELL_S = 0.5
"""How long a printer may take to close its side. Many never do, and have printed all the same."""


class TcpTransport(AsksPrinter):
    """A printer that listens on a port, as most network printers do on 9100. A connection for each receipt."""

    def __init__(
        self,
        host: str,
        port: int,
        timeout_s: float = WRITE_TIMEOUT_S,
        connect_timeout_s: float = CONNECT_TIMEOUT_S,
    ) -> None:
        self._address = (host, port)
        self._timeout_s = timeout_s
        self._connect_timeout_s = connect_timeout_s
        self.name = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        self._status = StatusAsker(self.name)

    def write(self, data: bytes, at_once: bytes = b"") -> None:
        try:
            with socket.create_connection(self._address, self._connect_timeout_s) as connection:
                connection.settimeout(self._timeout_s)
                self._status.check(connection.sendall, lambda seconds: _received(connection, seconds), at_once)
                connection.settimeout(self._timeout_s)  # of all bytes together, not of each piece
                connection.sendall(data)
                connection.shutdown(socket.SHUT_WR)
                _await_farewell(connection)
        # An address that cannot be written in the domain name system is a UnicodeError (a ValueError).
        except (OSError, UnicodeError) as error:
            raise PrinterUnavailable(self.name, reason_of(error)) from error

    def probe(self) -> None:
        try:
            with socket.create_connection(self._address, self._connect_timeout_s) as connection:
                self._status.check(connection.sendall, lambda seconds: _received(connection, seconds))
        except (OSError, UnicodeError) as error:
            raise PrinterUnavailable(self.name, reason_of(error)) from error


def _received(connection: socket.socket, seconds: float) -> bytes:
    connection.settimeout(seconds)
    try:
        return connection.recv(64)
    except TimeoutError:
        return b""


def _await_farewell(connection: socket.socket) -> None:
    """Read what the printer says until it closes. To close over unread bytes resets the connection, and a printer
    that is reset throws away what it has not printed; and a reset from its side shows here. Raises OSError.
    """
    deadline = time.monotonic() + _FAREWELL_S
    while (remaining := deadline - time.monotonic()) > 0:
        connection.settimeout(remaining)
        try:
            if not connection.recv(1024):
                return
        except TimeoutError:
            return


class FileTransport:
    """Appends to a file: receipts stand one after another, each whole or not at all. A device file works as well."""

    paper_low = False  # it has no roll

    def __init__(self, path: str | os.PathLike[str], timeout_s: float = WRITE_TIMEOUT_S) -> None:
        self._path = os.path.expanduser(path)
        self._timeout_s = timeout_s
        self.name = str(self._path)

    def write(self, data: bytes, at_once: bytes = b"") -> None:
        del at_once  # a file never says that it cannot print
        try:
            self._append(data)
        except (OSError, ValueError) as error:  # ValueError: a path with a null character
            raise PrinterUnavailable(self.name, reason_of(error)) from error

    def probe(self) -> None:
        target = self._path if os.path.exists(self._path) else os.path.dirname(os.path.abspath(self._path))
        if not os.access(target, os.W_OK):
            reason = errno.EACCES if os.path.exists(target) else errno.ENOENT
            raise PrinterUnavailable(self.name, os.strerror(reason))

    def _append(self, data: bytes) -> None:
        # A device or pipe that nobody reads would keep us waiting for ever, hence never blocking.
        flags = os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        if not self.name.startswith("/dev/"):  # a device that is unplugged must not become a file that swallows bytes
            flags |= os.O_CREAT
        descriptor = os.open(self._path, flags, 0o600)
        try:
            status = os.fstat(descriptor)
            try:
                write_all(descriptor, data, self._timeout_s)
                if stat.S_ISREG(status.st_mode):
                    os.fsync(descriptor)
            except OSError:
                if stat.S_ISREG(status.st_mode):
                    os.ftruncate(descriptor, status.st_size)
                raise
        finally:
            os.close(descriptor)


def transport_for(setting: str) -> Transport | None:
    """The transport of the setting `printer`, empty for none. Raises ValueError.

    `tcp:HOST:PORT`, `usb:` (the first one), `usb:PATH`, `usb:VENDOR:PRODUCT`, `serial:PORT[:BAUD[:FLOW]]`, `file:PATH`.
    """
    if not setting:
        return None
    kind, _, rest = setting.partition(":")
    if kind == "file" and rest:
        return FileTransport(rest)
    if kind == "usb" and (usb := usb_transport(rest)) is not None:
        return usb
    if kind == "serial" and (port := serial_transport(rest)) is not None:
        return port
    if kind == "tcp":
        host, _, number = rest.rpartition(":")
        if host.startswith("[") and host.endswith("]"):
            host = host[1:-1]
        elif ":" in host:
            raise ValueError(f"an IPv6 address stands in brackets, as in tcp:[fe80::1]:9100, not {setting!r}")
        if host and number.isascii() and number.isdigit() and 0 < int(number) < 65536:
            return TcpTransport(host, int(number))
    raise ValueError(f"a printer is tcp:HOST:PORT, usb:, serial:PORT or file:PATH, not {setting!r}")
