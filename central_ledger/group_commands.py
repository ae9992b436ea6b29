"""The commands about the group's rules: check, publish, show. Results go to standard output as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol, get_args

from central_ledger.application.clients import add_client, renew_client, revoke_client
from central_ledger.application.group_rules import RulesRefused, check_rules, publish_rules
from central_ledger.application.ledger import Ledger
from central_ledger.application.proposals import (
    ProposalRefused,
    Wish,
    decide,
    list_proposals,
    propose,
    visible_proposal,
    waiting_brands,
    withdraw,
)
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import document_in, with_document
from central_ledger.domain.group_rules import SUBJECTS
from central_ledger.domain.offer_breaches import Breach
from central_ledger.domain.proposals import Proposal, Status
from central_ledger.domain.roles import Grant, Speaker


class AddCommand(Protocol):
    def __call__(
        self, name: str, help_text: str, run: Callable[[Namespace], int], *, needs_data: bool = True
    ) -> argparse.ArgumentParser: ...


def add_group_commands(add: AddCommand) -> None:
    rules = add(
        "group-rules",
        "The group's rules (who takes part, where tiers count, calendars, approvals): check or publish a file, show "
        "what is in force, or list the versions.",
        group_rules,
    )
    rules.add_argument("action", choices=("check", "publish", "show", "history"))
    rules.add_argument("file", nargs="?", type=Path, metavar="FILE", help="check, publish: one JSON object")
    rules.add_argument("--store", help="show: what the tills of this store have of it")
    rules.add_argument("--by", default="console", help="publish: who does it (default: %(default)s)")
    integrations = add(
        "integrations",
        "Other systems of the group (a CDP, a CRM) that read events and give tags: add, list, renew a token, revoke.",
        integrate,
    )
    integrations.add_argument("action", choices=("add", "list", "renew", "revoke"))
    integrations.add_argument("client_id", nargs="?", metavar="CLIENT_ID")
    integrations.add_argument("--name", help="add: what people call it")
    integrations.add_argument("--brand", help="add: it is this brand's, and sees its lines alone")
    proposals = add(
        "proposals",
        "What stores propose for themselves (prices, goods, offers): list, show, propose, approve, refuse, withdraw.",
        propose_or_decide,
    )
    proposals.add_argument("action", choices=("list", "show", "propose", "approve", "refuse", "withdraw"))
    proposals.add_argument("proposal_id", nargs="?", metavar="PROPOSAL_ID")
    proposals.add_argument("--store", help="of which store")
    proposals.add_argument("--status", choices=get_args(Status), help="list: only with this status")
    proposals.add_argument("--kind", choices=SUBJECTS, help="propose: what")
    proposals.add_argument("--file", type=Path, metavar="FILE", help="propose: one JSON object")
    proposals.add_argument("--brand", help="approve, refuse: for which brand")
    proposals.add_argument("--reason", default="", help="why")
    proposals.add_argument("--by", default="console", help="who does it (default: %(default)s)")


def integrate(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "list":
            for client in ledger.clients.all():
                _print(asdict(client))
            return 0
        if options.action == "add":
            client_id, token = add_client(ledger, options.name or "", options.brand)
            _print({"client_id": client_id, "token": token})
        elif not options.client_id:
            raise ValueError("name the system by its id")
        elif options.action == "renew":
            _print({"client_id": options.client_id, "token": renew_client(ledger, options.client_id)})
        else:
            revoke_client(ledger, options.client_id)
            _print({"client_id": options.client_id, "token": None})
    finally:
        ledger.close()
    return 0


def propose_or_decide(options: Namespace) -> int:
    """0: done; 1: refused, and why. Raises Unreadable."""
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "list":
            page = list_proposals(ledger, _console(options), store=options.store, status=options.status, limit=10_000)
            for proposal in page.proposals:
                _print(_proposal(ledger, proposal))
            return 0
        if not (options.proposal_id and options.store):
            raise ValueError("name the proposal, and its store with --store")
        _print(_proposal(ledger, _done(ledger, options)))
    except ProposalRefused as refused:
        _print({"refused": refused.code, "why": str(refused), "breaches": [_breach(b) for b in refused.breaches]})
        return 1
    finally:
        ledger.close()
    return 0


def _done(ledger: Ledger, options: Namespace) -> Proposal:
    speaker, place = _console(options), (options.store, options.proposal_id)
    if options.action == "propose":
        if options.file is None or options.kind is None:
            raise ValueError("say --kind and --file")
        document = document_in(options.file)
        return propose(ledger, speaker, Wish(*place, options.kind, document, options.reason))
    if options.action == "withdraw":
        return withdraw(ledger, speaker, place, options.reason)
    if options.action == "show":
        return visible_proposal(ledger, speaker, *place)
    return decide(ledger, speaker, place, "approve" if options.action == "approve" else "refuse", options.reason)


def _console(options: Namespace) -> Speaker:
    """Whoever runs commands on the ledger's machine sees everything, proposes for any store, and decides for the brand
    that they name.
    """
    grants = [Grant("group_manager")]
    if options.store:
        grants.append(Grant("manager", options.store))
    if options.brand:
        grants.append(Grant("brand_manager", None, options.brand))
    return Speaker(f"console:{options.by}", options.by, tuple(grants))


def _proposal(ledger: Ledger, proposal: Proposal) -> dict[str, Any]:
    history = [asdict(event) for event in ledger.proposals.history(proposal.store, proposal.proposal_id)]
    return asdict(proposal) | {"waiting": waiting_brands(ledger, proposal), "history": history}


def group_rules(options: Namespace) -> int:
    """0: done, or nothing is wrong; 1: the rules break the contract, and where. Raises Unreadable."""
    return with_document(options, lambda ledger, document: _ACTIONS[options.action](ledger, options, document))


def _check(ledger: Ledger, _options: Namespace, document: Any) -> int:
    found = check_rules(ledger, document)
    _print({"breaches": [_breach(breach) for breach in found]})
    return 1 if found else 0


def _publish(ledger: Ledger, options: Namespace, document: Any) -> int:
    try:
        with ledger.database.transaction():
            published = publish_rules(ledger, document, options.by)
    except RulesRefused as refused:
        _print({"published": None, "breaches": [_breach(breach) for breach in refused.breaches]})
        return 1
    offers = [{"id": offer.offer_id, "version": offer.version} for offer in published.offers]
    _print({"published": published.version, "offers": offers, "breaches": []})
    return 0


def _show(ledger: Ledger, options: Namespace, _document: Any) -> int:
    if options.store is not None:
        setting = ledger.feeds.get(options.store, "settings", "group")
        _print(None if setting is None else json.loads(setting))
        return 0
    row = ledger.rule_versions.newest()
    _print(None if row is None else {"version": row.version, "document": row.document})
    return 0


def _history(ledger: Ledger, _options: Namespace, _document: Any) -> int:
    for row in ledger.rule_versions.all():
        _print({"version": row.version, "published_at": row.published_at, "by": row.published_by})
    return 0


_ACTIONS: dict[str, Callable[[Ledger, Namespace, Any], int]] = {
    "check": _check,
    "publish": _publish,
    "show": _show,
    "history": _history,
}


def _breach(breach: Breach) -> dict[str, str]:
    return {"path": breach.path, "expected": breach.expected}


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
