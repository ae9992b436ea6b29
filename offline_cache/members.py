"""The members of this store as the ledger last sent them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from peewee import SQL

from offline_cache.compact_json import compact_json, read_json
from offline_cache.database import Row, TillDatabase
from offline_cache.joined_members import SqliteJoinedMembers
from offline_cache.member_tables import Aliases
from offline_cache.member_tags import tags_of
from offline_cache.name_index import MEMBER_NAMES
from offline_cache.own_contacts import said_of
from offline_cache.own_plans import own_plans
from offline_cache.search_text import AFTER_ALL, folded
from offline_cache.service_tables import CouponSwaps
from offline_cache.tables import PARAM, Cards, Coupons, Feeds, Members, Statement
from retail.member import CARD_LENGTHS, Member, MemberGuide, OfferUses, card_text
from retail.member_tags import MemberTag
from retail.ports import StoredCoupon

#: Fewer digits of a phone number would name too many people.
PHONE_TAIL_LENGTH_MIN = 3

_COLUMNS = (
    Members.one_id,
    Members.name,
    Members.pinyin,
    Members.phone,
    Members.birthday,
    Members.tiers,
    Members.plans,
    Members.points,
    Members.cards,
    Members.first_purchase,
    Members.as_of,
    Members.uses,
    Members.growth,
    Members.phone_digest,
    Members.consents,
    Members.ends,
    Members.keeper,
    Members.guide,
)
_BY_ONE_ID = Statement(lambda: Members.select(*_COLUMNS).where(Members.one_id == PARAM))
_BY_IDS = Statement(
    lambda: Members.select(*_COLUMNS, Members.id).where(Members.id.in_(SQL("(SELECT value FROM json_each(?))")))
)
_BY_CARD = Statement(
    lambda: (
        Cards.select(*_COLUMNS)
        .join(Members, on=(Members.id == Cards.member_id))
        .where(Cards.number == PARAM)
        .limit(SQL("1"))
    )
)
_BY_PHONE_TAIL = Statement(
    lambda: (
        Members.select(*_COLUMNS)
        .where((Members.phone_reversed >= PARAM) & (Members.phone_reversed < PARAM))
        .order_by(Members.phone_reversed)
        .limit(PARAM)
    )
)
_BY_PINYIN_BEGINNING = Statement(
    lambda: (
        Members.select(*_COLUMNS)
        .where((Members.pinyin >= PARAM) & (Members.pinyin < PARAM))
        .order_by(Members.pinyin)
        .limit(PARAM)
    )
)
_COUPONS = Statement(
    lambda: (
        Coupons.select(Coupons.coupon_id, Coupons.offer_id, Coupons.one_id, Coupons.status, Coupons.expires_at)
        .where(Coupons.one_id == PARAM)
        .order_by(Coupons.coupon_id)
    )
)
_SWAPS = Statement(
    lambda: (
        CouponSwaps.select(
            CouponSwaps.coupon_id,
            CouponSwaps.offer_id,
            CouponSwaps.to_coupon_id,
            CouponSwaps.to_offer_id,
            CouponSwaps.expires_at,
        )
        .where(CouponSwaps.one_id == PARAM)
        .order_by(CouponSwaps.coupon_id)
    )
)
_BY_DIGEST = Statement(
    lambda: (
        Members.select(*_COLUMNS)
        .where((Members.phone_digest == PARAM) & (Members.phone_digest != SQL("''")))
        .order_by(Members.one_id)
    )
)
_ALIAS = Statement(lambda: Aliases.select(Aliases.one_id).where(Aliases.alias_id == PARAM))
_LINKED = """SELECT DISTINCT number, member_id FROM cards WHERE number IN (SELECT value FROM json_each(?))"""
#: Cards of ids that became others; they count when no member's row has the number.
_CARDS_BEFORE = """SELECT json_each.value, aliases.one_id FROM aliases, json_each(aliases.cards)
    WHERE aliases.cards <> '{}'"""
_STAND = Statement(
    lambda: Feeds.select(Feeds.cursor, Feeds.generation, Feeds.is_starting_over).where(Feeds.feed == PARAM)
)
_COMPLETE_AS_OF = Statement(lambda: Feeds.select(Feeds.complete_as_of).where(Feeds.feed == PARAM))


class SqliteMembers:
    """`retail.ports.Members`. A member's `as_of` is the last time at which the ledger had nothing newer."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database
        self._joined = SqliteJoinedMembers(database)
        #: Cards of ids that became others, by number, as of where the feed stood.
        self._before: tuple[Row | None, dict[str, list[str]]] | None = None

    def by_one_id(self, one_id: str) -> Member | None:
        """Whom an id means now: it may have become another's; else who joined here under it."""
        alias = self._database.row(_ALIAS, (one_id,))
        ids = (one_id,) if alias is None else (str(alias[0]), one_id)
        found = (self._first(self._database.row(_BY_ONE_ID, (each,))) for each in ids)
        known = next((member for member in found if member is not None), None) or self._joined.by_one_id(one_id)
        return None if known is None else self._with_own(known, {*ids, known.one_id})

    def by_card(self, number: str) -> Member | None:
        row = self._database.row(_BY_CARD, (number,))
        if row is None:
            holders = self._cards_before().get(number)
            return None if holders is None else self.by_one_id(holders[0])
        found = self._first(row)
        return None if found is None else self._with_own(found, {found.one_id})

    def linked_card(self, numbers: Sequence[str]) -> str | None:
        """As `retail.ports.Members` says: with one question as a rule, because every scan of goods asks."""
        texts = [text for text in dict.fromkeys(card_text(number) for number in numbers) if len(text) in CARD_LENGTHS]
        if not texts:
            return None
        rows = self._database.rows(_LINKED, (compact_json(texts),))
        found = [(str(number), str(holder)) for number, holder in rows]
        if not found:
            before = self._cards_before()
            found = [(text, holder) for text in texts for holder in before.get(text, ())]
        return found[0][0] if len({holder for _, holder in found}) == 1 else None

    def _cards_before(self) -> dict[str, list[str]]:
        """Read anew when the feed went on: no index finds what stands inside of a row, and every scan of goods asks."""
        stand, known = self._database.row(_STAND, ("aliases",)), self._before
        if known is None or known[0] != stand:
            cards: dict[str, list[str]] = {}
            for number, holder in self._database.rows(_CARDS_BEFORE):
                cards.setdefault(str(number), []).append(str(holder))
            known = self._before = (stand, cards)
        return known[1]

    def _with_own(self, member: Member, ids: set[str]) -> Member:
        """What this till sold and was told holds at once, and not when the ledger has heard of it."""
        sold = {plan for one_id in ids for plan in own_plans(self._database, one_id)} - set(member.plans)
        if sold:
            member = replace(member, plans=(*member.plans, *sorted(sold)))
        for said in (said_of(self._database, one_id) for one_id in sorted(ids)):
            if said is not None:
                guide = said.guide if said.names_guide else member.guide
                member = replace(member, consents={**member.consents, **said.consents}, guide=guide)
        return member

    def by_phone_digest(self, digest: str) -> Sequence[Member]:
        """Whoever has this phone, also those whose phone this till may not know, and who joined here."""
        complete_as_of = self._complete_as_of()
        found = [_member(row, complete_as_of) for row in self._database.rows(_BY_DIGEST, (digest,))]
        return [*found, *self._joined.by_digest(digest)]

    def search(self, text: str, limit: int = 20) -> Sequence[Member]:
        """Members by phone tail (at least 3 digits), part of the name, or beginning of the pinyin."""
        typed = text.strip()
        if not typed or limit < 1:
            return []
        rows: dict[str, Row] = {}
        card = card_text(typed)
        of_card = self.by_card(card) if len(card) in CARD_LENGTHS else None
        if of_card is not None:
            return [of_card]  # a number as it stands on a card: nobody types one for a name
        digits = typed.replace(" ", "").replace("-", "")
        if digits.isascii() and digits.isdigit():
            if len(digits) < PHONE_TAIL_LENGTH_MIN:
                return []
            tail = digits[::-1]
            _add(rows, self._database.rows(_BY_PHONE_TAIL, (tail, tail + AFTER_ALL, limit)), limit)
        else:
            if typed.isascii():
                pinyin = folded(typed)
                _add(rows, self._database.rows(_BY_PINYIN_BEGINNING, (pinyin, pinyin + AFTER_ALL, limit)), limit)
            if len(rows) < limit:
                ids = MEMBER_NAMES.find(self._database, typed, limit)
                by_id = {row[-1]: row for row in self._database.rows(_BY_IDS, (compact_json(ids),))}
                _add(rows, [by_id[member_id] for member_id in ids if member_id in by_id], limit)
        complete_as_of = self._complete_as_of()
        known = [_member(row, complete_as_of) for row in rows.values()]
        return [*self._joined_here(typed, digits), *known][:limit]

    def _joined_here(self, typed: str, digits: str) -> list[Member]:
        """Of those who joined at this till and whom the ledger has yet to confirm, whom a search finds."""
        if digits.isascii() and digits.isdigit():
            return [member for member in self._joined.all() if member.phone.endswith(digits)]
        return [
            member for member in self._joined.all() if typed in member.name or member.pinyin.startswith(folded(typed))
        ]

    def coupons_of(self, one_id: str) -> Sequence[StoredCoupon]:
        """As the ledger last said, and as this till has swapped them since."""
        found = {row[0]: StoredCoupon(*row) for row in self._database.rows(_COUPONS, (one_id,))}
        for coupon_id, offer_id, to_coupon_id, to_offer_id, expires_at in self._database.rows(_SWAPS, (one_id,)):
            found[coupon_id] = StoredCoupon(coupon_id, offer_id, one_id, "used", expires_at)
            new = StoredCoupon(to_coupon_id, to_offer_id, one_id, "available", expires_at)
            found.setdefault(to_coupon_id, new)
        return list(found.values())

    def tags_of(self, one_id: str) -> Sequence[MemberTag]:
        return tags_of(self._database, one_id)

    def _first(self, row: Row | None) -> Member | None:
        return None if row is None else _member(row, self._complete_as_of())

    def _complete_as_of(self) -> str:
        found = self._database.row(_COMPLETE_AS_OF, ("members",))
        return str(found[0]) if found else ""


