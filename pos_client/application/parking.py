"""Baskets that wait: the one at the counter, over a crash of the program, and those that are parked and taken up again.

Source: docs/spec/line.md, section 13. A parked basket is taken up once: by the till that parked it without asking
anybody while the ledger was never told of it, else by the one till that the ledger says.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pos_client.application.basket_guides import parked_guides
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.checkout_state import CheckoutState
from pos_client.application.kept_basket import (
    KeptBasket,
    basket_document,
    kept_basket,
    read_basket,
    with_prices_of_today,
    with_proof,
)
from pos_client.application.members import IdentifiedMember, MemberDesk
from pos_client.application.return_making import Exchange
from pos_client.application.services import ServiceDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.application.wallet_parts import give_back, with_parts
from pos_client.errors import Refused
from retail.basket import Basket
from retail.catalogue import Product
from retail.member import masked_name
from retail.parked import (
    NAME_CHARACTERS,
    Claim,
    KeptParking,
    OpenBasketStore,
    ParkedBasket,
    ParkedReader,
    parking_rules,
)
from retail.ports import Catalogue, ReferenceData, SalesReader
from retail.sale import Tender
from retail.wallet_refunds import WalletRefundReader
from retail.wallets import WalletAttempt, WalletAttemptReader

log = logging.getLogger(__name__)

#: After a crash the member's proof still holds for so long: the same shopper stands there.
PROOF_HOLDS = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class BackAgain:
    """A basket that came back. `member_lost`: who it belongs to is not known here any more. `not_counted`: payments
    that were taken for it and do not fit its price any more.
    """

    changes: Changes
    lines: int
    member_lost: bool = False
    not_counted: tuple[Tender, ...] = ()
    exchange_lost: bool = False  # goods that came back for it have to be taken in again


@dataclass(frozen=True, slots=True)
class BasketStores:
    """What the till keeps of baskets, and what says that one of them is over."""

    open_basket: OpenBasketStore
    parked: ParkedReader
    sales: SalesReader
    wallet_attempts: WalletAttemptReader
    wallet_refunds: WalletRefundReader


class ParkingDesk:
    """Runs on the thread of the counter. What the ledger says of a basket is asked elsewhere, and handed in."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        checkout: Checkout,
        members: MemberDesk,
        services: ServiceDesk,
        *,
        catalogue: Catalogue,
        reference: ReferenceData,
        stores: BasketStores,
        exchange_again: Callable[[Mapping[str, Any]], Exchange] | None = None,
    ) -> None:
        """`exchange_again` makes an exchange from what was kept of it; it may raise Refused or ValueError."""
        self._exchange_again = exchange_again
        self._desk = desk
        self._staff = staff
        self._checkout = checkout
        self._members = members
        self._services = services
        self._catalogue = catalogue
        self._reference = reference
        self._stores = stores
        self._is_kept = True  # as far as anybody knows there is a row of an earlier run

    # --- the basket at the counter

    def keep_open(self) -> None:
        """Write the basket at the counter down as it is now. Raises StoreFailed; then the row is as it was."""
        state = self._checkout.state
        if state.basket.is_empty and state.member is None and state.exchange is None:
            if self._is_kept:
                self._stores.open_basket.keep("", None)
                self._is_kept = False
            return
        kept = with_proof(self._kept(state), state, self._services.uses)
        self._stores.open_basket.keep(kept.sale_id, basket_document(kept))
        self._is_kept = True

    def bring_back(self) -> BackAgain | None:
        """After a start: the basket that the program was left with, priced anew; None when there was none.

        Its sale gets an id of its own: a folder that was restored or copied has the same basket, and either may be
        sold. Raises StoreFailed.
        """
        document = self._stores.open_basket.read()
        kept = None if document is None else _read(document)
        if kept is None or self._is_over(kept) or not self._checkout.state.basket.is_empty:
            return None
        kept = with_parts(replace(kept, sale_id=self._desk.ids.new()), self._stores.wallet_refunds.all())
        self._stores.open_basket.keep(kept.sale_id, basket_document(kept))
        return self._back(kept)

    def take_up_unpaid(self, attempt: WalletAttempt) -> BackAgain:
        """A basket whose wallet did not pay is at the counter again, priced anew, with what was paid for it before.

        Its row goes as it becomes the basket at the counter. Raises Refused `counter_busy`, `tender_present` or
        `basket_unreadable`.
        """
        self.refuse_when_busy()
        self._staff.require("sell")
        kept = _read(attempt.document.get("kept") or {})
        if kept is None:
            raise Refused("basket_unreadable")
        kept = with_parts(kept, self._stores.wallet_refunds.all())
        with self._desk.unit_of_work() as uow:
            uow.wallet_attempts.remove(attempt.attempt_id)
            uow.parked_baskets.put_open(kept.sale_id, basket_document(kept))
            uow.commit()
        self._is_kept = True
        return self._back(kept)

    def _back(self, kept: KeptBasket) -> BackAgain:
        member = kept.identified
        if member is not None:
            fresh = self._desk.clock.now() - datetime.fromisoformat(kept.kept_at) < PROOF_HOLDS
            member = self._members.again(member) if fresh else self._member(member.member.one_id)
        can_spend = member is not None and member.can_spend
        exchange = self._exchange(kept)
        state = replace(
            self._state(kept, member),
            exchange=exchange,
            exchange_references=() if exchange is None else kept.exchange_references,
            coupon_choice=kept.coupon_choice if can_spend else None,
            points_to_use=kept.points_to_use if can_spend else 0,
        )
        changes = self._checkout.take_on(state, kept.basket_id, kept.sale_id)
        self._services.uses = kept.uses
        taken = sum(tender.amount_minor - tender.rounding_minor for tender in kept.tenders)
        fits = taken <= self._checkout.state.due_minor
        if kept.tenders and fits:
            self._checkout.state = replace(self._checkout.state, tenders=kept.tenders)
        elif kept.tenders:
            changes |= self._give_back(kept.basket_id)
        lost = kept.identified is not None and member is None
        not_counted = () if fits else kept.tenders
        return BackAgain(changes, len(kept.basket.lines), lost, not_counted, kept.exchange is not None and not exchange)

    def _exchange(self, kept: KeptBasket) -> Exchange | None:
        """The goods that come back for it; None: there were none, or nothing is to be had for them any more."""
        if kept.exchange is None or self._exchange_again is None:
            return None
        try:
            return self._exchange_again(kept.exchange)
        except (Refused, ValueError, KeyError, TypeError) as error:
            log.warning("the exchange of a kept basket cannot be taken up: %s", error)
            return None

    def _give_back(self, basket_id: str) -> Changes:
        """The payments do not fit any more: what wallets have paid of them goes back."""
        with self._desk.unit_of_work() as uow:
            goes_back = give_back(uow, basket_id, "does_not_fit")
            uow.commit()
        return Changes.of("refunds", "journal") if goes_back else Changes()

    def _is_over(self, kept: KeptBasket) -> bool:
        """It was sold, or a wallet was asked to pay it: then it is in the list of payments."""
        waiting = {attempt.attempt_id for attempt in self._stores.wallet_attempts.all()}
        return kept.wallet_attempt in waiting or self._stores.sales.by_id(kept.sale_id) is not None

    # --- parking

    def park(self, name: str = "") -> Changes:
        """Set the basket aside, and free the counter. What was set aside for it at the ledger is let go.

        Raises Refused `basket_empty`, `exchange_open`, `name_too_long`, `tender_present` or `not_permitted`.
        """
        self._checkout.refuse_when_paying()
        state, staff_id = self._checkout.state, self._staff.require("sell").staff_id
        if state.basket.is_empty:
            raise Refused("basket_empty")
        if state.exchange is not None:
            raise Refused("exchange_open")
        name = name.strip()
        if len(name) > NAME_CHARACTERS:
            raise Refused("name_too_long", maximum=NAME_CHARACTERS)
        now = self._desk.clock.now()
        keep = timedelta(minutes=parking_rules(self._reference.settings()).keep_minutes)
        guides = parked_guides(state, self._reference.settings(), self._staff.current)
        kept = replace(self._kept(state), uses=(), guides=guides)
        parked = ParkedBasket(
            parking_id=self._desk.ids.new(),
            basket_id=kept.basket_id,
            till=self._desk.facts.till,
            name=name,
            staff_id=staff_id,
            parked_at=now.isoformat(timespec="seconds"),
            expires_at=(now + keep).isoformat(timespec="seconds"),
            lines=len(state.basket.lines),
            units=state.basket.unit_count,
            amount_minor=state.payable_minor + state.basket.values_minor,
            currency=self._desk.facts.currency,
            member="" if state.member is None else masked_name(state.member.member.name) or "*",
            document=basket_document(kept),
        )
        with self._desk.unit_of_work() as uow:
            uow.journal.append("basket_suspended", suspended_body(parked, kept))
            uow.parked_baskets.park(parked)
            uow.parked_baskets.drop_open(self._checkout.sale_id)
            self._services.take_back(uow)
            uow.commit()
        return self._checkout.leave() | Changes.of("reservation")

    def own(self) -> Sequence[KeptParking]:
        """The parked baskets of this till, the oldest first."""
        return self._stores.parked.all()

    def others(self, listed: Sequence[ParkedBasket]) -> tuple[ParkedBasket, ...]:
        """Of the baskets that the ledger lists, those that are not this till's own and were not taken up here."""
        own = {kept.parked.parking_id for kept in self.own()}
        return tuple(
            parked
            for parked in listed
            if parked.parking_id not in own and not self._stores.parked.is_recalled(parked.parking_id)
        )

    def refuse_when_busy(self) -> None:
        """Raises Refused `counter_busy` while there are goods at the counter, or `tender_present`."""
        self._checkout.refuse_when_paying()
        if not self._checkout.state.basket.is_empty:
            raise Refused("counter_busy")

    def refuse_when_taken(self, parking_id: str) -> None:
        """Raises Refused `basket_gone` for one that this till has taken up."""
        if self._stores.parked.is_recalled(parking_id):
            raise Refused("basket_gone")

    def needs_claim(self, parking_id: str) -> bool:
        """Whether only the ledger can say that nobody else has this basket."""
        return all(kept.sharing != "own" for kept in self.own() if kept.parked.parking_id == parking_id)

    def recall(self, parking_id: str, claim: Claim | None = None) -> BackAgain:
        """Take a parked basket up: at the prices of now, its member without proof until the code is shown again.

        `claim` is the ledger's word. Raises Refused `counter_busy`, `basket_gone`, `basket_taken`, `basket_over`,
        `basket_needs_ledger` or `basket_unreadable`.
        """
        self.refuse_when_busy()
        staff_id = self._staff.require("sell").staff_id
        own = next((kept for kept in self.own() if kept.parked.parking_id == parking_id), None)
        if claim is not None and not claim.granted:
            self._refused(claim, own)
        if claim is None and (own is None or own.sharing != "own"):
            raise Refused("basket_needs_ledger")
        parked = own.parked if own is not None else claim.parked if claim is not None else None
        if parked is None or self._stores.parked.is_recalled(parking_id):
            raise Refused("basket_gone")
        kept = _read(parked.document or {})
        if kept is None:
            raise Refused("basket_unreadable")
        kept = replace(kept, sale_id=self._desk.ids.new(), kept_at=self._now())
        with self._desk.unit_of_work() as uow:
            if own is not None and not uow.parked_baskets.remove(parking_id, only_own=claim is None):
                raise Refused("basket_needs_ledger")  # the ledger was told of it at this very moment
            uow.parked_baskets.note_recalled(parking_id, kept.kept_at)
            uow.parked_baskets.put_open(kept.sale_id, basket_document(kept))
            uow.journal.append("basket_recalled", recalled_body(parked, staff_id))
            uow.commit()
        # Who stands at the counter with a code goes before who stood there when the basket was parked.
        member = self._checkout.state.member or (None if kept.one_id is None else self._member(kept.one_id))
        changes = self._checkout.take_on(self._state(kept, member), kept.basket_id, kept.sale_id)
        lost = kept.one_id is not None and member is None
        return BackAgain(changes | Changes.of("journal"), len(kept.basket.lines), lost)

    def _refused(self, claim: Claim, own: KeptParking | None) -> None:
        """Another till has it, or its time is over: it is none of ours any more. Raises Refused."""
        if own is not None and claim.code in ("taken", "expired"):
            with self._desk.unit_of_work() as uow:
                uow.parked_baskets.remove(own.parked.parking_id)
                uow.commit()
        if claim.code == "taken":
            raise Refused("basket_taken", till=claim.till)
        raise Refused("basket_over" if claim.code == "expired" else "basket_gone")

    # --- inside

    def _now(self) -> str:
        return self._desk.clock.now().isoformat(timespec="seconds")

    def _kept(self, state: CheckoutState) -> KeptBasket:
        return kept_basket(state, self._checkout.basket_id, self._checkout.sale_id, self._now())

    def _state(self, kept: KeptBasket, member: IdentifiedMember | None) -> CheckoutState:
        return CheckoutState(
            basket=with_prices_of_today(kept.basket, self._products),
            member=member,
            taken_out=kept.taken_out,
            note=kept.note,
            guides=kept.guides,
            suggested=kept.suggested,
            bearer_coupons=kept.bearer_coupons,
            gifts_left_out=kept.gifts_left_out,
            online=self._desk.is_online(),
        )

    def _products(self, skus: list[str]) -> Mapping[str, Product]:
        return {product.sku: product for product in self._catalogue.by_code(skus)} if skus else {}

    def _member(self, one_id: str) -> IdentifiedMember | None:
        """As after a search: the member was here, which does not prove that they are here now."""
        try:
            return self._members.identify_search(one_id)
        except Refused:
            return None


