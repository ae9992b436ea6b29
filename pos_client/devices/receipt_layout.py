"""Where a receipt's words stand on the paper: lines of so many columns, the same for the printer and for the page.

Receipt printers in their Chinese mode print ASCII one column wide and everything else two columns wide, so that the
width of a text follows from its characters alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from retail.receipt import Align, Cut, Feed, QrCode, ReceiptDocument, Row, Rule, Text


@dataclass(frozen=True, slots=True)
class Paper:
    """A roll: its width, how many columns of ASCII stand on it, and its width in dots (8 a millimetre)."""

    width_mm: int
    columns: int
    dots: int


PAPER_58 = Paper(58, 32, 384)
PAPER_80 = Paper(80, 48, 576)


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `text` fits the paper at its size (2 is twice as wide and high)."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: Literal[1, 2] = 1


Laid = Line | QrCode | Feed | Cut

#: What the printers' Chinese character sets lack or print as rubbish, and what stands for it.
_STAND_INS = str.maketrans({"¥": "￥", "−": "-", "–": "-", "\u00a0": " ", "\u2009": " ", "\u202f": " "})
_WORDS = re.compile(r" +|[!-~]+|[^ -~]")
_NEVER_FIRST = frozenset("，。、；：？！）》」』】”’％")


def printable(text: str) -> str:
    """The text with what a printer has: control characters go (a product's name must not steer the printer), and what
    has no place in GB18030's two bytes becomes `?`, except for rare Chinese characters, which newer printers know."""
    kept = []
    for character in text.translate(_STAND_INS).expandtabs(1):
        category = unicodedata.category(character)
        if category in ("Cc", "Cf", "Cs", "Mn", "Me"):
            continue
        known = len(character.encode("gb18030")) < 4 or category == "Lo"
        kept.append(character if known else "?")
    return "".join(kept)


def columns_of(text: str) -> int:
    """How many columns a printable text takes."""
    return sum(1 if character.isascii() else 2 for character in text)


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most so many columns (at least 2): broken between words, between Chinese characters, and inside a
    word only when it is longer than a line. A wide character is never cut; closing punctuation does not begin a line
    when its neighbour can come along. An empty text is one empty line."""
    lines: list[str] = []
    line = ""
    for word in _pieces(printable(text), columns):
        if columns_of(line) + columns_of(word) <= columns:
            line += word
        elif word.isspace():
            lines.append(line)
            line = ""
        else:
            carried = ""
            if word in _NEVER_FIRST and len(line) > 1 and not line[-1].isascii() and line[-1] not in _NEVER_FIRST:
                line, carried = line[:-1], line[-1]
            lines.append(line)
            line = carried + word
    lines.append(line)
    shown = [one.rstrip() for one in lines]
    return [one for index, one in enumerate(shown) if one or index == 0] or [""]


def _pieces(text: str, columns: int) -> list[str]:
    """Words, single wide characters and runs of spaces; a word longer than a line comes in parts."""
    pieces: list[str] = []
    for word in _WORDS.findall(text):
        pieces += [word[start : start + columns] for start in range(0, len(word), columns)]
    return pieces


def lay_out(document: ReceiptDocument, paper: Paper) -> list[Laid]:
    """The document's elements as lines that fit the paper, and what is not text as it is."""
    laid: list[Laid] = []
    for element in document.elements:
        match element:
            case Text(text, align, bold, size):
                for paragraph in text.splitlines() or [""]:
                    laid += [Line(line, align, bold, size) for line in wrap(paragraph, paper.columns // size)]
            case Row(left, right, bold, size):
                laid += [Line(line, "left", bold, size) for line in _row(left, right, paper.columns // size)]
            case Rule():
                laid.append(Line("-" * paper.columns))
            case _:
                laid.append(element)
    return laid


def _row(left: str, right: str, columns: int) -> list[str]:
    """The left part wrapped, with the right part at the end of its last line, or alone on a line when there is no
    room. A right part that is longer than the paper is an error of ours and is wrapped rather than lost."""
    amount = printable(right.strip())
    if columns_of(amount) > columns:
        return wrap(left, columns) + wrap(amount, columns)
    lines = wrap(left, columns)
    room = columns - columns_of(amount)
    if columns_of(lines[-1]) + 1 > room and lines[-1]:
        lines.append("")
    lines[-1] += " " * (room - columns_of(lines[-1])) + amount
    return lines
