"""The moving picture of the counter's camera: made in one thread while somebody watches, given to all who watch."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from pos_client.demo.frames import FrameMaker, Shown

FRAMES_PER_SECOND = 15


class CameraFeed:
    """Makes JPEG frames in a thread of its own. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._when_gone: list[Callable[[], None]] = []
        self._changed = threading.Condition()
        self._frame = b""
        self._number = 0
        self._watchers = 0
        self._shown: Shown | None = None
        self._shown_since = 0.0
        self._is_stopped = False
        self._thread = threading.Thread(target=self._run, name="demo-phone-camera")

    def tell_when_gone(self, tell: Callable[[], None]) -> None:
        """Have `tell` called, in the feed's thread, each time that a phone which was held has gone. Before `start`."""
        self._when_gone.append(tell)

    def start(self) -> None:
        """Begin. Frames are made only while somebody watches or a phone is held."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wake whoever waits for a frame."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def hold(self, shown: Shown) -> None:
        """Hold a screen before the camera, now. One that is held already is replaced."""
        with self._changed:
            self._shown, self._shown_since = shown, time.monotonic()
            self._changed.notify_all()

    @property
    def is_holding(self) -> bool:
        with self._changed:
            return self._shown is not None

    @property
    def watchers(self) -> int:
        """How many watch now."""
        with self._changed:
            return self._watchers

    def watch(self) -> None:
        """Say that somebody begins to watch; each `watch` needs its `unwatch`."""
        with self._changed:
            self._watchers += 1
            self._changed.notify_all()

    def unwatch(self) -> None:
        with self._changed:
            self._watchers -= 1

    def next_frame(self, after: int) -> tuple[int, bytes] | None:
        """The newest frame with a number above `after`, waiting for it; None when the feed has been stopped."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopped or self._number > after)
            return None if self._is_stopped else (self._number, self._frame)

    def _run(self) -> None:
        maker = FrameMaker()
        due = time.monotonic()
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._is_stopped or self._watchers > 0 or self._shown is not None)
                if self._is_stopped:
                    return
                shown, since = self._shown, self._shown_since
                watched = self._watchers > 0
            at_s = time.monotonic() - since
            if shown is not None and at_s >= shown.hold_s:
                self._end_hold(shown)
                shown = None
            if watched:
                frame = maker.idle() if shown is None else maker.frame(shown, at_s)
                with self._changed:
                    self._frame = frame
                    self._number += 1
                    self._changed.notify_all()
            due = max(due + 1.0 / FRAMES_PER_SECOND, time.monotonic())
            with self._changed:
                self._changed.wait_for(lambda: self._is_stopped, timeout=due - time.monotonic())

    def _end_hold(self, shown: Shown) -> None:
        with self._changed:
            if self._shown is not shown:
                return  # another one was held in the meantime
            self._shown = None
        for tell in self._when_gone:
            tell()
