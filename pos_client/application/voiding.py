"""A basket that is cancelled before it is sold: journaled, so that it is seen."""

from __future__ import annotations

from pos_client.application.approvals import Approval
from pos_client.application.checkout_state import CheckoutState
from pos_client.application.edits import write_voided
from pos_client.application.services import ServiceDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk


def write_void(
    desk: Desk,
    staff: StaffDesk,
    services: ServiceDesk | None,
    state: CheckoutState,
    *,
    ids: tuple[str, str],
    free_minor: int,
    approval: Approval | None,
) -> None:
    """What a void of a basket leaves behind. `ids`: basket and sale.

    Raises Refused `approval_needed` for a basket of more than `free_minor`.
    """
    basket_id, sale_id = ids
    amount_minor = state.basket.gross_minor
    above = amount_minor > free_minor
    approver = staff.permit("void_basket_above" if above else "void_basket", approval)
    with desk.unit_of_work() as uow:
        if above:
            staff.approvals.use(uow, approval, basket_id=basket_id, amount_minor=amount_minor)
        write_voided(uow, state, basket_id, staff.require().staff_id, approver)
        uow.parked_baskets.drop_open(sale_id)
        if services is not None:
            services.take_back(uow)
        uow.commit()
