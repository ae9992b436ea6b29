"""Somebody waits at the counter for something that this process is doing: whoever has time lets it go first."""

from __future__ import annotations

import threading


class Hurry:
    """One interpreter has one processor for all its threads: each turn of another thread may cost the counter a wait.

    Several things may be in a hurry at once, each known by its name; one thread begins and ends them. `wait_for_end` is
    for the others; it never waits long, so that a hurry whose end nobody tells holds nothing up for good.
    """

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._ended = threading.Event()
        self._ended.set()

    @property
    def is_on(self) -> bool:
        return not self._ended.is_set()

    def begin(self, name: str) -> None:
        self._names.add(name)
        self._ended.clear()

    def end(self, name: str) -> None:
        """Nothing happens when this one has not begun."""
        self._names.discard(name)
        if not self._names:
            self._ended.set()

    def wait_for_end(self, seconds: float) -> None:
        self._ended.wait(seconds)
