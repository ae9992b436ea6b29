"""A code as a screen may show it."""

from __future__ import annotations

import re


def shown_code(data: bytes) -> str:
    """A code as the devices page may show it: signed codes by their kind alone, long runs of digits masked."""
    text = data.decode("utf-8", "replace")
    if re.match(r"[A-Z]{2}1:", text):
        return text[:4] + "…"
    masked = re.sub(r"\d{16,}", lambda run: run.group()[:2] + "…" + run.group()[-2:], text)
    return masked if len(masked) <= 48 else masked[:47] + "…"
