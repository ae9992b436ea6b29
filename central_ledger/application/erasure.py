"""Erase a member: their data goes, the postings stay. Contract: docs/spec/erasure.md.

First, in one transaction, what the ledger knows and what stores were told; from then on the id leads to nobody. Then
the journals, in transactions of their own: what is cut off there is gone on with by the upkeep of a serving ledger, or
by asking again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from central_ledger.application.aliases import withdraw_aliases
from central_ledger.application.coupon_books import put_coupon
from central_ledger.application.leases import recall
from central_ledger.application.ledger import Ledger
from central_ledger.application.plans import drop_plans
from central_ledger.application.publish import GROUP
from central_ledger.application.redacting import entries_about, pages_of, redact
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.store.archives import Archived
from central_ledger.store.erasures import Erasure
from central_ledger.store.identities import NOBODY
from central_ledger.store.value_accounts import ValueRow

#: What an alias to nobody names in the place of a merge.
ERASED = "erased"
#: Tables whose rows say which stores a member had to do with.
_WITH_STORES = (
    *("member_store", "consent", "member_note", "wanted", "task_mark", "guide_assignment", "event_visit"),
    *("purchase_line", "goods_return", "join_taken"),
)


class ErasureRefused(ValueError):
    """Nothing was changed. `code` is the line's: `not_found`, `in_use`, `value_left` or `order_waiting`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Whose:
    """The id that somebody has now, and all that they ever had, this one first."""

    one_id: str
    ids: tuple[str, ...]


def whose(ledger: Ledger, one_id: str) -> Whose:
    """Raises ErasureRefused `not_found`, also for somebody who was erased."""
    current = ledger.identities.current(one_id)
    if current == NOBODY or ledger.members.get(current) is None:
        raise ErasureRefused("not_found", f"there is no member {one_id}")
    return Whose(current, (current, *ledger.identities.all_of(current)))


def erase(ledger: Ledger, one_id: str, *, who: str, why: str, paid_out: str = "") -> Erasure:
    """Erase a member under whichever of their ids, and take them out of the journals. Needs no transaction. Raises
    ErasureRefused.
    """
    return finish(ledger, begin(ledger, one_id, who=who, why=why, paid_out=paid_out).one_id)


def begin(ledger: Ledger, one_id: str, *, who: str, why: str, paid_out: str = "") -> Erasure:
    """All but the journals, which `finish` does; asked again, give what was begun.

    `paid_out` names how stored value was paid out to them: it is booked with the erasure. Needs no transaction. Raises
    ErasureRefused; what tills still have in hand of the member is asked back.
    """
    begun = ledger.erasures.get(ledger.identities.whose_file(one_id))
    if begun is not None:
        return begun
    with ledger.database.transaction():
        member = whose(ledger, one_id)
        live = [lease for each in member.ids for lease in ledger.leases.live_of(each)]
        in_use = bool(live) or any(ledger.merges.is_reserved(each, ledger.now()) for each in member.ids)
        if in_use:
            recall(ledger, live)
        else:
            begun = _erased(ledger, member, who=who, why=why, paid_out=paid_out)
    if begun is None:  # outside of the transaction, which asks the leases back
        raise ErasureRefused("in_use", f"a till has something of {one_id} in hand: it was asked back, try again")
    return begun


def finish(ledger: Ledger, one_id: str) -> Erasure:
    """Take somebody who was erased out of the journals, if that was not done to its end."""
    row = ledger.erasures.get(one_id)
    if row is None:
        raise ErasureRefused("not_found", f"nobody erased {one_id}")
    if row.finished_at is not None:
        return row
    found = list(entries_about(ledger, row.document["stores"], row.document["ids"]))
    for page in pages_of(found):
        redact(ledger, page)
    return finished(ledger, row)


def finished(ledger: Ledger, row: Erasure) -> Erasure:
    """Its journals are done."""
    now = ledger.now()
    with ledger.database.transaction():
        ledger.erasures.finish(row.one_id, now)
    return replace(row, finished_at=now)


