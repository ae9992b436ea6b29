"""A receipt's bytes read back as what they put on the paper: what the preview is drawn from, and nothing else.

It knows the commands that `escpos` writes, by the makers' reference, and refuses every other one: a preview that skips
what it does not understand would show another receipt than the printer prints.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from pos_client.devices.dots import Dots
from pos_client.devices.printer_text import ENCODING

Align = Literal["left", "center", "right"]
_ALIGNMENTS: tuple[Align, ...] = ("left", "center", "right")


@dataclass(frozen=True, slots=True)
class PrintedText:
    """One line as it stands on the paper; `size` 2 is twice as wide and high."""

    text: str
    align: Align
    bold: bool
    size: int


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A QR code; `level` of correction is one of L, M, Q, H."""

    data: bytes
    align: Align
    module_dots: int
    level: str


@dataclass(frozen=True, slots=True)
class PrintedDots:
    """A band of a picture."""

    dots: Dots


@dataclass(frozen=True, slots=True)
class EmptyLine:
    """The paper moves by a line."""


@dataclass(frozen=True, slots=True)
class PaperCut:
    """The paper moves out and is cut."""


@dataclass(frozen=True, slots=True)
class DrawerPulse:
    """The drawer on this pin of the socket opens: nothing is seen on the paper."""

    pin: int


Printed = PrintedText | PrintedCode | PrintedDots | EmptyLine | PaperCut | DrawerPulse


class NotOurs(ValueError):
    """Bytes that `escpos` does not write."""


def read_escpos(data: bytes) -> tuple[Printed, ...]:
    """What these bytes print, from top to bottom. Raises NotOurs."""
    return tuple(_Reader(data).read())


@dataclass
class _Reader:
    """One pass over the bytes; `at` is the next one."""

    data: bytes
    at: int = 0
    align: Align = "left"
    bold: bool = False
    size: int = 1
    line: bytearray = field(default_factory=bytearray)
    module_dots: int = 3
    level: str = "L"
    code: bytes = b""

    def read(self) -> Iterator[Printed]:
        while self.at < len(self.data):
            byte = self.data[self.at]
            if byte == 0x0A:
                self.at += 1
                yield self._ended_line()
            elif byte == 0x1B:
                yield from self._escape()
            elif byte == 0x1C and self._byte(1) == 0x26:
                self.at += 2  # FS &: Chinese characters from here on
            elif byte == 0x1D:
                yield from self._group()
            elif byte >= 0x20:
                self._character()
            else:
                raise self._not_ours()
        if self.line:
            raise NotOurs("text without a line feed stays in the printer")

    def _not_ours(self) -> NotOurs:
        return NotOurs(f"{self.data[self.at : self.at + 4].hex(' ')} at {self.at}")

    def _byte(self, ahead: int) -> int:
        if self.at + ahead >= len(self.data):
            raise self._not_ours()
        return self.data[self.at + ahead]

    def _ended_line(self) -> Printed:
        if not self.line:
            return EmptyLine()
        try:
            text = self.line.decode(ENCODING)
        except UnicodeDecodeError as error:
            raise NotOurs(str(error)) from error
        self.line.clear()
        return PrintedText(text, self.align, self.bold, self.size)

    def _character(self) -> None:
        """One, two or four bytes by GB18030, whose later bytes may look like anything but a control character."""
        length = 1 if self.data[self.at] < 0x80 else 4 if 0x30 <= self._byte(1) <= 0x39 else 2
        self.line += self.data[self.at : self.at + length]
        self.at += length

    def _escape(self) -> Iterator[Printed]:
        command, value = self._byte(1), self._byte(2)
        taken = 3
        if command == 0x40:  # ESC @
            self.align, self.bold, self.size = "left", False, 1
            taken = 2
        elif command == 0x61 and value <= 2:
            self.align = _ALIGNMENTS[value]
        elif command == 0x45:
            self.bold = bool(value & 1)
        elif command == 0x70 and value <= 1:  # ESC p m t1 t2
            self._byte(4)
            yield DrawerPulse((2, 5)[value])
            taken = 5
        else:
            raise self._not_ours()
        self.at += taken

    def _group(self) -> Iterator[Printed]:
        command, value = self._byte(1), self._byte(2)
        if command == 0x21:  # GS ! n
            self.size = (value & 15) + 1
            self.at += 3
        elif command == 0x56:  # GS V m n
            self._byte(3)
            self.at += 4
            yield PaperCut()
        elif command == 0x76 and value == 0x30:  # GS v 0
            yield self._raster()
        elif command == 0x28 and value == 0x6B:  # GS ( k
            yield from self._symbol()
        else:
            raise self._not_ours()

    def _raster(self) -> Printed:
        across = self._byte(4) + 256 * self._byte(5)
        down = self._byte(6) + 256 * self._byte(7)
        start, end = self.at + 8, self.at + 8 + across * down
        if not across or end > len(self.data):
            raise self._not_ours()
        rows = tuple(self.data[row : row + across] for row in range(start, end, across))
        self.at = end
        return PrintedDots(Dots(8 * across, rows))

    def _symbol(self) -> Iterator[Printed]:
        length = self._byte(3) + 256 * self._byte(4)
        if length < 3 or self._byte(5) != 0x31 or self.at + 5 + length > len(self.data):
            raise self._not_ours()
        function, body = self._byte(6), self.data[self.at + 7 : self.at + 5 + length]
        self.at += 5 + length
        if function == 67:
            self.module_dots = body[0]
        elif function == 69:
            self.level = "LMQH"[(body[0] - 48) & 3]
        elif function == 80:
            self.code = body[1:]
        elif function == 81:
            yield PrintedCode(self.code, self.align, self.module_dots, self.level)
