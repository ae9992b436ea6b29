"""The counter: a basket, whose it is, what it costs, what pays it, and the sale that it becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pos_client.application.benefits import (
    BenefitEngine,
    BenefitRules,
    UsableOffers,
    Wishes,
    journaled_input,
    load_rules,
    pricing_input,
)
from pos_client.application.changes import Changes
from pos_client.application.members import IdentifiedMember, MemberDesk
from pos_client.application.sale_body import sale_body
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.basket import Basket, Quantity
from retail.catalogue import Product
from retail.messages import Head
from retail.ports import Catalogue, ReferenceData, StoredCoupon
from retail.receipt_number import receipt_number
from retail.sale import (
    REFERENCE_CHARACTERS,
    Sale,
    SaleLine,
    Tender,
    apply_card,
    apply_cash,
    remaining_minor,
)
from retail.tax import included_tax

if TYPE_CHECKING:
    from retail.pricing import Pricing

QUANTITY_MAX = 9_999


@dataclass(frozen=True, slots=True)
class CompletedSale:
    """A sale that is durable: its journal entry's head, and the number that its receipt bears."""

    sale: Sale
    entry_head: Head
    receipt_number: str


@dataclass(frozen=True, slots=True)
class CheckoutState:
    """All that a screen shows of the counter. `pricing` is None for an empty basket."""

    basket: Basket = field(default_factory=Basket)
    member: IdentifiedMember | None = None
    bearer_coupons: tuple[StoredCoupon, ...] = ()
    pricing: Pricing | None = None
    coupon_choice: tuple[str, ...] | None = None
    points_to_use: int | str = 0
    tenders: tuple[Tender, ...] = ()
    online: bool = False
    last_sale: CompletedSale | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def payable_minor(self) -> int:
        return self.pricing.payable if self.pricing is not None else 0

    @property
    def remaining_minor(self) -> int:
        return remaining_minor(self.payable_minor, self.tenders)

    @property
    def change_due_minor(self) -> int:
        return sum(tender.change_minor for tender in self.tenders)


