"""One writer at a time, and the lock ends with the process that held it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from offline_cache.errors import WriterPresent
from offline_cache.lock import LOCK_NAME, WriterLock, holder


def test_the_second_is_told_who_is_first(tmp_path: Path) -> None:
    lock = WriterLock(tmp_path, "pos-client")

    with pytest.raises(WriterPresent) as caught:
        WriterLock(tmp_path, "demo")

    assert caught.value.params == {"pid": os.getpid(), "program": "pos-client"}
    lock.release()
    lock.release()
    WriterLock(tmp_path, "demo").release()


def test_a_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from offline_cache.lock import WriterLock\n"
        "lock = WriterLock(Path(sys.argv[1]), 'killed'); print('held', flush=True); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"held\n"
    with pytest.raises(WriterPresent) as caught:
        WriterLock(tmp_path, "tests")
    assert caught.value.params == {"pid": child.pid, "program": "killed"}

    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()

    lock = WriterLock(tmp_path, "tests")
    assert holder(tmp_path) == {"pid": os.getpid(), "program": "tests"}
    lock.release()


@pytest.mark.parametrize("content", ["", "rubbish", "[]", '{"pid": "x"}'])
def test_a_lock_file_of_rubbish_names_nobody_and_locks_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / LOCK_NAME).write_text(content)

    assert holder(tmp_path) == {"pid": 0, "program": ""}
    WriterLock(tmp_path, "tests").release()
