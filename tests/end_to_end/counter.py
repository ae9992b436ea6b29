"""One enrolled till of a shared ledger, whose commands run in this process; and what "nothing was lost" means."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import KW_ONLY, asdict, dataclass
from pathlib import Path
from typing import Any

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.enrolment import make_code
from central_ledger.application.ledger import Ledger as LedgerBooks
from central_ledger.data_directory import DataDirectory
from offline_cache.database import DATABASE_NAME
from pos_client.bootstrap.desk import TillStore, open_till_store
from pos_client.error_texts import TEXTS, english
from retail.messages import decode_body
from tests import nursery
from tests.end_to_end.processes import Ledger, TillFolder
from tests.end_to_end.proxy import CuttingProxy


@contextmanager
def books(ledger: Ledger) -> Iterator[LedgerBooks]:
    """The ledger's own API on its files, beside its running process."""
    opened = DataDirectory(ledger.folder).open()
    try:
        yield opened
    finally:
        opened.close()


@dataclass
class Counter(TillFolder):
    """`line` stands between this till and the ledger. `product` is a barcode that this store sells."""

    name: str = ""
    product: str = ""
    _: KW_ONLY
    ledger: Ledger
    line: CuttingProxy

    def process(self, *arguments: str) -> nursery.Process:
        """The command as a process of its own, whose end nobody waits for."""
        name, *rest = arguments
        whole = (name, "--data", str(self.folder), *rest)
        return nursery.start("pos-client", whole, self.env, stdin=subprocess.PIPE)

    def sale(self, **changes: Any) -> dict[str, Any]:
        """SALE.json for one piece, paid in cash."""
        return {
            "staff": self.staff[0],
            "pin": self.staff[1],
            "scans": [self.product],
            "tenders": [{"kind": "cash"}],
            **changes,
        }

    def sells(self, **changes: Any) -> dict[str, Any]:
        """A sale that must go well."""
        code, answer = self.sell(**self.sale(**changes))
        assert code == 0, answer
        return dict(answer)

    @property
    def database(self) -> Path:
        return self.folder / DATABASE_NAME

    @contextmanager
    def opened(self, *, writer: bool = False) -> Iterator[TillStore]:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("ONETILL_KEY_STORE", "ONETILL_SECRETS"):
                patch.setenv(name, self.env[name])
            base = open_till_store(self.folder, program="test", writer=writer)
            try:
                yield base
            finally:
                base.close()

    def doctor(self) -> Any:
        return self.command("doctor")[1]

    def journal(self) -> list[tuple[str, dict[str, Any]]]:
        """Kind and body of every entry, in the order in which they were written."""
        with self.opened() as base:
            rows = base.store.database.rows("SELECT kind, body FROM journal ORDER BY position")
        return [(kind, dict(decode_body(body))) for kind, body in rows]

    def journal_sales(self) -> list[str]:
        return [str(body["sale_id"]) for kind, body in self.journal() if kind == "sale"]

    def at_ledger(self) -> Any:
        """The ledger's row of this till, once it was seen that all books balance."""
        with books(self.ledger) as opened:
            found = audit(opened)
        assert found.balanced, found.problems
        assert not any(found.units.values())
        (row,) = [row for row in found.tills if row["till"] == self.name]
        return row

    def sales_at_ledger(self) -> tuple[int, int]:
        """How many sales of this till the ledger booked, and what was paid for them."""
        sums = self.at_ledger()["sales"]
        return (sums[0]["sales"], sums[0]["payable_minor"]) if sums else (0, 0)

    def cases(self) -> list[str]:
        """Kinds of this till's open cases."""
        with books(self.ledger) as opened:
            return [case.kind for case in opened.cases.all("open") if f'"{self.name}"' in json.dumps(asdict(case))]

    def lost_nothing(self) -> None:
        """Doctor finds all whole; every completed sale is in the journal once, and after a sync at the ledger once."""
        report = self.doctor()
        assert report["whole"], report["findings"]
        assert self.journal_sales() == [sale["sale_id"] for sale in self.sold]
        code, synced = self.sync()
        assert (code, synced["waiting"]) == (0, 0), synced
        row = self.at_ledger()
        assert (row["refused"], row["quarantined"]) == (0, 0)
        assert self.sales_at_ledger() == (len(self.sold), sum(sale["payable_minor"] for sale in self.sold))


def enrolled(counter: Counter, store: str = "S01") -> Counter:
    """Enrol at the shared ledger through the counter's own line, and bring the data in."""
    with books(counter.ledger) as opened, opened.database.transaction():
        text, _ = make_code(opened, store, counter.name)
    code, answer = counter.command("enrol", counter.line.address, text)
    assert code == 0, answer
    code, answer = counter.sync()
    assert code == 0, answer
    return counter


def assert_told(result: tuple[int, Any], exit_code: int, error_code: str, *words: str) -> dict[str, Any]:
    """The command failed with this code, and told a person what happened, what is safe and what to do.

    `words` must stand in what it said. Gives the error document.
    """
    code, answer = result
    assert isinstance(answer, dict), answer
    error = answer.get("error")
    assert error is not None, answer
    assert (code, error["code"]) == (exit_code, error_code), answer
    message = str(error["message"])
    assert message == english(error_code, error["params"])
    # A text whose place was not filled shows this instead.
    assert "…" not in message
    assert TEXTS[error_code].todo
    for word in words:
        assert word in message, message
    return dict(error)
