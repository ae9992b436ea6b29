"""The two codes of a till that moves to another computer: one opens its file, one says that it has arrived.

Source: docs/spec/offline.md, "Decisions: one machine after another". Crockford's base32, in groups of five.
"""

from __future__ import annotations

import hashlib
import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: 125 bits: nobody tries them all, so the file may lie on a stick that is lost.
MOVE_CHARACTERS = 25
#: Typed once at the machine that the till left; it opens nothing.
ARRIVAL_CHARACTERS = 10
_GROUP = 5
_READ_AS = str.maketrans("OIL", "011")


def new_move_code() -> str:
    """What opens the file of one move: shown once and kept nowhere."""
    return _grouped("".join(secrets.choice(CROCKFORD) for _ in range(MOVE_CHARACTERS)))


def new_move_id() -> str:
    """What one move is called in the journal: 32 hex digits. Only the journal and the file have it."""
    return secrets.token_hex(16)


def arrival_code(move_id: str) -> str:
    """What the new machine shows: proof that somebody opened the file of this move."""
    number = int.from_bytes(hashlib.sha256(b"arrived\n" + move_id.encode()).digest()[:8], "big")
    return _grouped("".join(CROCKFORD[number >> 5 * place & 31] for place in range(ARRIVAL_CHARACTERS)))


def normalized(code: str) -> str:
    """A code as somebody typed it, without separators, O for 0, I and L for 1."""
    return "".join(character for character in code.upper() if character.isalnum()).translate(_READ_AS)


def _grouped(text: str) -> str:
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
