"""Returns as they come in, and what the ledger makes of them: docs/spec/line.md, section 11.

A return is booked when it comes, also before its sale; what only the sale's own rows can show waits for the sale. The
judgement of a sale's returns is made anew with each entry of them, from all that is there: it is the same in any order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from central_ledger.application.aliases import of_member_now
from central_ledger.application.coupon_books import put_coupon
from central_ledger.application.coupon_uses import settle_uses
from central_ledger.application.growth import take_growth
from central_ledger.application.incentives import settle_sales
from central_ledger.application.lease_use import recall_what_is_gone
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_books import change_points
from central_ledger.application.plans import end_plans
from central_ledger.application.points import add_lot, heard_late
from central_ledger.application.publish import points_program, points_setting, publish_coupon
from central_ledger.application.settling_returns import settle_returned
from central_ledger.domain.bodies import read_body
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.goods_returns import return_points_transfer
from central_ledger.domain.return_bodies import ReturnBody, SoldAs
from central_ledger.domain.sales import MemberEffects
from central_ledger.store.goods_returns import ReturnRow
from central_ledger.store.members import holder_of
from retail.contract import ContractError
from retail.goods_return import (
    Back,
    BackGift,
    BackLine,
    OffersGone,
    gifts_so_far,
    goods_of,
    price_return,
    returned_so_far,
    sold_case,
)
from retail.messages import Entry, decode_body
from retail.pricing import UnlawfulChoice
from retail.returns import returns_of
from retail.stock import stock_quantity, stock_thousandths

Document = Mapping[str, Any]

#: The fields of a return that follow from its sale.
_JUDGED = ("lines", "gifts", "pricing")


def take_return(
    ledger: Ledger, entry: Entry, body: ReturnBody, *, sale_is_here: bool, alias: str | None = None
) -> None:
    """Note a return, and do to its member what it says; `alias`: under which other id of theirs it came. The caller
    books the store's side and publishes the member.
    """
    # Without its sale it is booked all the same; a receipt that was shown is held against it later.
    shown = body.sale or body.receipt
    row = ReturnRow(
        sale_store=entry.store if shown is None else shown.store,
        sale_id=body.return_id if shown is None else shown.sale_id,
        store=entry.store,
        return_id=body.return_id,
        till=entry.till,
        epoch=entry.epoch,
        seq=entry.seq,
        one_id=body.one_id,
        currency=body.currency,
        refund_minor=body.pricing.refund,
        settled=int(body.sale is None),
    )
    ledger.goods_returns.add(row)
    ledger.return_holds.drop(row.sale_store, row.sale_id, row.store, row.till)
    if body.one_id is not None:
        _move_points(ledger, entry, body, body.one_id, alias)
    if sale_is_here:
        settle_return(ledger, entry, body)
    elif body.sale is None:
        settle_returned(ledger, entry, body)


def settle_return(ledger: Ledger, entry: Entry, body: ReturnBody) -> None:
    """Change what the sale wrote about its coupons, its member's purchases and its guides' earnings."""
    sale = body.sale
    assert sale is not None
    for coupon_id in body.pricing.coupons_back:
        _give_back(ledger, body, sale, coupon_id)
    if body.one_id is not None:
        for line in body.lines:
            more = stock_thousandths(line.quantity)
            ledger.purchases.add_returned(body.one_id, sale.store, sale.sale_id, line.line_no, more)
        back = {line.line_id for line in body.lines}
        end_plans(ledger, body.one_id, f"{sale.store}/{sale.sale_id}", back, entry.occurred_at)
        take_growth(ledger, entry.store, body, sale, points_setting(ledger, sale.store))
    settle_returned(ledger, entry, body)
    settle_sales(ledger, sale.store, [sale.sale_id], entry)
    ledger.goods_returns.mark_settled(entry.store, body.return_id)


def settle_waiting(ledger: Ledger, store: str, sale_id: str) -> None:
    """A sale came: returns that came before it take effect on what it wrote."""
    for row in ledger.goods_returns.unsettled(store, sale_id):
        ledger.database.spans("return")
        entry = _entry(ledger, row)
        body = read_body("return", entry.body)
        assert isinstance(body, ReturnBody)
        settle_return(ledger, entry, of_member_now(ledger, body))


def _entry(ledger: Ledger, row: ReturnRow) -> Entry:
    return ledger.journals.epoch_entries(row.store, row.till, row.epoch, row.seq - 1, 1)[0][0]


def _move_points(ledger: Ledger, entry: Entry, body: ReturnBody, one_id: str, alias: str | None) -> None:
    program = points_program(ledger, body.sold_at(entry.store))
    transfer = return_points_transfer(entry, body, program)
    if not transfer.postings:
        return
    ledger.books.book_for_members([(one_id, transfer)])
    if alias is not None:
        ledger.identities.note_transfer(one_id, transfer.transfer_id, alias)
    changes = {name: -points for name, points in body.pricing.points_taken.items() if points}
    changes[program] = changes.get(program, 0) + body.pricing.points_back
    rule = points_setting(ledger, body.sold_at(entry.store)).get("rule") or {}
    effects = MemberEffects(
        one_id=one_id,
        store=entry.store,
        channel="pos",
        sale_id=f"return/{body.return_id}",
        occurred_at=entry.occurred_at,
        currency=body.currency,
        earned={},
        # Points that were earned here and spent elsewhere are a loss at what points are worth in a payment.
        spent=int(rule.get("points", 0)),
        spent_minor=int(rule.get("amount", 0)),
        spent_program=program,
        points_bearer=str((rule.get("offline") or {}).get("bearer") or "platform"),
        points_policy="allowed",
        uses=(),
        purchased=(),
    )
    for name, change in changes.items():
        if change < 0:
            heard_late(ledger, one_id, name, entry.occurred_at)
        if change:
            change_points(ledger, effects, one_id, name, change)
        if change < 0:
            recall_what_is_gone(ledger, one_id, name)
    add_lot(ledger, one_id, program, body.pricing.points_back, entry.occurred_at)


def _give_back(ledger: Ledger, body: ReturnBody, sale: SoldAs, coupon_id: str) -> None:
    """A coupon whose sale came back as a whole may be used again; not while another sale's use of it stands."""
    for one_id in dict.fromkeys((body.one_id, None)):
        holder = holder_of(one_id, coupon_id)
        coupon = ledger.members.coupon(holder, coupon_id)
        if coupon is None:
            continue
        is_free = ledger.members.give_coupon_back(holder, coupon_id, sale.store, sale.sale_id)
        if is_free:
            settle_uses(ledger, holder, coupon_id)
        if is_free and coupon.status == "used" and not ledger.members.standing_uses(holder, coupon_id):
            coupon = replace(coupon, status="available")
            reference = f"{sale.store}/{sale.sale_id}"
            put_coupon(ledger, holder, coupon, "available", cause=f"back/{reference}", reference=reference)
            publish_coupon(ledger, coupon)
        return


