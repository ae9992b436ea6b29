"""Rows and sheets of the own range in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.formatting import date_time, is_chinese, money, parsed
from pos_client.ui.language import translate
from pos_client.ui.screens.own_range.state import RangeLine, RangeSheet, Tone
from retail.catalogue import Product
from retail.own_range import ProposalShown, RangeRow

_STATUS = {
    "proposed": QT_TRANSLATE_NOOP("range", "Waits for approval"),
    "approved": QT_TRANSLATE_NOOP("range", "Approved"),
    "refused": QT_TRANSLATE_NOOP("range", "Refused"),
    "withdrawn": QT_TRANSLATE_NOOP("range", "Taken back"),
    "replaced": QT_TRANSLATE_NOOP("range", "Replaced by a newer one"),
}
_WHAT = {
    **_STATUS,
    "proposed": QT_TRANSLATE_NOOP("range", "Proposed"),
    "published": QT_TRANSLATE_NOOP("range", "Sent to the tills"),
    "ended": QT_TRANSLATE_NOOP("range", "Ended"),
}


def _say(words: str) -> str:
    return translate("range", words)


def status_words(status: str) -> str:
    return _say(_STATUS.get(status, status))


def name_of(product: Product) -> str:
    return product.name if is_chinese() or not product.name_en else product.name_en


def brand_words(brand: str, brands: Mapping[str, str]) -> str:
    """A brand's name; goods of none are the store's own."""
    return brands.get(brand, brand) if brand else _say(QT_TRANSLATE_NOOP("range", "the store's own"))


def goods_line(row: RangeRow, brands: Mapping[str, str], currency: str) -> RangeLine:
    product = row.product
    tone: Tone = "group"
    if not row.listed:
        tone = "unlisted"
    elif product.own:
        tone = "own"
    elif row.own_price_minor is not None:
        tone = "priced"
    detail = " · ".join(part for part in (brand_words(product.brand, brands), product.variant, product.sku) if part)
    was = ""
    if not row.listed:
        was = _say(QT_TRANSLATE_NOOP("range", "not sold here"))
    elif row.own_price_minor is not None and row.own_price_minor != product.unit_price_minor:
        words = _say(QT_TRANSLATE_NOOP("range", "group {price}"))
        was = words.format(price=money(product.unit_price_minor, currency))
    return RangeLine(product.sku, name_of(product), detail, money(row.price_minor, currency), was, tone)


def goods_sheet(row: RangeRow, brands: Mapping[str, str], currency: str) -> RangeSheet:
    product, line = row.product, goods_line(row, brands, currency)
    status = {
        "own": QT_TRANSLATE_NOOP("range", "Goods of this store's own"),
        "priced": QT_TRANSLATE_NOOP("range", "A price of this store's own"),
        "unlisted": QT_TRANSLATE_NOOP("range", "Not sold in this store"),
        "group": QT_TRANSLATE_NOOP("range", "As the group has it"),
    }[line.tone]
    facts = [
        (_say(QT_TRANSLATE_NOOP("range", "Brand")), brand_words(product.brand, brands)),
        (_say(QT_TRANSLATE_NOOP("range", "Price here")), money(row.price_minor, currency)),
    ]
    if not product.own:
        facts.append((_say(QT_TRANSLATE_NOOP("range", "Group's price")), money(product.unit_price_minor, currency)))
    facts += [
        (_say(QT_TRANSLATE_NOOP("range", "Tax")), f"{product.tax_bps / 100:g} %"),
        (_say(QT_TRANSLATE_NOOP("range", "SKU")), product.sku),
        (_say(QT_TRANSLATE_NOOP("range", "Barcode")), " · ".join(product.barcodes) or "-"),
    ]
    may = {"price"}
    if not product.own:
        may |= {"list"} if not row.listed else {"unlist"}
        if row.own_price_minor is not None:
            may.add("group_price")
    return RangeSheet(line.title, _say(status), line.tone, tuple(facts), (), frozenset(may))


def proposal_title(proposal: ProposalShown, named: Mapping[str, Product]) -> str:
    """What it is about: the goods' name where this till knows it."""
    document = proposal.document
    own_name = document.get("name") or document.get("label")
    if own_name or proposal.subject not in named:
        return str(own_name or proposal.subject)
    return name_of(named[proposal.subject])


