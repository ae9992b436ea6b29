"""What changed members' growth value, read from the postings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from central_ledger.domain import accounts
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.growth_sums import GrowthKept, GrowthSum
from central_ledger.store.database import Database

_MOVES = (
    "SELECT p.unit, t.occurred_at, CASE WHEN t.reference = t.transfer_id THEN t.occurred_at ELSE COALESCE((SELECT "
    "s.occurred_at FROM member_transfer AS s WHERE s.one_id = t.one_id AND s.transfer_id = t.reference), "
    "t.occurred_at) END, p.amount, t.reference FROM member_posting AS p JOIN member_transfer AS t ON "
    "t.one_id = p.one_id AND t.transfer_id = p.transfer_id WHERE p.one_id = ? AND p.account = ? "
    "ORDER BY t.occurred_at, p.transfer_id, p.line_no"
)


_KEPT = "SELECT document FROM growth_now WHERE one_id = ?"
_KEEP = (
    "INSERT INTO growth_now (one_id, document) VALUES (?, ?) ON CONFLICT (one_id) DO UPDATE SET document = "
    "excluded.document"
)
_decode = msgspec.json.Decoder(GrowthKept).decode
#: Documents that are remembered as what they say: each is looked at four times in a push that changes it.
READ_MAX = 512


class GrowthRow(NamedTuple):
    """One posting. `earned_at` is the time of the purchase that `reference` names, for a return too."""

    unit: str
    at: str
    earned_at: str
    amount: int
    reference: str


class Growth:
    """The members' growth value. Beside the postings, which say everything, is kept what they come to."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, GrowthKept] = {}

    def expect(self, one_ids: Iterable[str]) -> None:
        """`kept` will be asked of these, and `moves_of` where nothing is."""
        asked = list(one_ids)
        self.expect_purchases(asked)
        unknown = [one_id for one_id in asked if self._database.value(_KEPT, (one_id,)) is None]
        self._database.prime(_MOVES, ((one_id, accounts.member_growth(one_id)) for one_id in unknown))

    def expect_purchases(self, one_ids: Iterable[str]) -> None:
        """`note` will be told of these."""
        self._database.prime(_KEPT, ((one_id,) for one_id in one_ids))

    def kept(self, one_id: str) -> GrowthKept | None:
        """What the postings come to; None: they have to be read."""
        text = self._database.value(_KEPT, (one_id,))
        return None if text is None else self._read(text)

    def keep(self, one_id: str, sums: dict[str, GrowthSum] | None) -> None:
        """Keep what all postings come to; None: nothing is kept."""
        if sums is not None:
            self._put(one_id, GrowthKept(sums))
        elif self._database.value(_KEPT, (one_id,)) is not None:
            self._database.execute("DELETE FROM growth_now WHERE one_id = ?", (one_id,))

    def note(self, one_id: str, transfer: Transfer) -> None:
        """A transfer was booked in a member's file: what is kept follows a purchase; after anything else it is gone."""
        account = accounts.member_growth(one_id)
        given = [posting for posting in transfer.postings if posting.account == account]
        kept = self.kept(one_id) if given else None
        if kept is None:
            return
        is_purchase = transfer.kind == "sale" and transfer.reference == transfer.transfer_id
        if not is_purchase or any(posting.amount < 0 for posting in given):
            self.keep(one_id, None)
            return
        since = {program: dict(times) for program, times in kept.since.items()}
        for posting in given:
            times = since.setdefault(accounts.program_of(posting.unit), {})
            times[transfer.occurred_at] = times.get(transfer.occurred_at, 0) + posting.amount
        self._put(one_id, GrowthKept(kept.sums, since))

    def all_kept(self) -> list[tuple[str, GrowthKept]]:
        """By member."""
        rows = self._database.rows("SELECT one_id, document FROM growth_now ORDER BY one_id")
        return [(one_id, _decode(text)) for one_id, text in rows]

    def _read(self, text: str) -> GrowthKept:
        return self._known.get(text) or self._remember(text, _decode(text))

    def _remember(self, text: str, kept: GrowthKept) -> GrowthKept:
        if len(self._known) >= READ_MAX:
            self._known.clear()
        self._known[text] = kept
        return kept

    def _put(self, one_id: str, kept: GrowthKept) -> None:
        text = msgspec.json.encode(kept).decode()
        self._remember(text, kept)
        self._database.execute_many(_KEEP, [(one_id, text)])

    def moves_of(self, one_id: str) -> list[GrowthRow]:
        """The oldest first."""
        rows = self._database.rows(_MOVES, (one_id, accounts.member_growth(one_id)))
        return [*map(GrowthRow._make, rows)]

    def members(self) -> list[str]:
        """Everybody who is known, by id."""
        return [row[0] for row in self._database.rows("SELECT one_id FROM member ORDER BY one_id")]

    def bought(self, one_id: str) -> list[tuple[str, tuple[str, str, str, str, int]]]:
        """The sale (`store/sale id`) and time (ISO 8601), brand, quantity, quantity returned and what was paid, of
        everything a member bought.
        """
        statement = (
            "SELECT store, sale_id, occurred_at, brand, quantity, quantity_returned, net FROM purchase_line "
            "WHERE one_id = ?"
        )
        rows = self._database.rows(statement, (one_id,))
        return [(f"{store}/{sale_id}", (at, brand, *rest)) for store, sale_id, at, brand, *rest in rows]
