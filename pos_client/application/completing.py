"""From a paid basket to a sale that is durable; also for a basket that waits for its payment, over a restart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pos_client.application.basket_guides import basket_guides
from pos_client.application.basket_pricer import BasketPricer
from pos_client.application.benefits import journaled_input
from pos_client.application.checkout_state import CheckoutState, CompletedSale
from pos_client.application.edits import taken_out_body
from pos_client.application.handouts import handed_out
from pos_client.application.plan_sales import plans_in
from pos_client.application.return_making import write_return
from pos_client.application.sale_body import sale_body, sale_of_body
from pos_client.application.sale_making import make_sale
from pos_client.application.till import Desk
from retail.ports import StaffMember, UnitOfWork
from retail.receipt_number import receipt_number
from retail.sale import Sale, Tender


@dataclass(frozen=True, slots=True)
class SaleDraft:
    """A basket as the sale that it becomes, with the tenders it has so far. `taken_out`: body of `lines_removed`."""

    sale: Sale
    basket_id: str
    taken_out: Mapping[str, Any] | None
    #: What is journaled before it, kind and body: goods that come back in exchange.
    exchanged: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def document(self) -> dict[str, Any]:
        """Whole, as JSON has words for it."""
        body = sale_body(self.sale, self.basket_id)
        return {"sale": body, "taken_out": self.taken_out, "labels": dict(self.sale.labels)} | (
            {"exchanged": [list(entry) for entry in self.exchanged]} if self.exchanged else {}
        )

    def paid_by(self, tender: Tender) -> SaleDraft:
        return replace(self, sale=replace(self.sale, tenders=(*self.sale.tenders, tender)))


def draft_sale(
    desk: Desk,
    settings: Mapping[str, Any],
    pricer: BasketPricer,
    state: CheckoutState,
    who: tuple[str, str, StaffMember],
) -> SaleDraft:
    """A priced basket as the sale that it becomes. `settings` are the store's; `who`: sale, basket, cashier."""
    sale_id, basket_id, cashier = who
    assert state.pricing is not None
    assert pricer.document is not None
    journaled = journaled_input(pricer.document, pricer.usable)
    sale = make_sale(
        desk,
        state,
        state.pricing,
        journaled,
        sale_id=sale_id,
        cashier=cashier.staff_id,
        leases=pricer.taken,
        guides=basket_guides(state, settings, cashier),
    )
    given, missed = handed_out(settings, sale), pricer.missed_gifts(state)
    taken_out = taken_out_body(state.taken_out, basket_id, sale_id)
    sale = replace(sale, handed_out=given, gifts_left_out=missed, plans=plans_in(pricer.rules.plans, state))
    if state.exchange is None:
        return SaleDraft(sale, basket_id, taken_out)
    made = state.exchange.make(state.exchanged_minor, sale_id, state.exchange_references)
    paid = () if made.tender is None else (made.tender,)
    return SaleDraft(replace(sale, tenders=(*paid, *sale.tenders)), basket_id, taken_out, made.entries)


def draft_of(desk: Desk, document: Mapping[str, Any]) -> SaleDraft:
    """The draft of `SaleDraft.document`, to be completed now."""
    body = document["sale"]
    sale = sale_of_body(
        body,
        store=desk.facts.store,
        till=desk.facts.till,
        occurred_at=desk.clock.now().isoformat(timespec="seconds"),
        labels=document["labels"],
    )
    exchanged = tuple((kind, goods) for kind, goods in document.get("exchanged", ()))
    return SaleDraft(sale, body["basket_id"], document["taken_out"], exchanged)


def record(uow: UnitOfWork, draft: SaleDraft) -> CompletedSale:
    """Write sale and journal entries; the caller commits."""
    body = sale_body(draft.sale, draft.basket_id)
    back: Mapping[str, Any] | None = None
    for kind, exchanged in draft.exchanged:
        first = uow.journal.append(kind, exchanged)
        if kind == "return":
            write_return(uow, exchanged, first)
            back = exchanged
    if draft.taken_out is not None:
        uow.journal.append("lines_removed", draft.taken_out)
    entry = uow.journal.append("sale", body)
    uow.parked_baskets.drop_open(draft.sale.sale_id)
    paid = {tender.attempt_id for tender in draft.sale.tenders}
    for refund in uow.wallet_refunds.all():
        if refund.state == "held" and refund.attempt_id in paid:
            uow.wallet_refunds.remove(refund.refund_id)
    number = receipt_number(entry)
    uow.sales.add(body, entry, number)
    if back is None:
        return CompletedSale(draft.sale, entry.head, number)
    given = tuple((each["kind"], each["amount_minor"]) for each in back["tenders"] if each["kind"] != "exchange")
    return CompletedSale(draft.sale, entry.head, number, back["return_id"], given)
