"""Growth value of members as it is booked and as it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.growth import DAYS, GrowthMove, counted, growth_rules, moment_of
from central_ledger.domain.growth_sums import standing_moves
from central_ledger.domain.return_bodies import ReturnBody, SoldAs
from central_ledger.domain.sales import growth_postings


def growth_now(ledger: Ledger, one_id: str, setting: Mapping[str, Any], now: datetime) -> dict[str, int]:
    """What counts of a member's growth value now, by program with a rule of tiers."""
    days = {program: int(rule.get("days", DAYS)) for program, rule in (setting.get("tier_rules") or {}).items()}
    if not days:
        return {}
    kept = ledger.growth.kept(one_id)
    moves = None if kept is None else standing_moves(kept, days, now)
    if moves is None:
        moves = moves_by_program(ledger, one_id, days)
    return {program: counted(moves[program], now, length) for program, length in days.items()}


def moves_by_program(ledger: Ledger, one_id: str, programs: Iterable[str]) -> dict[str, list[GrowthMove]]:
    """All changes of a member's growth value in these programs."""
    units = {accounts.growth_unit(program): program for program in programs}
    found: dict[str, list[GrowthMove]] = {program: [] for program in units.values()}
    for unit, at, earned_at, amount, _ in ledger.growth.moves_of(one_id):
        program = units.get(unit)
        if program is not None:
            found[program].append(GrowthMove(moment_of(at), moment_of(earned_at), amount))
    return found


def growth_problems(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Members of whom something else is kept than their postings come to."""
    now = ledger.clock()
    for one_id, kept in ledger.growth.all_kept():
        days = {program: known.days for program, known in kept.sums.items()}
        short, every = standing_moves(kept, days, now), moves_by_program(ledger, one_id, days)
        if short is None:
            continue
        if any(counted(short[name], now, days[name]) != counted(every[name], now, days[name]) for name in days):
            yield {"what": "growth_differs", "one_id": one_id}


def take_growth(ledger: Ledger, store: str, body: ReturnBody, sale: SoldAs, setting: Mapping[str, Any]) -> None:
    """Goods came back to `store`: what was paid for them counts no more. Never more is taken than their sale gave.

    `setting` is `points` of the store that sold.
    """
    wanted = growth_rules(setting).given((line.brand, line.net_minor) for line in body.lines)
    one_id = body.one_id
    if not wanted or one_id is None:
        return
    reference = f"{sale.store}/{sale.sale_id}"
    left: dict[str, int] = {}
    for row in ledger.growth.moves_of(one_id):
        if row.reference == reference:
            left[row.unit] = left.get(row.unit, 0) + row.amount
    taken = {name: min(amount, left.get(accounts.growth_unit(name), 0)) for name, amount in wanted.items()}
    change = {name: -amount for name, amount in taken.items()}
    transfer_id = f"growth/{store}/{body.return_id}"
    book_growth(ledger, one_id, change, transfer_id=transfer_id, kind="return", reference=reference, at=body.at)


def book_growth(
    ledger: Ledger, one_id: str, given: Mapping[str, int], *, transfer_id: str, kind: str, reference: str, at: str
) -> None:
    """Book a change by program (below 0: it is taken); nothing where there is none."""
    postings = growth_postings(one_id, given)
    if postings:
        ledger.books.book_for_members([(one_id, Transfer(transfer_id, kind, reference, at, postings))])