def _add(found: dict[str, Row], rows: Sequence[Row], limit: int) -> None:
    for row in rows:
        if len(found) < limit:
            found.setdefault(row[0], row)


def _member(row: Row, complete_as_of: str) -> Member:
    return Member(
        one_id=row[0],
        name=row[1],
        pinyin=row[2],
        phone=row[3],
        birthday=row[4],
        tiers=read_json(row[5]),
        plans=tuple(read_json(row[6])),
        points=read_json(row[7]),
        cards=read_json(row[8]),
        first_purchase=bool(row[9]),
        as_of=later(row[10], complete_as_of),
        uses={offer_id: OfferUses(**counts) for offer_id, counts in read_json(row[11]).items()},
        growth=read_json(row[12]),
        phone_digest=row[13],
        consents=read_json(row[14]),
        **_endings(read_json(row[15])),
        guide=MemberGuide(row[16], row[17]) if row[17] else None,
        home=row[16] or None,
        source="cache",
    )


def later(first: str, second: str) -> str:
    """The later of two times with offsets; one that is no time counts as none."""
    return max((first, second), key=instant)


# The same few times stand with every member of a pull.
@lru_cache(maxsize=256)
def instant(text: str) -> float:
    """Seconds since 1970 of a time with its offset; minus infinity for what is no time."""
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return float("-inf")


def _endings(ends: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a member that say what ends."""
    points = {program: (int(count), str(day)) for program, (count, day) in ends.get("points", {}).items()}
    later = {
        program: tuple((int(count), str(day)) for count, day in rows) for program, rows in ends.get("later", {}).items()
    }
    return {"points_end": points, "points_later": later, "tiers_end": dict(ends.get("tiers", {}))}
