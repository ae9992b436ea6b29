"""What several kinds of tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.postgresql_server import NotInstalled, PostgresServer


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
