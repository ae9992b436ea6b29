"""Rows of one member that become another's, and back: what merging moves, table by table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from central_ledger.domain import accounts
from central_ledger.store.database import Database
from central_ledger.store.member_facts import mark_due
from retail.ports import StoredCoupon

#: `merge/<merge>/<transfer>` moves what a transfer had brought, `unmerge/…` moves it back.
MERGES, UNMERGES = "merge/", "unmerge/"

_GROWN = (
    "SELECT t.transfer_id, t.kind, t.reference, t.occurred_at, p.unit, SUM(p.amount) FROM member_transfer AS t JOIN "
    "member_posting AS p ON p.one_id = t.one_id AND p.transfer_id = t.transfer_id WHERE t.one_id = ? AND p.account = ? "
    "GROUP BY t.transfer_id, t.kind, t.reference, t.occurred_at, p.unit ORDER BY t.transfer_id, p.unit"
)


@dataclass(frozen=True, slots=True)
class Grown:
    """Growth value that one transfer gave a member or took, by unit."""

    transfer_id: str
    kind: str
    reference: str
    occurred_at: str
    amounts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CouponOf:
    """A coupon with where it stands in the books."""

    coupon: StoredCoupon
    state: str


def origin_of(transfer_id: str) -> str:
    """The transfer that one of a merge moves; any other is its own."""
    return transfer_id.split("/", 2)[2] if transfer_id.startswith((MERGES, UNMERGES)) else transfer_id


class Merges:
    def __init__(self, database: Database) -> None:
        self._database = database

    def grown(self, one_id: str) -> list[Grown]:
        """A member's growth value by the transfer that first brought it; what was moved away is left out."""
        heads: dict[str, tuple[str, str, str]] = {}
        sums: dict[str, dict[str, int]] = {}
        rows = self._database.rows(_GROWN, (one_id, accounts.member_growth(one_id)))
        for transfer_id, kind, reference, at, unit, amount in rows:
            origin = origin_of(transfer_id)
            if origin == transfer_id or origin not in heads or at < heads[origin][2]:
                heads[origin] = (kind, reference, at)
            of_origin = sums.setdefault(origin, {})
            of_origin[unit] = of_origin.get(unit, 0) + amount
        found = []
        for origin, by_unit in sums.items():
            amounts = tuple((unit, amount) for unit, amount in by_unit.items() if amount)
            if amounts:
                found.append(Grown(origin, *heads[origin], amounts))
        return found

    def grown_by(self, one_id: str, transfer_ids: Iterable[str]) -> dict[str, Grown]:
        """What these transfers brought, whatever became of it; those that brought none are left out."""
        wanted = set(transfer_ids)
        found: dict[str, Grown] = {}
        rows = self._database.rows(_GROWN, (one_id, accounts.member_growth(one_id)))
        for transfer_id, kind, reference, at, unit, amount in rows:
            if transfer_id in wanted:
                before = found.get(transfer_id)
                amounts = (*(before.amounts if before is not None else ()), (unit, amount))
                found[transfer_id] = Grown(transfer_id, kind, reference, at, amounts)
        return found

    def points_by(self, one_id: str, transfer_ids: Iterable[str]) -> dict[str, int]:
        """Points that these transfers gave a member, less what they took, by program."""
        wanted = set(transfer_ids)
        sums: dict[str, int] = {}
        rows = self._database.rows(
            "SELECT transfer_id, unit, amount FROM member_posting WHERE one_id = ? AND account = ? "
            "ORDER BY transfer_id, line_no",
            (one_id, accounts.member_points(one_id)),
        )
        for transfer_id, unit, amount in rows:
            if transfer_id in wanted:
                program = accounts.program_of(unit)
                sums[program] = sums.get(program, 0) + amount
        return sums

    def coupons_of(self, one_id: str) -> list[CouponOf]:
        rows = self._database.rows(
            "SELECT coupon_id, offer_id, one_id, status, expires_at, state FROM coupon WHERE holder = ? "
            "ORDER BY coupon_id",
            (one_id,),
        )
        return [CouponOf(StoredCoupon(*row[:5]), row[5]) for row in rows]

    def drop_coupon(self, one_id: str, coupon_id: str) -> None:
        """Its row is another's from now on; its uses follow `move_uses`."""
        self._database.execute("DELETE FROM coupon WHERE holder = ? AND coupon_id = ?", (one_id, coupon_id))

    def move_uses(self, before: str, after: str, coupon_id: str) -> None:
        """Which sales used a coupon."""
        self._database.execute(
            "INSERT INTO coupon_use (holder, coupon_id, store, sale_id, saving, covered, given_back) SELECT ?, "
            "coupon_id, store, sale_id, saving, covered, given_back FROM coupon_use WHERE holder = ? AND "
            "coupon_id = ? ON CONFLICT (holder, coupon_id, store, sale_id) DO NOTHING",
            (after, before, coupon_id),
        )
        self._database.execute("DELETE FROM coupon_use WHERE holder = ? AND coupon_id = ?", (before, coupon_id))

    def purchases_of(self, one_id: str) -> list[str]:
        """The sales that a member bought in, by id."""
        rows = self._database.rows(
            "SELECT sale_id FROM purchase_line WHERE one_id = ? GROUP BY sale_id ORDER BY sale_id", (one_id,)
        )
        return [str(row[0]) for row in rows]

    def move_purchases(self, before: str, after: str, sale_ids: Iterable[str]) -> None:
        """The lines of these sales, and what they gave because they said to be a first purchase."""
        columns = "sale_id, line_no, store, channel, occurred_at, sku, quantity, quantity_returned, unit_price, net"
        for sale_id in sale_ids:
            self._database.execute(
                f"INSERT INTO purchase_line (one_id, {columns}, brand) SELECT ?, {columns}, brand FROM purchase_line "
                "WHERE one_id = ? AND sale_id = ? ON CONFLICT (one_id, sale_id, line_no) DO NOTHING",
                (after, before, sale_id),
            )
            self._database.execute("DELETE FROM purchase_line WHERE one_id = ? AND sale_id = ?", (before, sale_id))
            self._database.execute(
                "INSERT INTO first_purchase_claim (one_id, store, sale_id, currency, amount, bearer) SELECT ?, store, "
                "sale_id, currency, amount, bearer FROM first_purchase_claim WHERE one_id = ? AND sale_id = ? "
                "ON CONFLICT (one_id, store, sale_id) DO NOTHING",
                (after, before, sale_id),
            )
            self._database.execute(
                "DELETE FROM first_purchase_claim WHERE one_id = ? AND sale_id = ?", (before, sale_id)
            )
        mark_due(self._database, (before, after))

    def move_entitlement(self, before: str, after: str, entitlement_id: str) -> None:
        """A service with its uses: those are only added to, so the ones of before stay written, of nobody's row."""
        columns = "entitlement_id, label, label_en, total, expires_at, source"
        self._database.execute(
            f"INSERT INTO entitlement (one_id, {columns}) SELECT ?, {columns} FROM entitlement WHERE one_id = ? AND "
            "entitlement_id = ? ON CONFLICT (one_id, entitlement_id) DO NOTHING",
            (after, before, entitlement_id),
        )
        uses = "entitlement_id, use_id, move, store, till, occurred_at, staff_id, sale_id"
        self._database.execute(
            f"INSERT INTO entitlement_move (one_id, {uses}) SELECT ?, {uses} FROM entitlement_move WHERE one_id = ? "
            "AND entitlement_id = ? ON CONFLICT (one_id, entitlement_id, use_id, move) DO NOTHING",
            (after, before, entitlement_id),
        )
        self._database.execute(
            "DELETE FROM entitlement WHERE one_id = ? AND entitlement_id = ?", (before, entitlement_id)
        )

    def count_uses_too(self, before: str, after: str) -> None:
        """Limits of offers are a person's: what was used under the other id counts."""
        uses = "offer_id, store, sale_id, number, day, covered"
        self._database.execute(
            f"INSERT INTO offer_use (one_id, {uses}) SELECT ?, {uses} FROM offer_use WHERE one_id = ? "
            "ON CONFLICT (one_id, offer_id, store, sale_id, number) DO NOTHING",
            (after, before),
        )

    def part_uses(self, kept: str, alias: str, sales: Iterable[tuple[str, str]]) -> None:
        """They are two again: what was used under the other id, before the merge and by these sales since, counts for
        it alone. A use beyond a limit stays with the case that was opened of it.
        """
        key = "offer_id, store, sale_id, number"
        own = self._database.rows(f"SELECT {key} FROM offer_use WHERE one_id = ?", (alias,))
        under = set(sales)
        rows = self._database.rows(f"SELECT {key}, day FROM offer_use WHERE one_id = ? AND covered = 1", (kept,))
        since = [row for row in rows if (row[1], row[2]) in under]
        self._database.execute_many(
            f"INSERT INTO offer_use (one_id, {key}, day, covered) VALUES (?, ?, ?, ?, ?, ?, 1) "
            f"ON CONFLICT (one_id, {key}) DO NOTHING",
            [(alias, *row) for row in since],
        )
        gone = {tuple(row[:4]) for row in [*own, *since]} & {tuple(row[:4]) for row in rows}
        self._database.execute_many(
            "DELETE FROM offer_use WHERE one_id = ? AND offer_id = ? AND store = ? AND sale_id = ? AND number = ?",
            [(kept, *each) for each in sorted(gone)],
        )

    def copy_consents(self, before: str, after: str) -> None:
        """What a person said, they said under either id."""
        said = "event_id, purpose, text_version, given, at, store, till, staff_id"
        self._database.execute(
            f"INSERT INTO consent (one_id, {said}) SELECT ?, {said} FROM consent WHERE one_id = ? "
            "ON CONFLICT (one_id, event_id, purpose) DO NOTHING",
            (after, before),
        )

    def homes_of(self, one_id: str) -> list[tuple[str, bool, str]]:
        """Store, whether it is the home store, and the last visit."""
        rows = self._database.rows(
            "SELECT store, home, last_visit FROM member_store WHERE one_id = ? ORDER BY store", (one_id,)
        )
        return [(store, bool(home), visit) for store, home, visit in rows]

    def waiting_orders(self, one_id: str) -> list[tuple[str, str, str]]:
        """Store, id and document of the paid web orders that wait for a member."""
        return self._database.rows(
            "SELECT store, order_id, document FROM web_order WHERE one_id = ? AND handover_id IS NULL "
            "ORDER BY store, order_id",
            (one_id,),
        )

    def change_order(self, store: str, order_id: str, one_id: str, document: str) -> None:
        self._database.execute(
            "UPDATE web_order SET one_id = ?, document = ? WHERE store = ? AND order_id = ?",
            (one_id, document, store, order_id),
        )

    def is_reserved(self, one_id: str, now: str) -> bool:
        """Whether a payment that runs holds something of a member."""
        hold = "SELECT 1 FROM hold WHERE holder = ? AND until > ? LIMIT 1"
        coupon = "SELECT 1 FROM coupon_hold WHERE holder = ? AND until > ? LIMIT 1"
        return any(self._database.value(statement, (one_id, now)) is not None for statement in (hold, coupon))