class Checkout:
    """One basket at a time. Every method either does what it says and returns what changed, or raises Refused."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        members: MemberDesk,
        *,
        catalogue: Catalogue,
        reference: ReferenceData,
        make_engine: Callable[[], BenefitEngine],
        refuse_without_shift: Callable[[], None] = lambda: None,
    ) -> None:
        """`make_engine` is called with the first basket: the engine is no part of a cold start.

        `refuse_without_shift` is asked before money is taken.
        """
        self._refuse_without_shift = refuse_without_shift
        self._desk = desk
        self._staff = staff
        self._members = members
        self._catalogue = catalogue
        self._reference = reference
        self._make_engine = make_engine
        self._engine: BenefitEngine | None = None
        self._usable: UsableOffers | None = None
        self._rules: BenefitRules = load_rules(reference)
        self._basket_id = desk.ids.new()
        self._input: dict[str, Any] | None = None
        self.state = CheckoutState(labels=self._rules.labels, online=desk.is_online())

    @property
    def rules(self) -> BenefitRules:
        """The group's rules in use, for names of programs and tiers."""
        return self._rules

    @property
    def usable(self) -> UsableOffers:
        """The offers that are used, and what is wrong with the others."""
        if self._usable is None:
            self._usable = self._benefit_engine.usable(self._rules)
        return self._usable

    @property
    def _benefit_engine(self) -> BenefitEngine:
        if self._engine is None:
            self._engine = self._make_engine()
        return self._engine

    def reference_changed(self) -> Changes:
        """New offers, prices or facts of members came in; a basket that is being paid keeps its price."""
        self._rules = load_rules(self._reference)
        self._usable = None
        if self.state.tenders:
            return Changes()
        member = self.state.member
        again = None if member is None else self._members.again(member)
        return self._become(replace(self.state, member=again, labels=self._rules.labels), "pricing", "member")

    def connection_changed(self) -> Changes:
        """What may be used differs with and without a connection; a basket that is being paid keeps its price."""
        if self.state.tenders or self.state.online == self._desk.is_online():
            return Changes()
        return self._become(self.state, "pricing")

    def add_product(self, sku: str, quantity: Quantity | None = None) -> Changes:
        """Raises Refused `goods_unknown`."""
        found = self._catalogue.by_code([sku])
        if not found:
            raise Refused("goods_unknown", scanned=sku)
        return self.add(found[0], quantity or (Quantity(1000, weighed=True) if found[0].weighed else Quantity.units(1)))

    def add(self, product: Product, quantity: Quantity) -> Changes:
        """Put goods into the basket. Raises Refused `quantity_too_large` or `tender_present`."""
        self.refuse_when_paying()
        basket, line = self.state.basket.add(product, quantity)
        if line.quantity.thousandths > QUANTITY_MAX * 1000:
            raise Refused("quantity_too_large", maximum=QUANTITY_MAX)
        return self._become(replace(self.state, basket=basket), "basket", "pricing")

    def set_quantity(self, line_id: str, quantity: Quantity) -> Changes:
        """Raises Refused `quantity_too_large` or `tender_present`."""
        self.refuse_when_paying()
        if quantity.thousandths > QUANTITY_MAX * 1000:
            raise Refused("quantity_too_large", maximum=QUANTITY_MAX)
        return self._become(
            replace(self.state, basket=self.state.basket.set_quantity(line_id, quantity)), "basket", "pricing"
        )

    def remove_line(self, line_id: str) -> Changes:
        self.refuse_when_paying()
        return self._become(replace(self.state, basket=self.state.basket.remove(line_id)), "basket", "pricing")

    def void_basket(self) -> Changes:
        """Cancel before completion; journaled, so that it is seen. Raises Refused `tender_present`."""
        self.refuse_when_paying()
        state = self.state
        if not state.basket.is_empty:
            body = {
                "basket_id": self._basket_id,
                "staff_id": self._staff.require().staff_id,
                "one_id": None if state.member is None else state.member.member.one_id,
                "lines": [
                    {
                        "sku": line.product.sku,
                        "quantity": line.quantity.to_contract(),
                        "unit_price_minor": line.product.unit_price_minor,
                    }
                    for line in state.basket.lines
                ],
                "gross_minor": state.basket.gross_minor,
            }
            with self._desk.unit_of_work() as uow:
                uow.journal.append("basket_voided", body)
                uow.commit()
        return self._start_over(state.last_sale) | Changes.of("journal")

    def set_member(self, identified: IdentifiedMember) -> Changes:
        """Raises Refused `tender_present`."""
        self.refuse_when_paying()
        state = replace(self.state, member=identified, coupon_choice=None, points_to_use=0)
        return self._become(state, "member", "pricing")

    def clear_member(self) -> Changes:
        self.refuse_when_paying()
        return self._become(replace(self.state, member=None, coupon_choice=None, points_to_use=0), "member", "pricing")

    def add_bearer_coupon(self, coupon: StoredCoupon) -> Changes:
        """A coupon that was scanned. Raises Refused `coupon_unknown` when its offer is not known here."""
        self.refuse_when_paying()
        if coupon.offer_id not in {record.offer_id for record in self.usable.offers}:
            raise Refused("coupon_unknown")
        kept = tuple(c for c in self.state.bearer_coupons if c.coupon_id != coupon.coupon_id)
        return self._become(replace(self.state, bearer_coupons=(*kept, coupon)), "member", "pricing")

    def choose_coupons(self, coupon_ids: Sequence[str] | None) -> Changes:
        """Use these coupons as far as they may be used; None goes back to the best combination."""
        self.refuse_when_paying()
        choice = None if coupon_ids is None else tuple(coupon_ids)
        return self._become(replace(self.state, coupon_choice=choice), "pricing")

    def use_points(self, points: int | str) -> Changes:
        """Spend a number of points, or `"max"`. Raises Refused `proof_needed` without the member's unified code."""
        self.refuse_when_paying()
        if points != 0 and (self.state.member is None or not self.state.member.can_spend):
            raise Refused("proof_needed")
        return self._become(replace(self.state, points_to_use=points), "pricing")

    def tender_cash(self, tendered_minor: int) -> Changes:
        """Cash that was handed over. Raises Refused `basket_empty` or `amount_wrong`."""
        return self._tender(lambda state: apply_cash(state.payable_minor, state.tenders, tendered_minor))

    def tender_card(self, amount_minor: int, reference: str) -> Changes:
        """Taken on an external terminal. Raises Refused `basket_empty`, `amount_wrong` or `reference_missing`."""
        if not 0 < len(reference.strip()) <= REFERENCE_CHARACTERS:
            raise Refused("reference_missing")
        return self._tender(lambda state: apply_card(state.payable_minor, state.tenders, amount_minor, reference))

    def remove_tender(self, index: int) -> Changes:
        """Take a payment back before completion. Whoever does it returns the money, or voids it at the terminal."""
        tenders = self.state.tenders[:index] + self.state.tenders[index + 1 :]
        self.state = replace(self.state, tenders=tenders)
        return Changes.of("tenders")

    def complete(self) -> CompletedSale:
        """Make the sale durable: sale and journal entry in one transaction, before anything is shown as done.

        Raises Refused `basket_empty`, `not_paid` or `not_signed_in`; when the disk fails the basket stays as it is.
        """
        state, pricing, document = self.state, self.state.pricing, self._input
        if pricing is None or document is None:
            raise Refused("basket_empty")
        if state.remaining_minor:
            raise Refused("not_paid", remaining_minor=state.remaining_minor, currency=self._desk.facts.currency)
        sale = self._sale(pricing, journaled_input(document, self.usable))
        body = sale_body(sale, self._basket_id)
        with self._desk.unit_of_work() as uow:
            entry = uow.journal.append("sale", body)
            number = receipt_number(entry)
            uow.sales.add(body, entry, number)
            uow.commit()
        completed = CompletedSale(sale, entry.head, number)
        self._start_over(completed)
        return completed

    def _sale(self, pricing: Pricing, document: Mapping[str, Any]) -> Sale:
        nets = {line.id: line.net for line in pricing.lines}
        lines = tuple(
            SaleLine(
                line_id=line.line_id,
                sku=line.product.sku,
                name=line.product.name,
                brand=line.product.brand,
                quantity=line.quantity.to_contract(),
                unit=line.product.unit,
                unit_price_minor=line.product.unit_price_minor,
                gross_minor=line.gross_minor,
                net_minor=nets[line.line_id],
                tax_bps=line.product.tax_bps,
                tax_minor=included_tax(nets[line.line_id], line.product.tax_bps),
            )
            for line in self.state.basket.lines
        )
        member = self.state.member
        return Sale(
            sale_id=self._desk.ids.new(),
            store=self._desk.facts.store,
            till=self._desk.facts.till,
            cashier=self._staff.require().staff_id,
            occurred_at=self._desk.clock.now().isoformat(timespec="seconds"),
            currency=self._desk.facts.currency,
            lines=lines,
            tenders=self.state.tenders,
            pricing_input=document,
            pricing=pricing.to_document(),
            one_id=None if member is None else member.member.one_id,
            member_proof=None if member is None else member.proof,
            labels=self._rules.labels,
        )

    def _tender(self, make: Any) -> Changes:
        if self.state.pricing is None:
            raise Refused("basket_empty")
        self._refuse_without_shift()
        try:
            tender = make(self.state)
        except ValueError as error:
            raise Refused("amount_wrong") from error
        self.state = replace(self.state, tenders=(*self.state.tenders, tender))
        return Changes.of("tenders")

    def refuse_when_paying(self) -> None:
        """Raises Refused `tender_present` while a payment has been taken for this basket."""
        if self.state.tenders:
            raise Refused("tender_present")

    def _start_over(self, last_sale: CompletedSale | None) -> Changes:
        self._basket_id = self._desk.ids.new()
        self._input = None
        self.state = CheckoutState(last_sale=last_sale, labels=self._rules.labels, online=self._desk.is_online())
        return Changes.of("basket", "member", "pricing", "tenders", "sales", "journal")

    def _become(self, state: CheckoutState, *facts: Any) -> Changes:
        """Price the new state, and take it on only when that went well."""
        online = self._desk.is_online()
        if state.basket.is_empty:
            self._input = None
            self.state = replace(state, pricing=None, online=online)
            return Changes.of(*facts)
        wishes = Wishes(state.coupon_choice, state.points_to_use)
        document = pricing_input(
            self._desk,
            self._rules,
            self.usable,
            basket=state.basket,
            identified=state.member,
            bearer_coupons=state.bearer_coupons,
            wishes=wishes,
        )
        pricing = self._benefit_engine.price(document)
        self._input = document
        self.state = replace(state, pricing=pricing, online=online)
        return Changes.of(*facts)
