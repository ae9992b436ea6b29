"""Rows of the settlement: rules, which transfers stand in which day, what guides earn, and the days that are closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

import msgspec

from central_ledger.domain.settlement import EarnedRow
from central_ledger.store.database import Database

_EARNING = (
    "store, staff_id, transfer_id, line_id, sale_id, day, period, occurred_at, sku, brand, quantity, rule_id, payer, "
    "base, share_bps, amount, points, next_day, currency"
)
_EARNING_VALUES = attrgetter(*EarnedRow.__struct_fields__)


class Part(msgspec.Struct, frozen=True, gc=False):
    """A sale (or a return of it) that was split: its transfer, the day at the store, the day in whose statement it
    stands, by which version of the rules, and the entry that told it (of a return: at `at_store`).
    """

    store: str
    transfer_id: str
    sale_id: str
    day: str
    period: str
    rules: int
    at_store: str
    till: str
    epoch: str
    seq: int


_PART = ", ".join(Part.__struct_fields__)
_PART_VALUES = attrgetter(*Part.__struct_fields__)


@dataclass(frozen=True, slots=True)
class Back:
    """What of a sold line a return took back: thousandths, and the listed value of them."""

    store: str
    transfer_id: str
    line_id: str
    sale_id: str
    thousandths: int
    listed_minor: int


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """A day that was closed: its bytes, their hash, and its place in the store's chain."""

    store: str
    day: str
    number: int
    document: str
    hash: str
    closed_at: str


_DAY = ", ".join(field.name for field in fields(ClosedDay))


