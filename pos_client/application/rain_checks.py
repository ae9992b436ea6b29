"""Rain checks: goods that are out of stock, promised at the price of now, and sold at it once. line.md, section 17.

The promise is signed by the till, so any till of the group can read it. Whether it was used is known to the ledger;
without a connection only a till of the store that promised goes by what it knows itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from pos_client.application import edits
from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.receipt_codes import ShownRainCheck
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.basket import Line, Quantity
from retail.money import format_minor
from retail.paper_codes import RainCheckCode, make_rain_check
from retail.ports import BenefitUses, Catalogue, ReferenceData
from retail.receipt import Cut, Element, Feed, QrCode, ReceiptDocument, Row, Rule, Text
from retail.signed import SigningKey

POINTS = "points"
DAYS_MAX = 366

TEXTS: Mapping[str, Mapping[str, str]] = {
    "zh_CN": {
        "title": "缺货补货券",
        "promise": "到货后凭此券按以下价格购买一次",
        "pieces": "{count} 件",
        "price": "单价",
        "until": "有效期至 {date}",
        "by": "{store} · {till} · {staff}",
    },
    "zh_TW": {
        "title": "缺貨補貨券",
        "promise": "到貨後憑此券按以下價格購買一次",
        "pieces": "{count} 件",
        "price": "單價",
        "until": "有效期至 {date}",
        "by": "{store} · {till} · {staff}",
    },
    "en": {
        "title": "Rain check",
        "promise": "Buys this once, at this price, when it is here again",
        "pieces": "Pieces: {count}",
        "price": "Price each",
        "until": "Until {date}",
        "by": "{store} · {till} · {staff}",
    },
}


@dataclass(frozen=True, slots=True)
class RainCheck:
    """What was promised; `name` is for people, `code` what its paper bears."""

    code: RainCheckCode
    name: str
    staff_id: str

    @property
    def valid_until(self) -> datetime:
        return datetime.fromtimestamp(self.code.exp, UTC)


class RainCheckDesk:
    """`key` is the till's own: it signs what it promises."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        checkout: Checkout,
        *,
        catalogue: Catalogue,
        reference: ReferenceData,
        uses: BenefitUses,
        key: Callable[[], SigningKey],
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._checkout = checkout
        self._catalogue = catalogue
        self._reference = reference
        self._uses = uses
        self._key = key

    @property
    def days(self) -> int:
        """How long a promise is good for, by the settings row `rain_checks`; 0: this store makes none."""
        row = self._reference.settings().get("rain_checks")
        days = row.get("days") if isinstance(row, Mapping) else None
        return min(days, DAYS_MAX) if type(days) is int and days > 0 else 0

    # --- promised

    def issue(self, line_id: str, approval: Approval | None = None) -> tuple[Changes, RainCheck]:
        """Promise a line of the basket at the price of now, and take it out: the goods are not here.

        Raises Refused `rain_check_not_offered`, `rain_check_not_for_this`, `tender_present` or `approval_needed`.
        """
        self._checkout.refuse_when_paying()
        line = next((line for line in self._checkout.state.basket.lines if line.line_id == line_id), None)
        if not self.days:
            raise Refused("rain_check_not_offered")
        if line is None or line.quantity.weighed or line.unknown is not None or line.rain_check is not None:
            raise Refused("rain_check_not_for_this")
        approver = self._staff.permit("issue_rain_check", approval)
        staff_id = self._staff.require().staff_id
        # The end of its last day at the till's own time, whatever the hour at which it is promised.
        midnight = self._desk.clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
        last = midnight + timedelta(days=self.days + 1)
        code = RainCheckCode(
            rain_check_id=self._desk.ids.new(),
            sku=line.product.sku,
            quantity=line.quantity.unit_count,
            unit_price_minor=self._price_now(line),
            currency=self._desk.facts.currency,
            exp=int(last.timestamp()),
        )
        promise = RainCheck(code, line.product.name, staff_id)
        with self._desk.unit_of_work() as uow:
            self._staff.approvals.use(
                uow, approval, basket_id=self._checkout.basket_id, amount_minor=code.quantity * code.unit_price_minor
            )
            uow.journal.append("rain_check_issued", self._body(promise, None if approver == staff_id else approver))
            uow.commit()
        return self._checkout.remove_line(line_id) | Changes.of("journal"), promise

    def _price_now(self, line: Line) -> int:
        """What a piece of it costs with what applies to it now, but for coupons and points; rounded down."""
        pricing = self._checkout.state.pricing
        priced = None if pricing is None else next((p for p in pricing.lines if p.id == line.line_id), None)
        if priced is None:
            return line.unit_price_minor
        spent = sum(a.amount for a in priced.adjustments if a.coupon is not None or a.offer == POINTS)
        return int((priced.net + spent) // line.quantity.unit_count)

    def _body(self, promise: RainCheck, approved_by: str | None) -> dict[str, Any]:
        code, member = promise.code, self._checkout.state.member
        body: dict[str, Any] = {
            "rain_check_id": code.rain_check_id,
            "staff_id": promise.staff_id,
            "sku": code.sku,
            "name": promise.name,
            "quantity": code.quantity,
            "unit_price_minor": code.unit_price_minor,
            "currency": code.currency,
            "one_id": None if member is None else member.member.one_id,
            "valid_until": promise.valid_until.isoformat(timespec="seconds"),
        }
        return body if approved_by is None else body | {"approved_by": approved_by}

    def paper(self, promise: RainCheck, language: str) -> ReceiptDocument:
        """What the shopper takes home. It can be made again from the promise at any time."""
        return ReceiptDocument(tuple(self._elements(promise, TEXTS.get(language, TEXTS["en"]))))

    def _elements(self, promise: RainCheck, words: Mapping[str, str]) -> Iterator[Element]:
        code, key, facts = promise.code, self._key(), self._desk.facts
        last_day = promise.valid_until.astimezone(self._desk.clock.now().tzinfo) - timedelta(seconds=1)
        yield Text(facts.store_name, "center", bold=True, size=2)
        yield Text(words["title"], "center", bold=True)
        yield Rule()
        yield Text(promise.name, bold=True)
        yield Row(code.sku, words["pieces"].format(count=code.quantity))
        yield Row(words["price"], format_minor(code.unit_price_minor, code.currency), bold=True)
        yield Text(words["until"].format(date=last_day.date().isoformat()))
        yield Rule()
        yield QrCode(make_rain_check(code, key, key.verifying_key.kid))
        yield Text(words["promise"], "center")
        yield Text(words["by"].format(store=facts.store, till=facts.till, staff=promise.staff_id), "center")
        yield Feed(3)
        yield Cut()

    # --- used

    def must_ask(self, shown: ShownRainCheck) -> bool:
        """Whether the ledger is to be asked first. Raises Refused `rain_check_needs_connection` for another store's
        promise without a connection.
        """
        if self._desk.is_online():
            return True
        self.without_answer(shown)
        return False

    def without_answer(self, shown: ShownRainCheck) -> None:
        """The ledger says nothing. Raises Refused `rain_check_needs_connection` where only it would know."""
        if shown.store != self._desk.facts.store:
            raise Refused("rain_check_needs_connection", store=shown.store)

    def redeem(self, shown: ShownRainCheck, status: str | None) -> Changes:
        """Put the promised goods into the basket. `status` is the ledger's word, None for none.

        Raises Refused `rain_check_used`, `rain_check_here_already`, `rain_check_other_currency`, `goods_unknown`, or as
        `Checkout.add` does.
        """
        self._checkout.refuse_when_paying()
        code, basket = shown.code, self._checkout.state.basket
        if status == "used" or self._uses.has_used_rain_check(code.rain_check_id):
            raise Refused("rain_check_used")
        if any(line.rain_check == code.rain_check_id for line in basket.lines):
            raise Refused("rain_check_here_already")
        if code.currency != self._desk.facts.currency:
            raise Refused("rain_check_other_currency", currency=code.currency)
        found = self._catalogue.by_code([code.sku])
        if not found:
            raise Refused("goods_unknown", scanned=code.sku)
        self._staff.require("sell")
        # The promised price is what was promised: nothing more comes off it, and nothing is put on it.
        product = replace(found[0], unit_price_minor=code.unit_price_minor, discountable=False, priced_by_label=True)
        basket, line = basket.add_promised(product, Quantity.units(code.quantity), code.rain_check_id)
        edits.refuse_too_much(basket, line.quantity)
        return self._checkout.change_basket(basket)
