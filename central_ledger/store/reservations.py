"""Rows of reservations: what a till was promised for a payment that has begun."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class ReservationRow:
    """A reservation by one till. `request` is its content as JSON; `status`: `held`, `released` or `used`."""

    store: str
    till: str
    reservation_id: str
    one_id: str | None
    request: str
    until: str
    status: str


class Reservations:
    """Reservations, and what they hold of members: points by program, uses by offer. Coupons: `Leases`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, store: str, till: str, reservation_id: str) -> ReservationRow | None:
        row = self._database.row(
            "SELECT store, till, reservation_id, one_id, request, until, status FROM reservation WHERE store = ? AND "
            "till = ? AND reservation_id = ?",
            (store, till, reservation_id),
        )
        return None if row is None else ReservationRow(*row)

    def put(self, row: ReservationRow) -> None:
        self._database.execute(
            "INSERT INTO reservation (store, till, reservation_id, one_id, request, until, status) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (store, till, reservation_id) DO UPDATE SET one_id = "
            "excluded.one_id, request = excluded.request, until = excluded.until, status = excluded.status",
            astuple(row),
        )

    def add_hold(self, holder: str, row: ReservationRow, what: str, name: str, amount: int) -> None:
        """Hold points of a program (`points`) or uses of an offer (`offer`) until the reservation's end."""
        self._database.execute(
            "INSERT INTO hold (holder, store, till, reservation_id, what, name, amount, until) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (holder, row.store, row.till, row.reservation_id, what, name, amount, row.until),
        )

    def renew(self, row: ReservationRow, until: str, holder: str | None) -> None:
        """Move the end of a reservation, and of all that it holds of this holder."""
        by = (row.store, row.till, row.reservation_id)
        self._database.execute(
            "UPDATE reservation SET until = ? WHERE store = ? AND till = ? AND reservation_id = ?", (until, *by)
        )
        if holder is not None:
            self._database.execute(
                "UPDATE hold SET until = ? WHERE holder = ? AND store = ? AND till = ? AND reservation_id = ?",
                (until, holder, *by),
            )

    def held(self, holder: str, what: str, name: str, now: str) -> int:
        """How much of something all reservations hold that are not over."""
        statement = "SELECT COALESCE(SUM(amount), 0) FROM hold WHERE holder = ? AND what = ? AND name = ? AND until > ?"
        return int(self._database.value(statement, (holder, what, name, now)))

    def free(self, row: ReservationRow, holder: str | None) -> None:
        """Let go of all that a reservation holds of its member, or of an account of value."""
        if holder is not None:
            self._database.execute(
                "DELETE FROM hold WHERE holder = ? AND store = ? AND till = ? AND reservation_id = ?",
                (holder, row.store, row.till, row.reservation_id),
            )

    def forget(self, before: str) -> int:
        """Drop reservations that ended before a time, and what they held; gives how many."""
        self._database.execute("DELETE FROM hold WHERE until < ?", (before,))
        self._database.execute("DELETE FROM coupon_hold WHERE until < ?", (before,))
        return self._database.execute("DELETE FROM reservation WHERE until < ?", (before,))
