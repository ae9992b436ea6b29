"""Printers for tests: one that records, and a reader of ESC/POS that knows nothing of the encoder."""

from __future__ import annotations

from dataclasses import dataclass, field

from pos_client.devices.transports import PrinterProblem, PrinterUnavailable


class RecordingTransport:
    """Keeps what was sent; `fails_with` makes it a printer that is away."""

    def __init__(self) -> None:
        self.output = b""
        self.fails_with: PrinterProblem | None = None

    def send(self, data: bytes) -> None:
        if self.fails_with is not None:
            raise PrinterUnavailable(self.fails_with, "recording")
        self.output += data


@dataclass
class PrintedLine:
    text: str
    align: int
    bold: bool
    size: int


@dataclass
class Printout:
    """What the paper would show, read from the bytes by the printer manufacturer's command reference."""

    lines: list[PrintedLine] = field(default_factory=list)
    qr_codes: list[str] = field(default_factory=list)
    qr_module_dots: list[int] = field(default_factory=list)
    qr_align: list[int] = field(default_factory=list)
    cuts: int = 0
    drawer_kicks: int = 0
    fed_lines: int = 0

    def texts(self) -> list[str]:
        return [line.text for line in self.lines]


class _Reader:
    """One pass over the bytes. Each command returns how many bytes it took."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.out = Printout()
        self.text = bytearray()
        self.align, self.bold, self.size, self.chinese = 0, False, 1, False
        self.qr_data, self.qr_dots = "", 0

    def read(self) -> Printout:
        at = 0
        commands = {0x0A: self._line_feed, 0x1B: self._escape, 0x1C: self._chinese, 0x1D: self._group}
        while at < len(self.data):
            byte = self.data[at]
            if byte in commands:
                at += commands[byte](at)
            elif byte >= 0x20:
                at += self._character(at)
            else:
                raise self._unknown(at)
        if self.text:
            raise ValueError("text without a line feed stays in the printer")
        return self.out

    def _unknown(self, at: int) -> ValueError:
        return ValueError(f"unknown command {self.data[at : at + 4].hex(' ')} at {at}")

    def _line_feed(self, at: int) -> int:
        if not self.text:
            self.out.fed_lines += 1
        elif not self.chinese:
            raise ValueError("text before FS &")
        else:
            self.out.lines.append(PrintedLine(self.text.decode("gb18030"), self.align, self.bold, self.size))
            self.text.clear()
        return 1

    def _escape(self, at: int) -> int:
        command, value = self.data[at + 1], self.data[at + 2]
        match command:
            case 0x40:  # ESC @
                self.align, self.bold, self.size, self.chinese = 0, False, 1, False
                return 2
            case 0x61:  # ESC a n
                self.align = value
            case 0x45:  # ESC E n
                self.bold = bool(value & 1)
            case 0x64:  # ESC d n
                self.out.fed_lines += value
            case 0x70:  # ESC p m t1 t2
                self.out.drawer_kicks += 1
                return 5
            case _:
                raise self._unknown(at)
        return 3

    def _chinese(self, at: int) -> int:
        if self.data[at + 1] != 0x26:  # FS &
            raise self._unknown(at)
        self.chinese = True
        return 2

    def _group(self, at: int) -> int:
        match self.data[at + 1]:
            case 0x21:  # GS ! n
                wide, high = (self.data[at + 2] >> 4) + 1, (self.data[at + 2] & 15) + 1
                if wide != high:
                    raise ValueError("stretched text")
                self.size = wide
                return 3
            case 0x56:  # GS V m
                self.out.cuts += 1
                return 3
            case 0x28 if self.data[at + 2] == 0x6B:  # GS ( k pL pH cn fn …
                length = self.data[at + 3] + 256 * self.data[at + 4]
                self._symbol(self.data[at + 6], self.data[at + 7 : at + 5 + length])
                return 5 + length
        raise self._unknown(at)

    def _symbol(self, function: int, body: bytes) -> None:
        if function == 67:
            self.qr_dots = body[0]
        elif function == 80:
            self.qr_data = body[1:].decode()
        elif function == 81:
            self.out.qr_codes.append(self.qr_data)
            self.out.qr_module_dots.append(self.qr_dots)
            self.out.qr_align.append(self.align)

    def _character(self, at: int) -> int:
        """One, two or four bytes by GB18030; the second may look like anything."""
        lead = self.data[at]
        length = 1 if lead < 0x81 else 4 if 0x30 <= self.data[at + 1] <= 0x39 else 2
        self.text += self.data[at : at + length]
        return length


def read_escpos(data: bytes) -> Printout:
    """Raises ValueError for a command that such a printer does not know, and for text outside the Chinese mode."""
    return _Reader(data).read()
