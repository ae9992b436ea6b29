"""Sales, products and members for these tests, and ways to harm a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from offline_cache import Enrolment, LocalStore
from offline_cache.database import DATABASE_NAME
from retail.receipt_number import receipt_number

GROUP_KEY = bytes(range(32))
ENROLMENT = Enrolment("S01", "淮海路店", "T02", "CNY", "ledger-1", "https://ledger.example")
AS_OF = "2026-11-11T09:00:00+08:00"


def sale_document(sale_id: str = "sale-1", **changes: Any) -> dict[str, Any]:
    """The body of a sale of 2 lines and 2 tenders; 1 of the lines is weighed."""
    return {
        "sale_id": sale_id,
        "basket_id": f"basket-of-{sale_id}",
        "cashier": "C7",
        "guide": None,
        "currency": "CNY",
        "one_id": "M1",
        "member_proof": None,
        "input": {},
        "pricing": {"gross": 15000, "payable": 14000},
        "lines": [_line("1", "A1", 2, 10000, 9000), _line("2", "W1", "0.350", 5000, 5000)],
        "tenders": [_tender("cash", 10000, 10050, None), _tender("card", 4000, 4000, "REF-9")],
        **changes,
    }


def _line(line_id: str, sku: str, quantity: int | str, gross_minor: int, net_minor: int) -> dict[str, Any]:
    return {
        "line_id": line_id,
        "sku": sku,
        "name": "小棕瓶",
        "brand": "LQX",
        "quantity": quantity,
        "unit": "件",
        "unit_price_minor": 5000,
        "gross_minor": gross_minor,
        "net_minor": net_minor,
        "tax_bps": 1300,
        "tax_minor": 10,
    }


def _tender(kind: str, amount_minor: int, tendered_minor: int, reference: str | None) -> dict[str, Any]:
    return {
        "kind": kind,
        "amount_minor": amount_minor,
        "tendered_minor": tendered_minor,
        "change_minor": tendered_minor - amount_minor,
        "reference": reference,
    }


def sell(store: LocalStore, sale_id: str = "sale-1", **changes: Any) -> str:
    """Complete a sale as the checkout does; the number of its receipt."""
    document = sale_document(sale_id, **changes)
    with store.unit_of_work() as unit:
        entry = unit.journal.append("sale", document)
        number = receipt_number(entry)
        unit.sales.add(document, entry, number)
        unit.commit()
    return number


def product(sku: str, name: str = "小棕瓶", **changes: Any) -> dict[str, Any]:
    """A row of the feed `products`."""
    data = {
        "sku": sku,
        "name": name,
        "name_en": "",
        "pinyin": "",
        "variant": "",
        "brand": "LQX",
        "categories": [],
        "tags": [],
        "barcodes": [],
        "unit_price_minor": 9900,
        "tax_bps": 1300,
        "weighed": False,
        "discountable": True,
        "unit": "件",
        "own": False,
        **changes,
    }
    return row(sku, data)


def member(one_id: str, name: str = "林若曦", **changes: Any) -> dict[str, Any]:
    """A row of the feed `members`."""
    data = {
        "one_id": one_id,
        "name": name,
        "pinyin": "",
        "phone": "13812346021",
        "birthday": "03-08",
        "tiers": {"group": "gold"},
        "plans": ["plus"],
        "points": {"group": 1200},
        "cards": {},
        "first_purchase": False,
        **changes,
    }
    return row(one_id, data)


def row(key: str, data: dict[str, Any] | None, version: int = 1) -> dict[str, Any]:
    """A row of any feed; without data its tombstone."""
    return {"key": key, "version": version, "deleted": data is None, "data": data}


def flip(path: Path, offset: int) -> None:
    """Change one bit of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1]))


def database_file(store: LocalStore) -> Path:
    return store.data_folder / DATABASE_NAME
