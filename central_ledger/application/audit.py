"""Prove the books from the journals: what must hold at all times, checked over everything that is stored.

Source: docs/spec/offline.md, section 6. Reads one moment of the database, beside a running server. Nothing is repaired.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from central_ledger.application.archive_audit import archive_problems
from central_ledger.application.clearing import UnderWay, under_way
from central_ledger.application.erasure_audit import erasure_problems
from central_ledger.application.growth import growth_problems
from central_ledger.application.journal_audit import Problems, journal_problems
from central_ledger.application.lease_audit import lease_problems
from central_ledger.application.ledger import Ledger
from central_ledger.application.program_settlement import month_problems
from central_ledger.application.rebuild import balances_kept
from central_ledger.application.settlement_audit import settlement_problems
from central_ledger.application.tiers import tier_problems
from central_ledger.application.value_audit import shown_account, value_problems
from central_ledger.domain import accounts
from central_ledger.domain.stream import Epoch
from central_ledger.store.journals import Till
from retail.refunds import EXCHANGE

#: Accounts of which every member has one: shown as one sum.
_OF_MEMBERS = frozenset(("member", "member_growth"))


@dataclass(slots=True)
class Audit:
    """What was found. `problems` is empty when everything balances; each names what, where and how much.

    `units` is the trial balance: the sum of all postings by unit, 0 each. `accounts` sums each account (all members'
    accounts together). `tills` says for each till what it sent and what became of it, its sales by currency, and its
    high waters. `cases` counts the open ones by kind; `quarantine` and `suspended` name what waits for a person.
    `not_replayed` entries wait for the replay, which a serving ledger goes on with; `returns_without_sale` for entries
    of other tills. `exchanges_open`: tills at which goods paid for sales that are not here, or the other way round.
    `clearing` is what waits on its way to members (a distributed ledger): items, since when, and what it will book.
    `tiers_due` members' tiers end by now and were not settled (`central-ledger tiers settle`).
    `rebuilt` counts the balances that were proved, by kind; None: nobody asked for it.
    """

    problems: list[dict[str, Any]] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)
    accounts: list[dict[str, Any]] = field(default_factory=list)
    tills: list[dict[str, Any]] = field(default_factory=list)
    quarantine: list[dict[str, Any]] = field(default_factory=list)
    suspended: list[str] = field(default_factory=list)
    cases: dict[str, int] = field(default_factory=dict)
    not_replayed: int = 0
    returns_without_sale: int = 0
    exchanges_open: list[dict[str, Any]] = field(default_factory=list)
    tiers_due: int = 0
    clearing: dict[str, Any] = field(default_factory=dict)
    rebuilt: dict[str, int] | None = None

    @property
    def balanced(self) -> bool:
        return not self.problems

    def report(self) -> dict[str, Any]:
        """As a JSON object."""
        return {
            "balanced": self.balanced,
            "problems": self.problems,
            "units": self.units,
            "accounts": self.accounts,
            "tills": self.tills,
            "quarantine": self.quarantine,
            "suspended": self.suspended,
            "cases": self.cases,
            "not_replayed": self.not_replayed,
            "returns_without_sale": self.returns_without_sale,
            "exchanges_open": self.exchanges_open,
            "tiers_due": self.tiers_due,
            "clearing": self.clearing,
        } | ({} if self.rebuilt is None else {"rebuilt": self.rebuilt})


def audit(ledger: Ledger, *, rebuild: bool = False) -> Audit:
    """Check everything; with `rebuild` also what entries did to members and stock, and how many balances that proves.

    Raises StoreUnavailable when the file cannot be read.
    """
    found = Audit()
    with ledger.database.snapshot(whole=True):
        ledger.database.check_file()
        if rebuild:
            found.rebuilt = balances_kept(ledger)
        waiting = under_way(ledger)
        found.clearing = {"items": waiting.items, "oldest": waiting.oldest, "units": waiting.units}
        _check_balances(ledger, found, waiting)
        _check_members(ledger, found)
        _check_stock(ledger, found)
        found.problems += settlement_problems(ledger)
        sums = defaultdict(list)
        for store, name, currency, count, gross, payable in ledger.books.sums_by_till():
            sums[store, name].append(
                {"currency": currency, "sales": count, "gross_minor": gross, "payable_minor": payable}
            )
        for store, tills in groupby(ledger.journals.tills(), key=lambda till: till.store):
            named = {till.till: till for till in tills}
            journals = journal_problems(ledger, store, named, waiting if rebuild else None)
            for name, till in named.items():
                _check_till(ledger, till, journals.get(name, []), found, sums.pop((store, name), []))
        for (store, name), rows in sums.items():
            found.problems.append({"what": "sales_of_unknown_till", "store": store, "till": name, "sales": rows})
        for store, name, epoch, seq, kind, code in ledger.journals.quarantined():
            found.quarantine.append(
                {"store": store, "till": name, "epoch": epoch, "seq": seq, "kind": kind, "code": code}
            )
        found.returns_without_sale = len(ledger.goods_returns.waiting())
        found.not_replayed = ledger.replays.waiting()
        for case in ledger.cases.all("open"):
            found.cases[case.kind] = found.cases.get(case.kind, 0) + 1
    return found


def _check_balances(ledger: Ledger, found: Audit, waiting: UnderWay) -> None:
    """Every transfer and every unit come to 0, and the clearing accounts with what is under way."""
    sums: dict[tuple[str, str], int] = {}
    for account, unit, amount in ledger.books.trial_balance():
        kind = account.partition("/")[0]
        name = f"{kind}/*" if kind in _OF_MEMBERS else shown_account(account)
        sums[name, unit] = sums.get((name, unit), 0) + amount
        found.units[unit] = found.units.get(unit, 0) + amount
        if amount and account.startswith("tender/") and account.endswith(f"/{EXCHANGE}"):
            found.exchanges_open.append({"account": account, "unit": unit, "amount": amount})
        if account == accounts.CLEARING and amount != waiting.units.get(unit, 0):
            missing = amount - waiting.units.get(unit, 0)
            found.problems.append({"what": "clearing_not_empty", "unit": unit, "amount": missing})
    for store, kind, thousandths in ledger.stock.sums():
        # A movement names both of its accounts: what leaves the one is what the other gets.
        for account, amount in (
            (accounts.stock(store), thousandths),
            (accounts.stock_moved(store, kind), -thousandths),
        ):
            sums[account, accounts.GOODS] = sums.get((account, accounts.GOODS), 0) + amount
    found.accounts = [
        {"account": name, "unit": unit, "amount": amount} for (name, unit), amount in sorted(sums.items())
    ]
    for unit, amount in found.units.items():
        if amount:
            found.problems.append({"what": "trial_balance", "unit": unit, "amount": amount})
    for owner, transfer_id, unit, amount in ledger.books.unbalanced():
        found.problems.append(
            {"what": "unbalanced_transfer", "owner": owner, "transfer": transfer_id, "unit": unit, "amount": amount}
        )


def _check_members(ledger: Ledger, found: Audit) -> None:
    """A balance is the sum of its postings; coupons, leases, limits and budgets are in order."""
    for one_id, unit, cached, posted in ledger.members.wrong_balances():
        found.problems.append(
            {"what": "member_balance", "one_id": one_id, "unit": unit, "cached": cached, "posted": posted}
        )
    for holder, unit, state, said, posted in ledger.coupon_pieces.wrong():
        found.problems.append(
            {"what": "coupon_state", "holder": holder, "unit": unit, "account": state, "said": said, "posted": posted}
        )
    for one_id, unit, kept, posted in ledger.points_lots.expired_otherwise():
        found.problems.append(
            {"what": "points_expired", "one_id": one_id, "unit": unit, "kept": kept, "posted": posted}
        )
    for one_id, program, points, lots in ledger.points_lots.beyond():
        found.problems.append(
            {"what": "points_beyond_lots", "one_id": one_id, "program": program, "points": points, "lots": lots}
        )
    found.problems += month_problems(ledger)
    for store, redemption_id in ledger.redemptions.without_transfer():
        found.problems.append({"what": "reward_without_postings", "store": store, "redemption": redemption_id})
    wrong, found.tiers_due = tier_problems(ledger)
    found.problems += [*wrong, *growth_problems(ledger)]
    found.problems += lease_problems(ledger)
    found.problems += archive_problems(ledger)
    found.problems += value_problems(ledger)
    found.problems += erasure_problems(ledger)


def _check_stock(ledger: Ledger, found: Audit) -> None:
    """A stock level is the sum of its movements."""
    for store, sku, level, moved in ledger.stock.wrong_levels():
        found.problems.append({"what": "stock_level", "store": store, "sku": sku, "level": level, "moved": moved})


def _check_till(
    ledger: Ledger, till: Till, journal: Sequence[tuple[Epoch, Problems]], found: Audit, sales: list[dict[str, Any]]
) -> None:
    """What the till sent and what became of it. `journal`: its epochs with what is wrong in them."""
    epochs = [epoch for epoch, _ in journal]
    applied, quarantined, refused = ledger.journals.counts(till.store, till.till)
    waiting = sum(max(0, epoch.highest_seen - epoch.high_water) for epoch in epochs)
    if till.suspended_at is not None:
        found.suspended.append(f"{till.store}/{till.till}")
    high_waters = [{"epoch": epoch.epoch, "seq": epoch.high_water} for epoch in epochs]
    found.tills.append(
        {
            "store": till.store,
            "till": till.till,
            "suspended": till.suspended_at is not None,
            "revoked": till.revoked_at is not None,
            "sent": applied + quarantined + refused + waiting,
            "applied": applied,
            "quarantined": quarantined,
            "refused": refused,
            "waiting": waiting,
            "high_waters": high_waters,
            "sales": sales,
        }
    )
    if applied + quarantined != sum(epoch.high_water for epoch in epochs):
        found.problems.append(
            {"what": "entries_missing", "store": till.store, "till": till.till, "kept": applied + quarantined}
        )
    booked = 0
    for epoch, problems in journal:
        for where, what in problems:
            found.problems.append(
                {"what": what, "store": till.store, "till": till.till, "epoch": epoch.epoch, "seq": where}
            )
        booked += ledger.journals.applied_sales(till.store, till.till, epoch.epoch)
    if booked != sum(row["sales"] for row in sales):
        found.problems.append(
            {"what": "sales_not_of_the_journal", "store": till.store, "till": till.till, "journal": booked}
        )
