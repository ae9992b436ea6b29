"""Text as a Chinese receipt printer shows it: which characters it has, how many columns they take, where lines break.

The printer reads GB18030. A character of one byte is one column wide; every other one is a full square of two columns,
also those (`×`, `·`, `…`, Greek) that a screen shows narrow. So width is counted on the printer's own bytes.
"""

from __future__ import annotations

import unicodedata

ENCODING = "gb18030"

MISSING = "□"
"""Printed for what the printer has no shape of (emoji, for example): the reader sees that something is missing."""

#: The printer's font has another character of the same look, or of the same meaning, in its two-byte part.
_SAME_LOOK = {
    "¥": "￥",
    "−": "-",
    "‐": "-",
    "‑": "-",
    "•": "·",
    "‧": "·",
    "・": "·",
    "\u00a0": " ",
    "\u2007": " ",
    "\u202f": " ",
    "\t": " ",
}
_NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉”’％％°…·,.;:?!)]}%")
_NEVER_LAST = frozenset("（《「『【〔〈“‘￥([{$")


def printable(text: str) -> str:
    """The text in characters that the printer has. Control characters vanish: none may reach it as a command."""
    return "".join(map(_printable_character, text))


def columns_of(text: str) -> int:
    """How many columns a printable text takes at size 1."""
    return sum(map(_columns, text))


def wrap(text: str, columns: int) -> list[str]:
    """Lines of at most `columns` (2 or more) columns, at least one line, of a printable text.

    Breaks at spaces and between squares, not before `，` nor after `（`; a word that is too long for a line is cut.
    Lines that follow keep the indentation of the first one, if half of the line is left for them.
    """
    indentation = text[: len(text) - len(text.lstrip(" "))]
    if len(indentation) * 2 > columns:
        indentation = ""
    rest = text.strip(" ")
    room = columns - len(indentation)
    lines: list[str] = []
    while columns_of(rest) > room:
        end = _line_end(rest, room)
        lines.append(indentation + rest[:end].rstrip(" "))
        rest = rest[end:].lstrip(" ")
    if rest or not lines:
        lines.append(indentation + rest if rest else "")
    return lines


def _line_end(text: str, columns: int) -> int:
    """Index behind the last character that goes on this line; the text is longer than the line."""
    taken, fitting = 0, 0
    for fitting, character in enumerate(text):  # noqa: B007  the index where it stops is the result
        taken += _columns(character)
        if taken > columns:
            break
    for end in range(fitting, 0, -1):
        if _may_break(text[end - 1], text[end]):
            return end
    return fitting


def _may_break(before: str, after: str) -> bool:
    if " " in (before, after):
        return True
    if after in _NEVER_FIRST or before in _NEVER_LAST:
        return False
    return _columns(before) == 2 or _columns(after) == 2


def _columns(character: str) -> int:
    return 1 if character.isascii() else 2


def _printable_character(character: str) -> str:
    if character in _SAME_LOOK:
        return _SAME_LOOK[character]
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Mn", "Me"):
        return ""  # control characters, joiners, accents on their own: nothing that takes a column
    if _is_in_font(character):
        return character
    plain = "".join(part for part in unicodedata.normalize("NFKD", character) if unicodedata.category(part) != "Mn")
    if plain != character and plain and all(map(_is_in_font, plain)):
        return plain
    return MISSING


def _is_in_font(character: str) -> bool:
    """Two-byte characters are in every Chinese printer; of the four-byte ones the ideographs, for people's names."""
    if "\ud800" <= character <= "\udfff" or unicodedata.category(character) == "Co":
        return False
    if len(character.encode(ENCODING)) <= 2:
        return True
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")
