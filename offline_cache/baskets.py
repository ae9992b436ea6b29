"""Baskets that wait: the one at the counter, and those that were parked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from offline_cache.basket_tables import OpenBasket, ParkedBaskets, RecalledBaskets
from offline_cache.compact_json import compact_json
from offline_cache.database import TillDatabase
from offline_cache.tables import PARAM, Statement, insert_into, upsert_into
from retail.parked import KeptParking, ParkedBasket

_OPEN = Statement(lambda: OpenBasket.select(OpenBasket.document).where(OpenBasket.id == PARAM))
_KEEP_OPEN = upsert_into(OpenBasket, OpenBasket.id)
_DROP_OPEN = Statement(lambda: OpenBasket.delete().where(OpenBasket.sale_id == PARAM))
_CLEAR_OPEN = Statement(OpenBasket.delete)

_ALL = Statement(
    lambda: ParkedBaskets.select(ParkedBaskets.document, ParkedBaskets.sharing).order_by(
        ParkedBaskets.parked_at, ParkedBaskets.parking_id
    )
)
_PARK = insert_into(ParkedBaskets)
_MARK = Statement(
    lambda: ParkedBaskets.update(sharing=PARAM).where(
        (ParkedBaskets.parking_id == PARAM) & (ParkedBaskets.sharing == PARAM)
    )
)
_REMOVE = Statement(lambda: ParkedBaskets.delete().where(ParkedBaskets.parking_id == PARAM))
_REMOVE_OWN = Statement(
    lambda: ParkedBaskets.delete().where((ParkedBaskets.parking_id == PARAM) & (ParkedBaskets.sharing == PARAM))
)
_RECALLED = Statement(
    lambda: RecalledBaskets.select(RecalledBaskets.parking_id).where(RecalledBaskets.parking_id == PARAM)
)
_NOTE_RECALLED = upsert_into(RecalledBaskets, RecalledBaskets.parking_id)
_NEWEST = RecalledBaskets.select(RecalledBaskets.parking_id).order_by(RecalledBaskets.recalled_at.desc()).limit(PARAM)
_FORGET_RECALLED = Statement(lambda: RecalledBaskets.delete().where(RecalledBaskets.parking_id.not_in(_NEWEST)))

#: Far more than wait for the ledger at any time.
RECALLED_KEPT = 2_000


class SqliteOpenBasket:
    """`retail.parked.OpenBasketStore`. Nobody waits for the disk: a crash of the program does not lose it, a power cut
    may lose its newest changes.
    """

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def read(self) -> Mapping[str, Any] | None:
        found = self._database.row(_OPEN, (1,))
        return None if found is None else dict(json.loads(found[0]))

    def keep(self, sale_id: str, document: Mapping[str, Any] | None) -> None:
        with self._database.writing_what_can_come_again():
            if document is None:
                self._database.run(_CLEAR_OPEN)
            else:
                self._database.run(_KEEP_OPEN, (1, sale_id, compact_json(document)))


class SqliteParkedBaskets:
    """`retail.parked.ParkedBaskets`; outside a unit of work only its reader."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def all(self) -> Sequence[KeptParking]:
        return [KeptParking(ParkedBasket(**json.loads(row[0])), row[1]) for row in self._database.rows(_ALL)]

    def is_recalled(self, parking_id: str) -> bool:
        return self._database.row(_RECALLED, (parking_id,)) is not None

    def put_open(self, sale_id: str, document: Mapping[str, Any]) -> None:
        self._database.run(_KEEP_OPEN, (1, sale_id, compact_json(document)))

    def drop_open(self, sale_id: str) -> None:
        self._database.run(_DROP_OPEN, (sale_id,))

    def park(self, parked: ParkedBasket) -> None:
        self._database.run(_PARK, (parked.parking_id, "own", parked.parked_at, compact_json(asdict(parked))))

    def begin_sharing(self, parking_id: str) -> bool:
        return self._database.run(_MARK, ("sharing", parking_id, "own")) == 1

    def mark_shared(self, parking_id: str) -> None:
        self._database.run(_MARK, ("shared", parking_id, "sharing"))

    def remove(self, parking_id: str, *, only_own: bool = False) -> bool:
        if only_own:
            return self._database.run(_REMOVE_OWN, (parking_id, "own")) == 1
        return self._database.run(_REMOVE, (parking_id,)) == 1

    def note_recalled(self, parking_id: str, at: str) -> None:
        self._database.run(_NOTE_RECALLED, (parking_id, at))
        self._database.run(_FORGET_RECALLED, (RECALLED_KEPT,))