def finish_all(ledger: Ledger) -> int:
    """What was cut off; gives how many. Raises Archived when some wait for archives that are not there: the others are
    done then.
    """
    done, missing = 0, None
    for one_id in ledger.erasures.unfinished():
        try:
            finish(ledger, one_id)
            done += 1
        except Archived as error:
            missing = error
    if missing is not None:
        raise missing
    return done


def what_ends(ledger: Ledger, one_id: str) -> dict[str, Any]:
    """What somebody loses by it, to be said to them first, and what stands in its way. Raises ErasureRefused."""
    member = whose(ledger, one_id)
    value = {row.issuer: row.balance for row in _value_of(ledger, member.ids)}
    return {
        "one_id": member.one_id,
        "ids": list(member.ids),
        "points": {program: points for program, points in _points_of(ledger, member.ids).items() if points > 0},
        "coupons": [coupon.coupon_id for _, coupon in _open_coupons(ledger, member.ids)],
        "plans": sorted(ledger.members.get(member.one_id).plans),  # type: ignore[union-attr]
        "stored_value": value,
        "orders_waiting": [order for each in member.ids for _, order, _ in ledger.merges.waiting_orders(each)],
        "in_hand": any(
            ledger.leases.live_of(each) or ledger.merges.is_reserved(each, ledger.now()) for each in member.ids
        ),
    }


def _erased(ledger: Ledger, member: Whose, *, who: str, why: str, paid_out: str) -> Erasure:
    ending = what_ends(ledger, member.one_id)
    if ending["orders_waiting"]:
        waiting = ", ".join(ending["orders_waiting"])
        raise ErasureRefused("order_waiting", f"paid orders wait for them: hand over or cancel {waiting} first")
    if ending["stored_value"] and not paid_out:
        left = ", ".join(f"{issuer} {amount}" for issuer, amount in ending["stored_value"].items())
        raise ErasureRefused("value_left", f"stored value is left ({left}): pay it out, and say how (--paid-out)")
    now = ledger.now()
    stores = stores_of(ledger, member.ids)
    document = {"stores": stores, **ending, "paid_out": paid_out}
    done = Erasure(member.one_id, now, who, why, document)
    with ledger.erasures.dropping(done, _names_of(ledger, member.ids)):
        _pay_out(ledger, member.ids, paid_out, now)
        _end_points(ledger, member.ids, now)
        _end_coupons(ledger, member.ids)
        drop_plans(ledger, member.ids)
        _forget_rows(ledger, member.ids)
    ledger.identities.add_alias(member.one_id, NOBODY, ERASED, now)
    ledger.outbox.add_erasure(stores[0] if stores else "", member.ids, now)
    return done


def _names_of(ledger: Ledger, ids: Sequence[str]) -> list[str]:
    """Under which names there are rows about them: their ids, phones and cards, and what their cases lie with."""
    links = [link.holder for each in ids for link in ledger.identities.links_of(each)]
    return [*ids, *links, *(row["holder"] for row in ledger.erasures.rows_about("case_file", ids))]


def _forget_rows(ledger: Ledger, ids: Sequence[str]) -> None:
    """Who they are, what leads to them and what was written of them; the stores that have it are told."""
    tombstones = _feed_keys(ledger, ids)
    _forget_accounts(ledger, ids)
    cases = ledger.erasures.rows_about("case_file", ids)
    ledger.erasures.clear_case_notes((row["holder"], row["case_id"]) for row in cases)
    ledger.erasures.clear_parked(ids)
    ledger.erasures.drop_rows(ids)
    for store in ledger.reference.stores():
        for feed, keys in ledger.erasures.sent_rows(store, tombstones).items():
            ledger.feeds.put(store, feed, dict.fromkeys(keys))
    withdraw_aliases(ledger, ledger.erasures.sent_rows(GROUP, {"aliases": ids}).get("aliases", []))


