"""What logs may not hold: who the members are, how they are reached, and what pays."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator

from central_ledger.application.ledger import Ledger
from retail.joining import phone_digest

#: Codes of members and of paper, gift cards with their PIN, payment codes, and anything else of so many digits.
_CODES = re.compile(r"\bU[MCRGKBSJ]1:|(?<![0-9])[0-9]{16,24}(?![0-9])")


def said_of_people(ledger: Ledger, texts: Iterable[str]) -> list[str]:
    """Names, phones (whole, or by their digest), cards, PINs and codes that stand in these texts."""
    text = "\n".join(texts)
    found = [word for word in _words(ledger) if word in text]
    return found + [code[0] for code in _CODES.finditer(text)]


def lines_of(records: Iterable[logging.LogRecord]) -> Iterator[str]:
    """Everything that a log could write of them: the message, its facts, and the trace of a mistake."""
    formatter = logging.Formatter("%(name)s %(message)s")
    for record in records:
        yield f"{formatter.format(record)} {getattr(record, 'facts', '')}"


def _words(ledger: Ledger) -> set[str]:
    key = ledger.phone_key()
    words: set[str] = set()
    for name, phone, cards in ledger.database.rows("SELECT name, phone, cards FROM member"):
        words |= {word for word in (name, phone) if len(word) > 1}
        if key is not None and phone:
            words.add(phone_digest(key, phone))
        words |= set(re.findall(r'"([0-9]{6,})"', cards))
    words |= {row[0] for row in ledger.database.rows("SELECT text FROM member_note") if len(row[0]) > 1}
    return words
