"""Stores propose, brands approve or refuse, and only what was approved goes out. Source: docs/spec/line.md, section 18.

Each step is one transaction that adds to the proposal's history.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from central_ledger.application.budgets import first_budgets
from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import publish_new_versions, rules_in_force, withdraw_offers
from central_ledger.application.publish import GROUP, publish_overlays, publish_products
from central_ledger.domain.group_rules import Subject
from central_ledger.domain.offer_breaches import Breach
from central_ledger.domain.proposals import (
    Proposal,
    ProposalEvent,
    Status,
    What,
    funding_brands,
    named_skus,
    read_proposal,
)
from central_ledger.domain.roles import Speaker
from central_ledger.store.proposals import ProposalFilter
from retail.catalogue import Product, StoreOverlay
from retail.ports import OfferRecord

#: `place` below is a store and a proposal's id.
Decision = Literal["approve", "refuse"]
PAGE_DEFAULT = 50
PAGE_MAX = 200


class ProposalRefused(ValueError):
    """Not done. `code`: `not_found`, `forbidden`, `conflict`, `not_open`, `reason_needed`, `breach`."""

    def __init__(self, code: str, message: str, breaches: Sequence[Breach] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.breaches = tuple(breaches)


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """Proposals, and the place after them (None: there are no more)."""

    proposals: tuple[Proposal, ...]
    next: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody proposes for a store, as they wrote it."""

    store: str
    proposal_id: str
    kind: Subject
    document: Any
    note: str = ""


def propose(ledger: Ledger, speaker: Speaker, wish: Wish) -> Proposal:
    """Propose something for a store; the same id and content again changes nothing. Raises ProposalRefused."""
    store, proposal_id, kind = wish.store, wish.proposal_id, wish.kind
    if not any(scope.store in (None, store) for scope in speaker.scopes("propose")):
        raise ProposalRefused("forbidden", f"your role does not propose anything for store {store}")
    subject, normal, breaches = read_proposal(kind, wish.document, store)
    with ledger.database.transaction():
        breaches = breaches or _unknown(ledger, store, kind, normal)
        if breaches:
            raise ProposalRefused("breach", "the proposal breaks the contract", breaches)
        known = ledger.proposals.get(store, proposal_id)
        if known is not None:
            if (known.kind, known.document) != (kind, normal):
                raise ProposalRefused("conflict", "another proposal has this id")
            return known
        for earlier in ledger.proposals.open_about(store, kind, subject):
            _note(ledger, earlier, speaker.name, "replaced", reason=proposal_id, status="replaced")
        brands = _asked(ledger, store, kind, normal)
        at = ledger.now()
        proposal = Proposal(store, proposal_id, kind, subject, normal, brands, "proposed", speaker.name, at)
        ledger.proposals.add(proposal)
        _note(ledger, proposal, speaker.name, "proposed", brands=brands, reason=wish.note)
        if not brands:
            _publish(ledger, proposal)
        return _fresh(ledger, proposal)


def decide(ledger: Ledger, speaker: Speaker, place: tuple[str, str], decision: Decision, reason: str) -> Proposal:
    """Approve or refuse for the speaker's brands; with the last brand's word it goes out. Raises ProposalRefused."""
    with ledger.database.transaction():
        proposal = visible_proposal(ledger, speaker, *place)
        mine = _decides(speaker, proposal)
        if not mine:
            raise ProposalRefused("forbidden", "only the brand that is asked decides this")
        if proposal.status != "proposed":
            raise ProposalRefused("not_open", f"this proposal is {proposal.status} already")
        if decision == "refuse":
            if not reason.strip():
                raise ProposalRefused("reason_needed", "say why, so that the store can propose something better")
            _note(ledger, proposal, speaker.name, "refused", brands=mine, reason=reason, status="refused")
        else:
            _note(ledger, proposal, speaker.name, "approved", brands=mine, reason=reason)
            if not waiting_brands(ledger, proposal):
                _publish(ledger, proposal)
        return _fresh(ledger, proposal)


def withdraw(ledger: Ledger, speaker: Speaker, place: tuple[str, str], reason: str) -> Proposal:
    """Take an open proposal back, or an offer that was approved out of the store. Raises ProposalRefused."""
    with ledger.database.transaction():
        proposal = visible_proposal(ledger, speaker, *place)
        if not any(scope.store in (None, proposal.store) for scope in speaker.scopes("propose")):
            raise ProposalRefused("forbidden", "only the store takes its proposals back")
        if proposal.status == "proposed":
            _note(ledger, proposal, speaker.name, "withdrawn", reason=reason, status="withdrawn")
        elif proposal.status == "approved" and proposal.kind == "offer":
            withdraw_offers(ledger, [proposal.subject])
            _note(ledger, proposal, speaker.name, "ended", reason=reason, status="withdrawn")
        else:
            raise ProposalRefused("not_open", f"this proposal is {proposal.status}: propose another one instead")
        return _fresh(ledger, proposal)


def visible_proposal(ledger: Ledger, speaker: Speaker, store: str, proposal_id: str) -> Proposal:
    """Raises ProposalRefused `not_found`, also for one that this person may not see."""
    proposal = ledger.proposals.get(store, proposal_id)
    if proposal is None or not _filter(speaker).covers(proposal):
        raise ProposalRefused("not_found", f"there is no proposal {proposal_id} of store {store}")
    return proposal


