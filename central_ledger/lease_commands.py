"""Commands about leases and budgets: what tills have in hand, the policy, and the money of campaigns."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from dataclasses import asdict
from typing import Any

import msgspec

from central_ledger.application.budgets import free_minor, set_budget
from central_ledger.application.lease_rounds import policy_settings, set_policy
from central_ledger.application.leases import write_off
from central_ledger.application.ledger import Ledger
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import document_in
from central_ledger.domain.lease_policy import LeasePolicy
from central_ledger.group_commands import AddCommand
from central_ledger.store.budgets import Budget


def add_commands(add: AddCommand) -> None:
    command = add(
        "leases",
        "List what tills have in hand, take the risk of a lease that never came back, or read or set the policy.",
        leases,
    )
    command.add_argument("action", choices=("list", "write-off", "policy"))
    command.add_argument("name", nargs="?", metavar="LEASE_ID | FILE", help="write-off: the lease; policy: a JSON file")
    command.add_argument("--all", action="store_true", help="list: those that have ended too")
    command.add_argument("--owner", help="write-off: who takes the risk")
    command.add_argument("--reason", help="write-off: why")
    budget = add("budgets", "List the budgets of offers, or set what an offer may cost in all.", budgets)
    budget.add_argument("action", choices=("list", "set"))
    budget.add_argument("offer", nargs="?", metavar="OFFER")
    budget.add_argument("amount", nargs="?", type=int, metavar="AMOUNT", help="in minor units")
    budget.add_argument("--currency", help="needed when the stores have several")


def leases(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "list":
            for lease in ledger.leases.all(live_only=not options.all):
                is_over = lease.is_live and lease.expires_at <= ledger.now()
                _print(asdict(lease) | {"left": lease.left, "over": is_over})
        elif options.action == "write-off":
            if not (options.name and options.owner and options.reason):
                raise ValueError("name the lease, and say who takes the risk and why with --owner and --reason")
            _print(asdict(write_off(ledger, options.name, options.owner, options.reason)))
        elif options.name is None:
            settings = policy_settings(ledger)
            _print(msgspec.to_builtins(settings) | {"otherwise": msgspec.to_builtins(LeasePolicy())})
        else:
            _print(msgspec.to_builtins(set_policy(ledger, document_in(options.name))))
    finally:
        ledger.close()
    return 0


def budgets(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "list":
            for budget in ledger.budgets.all():
                _print(budget_document(ledger, budget))
        else:
            if options.offer is None or options.amount is None:
                raise ValueError("name the offer and its amount in minor units")
            if options.amount < 0:
                raise ValueError("a budget is at least 0")
            currencies = ledger.reference.currencies()
            currency = options.currency or (currencies[0] if len(currencies) == 1 else None)
            if currency not in currencies:
                raise ValueError(f"name the currency with --currency ({', '.join(currencies)})")
            _print(budget_document(ledger, set_budget(ledger, options.offer, currency, options.amount)))
    finally:
        ledger.close()
    return 0


def budget_document(ledger: Ledger, budget: Budget) -> dict[str, Any]:
    """A budget for people, in minor units: what was given, spent, leased to tills, and is free."""
    leased = ledger.leases.budget_left(budget.holder, budget.currency)
    return {
        "offer_id": budget.offer_id,
        "currency": budget.currency,
        "amount": budget.amount,
        "accepted": budget.accepted,
        "spent": budget.spent,
        "leased": leased,
        "free": max(0, free_minor(ledger, budget)),
        "overdrawn": budget.overdrawn,
    }


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
