"""What entries do beyond their store's books: to members, coupons, budgets, cards, the goods of other stores.

Each entry has at most two acts. That at its store belongs to the transaction that takes it. That at a member (or
another holder) belongs where their rows are: in the same transaction where everything lies together, else in one of its
own, to which `application.clearing` carries the entry. Either way it is done here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from central_ledger.application.aliases import effects_now, of_member_now
from central_ledger.application.benefit_facts import move_entitlement, reject_offer, swap_coupon
from central_ledger.application.contacts import assign_guide, take_mark
from central_ledger.application.draws import note_draw
from central_ledger.application.exchange import note_exchange
from central_ledger.application.goods_returns import settle_waiting, take_return
from central_ledger.application.joining import change_consent, enrol_member, note_join
from central_ledger.application.joining import holders_of as holders_of_join
from central_ledger.application.leaderboard import take_choice
from central_ledger.application.lease_use import take_back
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_books import accept_code, apply_effects, expect_effects, holders_of
from central_ledger.application.member_events import check_in
from central_ledger.application.member_notes import note_unmasking, remove_note, write_note
from central_ledger.application.parked_baskets import let_expire, recall
from central_ledger.application.plans import sell_plans
from central_ledger.application.publish import points_program, tell_stores
from central_ledger.application.rain_checks import promised_in, take_rain_check, use_rain_checks
from central_ledger.application.redemptions import publish_rewards_left, redeem
from central_ledger.application.reservations import use_reservation
from central_ledger.application.tiers import settle_tiers
from central_ledger.application.value_accounts import apply_moves
from central_ledger.application.wallet_refunds import begin_refund, note_refunds, settle_refund
from central_ledger.application.wanted import end_wanted, meet_wanted, take_wanted
from central_ledger.application.web_orders import hand_over
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.basket_bodies import BasketExpired, BasketRecalled
from central_ledger.domain.bodies import (
    CodeAccepted,
    CouponSwapped,
    EntitlementUsed,
    EntitlementUseUndone,
    LeaseReturned,
    OfferRejected,
    SaleBody,
)
from central_ledger.domain.contact_bodies import GuideAssigned, TaskDone, TaskNotWanted, TaskSnoozed
from central_ledger.domain.event_bodies import EventCheckedIn
from central_ledger.domain.goods_returns import return_points_transfer
from central_ledger.domain.member_bodies import (
    ConsentChanged,
    MemberEnrolled,
    MemberNoteRemoved,
    MemberNoteWritten,
    MemberUnmasked,
)
from central_ledger.domain.nobody import of_nobody
from central_ledger.domain.order_bodies import OrderHandedOver, RainCheckIssued
from central_ledger.domain.payment_bodies import RefundSettled, RefundStarted
from central_ledger.domain.redemption_bodies import DrawEntered, PointsExchanged, RewardRedeemed
from central_ledger.domain.return_bodies import ReturnBody, SoldAs
from central_ledger.domain.sales import MemberEffects, points_transfer
from central_ledger.domain.staff_bodies import BoardAmountShown
from central_ledger.domain.value import ValueMove, given_back_in, sold_in
from central_ledger.domain.wanted_bodies import GoodsWanted, GoodsWantedEnded
from central_ledger.store.clearing import Clearing
from retail.messages import Entry


class Parcel(msgspec.Struct, frozen=True, gc=False):
    """An entry that was taken, for whoever it concerns. `effects`: what a sale does to its member, by the rules of the
    time at which it was taken. `sale_is_here`: whether a return's sale was done before it; None: look.
    """

    entry: Entry
    body: Any
    effects: MemberEffects | None = None
    sale_is_here: bool | None = None


def _use_reservations(ledger: Ledger, entry: Entry, body: SaleBody | RewardRedeemed) -> Iterable[str]:
    """What a till was promised is used; what that holds is let go where it is held."""
    held = {body.reservation_id}
    if isinstance(body, SaleBody):
        held |= {tender.hold_id for tender in body.tenders}
    for reservation_id in sorted(name for name in held if name is not None):
        use_reservation(ledger, entry.store, entry.till, reservation_id)
    return ()


#: What a fact does in its store's own rows.
_AT_STORE: Mapping[type, Callable[[Ledger, Entry, Any], Iterable[str]]] = {
    SaleBody: _use_reservations,
    RewardRedeemed: _use_reservations,
    ReturnBody: note_refunds,
    MemberEnrolled: note_join,
    BasketRecalled: recall,
    BasketExpired: let_expire,
    RefundStarted: begin_refund,
    RefundSettled: settle_refund,
    BoardAmountShown: take_choice,
}
#: What a fact that is neither sale nor return does elsewhere; each gives the members whose rows have changed.
_AT_HOLDER: Mapping[type, Callable[[Ledger, Entry, Any], Iterable[str]]] = {
    CodeAccepted: accept_code,
    EntitlementUsed: move_entitlement,
    EntitlementUseUndone: move_entitlement,
    CouponSwapped: swap_coupon,
    OfferRejected: reject_offer,
    LeaseReturned: take_back,
    RainCheckIssued: take_rain_check,
    MemberEnrolled: enrol_member,
    ConsentChanged: change_consent,
    MemberNoteWritten: write_note,
    MemberNoteRemoved: remove_note,
    MemberUnmasked: note_unmasking,
    RewardRedeemed: redeem,
    PointsExchanged: note_exchange,
    DrawEntered: note_draw,
    GuideAssigned: assign_guide,
    TaskDone: take_mark,
    TaskSnoozed: take_mark,
    TaskNotWanted: take_mark,
    GoodsWanted: take_wanted,
    GoodsWantedEnded: end_wanted,
    EventCheckedIn: check_in,
    # In the rows of its own store, but after whoever joined before it.
    OrderHandedOver: hand_over,
}
#: Facts that do anything beyond the books of sales and returns.
ACTING = frozenset(_AT_STORE) | frozenset(_AT_HOLDER)


def act_at_store(ledger: Ledger, parcel: Parcel) -> None:
    """The part in its store's rows, in the transaction that takes the entry."""
    act = _AT_STORE.get(type(parcel.body))
    if act is not None:
        act(ledger, parcel.entry, parcel.body)


