"""Draws whose odds anybody can check afterwards: commit, draw, reveal. Source: docs/spec/line.md, "Programs".

Before the first entry the hash of the seed and the table of prizes are published. Each entry's result is
HMAC-SHA256(seed, draw id, entry id) as a number modulo the sum of all weights, which says the place in the table. After
the end the seed is revealed: whoever has the file computes every result again.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from central_ledger.domain.rule_reading import (
    BadProgramRules,
    days_at,
    integer,
    list_at,
    moment_at,
    object_at,
    text_at,
    texts_at,
)
from retail.draws import check_code, is_same_code

SEED_BYTES = 32
#: 2**256 is so much more than any sum of weights that no place is likelier than its weight says, by 2**-200.
WEIGHTS_MAX = 2**40
_DRAW = (
    *("id", "label", "label_en", "program", "price", "per_member", "per_day", "budget", "prizes", "from", "to"),
    *("free", "free_tiers"),
)
_PRIZE = ("id", "label", "label_en", "weight", "points", "offer", "sku", "days", "cost")


@dataclass(frozen=True, slots=True)
class Prize:
    """`weight` of the sum of all weights; `points` of the draw's program, a coupon of `offer_id`, goods (`sku`) that a
    till hands over, or nothing; coupon and goods last `days`.

    `cost` (minor units) is taken from the draw's budget; without enough of it the prize becomes the consolation.
    """

    prize_id: str
    label: str
    weight: int
    points: int = 0
    offer_id: str = ""
    days: int | None = None
    cost: int = 0
    sku: str = ""
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """`price` points of `program` for each entry (0: free); of one member at most `per_member`, `per_day` in a day.

    The first `free` entries of a member cost nothing, by right of one of `free_tiers` (empty: by being a member).
    """

    draw_id: str
    label: str
    program: str
    price: int
    per_member: int
    per_day: int
    budget: int
    prizes: tuple[Prize, ...]
    starts: str | None = None
    ends: str | None = None
    free: int = 0
    free_tiers: tuple[str, ...] = ()

    @property
    def weights(self) -> int:
        return sum(prize.weight for prize in self.prizes)

    def price_of(self, before: int, tier: str | None) -> int:
        """What an entry costs a member of this tier of the program, who has taken part so often before."""
        is_free = before < self.free and (not self.free_tiers or tier in self.free_tiers)
        return 0 if is_free else self.price


def read_draw(document: object) -> Draw:
    """Raises BadProgramRules. The last prize is the consolation: it costs nothing."""
    row = object_at(document, "$", _DRAW)
    rows = list_at(row.get("prizes"), "$.prizes")
    prizes = tuple(_prize(each, f"$.prizes[{place}]") for place, each in enumerate(rows))
    ids = [prize.prize_id for prize in prizes]
    if not prizes or len(set(ids)) != len(ids):
        raise BadProgramRules("$.prizes", "prizes, each id once")
    if prizes[-1].cost:
        raise BadProgramRules(f"$.prizes[{len(prizes) - 1}].cost", "0: the last prize is what is left without a budget")
    draw = Draw(
        text_at(row, "id", "$"),
        text_at(row, "label", "$"),
        text_at(row, "program", "$"),
        integer(row, "price", "$", 0),
        integer(row, "per_member", "$", 1),
        integer(row, "per_day", "$", 1),
        integer(row, "budget", "$", 0),
        prizes,
        moment_at(row, "from", "$"),
        moment_at(row, "to", "$"),
        0 if row.get("free") is None else integer(row, "free", "$", 0),
        texts_at(row, "free_tiers", "$"),
    )
    if draw.weights > WEIGHTS_MAX:
        raise BadProgramRules("$.prizes", "weights of less than 2**40 together")
    return draw


def _prize(value: object, path: str) -> Prize:
    row = object_at(value, path, _PRIZE)
    points = 0 if row.get("points") is None else integer(row, "points", path, 1)
    offer = "" if row.get("offer") is None else text_at(row, "offer", path)
    sku = "" if row.get("sku") is None else text_at(row, "sku", path)
    if sum(map(bool, (points, offer, sku))) > 1:
        raise BadProgramRules(path, "points, an offer or a sku, not two of them")
    return Prize(
        text_at(row, "id", path),
        text_at(row, "label", path),
        integer(row, "weight", path, 1),
        points,
        offer,
        days_at(row, path),
        0 if row.get("cost") is None else integer(row, "cost", path, 0),
        sku,
        "" if row.get("label_en") is None else text_at(row, "label_en", path),
    )


def committed(seed: bytes, document: str) -> str:
    """What is published before: the hash of the seed together with the table as it was written."""
    return hashlib.sha256(b"onetill-draw-1\n" + seed + b"\n" + document.encode()).hexdigest()


def place_of(seed: bytes, draw_id: str, entry_id: str, weights: int) -> int:
    """Where in the table an entry falls: 0 to the sum of weights, less one."""
    digest = hmac.new(seed, f"{draw_id}\n{entry_id}".encode(), hashlib.sha256).digest()
    return int.from_bytes(digest, "big") % weights


def prize_at(prizes: Sequence[Prize], place: int) -> Prize:
    """The prize whose part of the table a place is in."""
    for prize in prizes:
        if place < prize.weight:
            return prize
        place -= prize.weight
    raise ValueError("a place beyond the table")


def outcome(draw: Draw, seed: bytes, entry_id: str, budget_left: int) -> tuple[int, Prize, Prize]:
    """The place, what it names, and what is given for it: the consolation where the budget has no more."""
    place = place_of(seed, draw.draw_id, entry_id, draw.weights)
    drawn = prize_at(draw.prizes, place)
    return place, drawn, drawn if drawn.cost <= budget_left else draw.prizes[-1]


@dataclass(frozen=True, slots=True)
class Verified:
    """`problems` is empty when everything is as it was promised. `counts` by prize: entries, and how many to expect.
    `slip` is the entry that a printed check code is of: its number, and what is given for it.
    """

    entries: int
    counts: Mapping[str, tuple[int, str]]
    problems: tuple[str, ...]
    slip: tuple[int, str] | None = None


def verify(document: Mapping[str, Any], code: str = "") -> Verified:
    """Compute a revealed draw again, from its file alone; `code` is that of a printed slip, which must be of one of
    its entries. Raises BadProgramRules for a file that is none.
    """
    whole = object_at(document, "$", ("table", "commitment", "committed_at", "seed", "entries"))
    table, seed = text_of(whole, "table"), bytes.fromhex(text_at(whole, "seed", "$"))
    draw = read_draw(_json(table))
    problems: list[str] = []
    commitment, slip = committed(seed, table), None
    if commitment != whole.get("commitment"):
        problems.append("the seed and the table are not what was committed to")
    counts: Counter[str] = Counter()
    left, seen, by_member, by_day = draw.budget, set[str](), Counter[str](), Counter[tuple[str, str]]()
    for number, entry in enumerate(list_at(whole.get("entries"), "$.entries"), 1):
        row = object_at(entry, f"$.entries[{number - 1}]", ("number", "entry", "member", "day", "drawn", "given"))
        entry_id = str(row.get("entry"))
        _, drawn, given = outcome(draw, seed, entry_id, left)
        left -= given.cost
        counts[drawn.prize_id] += 1
        member, day = str(row.get("member")), str(row.get("day"))
        by_member[member] += 1
        by_day[member, day] += 1
        if row.get("number") != number or entry_id in seen:
            problems.append(f"entry {number}: it does not follow the one before, or stands twice")
        if (row.get("drawn"), row.get("given")) != (drawn.prize_id, given.prize_id):
            problems.append(f"entry {number}: {drawn.prize_id} was drawn and {given.prize_id} to be given")
        if by_member[member] > draw.per_member or by_day[member, day] > draw.per_day:
            problems.append(f"entry {number}: more entries of one member than the draw allows")
        if code and is_same_code(code, check_code(commitment, number, entry_id, given.prize_id)):
            slip = (number, given.prize_id)
        seen.add(entry_id)
    if code and slip is None:
        problems.append(f"the check code {code} is of no entry: what was printed is not what the file says")
    total = sum(counts.values())
    shown = {p.prize_id: (counts[p.prize_id], f"{total * p.weight}/{draw.weights}") for p in draw.prizes}
    return Verified(total, shown, tuple(problems), slip)


def text_of(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str):
        raise BadProgramRules(f"$.{name}", "a text")
    return value


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadProgramRules("$.table", "JSON") from error
