"""What an entry does to the ledger: the books, the members, the stock. Which entries are taken is decided elsewhere.

One `Applier` gathers what several entries of one till do and writes it once, in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from central_ledger.application.benefit_facts import goods_handed, handing_id, keep_handouts
from central_ledger.application.clearing import hand_over
from central_ledger.application.incentives import Cause, settle_incentives
from central_ledger.application.join_tags import winner_of
from central_ledger.application.leases import recall_all_of_till
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_side import ACTING, Parcel
from central_ledger.application.publish import points_program, points_setting, store_zone
from central_ledger.application.redemptions import goods_redeemed
from central_ledger.application.settling import Settling, day_starts, time_of, trading_day
from central_ledger.application.shifts import check_closed_shift, note_shift
from central_ledger.application.stock import Taken, take_from_stock
from central_ledger.application.suggestions import keep_suggested
from central_ledger.application.wallet_refunds import contradicts, is_twice, refund_transfer
from central_ledger.application.web_orders import goods_of as order_goods
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.bodies import Body, EntitlementUsed, EntitlementUseUndone, EpochOpened, SaleBody
from central_ledger.domain.contact_bodies import CONTACT_BODIES
from central_ledger.domain.event_bodies import EVENT_BODIES
from central_ledger.domain.goods_returns import return_transfer
from central_ledger.domain.growth import growth_rules
from central_ledger.domain.member_bodies import MemberEnrolled
from central_ledger.domain.offer_uses import day_of
from central_ledger.domain.order_bodies import OrderHandedOver
from central_ledger.domain.payment_bodies import RefundSettled
from central_ledger.domain.redemption_bodies import RewardRedeemed
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import Booking, gift_funding, goods_of, member_effects, sale_transfer, seller_of
from central_ledger.domain.shift_bodies import ShiftBody, ShiftClosed
from central_ledger.domain.shifts import shift_transfer
from central_ledger.domain.wanted_bodies import WANTED_BODIES
from central_ledger.store.books import SaleRow
from retail.goods_return import back_in_stock
from retail.messages import Entry, decode_body

#: Kinds whose entries name members at the top of their bodies.
_OF_MEMBERS = frozenset(
    (
        *("sale", "return", "code_accepted", "entitlement_used", "entitlement_use_undone", "coupon_swapped"),
        *("order_handed_over", "consent_changed", "reward_redeemed", "points_exchanged"),
        *("draw_entered", *CONTACT_BODIES),
        *("member_note_written", "member_note_removed", "member_unmasked"),
        *WANTED_BODIES,
        *EVENT_BODIES,
    )
)


def ask_leases_back(ledger: Ledger, entry: Entry, body: EpochOpened) -> None:
    """A till whose journal goes on anew may have lost what it did with its leases: it would count them as whole. What
    it carried along from them comes before it gives them back. No row of a member changes.
    """
    if body.after is not None or ledger.journals.epochs(entry.store, entry.till):
        recall_all_of_till(ledger, entry.store, entry.till)


@dataclass(frozen=True, slots=True)
class SetAside:
    """An entry that can be understood and still cannot be applied: the code of its verdict, and its case."""

    code: str
    case_kind: str
    detail: Mapping[str, Any] = field(default_factory=dict)


class Applier:
    """For one till and one transaction."""

    def __init__(self, ledger: Ledger, store: str, till: str) -> None:
        self._ledger = ledger
        self._store = store
        self._till = till
        ledger.feeds.expect((store, "settings", name) for name in ("points", "store", "shifts"))
        self._program = points_program(ledger, store)
        self._growth = growth_rules(points_setting(ledger, store))
        self._zone = store_zone(ledger, store)
        self._day_starts = day_starts(ledger, store)
        self._parcels: list[Parcel] = []
        self._returns: set[str] = set()
        self._redeemed: set[str] = set()
        self._handed: set[str] = set()
        self._refunds: dict[str, str] = {}  # how those of this batch ended
        self._sales: dict[str, SaleRow] = {}
        self._transfers: list[Transfer] = []
        self._closed_shifts: list[tuple[Entry, ShiftClosed]] = []
        self._taken_stock: list[Taken] = []
        self._events: list[Entry] = []
        self._causes: list[Cause] = []
        self._settling = Settling(ledger, store, self._program)
        self._offer: Callable[[str, int], Mapping[str, Any] | None] = lru_cache(maxsize=None)(ledger.reference.offer)

    def expect(self, entries: Iterable[tuple[Entry, Body | None]]) -> None:
        """These will be applied, if nothing is wrong with them."""
        named = [(entry.kind, body) for entry, body in entries if entry.kind in _OF_MEMBERS and body is not None]
        sales = [body for _, body in named if isinstance(body, SaleBody)]
        self._ledger.books.expect_sales(self._store, [sale.sale_id for sale in sales])
        self._ledger.reference.expect_offers({(used.id, used.version) for sale in sales for used in sale.input.offers})
        self._ledger.identities.expect({one_id for _, body in named if (one_id := getattr(body, "one_id", None))})

    def apply(self, entry: Entry, body: Body | None) -> SetAside | None:
        """Do what an entry says, but for what `finish` does. None: it is done."""
        if isinstance(body, SaleBody):
            if body.sale_id in self._sales or self._ledger.books.has_sale(self._store, body.sale_id):
                return SetAside("bad_sale", "sale_id_reused", {"sale_id": body.sale_id})
            self._book(entry, body)
        elif isinstance(body, ReturnBody):
            if body.return_id in self._returns or self._ledger.goods_returns.has(self._store, body.return_id):
                return SetAside("bad_return", "quarantined", {"code": "bad_return", "entry_kind": entry.kind})
            self._take_return(entry, body)
        elif isinstance(body, RefundSettled):
            before = self._refunds.get(body.refund_id)
            if (before is not None and is_twice(before, body.result)) or contradicts(self._ledger, self._store, body):
                return SetAside("bad_refund", "quarantined", {"code": "bad_refund", "entry_kind": entry.kind})
            self._take_refund(entry, body)
        elif isinstance(body, ShiftBody):
            self._take_shift(entry, body)
        elif isinstance(body, EpochOpened):
            # It asks which epochs there were before it.
            ask_leases_back(self._ledger, entry, body)
        elif isinstance(body, OrderHandedOver):
            self._hand_out(entry, "order", body.handover_id, order_goods(body))
            self._parcels.append(Parcel(entry, body))
        elif isinstance(body, RewardRedeemed):
            self._take_redemption(entry, body)
        elif type(body) in ACTING:
            self._hand_goods(entry, body)
            self._parcels.append(Parcel(entry, body))
            if isinstance(body, MemberEnrolled):
                winner = winner_of(self._ledger, self._store, body.join_code, body.staff_id)
                self._causes.append(Cause(self._store, winner, self._day_of(entry)))
        self._events.append(entry)
        return None

    def finish(self) -> None:
        """Write what was gathered: the store's side, then, in the entries' order, what they do to members and budgets,
        or what carries that to them. The entries themselves must be there: a shift is held against them.
        """
        ledger = self._ledger
        ledger.books.add_sales(self._sales.values())
        ledger.books.book_for_store(self._store, self._transfers)
        self._settling.write()
        for entry, body in self._closed_shifts:
            check_closed_shift(ledger, entry, body)
        take_from_stock(ledger, self._store, self._taken_stock)
        hand_over(ledger, self._store, self._parcels)
        if self._causes:
            settle_incentives(ledger, self._causes, self._events[-1])
        ledger.outbox.add_entries(self._store, self._events, ledger.now())

    def _day_of(self, entry: Entry) -> str:
        return self._day_at(time_of(self._ledger, entry))

    def _day_at(self, at: datetime) -> str:
        return trading_day(at, self._zone, self._day_starts)

    def _book(self, entry: Entry, sale: SaleBody) -> None:
        """The postings of a sale whose sums hold, and what it does to its member."""
        at = time_of(self._ledger, entry)
        row = SaleRow(
            store=self._store,
            sale_id=sale.sale_id,
            till=self._till,
            epoch=entry.epoch,
            seq=entry.seq,
            occurred_at=entry.occurred_at,
            currency=sale.currency,
            one_id=None if self._ledger.identities.is_erased(sale.one_id) else sale.one_id,
            gross_minor=sale.pricing.gross,
            payable_minor=sale.pricing.payable,
            day=self._day_at(at),
            staff_id=seller_of(sale),
        )
        self._sales[sale.sale_id] = row
        self._causes.append(Cause(self._store, row.staff_id, row.day))
        booking = Booking(
            self._store, self._till, entry.occurred_at, self._program, self._offer, self._zone, self._growth
        )
        self._transfers.append(sale_transfer(booking, sale))
        self._settling.add(entry, sale, gift_funding(self._store, sale, self._offer), at)
        self._taken_stock.append(Taken("sale", sale.sale_id, entry.occurred_at, goods_of(sale)))
        keep_handouts(self._ledger, entry, sale)
        keep_suggested(self._ledger, entry, sale, day_of(entry.occurred_at, self._zone))
        self._parcels.append(Parcel(entry, sale, effects=member_effects(booking, sale)))

    def _take_refund(self, entry: Entry, body: RefundSettled) -> None:
        transfer = refund_transfer(entry, body)
        if transfer is not None:
            self._transfers.append(transfer)
        self._refunds[body.refund_id] = body.result
        self._parcels.append(Parcel(entry, body))

    def _take_redemption(self, entry: Entry, body: RewardRedeemed) -> None:
        """Once, however often a till's journals tell it."""
        if body.redemption_id in self._redeemed or self._ledger.redemptions.has(self._store, body.redemption_id):
            return
        self._redeemed.add(body.redemption_id)
        if body.kind == "goods":
            goods = goods_redeemed(body)
            self._taken_stock.append(Taken("redemption", body.redemption_id, entry.occurred_at, goods))
        self._parcels.append(Parcel(entry, body))

    def _hand_goods(self, entry: Entry, body: Body | None) -> None:
        """Goods of an entitlement leave the store, or are taken back."""
        if isinstance(body, EntitlementUsed | EntitlementUseUndone) and body.sku is not None:
            self._hand_out(entry, "handed", handing_id(body), goods_handed(body))

    def _hand_out(self, entry: Entry, kind: str, reference: str, goods: Mapping[str, int]) -> None:
        """Goods leave the store (below 0: come back): once, however often a till's journals tell it."""
        name = f"{kind}/{reference}"
        if name not in self._handed and not self._ledger.stock.moved(self._store, name):
            self._handed.add(name)
            self._taken_stock.append(Taken(kind, reference, entry.occurred_at, goods))

    def _take_return(self, entry: Entry, body: ReturnBody) -> None:
        """The postings of goods that came back, also when the ledger does not have their sale yet."""
        program = points_program(self._ledger, body.sold_at(self._store))
        self._transfers.append(return_transfer(entry, body, program))
        self._settling.add_value(entry, body)
        back = {sku: -thousandths for sku, thousandths in back_in_stock(decode_body(entry.body)).items()}
        self._taken_stock.append(Taken("return", body.return_id, entry.occurred_at, back))
        self._returns.add(body.return_id)
        self._parcels.append(Parcel(entry, body, sale_is_here=self._has_sale(body)))

    def _has_sale(self, body: ReturnBody) -> bool | None:
        """Whether a return's sale was taken before it; None: whoever does it elsewhere has to look."""
        sale = body.sale
        if self._ledger.database.is_distributed:
            return None
        return sale is not None and (
            self._ledger.books.has_sale(sale.store, sale.sale_id)
            or (sale.store == self._store and sale.sale_id in self._sales)
        )

    def _take_shift(self, entry: Entry, body: ShiftBody) -> None:
        note_shift(self._ledger, entry, body)
        transfer = shift_transfer(entry, body)
        if transfer is not None:
            self._transfers.append(transfer)
        if isinstance(body, ShiftClosed):
            self._closed_shifts.append((entry, body))
