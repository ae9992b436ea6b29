"""What the shopper's screen shows: a part of what the cashier's does, and nothing that others should not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pos_client.ui.screens.checkout.state import CheckoutViewState
from retail.money import format_minor

Scene = Literal["idle", "basket", "tender", "done"]


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """`amount_minor` after member prices and offers, `before_minor` before them."""

    key: str
    name: str
    name_en: str
    detail: str
    quantity: str
    amount_minor: int
    before_minor: int
    currency: str
    is_gift: bool = False


@dataclass(frozen=True, slots=True)
class CustomerState:
    """`member` is masked. `saving_minor` is all that was taken off; `qr` is what a payment code says, empty: none."""

    scene: Scene = "idle"
    currency: str = "CNY"
    lines: tuple[CustomerLine, ...] = ()
    member: str = ""
    tiers: tuple[str, ...] = ()
    goods_minor: int = 0
    coupons_minor: int = 0  # of the saving, what no line shows: coupons and points
    saving_minor: int = 0
    payable_minor: int = 0
    remaining_minor: int = 0
    change_minor: int = 0
    points_earned: int = 0
    qr: str = ""
    qr_label: str = ""
    qr_label_en: str = ""


def payment_code(settings: Mapping[str, Any], amount_minor: int, currency: str) -> tuple[str, str, str]:
    """The text of the merchant's payment code for an amount, and its labels (Chinese, English); empty: there is none.

    The settings row `customer_display` has it as `qr`: `{amount}` stands for the amount, `{amount_minor}` for its minor
    units, where the code is made for each payment; a static code has neither.
    """
    row = settings.get("customer_display") or {}
    text = str(row.get("qr") or "")
    if not text or amount_minor <= 0:
        return "", "", ""
    amount = format_minor(amount_minor, currency, symbol=False)
    shown = text.replace("{amount}", amount.replace(",", "")).replace("{amount_minor}", str(amount_minor))
    label = str(row.get("qr_label") or "")
    return shown, label, str(row.get("qr_label_en") or label)


def customer_state(state: CheckoutViewState, settings: Mapping[str, Any]) -> CustomerState:
    """The shopper's part of the checkout."""
    if state.done is not None:
        done = state.done
        earned = sum(points for _, points in done.points_earned)
        return CustomerState(
            "done",
            done.currency,
            payable_minor=done.payable_minor,
            saving_minor=done.saving_minor,
            change_minor=done.change_due_minor,
            points_earned=earned,
        )
    member = state.member
    if not state.lines and member is None:
        return CustomerState(currency=state.currency)
    totals = state.totals
    saving = totals.manual_minor + totals.gross_minor - totals.payable_minor
    scene: Scene = "tender" if state.phase == "tender" else "basket"
    remaining = state.remaining_minor if scene == "tender" else totals.to_pay_minor
    qr, label, label_en = payment_code(settings, remaining, state.currency) if scene == "tender" else ("", "", "")
    return CustomerState(
        scene,
        state.currency,
        tuple(
            CustomerLine(
                row.line_id,
                row.name,
                row.name_en or row.name,
                row.variant,
                row.quantity_text if row.weighed else f"× {row.quantity_text}",
                row.shown_minor,
                max(row.list_gross_minor, row.gross_minor),
                row.currency,
                bool(row.gift_of),
            )
            for row in state.lines
        ),
        member="" if member is None else member.name,
        tiers=() if member is None else tuple(name for _, name in member.tiers),
        goods_minor=totals.gross_minor + totals.manual_minor,
        coupons_minor=sum(coupon.saving_minor for coupon in totals.coupons) + totals.points_minor,
        saving_minor=saving,
        payable_minor=totals.to_pay_minor,
        remaining_minor=remaining,
        change_minor=state.change_due_minor,
        qr=qr,
        qr_label=label,
        qr_label_en=label_en,
    )
