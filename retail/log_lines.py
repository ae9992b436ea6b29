"""How a program of ours writes its log: one JSON object a line, bounded in size, and nobody's data in it.

Who writes a line names members by their id and nothing else of them; what slips through all the same (the text of a
foreign error, an address with a password in it) is masked here, before it reaches a disk. `masked` knows forms and no
names: a name that somebody logs is a mistake of ours, which a support bundle still leaves out (`Scrubber`).
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Collection, Mapping
from typing import Any

#: Of one file, and how many older ones are kept beside it: some days of a busy ledger, months of a till.
LOG_BYTES_MAX = 2_000_000
LOGS_KEPT = 5
#: No text is longer: a trace that goes round in circles must not push everything else out of the files.
TEXT_CHARACTERS_MAX = 16_000

#: Signed codes and cards with their prefix: docs/spec/member-code.md, section 2; gift cards as `UG1:`.
_CODES = re.compile(r"\b(U[A-Z]\d):[^\s\"']{4,}")
#: A password or a token in an address.
_USERINFO = re.compile(r"://[^\s/@\"']+@")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
#: Phones, payment codes, card numbers, barcodes that may be cards; digits within an id of letters and digits stay.
_DIGITS = re.compile(r"(?<![0-9A-Za-z.])\d{11,}(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z.])(\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])")
#: Keys, tokens and hashes, in base64 or hex; an id of this project is shorter.
_SECRET = re.compile(
    r"(?<![0-9A-Za-z+/_-])(?:[0-9A-Za-z+/]{43}=|[0-9A-Za-z+/]{86}==|[0-9a-f]{48,}"
    r"|(?=[0-9a-z_-]*[A-Z])(?=[A-Za-z_-]*[0-9])[0-9A-Za-z_-]{40,})"
)
#: Whatever one of them finds has this in it.
_SUSPECT = re.compile(r"\d{3}|@|U[A-Z]\d:|[0-9A-Za-z_-]{40}|=")
#: What names in Chinese are made of; our own lines are in English.
_FOREIGN = re.compile(r"[^\x00-\x7f…]+")
_ID = re.compile(r"[0-9A-Za-z]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'.-]*")
_WORDS_MAX = 4


def masked(text: str) -> str:
    """A text without what has the form of a phone, a payment code, a card, a signed code, a secret or a mail."""
    if _SUSPECT.search(text) is None:
        return text  # as nearly every line
    text = _CODES.sub(lambda found: f"{found.group(1)}:…", text)
    text = _USERINFO.sub("://…@", text)
    text = _MAIL.sub("…@…", text)
    text = _PHONE.sub("…", text)
    text = _DIGITS.sub("…", text)
    return _SECRET.sub("…", text)


def masked_values(value: Any) -> Any:
    """`masked` for every text in a JSON value."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {str(name): masked_values(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [masked_values(inner) for inner in value]
    return value


_MADE = "line_of_json"


class JsonLines(logging.Formatter):
    """One JSON object a line: `time`, `level`, `from`, `event`, and the facts that the caller named (`extra={"facts":
    …}`); `trace` for an exception.
    """

    def format(self, record: logging.LogRecord) -> str:
        made: str | None = record.__dict__.get(_MADE)  # another handler writes it too
        if made is None:
            made = record.__dict__[_MADE] = self._made(record)
        return made

    def _made(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": _short(masked(record.getMessage())),
        }
        line |= masked_values(getattr(record, "facts", {}))
        if record.exc_info:
            line["trace"] = _short(masked(self.formatException(record.exc_info)))
        return json.dumps(line, ensure_ascii=False, default=str)


def _short(text: str) -> str:
    """The beginning says where, the end says what."""
    if len(text) <= TEXT_CHARACTERS_MAX:
        return text
    half = TEXT_CHARACTERS_MAX // 2
    return f"{text[:half]} […] {text[-half:]}"


class Scrubber:
    """For what leaves the house: takes out what is known of people, and every text that is not English.

    `known` are names, ids and numbers of members and staff, as the database has them.
    """

    def __init__(self, known: Collection[str]) -> None:
        # What is not ASCII goes in any case, and what is one letter would tear words apart.
        self._known = {" ".join(text.lower().split()) for text in known if text.isascii() and len(text) > 1}
        # Ids of several parts are found by each part that has a digit and is long enough to be no number of ours.
        parts = {part for text in self._known for part in _ID.findall(text)}
        self._known |= {part for part in parts if len(part) > 3 and any(map(str.isdigit, part))}

    def text(self, text: str) -> str:
        text = _FOREIGN.sub("…", masked(text))
        text = _ID.sub(self._id, text)
        return self._without_names(text)

    def values(self, value: Any) -> Any:
        """`text` for every text in a JSON value, its names of fields excepted."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {str(name): self.values(inner) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.values(inner) for inner in value]
        return value

    def _id(self, found: re.Match[str]) -> str:
        word = found.group()
        return "…" if any(map(str.isdigit, word)) and word.lower() in self._known else word

    def _without_names(self, text: str) -> str:
        """Names of several words are looked for as such: `Li` alone is a word of English code too."""
        words = list(_WORD.finditer(text))
        pieces, end, number = [], 0, 0
        while number < len(words):
            for count in range(min(_WORDS_MAX, len(words) - number), 0, -1):
                first, last = words[number], words[number + count - 1]
                if " ".join(text[first.start() : last.end()].lower().split()) in self._known:
                    pieces += [text[end : first.start()], "…"]
                    end, number = last.end(), number + count
                    break
            else:
                number += 1
        return "".join((*pieces, text[end:]))
