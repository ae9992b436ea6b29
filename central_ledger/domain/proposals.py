"""What a store proposes for itself: a price, goods of its own, an offer. Source: docs/spec/line.md, section 18.

A proposal that breaks the contract is never kept; one that needs nobody goes out at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from central_ledger.domain.group_rules import Subject
from central_ledger.domain.offer_breaches import Breach, breaches
from retail.contract import (
    ContractError,
    Document,
    as_integer,
    as_object,
    as_text,
    flag,
    integer_or,
    only,
    required,
    texts,
)

Status = Literal["proposed", "approved", "refused", "withdrawn", "replaced"]
What = Literal["proposed", "approved", "refused", "withdrawn", "replaced", "published", "ended"]
PRICE_MAX = 10**11
NUMBER_MAX = 10**15
_PRICE = frozenset(("sku", "unit_price_minor", "listed"))
_GOODS = frozenset(
    (
        *("sku", "name", "name_en", "pinyin", "variant", "brand", "categories", "tags", "barcodes"),
        *("unit_price_minor", "tax_bps", "weighed", "discountable", "unit"),
    )
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal. `subject` is the SKU or the offer's id; `brands` are those that must approve it, in order of name.

    `document` is what goes out. Times ISO 8601, UTC.
    """

    store: str
    proposal_id: str
    kind: Subject
    subject: str
    document: Mapping[str, Any]
    brands: tuple[str, ...]
    status: Status
    proposed_by: str
    proposed_at: str


@dataclass(frozen=True, slots=True)
class ProposalEvent:
    """A line of a proposal's history. `brands`: for whom somebody decided; `reason`: in words of whoever did it."""

    number: int
    at: str
    who: str
    what: What
    brands: tuple[str, ...]
    reason: str


def read_proposal(kind: Subject, document: object, store: str) -> tuple[str, dict[str, Any], list[Breach]]:
    """Subject, document as it would go out, and everything that breaks the contract."""
    try:
        found = list(_not_whole(document, "$"))
        if found:
            return "", {}, found[:1]
        if kind == "offer":
            return _read_offer(as_object(document, "$"), store)
        read = _read_price if kind == "price" else _read_goods
        row = read(as_object(document, "$"), store)
    except ContractError as error:
        return "", {}, [Breach(error.path, error.expected)]
    except RecursionError:
        return "", {}, [Breach("$", "an object that is not nested so deep")]
    return row["sku"], row, []


def _not_whole(value: object, path: str) -> Iterator[Breach]:
    """Numbers that no amount is, wherever they stand: what is proposed goes to tills as it is."""
    if isinstance(value, float) or (type(value) is int and abs(value) > NUMBER_MAX):
        yield Breach(path, "an integer in the smallest unit that a till can count, or a decimal text")
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _not_whole(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _not_whole(inner, f"{path}[{index}]")


def _read_price(row: Document, store: str) -> dict[str, Any]:
    only(row, "$", _PRICE)
    required(row, "unit_price_minor", "$")
    price = integer_or(row, "unit_price_minor", "$", None, 0)
    if price is not None:
        as_integer(price, "$.unit_price_minor", 0, PRICE_MAX)
    sku = as_text(required(row, "sku", "$"), "$.sku")
    return {"sku": sku, "unit_price_minor": price, "listed": flag(row, "listed", "$", True)}


def _read_goods(row: Document, store: str) -> dict[str, Any]:
    only(row, "$", _GOODS)
    sku = as_text(required(row, "sku", "$"), "$.sku")
    if not sku.startswith(f"{store}-"):
        raise ContractError("$.sku", f"a SKU of the store's own, which begins with {store}-")
    tags = texts(row, "tags", "$")
    for index, tag in enumerate(tags):
        if tag.startswith("onetill:"):
            raise ContractError(f"$.tags[{index}]", "a tag of the store's own: onetill: is the group's")
    return {
        "sku": sku,
        "name": as_text(required(row, "name", "$"), "$.name"),
        "brand": _brand(row),
        "unit_price_minor": as_integer(required(row, "unit_price_minor", "$"), "$.unit_price_minor", 0, PRICE_MAX),
        "tax_bps": as_integer(required(row, "tax_bps", "$"), "$.tax_bps", 0, 10_000),
        **{name: _words(row, name) for name in ("name_en", "pinyin", "variant")},
        **{name: list(texts(row, name, "$")) for name in ("categories", "barcodes")},
        "tags": list(tags),
        "weighed": flag(row, "weighed", "$"),
        "discountable": flag(row, "discountable", "$", True),
        "unit": as_text(row.get("unit", "件"), "$.unit"),
    }


def _brand(row: Document) -> str:
    """Goods of no brand (a store's own) have the empty text."""
    return "" if row.get("brand") == "" else as_text(required(row, "brand", "$"), "$.brand")


def _words(row: Document, name: str) -> str:
    value = row.get(name, "")
    if type(value) is not str:
        raise ContractError(f"$.{name}", "a text")
    return value


def _read_offer(row: Document, store: str) -> tuple[str, dict[str, Any], list[Breach]]:
    """An offer counts in its store alone and is its store's; nobody else pays for it but brands, who are asked."""
    document: dict[str, Any] = {**row, "owner": f"store:{store}"}
    found = breaches(document)
    if found:
        return "", document, found
    conditions = document.get("conditions") or {}
    if conditions.get("stores", [store]) != [store]:
        found.append(Breach("$.conditions.stores", f"{store} alone, or left out"))
    document["conditions"] = {**conditions, "stores": [store]}
    if not document["id"].startswith(f"{store}-"):
        found.append(Breach("$.id", f"an id of the store's own, which begins with {store}-"))
    for index, share in enumerate(document.get("funding") or ()):
        if share["party"] != f"store:{store}" and not share["party"].startswith("brand:"):
            path = f"$.funding[{index}].party"
            found.append(Breach(path, f"store:{store}, or a brand, which is asked: nobody else pays for it"))
    return document["id"], document, found


def funding_brands(document: Mapping[str, Any]) -> frozenset[str]:
    """The brands that would pay for an offer."""
    parties = (share["party"].partition(":") for share in document.get("funding") or ())
    return frozenset(name for kind, _, name in parties if kind == "brand")


def named_skus(document: Mapping[str, Any]) -> frozenset[str]:
    """The goods that an offer names one by one."""
    effect = document["effect"]
    lists = [(document.get("scope") or {}).get("skus") or ()]
    lists += [component["skus"] for component in effect.get("components") or ()]
    return frozenset(sku for skus in lists for sku in skus)
