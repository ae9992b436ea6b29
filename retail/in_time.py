"""Questions that may never be answered: a locked key store, a folder of a machine that is switched off."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def in_time(work: Callable[[], T], seconds: float, name: str) -> T:
    """What `work` gives, or raises; TimeoutError when it does not answer. Its thread is left alone then: it keeps
    neither the caller nor the end of the program.
    """
    results: list[T] = []
    failures: list[Exception] = []

    def run() -> None:
        try:
            results.append(work())
        except Exception as error:  # noqa: BLE001 - raised again on the thread that asked
            failures.append(error)

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    thread.join(seconds)
    if failures:
        raise failures[0]
    if not results:
        raise TimeoutError(f"{name} does not answer")
    return results[0]
