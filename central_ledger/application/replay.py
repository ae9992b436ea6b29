"""Replay every sale once: price its own input again, and see whether the input was so.

Source: docs/spec/offline.md, section 5. It runs behind the push, in transactions of its own that also move a mark
(docs/decisions/replay-behind-the-push.md): each sale is judged once, whatever is killed. The sale stands in any case;
what is found becomes a case, whose id follows from the sale.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from central_ledger.application.goods_returns import judge_returns
from central_ledger.application.ledger import Ledger
from central_ledger.application.manual_prices import staff_roles, store_limits
from central_ledger.application.offer_book import OfferBook, UsedOffers
from central_ledger.application.return_rights import judge_exchange, judge_unreceipted
from central_ledger.application.sale_facts import (
    SaleAtHand,
    bounded,
    facts_of,
    first_purchase_claim,
    judge_first_purchases,
)
from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.cases import Case as CaseFile
from central_ledger.domain.cases import case_id
from central_ledger.domain.facts import Fact, bearer_of, corrected
from central_ledger.domain.manual_prices import unapproved
from central_ledger.domain.named import named_in
from central_ledger.domain.replay import (
    Carried,
    Difference,
    Unreplayable,
    carry,
    choice_of,
    differences,
    readable_case,
)
from central_ledger.store.replays import FirstPurchaseClaim, Place
from retail.messages import Entry, decode_body

#: Entries of one transaction: a fifth of a second, in which no push of this store is taken.
PAGE = 150
#: Tills that are found to have something waiting at once.
PLACES = 50
#: A case lists so many differences, and counts all.
DIFFERENCES_MAX = 20
#: A value in a case is cut here: a till may send anything.
VALUE_MAX = 200

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay found about one sale.

    `carried` is the recomputed result (None: it cannot be priced, and `unreplayable` says why). `short_minor` is what
    the shopper would have paid more by the engine than by the record, `facts_minor` what by the true facts than by
    the engine on the stated ones; both may be negative. Minor units. `member_proof` is how the till says that it knew
    the member, and how old its facts were.
    """

    carried: Carried | None
    at_hand: SaleAtHand | None
    facts: tuple[Fact, ...]
    facts_bearer: str
    unreplayable: Unreplayable | None = None
    differences: tuple[Difference, ...] = ()
    short_minor: int = 0
    facts_minor: int = 0
    first_purchase: FirstPurchaseClaim | None = None
    member_proof: Any = None


@dataclass(frozen=True, slots=True)
class _Judged:
    """A sale, and what its replay says of it."""

    sale: SaleBody
    cases: tuple[CaseFile, ...]
    claim: FirstPurchaseClaim | None


