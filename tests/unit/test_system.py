"""The till's clock says the time with the offset that holds at that moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from pos_client.system import SystemClock


@pytest.fixture
def new_york(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in New York, whose offset changed on 1 November 2026 at 06:00 UTC."""
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a Windows machine cannot be set for one process")
    monkeypatch.setenv("TZ", "EST5EDT,M3.2.0,M11.1.0")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_the_offset_changes_with_the_zone(new_york: None, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    change = datetime(2026, 11, 1, 6, tzinfo=UTC)
    offsets = {}
    for seconds in (-3600, -1, 0, 1, 3600, -2):
        moment = change + timedelta(seconds=seconds)
        monkeypatch.setattr(time, "time", moment.timestamp)
        assert clock.now() == moment
        offsets[seconds] = clock.now().utcoffset()

    summer, winter = timedelta(hours=-4), timedelta(hours=-5)
    assert offsets == {-3600: summer, -1: summer, 0: winter, 1: winter, 3600: winter, -2: summer}


def test_it_says_now() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()

    assert before <= now <= datetime.now(UTC)
    assert now.utcoffset() is not None


def test_elapsed_time_never_goes_back() -> None:
    clock = SystemClock()
    first = clock.elapsed_ms()

    assert 0 <= first <= clock.elapsed_ms()