def judge_returns(ledger: Ledger, sale_store: str, sale_id: str) -> None:
    """Hold all returns of a sale against it, and against each other. Nothing happens while the sale is not here."""
    rows = ledger.goods_returns.of_sale(sale_store, sale_id)
    sales = ledger.books.sales_called(sale_id, sale_store) if rows else []
    if not sales:
        return
    sold = ledger.journals.epoch_entries(sales[0].store, sales[0].till, sales[0].epoch, sales[0].seq - 1, 1)
    sale = decode_body(sold[0][0].body)
    all_bodies = {row.return_id: decode_body(_entry(ledger, row).body) for row in rows}
    bodies = {return_id: body for return_id, body in all_bodies.items() if body["sale"] is not None}
    unread = [body for body in all_bodies.values() if body["sale"] is None]
    excess = _excess(sale, list(bodies.values()))
    excess += _unread_excess(sale, list(bodies.values()), unread)
    _returned_twice(ledger, rows, sale, excess)
    rows = [row for row in rows if row.return_id in bodies]
    differing = [row for row in rows if _judge_one(ledger, row, sale, bodies)]
    if rows and not excess and not differing:
        _judge_sum(ledger, rows, sale, list(bodies.values()))


def _excess(sale: Document, bodies: Sequence[Document]) -> list[dict[str, Any]]:
    """Of which lines and gifts more came back than was bought or given."""
    found = []
    back = returned_so_far(bodies)
    sold = {line["line_id"]: line for line in sale["lines"]}
    for line_id, returned in sorted(back.items()):
        bought = stock_thousandths(sold[line_id]["quantity"]) if line_id in sold else 0
        if returned > bought:
            paid = sum(line["net_minor"] for body in bodies for line in body["lines"] if line["line_id"] == line_id)
            worth = paid - (sold[line_id]["net_minor"] if line_id in sold else 0)
            names = {"line_id": line_id, "bought": stock_quantity(bought), "returned": stock_quantity(returned)}
            found.append({**names, "amount": max(0, worth)})
    given: dict[str, int] = {}
    for gift in sale["pricing"].get("gifts", ()):
        given[gift["offer"]] = given.get(gift["offer"], 0) + gift["quantity"]
    for offer, pieces in sorted(gifts_so_far(bodies).items()):
        if pieces > given.get(offer, 0):
            found.append({"gift": offer, "bought": given.get(offer, 0), "returned": pieces, "amount": 0})
    return found


def _unread_excess(sale: Document, bodies: Sequence[Document], unread: Sequence[Document]) -> list[dict[str, Any]]:
    """A till that could not look the sale up took goods of its receipt back: what is more than was bought."""
    bought, back = _by_sku([sale]), _by_sku([*bodies, *unread])
    found = []
    for sku, thousandths in sorted(_by_sku(unread).items()):
        if thousandths and back[sku] > bought.get(sku, 0):
            paid = sum(line["net_minor"] for body in unread for line in body["lines"] if line["sku"] == sku)
            names = {"bought": stock_quantity(bought.get(sku, 0)), "returned": stock_quantity(back[sku])}
            found.append({"sku": sku, **names, "amount": paid})
    return found


