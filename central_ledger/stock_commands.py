"""The commands about stock: say what is there, take over a count, and list the levels."""

from __future__ import annotations

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from central_ledger.application.stock import count_stock
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import text_in
from retail.stock import stock_quantity, stock_thousandths


def stock(options: Namespace) -> int:
    """`set` one sku, `import` a file of counts, or `list` what was counted."""
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "list":
            for sku, level in ledger.stock.counted(options.store):
                row = {"sku": sku, "quantity": stock_quantity(level.thousandths), "counted_at": level.counted_at}
                sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
            return 0
        if options.action == "set":
            if not options.sku or options.quantity is None:
                raise ValueError("say --sku and --quantity")
            found = {options.sku: stock_thousandths(options.quantity)}
        else:
            if options.file is None:
                raise ValueError("name the file: a line for each sku, `sku,quantity`")
            found = read_counts(options.file)
        with ledger.database.transaction():
            changed = count_stock(ledger, options.store, found)
    finally:
        ledger.close()
    sys.stdout.write(json.dumps({"store": options.store, "counted": len(found), "changed": changed}) + "\n")
    return 0


def read_counts(path: Path) -> dict[str, int]:
    """By sku, thousandths, from a CSV file `sku,quantity` with or without that heading.

    Raises ValueError with the number of the line that cannot be read: then nothing of the file is taken.
    """
    return _counts(csv.reader(text_in(path).splitlines()))


def _counts(lines: Iterable[list[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, fields in enumerate(lines, 1):
        cells = [cell.strip() for cell in fields]
        if not any(cells) or (number == 1 and cells[:2] == ["sku", "quantity"]):
            continue
        try:
            sku, quantity = cells
            thousandths = stock_thousandths(quantity)
        except ValueError as error:
            raise ValueError(f"line {number} is not `sku,quantity`: {error}") from error
        if not sku or sku in found:
            raise ValueError(f"line {number}: {'no sku' if not sku else f'{sku} stands twice'}")
        found[sku] = thousandths
    return found
