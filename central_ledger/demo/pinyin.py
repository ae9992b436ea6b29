"""Initials of names as one types them: 林若曦 is `lrx`, 城市轻跑鞋 Air-Flex 3 is `csqpxairflex3`."""

from __future__ import annotations

# Family names that are read otherwise than the same character elsewhere; pypinyin reads characters, not names.
_FAMILY = {"曾": "z", "单": "s", "仇": "q", "解": "x", "查": "z", "区": "o", "任": "r", "盖": "g", "缪": "m", "翟": "z"}


def initials(text: str) -> str:
    """Initials of every character of a name of goods; Latin letters and digits are kept, in lower case."""
    # Its dictionaries take half a second and 40 MB to read, and few commands ask for a name's letters.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    parts: list[str] = lazy_pinyin(text, style=Style.FIRST_LETTER)
    return "".join(letter for part in parts for letter in part.lower() if letter.isascii() and letter.isalnum())


def person_initials(name: str) -> str:
    """Initials of a person's name, whose first character may have a reading of its own as a family name."""
    if name[:1] in _FAMILY:
        return _FAMILY[name[0]] + initials(name[1:])
    return initials(name)
