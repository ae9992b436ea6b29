"""A backup that was put back is the ledger that it was made of, and what came later the tills send again."""

from __future__ import annotations

import os

import pytest

from central_ledger.application.archiving import archive
from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.data_directory import DataDirectory
from central_ledger.drilling import drill
from tests.postgresql_server import PostgresServer, binaries
from tests.unit.ledger.test_archives import BEFORE, Calendar, books, calendar, everything, told  # noqa: F401


@pytest.fixture
def into(engine, request, monkeypatch):
    """An empty database of the same server; None: the ledger is embedded."""
    if engine == "sqlite":
        yield None
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    monkeypatch.setenv("PATH", f"{binaries()}{os.pathsep}{os.environ['PATH']}")
    url = server.new_database()
    yield url
    server.drop(url)


def test_a_restored_ledger_audits_and_tills_send_what_it_does_not_have(data, books, told, tmp_path, into):  # noqa: F811
    list(archive(books, BEFORE, tmp_path / "archives"))
    found = drill(data, tmp_path / "restored", into)
    assert (found.problems, found.entries, found.behind) == ([], 4, 0)
    # The day goes on, then everything is lost but the backup, its key and the archives.
    push(books, "S01", "T01", [told.sale("after", one_id="M1", earned={"group": 4})])
    before = everything(books)
    restored = DataDirectory(tmp_path / "restored").open(Calendar())
    assert audit(restored).tills[0]["applied"] == 4
    answer = push(restored, "S01", "T01", told.entries)
    assert [verdict.word for verdict in answer.verdicts] == ["exists"] * 4 + ["created"]
    assert everything(restored) == before
    assert audit(restored, rebuild=True).problems == []
    restored.close()


@pytest.mark.sqlite_only  # a server's goes into a database that is named
def test_a_backup_of_another_past_is_found(data, books, told, tmp_path):  # noqa: F811
    books.database.execute("UPDATE epoch SET high_water = high_water - 1")
    found = drill(data, tmp_path / "restored")
    assert {problem["what"] for problem in found.problems} >= {"head_differs", "restored_differs_from_the_ledger"}