class Replayer:
    """Keeps the offers that it has read, and where it knows that something waits; for one thread at a time."""

    def __init__(self) -> None:
        self._book = OfferBook()
        self._places: list[Place] = []

    def replay_all(self, ledger: Ledger) -> int:
        """Replay until nothing waits; gives how many entries were looked at. Raises StoreUnavailable."""
        seen = 0
        while found := self.replay_page(ledger):
            seen += found
        return seen

    def replay_page(self, ledger: Ledger) -> int:
        """Replay the next entries of one till; 0 when nothing waits. Raises StoreUnavailable: nothing was marked."""
        if not self._places:
            self._places = ledger.replays.places(PLACES)
            if not self._places:
                return 0
        place = self._places.pop()
        store = place.store
        seen = ledger.database.beside((store,), lambda: self._replay_page(ledger, place), home=store)
        if not seen:  # another process was faster here: what was known is from before that
            self._places.clear()
            return 1
        if len(seen) == PAGE:
            self._places.append(replace(place, after=seen[-1].seq))
        return len(seen)

    def _replay_page(self, ledger: Ledger, place: Place) -> Sequence[Entry]:
        """What was looked at; nothing: this is not where it goes on."""
        if ledger.replays.mark(place.store, place.till, place.epoch) != place.after:
            return ()
        self._book.start_page()
        page = ledger.journals.epoch_entries(place.store, place.till, place.epoch, place.after, PAGE)
        entries = [entry for entry, _ in page]
        if entries:
            _expect(ledger, entries)
            self.replay_entries(ledger, [entry for entry, code in page if code is None])
            ledger.replays.set_mark(place, entries[-1].seq)
        return entries

    def replay_entries(self, ledger: Ledger, entries: Sequence[Entry]) -> None:
        """Entries that were applied, in the caller's transaction: judged first, so that their cases are asked about
        together.
        """
        judged = {id(entry): self._judged(ledger, entry) for entry in entries if entry.kind == "sale"}
        ledger.cases.expect((case.holder, case.case_id) for found in judged.values() for case in found.cases)
        for entry in entries:
            if entry.kind == "sale":
                _keep(ledger, entry, judged[id(entry)])
            elif entry.kind == "return":
                body = decode_body(entry.body)
                if body["sale"] is None:
                    judge_unreceipted(ledger, entry)
                shown = body["sale"] or body.get("receipt")
                if shown is not None:
                    judge_returns(ledger, shown["store"], shown["sale_id"])

    def judge(self, ledger: Ledger, entry: Entry) -> Replayed:
        """What a replay of a booked sale finds, without writing anything. Raises StoreUnavailable."""
        sale = read_sale(entry)
        used = self._book.used(ledger, sale.input.offers)
        try:
            return self._judge(ledger, entry, sale, used)
        except Unreplayable as error:
            why = error
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            MemoryError,
            RecursionError,
            TypeError,
            ValueError,
            msgspec.MsgspecError,
        ):
            # The bytes are a till's: whatever is in them, the sales behind them must be judged too.
            where = {"store": entry.store, "till": entry.till, "epoch": entry.epoch, "seq": entry.seq}
            log.exception("a sale cannot be replayed", extra={"facts": where})
            why = Unreplayable("$.input", "an input that the engine can price; the log says what happened")
        return Replayed(None, None, used.facts, f"store:{entry.store}", why)

    def _judge(self, ledger: Ledger, entry: Entry, sale: SaleBody, used: UsedOffers) -> Replayed:
        body: dict[str, Any] = msgspec.json.decode(entry.body)
        recorded = body["pricing"]
        choice = choice_of(recorded)
        known = tuple(chosen for chosen in choice if chosen[0] not in used.missing)
        offers = {offer.id: offer for offer in used.offers}
        if len(offers) != len(sale.input.offers) - len(used.missing):
            raise Unreplayable("$.input.offers", "each offer once")
        at_hand = SaleAtHand(entry, sale, readable_case(body["input"], used.offers), choice, offers)
        carried = carry(at_hand.case, known, recorded)
        # With an unknown offer applied the result must differ: the facts say that, once.
        is_comparable = known == choice
        found = differences(body, at_hand.case, carried, used.missing) if is_comparable else []
        baseline = carried.pricing.payable if is_comparable else sale.pricing.payable
        facts, truth = facts_of(ledger, self._book, at_hand)
        facts = [*used.facts, *facts]
        facts_minor, bearer = 0, f"store:{entry.store}"
        if facts:
            by_truth = carry(corrected(at_hand.case, truth), known, recorded)
            facts_minor, bearer = by_truth.pricing.payable - baseline, bearer_of(offers, known, by_truth, entry.store)
        return Replayed(
            carried=carried,
            at_hand=at_hand,
            facts=tuple(facts),
            facts_bearer=bearer,
            differences=tuple(found),
            short_minor=baseline - sale.pricing.payable,
            facts_minor=facts_minor,
            first_purchase=first_purchase_claim(at_hand, carried),
            member_proof=body.get("member_proof"),
        )

    def _judged(self, ledger: Ledger, entry: Entry) -> _Judged:
        found = self.judge(ledger, entry)
        sale = read_sale(entry) if found.at_hand is None else found.at_hand.sale
        wrong = _arithmetic_case(ledger, entry, sale, found)
        cases = [] if wrong is None else [wrong]
        bearer = f"store:{entry.store}"
        if found.facts:
            listed = [_cut(fact.to_document()) for fact in found.facts[:DIFFERENCES_MAX]]
            detail = {"facts": listed, "count": len(found.facts), "member_proof": _short(found.member_proof)}
            opened = _case("facts", ledger, entry, sale)
            amount = bounded(found.facts_minor)
            cases.append(replace(opened, amount=amount, bearer=found.facts_bearer, detail=detail))
        given = unapproved(sale, store_limits(ledger, entry.store), staff_roles(ledger, entry.store, sale))
        if given is not None:
            opened = _case("override_unapproved", ledger, entry, sale)
            cases.append(replace(opened, amount=bounded(given.amount), bearer=bearer, detail=given.detail))
        return _Judged(sale, tuple(cases), found.first_purchase)


