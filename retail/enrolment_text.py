"""What an office may print as a code to be scanned at a new till: the ledger's address and the enrolment code.

`https://ledger.example#K7QPW-3XN2M-9F3C2-A1B2C`, also with a space in the place of `#`; or the code alone.
"""

from __future__ import annotations

import re

CODE_CHARACTERS = 20
_BOTH = re.compile(r"(https?://[^\s#]+)[#\s]+(\S+)")


def read_enrolment_text(text: str) -> tuple[str, str] | None:
    """Address (empty: not said) and code; None for anything else."""
    text = text.strip()
    both = _BOTH.fullmatch(text)
    address, code = both.groups() if both else ("", text)
    letters = code.replace("-", "")
    return (address, code) if len(letters) == CODE_CHARACTERS and letters.isascii() and letters.isalnum() else None
