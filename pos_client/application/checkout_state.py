"""What the counter holds of one shopper, as an immutable value; and a sale that is durable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from pos_client.application.allowances import NO_LEASES, HeldLeases
from pos_client.application.members import IdentifiedMember
from pos_client.application.payment import Payment
from pos_client.application.return_making import Exchange
from retail.basket import Basket, Line, Quantity
from retail.group_rules import NOTHING_OUTSIDE, Outside
from retail.guides import GuideShare
from retail.messages import Head
from retail.ports import StoredCoupon
from retail.sale import GiftLeftOut, Sale, ShownSuggestion, Tender, remaining_minor

if TYPE_CHECKING:
    from retail.pricing import Pricing


@dataclass(frozen=True, slots=True)
class CompletedSale:
    """A sale that is durable: its journal entry's head, and the number that its receipt bears."""

    sale: Sale
    entry_head: Head
    receipt_number: str
    return_id: str | None = None  # of the goods that came back in exchange, in the same transaction
    given_back: tuple[tuple[str, int], ...] = ()  # what of their worth goes back: kind of tender, minor units


@dataclass(frozen=True, slots=True)
class UndoStep:
    """A line as it was before it was removed or its quantity changed, and where it stood.

    `taken` is what that took out of the basket (None: nothing), so that undoing it takes the record back too.
    """

    what: Literal["removed", "quantity"]
    line: Line
    position: int
    taken: TakenOut | None = None


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Goods that were in the basket and were taken out of it before the sale, and by whom."""

    line: Line
    quantity: Quantity
    staff_id: str | None


@dataclass(frozen=True, slots=True)
class CheckoutState:
    """All that a screen shows of the counter. `pricing` is None for an empty basket.

    `with_all_coupons` is the price if none had been chosen by hand (None when none was): of coupons that were left out,
    `pricing` says nothing, and this says what each of them lacks.
    """

    basket: Basket = field(default_factory=Basket)
    member: IdentifiedMember | None = None
    bearer_coupons: tuple[StoredCoupon, ...] = ()
    pricing: Pricing | None = None
    with_all_coupons: Pricing | None = None
    coupon_choice: tuple[str, ...] | None = None
    points_to_use: int | str = 0
    tenders: tuple[Tender, ...] = ()
    online: bool = False
    last_sale: CompletedSale | None = None
    labels: Mapping[str, str] = field(default_factory=dict)
    undo: tuple[UndoStep, ...] = ()
    taken_out: tuple[TakenOut, ...] = ()
    note: str = ""
    guides: tuple[GuideShare, ...] | None = None  # who shares in the basket; None: as the store's setting says
    payment: Payment = field(default_factory=Payment)
    held: HeldLeases = NO_LEASES
    facts_too_old: bool = False
    gifts_left_out: tuple[GiftLeftOut, ...] = ()
    wallet_attempt: str | None = None  # a wallet's payment of what remains, of which nothing is known yet

    outside: Outside = NOTHING_OUTSIDE  # what the group's rules keep out of this price

    exchange: Exchange | None = None  # goods that come back for these
    exchange_references: tuple[str, ...] = ()  # of what goes back by card besides

    suggested: tuple[ShownSuggestion, ...] = ()  # what was shown for this basket

    @property
    def exchanged_minor(self) -> int:
        """What of the price is paid by goods that come back."""
        return 0 if self.exchange is None else min(self.exchange.credit_minor, self.payable_minor)

    @property
    def due_minor(self) -> int:
        """What is to be paid in money: goods, less those that come back, and value that is sold."""
        return self.payable_minor - self.exchanged_minor + self.basket.values_minor

    @property
    def back_minor(self) -> int:
        """What goes back to the shopper, whose goods are worth more than the basket."""
        return 0 if self.exchange is None else self.exchange.credit_minor - self.exchanged_minor

    @property
    def payable_minor(self) -> int:
        return self.pricing.payable if self.pricing is not None else 0

    @property
    def remaining_minor(self) -> int:
        return remaining_minor(self.due_minor, self.tenders)

    def with_tender(self, tender: Tender) -> CheckoutState:
        """One more payment of the basket."""
        return replace(self, tenders=(*self.tenders, tender))

    def without_tender(self, index: int) -> CheckoutState:
        """A payment was taken back; when it was the last one, the basket is to be priced and asked for again."""
        tenders = self.tenders[:index] + self.tenders[index + 1 :]
        return replace(self, tenders=tenders, payment=self.payment if tenders else self.payment.reopened())

    @property
    def change_due_minor(self) -> int:
        return sum(tender.change_minor for tender in self.tenders)