def proposal_line(
    proposal: ProposalShown, named: Mapping[str, Product], brands: Mapping[str, str], currency: str, now: datetime
) -> RangeLine:
    detail = [kind_words(proposal), _when(proposal.proposed_at, now)]
    state = status_words(proposal.status)
    if proposal.waiting:
        words = _say(QT_TRANSLATE_NOOP("range", "waits for {brands}"))
        state = words.format(brands="、".join(brand_words(brand, brands) for brand in proposal.waiting))
    return RangeLine(
        proposal.proposal_id,
        proposal_title(proposal, named),
        " · ".join(part for part in detail if part),
        _amount(proposal, currency),
        state,
        proposal.status,
    )


def kind_words(proposal: ProposalShown) -> str:
    """What kind of thing is proposed."""
    if proposal.kind == "price" and proposal.document.get("listed") is False:
        return _say(QT_TRANSLATE_NOOP("range", "Sell it no more"))
    return _say(
        {
            "price": QT_TRANSLATE_NOOP("range", "A price"),
            "sku": QT_TRANSLATE_NOOP("range", "Own goods"),
            "offer": QT_TRANSLATE_NOOP("range", "An offer"),
        }[proposal.kind]
    )


def proposal_sheet(
    proposal: ProposalShown,
    named: Mapping[str, Product],
    brands: Mapping[str, str],
    *,
    currency: str,
    now: datetime,
    own_store: str,
) -> RangeSheet:
    document = proposal.document
    facts = [
        (_say(QT_TRANSLATE_NOOP("range", "What")), kind_words(proposal)),
        (_say(QT_TRANSLATE_NOOP("range", "Store")), proposal.store),
        (_say(QT_TRANSLATE_NOOP("range", "SKU")), proposal.subject),
    ]
    if _amount(proposal, currency):
        facts.append((_say(QT_TRANSLATE_NOOP("range", "Price")), _amount(proposal, currency)))
    elif proposal.kind == "price" and document.get("listed") is not False:
        facts.append((_say(QT_TRANSLATE_NOOP("range", "Price")), _say(QT_TRANSLATE_NOOP("range", "the group's again"))))
    if proposal.kind == "price" and proposal.subject in named:
        group_minor = named[proposal.subject].unit_price_minor
        facts.append((_say(QT_TRANSLATE_NOOP("range", "Group's price")), money(group_minor, currency)))
    if proposal.kind == "sku":
        facts.append((_say(QT_TRANSLATE_NOOP("range", "Brand")), brand_words(str(document.get("brand", "")), brands)))
    asked = "、".join(brand_words(brand, brands) for brand in proposal.brands)
    nobody = _say(QT_TRANSLATE_NOOP("range", "nobody has to"))
    facts.append((_say(QT_TRANSLATE_NOOP("range", "Approves")), asked or nobody))
    history = tuple(
        (
            f"{_say(_WHAT.get(step.what, step.what))} · {_when(step.at, now)}",
            " · ".join(
                part
                for part in (
                    _who(step.who),
                    "、".join(brand_words(brand, brands) for brand in step.brands),
                    step.reason,
                )
                if part
            ),
        )
        for step in proposal.history
    )
    may = set()
    if proposal.may_decide:
        may |= {"approve", "refuse"}
    if proposal.status == "proposed" and proposal.store == own_store:
        may.add("withdraw")
    return RangeSheet(
        proposal_title(proposal, named),
        status_words(proposal.status),
        proposal.status,
        tuple(facts),
        history,
        frozenset(may),
    )


def _amount(proposal: ProposalShown, currency: str) -> str:
    price = proposal.document.get("unit_price_minor")
    return money(price, currency) if type(price) is int else ""


def _who(who: str) -> str:
    """`staff:S01/E1` as `S01/E1`, `person:P7` as `P7`; the ledger itself goes without saying."""
    return "" if who == "ledger" else who.partition(":")[2] or who


def _when(text: str, now: datetime) -> str:
    at = parsed(text)
    return "" if at is None else date_time(at.astimezone(now.tzinfo))
