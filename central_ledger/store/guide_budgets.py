"""Rows of coupons that guides gave: each takes a piece of the guide's month."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class GuideGift:
    """`holder` is the guide (`guide/STORE/STAFF`); `month` is YYYY-MM of the store's day."""

    holder: str
    gift_id: str
    month: str
    offer_id: str
    one_id: str
    coupon_id: str
    till: str
    given_at: str


_COLUMNS = ", ".join(field.name for field in fields(GuideGift))


class GuideBudgets:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, holder: str, gift_id: str) -> GuideGift | None:
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM guide_gift WHERE holder = ? AND gift_id = ?", (holder, gift_id)
        )
        return None if row is None else GuideGift(*row)

    def taken(self, holder: str, month: str, offer_id: str) -> int:
        """How many pieces of an offer a guide gave in a month."""
        statement = "SELECT COUNT(*) FROM guide_gift WHERE holder = ? AND month = ? AND offer_id = ?"
        return int(self._database.value(statement, (holder, month, offer_id)))

    def add(self, gift: GuideGift) -> None:
        marks = ", ".join("?" * len(fields(GuideGift)))
        self._database.execute(f"INSERT INTO guide_gift ({_COLUMNS}) VALUES ({marks})", astuple(gift))

    def drop(self, holder: str, gift_id: str) -> None:
        """It was not given after all: the piece is the guide's again."""
        self._database.execute("DELETE FROM guide_gift WHERE holder = ? AND gift_id = ?", (holder, gift_id))

    def of_month(self, month: str) -> list[GuideGift]:
        """What all guides gave in a month, by guide and time: for an office."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM guide_gift WHERE month = ? ORDER BY holder, given_at, gift_id", (month,)
        )
        return [GuideGift(*row) for row in rows]
