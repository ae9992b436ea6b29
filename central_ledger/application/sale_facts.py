"""Compare what a sale's input says with the ledger's history: offers, coupons, the member, the first purchase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_book import OfferBook
from central_ledger.application.plans import held_around
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.body_types import AMOUNT_MAX
from central_ledger.domain.cases import Case as CaseFile
from central_ledger.domain.cases import case_id
from central_ledger.domain.facts import (
    GRACE,
    Fact,
    MemberState,
    Truth,
    bearer_of,
    calendar_fact,
    coupon_facts,
    member_facts,
    needs_first_purchase,
    sale_order,
    scope_facts,
    states_around,
    version_at,
    version_fact,
)
from central_ledger.domain.replay import Carried, Choice, carry
from central_ledger.store.members import PastMember, holder_of
from central_ledger.store.replays import FirstPurchaseClaim
from retail.benefit_facts import moment
from retail.group_rules import StoreRules
from retail.messages import Entry
from retail.offers import Case, Coupon, MemberFacts, Offer


@dataclass(frozen=True, slots=True)
class SaleAtHand:
    """One booked sale: its entry, its record, the case of its input, its choice, and the offers by id."""

    entry: Entry
    sale: SaleBody
    case: Case
    choice: Choice
    offers: Mapping[str, Offer]


def facts_of(ledger: Ledger, book: OfferBook, at_hand: SaleAtHand) -> tuple[list[Fact], Truth]:
    """What was not so, and what was so instead. Raises StoreUnavailable."""
    case, store = at_hand.case, at_hand.entry.store
    at = moment(case.at)
    rules = book.rules_around(ledger, store, at)
    facts, in_force = _offer_facts(ledger, book, at_hand, rules)
    out_of_scope, tags = scope_facts(case, rules, at)
    facts += out_of_scope
    wrong_coupons, coupons = _coupon_facts(ledger, at_hand)
    facts += wrong_coupons
    member = None
    if case.member is not None:
        wrong, exact = _member_facts(ledger, case.member, case.at)
        facts += wrong
        member = exact if wrong else None
    if case.store != store:
        facts.append(Fact("store", case.store, case.store, store))
    return facts, Truth(store, member, in_force, coupons, tags)


def _offer_facts(
    ledger: Ledger, book: OfferBook, at_hand: SaleAtHand, rules: Sequence[StoreRules]
) -> tuple[list[Fact], tuple[Offer, ...]]:
    """Only what was applied is judged by when it was in force: the rest took nothing from anybody."""
    facts: list[Fact] = []
    in_force: list[Offer] = []
    at = moment(at_hand.case.at)
    applied = {offer for offer, _ in at_hand.choice}
    versions = {used.id: used.version for used in at_hand.sale.input.offers}
    for offer in at_hand.offers.values():
        periods = book.periods(ledger, offer.id) if offer.id in applied else ()
        fact = version_fact(offer.id, versions[offer.id], periods, at)
        calendar = book.calendar(ledger, offer.id, versions[offer.id]) if offer.id in applied else None
        if calendar is not None and (late := calendar_fact(offer.id, calendar, rules, at)) is not None:
            facts.append(late)
            continue
        if fact is None:
            in_force.append(offer)
            continue
        facts.append(fact)
        current = version_at(periods, at)
        instead = None if current is None else book.offer(ledger, offer.id, current)
        if instead is not None:
            in_force.append(instead)
    return facts, tuple(in_force)


def _member_facts(ledger: Ledger, said: MemberFacts, at: str) -> tuple[list[Fact], MemberState | None]:
    now = ledger.members.get(said.one_id)
    if now is None:  # that nobody knows this member is a case since the sale was booked
        return [], None
    past = [(state.until, state) for state in ledger.members.past(said.one_id)]
    exact, near = states_around(past, now, moment(at))
    paid = held_around(ledger, ledger.identities.current(said.one_id), moment(at), GRACE)
    if paid:  # a plan holds from its sale on, whenever the ledger heard of that
        near = [_with_plans(state, paid) for state in near]
        exact = _with_plans(exact, paid)
    return member_facts(said, exact, near), exact


def _with_plans(state: MemberState, plans: set[str]) -> MemberState:
    return PastMember("", state.tiers, [*state.plans, *plans], state.birthday, first_purchase=False)


def _coupon_facts(ledger: Ledger, at_hand: SaleAtHand) -> tuple[list[Fact], dict[str, Coupon]]:
    used = {coupon for _, coupon in at_hand.choice}
    facts: list[Fact] = []
    instead: dict[str, Coupon] = {}
    for coupon in at_hand.case.coupons:
        known = _issued(ledger, at_hand, coupon.id) if coupon.id in used else None
        wrong = [] if known is None else coupon_facts(coupon, known)
        if known is not None and wrong:
            facts += wrong
            instead[coupon.id] = known
    return facts, instead


def _issued(ledger: Ledger, at_hand: SaleAtHand, coupon_id: str) -> Coupon | None:
    """The coupon as the ledger issued it; None when it never did: that is a case since the sale was booked."""
    entry, member = at_hand.entry, at_hand.case.member
    own, bearer = holder_of(member.one_id if member is not None else None, coupon_id), holder_of(None, coupon_id)
    unknown = case_id("facts", "coupon_unknown", coupon_id, entry.store, at_hand.sale.sale_id)
    holders = [own] if own != bearer else []
    holders += [holder for holder in ledger.members.holders_of_coupon(coupon_id) if holder not in (own, bearer)]
    if ledger.cases.get(bearer, unknown) is None:  # else booking the sale wrote down what the sale itself said
        holders.append(bearer)
    for holder in holders:
        stored = ledger.members.coupon(holder, coupon_id)
        if stored is not None:
            owner = stored.one_id
            if owner is not None and member is not None and _is_same(ledger, owner, member.one_id):
                owner = member.one_id
            return Coupon(coupon_id, stored.offer_id, "available", owner, stored.expires_at)
    return None


def _is_same(ledger: Ledger, one_id: str, other: str) -> bool:
    """Whether two ids are one member's by now."""
    return ledger.identities.current(one_id) == ledger.identities.current(other)


