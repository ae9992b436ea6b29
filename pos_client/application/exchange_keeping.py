"""Goods that come back in exchange, as JSON: what the row of the basket keeps of them over a crash of the program.

The application's own form, as `kept_basket`. The goods are priced anew when it comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from pos_client.application.sold_goods import Settlement, SoldGoods
from retail.goods_return import BackGift, BackLine

_NAMES = ("store", "till", "sale_id", "receipt_number", "occurred_at", "epoch", "seq", "is_own", "store_name")


@dataclass(frozen=True, slots=True)
class ExchangeTerms:
    """What was settled when the goods were taken: why, who answers for it, and a manager's word, used up by then.

    `answers`: the cashier, and who allowed it if that is another one.
    """

    settlement: Settlement
    answers: tuple[str, str | None]
    approved: Mapping[str, Any] | None
    return_id: str


def terms_document(terms: ExchangeTerms, kept_at: str, what: Mapping[str, Any]) -> dict[str, Any]:
    """`what` says which goods: of a sale, or without a receipt."""
    return {"terms": asdict(terms), "kept_at": kept_at, **what}


def read_terms(document: Mapping[str, Any]) -> ExchangeTerms:
    """Raises ValueError for a document that another program wrote."""
    try:
        return msgspec.convert(document["terms"], ExchangeTerms)
    except (msgspec.ValidationError, KeyError) as error:
        raise ValueError(str(error)) from error


def sold_document(sold: SoldGoods, lines: Sequence[BackLine], gifts: Sequence[BackGift], now_ms: int) -> dict[str, Any]:
    """`now_ms` is the clock of this run. Of a sale of this till its journal has the rest."""
    kept = {name: getattr(sold, name) for name in _NAMES}
    held_ms = None if sold.held_until_ms is None else max(0, sold.held_until_ms - now_ms)
    kept |= {"elsewhere": [dict(body) for body in sold.elsewhere], "held_ms": held_ms}
    kept["offers"] = [[offer_id, version, document] for (offer_id, version), document in sold.offers.items()]
    kept["document"] = None if sold.is_own else dict(sold.document)
    return {
        "receipt_number": sold.receipt_number,
        "sold": kept,
        "lines": [asdict(line) for line in lines],
        "gifts": [asdict(gift) for gift in gifts],
    }


def read_sold(
    document: Mapping[str, Any], open_own: Callable[[str], SoldGoods], now: datetime, now_ms: int
) -> tuple[SoldGoods, tuple[BackLine, ...], tuple[BackGift, ...]]:
    """The sale as it was looked up. What another till's sale is held for goes on by the wall clock, and is never longer
    than it was.

    Raises Refused `return_sale_unknown`, and ValueError for a document that another program wrote.
    """
    kept = document["sold"]
    passed_ms = max(0, round((now - datetime.fromisoformat(document["kept_at"])).total_seconds() * 1000))
    known: dict[str, Any] = {
        "elsewhere": tuple(kept["elsewhere"]),
        "offers": {(offer_id, version): offer for offer_id, version, offer in kept["offers"]},
        "held_until_ms": None if kept["held_ms"] is None else now_ms + kept["held_ms"] - passed_ms,
    }
    if kept["is_own"]:
        sold = replace(open_own(kept["sale_id"]), **known, store_name=kept["store_name"])
    else:
        sold = SoldGoods(**{name: kept[name] for name in _NAMES}, document=kept["document"], **known)
    lines = tuple(BackLine(**line) for line in document["lines"])
    return sold, lines, tuple(BackGift(**gift) for gift in document["gifts"])