def _read(document: Mapping[str, object]) -> KeptBasket | None:
    try:
        return read_basket(document)
    except ValueError as error:
        log.error("a kept basket cannot be read: %s", error)
        return None


def suspended_body(parked: ParkedBasket, kept: KeptBasket) -> dict[str, object]:
    """The body of `basket_suspended`. Its name is no part of it: people write names there."""
    return {
        "parking_id": parked.parking_id,
        "basket_id": parked.basket_id,
        "staff_id": parked.staff_id,
        "one_id": kept.one_id,
        "lines": goods_of(kept.basket),
        "gross_minor": kept.basket.gross_minor,
        "expires_at": parked.expires_at,
    }


def goods_of(basket: Basket) -> list[dict[str, object]]:
    """The goods of a basket, for the journal."""
    return [
        {
            "sku": line.product.sku,
            "quantity": line.quantity.to_contract(),
            "unit_price_minor": line.unit_price_minor,
        }
        for line in basket.lines
    ]


def recalled_body(parked: ParkedBasket, staff_id: str) -> dict[str, object]:
    """The body of `basket_recalled`; `parked_by` is the till that set it aside."""
    return {
        "parking_id": parked.parking_id,
        "basket_id": parked.basket_id,
        "parked_by": parked.till,
        "staff_id": staff_id,
    }
