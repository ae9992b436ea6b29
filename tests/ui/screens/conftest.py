"""What tests of more than one screen begin with."""

from __future__ import annotations

import pytest

from tests.ui.conftest import Counter


@pytest.fixture
def filled(counter: Counter) -> Counter:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.view.focus_home()
    return counter
