"""The whole way over a ledger on PostgreSQL: a till enrols, sells on- and offline, and the books balance."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from central_ledger.application import seed
from central_ledger.data_directory import DataDirectory
from tests.end_to_end.processes import Ledger, TillFolder
from tests.postgresql_server import PostgresServer
from tests.unit.ledger.conftest import small_group

pytestmark = pytest.mark.slow
CREAM = "6901234567892"


@pytest.fixture
def ledger(postgres: PostgresServer, tmp_path: Path, env: dict[str, str]) -> Iterator[Ledger]:
    """The small group in a database, and a process that serves it."""
    url = postgres.new_database()
    data = DataDirectory(tmp_path / "ledger", url)
    data.initialise()
    books = data.open()
    seed.load(books, small_group())
    books.close()
    made = Ledger(tmp_path / "ledger", env)
    made.start()
    yield made
    if made.process is not None:
        made.kill()
    postgres.drop(url)


def test_a_day_at_a_till_over_two_processes_on_one_database(
    ledger: Ledger, tmp_path: Path, env: dict[str, str]
) -> None:
    till = TillFolder(tmp_path / "till", env, ("E1", "1234"))
    till.enrol(ledger)
    code, issued = ledger.command("issue-code", "M1")
    assert code == 0, issued
    code, sale = till.sell(scans=[CREAM, issued["code"]])
    assert code == 0, sale
    assert till.sync()[0] == 0
    # The process dies without a word; the till sells on, and another one takes over at its address.
    ledger.kill()
    code, sale = till.sell(scans=[CREAM])
    assert code == 0, sale
    ledger.start()
    code, answer = till.sync()
    assert (code, answer["waiting"]) == (0, 0), answer
    audit = ledger.audit()
    assert audit["balanced"], audit["problems"]
    assert not any(audit["units"].values())
    (row,) = [row for row in audit["tills"] if row["till"] == "T01"]
    (total,) = row["sales"]
    assert (total["sales"], total["payable_minor"]) == (2, sum(sold["payable_minor"] for sold in till.sold))
