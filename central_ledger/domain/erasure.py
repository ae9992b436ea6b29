"""A journal entry without the person: which parts of its body go, and what stands in their place.

Source: docs/spec/erasure.md. What is counted stays as it was, so the books follow from the journal as before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from retail.messages import encode_body

Document = dict[str, Any]

_NO_HEX = "0" * 64
#: A note has at least one letter.
_NO_TEXT = "-"


def _enrolled(body: Document) -> None:
    """What was sealed for the ledger, and the digest of the phone."""
    body["contact"] = {**body["contact"], "fresh_key": _NO_HEX, "sealed": ""}
    body["phone_digest"] = _NO_HEX
    body["consents"] = []


def _note(body: Document) -> None:
    body["text"] = _NO_TEXT


def _marked(body: Document) -> None:
    if body.get("note"):
        body["note"] = ""


def _sold(body: Document) -> None:
    """What somebody wrote by hand on the sale or a line. The birthday of the pricing input stays: a return needs it."""
    for part in (body, *body.get("lines", ())):
        if part.get("note"):
            part["note"] = ""
        if (part.get("override") or {}).get("text"):
            part["override"] = {**part["override"], "text": _NO_TEXT}


def _returned(body: Document) -> None:
    if body.get("text"):
        body["text"] = _NO_TEXT


_TAKERS: Mapping[str, Callable[[Document], None]] = {
    "member_enrolled": _enrolled,
    "member_note_written": _note,
    "goods_wanted": _marked,
    "task_done": _marked,
    "task_snoozed": _marked,
    "task_not_wanted": _marked,
    "sale": _sold,
    "return": _returned,
}
#: The kinds of entries that may say who somebody is.
PERSONAL_KINDS: tuple[str, ...] = tuple(_TAKERS)


def without_person(kind: str, document: Mapping[str, Any]) -> bytes | None:
    """The body without the person; None: it says nothing of who they are. Raises LookupError, TypeError or
    AttributeError for a body of another shape, such as one that was set aside.
    """
    take = _TAKERS.get(kind)
    if take is None:
        return None
    before = encode_body(document)
    changed = {**document, "lines": [dict(line) for line in document["lines"]]} if "lines" in document else {**document}
    take(changed)
    after = encode_body(changed)
    return None if after == before else after
