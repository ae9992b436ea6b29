"""What never answers costs its caller seconds and the program one thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from retail.in_time import in_time


@pytest.fixture
def silent() -> Iterator[threading.Event]:
    """Set: it answers after all."""
    answers = threading.Event()
    yield answers
    answers.set()


def asking(name: str) -> int:
    return sum(thread.name == name for thread in threading.enumerate())


def test_what_hangs_has_one_thread_however_often_it_is_asked(silent: threading.Event) -> None:
    for seconds in (0.01, 60, 60):
        with pytest.raises(TimeoutError):
            in_time(silent.wait, seconds, "hangs")
    assert asking("hangs") == 1, "and nobody waited a minute for what is late"
    assert in_time(lambda: "other", 5, "does not") == "other"


def test_it_is_asked_anew_when_it_has_answered(silent: threading.Event) -> None:
    with pytest.raises(TimeoutError):
        in_time(silent.wait, 0.01, "comes back")
    threading.Timer(0.05, silent.set).start()
    assert in_time(lambda: "here", 5, "comes back") == "here"
    with pytest.raises(OSError, match="gone"):
        in_time(fail, 5, "comes back")


def test_several_that_ask_at_once_are_each_answered() -> None:
    found: list[int] = []

    def ask(number: int) -> None:
        found.append(in_time(lambda: number, 5, "asked at once"))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(8))


def fail() -> None:
    raise OSError("gone")
