"""What several kinds of tests share."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from pos_client.system import collect_seldom
from tests.postgresql_server import NotInstalled, PostgresServer

# As the app and the ledger do: looking for cycles every 700 objects takes a twentieth of the suite's time.
collect_seldom()


def pytest_collection_finish() -> None:
    """What was imported and collected stays: no search for cycles has to go through it, thousands of times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL of this test process. With CI=true it must be there; else its tests are skipped, and say so."""
    try:
        server = PostgresServer()
    except NotInstalled as error:
        message = f"NOT TESTED ON POSTGRESQL: {error}"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    yield server
    server.close()
