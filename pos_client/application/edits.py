"""Changes of single lines that can be taken back, and the record of what left the basket before the sale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pos_client.application.approvals import Approval
from pos_client.application.checkout_state import CheckoutState, TakenOut, UndoStep
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.basket import Basket, Line, Quantity
from retail.limits import Limits
from retail.overrides import exceeds, unapproved_cuts
from retail.ports import UnitOfWork
from retail.sale import GiftLeftOut

#: As far back as anybody remembers what was pressed.
UNDO_STEPS = 20

QUANTITY_MAX = 9_999
LINES_MAX = 1_000


def with_quantity(state: CheckoutState, line_id: str, quantity: Quantity, staff_id: str | None) -> CheckoutState:
    """The state with another quantity of a line. Raises KeyError for a line that is not there."""
    before = state.basket.line(line_id)
    if before.rain_check is not None:
        raise Refused("rain_check_settled")
    taken = None
    less = before.quantity.thousandths - quantity.thousandths
    if less > 0:
        taken = TakenOut(before, replace(before.quantity, thousandths=less), staff_id)
    step = UndoStep("quantity", before, _position(state, line_id), taken)
    return _stepped(replace(state, basket=state.basket.set_quantity(line_id, quantity)), step)


def without_line(state: CheckoutState, line_id: str, staff_id: str | None) -> CheckoutState:
    """The state without a line. Raises KeyError for a line that is not there."""
    line = state.basket.line(line_id)
    step = UndoStep("removed", line, _position(state, line_id), TakenOut(line, line.quantity, staff_id))
    return _stepped(replace(state, basket=state.basket.remove(line_id)), step)


def undone(state: CheckoutState) -> tuple[CheckoutState, Line]:
    """The state before the newest step, and the line that it brought back. Raises IndexError: nothing to undo."""
    step = state.undo[-1]
    taken_out = list(state.taken_out)
    if step.taken in taken_out:
        taken_out.remove(step.taken)
    basket = state.basket.put_back(step.line, step.position)
    return replace(state, basket=basket, undo=state.undo[:-1], taken_out=tuple(taken_out)), step.line


def with_gift(state: CheckoutState, offer_id: str) -> CheckoutState:
    """The gift of this offer is there after all."""
    others = tuple(other for other in state.gifts_left_out if other.offer != offer_id)
    return replace(state, gifts_left_out=others)


def without_gift(state: CheckoutState, gift: GiftLeftOut) -> CheckoutState:
    """The gift is not there: its offer gives nothing."""
    state = with_gift(state, gift.offer)
    return replace(state, gifts_left_out=(*state.gifts_left_out, gift))


def taken_out_body(taken_out: Sequence[TakenOut], basket_id: str, sale_id: str | None) -> dict[str, Any] | None:
    """The body of the entry `lines_removed`, or None when nothing was taken out."""
    if not taken_out:
        return None
    return {
        "basket_id": basket_id,
        "sale_id": sale_id,
        "lines": [
            {
                "sku": taken.line.product.sku,
                "quantity": taken.quantity.to_contract(),
                "unit_price_minor": taken.line.unit_price_minor,
                "staff_id": taken.staff_id,
            }
            for taken in taken_out
        ],
        "gross_minor": sum(taken.quantity.of_price(taken.line.unit_price_minor) for taken in taken_out),
    }


def voided_body(state: CheckoutState, basket_id: str, staff_id: str, approver: str) -> dict[str, Any]:
    """The body of `basket_voided`; `approver` is the same person, or who allowed it."""
    body: dict[str, Any] = {
        "basket_id": basket_id,
        "staff_id": staff_id,
        "one_id": None if state.member is None else state.member.member.one_id,
        "lines": [
            {
                "sku": line.product.sku,
                "quantity": line.quantity.to_contract(),
                "unit_price_minor": line.unit_price_minor,
            }
            for line in state.basket.lines
        ],
        "gross_minor": state.basket.gross_minor,
    }
    return body if approver == staff_id else body | {"approved_by": approver}


def write_voided(uow: UnitOfWork, state: CheckoutState, basket_id: str, staff_id: str, approver: str) -> None:
    """Journal that a basket was voided, and what had been taken out of it. Nothing when it never had goods."""
    taken_out = taken_out_body(state.taken_out, basket_id, None)
    if taken_out is not None:
        uow.journal.append("lines_removed", taken_out)
    if not state.basket.is_empty:
        uow.journal.append("basket_voided", voided_body(state, basket_id, staff_id, approver))


def _position(state: CheckoutState, line_id: str) -> int:
    return [line.line_id for line in state.basket.lines].index(line_id)


def _stepped(state: CheckoutState, step: UndoStep) -> CheckoutState:
    taken_out = state.taken_out if step.taken is None else (*state.taken_out, step.taken)
    return replace(state, undo=(*state.undo, step)[-UNDO_STEPS:], taken_out=taken_out)


def within_limits(
    desk: Desk,
    staff: StaffDesk,
    limits: Limits,
    state: CheckoutState,
    *,
    basket_id: str,
    line_id: str,
    approval: Approval | None,
) -> CheckoutState:
    """The state, when the manual price of this line is still within the limits, or is allowed from now on.

    Raises Refused `approval_needed`.
    """
    line = state.basket.line(line_id)
    if line.override is None or line.override.approved_by or not exceeds(unapproved_cuts(state.basket), limits):
        return state
    approver = staff.permit("price_override_above", approval)
    with desk.unit_of_work() as uow:
        staff.approvals.use(uow, approval, basket_id=basket_id)
        uow.commit()
    approved = replace(line, override=replace(line.override, approved_by=approver))
    return replace(state, basket=state.basket.with_line(approved))


def refuse_too_much(basket: Basket, quantity: Quantity) -> None:
    """Raises Refused `quantity_too_large` or `basket_full`: a sale has to fit into one request to the ledger."""
    if quantity.thousandths > QUANTITY_MAX * 1000:
        raise Refused("quantity_too_large", maximum=QUANTITY_MAX)
    if len(basket.lines) > LINES_MAX:
        raise Refused("basket_full", maximum=LINES_MAX)
