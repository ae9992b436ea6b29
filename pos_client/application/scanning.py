"""From what a scanner said to what happens at the counter: one way for every scanner, every kind of code.

Source: docs/spec/member-code.md, section 2. A payment code goes nowhere here but to the tender, and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from pos_client.application.basket_codes import ShownBasket, read_basket_code
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.keys import KeyRing
from pos_client.application.members import IdentifiedMember, MemberDesk
from pos_client.application.receipt_codes import ShownRainCheck, ShownReceipt, read_rain_check, read_receipt
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail import scanned
from retail.basket import Quantity
from retail.catalogue import Product
from retail.in_store import InStoreLayout
from retail.member import masked_name
from retail.money import CURRENCIES
from retail.paper_codes import open_badge, open_coupon
from retail.payment_code import PaymentCode
from retail.ports import Catalogue, ReferenceData, StoredCoupon
from retail.scanned import MemberCardRange, ScanSettings
from retail.signed import CodeRefused
from retail.stored_value import GiftCardCode

#: What a code stands for that is both goods and a member's number.
Meaning = Literal["goods", "member"]

OutcomeKind = Literal[
    "goods", "member", "coupon", "receipt", "staff", "payment", "gift_card", "rain_check", "basket", "join"
]


@dataclass(frozen=True, slots=True)
class ScanOutcome:
    """What a scan did. `detail`: `sku` of goods, `one_id` of a member, `coupon_id`, or `staff_id`; `receipt` of one;
    `join_code` of a guide or a place.

    `payment_code` is what a wallet showed, by itself (kind `payment`) or inside a member's code: for the tender alone.
    """

    kind: OutcomeKind
    changes: Changes
    detail: Mapping[str, str] = field(default_factory=dict)
    payment_code: PaymentCode | None = None
    receipt: ShownReceipt | None = None
    rain_check: ShownRainCheck | None = None
    basket: ShownBasket | None = None
    card: GiftCardCode | None = None  # to be sold, looked at, or to pay: the ledger knows

    @property
    def asks_ledger(self) -> bool:
        """Whether nothing is done yet: what becomes of it the ledger says, where it can be asked."""
        return self.rain_check is not None or self.card is not None or self.basket is not None


def scan_settings(reference: ReferenceData, currency: str) -> ScanSettings:
    """The store's decisions about codes, from the settings row `scanning`."""
    document: Mapping[str, Any] = reference.settings().get("scanning", {})
    return ScanSettings(
        in_store_layouts=tuple(
            InStoreLayout(str(item["pattern"]), int(item.get("step", 1)))
            for item in document.get("in_store_layouts", ())
        ),
        member_card_ranges=tuple(
            MemberCardRange(str(item["first"]), str(item["last"]), bool(item.get("printed_as_ean_13", False)))
            for item in document.get("member_card_ranges", ())
        ),
        currency_exponent=CURRENCIES[currency].exponent if currency in CURRENCIES else 2,
    )


