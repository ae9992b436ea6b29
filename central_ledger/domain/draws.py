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
    integer,
    list_at,
    moment_at,
    object_at,
    text_at,
)

SEED_BYTES = 32
#: 2**256 is so much more than any sum of weights that no place is likelier than its weight says, by 2**-200.
WEIGHTS_MAX = 2**40


@dataclass(frozen=True, slots=True)
class Prize:
    """`weight` of the sum of all weights; `points` of the draw's program, or a coupon of `offer_id`, or nothing.

    `cost` (minor units) is taken from the draw's budget; without enough of it the prize becomes the consolation.
    """

    prize_id: str
    label: str
    weight: int
    points: int = 0
    offer_id: str = ""
    days: int | None = None
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Draw:
    """`price` points of `program` for each entry (0: free); of one member at most `per_member`, `per_day` in a day."""

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

    @property
    def weights(self) -> int:
        return sum(prize.weight for prize in self.prizes)


def read_draw(document: object) -> Draw:
    """Raises BadProgramRules. The last prize is the consolation: it costs nothing."""
    names = ("id", "label", "program", "price", "per_member", "per_day", "budget", "prizes", "from", "to")
    row = object_at(document, "$", names)
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
    )
    if draw.weights > WEIGHTS_MAX:
        raise BadProgramRules("$.prizes", "weights of less than 2**40 together")
    return draw


def _prize(value: object, path: str) -> Prize:
    row = object_at(value, path, ("id", "label", "weight", "points", "offer", "days", "cost"))
    points = 0 if row.get("points") is None else integer(row, "points", path, 1)
    offer = "" if row.get("offer") is None else text_at(row, "offer", path)
    if points and offer:
        raise BadProgramRules(f"{path}.offer", "points or an offer, not both")
    return Prize(
        text_at(row, "id", path),
        text_at(row, "label", path),
        integer(row, "weight", path, 1),
        points,
        offer,
        None if row.get("days") is None else integer(row, "days", path, 1),
        0 if row.get("cost") is None else integer(row, "cost", path, 0),
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
    """`problems` is empty when everything is as it was promised. `counts` by prize: entries, and how many to expect."""

    entries: int
    counts: Mapping[str, tuple[int, str]]
    problems: tuple[str, ...]


def verify(document: Mapping[str, Any]) -> Verified:
    """Compute a revealed draw again, from its file alone. Raises BadProgramRules for a file that is none."""
    whole = object_at(document, "$", ("table", "commitment", "committed_at", "seed", "entries"))
    table, seed = text_of(whole, "table"), bytes.fromhex(text_at(whole, "seed", "$"))
    draw = read_draw(_json(table))
    problems: list[str] = []
    if committed(seed, table) != whole.get("commitment"):
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
        seen.add(entry_id)
    total = sum(counts.values())
    shown = {p.prize_id: (counts[p.prize_id], f"{total * p.weight}/{draw.weights}") for p in draw.prizes}
    return Verified(total, shown, tuple(problems))


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
