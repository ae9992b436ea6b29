"""The rules of commission and settlement: checked, numbered, kept for ever, and sent to the stores that they concern.

A version is in force from its publication on; the first one for all that came before, too. Source:
docs/spec/settlement.md, section 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import encoded, publish_setting
from central_ledger.domain.facts import Period, version_at
from retail.benefit_facts import moment
from retail.commission import RuleBook, StoreTerms
from retail.commission_reading import read_rule_book, rule_book_breaches
from retail.contract import ContractError

#: The name of the setting that tills get.
SETTING = "commission"


class RulesRefused(ValueError):
    """Rules that break the contract: everything that is wrong, with its JSON path. Nothing was published."""

    def __init__(self, breaches: Iterable[ContractError]) -> None:
        self.breaches = tuple(breaches)
        super().__init__("; ".join(str(breach) for breach in self.breaches))


@dataclass(frozen=True, slots=True)
class RulesInForce:
    version: int
    book: RuleBook


def publish_rules(ledger: Ledger, document: object, who: str) -> int:
    """Put these rules in force, from now on, and give their version; the same rules again change nothing.

    Raises RulesRefused. A file says nothing of its version: the ledger counts.
    """
    wrong = rule_book_breaches(document)
    known = set(ledger.reference.stores())
    if isinstance(document, dict):
        if "version" in document:
            wrong.append(ContractError("$.version", "nothing: the ledger counts the versions"))
        stores = document.get("stores")
        unknown = [name for name in stores if name not in known] if isinstance(stores, dict) else []
        wrong += [ContractError(f"$.stores.{name}", "a store of this ledger") for name in unknown]
    if wrong:
        raise RulesRefused(wrong)
    versions = ledger.settlements.rules()
    text = encoded(document)
    last = versions[-1][0] if versions else 0
    if last and ledger.settlements.rules_document(last) == text:
        return last
    ledger.settlements.add_rules(last + 1, text, ledger.now(), who)
    for store in sorted(known):
        publish_store_rules(ledger, store)
    return last + 1


def publish_store_rules(ledger: Ledger, store: str) -> None:
    """Tell a store's tills what their guides earn by: the rules that can hold there, and no other store's terms."""
    versions = ledger.settlements.rules()
    if not versions:
        return
    version = versions[-1][0]
    text = ledger.settlements.rules_document(version) or "{}"
    publish_setting(ledger, store, SETTING, {"version": version} | store_slice(json.loads(text), store))


def store_slice(document: Mapping[str, Any], store: str) -> dict[str, Any]:
    """What of a book a store's tills need: no settlement, and no rule that can hold nowhere there."""
    book = read_rule_book(dict(document))
    kind = book.stores.get(store, StoreTerms()).type
    here = {rule.id for rule in book.commission if rule.scope.may_hold_in(store, kind)}
    own = {name: terms for name, terms in document.get("stores", {}).items() if name == store}
    days = {name: document[name] for name in ("weekdays", "holidays") if name in document}
    rules = [rule for rule in document.get("commission", []) if rule["id"] in here]
    return {"stores": own, "commission": rules} | days


class RuleHistory:
    """All versions of the rules as they are now, for one transaction: looked up once, and only when somebody asks."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._periods: tuple[Period, ...] | None = None
        self._known: dict[int, RulesInForce | None] = {}

    def at(self, at: datetime) -> RulesInForce | None:
        """The rules in force at a time; None: there are none at all."""
        if self._periods is None:
            self._periods = _periods(tuple(self._ledger.settlements.rules()))
        version = version_at(self._periods, at)
        if version is None:
            return None
        if version not in self._known:
            self._known[version] = rules_of(self._ledger, version)
        return self._known[version]


def rules_at(ledger: Ledger, at: datetime) -> RulesInForce | None:
    """The rules in force at a time; None: there are none at all."""
    return RuleHistory(ledger).at(at)


def rules_of(ledger: Ledger, version: int) -> RulesInForce | None:
    """A version of the rules. None: the ledger never had it."""
    text = ledger.settlements.rules_document(version)
    return None if text is None else RulesInForce(version, _book(text))


@lru_cache(maxsize=8)
def _periods(versions: tuple[tuple[int, str], ...]) -> tuple[Period, ...]:
    """A version ends where the next one begins; the first reaches back as far as anything does."""
    starts = [moment(published_at) for _, published_at in versions]
    return tuple(
        Period(version, starts[number] if number else None, starts[number + 1] if number + 1 < len(starts) else None)
        for number, (version, _) in enumerate(versions)
    )


@lru_cache(maxsize=16)
def _book(text: str) -> RuleBook:
    """A version never changes: it is read once."""
    return read_rule_book(json.loads(text))
