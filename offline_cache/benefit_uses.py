"""What this till's sales used of offers, coupons and points, and how much of it the ledger does not know yet.

Acknowledgement is not written here: a use counts while its entry is beyond what its epoch has acknowledged, so it comes
back by itself when a restored ledger acknowledges less. Rows are found by index: 10,000 waiting sales cost nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from peewee import JOIN, SQL, fn

from offline_cache.database import TillDatabase
from offline_cache.tables import (
    PARAM,
    BenefitUses,
    Coupons,
    Epochs,
    Reservations,
    Statement,
    insert_into,
)
from retail.messages import Entry

#: Of points there is no id: those of one program pay in a store.
OFFER, COUPON, POINTS, RAIN_CHECK = "offer", "coupon", "points", "rain_check"

_ADD = insert_into(BenefitUses)
_MARK_COUPON = Statement(lambda: Coupons.update({Coupons.status: SQL("'used'")}).where(Coupons.coupon_id == PARAM))


def _waiting(*columns: Any) -> Any:
    # The epochs first: SQLite then reads, of each, only the uses beyond its acknowledged entry.
    return (
        Epochs.select(*columns)
        .join(BenefitUses, JOIN.CROSS)
        .where(
            (BenefitUses.what == PARAM)
            & (BenefitUses.id == PARAM)
            & (BenefitUses.epoch == Epochs.epoch)
            & (BenefitUses.seq > Epochs.acknowledged_seq)
        )
    )


def _summed(query: Any) -> Any:
    return query.select_from(fn.COALESCE(fn.SUM(query.c.count), SQL("0")))


# Each row counts at least 1: of a limit no more rows need be read.
_OF_TILL = Statement(lambda: _summed(_waiting(BenefitUses.count).limit(PARAM)))
_OF_MEMBER = Statement(
    lambda: (
        BenefitUses.select(BenefitUses.count, BenefitUses.day)
        .join(Epochs, on=(BenefitUses.epoch == Epochs.epoch))
        .where(
            (BenefitUses.one_id == PARAM)
            & (BenefitUses.what == PARAM)
            & (BenefitUses.id == PARAM)
            & (BenefitUses.seq > Epochs.acknowledged_seq)
        )
    )
)
_COUPON_WAITS = Statement(lambda: _waiting(BenefitUses.count).limit(SQL("1")))
_COUPON_USED = Statement(
    lambda: (
        BenefitUses.select(BenefitUses.count)
        .where((BenefitUses.what == PARAM) & (BenefitUses.id == PARAM))
        .limit(SQL("1"))
    )
)
_COUPON_STATUS = Statement(lambda: Coupons.select(Coupons.status).where(Coupons.coupon_id == PARAM))
_ADD_RESERVATION = Statement(lambda: Reservations.insert_many([[PARAM]], fields=[Reservations.reservation_id]))
_RESERVATIONS = Statement(
    lambda: Reservations.select(Reservations.reservation_id).order_by(Reservations.reservation_id)
)
_DROP_RESERVATION = Statement(lambda: Reservations.delete().where(Reservations.reservation_id == PARAM))


class SqliteBenefitUses:
    """`retail.ports.BenefitUses`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of_till(self, offer_id: str, most: int) -> int:
        return self._of_till(OFFER, offer_id, most)

    def of_member(self, offer_id: str, one_id: str) -> int:
        return sum(count for count, _ in self._database.rows(_OF_MEMBER, (one_id, OFFER, offer_id)))

    def of_member_on(self, offer_id: str, one_id: str, day: str) -> int:
        rows = self._database.rows(_OF_MEMBER, (one_id, OFFER, offer_id))
        return sum(count for count, its_day in rows if its_day == day)

    def points_of_till(self, most: int) -> int:
        return self._of_till(POINTS, "", most)

    def points_of_member(self, one_id: str) -> int:
        return sum(count for count, _ in self._database.rows(_OF_MEMBER, (one_id, POINTS, "")))

    def has_used_rain_check(self, rain_check_id: str) -> bool:
        return self._database.row(_COUPON_USED, (RAIN_CHECK, rain_check_id)) is not None

    def is_spent(self, coupon_id: str) -> bool:
        """Whether this till has used a coupon, and nothing newer from the ledger says that it may be used again."""
        if self._database.row(_COUPON_USED, (COUPON, coupon_id)) is None:
            return False
        if self._database.row(_COUPON_WAITS, (COUPON, coupon_id)) is not None:
            return True
        # The sale marked the cached coupon as used; what says otherwise came from the ledger after that.
        found = self._database.row(_COUPON_STATUS, (coupon_id,))
        return found is None or found[0] == "used"

    def _of_till(self, what: str, used_id: str, most: int) -> int:
        found = self._database.row(_OF_TILL, (what, used_id, max(0, most)))
        return 0 if found is None else min(most, int(found[0]))


class SqliteOpenReservations:
    """`retail.ports.OpenReservations`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def add(self, reservation_id: str) -> None:
        with self._database.writing():
            self._database.run(_ADD_RESERVATION, (reservation_id,))

    def all(self) -> Sequence[str]:
        return [str(row[0]) for row in self._database.rows(_RESERVATIONS)]

    def drop(self, reservation_id: str) -> None:
        with self._database.writing():
            self._database.run(_DROP_RESERVATION, (reservation_id,))


def add_points_given(database: TillDatabase, reward: Mapping[str, Any], entry: Entry) -> None:
    """The points of a reward, from its body, in its transaction; its reservation has become the use."""
    row = (POINTS, "", entry.epoch, entry.seq, reward["one_id"], entry.occurred_at[:10], reward["points"])
    database.run_many(_ADD, [row])
    if reward["reservation_id"] is not None:
        database.run(_DROP_RESERVATION, (reward["reservation_id"],))


def add_uses(database: TillDatabase, sale: Mapping[str, Any], entry: Entry) -> None:
    """The uses of a sale, from its body, in its transaction; its reservation has become the use."""
    pricing, one_id = sale["pricing"], sale.get("one_id")
    applied = pricing.get("applied", ())
    offers = Counter(str(item["offer"]) for item in applied) if applied else {}
    uses = [(OFFER, offer_id, count) for offer_id, count in offers.items()]
    uses += [(COUPON, item["coupon"], 1) for item in applied if item["coupon"] is not None]
    if pricing.get("points_used", 0):
        uses.append((POINTS, "", pricing["points_used"]))
    promised = dict.fromkeys(line["rain_check"] for line in sale["lines"] if line.get("rain_check") is not None)
    uses += [(RAIN_CHECK, rain_check_id, 1) for rain_check_id in promised]
    if uses:
        day = str(sale["input"]["at"])[:10]
        database.run_many(_ADD, [(what, key, entry.epoch, entry.seq, one_id, day, count) for what, key, count in uses])
        for what, coupon_id, _ in uses:
            if what == COUPON:
                database.run(_MARK_COUPON, (coupon_id,))
    if sale.get("reservation_id") is not None:
        database.run(_DROP_RESERVATION, (sale["reservation_id"],))
    for tender in sale.get("tenders", ()):
        if tender.get("hold_id") is not None:
            database.run(_DROP_RESERVATION, (tender["hold_id"],))