def _by_sku(bodies: Sequence[Document]) -> dict[str, int]:
    found: dict[str, int] = {}
    for body in bodies:
        for line in body["lines"]:
            found[line["sku"]] = found.get(line["sku"], 0) + stock_thousandths(line["quantity"])
    return found


def _returned_twice(ledger: Ledger, rows: Sequence[ReturnRow], sale: Document, excess: list[dict[str, Any]]) -> None:
    if not excess:
        return
    row = rows[0]
    detail = {"goods": excess, "returns": [_named(each) for each in rows]}
    case = replace(
        _case("returned_twice", ledger, row, row.sale_store, row.sale_id),
        amount=sum(each["amount"] for each in excess),
        one_id=sale.get("one_id"),
        detail=detail,
    )
    _put(ledger, case)


def _judge_one(ledger: Ledger, row: ReturnRow, sale: Document, bodies: Mapping[str, Document]) -> bool:
    """Price a return again after those that its till knew of. True: it is a case."""
    body = bodies[row.return_id]
    if any(earlier not in bodies for earlier in body["after"]):
        return False  # it is judged when they are here
    lines = [BackLine(line["line_id"], line["quantity"], line["condition"]) for line in body["lines"]]
    gifts = [BackGift(gift["offer"], gift["quantity"], gift["condition"]) for gift in body["gifts"]]
    known = [bodies[earlier] for earlier in body["after"]]
    try:
        back = Back(body["at"], tuple(lines), tuple(gifts))
        priced = price_return(sale, ledger.reference.offer, known, back)
        wrong, amount = _differences(sale, body, priced.to_document()), body["pricing"]["refund"]
        amount -= priced.pricing.refund
    except (ContractError, OffersGone, UnlawfulChoice, LookupError, ValueError, TypeError) as error:
        wrong, amount = [{"path": "$", "recorded": "a return", "recomputed": str(error)[:200]}], 0
    if not wrong:
        return False
    case = _case("return_differs", ledger, row, row.store, row.return_id)
    detail = {"return_id": row.return_id, "count": len(wrong), "differences": wrong[:20]}
    _put(ledger, replace(case, amount=amount, one_id=row.one_id, detail=detail))
    return True


def _differences(sale: Document, body: Document, priced: Document) -> list[dict[str, Any]]:
    found = []
    for name in ("currency", "one_id"):
        if body.get(name) != sale.get(name):
            found.append({"path": f"$.{name}", "recorded": body.get(name), "recomputed": sale.get(name)})
    for name in _JUDGED:
        if body[name] != priced[name]:
            found.append(
                {"path": f"$.{name}", "recorded": repr(body[name])[:200], "recomputed": repr(priced[name])[:200]}
            )
    return found


def _judge_sum(ledger: Ledger, rows: Sequence[ReturnRow], sale: Document, bodies: Sequence[Document]) -> None:
    """Returns that knew nothing of each other can be right alone and wrong together (gifts, thresholds)."""
    case, choice = sold_case(sale, ledger.reference.offer)
    together = sum(each.refund for each in returns_of(case, choice, [goods_of(body) for body in bodies]))
    over = sum(row.refund_minor for row in rows) - together
    wanted = replace(
        _case("return_differs", ledger, rows[0], rows[0].sale_store, rows[0].sale_id),
        amount=over,
        one_id=sale.get("one_id"),
        status="open" if over else "withdrawn",
        detail={"what": "together", "returns": [_named(row) for row in rows]},
    )
    if over or ledger.cases.get(wanted.holder, wanted.case_id) is not None:
        _put(ledger, wanted)


def _named(row: ReturnRow) -> dict[str, Any]:
    return {"store": row.store, "till": row.till, "return_id": row.return_id, "refund_minor": row.refund_minor}


def _case(kind: str, ledger: Ledger, row: ReturnRow, *names: str) -> Case:
    return Case(
        holder=row.sale_store,
        case_id=case_id(kind, *names),
        kind=kind,
        store=row.sale_store,
        sale_id=row.sale_id,
        unit=row.currency,
        bearer=f"store:{row.store}",
        opened_at=ledger.now(),
    )


def _put(ledger: Ledger, case: Case) -> None:
    """A case that a person has decided stays decided, unless it is about more money by now."""
    known = ledger.cases.get(case.holder, case.case_id)
    if known is not None and (known.amount, dict(known.detail)) == (case.amount, dict(case.detail)):
        return
    ledger.cases.put(case if known is None else replace(known, **_changed(case)))


def _changed(case: Case) -> dict[str, Any]:
    return {"amount": case.amount, "detail": case.detail, "status": case.status}
