"""What other systems of the group ask and get: docs/integration.md."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec


class EventOut(msgspec.Struct, frozen=True):
    """A fact, in version `v` of its form. `id` never changes; `member` is what this system calls them."""

    v: int
    id: str
    kind: str
    occurred_at: str
    recorded_at: str
    store: str
    till: str | None
    member: str | None
    data: dict[str, Any]


class EventsAnswer(msgspec.Struct, frozen=True):
    """`next` is the cursor after these; `more`: ask again at once."""

    v: int
    events: list[EventOut]
    next: str
    more: bool
    as_of: str


class TagsRequest(msgspec.Struct, frozen=True):
    """All tags that this system gives a member: others that it gave before go."""

    tags: Annotated[
        list[dict[str, Any]],
        msgspec.Meta(max_length=200, description="each `{tag, label, label_en, confidence_bps, expires_at}`"),
    ]


class TagItemsRequest(msgspec.Struct, frozen=True):
    """Items for many members: each a tag with `member`, or `{"member", "tag", "remove": true}`."""

    items: Annotated[list[dict[str, Any]], msgspec.Meta(max_length=500)]


class TagVerdict(msgspec.Struct, frozen=True):
    """`code`, and `path` and `expected` of what breaks the contract, stand with `refused` alone."""

    member: str
    tag: str
    verdict: Literal["set", "unchanged", "removed", "refused"]
    code: str | None
    path: str | None
    expected: str | None


class TagsAnswer(msgspec.Struct, frozen=True):
    """In the order of the items; with PUT, what was removed follows."""

    v: int
    verdicts: list[TagVerdict]
