"""A store's day as statements, one for each party and unit: docs/spec/settlement.md, section 4.

Pure: from the sums of a day and what the day before left over to the document whose bytes are kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from central_ledger.domain.settlement import COMMISSION_NEXT, INCENTIVE

#: Account, unit, day of the sales, sum and number of postings.
Sum = tuple[str, str, str, int, int]
VERSION = 1


@dataclass(frozen=True, slots=True)
class Carried:
    """What a statement leaves for the next one: commission that is not due yet, and the debt of a guide (both of what
    the party is to receive, so a debt is below 0); of incentive points, how many there are.
    """

    accrued: int = 0
    debt: int = 0
    points: int = 0


Key = tuple[str, str]  # party and unit


def party_of_account(account: str) -> tuple[str, str]:
    """Whom an account is about, and what: `due/brand:YR/goods` is the brand's goods."""
    parts = [part.replace("%2F", "/").replace("%25", "%") for part in account.split("/")]
    return (parts[1], parts[2]) if parts[0] == "due" else (parts[1], parts[0])


def day_document(
    store: str, day: str, chain: tuple[int, str], sums: Iterable[Sum], carried: Mapping[Key, Carried], *, pays: bool
) -> dict[str, Any]:
    """The document of a day. `chain`: its number, and the hash of the one before; `pays`: what was accrued is due."""
    lines: dict[Key, list[dict[str, Any]]] = {}
    for account, unit, sold_on, amount, count in sums:
        party, what = party_of_account(account)
        # A debit is what somebody owes; of incentive points, what a guide has.
        received = amount if account.startswith("incentive") else -amount
        line = {"what": what, "sold_on": sold_on, "amount": received, "postings": count}
        lines.setdefault((party, unit), []).append(line)
    open_ones = [key for key, left in carried.items() if left != Carried()]
    statements = [
        _statement(*key, lines.get(key, ()), carried.get(key, Carried()), pays=pays)
        for key in sorted({*lines, *open_ones})
    ]
    number, previous = chain
    return {
        "v": VERSION,
        "store": store,
        "day": day,
        "number": number,
        "previous": previous,
        "pays_accrued": pays,
        "statements": statements,
    }


def _statement(
    party: str, unit: str, lines: Sequence[Mapping[str, Any]], left: Carried, *, pays: bool
) -> dict[str, Any]:
    amount = sum(line["amount"] for line in lines)
    head = {"party": party, "unit": unit, "lines": list(lines), "amount": amount}
    if unit == INCENTIVE:
        return head | {"points_before": left.points, "points_after": left.points + amount}
    added = sum(line["amount"] for line in lines if line["what"] == COMMISSION_NEXT)
    released = left.accrued if pays else 0
    payable = amount - added + released
    total = left.debt + payable
    # A guide never pays in: what is too little stays as a debt, and is set off against what comes next.
    debt = min(0, total) if party.startswith("guide:") else 0
    return head | {
        "accrued_before": left.accrued,
        "accrued_added": added,
        "accrued_due": released,
        "accrued_after": left.accrued - released + added,
        "payable": payable,
        "debt_before": -left.debt,
        "set_off": min(-left.debt, max(0, payable)),
        "settled": total - debt,
        "debt_after": -debt,
    }


def carried_of(document: Mapping[str, Any] | None) -> dict[Key, Carried]:
    """What a day leaves for the next one."""
    found = {}
    for each in () if document is None else document["statements"]:
        key = (each["party"], each["unit"])
        if each["unit"] == INCENTIVE:
            found[key] = Carried(points=each["points_after"])
        else:
            found[key] = Carried(each["accrued_after"], -each["debt_after"])
    return found


def encoded_day(document: Mapping[str, Any]) -> str:
    """The one way in which a day is written: its bytes are what the hash is over."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


#: The first of a chain has none before it.
NO_HASH = "0" * 64
CSV_HEAD = ("store", "day", "number", "party", "unit", "what", "sold_on", "amount", "postings")


def csv_rows(document: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """A day as a table: a row for each line, and one for each total, whose `what` begins with `=`."""
    rows: list[tuple[Any, ...]] = []
    for each in document["statements"]:
        head = (document["store"], document["day"], document["number"], each["party"], each["unit"])
        rows += [(*head, ln["what"], ln["sold_on"], ln["amount"], ln["postings"]) for ln in each["lines"]]
        totals = [name for name in each if name not in ("party", "unit", "lines")]
        rows += [(*head, f"={name}", document["day"], each[name], "") for name in totals]
    return rows
