"""What the ledger tells a till about a member beyond what its store has: docs/spec/line.md, section 20.

Every answer is a read of the member's data, on record before it goes out. Who may see whom, `application.scopes` says.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from central_ledger.application.bought import GoodsNames, bought_by
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_facts import reckoned_now
from central_ledger.application.publish import PROFILE, member_data, tags_data
from central_ledger.application.scopes import scope_of_staff, staff_may_look
from central_ledger.domain.member_reckoning import Kept
from retail.joining import CONTACT
from retail.member import masked_phone
from retail.member_facts import Purchase, write_facts
from retail.member_profile import LinkedAccount, Ticket

#: A page of purchases, and how many of the newest lines of one member are looked at.
PAGE_DEFAULT, PAGE_MAX = 50, 100
LINES_MAX = 20_000
QUERY_MAX = 60
#: When an open case, a refund or a paid order that waits is late.
TICKET_DAYS = 7
TICKETS_MAX = 20
#: Of a member's rain checks so many of the newest are looked at: the earlier ones are over.
PROMISES_MAX = 50


class ProfileRefused(Exception):
    """`code`: `not_found` or `forbidden`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def require_sight(ledger: Ledger, store: str, staff_id: str, one_id: str) -> str:
    """Whom an id means now, if this person of this store may see them. Raises ProfileRefused."""
    current = ledger.identities.current(one_id)
    if scope_of_staff(ledger, store, staff_id) is None:
        raise ProfileRefused("forbidden")
    if ledger.members.get(current) is None:
        raise ProfileRefused("not_found")
    if not staff_may_look(ledger, store, staff_id, current):
        raise ProfileRefused("forbidden")
    return current


def profile_of(ledger: Ledger, one_id: str, names: GoodsNames) -> dict[str, Any]:
    """The answer about a member of now. Facts are of this moment, also of somebody whom no store has."""
    with ledger.database.snapshot():
        member = member_data(ledger, one_id)
        if member is None:  # erased since `require_sight` found them
            raise ProfileRefused("not_found")
        tags = tags_data(ledger, one_id)
        facts = None if ledger.identities.is_withdrawn(one_id, PROFILE) else reckoned_now(ledger, one_id, names)
        tickets = _tickets(ledger, one_id)
        links = _links(ledger, one_id)
        stores = {ticket.store for ticket in tickets}
        stores |= set() if facts is None else {one.store for one in facts.recent} | {facts.last_store or ""}
        known = ledger.reference.store_names()
        return {
            "member": json.loads(member),
            "facts": None if facts is None else write_facts(facts),
            "tags": None if tags is None else json.loads(tags),
            "tickets": [asdict(ticket) for ticket in tickets],
            "links": [asdict(link) for link in links],
            "stores": {store: known[store] for store in sorted(stores) if store in known},
            "as_of": ledger.now(),
        }


def purchases_of(
    ledger: Ledger, one_id: str, names: GoodsNames, *, query: str, after: tuple[str, str] | None, limit: int
) -> tuple[list[Purchase], tuple[str, str] | None, int, bool]:
    """A page of what a member bought and kept anywhere, the newest first; where the next one begins, how many there are
    in all, and whether the oldest of very many were not looked at. `query`: every word of it is in the name, sku, brand
    or categories. `after` is the time and key of the last one before.
    """
    with ledger.database.snapshot():
        ids = [one_id, *ledger.identities.all_of(one_id)]
        kept = bought_by(ledger, {one_id: ids}, names, LINES_MAX + 1)[one_id]
    is_cut = len(kept) > LINES_MAX
    words = query.casefold().split()
    found = sorted((one for one in kept[:LINES_MAX] if _has(one.purchase, words)), key=_place, reverse=True)
    first = 0 if after is None else next((n for n, one in enumerate(found) if _place(one) < after), len(found))
    page = found[first : first + limit]
    following = _place(page[-1]) if first + limit < len(found) else None
    return [one.purchase for one in page], following, len(found), is_cut


def _has(purchase: Purchase, words: list[str]) -> bool:
    hay = " ".join((purchase.name, purchase.sku, purchase.brand, *purchase.categories)).casefold()
    return all(word in hay for word in words)


def _place(one: Kept) -> tuple[str, str]:
    """Where a line stands in the list: later ones before earlier ones, each place once."""
    return one.moment.isoformat(), "/".join((*one.order, one.line))


def _tickets(ledger: Ledger, one_id: str) -> list[Ticket]:
    """What is open, what is due first before the rest."""
    ids = [one_id, *ledger.identities.all_of(one_id)]
    rows = ledger.member_tickets
    found = [
        Ticket("case", case_id, kind, store, opened_at, _due(opened_at))
        for case_id, kind, store, opened_at in rows.cases_of(ids, TICKETS_MAX)
    ]
    for check_id in rows.promises_of(ids, PROMISES_MAX):
        row = ledger.rain_checks.get(check_id)
        if row is not None and row.promise is not None and row.used_sale is None:
            body = json.loads(row.promise)
            what = f"{body.get('name') or body['sku']} × {body['quantity']}"
            found.append(
                Ticket("rain_check", check_id, what, row.store or "", row.issued_at or "", body["valid_until"])
            )
    for refund_id, store, wallet, amount, currency, began_at in rows.refunds_of(ids, TICKETS_MAX):
        what = f"{wallet} {amount / 100:.2f} {currency}"
        found.append(Ticket("refund", refund_id, what, store, began_at, _due(began_at)))
    for order_id, store, document in rows.orders_of(ids, TICKETS_MAX):
        order = json.loads(document)
        what = ", ".join(line["name"] for line in order["lines"])
        found.append(Ticket("order", order_id, what[:200], store, order["placed_at"], _due(order["placed_at"])))
    return sorted(found, key=lambda one: (_moment(one.due_at), one.ticket_id))[:TICKETS_MAX]


def _links(ledger: Ledger, one_id: str) -> list[LinkedAccount]:
    """Accounts that lead to the member. A phone is shown by the member's own row alone, masked, and only to whom they
    have not told otherwise.
    """
    member = ledger.members.get(one_id)
    said = {row.purpose: row.given for row in ledger.identities.consents_of(one_id)}
    phone = member.phone if member is not None and said.get(CONTACT, True) else ""
    found = []
    for link in ledger.identities.links_of(one_id):
        kind, _, name = link.holder.partition(":")
        shown = f"…{name[-4:]}" if kind == "card" else masked_phone(phone) if kind == "phone" else ""
        if shown:
            found.append(LinkedAccount(kind, shown, link.linked_at))
    return found


def _due(began: str) -> str:
    return (_moment(began) + timedelta(days=TICKET_DAYS)).isoformat(timespec="seconds")


def _moment(text: str) -> datetime:
    """A time of a till or of the ledger; what is none is of long ago."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
    return found if found.tzinfo is not None else found.astimezone()
