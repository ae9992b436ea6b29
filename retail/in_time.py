"""Questions that may never be answered: a locked key store, a folder of a machine that is switched off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: By name, whoever asked last.
_asking: dict[str, threading.Thread] = {}
_beginning = threading.Lock()


def in_time(work: Callable[[], T], seconds: float, name: str) -> T:
    """What `work` gives, or raises; TimeoutError when it does not answer. Its thread is left alone then: it keeps
    neither the caller nor the end of the program. As long as it waits no other is begun under its name, which says what
    is asked: what never answers has one thread, however often somebody asks.
    """
    results: list[T] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - raised again on the thread that asked
            failures.append(error)

    thread = threading.Thread(target=run, name=name, daemon=True)
    while (before := _begun(thread)) is not thread:
        before.join(seconds)
        if before.is_alive():
            raise TimeoutError(f"{name} has not answered yet")
    thread.join(seconds)
    if failures:
        raise failures[0]
    if not results:
        raise TimeoutError(f"{name} does not answer")
    return results[0]


def _begun(thread: threading.Thread) -> threading.Thread:
    """The one that asks now: this one, or one of its name that waits still."""
    with _beginning:
        before = _asking.get(thread.name)
        if before is not None and before.is_alive():
            return before
        _asking[thread.name] = thread
        thread.start()
        return thread
