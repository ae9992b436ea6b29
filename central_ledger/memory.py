"""How a process that serves has its memory looked through for cycles."""

from __future__ import annotations

import gc

#: So many new objects before the collector looks. A batch of 200 sales makes far more, all of them alive until its end
#: and none in a cycle: with Python's own 700 every look went through the batch so far, a tenth of a push.
OBJECTS = 100_000


def collect_seldom() -> None:
    """What is there now stays as long as the process and is not looked through again; what comes, seldom."""
    gc.freeze()
    gc.set_threshold(OBJECTS, 10, 10)
