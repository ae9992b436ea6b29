"""Rows of members: who they are, in which stores they are known, their points and coupons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from central_ledger.store.database import Database
from retail.messages import Entry
from retail.ports import StoredCoupon


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member as the ledger knows them, without points: those are on accounts."""

    one_id: str
    name: str
    pinyin: str
    phone: str
    birthday: str | None
    tiers: Mapping[str, str]
    plans: Sequence[str]
    cards: Mapping[str, str]
    first_purchase: bool


@dataclass(frozen=True, slots=True)
class PastMember:
    """What sales may be judged by, as it was until a time (ISO 8601, UTC)."""

    until: str
    tiers: Mapping[str, str]
    plans: Sequence[str]
    birthday: str | None
    first_purchase: bool


class Balance(msgspec.Struct, frozen=True, gc=False):
    """A member's points of one program. `points` is what the postings sum to and what may be spent.

    `overdrawn` points were created because they were spent without being there, and no one has decided about it yet;
    `overdrawn_minor` is what they paid. `expired` ended unspent, as far as days were settled (`YYYY-MM-DD`).
    """

    points: int = 0
    overdrawn: int = 0
    overdrawn_minor: int = 0
    expired: int = 0
    expired_through: str = ""


@dataclass(frozen=True, slots=True)
class CouponUseRow:
    """One use of a coupon. `covered`: it was there to be used; a later use of the same one is not."""

    holder: str
    coupon_id: str
    store: str
    sale_id: str
    saving_minor: int
    covered: bool
    is_given_back: bool = False


_KEEP_PAST = (
    "INSERT INTO member_past (one_id, number, until, tiers, plans, birthday, first_purchase) SELECT m.one_id, "
    "(SELECT COUNT(*) + 1 FROM member_past AS p WHERE p.one_id = ?), ?, m.tiers, m.plans, m.birthday, "
    "m.first_purchase FROM member AS m"
)


_MEMBER = (
    "SELECT one_id, name, pinyin, phone, birthday, tiers, plans, cards, first_purchase FROM member WHERE one_id = ?"
)
_FIRST_PURCHASE = "SELECT first_purchase FROM member WHERE one_id = ?"
_PAST = "SELECT until, tiers, plans, birthday, first_purchase FROM member_past WHERE one_id = ? ORDER BY number"
STORES_OF_MEMBER = "SELECT store, home, last_visit FROM member_store WHERE one_id = ? ORDER BY store"
_BALANCE = (
    "SELECT points, overdrawn, overdrawn_minor, expired, expired_through FROM member_program WHERE one_id = ? AND "
    "program = ?"
)
_BALANCES = "SELECT program, points FROM member_program WHERE one_id = ? ORDER BY program"
_COUPONS = "SELECT coupon_id, offer_id, one_id, status, expires_at FROM coupon WHERE holder = ? ORDER BY coupon_id"
COUPON_ROW = (
    "SELECT coupon_id, offer_id, one_id, status, expires_at, state FROM coupon WHERE holder = ? AND coupon_id = ?"
)


