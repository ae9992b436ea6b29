"""What an entry does to the ledger: the books, the members, the stock. Which entries are taken is decided elsewhere.

One `Applier` gathers what several entries of one till do and writes it once, in the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from central_ledger.application.aliases import effects_now, of_member_now
from central_ledger.application.benefit_facts import keep_handouts, move_entitlement, reject_offer, swap_coupon
from central_ledger.application.exchange import note_exchange
from central_ledger.application.goods_returns import settle_waiting, take_return
from central_ledger.application.joining import change_consent, enrol_member
from central_ledger.application.joining import holders_of as holders_of_join
from central_ledger.application.lease_use import take_back
from central_ledger.application.leases import recall_all_of_till
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_books import accept_code, apply_effects, expect_effects, holders_of
from central_ledger.application.member_notes import note_unmasking, remove_note, write_note
from central_ledger.application.parked_baskets import let_expire, recall
from central_ledger.application.plans import sell_plans
from central_ledger.application.publish import points_program, points_setting, publish_members, store_zone
from central_ledger.application.rain_checks import promised_in, take_rain_check, use_rain_checks
from central_ledger.application.redemptions import goods_redeemed, publish_rewards_left, redeem
from central_ledger.application.settling import Settling, day_starts, time_of, trading_day
from central_ledger.application.shifts import check_closed_shift, note_shift
from central_ledger.application.stock import Taken, take_from_stock
from central_ledger.application.tiers import settle_tiers
from central_ledger.application.value_accounts import apply_moves
from central_ledger.application.wallet_refunds import (
    begin_refund,
    contradicts,
    is_twice,
    note_refunds,
    refund_transfer,
    settle_refund,
)
from central_ledger.application.web_orders import goods_of as order_goods
from central_ledger.application.web_orders import hand_over
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.basket_bodies import BasketExpired, BasketRecalled
from central_ledger.domain.bodies import (
    Body,
    CodeAccepted,
    CouponSwapped,
    EntitlementUsed,
    EntitlementUseUndone,
    EpochOpened,
    LeaseReturned,
    OfferRejected,
    SaleBody,
    ShiftBody,
    ShiftClosed,
)
from central_ledger.domain.goods_returns import return_transfer
from central_ledger.domain.growth import growth_rules
from central_ledger.domain.member_bodies import (
    ConsentChanged,
    MemberEnrolled,
    MemberNoteRemoved,
    MemberNoteWritten,
    MemberUnmasked,
)
from central_ledger.domain.named import named_in
from central_ledger.domain.order_bodies import OrderHandedOver, RainCheckIssued
from central_ledger.domain.payment_bodies import RefundSettled, RefundStarted
from central_ledger.domain.redemption_bodies import PointsExchanged, RewardRedeemed
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import Booking, MemberEffects, gift_funding, goods_of, member_effects, sale_transfer
from central_ledger.domain.shifts import shift_transfer
from central_ledger.domain.value import ValueMove, given_back_in, sold_in
from central_ledger.store.books import SaleRow
from retail.goods_return import back_in_stock
from retail.messages import Entry, decode_body

#: Kinds whose entries name members at the top of their bodies.
_OF_MEMBERS = frozenset(
    (
        *("sale", "return", "code_accepted", "entitlement_used", "entitlement_use_undone", "coupon_swapped"),
        *("order_handed_over", "consent_changed", "reward_redeemed", "points_exchanged"),
        *("member_note_written", "member_note_removed", "member_unmasked"),
    )
)


def ask_leases_back(ledger: Ledger, entry: Entry, body: EpochOpened) -> None:
    """A till whose journal goes on anew may have lost what it did with its leases: it would count them as whole. What
    it carried along from them comes before it gives them back. No row of a member changes.
    """
    if body.after is not None or ledger.journals.epochs(entry.store, entry.till):
        recall_all_of_till(ledger, entry.store, entry.till)


#: What a fact that is no sale does to the ledger; each gives the members whose rows have changed.
_FACTS: Mapping[type, Callable[[Ledger, Entry, Any], Iterable[str]]] = {
    CodeAccepted: accept_code,
    EntitlementUsed: move_entitlement,
    EntitlementUseUndone: move_entitlement,
    CouponSwapped: swap_coupon,
    OfferRejected: reject_offer,
    LeaseReturned: take_back,
    RainCheckIssued: take_rain_check,
    BasketRecalled: recall,
    BasketExpired: let_expire,
    RefundStarted: begin_refund,
    RefundSettled: settle_refund,
    MemberEnrolled: enrol_member,
    ConsentChanged: change_consent,
    MemberNoteWritten: write_note,
    MemberNoteRemoved: remove_note,
    MemberUnmasked: note_unmasking,
    RewardRedeemed: redeem,
    PointsExchanged: note_exchange,
}


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
        self._program = points_program(ledger, store)
        self._growth = growth_rules(points_setting(ledger, store))
        self._zone = store_zone(ledger, store)
        self._day_starts = day_starts(ledger, store)
        self._later: list[Callable[[], Iterable[str]]] = []
        self._effects: list[MemberEffects] = []
        self._holders: set[str] = set()
        self._leases: list[str] = []
        self._returns: set[str] = set()
        self._redeemed: set[str] = set()
        self._refunds: dict[str, str] = {}  # how those of this batch ended
        self._sales: dict[str, SaleRow] = {}
        self._transfers: list[Transfer] = []
        self._closed_shifts: list[tuple[Entry, ShiftClosed]] = []
        self._taken_stock: list[Taken] = []
        self._events: list[Entry] = []
        self._settling = Settling(ledger, store, self._program)
        self._offer: Callable[[str, int], Mapping[str, Any] | None] = lru_cache(maxsize=None)(ledger.reference.offer)

    def expect(self, entries: Iterable[Entry]) -> None:
        """These will be applied, if nothing is wrong with them."""
        named = [(entry.kind, named_in(entry)) for entry in entries if entry.kind in _OF_MEMBERS]
        sale_ids = [one.sale_id for kind, one in named if kind == "sale" and one.sale_id]
        self._ledger.books.expect_sales(self._store, sale_ids)
        self._ledger.identities.expect({one.one_id for _, one in named if one.one_id})

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
            self._taken_stock.append(Taken("order", body.handover_id, entry.occurred_at, order_goods(body)))
            self._later.append(lambda: hand_over(self._ledger, entry, body))
        elif isinstance(body, RewardRedeemed):
            self._take_redemption(entry, body)
        elif type(body) in _FACTS:
            self._take_fact(entry, body)
        self._events.append(entry)
        return None

    def finish(self) -> None:
        """Write what was gathered: the store's side, then, in the entries' order, what they do to members and budgets.
        The entries themselves must be there: a shift is held against them.
        """
        ledger = self._ledger
        ledger.books.add_sales(self._sales.values())
        ledger.books.book_for_store(self._store, self._transfers)
        self._settling.write()
        for entry, body in self._closed_shifts:
            check_closed_shift(ledger, entry, body)
        take_from_stock(ledger, self._store, self._taken_stock)
        # From here on others wait who have to do with the same members: nothing that could be done before is left.
        ledger.database.lock(self._holders | ledger.leases.holders_of(self._leases))
        expect_effects(ledger, self._effects)
        touched: dict[str, None] = {}
        for act in self._later:
            touched.update(dict.fromkeys(act()))
        settle_tiers(ledger, touched)
        publish_members(ledger, touched)
        ledger.outbox.add_entries(self._store, self._events, ledger.now())
        if self._redeemed:
            publish_rewards_left(ledger)

    def _book(self, entry: Entry, sale: SaleBody) -> None:
        """The postings of a sale whose sums hold, and what it does to its member."""
        row = SaleRow(
            store=self._store,
            sale_id=sale.sale_id,
            till=self._till,
            epoch=entry.epoch,
            seq=entry.seq,
            occurred_at=entry.occurred_at,
            currency=sale.currency,
            one_id=sale.one_id,
            gross_minor=sale.pricing.gross,
            payable_minor=sale.pricing.payable,
            day=trading_day(time_of(self._ledger, entry), self._zone, self._day_starts),
            staff_id=sale.guide or sale.cashier,
        )
        self._sales[sale.sale_id] = row
        booking = Booking(
            self._store, self._till, entry.occurred_at, self._program, self._offer, self._zone, self._growth
        )
        self._transfers.append(sale_transfer(booking, sale))
        self._settling.add(entry, sale, gift_funding(self._store, sale, self._offer))
        self._taken_stock.append(Taken("sale", sale.sale_id, entry.occurred_at, goods_of(sale)))
        keep_handouts(self._ledger, entry, sale)
        effects = member_effects(booking, sale)
        moves = tuple(sold_in(self._store, self._till, entry.occurred_at, sale))
        self._holders |= {move.account_id for move in moves} | promised_in(sale)
        # Whose it is when its turn comes may be another one's by then: an entry before it may say who somebody is.
        self._holders |= holders_of(effects) | holders_of(effects_now(self._ledger, effects))
        self._leases += [lease_id for lease_id, _ in effects.leases]
        self._effects.append(effects)
        self._later.append(lambda: self._book_for_member(sale, effects, moves))
        if promised_in(sale):
            self._later.append(lambda: use_rain_checks(self._ledger, entry, sale))

    def _book_for_member(self, sale: SaleBody, effects: MemberEffects, moves: Sequence[ValueMove]) -> Iterable[str]:
        effects = effects_now(self._ledger, effects)
        apply_effects(self._ledger, effects)
        sell_plans(self._ledger, effects, sale)
        apply_moves(self._ledger, moves)
        settle_waiting(self._ledger, self._store, sale.sale_id)
        return () if effects.one_id is None else (effects.one_id,)

    def _take_refund(self, entry: Entry, body: RefundSettled) -> None:
        transfer = refund_transfer(entry, body)
        if transfer is not None:
            self._transfers.append(transfer)
        self._refunds[body.refund_id] = body.result
        self._take_fact(entry, body)

    def _take_redemption(self, entry: Entry, body: RewardRedeemed) -> None:
        """Once, however often a till's journals tell it."""
        if body.redemption_id in self._redeemed or self._ledger.redemptions.has(self._store, body.redemption_id):
            return
        self._redeemed.add(body.redemption_id)
        if body.kind == "goods":
            goods = goods_redeemed(body)
            self._taken_stock.append(Taken("redemption", body.redemption_id, entry.occurred_at, goods))
        self._leases += [used.lease_id for used in body.leases]
        self._take_fact(entry, body)

    def _take_fact(self, entry: Entry, body: Any) -> None:
        if isinstance(body, LeaseReturned):
            self._leases.append(body.lease_id)
        if isinstance(body, RainCheckIssued):
            self._holders.add(body.rain_check_id)
        if isinstance(body, MemberEnrolled):
            self._holders.update(holders_of_join(body))
        elif getattr(body, "one_id", None) is not None:
            self._holders |= {body.one_id, of_member_now(self._ledger, body).one_id}
        self._later.append(lambda: _FACTS[type(body)](self._ledger, entry, self._now(body)))

    def _now(self, body: Any) -> Any:
        """A fact, of the member that its id means now. Who joins names an id that is new."""
        return body if isinstance(body, MemberEnrolled) else of_member_now(self._ledger, body)

    def _take_return(self, entry: Entry, body: ReturnBody) -> None:
        """The postings of goods that came back, also when the ledger does not have their sale yet."""
        sale = body.sale
        is_here = sale is not None and (
            self._ledger.books.has_sale(sale.store, sale.sale_id)
            or (sale.store == self._store and sale.sale_id in self._sales)
        )
        program = points_program(self._ledger, body.sold_at(self._store))
        self._transfers.append(return_transfer(entry, body, program))
        back = {sku: -thousandths for sku, thousandths in back_in_stock(decode_body(entry.body)).items()}
        self._taken_stock.append(Taken("return", body.return_id, entry.occurred_at, back))
        self._returns.add(body.return_id)
        moves = tuple(given_back_in(entry, body))
        self._holders.update(move.account_id for move in moves)
        if body.one_id is not None:
            self._holders |= {body.one_id, self._ledger.identities.current(body.one_id)}

        def act() -> Iterable[str]:
            now = of_member_now(self._ledger, body)
            alias = body.one_id if now.one_id != body.one_id else None
            apply_moves(self._ledger, moves)
            take_return(self._ledger, entry, now, sale_is_here=is_here, alias=alias)
            note_refunds(self._ledger, entry, body)
            return () if now.one_id is None else (now.one_id,)

        self._later.append(act)

    def _take_shift(self, entry: Entry, body: ShiftBody) -> None:
        note_shift(self._ledger, entry, body)
        transfer = shift_transfer(entry, body)
        if transfer is not None:
            self._transfers.append(transfer)
        if isinstance(body, ShiftClosed):
            self._closed_shifts.append((entry, body))
