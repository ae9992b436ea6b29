"""A ledger that knows what several tills have written, for returns of each other's sales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pos_client.errors import Refused, UserFacing
from retail.ports import StoreFailed
from retail.receipt_number import number_of
from retail.sold_sale import FoundSale, SaleListed, applied_offers, needed_of_return, needed_of_sale
from tests.fake_store import FakeStore


@dataclass
class FakeSoldSales:
    """The port SoldSales. `holders` are those of other tills, by sale; `error` is raised instead of an answer."""

    stores: list[FakeStore]
    offers: Mapping[tuple[str, int], Mapping[str, Any]] = field(default_factory=dict)
    holders: dict[str, tuple[str, str]] = field(default_factory=dict)
    error: UserFacing | StoreFailed | None = None
    asked: list[str] = field(default_factory=list)
    released: list[str] = field(default_factory=list)

    def take(self, store: str, sale_id: str, *, within_ms: int | None = None) -> FoundSale:
        self.asked.append(sale_id)
        if self.error is not None:
            raise self.error
        if sale_id in self.holders:
            holder = self.holders[sale_id]
            raise Refused("return_held_elsewhere", store=holder[0], till=holder[1])
        made = next((s for s in self.stores if s.store == store and sale_id in s.documents), None)
        if made is None:
            raise Refused("return_not_at_ledger")
        summary, body = made.by_id(sale_id), made.documents[sale_id]
        assert summary is not None
        head = summary.entry_head
        returns = [needed_of_return(each) for s in self.stores for each in s.returns_of(store, sale_id)]
        return FoundSale(
            store=store,
            store_name=f"店 {store}",
            till=made.till,
            sale_id=sale_id,
            epoch=head.epoch,
            seq=head.seq,
            receipt_number=number_of(store, made.till, head.epoch, head.seq),
            occurred_at=summary.occurred_at,
            document=needed_of_sale(body),
            offers={name: self.offers[name] for name in applied_offers(body) if name in self.offers},
            returns=tuple(returns),
        )

    def release(self, store: str, sale_id: str) -> None:
        self.released.append(sale_id)

    def of_member(self, one_id: str) -> Sequence[SaleListed]:
        if self.error is not None:
            raise self.error
        return [self._listed(s, sale.sale_id) for s in self.stores for sale in s.sales if sale.one_id == one_id]

    def of_receipt(self, number: str) -> Sequence[SaleListed]:
        if self.error is not None:
            raise self.error
        found = [self._listed(s, sale.sale_id) for s in self.stores for sale in s.sales]
        return [sale for sale in found if sale.receipt_number == number.upper()]

    def _listed(self, made: FakeStore, sale_id: str) -> SaleListed:
        summary = made.by_id(sale_id)
        assert summary is not None
        return SaleListed(
            store=made.store,
            store_name=f"店 {made.store}",
            till=made.till,
            sale_id=sale_id,
            receipt_number=summary.receipt_number,
            occurred_at=summary.occurred_at,
            payable_minor=summary.payable_minor,
            currency=summary.currency,
            refunded_minor=0,
        )
