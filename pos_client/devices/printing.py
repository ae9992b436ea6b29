"""What every way to a printer shares: how it fails, and what the printer says of itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

Condition = Literal["", "paper_out", "cover_open", "offline"]

STATUS_REQUEST = b"\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04"
"""`DLE EOT` 1 to 4: printer, causes of being offline, errors, paper. Obeyed at once, whatever else is being printed."""

STATUS_WAIT_S = 0.5
_ANSWERS = 4
_FIXED_BITS, _FIXED_VALUE = 0x93, 0x12  # of each answer; what a printer says unasked has others


class PrinterUnavailable(Exception):
    """The bytes did not reach the printer, or not all of them. `printer` is its address or path; `condition` is what
    the printer itself says, if it says anything.
    """

    def __init__(self, printer: str, reason: str, condition: Condition = "") -> None:
        super().__init__(f"{printer}: {reason}")
        self.printer = printer
        self.reason = reason
        self.condition = condition


class Transport(Protocol):
    """Takes one receipt's bytes. Raises PrinterUnavailable; may take as long as its time-outs."""

    def write(self, data: bytes, at_once: bytes = b"") -> None:
        """`at_once` goes in the place of `data` to a printer that says that it cannot print now."""

    def probe(self) -> None:
        """Whether it could take a receipt now, without giving it one. Raises PrinterUnavailable."""

    @property
    def paper_low(self) -> bool:
        """Whether the printer said last that its roll is near its end; it prints all the same."""


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What a printer says of itself. `paper_low` prints all the same."""

    is_offline: bool = False
    cover_open: bool = False
    paper_out: bool = False
    paper_low: bool = False
    has_error: bool = False

    @property
    def condition(self) -> Condition:
        """Why it cannot print now, the cause that a person can mend first; empty when it can."""
        if self.cover_open:
            return "cover_open"
        if self.paper_out:
            return "paper_out"
        return "offline" if self.has_error or self.is_offline else ""


def status_of(answer: bytes) -> PrinterStatus | None:
    """From the answers to STATUS_REQUEST, in their order; None when they are not all there."""
    found = [byte for byte in answer if byte & _FIXED_BITS == _FIXED_VALUE]
    if len(found) < _ANSWERS:
        return None
    printer, cause, error, paper = found[:_ANSWERS]
    return PrinterStatus(
        is_offline=bool(printer & 0x08),
        cover_open=bool(cause & 0x04),
        paper_out=bool(paper & 0x60 or cause & 0x20),
        paper_low=bool(paper & 0x0C),
        has_error=bool(error & 0x6C),
    )


class StatusAsker:
    """Asks a printer how it is before it is given a receipt. One that has never answered is not asked again; one that
    has can only be busy when it is silent, and is asked each time.
    """

    def __init__(self, printer: str) -> None:
        self._printer = printer
        self._has_spoken = False
        self._is_mute = False
        #: What it said last of its roll.
        self.paper_low = False

    def check(self, send: Callable[[bytes], object], receive: Callable[[float], bytes], at_once: bytes = b"") -> None:
        """`receive` waits so many seconds at most and gives what came, or nothing; it may raise OSError.

        Raises PrinterUnavailable with the printer's own words, after `at_once` was sent.
        """
        if self._is_mute:
            return
        send(STATUS_REQUEST)
        answer, deadline = b"", time.monotonic() + STATUS_WAIT_S
        while (status := status_of(answer)) is None and (remaining := deadline - time.monotonic()) > 0:
            answer += (came := receive(remaining))
            if not came:
                break
        self._has_spoken = self._has_spoken or bool(answer)
        if status is None:
            self._is_mute = not self._has_spoken
            return
        self.paper_low = status.paper_low
        if status.condition:
            if at_once:
                send(at_once)
            raise PrinterUnavailable(self._printer, status.condition.replace("_", " "), status.condition)


class AsksPrinter:
    """What the transports share that ask a printer how it is."""

    _status: StatusAsker

    @property
    def paper_low(self) -> bool:
        return self._status.paper_low


def reason_of(error: Exception) -> str:
    """An error of the system in a few words."""
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).strip()
