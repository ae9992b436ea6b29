"""Members who joined at this till, kept until the ledger's own rows tell of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from offline_cache.compact_json import compact_json
from offline_cache.database import TillDatabase
from offline_cache.member_tables import JoinedMembers
from offline_cache.tables import PARAM, Statement, upsert_into
from retail.member import Member

_ALL = Statement(lambda: JoinedMembers.select(JoinedMembers.document).order_by(JoinedMembers.one_id))
_BY_ONE_ID = Statement(lambda: JoinedMembers.select(JoinedMembers.document).where(JoinedMembers.one_id == PARAM))
_BY_DIGEST = Statement(
    lambda: (
        JoinedMembers.select(JoinedMembers.document)
        .where(JoinedMembers.phone_digest == PARAM)
        .order_by(JoinedMembers.one_id)
    )
)
_ADD = upsert_into(JoinedMembers, JoinedMembers.one_id)
_IDS = Statement(lambda: JoinedMembers.select(JoinedMembers.one_id))
DROP_JOINED = Statement(lambda: JoinedMembers.delete().where(JoinedMembers.one_id == PARAM))

#: What of a member somebody can have said at a counter, or a till given at once.
_FIELDS = (
    "one_id",
    "name",
    "pinyin",
    "phone",
    "birthday",
    "tiers",
    "first_purchase",
    "as_of",
    "phone_digest",
    "consents",
)


class SqliteJoinedMembers:
    """`retail.ports.JoinedMembers`; outside a unit of work it is read only."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def add(self, member: Member) -> None:
        every = asdict(member)
        document = {name: every[name] for name in _FIELDS}
        self._database.run(_ADD, (member.one_id, member.phone_digest, compact_json(document)))

    def by_one_id(self, one_id: str) -> Member | None:
        found = self._database.row(_BY_ONE_ID, (one_id,))
        return None if found is None else _member(json.loads(found[0]))

    def by_digest(self, digest: str) -> Sequence[Member]:
        return [_member(json.loads(row[0])) for row in self._database.rows(_BY_DIGEST, (digest,))]

    def all(self) -> Sequence[Member]:
        """A few: a till is rarely cut off for days."""
        return [_member(json.loads(row[0])) for row in self._database.rows(_ALL)]


def joined_ids(database: TillDatabase) -> set[str]:
    """Whom the ledger's rows have yet to replace."""
    return {str(row[0]) for row in database.rows(_IDS)}


def _member(document: Mapping[str, Any]) -> Member:
    return Member(**{name: document[name] for name in _FIELDS})
