"""What a till asks the ledger to do for a member, once: written down before it is asked, so that no lost answer leaves
anybody in doubt.

The till makes the id. The same question again is the same act at the ledger, so it is asked until there is an answer.
Source: docs/spec/line.md, "Programs".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

AskKind = Literal["exchange", "draw"]


@dataclass(frozen=True, slots=True)
class OpenAsk:
    """A question without an answer yet. `document` is what is asked (JSON), `asked_at` ISO 8601 with an offset."""

    ask_id: str
    kind: AskKind
    one_id: str
    staff_id: str
    asked_at: str
    document: Mapping[str, Any]


class OpenAsks(Protocol):
    """In a unit of work."""

    def add(self, ask: OpenAsk) -> None: ...

    def remove(self, ask_id: str) -> bool:
        """Whether it was there."""


class OpenAskReader(Protocol):
    def all(self) -> Sequence[OpenAsk]:
        """The oldest first."""


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The ledger's answer to an exchange: `gives` 0 was refused, for the reason `code`; `left` could be exchanged."""

    gives: int
    code: str | None = None
    left: int = 0


def read_exchanged(document: Mapping[str, Any], exchange_id: str) -> Exchanged:
    """Raises ValueError for what is no answer to this question."""
    gives, left, code = document.get("gives"), document.get("left"), document.get("code")
    if document.get("exchange_id") != exchange_id or type(gives) is not int or type(left) is not int:
        raise ValueError("not the exchange that was asked for")
    if gives < 0 or left < 0 or not (code is None or isinstance(code, str)) or (gives == 0) == (code is None):
        raise ValueError("an exchange is given, or refused for a reason")
    return Exchanged(gives, code, left)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The ledger's answer to an entry in a draw: `number` 0 was refused, for the reason `code`; `left` points are free
    for it. `drawn` and `given` are prizes of the table: what the seed says, and what the budget had left for it.
    """

    number: int
    drawn: str = ""
    given: str = ""
    price: int = 0
    points: int = 0
    coupon_id: str | None = None
    entitlement_id: str | None = None
    code: str | None = None
    left: int = 0


def read_drawn(document: Mapping[str, Any], entry_id: str) -> Drawn:
    """Raises ValueError for what is no answer to this question."""
    counts = [document.get(name) for name in ("number", "price", "points", "left")]
    texts = [document.get(name) for name in ("drawn", "given")]
    others = [document.get(name) for name in ("coupon_id", "entitlement_id", "code")]
    if document.get("entry_id") != entry_id or not all(type(each) is int and each >= 0 for each in counts):
        raise ValueError("not the entry that was asked for")
    if not all(isinstance(each, str) for each in texts) or not all(
        each is None or isinstance(each, str) for each in others
    ):
        raise ValueError("an answer names its prizes by their ids")
    if (document["number"] == 0) == (document["code"] is None) or (document["number"] and not all(texts)):
        raise ValueError("an entry is taken and has a prize, or is refused for a reason")
    return Drawn(**{name: document[name] for name in Drawn.__dataclass_fields__})
