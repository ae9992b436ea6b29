"""Requests and answers about who is who: docs/spec/line.md, section 16."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from central_ledger.domain.body_types import Hex32, Id

Why = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class LookUpRequest(msgspec.Struct, frozen=True):
    """A phone, by its digest; `staff_id` stands in the log."""

    phone_digest: Hex32
    staff_id: Id


class LookUpAnswer(msgspec.Struct, frozen=True):
    """Whoever has the phone, each as a row of the feed `members`; the store gets them with its next pull."""

    phone_digest: str
    matches: list[dict[str, Any]]
    as_of: str


class MergeRequest(msgspec.Struct, frozen=True):
    """`other` becomes an id of the member that the path names."""

    other: Id
    why: Why


class MergeAnswer(msgspec.Struct, frozen=True):
    """A merge as it is kept; `undone_at` null: it stands."""

    one_id: str
    merge_id: str
    alias: str
    at: str
    who: str
    why: str
    undone_at: str | None
    undone_by: str | None
    #: What of the points did not go back, by program; empty for a merge that stands.
    short: dict[str, int]
