"""Manual prices and discounts: what a cashier may take off alone, and what needs a manager; and goods nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.basket import Basket, Line, Override, Quantity, UnknownGoods
from retail.catalogue import Product
from retail.money import rate_of
from retail.overrides import (
    amount_off_basket,
    discountable_lines,
    exceeds,
    percent_off_basket,
    unapproved_cuts,
    without_basket_discount,
)

TEXT_CHARACTERS = 200
NAME_CHARACTERS = 60
#: The SKU of goods that no catalogue knows is this and the code that was scanned.
UNKNOWN_SKU_PREFIX = "UNKNOWN:"
WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Reduction:
    """What was typed: a new unit price, so many bps off, or an amount off (of one unit, or of the whole basket)."""

    kind: Literal["price", "percent", "amount"]
    value: int

    def of_unit(self, list_price_minor: int) -> int:
        """The unit price that it comes to. Raises ValueError when it lowers nothing, or below 0."""
        price_minor = {
            "price": self.value,
            "percent": list_price_minor - rate_of(list_price_minor, self.value),
            "amount": list_price_minor - self.value,
        }[self.kind]
        if self.value < 0 or not 0 <= price_minor < list_price_minor:
            raise ValueError("a manual price is below the list price, and not below 0")
        return price_minor


@dataclass(frozen=True, slots=True)
class Why:
    """One of the store's reasons, and words where it needs some."""

    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a reduction would do. Minor units; `list_minor` and `new_minor` of one unit, or of the whole basket."""

    list_minor: int
    new_minor: int
    needs_manager: bool


class OverrideDesk:
    """Lowers prices of the open basket. Each is in the journal before it is on the screen."""

    def __init__(self, desk: Desk, staff: StaffDesk, checkout: Checkout) -> None:
        self._desk = desk
        self._staff = staff
        self._checkout = checkout

    def preview(self, line_id: str | None, reduction: Reduction) -> Preview:
        """What it would come to, for a line or (None) for the whole basket. Raises Refused `price_wrong`."""
        of_basket = line_id is None
        basket, touched = self._lowered(
            line_id, reduction, lambda line, price: _override(line, price, None, "", of_basket=of_basket)
        )
        needs = self._needs_manager(basket, touched)
        if line_id is not None:
            line = basket.line(line_id)
            return Preview(line.product.unit_price_minor, line.unit_price_minor, needs)
        before = without_basket_discount(self._checkout.state.basket).gross_minor
        return Preview(before, basket.gross_minor, needs)

    def lower(self, line_id: str | None, reduction: Reduction, why: Why, approval: Approval | None = None) -> Changes:
        """Lower the price of a line, or (None) of the whole basket.

        Raises Refused `price_wrong`, `reason_needed`, `nothing_to_discount`, `tender_present`, `approval_needed`.
        """
        self._checkout.refuse_when_paying()
        asker = self._staff.require().staff_id
        self._check(why)
        of_basket = line_id is None
        basket, touched = self._lowered(
            line_id, reduction, lambda line, price: _override(line, price, why, asker, of_basket=of_basket)
        )
        permission = "price_override_above" if self._needs_manager(basket, touched) else "price_override"
        approver = self._staff.permit(permission, approval)
        if permission == "price_override_above" or approver != asker:
            for found in touched:
                line = basket.line(found)
                assert line.override is not None
                basket = basket.with_line(replace(line, override=replace(line.override, approved_by=approver)))
        self._write(basket, touched, approval)
        return self._checkout.change_basket(basket) | Changes.of("journal")

    def restore(self, line_id: str | None) -> Changes:
        """Back to the list price: one line, or (None) the discount on the whole basket. Raises `tender_present`."""
        self._checkout.refuse_when_paying()
        asker = self._staff.require().staff_id
        before = self._checkout.state.basket
        if line_id is None:
            basket = without_basket_discount(before)
        else:
            basket = before.with_line(replace(before.line(line_id), override=None))
        ids = {line.line_id for line in basket.lines}
        with self._desk.unit_of_work() as uow:
            for line in before.lines:
                if line.override is None or (line.line_id in ids and basket.line(line.line_id).override is not None):
                    continue
                uow.journal.append(
                    "price_overridden",
                    self._body(line) | {"unit_price_minor": line.override.list_price_minor, "reason": WITHDRAWN,
                                        "text": "", "by": asker, "approved_by": None},
                )  # fmt: skip
            uow.commit()
        return self._checkout.change_basket(basket) | Changes.of("journal")

    def set_line_note(self, line_id: str, note: str) -> Changes:
        """A note to a line; empty for none. Raises Refused `tender_present`."""
        basket = self._checkout.state.basket
        return self._checkout.change_basket(
            basket.with_line(replace(basket.line(line_id), note=note.strip()[:TEXT_CHARACTERS]))
        )

    def set_sale_note(self, note: str) -> Changes:
        """A note to the whole sale; empty for none."""
        return self._checkout.say(note=note.strip()[:TEXT_CHARACTERS])

    # --- goods that nobody knows

    def add_known_unknown(self, scanned: str) -> Changes | None:
        """Another piece of goods that were typed in for this basket already; None when they were not."""
        for line in self._checkout.state.basket.lines:
            if line.unknown is not None and line.unknown.scanned == scanned and line.takes_more:
                more = Quantity(line.quantity.thousandths + 1000)
                return self._checkout.set_quantity(line.line_id, more)
        return None

    def add_unknown(
        self, scanned: str, name: str, price_minor: int, department_id: str, approval: Approval | None = None
    ) -> Changes:
        """Sell what no catalogue knows at a typed price, as goods of one of the store's departments.

        Raises Refused `name_needed`, `price_wrong`, `price_too_high`, `department_unknown`, `tender_present`,
        `approval_needed`.
        """
        self._checkout.refuse_when_paying()
        limits, name = self._checkout.limits, name.strip()[:NAME_CHARACTERS]
        department = limits.department(department_id)
        if department is None:
            raise Refused("department_unknown")
        if not name:
            raise Refused("name_needed")
        if price_minor <= 0:
            raise Refused("price_wrong")
        if limits.unknown_price_max_minor and price_minor > limits.unknown_price_max_minor:
            raise Refused(
                "price_too_high", maximum_minor=limits.unknown_price_max_minor, currency=self._desk.facts.currency
            )
        asker = self._staff.require("sell").staff_id
        approver = self._staff.permit("sell_unknown_goods", approval)
        product = Product(
            sku=UNKNOWN_SKU_PREFIX + scanned,
            name=name,
            brand=department.brand,
            unit_price_minor=price_minor,
            tax_bps=department.tax_bps,
            # Nobody knows what it is: no offer may take it for something else.
            discountable=False,
        )
        basket, line = self._checkout.state.basket.add(product, Quantity.units(1))
        line = replace(line, unknown=UnknownGoods(scanned, department_id, asker, approver))
        body: dict[str, Any] = {
            "basket_id": self._checkout.basket_id,
            "line_id": line.line_id,
            "scanned": scanned,
            "name": name,
            "unit_price_minor": price_minor,
            "department": department_id,
            "by": asker,
            "approved_by": approver,
        }
        with self._desk.unit_of_work() as uow:
            self._staff.approvals.use(uow, approval, basket_id=self._checkout.basket_id, amount_minor=price_minor)
            uow.journal.append("unknown_goods_added", body)
            uow.commit()
        return self._checkout.change_basket(basket.with_line(line)) | Changes.of("journal")

    # --- inside

    def _check(self, why: Why) -> None:
        reason = self._checkout.limits.reason(why.reason)
        if reason is None or (reason.needs_text and not why.text.strip()):
            raise Refused("reason_needed")

    def _lowered(
        self, line_id: str | None, reduction: Reduction, make: Callable[[Line, int], Override]
    ) -> tuple[Basket, Sequence[str]]:
        """The basket with the reduction, and the lines that it touched. Raises Refused."""
        basket = self._checkout.state.basket
        try:
            if line_id is not None:
                line = replace(basket.line(line_id), override=None)
                price_minor = reduction.of_unit(line.unit_price_minor)
                return basket.with_line(replace(line, override=make(line, price_minor))), (line_id,)
            basket = without_basket_discount(basket)
            if not discountable_lines(basket):
                raise Refused("nothing_to_discount")
            if reduction.kind == "price":
                raise ValueError("a basket has no unit price")
            lower = percent_off_basket if reduction.kind == "percent" else amount_off_basket
            basket = lower(basket, reduction.value, make)
        except ValueError as error:
            raise Refused("price_wrong") from error
        return basket, [line.line_id for line in basket.lines if line.override is not None and line.override.of_basket]

    def _needs_manager(self, basket: Basket, touched: Sequence[str]) -> bool:
        """Beyond the limits, or goods that no discount is meant for."""
        special = any(not basket.line(line_id).product.discountable for line_id in touched)
        return special or exceeds(unapproved_cuts(basket), self._checkout.limits)

    def _write(self, basket: Basket, touched: Sequence[str], approval: Approval | None) -> None:
        lines = [basket.line(line_id) for line_id in touched]
        off_minor = sum(line.quantity.of_price(line.product.unit_price_minor) - line.gross_minor for line in lines)
        with self._desk.unit_of_work() as uow:
            self._staff.approvals.use(uow, approval, basket_id=self._checkout.basket_id, amount_minor=off_minor)
            for line in lines:
                uow.journal.append("price_overridden", self._body(line))
            uow.commit()

    def _body(self, line: Line) -> dict[str, Any]:
        override = line.override
        assert override is not None
        return {
            "basket_id": self._checkout.basket_id,
            "line_id": line.line_id,
            "sku": line.product.sku,
            "quantity": line.quantity.to_contract(),
            "list_price_minor": override.list_price_minor,
            "unit_price_minor": override.unit_price_minor,
            "reason": override.reason,
            "text": override.text,
            "by": override.by,
            "approved_by": override.approved_by,
            "of_basket": override.of_basket,
        }


def _override(line: Line, price_minor: int, why: Why | None, by: str, *, of_basket: bool = False) -> Override:
    return Override(
        list_price_minor=line.product.unit_price_minor,
        unit_price_minor=price_minor,
        reason="" if why is None else why.reason,
        text="" if why is None else why.text.strip()[:TEXT_CHARACTERS],
        by=by,
        of_basket=of_basket,
    )