def concerns_others(ledger: Ledger, parcel: Parcel) -> bool:
    """Whether anybody beyond the store's own rows is concerned: a walk-in's sale at its price concerns nobody, unless
    goods of it came back before it.
    """
    body, effects = parcel.body, parcel.effects
    if effects is None:
        return isinstance(body, ReturnBody) or type(body) in _AT_HOLDER
    if effects.one_id is not None or effects.leases or effects.reservation_id is not None:
        return True
    named = any(use.coupon_id is not None or use.is_budgeted for use in effects.uses)
    if named or _moves(parcel) or promised_in(body) or body.plans:
        return True
    return bool(ledger.goods_returns.unsettled(parcel.entry.store, body.sale_id))


def holders_in(ledger: Ledger, parcel: Parcel) -> set[str]:
    """Whose rows it changes, but for its leases'. Whose it is when its turn comes may be another one's by then: an
    entry before it may say who somebody is.
    """
    body = parcel.body
    if parcel.effects is not None:
        holders = holders_of(parcel.effects) | holders_of(effects_now(ledger, parcel.effects))
        return holders | {move.account_id for move in _moves(parcel)} | promised_in(body)
    if isinstance(body, MemberEnrolled):
        return set(holders_of_join(body))
    holders = {move.account_id for move in _moves(parcel)}
    if isinstance(body, RainCheckIssued):
        holders.add(body.rain_check_id)
    one_id: str | None = getattr(body, "one_id", None)
    return holders if one_id is None else holders | {one_id, ledger.identities.current(one_id)}


def leases_in(parcel: Parcel) -> list[str]:
    """The leases that it names."""
    if parcel.effects is not None:
        return [lease_id for lease_id, _ in parcel.effects.leases]
    if isinstance(parcel.body, LeaseReturned):
        return [parcel.body.lease_id]
    return [used.lease_id for used in parcel.body.leases] if isinstance(parcel.body, RewardRedeemed) else []


#: Facts that reach beyond one shard whatever they say, by `SPANNING`.
_SPANS: Mapping[type, str] = {
    ReturnBody: "return",
    RewardRedeemed: "reward",
    DrawEntered: "reward",
    MemberEnrolled: "join",
}


def own_coupons(ledger: Ledger, parcels: Iterable[Parcel]) -> set[str]:
    """Which coupons that these sales used are held by their members."""
    sales = [parcel.effects for parcel in parcels if parcel.effects is not None and parcel.effects.one_id is not None]
    pairs = [(str(sale.one_id), use.coupon_id) for sale in sales for use in sale.uses if use.coupon_id is not None]
    return ledger.members.held_among(pairs)


