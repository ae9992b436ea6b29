"""A day is settled: what closing it costs, and that its statements come to the postings to the cent.

Sales are priced by the engine from the demo's goods, members and offers, two of three lines with guides, and pushed as
tills push them. What that wrote of their settlement is then copied in the database under other ids until the day has so
many lines as were asked for (`./run bench settlement 1000000`: a million), and the day is closed.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from bench.figures import at_most, exactly, report
from bench.ledger import AT, BASKETS, STORE, TILL, TODAY, priced_sale
from central_ledger.application import seed
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import BATCH_MAX, push
from central_ledger.application.settlement_days import settle_store
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from central_ledger.domain.statements import party_of_account
from retail.guides import shares_of
from retail.messages import GENESIS, Entry, Head, make_entry

LINES = 100_000
#: So many go the whole way of a push.
PUSHED = 5_000
GUIDES = ("E1001", "E1004", "E1005", "E1006")
#: Seconds for each million lines that closing may take.
SECONDS_MAX = 5
#: Sales that were split, and tasks that guides are paid for.
_OF_SETTLEMENT = "(substr(transfer_id, 1, 11) = 'settlement/' OR substr(transfer_id, 1, 10) = 'incentive/')"


def main(lines: int = LINES) -> int:
    """Print what was measured; 0 when the statements are the postings and the time is met."""
    group = generate(products=2000, members=1000, today=TODAY)
    documents = [_guided(priced_sale(group, Random(number)), Random(number)) for number in range(BASKETS)]
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        data = DataDirectory(Path(name) / "ledger")
        data.initialise()
        ledger = data.open(lambda: datetime(2026, 11, 12, 4, tzinfo=UTC))
        try:
            seed.load(ledger, group, lambda pin: "-")
            with ledger.database.transaction():
                ledger.journals.enrol(STORE, TILL, bytes(32), "bench", ledger.now())
            return _measure(ledger, documents, lines)
        finally:
            ledger.close()


def _measure(ledger: Ledger, documents: Sequence[dict[str, Any]], lines: int) -> int:
    begun = time.perf_counter()
    sales, pushed = 0, 0
    for batch in _batches(documents):
        push(ledger, STORE, TILL, batch)
        sold = [entry for entry in batch if entry.kind == "sale"]
        sales += len(sold)
        pushed += sum(len(documents[entry.seq % len(documents)]["lines"]) for entry in sold)
        if pushed >= min(lines, PUSHED):
            break
    filled = time.perf_counter() - begun
    print(f"{pushed:,} lines in {sales:,} sales, pushed in {filled:,.0f} s ({sales / filled:,.0f} sales/s)", flush=True)
    copies = 0
    while pushed < lines:
        _double(ledger, copies)
        pushed, sales, copies = 2 * pushed, 2 * sales, copies + 1
    print(f"a day of {pushed:,} lines in {sales:,} sales", flush=True)
    begun = time.perf_counter()
    closed = settle_store(ledger, STORE, TODAY.isoformat())
    seconds = time.perf_counter() - begun
    begun = time.perf_counter()
    again = settle_store(ledger, STORE, TODAY.isoformat())
    shown = time.perf_counter() - begun
    allowed = SECONDS_MAX * pushed / 1_000_000
    begun = time.perf_counter()
    proved = ledger.settlements.all_sums(STORE) == ledger.settlements.posted_sums(STORE)
    audited = time.perf_counter() - begun
    size = f"a day of {lines:,} sale lines, or a few more"
    wrong, told = _differences(ledger, closed.document)
    met = [
        report(
            "the day is closed", seconds, "s", target=at_most(round(allowed, 2)), size=size, note=f"{pushed:,} lines"
        ),
        report("sums of the day, added up again", audited, "s", size=size),
        report("  and not the same", int(not proved), target=exactly(0), size=size),
        report("the closed day shown again", shown * 1000, "ms", size=size),
        report("  and not the same to the byte", int(again != closed), target=exactly(0), size=size),
        report("sums of statements that differ from postings", wrong, target=exactly(0), size=size, note=told),
    ]
    return 0 if all(met) else 1


def _double(ledger: Ledger, number: int) -> None:
    """Every split of the day once more, under other ids."""
    with ledger.database.transaction():
        for table, columns, condition in (
            ("transfer", "kind, reference, occurred_at", "kind = 'settlement'"),
            ("posting", "line_no, account, unit, amount", _OF_SETTLEMENT),
            ("settlement_part", "sale_id, day, period, rules, at_store, till, epoch, seq", "period <> ''"),
        ):
            ledger.database.execute(
                f"INSERT INTO {table} (store, transfer_id, {columns}) SELECT store, transfer_id || ?, {columns} FROM "
                f"{table} WHERE store = ? AND {condition}",
                (f"/{number}", STORE),
            )
        ledger.database.execute(
            "UPDATE settlement_sum SET amount = 2 * amount, postings = 2 * postings WHERE store = ?", (STORE,)
        )


def _differences(ledger: Ledger, document: str) -> tuple[int, str]:
    """Statements against postings, account by account: how many sums differ, and what was compared."""
    stated: dict[tuple[str, str, str], int] = {}
    for each in json.loads(document)["statements"]:
        for line in each["lines"]:
            key = (each["party"], line["what"], each["unit"])
            stated[key] = stated.get(key, 0) + line["amount"]
    posted: dict[tuple[str, str, str], int] = {}
    for account, unit, amount in ledger.settlements.balances(STORE):
        party, what = party_of_account(account)
        posted[party, what, unit] = amount if account.startswith("incentive") else -amount
    total = sum(amount for (_, _, unit), amount in stated.items() if unit == "CNY")
    turnover = sum(amount for (_, what, unit), amount in stated.items() if (what, unit) == ("goods", "CNY"))
    wrong = sum(stated.get(key) != posted.get(key) for key in stated.keys() | posted.keys()) + (total != 0)
    return wrong, f"{len(stated)} sums over {turnover:,} fen, Σ = {total}"


def _guided(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """Two of three lines have guides, some of them two."""
    for line in document["lines"]:
        if random.random() < 0.67:
            names = random.sample(GUIDES, random.choice((1, 1, 2)))
            shares = shares_of({name: random.randint(1, 3) for name in names})
            line["guides"] = [{"staff_id": share.staff_id, "bps": share.bps} for share in shares]
    return document


def _batches(documents: Sequence[dict[str, Any]]) -> Iterator[list[Entry]]:
    """One till's journal, without an end."""
    head, batch, number = Head("bench", 0, GENESIS), list[Entry](), 0
    while True:
        number += 1
        if number == 1:
            kind, document = "epoch_opened", {"reason": "enrolled", "after": None}
        else:
            kind, document = "sale", documents[number % len(documents)] | {"sale_id": f"sale-{number}"}
        entry = make_entry(
            store=STORE, till=TILL, after=head, kind=kind, occurred_at=AT, elapsed_ms=number, document=document
        )
        head = entry.head
        batch.append(entry)
        if len(batch) == BATCH_MAX:
            yield batch
            batch = []


if __name__ == "__main__":
    sys.exit(main())
