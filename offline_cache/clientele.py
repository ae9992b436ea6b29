"""Which members a guide looks after, counted by an index; what this till said since goes before the ledger's rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from offline_cache.contact_tables import OwnSaid
from offline_cache.database import TillDatabase
from offline_cache.tables import PARAM, Members, Statement

_LOADS = "SELECT guide, COUNT(*) FROM members WHERE keeper = ? AND guide <> '' GROUP BY guide"
_OF_GUIDE = Statement(
    lambda: Members.select(Members.one_id).where((Members.keeper == PARAM) & (Members.guide == PARAM))
)
_KEPT_BY = Statement(lambda: Members.select(Members.keeper, Members.guide).where(Members.one_id == PARAM))
_SAID = Statement(lambda: OwnSaid.select(OwnSaid.one_id, OwnSaid.value).where(OwnSaid.what == PARAM))


class SqliteClientele:
    """`retail.clientele.ClienteleReader`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def loads(self, store: str) -> Mapping[str, int]:
        found = Counter({str(guide): int(count) for guide, count in self._database.rows(_LOADS, (store,))})
        for one_id, value in self._said().items():
            row = self._database.row(_KEPT_BY, (one_id,))
            if row is not None and row[0] == store and row[1]:
                found[str(row[1])] -= 1
            if value[0] == store and value[1]:
                found[value[1]] += 1
        return {guide: count for guide, count in found.items() if count > 0}

    def of_guide(self, store: str, staff_id: str) -> Sequence[str]:
        said = self._said()
        found = {str(row[0]) for row in self._database.rows(_OF_GUIDE, (store, staff_id))} - said.keys()
        found |= {one_id for one_id, value in said.items() if value == (store, staff_id)}
        return sorted(found)

    def _said(self) -> dict[str, tuple[str, str]]:
        """By member, the store and guide that this till was told: a few."""
        rows = self._database.rows(_SAID, ("guide",))
        return {str(one_id): _named(str(value)) for one_id, value in rows}


def _named(value: str) -> tuple[str, str]:
    store, _, staff_id = value.partition("/")
    return store, staff_id