def stores_of(ledger: Ledger, ids: Sequence[str]) -> list[str]:
    """Where tills may have told something of them."""
    return sorted({row["store"] for table in _WITH_STORES for row in ledger.erasures.rows_about(table, ids)})


def _feed_keys(ledger: Ledger, ids: Sequence[str]) -> Mapping[str, list[str]]:
    """The keys of all rows that stores may have of a member, by feed."""
    rows = ledger.erasures.rows_about
    return {
        **{feed: list(ids) for feed in ("members", "member_facts", "tags", "contacts")},
        "coupons": [row["coupon_id"] for row in rows("coupon", ids)],
        "entitlements": [row["entitlement_id"] for row in rows("entitlement", ids)],
        "member_notes": [row["note_id"] for row in rows("member_note", ids)],
        "wanted": [row["wanted_id"] for row in rows("wanted", ids)],
    }


def _points_of(ledger: Ledger, ids: Sequence[str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for each in ids:
        for program, points in ledger.members.balances(each).items():
            sums[program] = sums.get(program, 0) + points
    return sums


def _end_points(ledger: Ledger, ids: Sequence[str], now: str) -> None:
    """Whatever the balance is, it is 0 then: the program's promise ends, or what was owed to it."""
    for each in ids:
        for program, points in ledger.members.balances(each).items():
            if not points:
                continue
            unit = accounts.points_unit(program)
            postings = (
                Posting(accounts.program_points(program), unit, points),
                Posting(accounts.member_points(each), unit, -points),
            )
            transfer = Transfer(f"{ERASED}/{program}", "points_erased", ERASED, now, postings)
            ledger.books.book_for_members([(each, transfer)])
            balance = msgspec.structs.replace(ledger.members.balance(each, program), points=0)
            ledger.members.put_balances([(each, program, balance)])


def _open_coupons(ledger: Ledger, ids: Sequence[str]) -> list[tuple[str, Any]]:
    return [
        (each, coupon)
        for each in ids
        for coupon in ledger.members.coupons_of(each)
        if ledger.coupon_pieces.state(each, coupon.coupon_id) in ("", "available") and coupon.status != "used"
    ]


def _end_coupons(ledger: Ledger, ids: Sequence[str]) -> None:
    for holder, coupon in _open_coupons(ledger, ids):
        put_coupon(ledger, holder, replace(coupon, status="used"), "expired", cause=ERASED, reference=ERASED)


def _value_of(ledger: Ledger, ids: Sequence[str]) -> list[ValueRow]:
    rows = [row for each in ids for row in ledger.value_accounts.of_member(each)]
    return [row for row in rows if row.kind == "stored_value" and row.balance]


def _pay_out(ledger: Ledger, ids: Sequence[str], reference: str, now: str) -> None:
    """What is owed to them was given to them elsewhere, as `reference` says."""
    for row in _value_of(ledger, ids):
        postings = (
            Posting(accounts.value(row.kind, row.issuer, row.holder), row.currency, row.balance),
            Posting(accounts.value_paid_out(row.issuer), row.currency, -row.balance),
        )
        transfer = Transfer(f"paid_out/{ERASED}", "value_paid_out", reference, now, postings)
        ledger.books.book_for_members([(row.holder, transfer)])
        ledger.value_accounts.put([replace(row, balance=0, status="blocked")])


def _forget_accounts(ledger: Ledger, ids: Sequence[str]) -> None:
    """Phones and cards lead to nobody; where one leads to somebody else too, that is theirs alone now."""
    links = [link for each in ids for link in ledger.identities.links_of(each)]
    for link in links:
        others = [one for one in ledger.identities.linked(link.holder) if one.one_id not in ids]
        if not others:
            ledger.erasures.drop_cases(link.holder)
            continue
        for case in ledger.cases.of_holder(link.holder):
            if case.status == "open":
                ledger.cases.put(replace(case, status="withdrawn"))