def list_proposals(
    ledger: Ledger,
    speaker: Speaker,
    *,
    store: str | None = None,
    status: Status | None = None,
    after: tuple[str, str] | None = None,
    limit: int = PAGE_DEFAULT,
) -> ProposalPage:
    """Those that the speaker may see, the oldest first."""
    found = ledger.proposals.page(_filter(speaker, store, status), after, limit + 1)
    page = tuple(found[:limit])
    return ProposalPage(page, (page[-1].proposed_at, page[-1].proposal_id) if len(found) > limit else None)


def waiting_brands(ledger: Ledger, proposal: Proposal) -> tuple[str, ...]:
    """The brands whose word an open proposal waits for."""
    if proposal.status != "proposed":
        return ()
    history = ledger.proposals.history(proposal.store, proposal.proposal_id)
    said = {brand for event in history if event.what == "approved" for brand in event.brands}
    return tuple(brand for brand in proposal.brands if brand not in said)


def may_decide(speaker: Speaker, proposal: Proposal) -> bool:
    return proposal.status == "proposed" and bool(_decides(speaker, proposal))


def _decides(speaker: Speaker, proposal: Proposal) -> tuple[str, ...]:
    """The asked brands for which the speaker may say yes or no."""
    if not speaker.may("decide_proposals"):
        return ()
    brands = speaker.brands("decide_proposals")
    return tuple(brand for brand in proposal.brands if brands is None or brand in brands)


def _filter(speaker: Speaker, store: str | None = None, status: Status | None = None) -> ProposalFilter:
    if not speaker.may("see_proposals"):
        return ProposalFilter(store=store, status=status)
    # A brand's people see what is about their brand, in whatever store.
    brands = speaker.brands("see_proposals")
    of_brands = frozenset() if brands is None else brands
    grants = [grant for grant in speaker.grants if grant.brand is None]
    stores = {scope.store for scope in Speaker("", "", tuple(grants)).scopes("see_proposals")}
    named = None if None in stores else frozenset(name for name in stores if name is not None)
    return ProposalFilter(named, of_brands, store, status)


def _asked(ledger: Ledger, store: str, kind: Subject, document: Mapping[str, Any]) -> tuple[str, ...]:
    """The brands that want to be asked about this; whoever would pay for it is asked in any case."""
    rules = rules_in_force(ledger)
    payers = funding_brands(document) if kind == "offer" else frozenset()
    concerned = _brands_of(ledger, store, kind, document)
    return tuple(sorted({brand for brand in concerned if rules.asks(brand, kind, store)} | payers))


def _brands_of(ledger: Ledger, store: str, kind: Subject, document: Mapping[str, Any]) -> set[str]:
    if kind == "sku":
        return {document["brand"]}
    if kind == "price":
        return {_goods(ledger, store, document["sku"]).get("brand", "")}
    skus = named_skus(document)
    brands = set((document.get("scope") or {}).get("brands") or ())
    brands |= {_goods(ledger, store, sku).get("brand", "") for sku in skus}
    if not brands:  # it is about everything that the store sells
        setting = ledger.feeds.get(store, "settings", "store")
        brands = set(json.loads(setting)["brands"]) if setting is not None else set()
    return brands


def _goods(ledger: Ledger, store: str, sku: str) -> Mapping[str, Any]:
    """The store's own product, or the group's; empty when there is none."""
    row = ledger.feeds.get(store, "products", sku) or ledger.feeds.get(GROUP, "products", sku)
    found: Mapping[str, Any] = {} if row is None else json.loads(row)
    return found


def _unknown(ledger: Ledger, store: str, kind: Subject, document: Mapping[str, Any]) -> list[Breach]:
    """Goods that nobody sells, or that somebody else sells already."""
    if kind == "price" and not _goods(ledger, store, document["sku"]):
        return [Breach("$.sku", f"goods that the store sells: there is no {document['sku']}")]
    if kind == "sku" and ledger.feeds.get(GROUP, "products", document["sku"]) is not None:
        return [Breach("$.sku", "a SKU that the group does not use")]
    if kind == "offer":
        calendar = document.get("calendar")
        if calendar is not None and calendar not in rules_in_force(ledger).calendar_ids:
            return [Breach("$.calendar", f"a calendar of the group's rules: there is no {calendar}")]
    return []


def _publish(ledger: Ledger, proposal: Proposal) -> None:
    """Send it to the store's tills. Raises ProposalRefused `breach` when it does not fit any more."""
    document = proposal.document
    if proposal.kind == "price":
        publish_overlays(ledger, proposal.store, [StoreOverlay(**document)])
    elif proposal.kind == "sku":
        texts = {name: tuple(document[name]) for name in ("categories", "tags", "barcodes")}
        publish_products(ledger, proposal.store, [Product(**{**document, **texts}, own=True)])
    else:
        published, refused = publish_new_versions(ledger, [OfferRecord(proposal.subject, 0, document)])
        if refused:
            raise ProposalRefused("breach", "the offer does not keep the contract any more", refused[0].breaches)
        first_budgets(ledger, published)
    _note(ledger, proposal, "ledger", "published", brands=proposal.brands, status="approved")


def _note(
    ledger: Ledger,
    proposal: Proposal,
    who: str,
    what: What,
    *,
    brands: tuple[str, ...] = (),
    reason: str = "",
    status: Status | None = None,
) -> None:
    number = len(ledger.proposals.history(proposal.store, proposal.proposal_id)) + 1
    ledger.proposals.add_event(proposal, ProposalEvent(number, ledger.now(), who, what, brands, reason))
    if status is not None:
        ledger.proposals.set_status(proposal, status)


def _fresh(ledger: Ledger, proposal: Proposal) -> Proposal:
    found = ledger.proposals.get(proposal.store, proposal.proposal_id)
    assert found is not None
    return found
