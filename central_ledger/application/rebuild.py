"""Prove what is kept beside the postings: each balance is the sum of its own, and each posting of an entry.

`audit --rebuild` builds again from the journals what entries did to members and stock, and counts for each kind of
balance how many are what their postings sum up to. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import msgspec

from central_ledger.application.benefit_facts import goods_handed, handing_id
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import points_program
from central_ledger.application.redemptions import goods_redeemed, redemption_transfer
from central_ledger.application.value_accounts import account_now
from central_ledger.application.web_orders import goods_of as order_goods
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Transfer
from central_ledger.domain.bodies import EntitlementUsed, EntitlementUseUndone, SaleBody
from central_ledger.domain.goods_returns import return_points_transfer
from central_ledger.domain.nobody import of_nobody
from central_ledger.domain.order_bodies import OrderHandedOver
from central_ledger.domain.redemption_bodies import RewardRedeemed
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import Booking, goods_of, member_effects, points_transfer
from central_ledger.domain.value import ValueMove, given_back_in, move_transfer, sold_in
from central_ledger.store.identities import NOBODY
from retail.goods_return import back_in_stock
from retail.messages import Entry, decode_body

#: Movements that go into archives with the entry that told them. That goods left by an order, a reward or a service is
#: on record in their movement alone: it is what keeps them from being taken out twice, and stays.
ARCHIVED_GOODS = frozenset(("sale", "return"))


def balances_kept(ledger: Ledger) -> dict[str, int]:
    """How many balances of each kind are kept beside the postings: those that were proved, if none is a problem."""
    return {
        "points": ledger.members.count_balances(),
        "coupons": ledger.coupon_pieces.count(),
        "stock": ledger.stock.count_levels(),
        "tiers": len(ledger.tiers.now()),
        "budgets": len(ledger.budgets.all()),
        "value": ledger.value_accounts.count(),
    }


def entry_problems(ledger: Ledger, entry: Entry, body: object, booking: Booking, *, is_archived: bool) -> Iterator[str]:
    """What an entry says of a member and of stock, and the books do not (of an archived entry: its archive)."""
    if isinstance(body, SaleBody):
        if body.one_id is not None:
            effects = member_effects(booking, body)
            found = [msgspec.structs.replace(effects, one_id=one_id) for one_id in _ids(ledger, body.one_id)]
            expected = [(each.one_id or "", points_transfer(each)) for each in found]
            yield from _member_problems(ledger, effects.reference, expected)
        yield from _value_problems(ledger, sold_in(entry.store, entry.till, entry.occurred_at, body))
    elif isinstance(body, ReturnBody):
        if body.one_id is not None:
            program = points_program(ledger, body.sold_at(entry.store))
            expected = [
                (one_id, return_points_transfer(entry, msgspec.structs.replace(body, one_id=one_id), program))
                for one_id in _ids(ledger, body.one_id)
            ]
            yield from _member_problems(ledger, expected[0][1].transfer_id, expected)
        yield from _value_problems(ledger, given_back_in(entry, body))
    elif isinstance(body, RewardRedeemed):
        expected = [
            (one_id, redemption_transfer(entry, msgspec.structs.replace(body, one_id=one_id)))
            for one_id in _ids(ledger, body.one_id)
        ]
        yield from _member_problems(ledger, expected[0][1].transfer_id, expected)
    wanted = goods_moved(entry, body)
    if wanted is None:
        return
    kind, reference, goods = wanted
    if is_archived and kind in ARCHIVED_GOODS:
        lies_there = ledger.archives.goods(entry.store, entry.till, entry.epoch, entry.seq)
        booked = {sku: thousandths for name, sku, thousandths in lies_there if name == f"{kind}/{reference}"}
    else:
        booked = ledger.stock.moved(entry.store, f"{kind}/{reference}")
    if booked != goods:
        yield "stock_differs_from_the_journal"


def goods_moved(entry: Entry, body: object) -> tuple[str, str, dict[str, int]] | None:
    """What an entry did to its store's stock: kind and reference of its movement, and thousandths by sku (below 0: they
    left). None: nothing.
    """
    if isinstance(body, SaleBody):
        kind, reference, taken = "sale", body.sale_id, goods_of(body)
    elif isinstance(body, ReturnBody):
        return "return", body.return_id, dict(back_in_stock(decode_body(entry.body)))
    elif isinstance(body, OrderHandedOver):
        kind, reference, taken = "order", body.handover_id, order_goods(body)
    elif isinstance(body, RewardRedeemed):
        kind, reference, taken = "redemption", body.redemption_id, goods_redeemed(body)
    elif isinstance(body, EntitlementUsed | EntitlementUseUndone) and body.sku is not None:
        kind, reference, taken = "handed", handing_id(body), goods_handed(body)
    else:
        return None
    return kind, reference, {sku: -thousandths for sku, thousandths in taken.items()}


def _ids(ledger: Ledger, one_id: str) -> tuple[str, ...]:
    """In whose file an entry about this member may be booked: it may have been known by then whose alias the id is."""
    return tuple(ledger.identities.path(one_id))


def _member_problems(ledger: Ledger, transfer_id: str, expected: Sequence[tuple[str, Transfer]]) -> Iterator[str]:
    """Growth value is left out: it was booked by the rules of its time, which settings do not keep."""
    prefix = accounts.points_unit("")
    is_erased = any(one_id == NOBODY for one_id, _ in expected)
    for one_id, transfer in expected:
        # Told when the person had been erased it was booked without them.
        allowed = (transfer, of_nobody(transfer, one_id)) if is_erased else (transfer,)
        postings = ledger.books.member_postings_of(one_id, transfer_id)
        booked = [posting for posting in postings if posting[1].startswith(prefix)]
        for each in allowed:
            if booked == sorted((p.account, p.unit, p.amount) for p in each.postings if p.unit.startswith(prefix)):
                return
    yield "member_postings_differ_from_the_journal"


def _value_problems(ledger: Ledger, moves: Iterable[ValueMove]) -> Iterator[str]:
    for said in moves:
        # Booked under the id that the member had then: the one that the entry names, or what it has become.
        here = ledger.books.has_member_transfer(said.account_id, said.transfer_id)
        current = account_now(ledger, said.account_id, said.one_id)
        move = said if here else replace(said, account_id=current)
        row = ledger.value_accounts.get(move.account_id)
        postings = () if row is None else move_transfer(move, row.issuer).postings
        wanted = sorted((p.account, p.unit, p.amount) for p in postings)
        if not wanted or wanted != ledger.books.member_postings_of(move.account_id, move.transfer_id):
            yield "value_postings_differ_from_the_journal"