def spans_in(parcel: Parcel, is_apart: Callable[[set[str]], bool], own: Collection[str]) -> str:
    """Why a parcel has to do with several shards (a key of `SPANNING`), as far as it says so itself; empty: it has not.
    `is_apart`: whether names lie in several. `own`: see `own_coupons`.
    """
    body, why = parcel.body, _SPANS.get(type(parcel.body), "")
    if why or parcel.effects is None:
        return why
    uses = tuple(
        msgspec.structs.replace(use, coupon_id=None) if use.coupon_id in own else use for use in parcel.effects.uses
    )
    names = holders_of(msgspec.structs.replace(parcel.effects, uses=uses))
    names |= {move.account_id for move in _moves(parcel)} | promised_in(body)
    return "bearer" if is_apart(names) else ""


def deliver(ledger: Ledger, parcels: Sequence[Parcel]) -> None:
    """Do to members and other holders what these entries do, in their order, and tell the stores. The caller's
    transaction is alone with them.
    """
    expect_effects(ledger, [parcel.effects for parcel in parcels if parcel.effects is not None])
    touched: dict[str, None] = {}
    for parcel in parcels:
        touched.update(dict.fromkeys(_act(ledger, parcel)))
    settle_tiers(ledger, touched)
    tell_stores(ledger, touched)  # settling has expected them
    if any(isinstance(parcel.body, RewardRedeemed) for parcel in parcels):
        publish_rewards_left(ledger)


def _act(ledger: Ledger, parcel: Parcel) -> Iterable[str]:
    body = parcel.body
    if isinstance(body, SaleBody):
        return _sell(ledger, parcel, body)
    if isinstance(body, ReturnBody):
        return _take_return(ledger, parcel, body)
    act = _AT_HOLDER.get(type(body))
    if act is None:
        return ()
    if ledger.identities.is_erased(getattr(body, "one_id", None)) and not isinstance(body, RainCheckIssued):
        return ()  # nobody's: docs/spec/erasure.md
    # Who joins names an id that is new; every other fact is of the member that its id means now.
    return act(ledger, parcel.entry, body if isinstance(body, MemberEnrolled) else of_member_now(ledger, body))


def _moves(parcel: Parcel) -> tuple[ValueMove, ...]:
    entry, body = parcel.entry, parcel.body
    if isinstance(body, SaleBody):
        return tuple(sold_in(entry.store, entry.till, entry.occurred_at, body))
    return tuple(given_back_in(entry, body)) if isinstance(body, ReturnBody) else ()


def _sell(ledger: Ledger, parcel: Parcel, sale: SaleBody) -> Iterable[str]:
    assert parcel.effects is not None
    effects = effects_now(ledger, parcel.effects)
    apply_effects(ledger, effects)
    if effects.one_id is None and parcel.effects.one_id is not None:
        _book_for_nobody(ledger, points_transfer(parcel.effects), parcel.effects.one_id)
    sell_plans(ledger, effects, sale)
    apply_moves(ledger, _moves(parcel))
    meet_wanted(ledger, parcel.entry, effects.one_id, sale)
    settle_waiting(ledger, parcel.entry.store, sale.sale_id)
    if promised_in(sale):
        use_rain_checks(ledger, parcel.entry, sale)
    return () if effects.one_id is None else (effects.one_id,)


def _take_return(ledger: Ledger, parcel: Parcel, body: ReturnBody) -> Iterable[str]:
    now = of_member_now(ledger, body)
    if now.one_id is None and body.one_id is not None:
        program = points_program(ledger, body.sold_at(parcel.entry.store))
        _book_for_nobody(ledger, return_points_transfer(parcel.entry, body, program), body.one_id)
    alias = body.one_id if now.one_id != body.one_id else None
    is_here = parcel.sale_is_here
    if is_here is None:
        is_here = body.sale is not None and is_done(ledger, body.sale)
    apply_moves(ledger, _moves(parcel))
    take_return(ledger, parcel.entry, now, sale_is_here=is_here, alias=alias)
    return () if now.one_id is None else (now.one_id,)


def _book_for_nobody(ledger: Ledger, transfer: Transfer, one_id: str) -> None:
    """The other side of what a store's books have of somebody who was erased, in the file that was theirs."""
    holder, transfer = ledger.identities.whose_file(one_id), of_nobody(transfer, one_id)
    if transfer.postings and not ledger.books.has_member_transfer(holder, transfer.transfer_id):
        ledger.books.book_for_members([(holder, transfer)])


def sale_name(sale_id: str) -> str:
    """How a sale is called that waits."""
    return f"sale/{sale_id}"


def is_done(ledger: Ledger, sale: SoldAs) -> bool:
    """Whether a sale was taken, and what it does to its member was done."""
    if not ledger.books.has_sale(sale.store, sale.sale_id):
        return False
    clearing: Clearing = ledger.clearing
    return not any(map(clearing.is_waiting, clearing.named(sale.store, "entry", sale_name(sale.sale_id))))
