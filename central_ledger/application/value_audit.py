"""What must hold of gift cards and stored value at all times: part of the audit."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from central_ledger.application.ledger import Ledger
from retail.stored_value import VALUE_KINDS


def value_problems(ledger: Ledger) -> list[dict[str, Any]]:
    """A balance is the sum of its postings and never below 0; stores and parties agree on what was sold and taken."""
    problems: list[dict[str, Any]] = [
        {"what": "value_balance", "account": account_id, "balance": balance, "posted": posted}
        for account_id, balance, posted in ledger.value_accounts.wrong_balances()
    ]
    sums: dict[tuple[str, ...], int] = defaultdict(int)
    for account, unit, amount in ledger.books.trial_balance():
        kind, *parts = account.split("/")
        if kind == "value_sold":
            sums["value_sold", parts[0], parts[1], unit] += amount
        elif kind == "value_claim":
            sums["value_sold", parts[1], parts[0], unit] += amount
        elif kind == "value_taken":
            sums["value_taken", parts[1], "", unit] += amount
        elif kind == "tender" and parts[2] in VALUE_KINDS:
            sums["value_taken", parts[0], "", unit] += amount
    for (what, store, issuer, unit), amount in sums.items():
        if amount:
            problem = {"what": f"{what}_differs", "store": store, "issuer": issuer, "unit": unit, "amount": amount}
            problems.append(problem)
    return problems


def shown_account(account: str) -> str:
    """The name under which the audit sums an account: all cards, and all stored value, of one party together."""
    if account.startswith("value/"):
        return "/".join((*account.split("/")[:3], "*"))
    return account
