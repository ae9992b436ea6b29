"""One template for all seeds that a worker runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.simulation.building import Simulator, simulator


@pytest.fixture(scope="session")
def simulation() -> Iterator[Simulator]:
    with simulator() as made:
        yield made
