"""The commands about paid web orders: take them over from the web shop, and list those of a store."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from central_ledger.application.web_orders import take_orders
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import text_in
from retail.web_orders import WebOrder, read_order


def orders(options: Namespace) -> int:
    """`import` a file of orders, or `list` what a store has."""
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "list":
            for row in ledger.web_orders.of_store(options.store):
                handed = {"handed_over_by": row.till, "handed_over_at": row.handed_at}
                sys.stdout.write(json.dumps(json.loads(row.document) | handed, ensure_ascii=False) + "\n")
            return 0
        if options.file is None:
            raise ValueError("name the file: a JSON object for each order, one a line")
        found = read_orders(options.file)
        with ledger.database.transaction():
            new = take_orders(ledger, options.store, found)
    finally:
        ledger.close()
    sys.stdout.write(json.dumps({"store": options.store, "orders": len(found), "new": new}) + "\n")
    return 0


def read_orders(path: Path) -> list[WebOrder]:
    """Raises ValueError with the number of the line that is no order: then nothing of the file is taken."""
    return _orders(text_in(path).splitlines())


def _orders(lines: Iterable[str]) -> list[WebOrder]:
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            document = json.loads(line)
            if not isinstance(document, dict):
                raise ValueError("not an object")
            found.append(read_order(document))
        except ValueError as error:
            raise ValueError(f"line {number}: {error}") from error
    return found
