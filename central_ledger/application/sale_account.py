"""The whole account of one sale: what was sent, what the engine makes of it, what was booked, who pays for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.redacting import checked_entry
from central_ledger.application.replay import Replayed, Replayer
from central_ledger.domain.cases import KINDS
from central_ledger.domain.leases import budget_holder
from central_ledger.store.books import SaleRow
from retail.line_funding import funded_lines
from retail.messages import BadEntry, Entry, decode_body
from retail.offers import Gift, Offer
from retail.pricing import Pricing
from retail.pricing.outcome import funding_split
from retail.stored_value import VALUE_KINDS


class UnknownSale(Exception):
    """There is no such sale, or its id alone does not say which. The message says what to do."""


class UnreadableSale(Exception):
    """The sale's entry is not what was booked any more. The audit says more."""


@dataclass(frozen=True, slots=True)
class Account:
    """`is_same`: the recomputed result is the recorded one, and its input was so. `document` is JSON."""

    is_same: bool
    document: dict[str, Any]


def account_of(ledger: Ledger, sale_id: str, store: str | None = None) -> Account:
    """Everything about a sale, computed now; nothing is written. Raises UnknownSale, UnreadableSale."""
    with ledger.database.snapshot():
        row = _row(ledger, sale_id, store)
        entry, body = _entry(ledger, row)
        found = Replayer().judge(ledger, entry)
        applied = body["pricing"]["applied"]
        coupons = [f"coupon:{use['coupon']}" for use in applied if use.get("coupon")]
        budgets = [budget_holder(offer_id) for offer_id in dict.fromkeys(use["offer"] for use in applied)]
        value = [sold["account_id"] for sold in body.get("value_sold", ())]
        value += [paid["reference"] for paid in body["tenders"] if paid["kind"] in VALUE_KINDS]
        holders = ([row.one_id] if row.one_id is not None else []) + coupons + budgets + value
        cases = [
            asdict(c) | {"explanation": KINDS[c.kind]} for c in ledger.cases.about_sale(row.store, row.sale_id, holders)
        ]
        is_same = not (found.differences or found.facts or found.unreplayable)
        document = {
            "sale_id": row.sale_id,
            "entry": _identity(entry),
            "one_id": row.one_id,
            "member_proof": body.get("member_proof"),
            "input": _input(ledger, body),
            "recorded": body["pricing"],
            "recomputed": None if found.carried is None else found.carried.pricing.to_document(),
            "same": is_same,
            "replayed": ledger.replays.is_replayed(entry.store, entry.till, entry.epoch, entry.seq),
            "unreplayable": _unreplayable(found),
            "refused": _refused(found),
            "differences": [difference.to_document() for difference in found.differences],
            "facts": [fact.to_document() for fact in found.facts],
            "short_minor": found.short_minor,
            "facts_minor": found.facts_minor,
            "lines": _lines(body, found),
            "gifts": _gifts(found),
            "tenders": body["tenders"],
            "transfers": ledger.books.transfers_about(row.store, row.sale_id, holders)
            + ledger.archives.transfers(row.store, row.till, row.epoch, row.seq),
            "cases": cases,
        }
    return Account(is_same, document)


def _row(ledger: Ledger, sale_id: str, store: str | None) -> SaleRow:
    rows = ledger.books.sales_called(sale_id, store)
    if not rows:
        where = "" if store is None else f" of store {store}"
        raise UnknownSale(f"no sale {sale_id}{where} was booked: `cases list` names what was set aside")
    if len(rows) > 1:
        stores = ", ".join(row.store for row in rows)
        raise UnknownSale(f"several stores have a sale {sale_id}: name one of them with --store ({stores})")
    return rows[0]


def _entry(ledger: Ledger, row: SaleRow) -> tuple[Entry, dict[str, Any]]:
    """The entry as the till chained it, checked. Raises UnreadableSale."""
    found = ledger.journals.epoch_entries(row.store, row.till, row.epoch, row.seq - 1, 1)
    if not found or found[0][0].seq != row.seq:
        raise UnreadableSale(f"the entry of sale {row.sale_id} is not there: run `central-ledger audit`")
    entry = found[0][0]
    try:
        checked_entry(ledger, entry)
        return entry, decode_body(entry.body)
    except BadEntry as error:
        raise UnreadableSale(
            f"the entry of sale {row.sale_id} was changed ({error}): run `central-ledger audit`"
        ) from error


def _identity(entry: Entry) -> dict[str, Any]:
    return {
        "store": entry.store,
        "till": entry.till,
        "epoch": entry.epoch,
        "seq": entry.seq,
        "occurred_at": entry.occurred_at,
        "previous": entry.previous.hex(),
        "hash": entry.hash.hex(),
    }


def _input(ledger: Ledger, body: Mapping[str, Any]) -> dict[str, Any]:
    """The pricing input with its offers written out; one that the ledger never had has no document."""
    offers = [
        {"id": used["id"], "version": used["version"], "document": ledger.reference.offer(used["id"], used["version"])}
        for used in body["input"].get("offers", ())
    ]
    return {**body["input"], "offers": offers}


def _unreplayable(found: Replayed) -> dict[str, str] | None:
    error = found.unreplayable
    return None if error is None else {"path": error.path, "expected": error.expected}


def _refused(found: Replayed) -> list[dict[str, str]]:
    refused = () if found.carried is None else found.carried.refused
    return [{"key": key, "reason": reason} for key, reason in refused]


def _lines(body: Mapping[str, Any], found: Replayed) -> list[dict[str, Any]]:
    """The booked lines, each with who funds what was taken off it, by the recomputed result."""
    funded: dict[str, list[dict[str, Any]]] = {}
    if found.carried is not None and found.at_hand is not None:
        funded = _funded(found.carried.pricing, found.at_hand.offers, found.at_hand.entry.store)
    return [{**line, "funded": funded.get(line["line_id"])} for line in body["lines"]]


def _funded(pricing: Pricing, offers: Mapping[str, Offer], store: str) -> dict[str, list[dict[str, Any]]]:
    """For each line, every adjustment and the parties that bear it."""
    lines = [(line.id, [(a.offer, a.coupon, a.amount) for a in line.adjustments]) for line in pricing.lines]
    found = funded_lines(lines, lambda offer, amount: funding_split(offers[offer], store, amount))
    return {
        line_id: [
            {"offer": each.offer, "coupon": each.coupon, "amount": each.amount, "funding": dict(each.funding)}
            for each in borne
        ]
        for line_id, borne in found.items()
    }


def _gifts(found: Replayed) -> list[dict[str, Any]]:
    """The gifts, each with who pays its worth."""
    if found.carried is None or found.at_hand is None:
        return []
    gifts = []
    for gift in found.carried.pricing.gifts:
        offer = found.at_hand.offers[gift.offer]
        assert isinstance(offer.effect, Gift)
        split = funding_split(offer, found.at_hand.entry.store, gift.worth * gift.quantity)
        gifts.append(gift.to_document() | {"funding": {party: part for party, part in split.items() if part}})
    return gifts