class ScanDesk:
    """Takes everything that any scanner says."""

    def __init__(
        self, desk: Desk, checkout: Checkout, members: MemberDesk, catalogue: Catalogue, reference: ReferenceData
    ) -> None:
        self._desk = desk
        self._checkout = checkout
        self._members = members
        self._catalogue = catalogue
        self._reference = reference
        self._settings = scan_settings(reference, desk.facts.currency)

    def reference_changed(self) -> None:
        self._settings = scan_settings(self._reference, self._desk.facts.currency)

    def scan(
        self, data: bytes | str, symbology: str | None = None, pieces: int = 1, *, means: Meaning | None = None
    ) -> ScanOutcome:
        """Do what the code is for; `pieces`: how many of goods. Raises Refused with the words for the cashier, and
        then nothing has changed: `goods_or_card` until the cashier says what it `means`.
        """
        found = scanned.classify(
            data,
            symbology,
            settings=self._settings,
            in_catalogue=lambda text: bool(self._catalogue.by_code([text])),
            linked_card=self._members.linked_card,
        )
        if isinstance(found, scanned.GoodsOrCard):
            found = self._meant(found, means)
        match found:
            case scanned.Goods():
                return self._goods(found, pieces)
            case scanned.InStoreGoods():
                return self._in_store_goods(found, pieces)
            case scanned.SignedCode():
                return self._signed(found)
            case scanned.MemberCard():
                return self._member(self._members.identify_card(found.number))
            case scanned.WalletPayment():
                return ScanOutcome("payment", Changes(), payment_code=found.code)
            case scanned.GiftCard(card=card):
                return ScanOutcome("gift_card", Changes(), card=card)
            case scanned.JoinCode(code=code):
                return ScanOutcome("join", Changes(), {"join_code": code})
            case scanned.Unknown():
                raise Refused("code_unknown", text=found.shown)
            case scanned.Malformed():
                raise Refused("code_malformed")

    def _meant(
        self, both: scanned.GoodsOrCard, means: Meaning | None
    ) -> scanned.Goods | scanned.InStoreGoods | scanned.MemberCard:
        if means == "goods":
            return both.goods
        if means == "member":
            return scanned.MemberCard(both.number)
        product = self._product(both.goods.catalogue_key, "")
        member = self._members.identify_card(both.number).member
        raise Refused("goods_or_card", goods=product.name, member=masked_name(member.name) or "—")

    def _member(self, identified: IdentifiedMember) -> ScanOutcome:
        return ScanOutcome("member", self._checkout.set_member(identified), {"one_id": identified.member.one_id})

    def _goods(self, goods: scanned.Goods, pieces: int) -> ScanOutcome:
        product = self._product(goods.catalogue_key, goods.lookup_keys[0])
        last_day = goods.expiry
        if last_day is not None and last_day < self._desk.clock.now().date():
            raise Refused("goods_expired", date=last_day.isoformat())
        return self._add(product, goods.weight_thousandths, goods.price_minor, pieces)

    def _in_store_goods(self, goods: scanned.InStoreGoods, pieces: int) -> ScanOutcome:
        product = self._product(goods.catalogue_key, goods.item)
        return self._add(product, goods.weight_thousandths, goods.price_minor, pieces)

    def _product(self, key: str | None, shown: str) -> Product:
        found = self._catalogue.by_code([key]) if key is not None else ()
        if not found:
            raise Refused("goods_unknown", scanned=shown)
        return found[0]

    def _add(
        self, product: Product, weight_thousandths: int | None, price_minor: int | None, pieces: int
    ) -> ScanOutcome:
        if pieces != 1 and product.weighed:
            # Each weighed piece has a weight of its own: one label says nothing of the others.
            raise Refused("pieces_of_weighed", name=product.name)
        if price_minor is not None:
            # The label's price is for the whole piece: it is what the shopper was shown, so it is what is charged.
            product = replace(product, unit_price_minor=price_minor, priced_by_label=True)
            quantity = Quantity(1000, weighed=True) if product.weighed else Quantity.units(pieces)
        elif weight_thousandths is not None and product.weighed:
            if weight_thousandths < 1:
                raise Refused("quantity_wrong")
            quantity = Quantity(weight_thousandths, weighed=True)
        elif product.weighed:
            raise Refused("quantity_of_weighed", name=product.name)
        else:
            quantity = Quantity.units(pieces)
        return ScanOutcome("goods", self._checkout.add(product, quantity), {"sku": product.sku})

    def _signed(self, code: scanned.SignedCode) -> ScanOutcome:
        now = self._desk.clock.now()
        if code.kind == "member_code":
            # A basket that is being paid is not repriced: refuse before the code counts as used.
            self._checkout.refuse_when_paying()
            identified, payment_code = self._members.open_code(code.text)
            changes = self._checkout.set_member(identified) | Changes.of("journal")
            return ScanOutcome("member", changes, {"one_id": identified.member.one_id}, payment_code)
        keys = KeyRing(self._reference.keys())
        try:
            if code.kind == "coupon":
                coupon = open_coupon(code.text, keys.valid("issuer", now), now)
                expires_at = datetime.fromtimestamp(coupon.exp, UTC).isoformat()
                stored = StoredCoupon(coupon.coupon_id, coupon.offer_id, coupon.one_id, "available", expires_at)
                return ScanOutcome("coupon", self._checkout.add_bearer_coupon(stored), {"coupon_id": coupon.coupon_id})
            if code.kind == "rain_check":
                shown_check = read_rain_check(code.text, self._reference.keys(), now)
                return ScanOutcome("rain_check", Changes(), rain_check=shown_check)
            if code.kind == "basket":
                basket = read_basket_code(code.text, self._reference.keys(), now)
                return ScanOutcome("basket", Changes(), basket=basket)
            if code.kind == "receipt":
                shown = read_receipt(code.text, self._reference.keys())
                return ScanOutcome("receipt", Changes(), receipt=shown)
            badge = open_badge(code.text, keys.valid("store", now), now)
            if badge.store != self._desk.facts.store:
                raise Refused("badge_of_other_store", store=badge.store)
            return ScanOutcome("staff", Changes(), {"staff_id": badge.staff_id})
        except CodeRefused as refusal:
            over = code.kind == "basket" and refusal.reason == "expired"
            raise Refused("basket_code_expired" if over else f"code_{refusal.reason}") from refusal
