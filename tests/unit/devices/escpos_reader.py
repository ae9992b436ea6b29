"""A reader of ESC/POS that knows nothing of the encoder: it follows the maker's command reference, as a printer does.

It is stricter than a printer: what a printer would print as rubbish, or silently ignore, raises ValueError here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

ALIGNMENTS = ("left", "center", "right")


@dataclass
class PrintedLine:
    """`columns` counts what the line takes on the paper: a character of one byte 1, any other 2, times its size."""

    text: str
    align: str
    bold: bool
    size: int
    columns: int


@dataclass
class PrintedCode:
    text: str
    align: str
    module_dots: int
    level: str


@dataclass
class Printout:
    """What the paper would show."""

    lines: list[PrintedLine] = field(default_factory=list)
    codes: list[PrintedCode] = field(default_factory=list)
    cuts: int = 0
    empty_lines: int = 0
    pulses: int = 0  # to the drawer

    def texts(self) -> list[str]:
        return [line.text for line in self.lines]


class _Reader:
    """One pass over the bytes. Each command returns how many bytes it took."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.out = Printout()
        self.pending = bytearray()
        self.pending_columns = 0
        self._reset()
        self.qr = {"data": "", "dots": 0, "level": "", "model": 0}

    def _reset(self) -> None:
        self.align, self.bold, self.size, self.is_chinese = 0, False, 1, False

    def read(self) -> Printout:
        at = 0
        commands = {0x0A: self._line_feed, 0x1B: self._escape, 0x1C: self._chinese, 0x1D: self._group}
        while at < len(self.data):
            byte = self.data[at]
            if byte != 0x0A and byte in commands and self.pending:
                raise ValueError(f"a command in the middle of a line at {at}")
            if byte in commands:
                at += commands[byte](at)
            elif byte >= 0x20:
                at += self._character(at)
            else:
                raise self._unknown(at)
        if self.pending:
            raise ValueError("text without a line feed stays in the printer")
        return self.out

    def _unknown(self, at: int) -> ValueError:
        return ValueError(f"unknown command {self.data[at : at + 4].hex(' ')} at {at}")

    def _line_feed(self, at: int) -> int:
        if not self.pending:
            self.out.empty_lines += 1
            return 1
        text = self.pending.decode("gb18030")
        columns = self.pending_columns * self.size
        self.out.lines.append(PrintedLine(text, ALIGNMENTS[self.align], self.bold, self.size, columns))
        self.pending.clear()
        self.pending_columns = 0
        return 1

    def _escape(self, at: int) -> int:
        command, value = self.data[at + 1], self.data[at + 2]
        match command:
            case 0x40:  # ESC @
                self._reset()
                return 2
            case 0x61 if value <= 2:  # ESC a n
                self.align = value
            case 0x70 if value <= 1:  # ESC p m t1 t2
                self.out.pulses += 1
                return 5
            case 0x45:  # ESC E n
                self.bold = bool(value & 1)
            case _:
                raise self._unknown(at)
        return 3

    def _chinese(self, at: int) -> int:
        if self.data[at + 1] != 0x26:  # FS &
            raise self._unknown(at)
        self.is_chinese = True
        return 2

    def _group(self, at: int) -> int:
        match self.data[at + 1]:
            case 0x21:  # GS ! n
                wide, high = (self.data[at + 2] >> 4) + 1, (self.data[at + 2] & 15) + 1
                if wide != high:
                    raise ValueError("stretched text")
                self.size = wide
                return 3
            case 0x56:  # GS V m, or GS V m n: m from 65 on has a feed of n
                self.out.cuts += 1
                return 3 if self.data[at + 2] in (0, 1, 48, 49) else 4
            case 0x28 if self.data[at + 2] == 0x6B:  # GS ( k pL pH cn fn …
                length = self.data[at + 3] + 256 * self.data[at + 4]
                if self.data[at + 5] != 49:
                    raise self._unknown(at)
                self._symbol(self.data[at + 6], self.data[at + 7 : at + 5 + length])
                return 5 + length
        raise self._unknown(at)

    def _symbol(self, function: int, body: bytes) -> None:
        match function:
            case 65:
                self.qr["model"] = body[0] - 48
            case 67:
                self.qr["dots"] = body[0]
            case 69:
                self.qr["level"] = "LMQH"[body[0] - 48]
            case 80:
                self.qr["data"] = body[1:].decode()
            case 81:
                if self.qr["model"] != 2:
                    raise ValueError("a QR code of an old model")
                self.out.codes.append(
                    PrintedCode(self.qr["data"], ALIGNMENTS[self.align], self.qr["dots"], self.qr["level"])
                )
            case _:
                raise ValueError(f"unknown function {function} of GS ( k")

    def _character(self, at: int) -> int:
        """One, two or four bytes by GB18030; the second byte may look like a letter or a digit."""
        lead = self.data[at]
        if lead >= 0x80 and not self.is_chinese:
            raise ValueError("Chinese text before FS &")
        length = 1 if lead < 0x80 else 4 if 0x30 <= self.data[at + 1] <= 0x39 else 2
        self.pending += self.data[at : at + length]
        self.pending_columns += 1 if length == 1 else 2
        return length


def read_escpos(data: bytes) -> Printout:
    """Raises ValueError for a command that such a printer does not know, and for text outside the Chinese mode."""
    return _Reader(data).read()
