"""Rows of transfers, postings and sales, on the stores' side and on the members' side."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

import msgspec

from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.store.database import Database
from central_ledger.store.growth import Growth


class SaleRow(msgspec.Struct, frozen=True, gc=False):
    """A sale that was taken, and which entry of which journal said so. `day` is the store's trading day, `staff_id`
    whose sale it is: its guide's, else the cashier's.
    """

    store: str
    sale_id: str
    till: str
    epoch: str
    seq: int
    occurred_at: str
    currency: str
    one_id: str | None
    gross_minor: int
    payable_minor: int
    day: str = ""
    staff_id: str = ""


#: `dataclasses.astuple` copies deeply, which took longer than the insert.
_SALE_COLUMNS = attrgetter(*SaleRow.__struct_fields__)


_HAS_SALE = "SELECT 1 FROM sale WHERE store = ? AND sale_id = ?"
_HAS_MEMBER_TRANSFER = "SELECT 1 FROM member_transfer WHERE one_id = ? AND transfer_id = ?"


class Books:
    """The postings. There is no way to change one: corrections are added."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._growth = Growth(database)

    def has_sale(self, store: str, sale_id: str) -> bool:
        return self._database.value(_HAS_SALE, (store, sale_id)) is not None

    def expect_sales(self, store: str, sale_ids: Iterable[str]) -> None:
        """`has_sale` will be asked about these."""
        self._database.prime(_HAS_SALE, ((store, sale_id) for sale_id in sale_ids))

    def expect_member_transfers(self, transfers: Iterable[tuple[str, str]]) -> None:
        """`has_member_transfer` will be asked about these: one_id and transfer."""
        self._database.prime(_HAS_MEMBER_TRANSFER, transfers)

    def add_sales(self, sales: Iterable[SaleRow]) -> None:
        self._database.execute_many(
            "INSERT INTO sale (store, sale_id, till, epoch, seq, occurred_at, currency, one_id, gross, payable, day, "
            "staff_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_SALE_COLUMNS(sale) for sale in sales],
        )

    def book_for_store(self, store: str, transfers: Iterable[Transfer]) -> None:
        self._book("transfer", "posting", "store", [(store, transfer) for transfer in transfers])

    def book_for_members(self, transfers: Iterable[tuple[str, Transfer]]) -> None:
        """Transfers of members, each with the member's one_id."""
        owned = list(transfers)
        self._book("member_transfer", "member_posting", "one_id", owned)
        for one_id, transfer in owned:
            self._growth.note(one_id, transfer)

    def has_member_transfer(self, one_id: str, transfer_id: str) -> bool:
        return self._database.value(_HAS_MEMBER_TRANSFER, (one_id, transfer_id)) is not None

    def member_transfers(self, holder: str) -> int:
        """How many transfers are in a holder's file."""
        return int(self._database.value("SELECT COUNT(*) FROM member_transfer WHERE one_id = ?", (holder,)))

    def trial_balance(self) -> list[tuple[str, str, int]]:
        """Account, unit and sum over both sides."""
        return self._database.rows(
            "SELECT account, unit, SUM(amount) FROM (SELECT account, unit, amount FROM posting UNION ALL "
            "SELECT account, unit, amount FROM member_posting) AS both_sides GROUP BY account, unit ORDER BY "
            "account, unit"
        )

    def accounts_of(self, prefix: str) -> list[tuple[str, str, int]]:
        """Account, unit and sum of the holders' accounts whose names begin so."""
        return self._database.rows(
            "SELECT account, unit, SUM(amount) FROM member_posting WHERE substr(account, 1, ?) = ? GROUP BY account, "
            "unit",
            (len(prefix), prefix),
        )

    def unbalanced(self) -> list[tuple[str, str, str, int]]:
        """Every transfer whose postings do not sum to 0 in a unit: its owner, id, unit and sum."""
        return self._database.rows(
            "SELECT store, transfer_id, unit, SUM(amount) FROM posting GROUP BY store, transfer_id, unit "
            "HAVING SUM(amount) <> 0 UNION ALL SELECT one_id, transfer_id, unit, SUM(amount) FROM member_posting "
            "GROUP BY one_id, transfer_id, unit HAVING SUM(amount) <> 0"
        )

    def postings_of(self, store: str, transfer_id: str) -> list[tuple[str, str, int]]:
        """Account, unit and amount of a store's transfer, sorted."""
        statement = "SELECT account, unit, amount FROM posting WHERE store = ? AND transfer_id = ?"
        return sorted(self._database.rows(statement, (store, transfer_id)))

    def transfer(self, store: str, transfer_id: str) -> Transfer | None:
        """A store's transfer as it was booked."""
        named = (store, transfer_id)
        head = self._database.row(
            "SELECT kind, reference, occurred_at FROM transfer WHERE store = ? AND transfer_id = ?", named
        )
        rows = self._database.rows(
            "SELECT account, unit, amount FROM posting WHERE store = ? AND transfer_id = ? ORDER BY line_no", named
        )
        if head is None:
            return None
        kind, reference, occurred_at = head
        return Transfer(transfer_id, kind, reference, occurred_at, tuple(Posting(*row) for row in rows))

    def member_postings_of(self, one_id: str, transfer_id: str) -> list[tuple[str, str, int]]:
        """Account, unit and amount of a transfer in a holder's file, sorted."""
        statement = "SELECT account, unit, amount FROM member_posting WHERE one_id = ? AND transfer_id = ?"
        return sorted(self._database.rows(statement, (one_id, transfer_id)))

    def sales_called(self, sale_id: str, store: str | None = None) -> list[SaleRow]:
        """The sales with this id, by store: two stores may use the same one."""
        condition, values = ("", (sale_id,)) if store is None else (" AND store = ?", (sale_id, store))
        rows = self._database.rows(
            "SELECT store, sale_id, till, epoch, seq, occurred_at, currency, one_id, gross, payable FROM sale "
            f"WHERE sale_id = ?{condition} ORDER BY store",
            values,
        )
        return [SaleRow(*row) for row in rows]

    def sales_at(self, store: str, till: str, epoch: str, seq: int) -> list[SaleRow]:
        """The sale that this entry told, if it told one."""
        rows = self._database.rows(
            "SELECT store, sale_id, till, epoch, seq, occurred_at, currency, one_id, gross, payable FROM sale "
            "WHERE store = ? AND till = ? AND epoch = ? AND seq = ?",
            (store, till, epoch, seq),
        )
        return [SaleRow(*row) for row in rows]

    def transfers_about(self, store: str, sale_id: str, holders: Iterable[str]) -> list[dict[str, Any]]:
        """Every transfer about a sale with its postings: the store's own, and those in these holders' files."""
        found = self._transfers("transfer", "posting", "store", store, sale_id)
        for holder in holders:
            found += self._transfers("member_transfer", "member_posting", "one_id", holder, f"{store}/{sale_id}")
        return found

    def case_postings(self, holder: str, case_id: str) -> list[tuple[str, Posting]]:
        """The reference and the postings of every loss that was booked for a case in a holder's file."""
        rows = self._database.rows(
            "SELECT t.reference, p.account, p.unit, p.amount FROM member_transfer AS t JOIN member_posting AS p ON "
            "p.one_id = t.one_id AND p.transfer_id = t.transfer_id WHERE t.one_id = ? AND (t.transfer_id = ? "
            "OR (t.transfer_id >= ? AND t.transfer_id < ?)) ORDER BY t.transfer_id, p.line_no",
            (holder, f"case/{case_id}", f"case/{case_id}/", f"case/{case_id}0"),
        )
        return [(reference, Posting(account, unit, amount)) for reference, account, unit, amount in rows]

    def _transfers(self, table: str, postings: str, owner: str, name: str, reference: str) -> list[dict[str, Any]]:
        rows = self._database.rows(
            f"SELECT t.transfer_id, t.kind, t.occurred_at, p.account, p.unit, p.amount FROM {table} AS t "
            f"JOIN {postings} AS p ON p.{owner} = t.{owner} AND p.transfer_id = t.transfer_id "
            f"WHERE t.{owner} = ? AND t.reference = ? ORDER BY t.transfer_id, p.line_no",
            (name, reference),
        )
        found: dict[str, dict[str, Any]] = {}
        for transfer_id, kind, occurred_at, account, unit, amount in rows:
            head = {owner: name, "transfer": transfer_id, "kind": kind, "occurred_at": occurred_at, "postings": []}
            transfer = found.setdefault(transfer_id, head)
            transfer["postings"].append({"account": account, "unit": unit, "amount": amount})
        return list(found.values())

    def sums_by_till(self) -> list[tuple[str, str, str, int, int, int]]:
        """Store, till, currency, number of sales, gross and payable."""
        return self._database.rows(
            "SELECT store, till, currency, COUNT(*), SUM(gross), SUM(payable) FROM sale GROUP BY store, till, currency "
            "ORDER BY store, till, currency"
        )

    def _book(self, table: str, postings: str, owner: str, owned: list[tuple[str, Transfer]]) -> None:
        self._database.execute_many(
            f"INSERT INTO {table} ({owner}, transfer_id, kind, reference, occurred_at) VALUES (?, ?, ?, ?, ?)",
            [(name, t.transfer_id, t.kind, t.reference, t.occurred_at) for name, t in owned],
        )
        self._database.execute_many(
            f"INSERT INTO {postings} ({owner}, transfer_id, line_no, account, unit, amount) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (name, t.transfer_id, line_no, posting.account, posting.unit, posting.amount)
                for name, t in owned
                for line_no, posting in enumerate(t.postings, 1)
            ],
        )
