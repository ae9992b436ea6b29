"""Goods come back that nobody shows a receipt of, or whose receipt cannot be looked up now: a manager answers for it.

Source: docs/spec/line.md, section 11. The price is the one of today or a lower one, the store limits the amount, and
the money goes back in cash.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from pos_client.application.approvals import Approval
from pos_client.application.receipt_codes import ShownReceipt
from pos_client.application.return_making import Exchange, ReturnMaker
from pos_client.application.sold_goods import CompletedReturn, Settlement
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.cash_rounding import EXACT, read_cash_rounding, rounded_refunds
from retail.catalogue import Product
from retail.goods_return import Condition
from retail.ports import ReferenceData
from retail.refunds import all_in_cash
from retail.return_limits import read_return_limits
from retail.tax import included_tax

PERMISSION = "return_without_receipt"


@dataclass(frozen=True, slots=True)
class LooseGoods:
    """Goods without a receipt, at the price that is given back for one unit (minor units)."""

    product: Product
    quantity: Quantity
    unit_price_minor: int
    condition: Condition = "sellable"

    @property
    def amount_minor(self) -> int:
        return self.quantity.of_price(self.unit_price_minor)


class UnreceiptedDesk:
    """Needs no connection: nothing is known of a sale, and nothing is asked."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        reference: ReferenceData,
        refuse_without_shift: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._reference = reference
        self._maker = ReturnMaker(desk, staff, refuse_without_shift)

    @property
    def limit_minor(self) -> int:
        """How much goes back at one time at most; 0: nothing."""
        return read_return_limits(self._reference.settings()).without_receipt_minor

    def amount_minor(self, goods: Sequence[LooseGoods], receipt: ShownReceipt | None = None) -> int:
        """What goes back for these. Raises Refused `return_empty`, `return_price_wrong`, `return_not_without_receipt`
        where the store allows none, or `return_over_limit`.
        """
        if not goods:
            raise Refused("return_empty")
        if any(not 0 < each.unit_price_minor <= each.product.unit_price_minor for each in goods):
            raise Refused("return_price_wrong")
        limit = self.limit_minor
        if limit == 0:
            raise Refused("return_not_without_receipt")
        if receipt is not None:
            limit = min(limit, receipt.code.total_minor)
        amount = sum(each.amount_minor for each in goods)
        if amount > limit:
            raise Refused("return_over_limit", limit_minor=limit, currency=self._desk.facts.currency)
        return amount

    def complete(
        self,
        goods: Sequence[LooseGoods],
        settlement: Settlement,
        approval: Approval | None = None,
        receipt: ShownReceipt | None = None,
    ) -> CompletedReturn:
        """Make it durable; the cash goes back after it. `receipt`: a genuine one that could not be looked up.

        Raises as `amount_minor` does, and Refused `shift_needed`, `reason_missing`, `approval_needed` or
        `not_signed_in`.
        """
        return self._maker.complete(self._facts(goods, receipt), settlement, PERMISSION, approval)

    def exchange(
        self,
        goods: Sequence[LooseGoods],
        settlement: Settlement,
        approval: Approval | None = None,
        receipt: ShownReceipt | None = None,
    ) -> Exchange:
        """These goods for what is in the basket: written with its sale. Raises as `complete` does."""
        what = {
            "receipt_number": "—",
            "goods": msgspec.to_builtins(tuple(goods)),
            "receipt": msgspec.to_builtins(receipt),
        }
        return self._maker.exchange(self._facts(goods, receipt), settlement, PERMISSION, approval, what)

    def exchange_again(self, document: Mapping[str, Any]) -> Exchange:
        """After a crash. Raises Refused, and ValueError for a document of another program."""
        try:
            goods = msgspec.convert(document["goods"], tuple[LooseGoods, ...])
            receipt = msgspec.convert(document["receipt"], ShownReceipt | None)
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from error
        return self._maker.exchange_again(self._facts(goods, receipt), document)

    def _facts(
        self, goods: Sequence[LooseGoods], receipt: ShownReceipt | None
    ) -> Callable[[int], tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
        at = self._desk.clock.now().isoformat(timespec="seconds")

        def make(exchanged_minor: int) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
            refund = self.amount_minor(goods, receipt)
            facts = {
                "sale": None,
                "currency": self._desk.facts.currency,
                "one_id": None,
                "at": at,
                "after": [],
                "lines": [_line(number, each) for number, each in enumerate(goods, 1)],
                "gifts": [],
                "pricing": {
                    "refund": refund,
                    "points_back": 0,
                    "points_taken": {},
                    "coupons_back": [],
                    "gifts_charged": {},
                    "funding": {},
                    "gift_funding": {},
                },
            }
            parts, shares = all_in_cash(refund, exchanged_minor)
            rule = read_cash_rounding(self._reference.settings()).get(self._desk.facts.currency, EXACT)
            refunds = rounded_refunds(shares, (), rule)
            rounding = sum(each["amount_minor"] for each in refunds) + exchanged_minor - refund
            if rounding:
                facts["rounding_minor"] = rounding
            if receipt is not None:
                code = receipt.code
                named = {"sale_id": code.sale_id, "epoch": code.epoch, "seq": code.seq}
                facts["receipt"] = {"store": receipt.store, "till": receipt.till, **named}
            return facts, parts, refunds

        return make


def _line(number: int, goods: LooseGoods) -> dict[str, Any]:
    product, amount = goods.product, goods.amount_minor
    return {
        "line_no": number,
        "line_id": str(number),
        "sku": product.sku,
        "name": product.name,
        "brand": product.brand,
        "quantity": goods.quantity.to_contract(),
        "condition": goods.condition,
        "unit_price_minor": goods.unit_price_minor,
        "list_price_minor": product.unit_price_minor,
        "gross_minor": amount,
        "manual_minor": 0,
        "net_minor": amount,
        "tax_bps": product.tax_bps,
        "tax_minor": included_tax(amount, product.tax_bps),
    }
