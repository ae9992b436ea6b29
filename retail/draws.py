"""What the slip of a draw carries, so that whoever has it can check the draw afterwards. Source: docs/spec/line.md,
"Programs".
"""

from __future__ import annotations

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LETTERS = 10


def check_code(commitment: str, number: int, entry_id: str, prize_id: str) -> str:
    """What ties an entry and its prize to what was published before the first one: `7Q2MK-X0D4A`.

    The first 50 bits of SHA-256 over commitment, number, entry and prize, each on a line, in Crockford's base32.
    """
    text = f"onetill-draw-slip-1\n{commitment}\n{number}\n{entry_id}\n{prize_id}"
    return in_two_halves(hashlib.sha256(text.encode()).digest())


def in_two_halves(digest: bytes) -> str:
    """The first 50 bits of a hash, as people read them out: two times five letters."""
    number = int.from_bytes(digest[:7]) >> 6
    letters = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_LETTERS)))
    return f"{letters[:5]}-{letters[5:]}"


def is_same_code(typed: str, code: str) -> bool:
    """Whether somebody typed this code, however they wrote it."""
    plain = typed.upper().replace("-", "").replace(" ", "").translate(str.maketrans("OIL", "011"))
    return plain == code.replace("-", "")
