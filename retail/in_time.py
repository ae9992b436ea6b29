"""Questions that may never be answered: a locked key store, a folder of a machine that is switched off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: What somebody gave up on may be answered just now: a key store that was unlocked.
_LATE_SECONDS = 0.2


class _Question(threading.Thread):
    #: Somebody gave up on it.
    is_late = False


#: By name, the last one.
_asked: dict[str, _Question] = {}
_beginning = threading.Lock()


def in_time(work: Callable[[], T], seconds: float, name: str) -> T:
    """What `work` gives, or raises; TimeoutError when it does not answer. Its thread is left alone then: it keeps
    neither the caller nor the end of the program. `name` says what is asked. As long as somebody's question waits no
    other is begun under its name, and once it is late hardly anybody waits for it again: what never answers has one
    thread and costs one wait, however often it is asked.
    """
    results: list[T] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - raised again on the thread that asked
            failures.append(error)

    question = _Question(target=run, name=name, daemon=True)
    while (before := _begun(question)) is not question:
        _wait_for(before, seconds)
    _wait_for(question, seconds)
    if failures:
        raise failures[0]
    return results[0]


def _begun(question: _Question) -> _Question:
    """The one that is asked now: this one, or one of its name that waits still."""
    with _beginning:
        before = _asked.get(question.name)
        if before is not None and before.is_alive():
            return before
        _asked[question.name] = question
        question.start()
        return question


def _wait_for(question: _Question, seconds: float) -> None:
    question.join(min(seconds, _LATE_SECONDS) if question.is_late else seconds)
    if question.is_alive():
        question.is_late = True
        raise TimeoutError(f"{question.name} does not answer")
