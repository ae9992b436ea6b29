"""SALE.json of `pos-client sell`: read whole and checked whole before anybody is signed in or anything is scanned."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pos_client.commands.json_input import read_json
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.contract import ContractError, as_integer, as_list, as_object, as_text

FORM = """SALE.json (or - for standard input):
  {"staff": "1001", "pin": "…",
   "scans": ["6901234567892", "UM1:…"],             everything that a scanner would say, in order
   "items": [{"sku": "A1", "quantity": 2}],         or goods by SKU; a weight is a text such as "0.350"
   "member": "M000001",                             or a member as found by search (no coupons, no points)
   "coupons": ["C1"],                               left out: the best combination
   "points": 500,                                   or "max"
   "tenders": [{"kind": "card", "amount_minor": 5000, "reference": "4711"}, {"kind": "cash", "tendered_minor": 10000}]}
A cash tender without an amount pays exactly what remains."""

#: More than any drawer or terminal has seen; what a database and JSON of other languages take is far above.
AMOUNT_MAX_MINOR = 10**12
REFERENCE_CHARACTERS_MAX = 64

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FileTender:
    """One payment. `amount_minor` None: all that remains. `reference` is None for cash."""

    kind: str
    amount_minor: int | None
    reference: str | None


@dataclass(frozen=True, slots=True)
class SaleFile:
    """What to sell, to whom, and what pays it. None: the field was left out."""

    staff: str
    pin: str
    scans: tuple[str, ...]
    items: tuple[tuple[str, Quantity | None], ...]
    member: str | None
    coupons: tuple[str, ...] | None
    points: int | str | None
    tenders: tuple[FileTender, ...]


def read_sale_file(file: str) -> SaleFile:
    """The file's sale (`-`: standard input). Raises Refused `sale_file_wrong`, which names the place and its form."""
    try:
        content = sys.stdin.read().encode() if file == "-" else Path(file).read_bytes()
        return _sale(read_json(content))
    except OSError as error:
        raise Refused("sale_file_wrong", detail=f"{file}: {error.strerror}.") from error
    except UnicodeError as error:
        raise Refused("sale_file_wrong", detail="$: expected text in UTF-8.") from error
    except ContractError as error:
        raise Refused("sale_file_wrong", detail=f"{error}.") from error


def _sale(document: object) -> SaleFile:
    fields = _fields(document, "$", {"staff", "pin"}, {"scans", "items", "member", "coupons", "points", "tenders"})
    return SaleFile(
        staff=_text(fields["staff"], "$.staff"),
        pin=_text(fields["pin"], "$.pin"),
        scans=_each(fields.get("scans", []), "$.scans", _text),
        items=_each(fields.get("items", []), "$.items", _item),
        member=_optional(fields, "member", _text),
        coupons=_optional(fields, "coupons", lambda value, path: _each(value, path, _text)),
        points=_optional(fields, "points", _points),
        tenders=_each(fields.get("tenders", []), "$.tenders", _tender),
    )


def _item(value: object, path: str) -> tuple[str, Quantity | None]:
    fields = _fields(value, path, {"sku"}, {"quantity"})
    sku = _text(fields["sku"], f"{path}.sku")
    quantity = fields.get("quantity")
    if "quantity" not in fields:
        return sku, None
    try:
        if isinstance(quantity, str):
            return sku, Quantity.weight(quantity)
        return sku, Quantity.units(as_integer(quantity, f"{path}.quantity", minimum=1))
    except ContractError:
        raise
    except ValueError as error:
        raise ContractError(f"{path}.quantity", 'whole pieces, or a weight such as "0.350"') from error


def _tender(value: object, path: str) -> FileTender:
    match as_object(value, path).get("kind"):
        case "cash":
            fields = _fields(value, path, {"kind"}, {"tendered_minor"})
            return FileTender("cash", _amount(fields, "tendered_minor", path), None)
        case "card":
            fields = _fields(value, path, {"kind", "reference"}, {"amount_minor"})
            reference = _text(fields["reference"], f"{path}.reference")
            if len(reference) > REFERENCE_CHARACTERS_MAX:
                raise ContractError(f"{path}.reference", f"at most {REFERENCE_CHARACTERS_MAX} characters")
            return FileTender("card", _amount(fields, "amount_minor", path), reference)
    raise ContractError(f"{path}.kind", '"cash" or "card"')


def _amount(fields: Mapping[str, Any], name: str, path: str) -> int | None:
    return as_integer(fields[name], f"{path}.{name}", 1, AMOUNT_MAX_MINOR) if name in fields else None


def _points(value: object, path: str) -> int | str:
    return "max" if value == "max" else as_integer(value, path, 0, AMOUNT_MAX_MINOR)


def _fields(value: object, path: str, needed: set[str], others: set[str]) -> Mapping[str, Any]:
    fields = as_object(value, path)
    for name in sorted(set(fields) - needed - others):
        raise ContractError(f"{path}.{name}", f"one of {', '.join(sorted(needed | others))}")
    for name in sorted(needed - set(fields)):
        raise ContractError(f"{path}.{name}", "to be there")
    return fields


def _text(value: object, path: str) -> str:
    text = as_text(value, path)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ContractError(path, "text in UTF-8") from error
    return text


def _each(value: object, path: str, read: Callable[[object, str], T]) -> tuple[T, ...]:
    return tuple(read(entry, f"{path}[{index}]") for index, entry in enumerate(as_list(value, path)))


def _optional(fields: Mapping[str, Any], name: str, read: Callable[[object, str], T]) -> T | None:
    return read(fields[name], f"$.{name}") if name in fields else None
