"""A bare Debian system with a running systemd, as systemd-nspawn boots it.

Its processes and mounts are its own, the kernel and the network are this machine's. No device is in there.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bare import Bare, environment
from build_app import WORK

LOG = WORK / "tried-systemd.log"


class Booted(Bare):
    """Entered beside its first process."""

    extras = ("systemd", "systemd-sysv", "dbus", "udev", "init-system-helpers")

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._nspawn: subprocess.Popen[bytes] | None = None
        self._first = 0

    def boot(self) -> None:
        # Where this machine has no systemd of its own, nobody could give the new one a unit.
        keep = [] if Path("/run/systemd/system").is_dir() else ["--keep-unit"]
        with LOG.open("ab") as lines:
            self._nspawn = subprocess.Popen(
                ["systemd-nspawn", f"--directory={self.root}", "--machine=onetill-tried", "--boot", "--register=no",
                 *keep, "--resolv-conf=off", "--console=pipe"],
                stdin=subprocess.DEVNULL, stdout=lines, stderr=lines,
            )  # fmt: skip
        state = self._state()
        if state != "running":
            failed = self.run("systemctl", "--failed", may_fail=True) if self._first else LOG.read_text("utf-8")
            sys.exit(f"FAILED: the booted system is {state}\n{failed[-3000:]}")

    def _state(self) -> str:
        """Soon after the start nobody answers yet."""
        assert self._nspawn is not None
        state = "not there"
        for _ in range(150):
            if self._nspawn.poll() is not None:
                self._first = 0
                return "not there"
            self._first = _first_process(self._nspawn.pid)
            if self._first:
                state = self.run("systemctl", "is-system-running", "--wait", may_fail=True).strip()
            if state in ("running", "degraded"):
                break
            time.sleep(0.2)
        return state

    def enter(self, user: str) -> list[str]:
        become = [] if user == "root" else ["runuser", "-u", user, "--"]
        return ["nsenter", "--all", f"--target={self._first}", *become, "env", "-i", *environment(user)]

    def power_off(self) -> None:
        if self._nspawn is not None:
            self._nspawn.terminate()
            try:
                self._nspawn.wait(120)
            except subprocess.TimeoutExpired:
                self._nspawn.kill()
                sys.exit("FAILED: the booted system does not power off")
            finally:
                self._nspawn, self._first = None, 0

    def show(self, unit: str, name: str) -> str:
        return self.run("systemctl", "show", "--property", name, "--value", unit).strip()

    def expect(self, unit: str, **properties: str) -> None:
        """What systemd says of a unit, soon at the latest."""
        found: dict[str, str] = {}
        for _ in range(60):
            found = {name: self.show(unit, name) for name in properties}
            if found == properties:
                return
            time.sleep(0.25)
        log = self.run("journalctl", "--unit", unit, "--lines", "30", "--no-pager", may_fail=True)
        sys.exit(f"FAILED: {unit} is {found} and not {properties}\n{log}")

    def do(self, unit: str) -> None:
        """Start a job and see it come to a good end."""
        self.run("systemctl", "start", unit, may_fail=True)
        self.expect(unit, Result="success")
        assert "Finished " in self.journal(unit), self.journal(unit)

    def journal(self, unit: str) -> str:
        """Of this boot."""
        return self.run("journalctl", "--boot", "--unit", unit, "--output", "cat", "--no-pager")

    def all_well(self) -> None:
        failed = self.run("systemctl", "--failed", "--plain", "--no-legend").strip()
        if failed:
            sys.exit(f"FAILED: {failed}")


def _first_process(nspawn: int) -> int:
    """The process that is number 1 in there, by its number here; 0: none yet."""
    try:
        children = Path(f"/proc/{nspawn}/task/{nspawn}/children").read_text("ascii").split()
        for child in children:
            status = Path(f"/proc/{child}/status").read_text("utf-8")
            if next(line for line in status.splitlines() if line.startswith("NSpid:")).split()[-1] == "1":
                return int(child)
    except (OSError, StopIteration):
        pass
    return 0
