"""How far the sales were replayed, and who claimed a first purchase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class Place:
    """Where replaying goes on in one epoch of a till: after this seq."""

    store: str
    till: str
    epoch: str
    after: int


@dataclass(frozen=True, slots=True)
class FirstPurchaseClaim:
    """A sale that gave something for a member's first purchase: `amount` minor units, which `bearer` bears."""

    one_id: str
    store: str
    sale_id: str
    currency: str
    amount_minor: int
    bearer: str


_BEHIND = (
    "FROM epoch AS e LEFT JOIN replay_mark AS m ON m.store = e.store AND m.till = e.till AND m.epoch = e.epoch "
    "WHERE e.high_water > COALESCE(m.seq, 0)"
)

_CLAIMS = "SELECT one_id, store, sale_id, currency, amount, bearer FROM first_purchase_claim WHERE one_id = ?"


class Replays:
    """The mark moves in the transaction that writes what the replay found: each sale is replayed once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def places(self, limit: int) -> list[Place]:
        """Where something waits to be replayed: that looks at the epochs of every till."""
        rows = self._database.rows(f"SELECT e.store, e.till, e.epoch, COALESCE(m.seq, 0) {_BEHIND} LIMIT ?", (limit,))
        return [Place(*row) for row in rows]

    def marks(self, store: str) -> dict[tuple[str, str], int]:
        """By till and epoch of a store: up to which seq it was looked at."""
        rows = self._database.rows("SELECT till, epoch, seq FROM replay_mark WHERE store = ?", (store,))
        return {(till, epoch): int(seq) for till, epoch, seq in rows}

    def waiting(self) -> int:
        """How many entries were taken and not looked at yet."""
        return int(self._database.value(f"SELECT COALESCE(SUM(e.high_water - COALESCE(m.seq, 0)), 0) {_BEHIND}"))

    def mark(self, store: str, till: str, epoch: str) -> int:
        """Up to which seq an epoch was replayed."""
        statement = "SELECT seq FROM replay_mark WHERE store = ? AND till = ? AND epoch = ?"
        return int(self._database.value(statement, (store, till, epoch)) or 0)

    def is_replayed(self, store: str, till: str, epoch: str, seq: int) -> bool:
        return self.mark(store, till, epoch) >= seq

    def set_mark(self, place: Place, seq: int) -> None:
        self._database.execute(
            "INSERT INTO replay_mark (store, till, epoch, seq) VALUES (?, ?, ?, ?) ON CONFLICT (store, till, epoch) "
            "DO UPDATE SET seq = excluded.seq",
            (place.store, place.till, place.epoch, seq),
        )

    def add_claim(self, claim: FirstPurchaseClaim) -> None:
        self._database.execute(
            "INSERT INTO first_purchase_claim (one_id, store, sale_id, currency, amount, bearer) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            astuple(claim),
        )

    def expect_claims(self, one_ids: Iterable[str]) -> None:
        """`claims` will be asked about these."""
        self._database.prime(_CLAIMS, ((one_id,) for one_id in one_ids))

    def claims(self, one_id: str) -> list[FirstPurchaseClaim]:
        rows = self._database.rows(_CLAIMS, (one_id,))
        return [FirstPurchaseClaim(*row) for row in rows]