class Members:
    """The members' side of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect_sales(self, one_ids: Iterable[str], balances: Iterable[tuple[str, str]]) -> None:
        """Sales of these members will be booked, which move these balances: one_id and program."""
        self._database.prime(_FIRST_PURCHASE, ((one_id,) for one_id in one_ids))
        self._database.prime(_BALANCE, balances)

    def expect_states(self, one_ids: Iterable[str]) -> None:
        """`get` and `past` will be asked about these."""
        asked = [(one_id,) for one_id in one_ids]
        for statement in (_MEMBER, _PAST):
            self._database.prime(statement, asked)

    def expect_profiles(self, one_ids: Iterable[str]) -> None:
        """What the stores know of these will be asked for."""
        asked = [(one_id,) for one_id in one_ids]
        for statement in (_MEMBER, STORES_OF_MEMBER, _BALANCES, _COUPONS):
            self._database.prime(statement, asked)

    def put(self, members: Iterable[MemberRow], now: str) -> None:
        """Add members or change them. What a sale may be judged by is kept as it was until now (ISO 8601, UTC)."""
        members = list(members)
        self._database.execute_many(
            f"{_KEEP_PAST} WHERE m.one_id = ? AND (m.tiers <> ? OR m.plans <> ? OR COALESCE(m.birthday, '') <> ?)",
            [(m.one_id, now, m.one_id, _json(m.tiers), _json(m.plans), m.birthday or "") for m in members],
        )
        self._database.execute_many(
            "INSERT INTO member (one_id, name, pinyin, phone, birthday, tiers, plans, cards, first_purchase) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one_id) DO UPDATE SET name = excluded.name, "
            "pinyin = excluded.pinyin, phone = excluded.phone, birthday = excluded.birthday, tiers = excluded.tiers, "
            "plans = excluded.plans, cards = excluded.cards, first_purchase = excluded.first_purchase",
            [
                (
                    m.one_id,
                    m.name,
                    m.pinyin,
                    m.phone,
                    m.birthday,
                    _json(m.tiers),
                    _json(m.plans),
                    _json(m.cards),
                    int(m.first_purchase),
                )
                for m in members
            ],
        )

    def get(self, one_id: str) -> MemberRow | None:
        row = self._database.row(_MEMBER, (one_id,))
        if row is None:
            return None
        name, pinyin, phone, birthday, tiers, plans, cards, first_purchase = row[1:]
        return MemberRow(
            one_id=one_id,
            name=name,
            pinyin=pinyin,
            phone=phone,
            birthday=birthday,
            tiers=_read(tiers),
            plans=_read(plans),
            cards=_read(cards),
            first_purchase=bool(first_purchase),
        )

    def has_bought(self, one_id: str, now: str) -> bool:
        """The first purchase is over; that there was one here stays known. False: there is no such member."""
        is_first = self._database.value(_FIRST_PURCHASE, (one_id,))
        if is_first:
            self._database.execute(f"{_KEEP_PAST} WHERE m.one_id = ?", (one_id, now, one_id))
            self._database.execute("UPDATE member SET first_purchase = 0 WHERE one_id = ?", (one_id,))
        return is_first is not None

    def past(self, one_id: str) -> list[PastMember]:
        """How a member was before, the oldest first; not how they are now."""
        rows = self._database.rows(_PAST, (one_id,))
        return [
            PastMember(until, json.loads(tiers), json.loads(plans), birthday, bool(first))
            for until, tiers, plans, birthday, first in rows
        ]

    def held_among(self, pairs: Sequence[tuple[str, str]]) -> set[str]:
        """Which of these coupons, each with its member, the members hold."""
        found = self._database.answers("SELECT coupon_id FROM coupon WHERE holder = ? AND coupon_id = ?", pairs)
        return {coupon_id for rows in found for (coupon_id,) in rows}

    def holders_of_coupon(self, coupon_id: str) -> list[str]:
        """Every holder of a coupon of this id: for what its member and the bearers do not have."""
        statement = "SELECT holder FROM coupon WHERE coupon_id = ? ORDER BY holder"
        return [row[0] for row in self._database.rows(statement, (coupon_id,))]

    def put_stores(self, rows: Iterable[tuple[str, str, bool, str]]) -> None:
        """one_id, store, whether it is the home store, and the last visit (ISO 8601). A home stays a home."""
        self._database.execute_many(
            "INSERT INTO member_store (one_id, store, home, last_visit) VALUES (?, ?, ?, ?) ON CONFLICT (one_id, "
            "store) "
            "DO UPDATE SET home = CASE WHEN excluded.home > member_store.home THEN excluded.home ELSE "
            "member_store.home "
            "END, last_visit = CASE WHEN excluded.last_visit > member_store.last_visit THEN excluded.last_visit "
            "ELSE member_store.last_visit END",
            [(one_id, store, int(home), last_visit) for one_id, store, home, last_visit in rows],
        )

    def stores_of(self, one_id: str) -> list[str]:
        return [row[0] for row in self._database.rows(STORES_OF_MEMBER, (one_id,))]

    def last_store(self, one_id: str) -> str | None:
        """The store in which a member was last: their home, where two are as late."""
        statement = "SELECT store FROM member_store WHERE one_id = ? ORDER BY last_visit DESC, home DESC, store LIMIT 1"
        found: str | None = self._database.value(statement, (one_id,))
        return found

    def latest_of_store(self, store: str, since: str, home_since: str, limit: int) -> list[str]:
        """Members who were in a store since a time (those at home there: since another), the latest first."""
        rows = self._database.rows(
            "SELECT one_id FROM member_store WHERE store = ? AND last_visit >= CASE WHEN home = 1 THEN ? ELSE ? END "
            "ORDER BY last_visit DESC, one_id LIMIT ?",
            (store, home_since, since, limit),
        )
        return [row[0] for row in rows]

    def visited_before(self, moment: str) -> list[tuple[str, str]]:
        """one_id and store of every visit before a time (ISO 8601, UTC) to a store that is not the home store."""
        statement = "SELECT one_id, store FROM member_store WHERE home = 0 AND last_visit < ? ORDER BY store, one_id"
        return self._database.rows(statement, (moment,))

    def leave_store(self, one_id: str, store: str) -> None:
        self._database.execute("DELETE FROM member_store WHERE one_id = ? AND store = ?", (one_id, store))

    def balance(self, one_id: str, program: str) -> Balance:
        row = self._database.row(_BALANCE, (one_id, program))
        return Balance() if row is None else Balance(*row)

    def balances(self, one_id: str) -> dict[str, int]:
        """Points by program."""
        return dict(self._database.rows(_BALANCES, (one_id,)))

    def put_balances(self, rows: Iterable[tuple[str, str, Balance]]) -> None:
        self._database.execute_many(
            "INSERT INTO member_program (one_id, program, points, overdrawn, overdrawn_minor, expired, "
            "expired_through) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, program) DO UPDATE SET "
            "points = excluded.points, overdrawn = excluded.overdrawn, overdrawn_minor = excluded.overdrawn_minor, "
            "expired = excluded.expired, expired_through = excluded.expired_through",
            [
                (one_id, program, b.points, b.overdrawn, b.overdrawn_minor, b.expired, b.expired_through)
                for one_id, program, b in rows
            ],
        )

    def wrong_balances(self) -> list[tuple[str, str, int, int]]:
        """one_id, unit, points as cached and as posted, where the two differ."""
        return self._database.rows(
            "SELECT one_id, unit, SUM(cached), SUM(posted) FROM (SELECT one_id, 'points/' || "
            "REPLACE(REPLACE(program, '%', '%25'), '/', '%2F') AS unit, points AS cached, 0 AS posted FROM "
            "member_program "
            "UNION ALL SELECT one_id, unit, 0 AS cached, amount AS posted FROM member_posting "
            "WHERE account LIKE 'member/%') AS both_sides GROUP BY one_id, unit "
            "HAVING SUM(cached) <> SUM(posted) ORDER BY one_id, unit"
        )

    def put_coupons(self, coupons: Iterable[tuple[str, StoredCoupon]]) -> None:
        """Coupons, each with its holder (see `holder_of`)."""
        self._database.execute_many(
            "INSERT INTO coupon (holder, coupon_id, offer_id, one_id, status, expires_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (holder, coupon_id) DO UPDATE SET offer_id = excluded.offer_id, one_id = excluded.one_id, "
            "status = excluded.status, expires_at = excluded.expires_at",
            [(holder, c.coupon_id, c.offer_id, c.one_id, c.status, c.expires_at) for holder, c in coupons],
        )

    def coupon(self, holder: str, coupon_id: str) -> StoredCoupon | None:
        row = self._database.row(COUPON_ROW, (holder, coupon_id))
        return None if row is None else StoredCoupon(*row[:5])

    def count_balances(self) -> int:
        return int(self._database.value("SELECT COUNT(*) FROM member_program"))

    def coupons_of(self, one_id: str) -> list[StoredCoupon]:
        rows = self._database.rows(_COUPONS, (one_id,))
        return [StoredCoupon(*row) for row in rows]

    def add_coupon_use(self, use: CouponUseRow) -> None:
        self._database.execute(
            "INSERT INTO coupon_use (holder, coupon_id, store, sale_id, saving, covered) VALUES (?, ?, ?, ?, ?, ?)",
            (use.holder, use.coupon_id, use.store, use.sale_id, use.saving_minor, int(use.covered)),
        )

    def is_coupon_used(self, holder: str, coupon_id: str) -> bool:
        """Whether a sale that did not come back as a whole used it, rightly or not."""
        statement = "SELECT 1 FROM coupon_use WHERE holder = ? AND coupon_id = ? AND given_back = 0 LIMIT 1"
        return self._database.value(statement, (holder, coupon_id)) is not None

    def give_coupon_back(self, holder: str, coupon_id: str, store: str, sale_id: str) -> bool:
        """A use that ended with the return of its whole sale. False: there is none that stands."""
        statement = (
            "UPDATE coupon_use SET given_back = 1 WHERE holder = ? AND coupon_id = ? AND store = ? AND sale_id = ? "
            "AND given_back = 0"
        )
        return self._database.execute(statement, (holder, coupon_id, store, sale_id)) == 1

    def standing_uses(self, holder: str, coupon_id: str) -> int:
        """How many sales used it and did not come back as a whole."""
        statement = "SELECT COUNT(*) FROM coupon_use WHERE holder = ? AND coupon_id = ? AND given_back = 0"
        return int(self._database.value(statement, (holder, coupon_id)))

    def uses_of_coupon(self, holder: str, coupon_id: str) -> list[CouponUseRow]:
        """By store and sale."""
        rows = self._database.rows(
            "SELECT holder, coupon_id, store, sale_id, saving, covered, given_back FROM coupon_use WHERE holder = ? "
            "AND coupon_id = ? ORDER BY store, sale_id",
            (holder, coupon_id),
        )
        return [
            CouponUseRow(holder, coupon_id, store, sale_id, saving, bool(covered), bool(given_back))
            for _, _, store, sale_id, saving, covered, given_back in rows
        ]

    def cover_use(self, use: CouponUseRow) -> None:
        """It is the use that the coupon was there for."""
        self._database.execute(
            "UPDATE coupon_use SET covered = 1 WHERE holder = ? AND coupon_id = ? AND store = ? AND sale_id = ?",
            (use.holder, use.coupon_id, use.store, use.sale_id),
        )

    def coupons_used_without_cover(self) -> list[tuple[str, str, str, str]]:
        """Holder, coupon, store and sale of every use of a coupon that had been used before."""
        return self._database.rows(
            "SELECT holder, coupon_id, store, sale_id FROM coupon_use WHERE covered = 0 ORDER BY holder, coupon_id, "
            "sale_id"
        )

    def accept_code(self, one_id: str, cti: str, entry: Entry, at: str) -> bool:
        """Remember which entry accepted a code, and when (ISO 8601, UTC). False when another one had before."""
        statement = (
            "INSERT INTO accepted_code (one_id, cti, store, till, epoch, seq, accepted_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, cti) DO NOTHING"
        )
        identity = (entry.store, entry.till, entry.epoch, entry.seq)
        return self._database.execute(statement, (one_id, cti, *identity, at)) == 1


_read = msgspec.json.Decoder().decode


def _json(value: Mapping[str, str] | Sequence[str]) -> str:
    return json.dumps(dict(value) if isinstance(value, Mapping) else list(value), ensure_ascii=False)


def holder_of(one_id: str | None, coupon_id: str) -> str:
    """Where a coupon lives: with its member, or, when anybody may use it, on its own."""
    return one_id if one_id is not None else f"coupon:{coupon_id}"