class Settlements:
    def __init__(self, database: Database) -> None:
        self._database = database

    # -- rules

    def rules(self) -> list[tuple[int, str]]:
        """Version and time of publication of all rules, the oldest first."""
        return self._database.rows("SELECT version, published_at FROM settlement_rules ORDER BY version")

    def rules_document(self, version: int) -> str | None:
        """The JSON of a version."""
        found: str | None = self._database.value("SELECT document FROM settlement_rules WHERE version = ?", (version,))
        return found

    def add_rules(self, version: int, document: str, now: str, who: str) -> None:
        self._database.execute(
            "INSERT INTO settlement_rules (version, document, published_at, published_by) VALUES (?, ?, ?, ?)",
            (version, document, now, who),
        )

    # -- what was split

    def add_parts(self, parts: Iterable[Part]) -> None:
        self._database.execute_many(
            f"INSERT INTO settlement_part ({_PART}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_PART_VALUES(part) for part in parts],
        )

    def part(self, store: str, transfer_id: str) -> Part | None:
        row = self._database.row(
            f"SELECT {_PART} FROM settlement_part WHERE store = ? AND transfer_id = ?", (store, transfer_id)
        )
        return None if row is None else Part(*row)

    def periods(self, store: str) -> list[str]:
        """Days in whose statement something of a store stands, the oldest first."""
        rows = self._database.rows(
            "SELECT DISTINCT period FROM settlement_part WHERE store = ? ORDER BY period", (store,)
        )
        return [period for (period,) in rows]

    def parts_of_period(self, store: str, period: str) -> list[Part]:
        """In the order of the entries that told them."""
        rows = self._database.rows(
            f"SELECT {_PART} FROM settlement_part WHERE store = ? AND period = ? "
            "ORDER BY at_store, till, epoch, seq, transfer_id",
            (store, period),
        )
        return [Part(*row) for row in rows]

    def add_back(self, rows: Iterable[Back]) -> None:
        self._database.execute_many(
            "INSERT INTO settlement_back (store, transfer_id, line_id, sale_id, thousandths, listed) VALUES (?, ?, ?, "
            "?, ?, ?)",
            [(row.store, row.transfer_id, row.line_id, row.sale_id, row.thousandths, row.listed_minor) for row in rows],
        )

    def back_of(self, store: str, sale_id: str) -> list[Back]:
        """What returns of a sale took back so far, in no order that matters."""
        rows = self._database.rows(
            "SELECT store, transfer_id, line_id, sale_id, thousandths, listed FROM settlement_back WHERE store = ? "
            "AND sale_id = ? ORDER BY transfer_id, line_id",
            (store, sale_id),
        )
        return [Back(*row) for row in rows]

    # -- earnings

    def add_earnings(self, rows: Iterable[EarnedRow]) -> None:
        self._database.execute_many(
            f"INSERT INTO earning ({_EARNING}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_EARNING_VALUES(row) for row in rows],
        )

    def earnings_of(self, store: str, transfer_id: str) -> list[EarnedRow]:
        """What a transfer earned (or took back), by line and guide."""
        rows = self._database.rows(
            f"SELECT {_EARNING} FROM earning WHERE store = ? AND transfer_id = ? ORDER BY line_id, staff_id",
            (store, transfer_id),
        )
        return [EarnedRow(*row) for row in rows]

    def earnings_between(self, store: str, staff_id: str, first: str, last: str) -> list[EarnedRow]:
        """What a guide's days (at the store) from `first` to `last` brought, in order of time."""
        rows = self._database.rows(
            f"SELECT {_EARNING} FROM earning WHERE store = ? AND staff_id = ? AND day >= ? AND day <= ? "
            "ORDER BY occurred_at, transfer_id, line_id",
            (store, staff_id, first, last),
        )
        return [EarnedRow(*row) for row in rows]

    def earned_since(self, store: str, staff_id: str, currency: str, closed: str) -> tuple[int, int, int]:
        """What stands behind a closed day: money that is payable, money of T+1, and incentive points."""
        row = self._database.row(
            "SELECT SUM(CASE WHEN next_day = 0 THEN amount ELSE 0 END), SUM(CASE WHEN next_day = 1 THEN amount ELSE 0 "
            "END), SUM(points) FROM earning WHERE store = ? AND staff_id = ? AND currency = ? AND period > ?",
            (store, staff_id, currency, closed),
        )
        return (0, 0, 0) if row is None else (int(row[0] or 0), int(row[1] or 0), int(row[2] or 0))

    def sums_between(self, store: str, first: str, last: str) -> list[tuple[str, str, int, int, int]]:
        """Staff id, currency, money, incentive points and number of sales of each guide in days at the store."""
        return self._database.rows(
            "SELECT staff_id, currency, SUM(amount), SUM(points), COUNT(DISTINCT CASE WHEN sku = '' THEN NULL ELSE "
            "sale_id END) FROM earning WHERE store = ? AND day >= ? AND day <= ? GROUP BY staff_id, currency "
            "ORDER BY staff_id, currency",
            (store, first, last),
        )

    # -- days

    def closed_through(self, store: str) -> str | None:
        """The last day of a store that was closed."""
        found: str | None = self._database.value("SELECT MAX(day) FROM settlement_day WHERE store = ?", (store,))
        return found

    def closed_day(self, store: str, day: str) -> ClosedDay | None:
        row = self._database.row(f"SELECT {_DAY} FROM settlement_day WHERE store = ? AND day = ?", (store, day))
        return None if row is None else ClosedDay(*row)

    def last_day(self, store: str) -> ClosedDay | None:
        """The newest one of a store."""
        row = self._database.row(
            f"SELECT {_DAY} FROM settlement_day WHERE store = ? ORDER BY number DESC LIMIT 1", (store,)
        )
        return None if row is None else ClosedDay(*row)

    def closed_days(self, store: str) -> list[ClosedDay]:
        """All of a store, the oldest first."""
        rows = self._database.rows(f"SELECT {_DAY} FROM settlement_day WHERE store = ? ORDER BY number", (store,))
        return [ClosedDay(*row) for row in rows]

    def close_day(self, day: ClosedDay) -> None:
        self._database.execute(
            f"INSERT INTO settlement_day ({_DAY}) VALUES (?, ?, ?, ?, ?, ?)",
            (day.store, day.day, day.number, day.document, day.hash, day.closed_at),
        )

    def open_periods(self, store: str, through: str) -> list[str]:
        """Days up to this one that something stands in and that are not closed, the oldest first."""
        closed = self.closed_through(store) or ""
        rows = self._database.rows(
            "SELECT DISTINCT period FROM settlement_sum WHERE store = ? AND period > ? AND period <= ? ORDER BY period",
            (store, closed, through),
        )
        return [row[0] for row in rows]

    def add_sums(self, store: str, sums: Mapping[tuple[str, str, str, str], tuple[int, int]]) -> None:
        """Move the sums of days: period, account, unit and day of the sales to amount and number of postings."""
        self._database.execute_many(
            "INSERT INTO settlement_sum (store, period, account, unit, day, amount, postings) VALUES (?, ?, ?, ?, ?, "
            "?, ?) ON CONFLICT (store, period, account, unit, day) DO UPDATE SET amount = settlement_sum.amount + "
            "excluded.amount, postings = settlement_sum.postings + excluded.postings",
            [(store, *key, *moved) for key, moved in sums.items()],
        )

    def sums_of_period(self, store: str, period: str) -> list[tuple[str, str, str, int, int]]:
        """Account, unit, day of the sales, sum and number of postings, of all that stands in one day."""
        return self._database.rows(
            "SELECT account, unit, day, amount, postings FROM settlement_sum WHERE store = ? AND period = ? "
            "ORDER BY account, unit, day",
            (store, period),
        )

    def all_sums(self, store: str) -> list[tuple[str, str, str, str, int, int]]:
        """Those of every day: period, account, unit, day of the sales, sum and number of postings."""
        return self._database.rows(
            "SELECT period, account, unit, day, amount, postings FROM settlement_sum WHERE store = ? "
            "ORDER BY period, account, unit, day",
            (store,),
        )

    def posted_sums(self, store: str) -> list[tuple[str, str, str, str, int, int]]:
        """The same, added up from the postings."""
        return self._database.rows(
            "SELECT s.period, p.account, p.unit, s.day, SUM(p.amount), COUNT(*) FROM settlement_part AS s JOIN posting "
            "AS p ON p.store = s.store AND p.transfer_id = s.transfer_id WHERE s.store = ? "
            "GROUP BY s.period, p.account, p.unit, s.day ORDER BY s.period, p.account, p.unit, s.day",
            (store,),
        )

    def days_of_sales(self, store: str) -> dict[str, tuple[str, str]]:
        """By transfer of a sale that was split: the day in whose statement it stands, and its own."""
        rows = self._database.rows(
            "SELECT transfer_id, period, day FROM settlement_part WHERE store = ? AND transfer_id >= ? AND "
            "transfer_id < ?",
            (store, "settlement/sale/", "settlement/sale0"),
        )
        return {transfer_id: (period, day) for transfer_id, period, day in rows}

    def balances(self, store: str) -> list[tuple[str, str, int]]:
        """Account, unit and sum of a store's settlement postings, found by their accounts' names."""
        return self._database.rows(
            "SELECT account, unit, SUM(amount) FROM posting WHERE store = ? AND (substr(account, 1, 4) = 'due/' OR "
            "substr(account, 1, 9) = 'incentive') GROUP BY account, unit ORDER BY account, unit",
            (store,),
        )

    def earned_sums(self, store: str) -> list[tuple[str, str, int, int]]:
        """Staff id, currency, money and incentive points of all earnings of a store."""
        return self._database.rows(
            "SELECT staff_id, currency, SUM(amount), SUM(points) FROM earning WHERE store = ? GROUP BY staff_id, "
            "currency ORDER BY staff_id, currency",
            (store,),
        )
