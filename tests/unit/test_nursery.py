"""What is forked for a test behaves like what is started: the same texts of Python, both ways."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests import nursery

#: What it hears is how it is told; `why` goes to standard error.
ENDS = {
    "in order": "import sys; print(sys.stdin.read().upper(), 'by', sys.argv[1])",
    "with words": "import sys; sys.exit('why')",
    "with a number": "import sys; sys.exit(7)",
    "by a signal": "import os; os.kill(os.getpid(), 15)",
    "with a last word": "import atexit, sys; atexit.register(print, 'last'); print('why', file=sys.stderr)",
    "after its threads": "import threading as t; t.Thread(target=lambda: (t.main_thread().join(), print('x'))).start()",
    "where it is": "import os, time; print(sorted(os.environ.items()), os.getcwd(), time.tzname, time.localtime(0))",
    "with its ears": "import signal as s; print([s.getsignal(n) for n in range(1, 32)], s.pthread_sigmask(0, []))",
    "with nobody's files": "import os; print(sorted(os.listdir('/proc/self/fd')))",
    "what cannot be written": "import sys; print('why \\udcff', file=sys.stderr)",
}


@pytest.mark.skipif(sys.platform != "linux", reason="it looks at its files")
@pytest.mark.parametrize("text", ENDS.values(), ids=ENDS.keys())
def test_it_ends_says_and_finds_what_a_started_one_does(text: str) -> None:
    env = {"PATH": os.environ["PATH"], "TZ": "EST5EDT", "LC_CTYPE": "C.UTF-8"}
    command = [sys.executable, "-c", text, "me"]
    started = subprocess.run(
        command, env=env, cwd=nursery.ROOT, input="hello", capture_output=True, text=True, check=False
    )
    found = nursery.run("-c", (text, "me"), env, "hello")
    assert found == (started.returncode, started.stdout, started.stderr)


def test_the_death_of_what_is_forked_is_told_and_not_waited_for() -> None:
    private = nursery._Nursery()
    private.process.kill()
    private.process.wait()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nursery, "_ours", [private])
        with pytest.raises((RuntimeError, OSError), match=r"died|Broken pipe"):
            nursery.run("-c", ("print(1)",))
    private.close()
