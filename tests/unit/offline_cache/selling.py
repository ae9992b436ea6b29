"""A till that sells until it is killed, as a program: `python -m tests.unit.offline_cache.selling FOLDER`.

For each line of its input (a name) it forks a till, which opens the store, says `open PID FINDINGS`, and then the id of
each sale after it was done, as a screen would show it. When that till is dead it says `end`. Forking saves the
imports, so that a test can kill many.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from offline_cache import SecretStore, open_store
from tests.fakes import FakeClock
from tests.unit.offline_cache.making import sell


def main() -> None:
    folder = Path(sys.argv[1])
    for line in sys.stdin:
        till = os.fork()
        if till == 0:
            sell_on(folder, line.strip())
        os.waitpid(till, 0)
        say("end")


def sell_on(folder: Path, name: str) -> None:
    store = open_store(folder, SecretStore(folder), writer=True, program="selling", clock=FakeClock())
    say(f"open {os.getpid()} {','.join(store.findings)}")
    number = 0
    while True:
        sale_id = f"{name}-{number}"
        sell(store, sale_id)
        say(sale_id)
        number += 1


def say(text: str) -> None:
    """One write to the pipe: a line is said whole or not at all."""
    os.write(1, text.encode() + b"\n")


if __name__ == "__main__":
    main()
