"""Every planted bug is found by a promise that breaks, within a bounded number of seeds."""

from __future__ import annotations

import pytest

from tests.simulation.building import Simulator
from tests.simulation.planted import PLANTED


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_bug_is_found(simulation: Simulator, name: str) -> None:
    bug = PLANTED[name]
    for seed in range(bug.first, bug.first + bug.seeds):
        with bug.plant():
            violation = simulation.run(seed, emphasis=bug.emphasis).violation
        if violation is not None:
            # A crash of the harness, or of the product, would be no proof that somebody looks.
            assert violation.invariant != "nothing_unexpected_is_raised", violation
            assert simulation.run(seed, emphasis=bug.emphasis).violation is None, "it breaks without the bug as well"
            return
    pytest.fail(f"{bug.seeds} seeds did not find {name}")
