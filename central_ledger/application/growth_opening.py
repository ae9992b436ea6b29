"""Growth value that members bring along: what they had bought before it had accounts, or in an older system."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import points_setting
from central_ledger.application.tiers import open_tiers
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.growth import DAYS, Bought, GrowthMove, growth_bought, growth_rules, moment_of
from central_ledger.domain.sales import growth_postings

#: Set when what was bought before the books had growth value has been booked.
OPENED = "growth_opened_at"


def opening_growth(
    ledger: Ledger, one_id: str, setting: Mapping[str, Any], bought: Iterable[Bought]
) -> dict[str, list[GrowthMove]]:
    """Book what was bought before the books knew of it, as far as it can count for a tier; gives the changes."""
    rules = setting.get("tier_rules") or {}
    days = max((int(rule.get("days", DAYS)) for rule in rules.values()), default=DAYS)
    since = ledger.clock() - timedelta(days=days)
    moves: dict[str, list[GrowthMove]] = {program: [] for program in rules}
    transfers = []
    for number, (time, given) in enumerate(sorted(growth_bought(growth_rules(setting), bought, since).items()), 1):
        postings = growth_postings(one_id, given)
        if postings:
            transfers.append((one_id, Transfer(f"growth/opening/{number}", "opening", "opening", time, postings)))
        for program, amount in given.items():
            moves[program].append(GrowthMove(moment_of(time), moment_of(time), amount))
    ledger.books.book_for_members(transfers)
    return moves


def open_growth(ledger: Ledger) -> int:
    """In a ledger of before growth value had accounts, book what its members had bought until then, and let the tiers
    that they have hold for a period; once. Gives how many members bought anything. Needs a transaction.
    """
    if ledger.reference.meta(OPENED) is not None:
        return 0
    ledger.reference.set_meta(OPENED, ledger.now())
    opened = 0
    for one_id in ledger.growth.members():
        setting = next((points_setting(ledger, store) for store in ledger.members.stores_of(one_id)), {})
        if not setting.get("tier_rules"):
            continue
        booked = {row.reference for row in ledger.growth.moves_of(one_id)}
        bought = [line for reference, line in ledger.growth.bought(one_id) if reference not in booked]
        opened += any(opening_growth(ledger, one_id, setting, bought).values())
        member = ledger.members.get(one_id)
        if member is not None and not ledger.tiers.history(one_id):
            open_tiers(ledger, [member], setting)
    return opened