def first_purchase_claim(at_hand: SaleAtHand, carried: Carried) -> FirstPurchaseClaim | None:
    """What a sale gave because it said to be its member's first; None when that gave nothing."""
    case, choice, offers = at_hand.case, at_hand.choice, at_hand.offers
    if case.member is None or not case.member.first_purchase or not needs_first_purchase(choice, offers):
        return None
    later = replace(case, member=replace(case.member, first_purchase=False))
    without = carry(later, tuple(chosen for chosen in choice if chosen[0] in offers), {})
    amount = bounded(without.pricing.payable - carried.pricing.payable)
    bearer = bearer_of(offers, choice, without, at_hand.entry.store)
    sale = at_hand.sale
    return FirstPurchaseClaim(case.member.one_id, at_hand.entry.store, sale.sale_id, sale.currency, amount, bearer)


def judge_first_purchases(ledger: Ledger, one_id: str) -> None:
    """A member has one first purchase; every other sale that gave something for it is a case.

    Which sale was the first is said by the tills' clocks, so that the cases are the same in any order of arrival: an
    earlier sale that comes late opens a case about the one that was thought to be the first.
    """
    claims = ledger.replays.claims(one_id)
    if not claims:
        return
    first = min((sale_order(*sale) for sale in ledger.purchases.sales_of(one_id)), default=None)
    current = ledger.members.get(one_id)
    # An older system may have seen purchases before: then no sale here is the first.
    is_new_here = (
        current is None or current.first_purchase or any(state.first_purchase for state in ledger.members.past(one_id))
    )
    for claim in claims:
        is_first = is_new_here and first is not None and first[1:] == (claim.store, claim.sale_id)
        _put_claim(ledger, claim, is_first, None if first is None else f"{first[1]}/{first[2]}")


def _put_claim(ledger: Ledger, claim: FirstPurchaseClaim, is_first: bool, first: str | None) -> None:
    wanted = case_id("facts", "first_purchase", claim.one_id, claim.store, claim.sale_id)
    # What is not the first now was never going to be: a late sale can only be earlier than the first one so far.
    if is_first or ledger.cases.get(claim.one_id, wanted) is not None:
        return
    case = CaseFile(
        holder=claim.one_id,
        case_id=wanted,
        kind="facts",
        store=claim.store,
        sale_id=claim.sale_id,
        one_id=claim.one_id,
        unit=claim.currency,
        amount=claim.amount_minor,
        bearer=claim.bearer,
        detail={"facts": [Fact("first_purchase", claim.one_id, True, first).to_document()]},
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)


def bounded(amount_minor: int) -> int:
    """An amount that the books can hold: a till may send any number."""
    return max(-AMOUNT_MAX, min(AMOUNT_MAX, amount_minor))