def _keep(ledger: Ledger, entry: Entry, judged: _Judged) -> None:
    """Write what was found, and look at what only rows of other entries can show."""
    sale, claim = judged.sale, judged.claim
    judge_returns(ledger, entry.store, sale.sale_id)
    judge_exchange(ledger, entry)
    for case in judged.cases:
        ledger.cases.put(case)
    if claim is not None and not ledger.identities.is_erased(claim.one_id):
        ledger.database.spans("first")
        ledger.replays.add_claim(replace(claim, one_id=ledger.identities.current(claim.one_id)))
    if sale.one_id is not None:
        judge_first_purchases(ledger, ledger.identities.current(sale.one_id))


def _expect(ledger: Ledger, page: Sequence[Entry]) -> None:
    """Be alone with the members of these entries, and ask together what each of them is going to ask."""
    named = [(entry.store, named_in(entry)) for entry in page]
    one_ids = {of.one_id for _, of in named if of.one_id is not None}
    ledger.database.lock(one_ids)
    ledger.identities.expect(one_ids)
    current = {ledger.identities.current(one_id) for one_id in one_ids}
    ledger.members.expect_states(sorted(one_ids))
    ledger.plans.expect(sorted(current))
    ledger.replays.expect_claims(sorted(current))
    ledger.goods_returns.expect_sales((store, of.sale_id) for store, of in named if of.sale_id is not None)


def read_sale(entry: Entry) -> SaleBody:
    """The record of a sale that was booked."""
    sale = read_body(entry.kind, entry.body)
    if not isinstance(sale, SaleBody):
        raise TypeError(f"an entry of kind {entry.kind} is no sale")
    return sale


def _arithmetic_case(ledger: Ledger, entry: Entry, sale: SaleBody, found: Replayed) -> CaseFile | None:
    """The case of a result that is not the engine's, or None. The store whose till computed it bears it."""
    detail: dict[str, Any]
    if found.unreplayable is not None or found.carried is None:
        # Nothing of what was given is proven.
        amount = sale.pricing.saving + sale.pricing.points_amount
        error = found.unreplayable
        detail = {"what": "unreplayable"}
        if error is not None:
            detail |= _cut({"path": error.path, "expected": error.expected})
    elif found.differences:
        amount = found.short_minor
        listed = [_cut(difference.to_document()) for difference in found.differences[:DIFFERENCES_MAX]]
        refused = [{"key": key, "reason": reason} for key, reason in found.carried.refused]
        detail = {"what": "different", "count": len(found.differences), "differences": listed, "refused": refused}
    else:
        return None
    opened = _case("arithmetic", ledger, entry, sale)
    return replace(opened, amount=bounded(amount), bearer=f"store:{entry.store}", detail=detail)


def _case(kind: str, ledger: Ledger, entry: Entry, sale: SaleBody) -> CaseFile:
    return CaseFile(
        holder=entry.store,
        case_id=case_id(kind, "replay", entry.store, sale.sale_id),
        kind=kind,
        store=entry.store,
        till=entry.till,
        sale_id=sale.sale_id,
        one_id=sale.one_id,
        unit=sale.currency,
        opened_at=ledger.now(),
    )


def _cut(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same with long values cut, as texts."""
    return {name: _short(value) for name, value in document.items()}


def _short(value: Any) -> Any:
    text = value if isinstance(value, str) else repr(value)
    return value if len(text) <= VALUE_MAX else text[:VALUE_MAX] + "…"
