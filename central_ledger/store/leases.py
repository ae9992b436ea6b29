"""Rows of leases, and of who has a coupon in hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields

from central_ledger.domain.leases import LIVE, Lease
from central_ledger.store.database import Database

_COLUMNS = ", ".join(field.name for field in fields(Lease))
_MARKS = ", ".join("?" for _ in fields(Lease))
_LIVE = ", ".join(f"'{status}'" for status in LIVE)


@dataclass(frozen=True, slots=True)
class CouponHold:
    """Who has a coupon in hand: a lease, or a reservation until a time (ISO 8601, UTC)."""

    holder: str
    coupon_id: str
    lease_id: str | None
    store: str
    till: str
    reservation_id: str | None = None
    until: str | None = None


class Leases:
    """Leases of all tills."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, lease: Lease) -> None:
        self._database.execute(f"INSERT INTO lease ({_COLUMNS}) VALUES ({_MARKS})", astuple(lease))

    def count(self, holder: str) -> int:
        """How many there ever were of a holder."""
        return int(self._database.value("SELECT COUNT(*) FROM lease WHERE holder = ?", (holder,)))

    def change(self, lease: Lease) -> None:
        """What changes of a lease: how much is used, until when, and how it stands."""
        self._database.execute(
            "UPDATE lease SET used = ?, status = ?, expires_at = ?, closed_at = ?, closed_by = ?, closed_why = ? "
            "WHERE holder = ? AND lease_id = ?",
            (
                lease.used,
                lease.status,
                lease.expires_at,
                lease.closed_at,
                lease.closed_by,
                lease.closed_why,
                lease.holder,
                lease.lease_id,
            ),
        )

    def find(self, lease_id: str) -> Lease | None:
        """A lease by its id alone: a till's entries name nothing else."""
        return _first(self._where("lease_id = ?", (lease_id,)))

    def holders_of(self, lease_ids: Sequence[str]) -> set[str]:
        """Of whom these leases are."""
        if not lease_ids:
            return set()
        marks = ", ".join("?" for _ in lease_ids)
        return {
            row[0] for row in self._database.rows(f"SELECT holder FROM lease WHERE lease_id IN ({marks})", lease_ids)
        }

    def live_of(self, holder: str) -> list[Lease]:
        """What is reserved of a member, a coupon or a budget, the oldest first."""
        return self._where(f"holder = ? AND status IN ({_LIVE})", (holder,))

    def live_of_till(self, store: str, till: str) -> list[Lease]:
        return self._where(f"store = ? AND till = ? AND status IN ({_LIVE})", (store, till))

    def members_of_store(self, store: str) -> list[str]:
        """Members of whom a till of a store has something."""
        rows = self._database.rows(
            f"SELECT DISTINCT one_id FROM lease WHERE store = ? AND status IN ({_LIVE}) AND one_id IS NOT NULL ORDER "
            "BY one_id",
            (store,),
        )
        return [row[0] for row in rows]

    def all(self, *, live_only: bool) -> list[Lease]:
        return self._where(f"status IN ({_LIVE})" if live_only else "1 = 1", ())

    def points_left(self, one_id: str, program: str) -> int:
        """Points of a member that are leased and not used yet."""
        statement = (
            "SELECT COALESCE(SUM(amount - used), 0) FROM lease WHERE holder = ? AND kind = 'points' AND program = ? "
            f"AND status IN ({_LIVE})"
        )
        return int(self._database.value(statement, (one_id, program)))

    def budget_left(self, holder: str, currency: str) -> int:
        """Money of a budget that is leased and not used yet."""
        statement = (
            "SELECT COALESCE(SUM(amount - used), 0) FROM lease WHERE holder = ? AND kind = 'budget' AND currency = ? "
            f"AND status IN ({_LIVE})"
        )
        return int(self._database.value(statement, (holder, currency)))

    def take_coupon(self, hold: CouponHold, now: str) -> bool:
        """Put a coupon into somebody's hand. False when somebody else has it; a reservation that is over has not."""
        self._database.execute(
            "DELETE FROM coupon_hold WHERE holder = ? AND coupon_id = ? AND until <= ?",
            (hold.holder, hold.coupon_id, now),
        )
        statement = (
            "INSERT INTO coupon_hold (holder, coupon_id, lease_id, store, till, reservation_id, until) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (holder, coupon_id) DO NOTHING"
        )
        return self._database.execute(statement, astuple(hold)) == 1

    def coupon_in_hand(self, holder: str, coupon_id: str, now: str) -> CouponHold | None:
        """Who has a coupon now, or None."""
        row = self._database.row(
            "SELECT holder, coupon_id, lease_id, store, till, reservation_id, until FROM coupon_hold WHERE holder = ? "
            "AND coupon_id = ? AND (until IS NULL OR until > ?)",
            (holder, coupon_id, now),
        )
        return None if row is None else CouponHold(*row)

    def end_lease_of_coupon(self, lease: Lease) -> None:
        """The lease no longer has its coupon in hand."""
        self._database.execute(
            "DELETE FROM coupon_hold WHERE holder = ? AND coupon_id = ? AND lease_id = ?",
            (lease.holder, lease.coupon_id, lease.lease_id),
        )

    def end_reservation_of_coupon(self, holder: str, coupon_id: str, by: tuple[str, str, str]) -> None:
        """A reservation, named by store, till and id, no longer has the coupon in hand."""
        self._database.execute(
            "DELETE FROM coupon_hold WHERE holder = ? AND coupon_id = ? AND store = ? AND till = ? AND "
            "reservation_id = ?",
            (holder, coupon_id, *by),
        )

    def renew_reservation_of_coupon(self, holder: str, coupon_id: str, by: tuple[str, str, str], until: str) -> None:
        """A reservation, named by store, till and id, has the coupon in hand until a later time."""
        self._database.execute(
            "UPDATE coupon_hold SET until = ? WHERE holder = ? AND coupon_id = ? AND store = ? AND till = ? AND "
            "reservation_id = ?",
            (until, holder, coupon_id, *by),
        )

    def _where(self, condition: str, values: Sequence[str]) -> list[Lease]:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM lease WHERE {condition} ORDER BY granted_at, lease_id", values
        )
        return [Lease(*row) for row in rows]


def _first(found: list[Lease]) -> Lease | None:
    return found[0] if found else None
