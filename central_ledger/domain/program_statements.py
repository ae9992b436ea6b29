"""What owners of programs owe each other for points: pure sums. Source: docs/spec/line.md, "Programs".

Points earned with goods of a party are paid to the program's owner by that party; points that paid for goods are paid
to the party whose goods they were by the owner, at what the shopper was given for them; points that were exchanged are
paid by the owner of the program that they left to the owner of the other, at what they are worth there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from central_ledger.domain.program_rules import ProgramRules
from retail.money import allocate

NO_HASH = "0" * 64
#: Who earned or spent: program, party, currency.
Key = tuple[str, str, str]
#: Earned and spent points, and the minor units that the spent ones paid.
Sums = list[int]


@dataclass(slots=True)
class MonthSums:
    """What sales and returns of a month add up to."""

    sums: dict[Key, Sums] = field(default_factory=dict)
    #: Program and the store that gave goods for its points: rewards, and the points of those that were goods.
    rewards: dict[tuple[str, str], Sums] = field(default_factory=dict)
    entries: int = 0

    def add(self, store: str, kind: str, body: Mapping[str, Any], program: str) -> None:
        """One booked entry. `program` is the one whose points pay in the store that sold."""
        if body.get("one_id") is None:
            return
        if kind == "reward_redeemed":
            self.entries += 1
            given = self.rewards.setdefault((str(body["program"]), f"store:{store}"), [0, 0])
            if body["kind"] == "goods":
                given[0] += 1
                given[1] += int(body["points"])
            return
        pricing, currency = body["pricing"], str(body["currency"])
        self.entries += 1
        if kind == "sale":
            earned, spent = pricing.get("points_earned") or {}, int(pricing["points_used"])
            money, scopes = int(pricing["points_amount"]), _scopes(body)
            paid = _paid_by_points(body)
        else:
            earned = {name: -points for name, points in pricing["points_taken"].items()}
            spent, money = -int(pricing["points_back"]), -int(pricing["funding"].get("points", 0))
            scopes, paid = {}, [line["gross_minor"] - line["net_minor"] for line in body["lines"]]
        sign = 1 if kind == "sale" else -1
        parties = [_party(store, line) for line in body["lines"]]
        nets = [max(0, int(line["net_minor"])) for line in body["lines"]]
        for name, points in earned.items():
            wanted = scopes.get(name, ())
            counts = [not wanted or line["brand"] in wanted for line in body["lines"]]
            weights = [net if is_counted else 0 for net, is_counted in zip(nets, counts, strict=True)]
            for party, part in _parts(parties, abs(points), weights if any(weights) else nets):
                self._at(name, party, currency)[0] += sign * part
        for party, part in _parts(parties, abs(spent), paid if any(paid) else nets):
            self._at(program, party, currency)[1] += sign * part
        for party, part in _parts(parties, abs(money), paid if any(paid) else nets):
            self._at(program, party, currency)[2] += sign * part

    def _at(self, *key: str) -> Sums:
        return self.sums.setdefault((key[0], key[1], key[2]), [0, 0, 0])


def _parts(parties: Sequence[str], total: int, weights: Sequence[int]) -> Iterable[tuple[str, int]]:
    if not total:
        return []
    if not any(weight > 0 for weight in weights):
        weights = [1] * len(parties)
    return zip(parties, allocate(total, [max(0, weight) for weight in weights]), strict=True)


def _party(store: str, line: Mapping[str, Any]) -> str:
    return f"brand:{line['brand']}" if line["brand"] else f"store:{store}"


def _scopes(body: Mapping[str, Any]) -> dict[str, Sequence[str]]:
    rows = (body.get("input") or {}).get("programs") or ()
    return {row["program"]: (row.get("scope") or {}).get("brands") or () for row in rows}


def _paid_by_points(body: Mapping[str, Any]) -> list[int]:
    """By line what points paid; where the sale does not say it by line, nothing."""
    by_line = {
        line["id"]: sum(part["amount"] for part in line.get("adjustments", ()) if part["offer"] == "points")
        for line in body["pricing"].get("lines", ())
    }
    return [by_line.get(line["line_id"], 0) for line in body["lines"]]


def statements(
    month: MonthSums, exchanged: Iterable[tuple[str, str, int, int]], rules: ProgramRules, currency: str
) -> list[dict[str, Any]]:
    """One statement for each pair of parties and currency that owe each other anything.

    `exchanged`: from and to, the points given up and got. Programs without an owner are nobody's to settle.
    """
    found: dict[tuple[str, str, str], list[dict[str, Any]]] = {}

    def add(creditor: str, debtor: str, unit: str, amount: int, row: dict[str, Any]) -> None:
        if creditor == debtor:
            return
        first, second = sorted((creditor, debtor))
        rows = found.setdefault((first, second, unit), [])
        rows.append({**row, "from": debtor, "to": creditor, "amount_minor": amount})

    for (program, party, unit), (earned, spent, money) in sorted(month.sums.items()):
        known = rules.programs.get(program)
        if known is None:
            continue
        if earned:
            row = {"what": "earned", "program": program, "points": earned}
            add(known.owner, party, unit, known.worth(earned), row)
        if spent or money:
            add(party, known.owner, unit, money, {"what": "spent", "program": program, "points": spent})
    for (program, party), (pieces, points) in sorted(month.rewards.items()):
        known = rules.programs.get(program)
        if known is not None and points:
            row = {"what": "rewards", "program": program, "points": points, "got": pieces}
            add(party, known.owner, currency, known.worth(points), row)
    for from_program, to_program, given_up, got in exchanged:
        ours, theirs = rules.programs.get(from_program), rules.programs.get(to_program)
        if ours is not None and theirs is not None:
            row = {"what": "exchanged", "program": from_program, "points": given_up, "into": to_program, "got": got}
            add(theirs.owner, ours.owner, currency, theirs.worth(got), row)
    return [
        {"parties": [first, second], "currency": unit, "rows": rows, "net": _net(first, second, rows)}
        for (first, second, unit), rows in sorted(found.items())
    ]


def _net(first: str, second: str, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    owed = sum(row["amount_minor"] if row["from"] == first else -row["amount_minor"] for row in rows)
    debtor, creditor = (first, second) if owed >= 0 else (second, first)
    return {"from": debtor, "to": creditor, "amount_minor": abs(owed)}


def month_text(document: Mapping[str, Any]) -> str:
    """The bytes that are kept, and hashed."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
