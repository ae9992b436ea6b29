"""Try the Debian packages in a bare system: install, start, sell, update, remove; what was sold must still be there.

    try_deb.py [FOLDER]     root on Debian, with debootstrap; FOLDER keeps the bare system for another run

Nothing of this project's environment is in that system, and no systemd (try_systemd.py has one). It prints one line a
step, or which step failed and what it said.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from bare import DATA, LEDGER_USER, PACKAGES, SEED, TILL, TILL_USER, Bare, checked, folder_of_system, said
from build_app import WORK, version
from build_deb import TRIED, build_all


class Unserved(Bare):
    """One without systemd: the ledger is started by hand, as its unit would."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._serving: subprocess.Popen[str] | None = None

    def make(self) -> None:
        super().make()
        checked(["mount", "-t", "proc", "proc", str(self.root / "proc")])
        self.run("apt-get", "update")

    def leave(self) -> None:
        self.stop_ledger()
        subprocess.run(["umount", "--lazy", str(self.root / "proc")], check=False, stderr=subprocess.DEVNULL)

    def start_ledger(self) -> None:
        enter = [*self.enter(LEDGER_USER), *self.command_of_unit()]
        with (WORK / "tried-ledger.log").open("a") as log:
            self._serving = subprocess.Popen(
                enter, stdout=subprocess.PIPE, stderr=log, text=True, start_new_session=True
            )
        assert self._serving.stdout is not None
        if not self._serving.stdout.readline():
            sys.exit("FAILED: the installed ledger did not start")

    def stop_ledger(self) -> None:
        if self._serving is not None:
            os.killpg(self._serving.pid, signal.SIGTERM)
            self._serving.wait(60)
            self._serving = None

    def command_of_unit(self) -> list[str]:
        unit = (self.root / "lib/systemd/system/central-ledger.service").read_text("utf-8")
        settings = dict(
            line.split("=", 1)
            for line in (self.root / "etc/onetill/central-ledger.conf").read_text("utf-8").splitlines()
            if line and not line.startswith("#")
        )
        line = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
        words = line.removeprefix("ExecStart=").split()
        return [settings[word[2:-1]] if word.startswith("${") else word for word in words]


def trial(bare: Unserved) -> None:
    number, later = version(), f"{version()}+later"
    bare.make()
    bare.forget()
    said("a bare system")
    bare.install(number, "onetill-till", "onetill-ledger")
    bare.run("useradd", "--create-home", TILL_USER)
    assert version() in bare.run("pos-client", "--version"), "the till does not name its build"
    assert version() in bare.run("central-ledger", "--version"), "the ledger does not name its build"
    said("installed: pos-client and central-ledger name their build")
    _window(bare)
    said("the first start opens, without the camera's part")
    bare.run("central-ledger", "seed-demo", "--small", "--seed", SEED, "--data", DATA, user=LEDGER_USER)
    bare.start_ledger()
    bare.enrol()
    first = bare.sell()
    bare.run("central-ledger", "learn-suggestions", "--data", DATA, user=LEDGER_USER)
    said(f"enrolled, sold {first['receipt_number']}, at the ledger")
    _doctors(bare)
    said("both doctors find nothing that lacks, both support bundles are written")
    bare.install(number, "onetill-camera")
    _window(bare)
    _doctors(bare)
    said("the window opens, with the camera's part and without a screen, and logs no mistake")
    build_all(later, TRIED)
    bare.stop_ledger()
    bare.install(later)
    bare.start_ledger()
    second = bare.sell()
    assert second["seq"] > first["seq"], "the journal did not go on"
    said(f"updated: the journal goes on at {second['seq']}")
    bare.stop_ledger()
    bare.run("apt-get", "purge", "-y", *PACKAGES)
    assert not (bare.root / "usr/bin/pos-client").is_symlink(), "the program is still there"
    assert (bare.root / DATA[1:] / "ledger.db").exists(), "the books are gone"
    assert (bare.root / TILL[1:]).exists(), "the till's data are gone"
    left = bare.run("find", "/opt/onetill", "/usr/share/applications", "-name", "*onetill*", may_fail=True)
    assert not left.strip(), f"left behind: {left}"
    bare.install(later)
    bare.start_ledger()
    report = json.loads(bare.run("central-ledger", "audit", "--data", DATA, "--json", user=LEDGER_USER))
    assert report["balanced"], report
    bare.run("pos-client", "doctor", user=TILL_USER, may_fail=True)
    third = bare.sell()
    assert third["seq"] > second["seq"]
    said("removed, installed again: books and journal are whole and go on")


def _doctors(bare: Bare) -> None:
    """What a packed program lacks shows where everything is looked at."""
    bare.run("pos-client", "support-bundle", "/tmp/till.zip", user=TILL_USER)
    bare.run("central-ledger", "support-bundle", "--data", DATA, "/tmp/ledger.zip", user=LEDGER_USER)
    till = bare.run("pos-client", "doctor", user=TILL_USER, may_fail=True)
    ledger = bare.run("central-ledger", "doctor", "--data", DATA, "--json", user=LEDGER_USER, may_fail=True)
    for report in (json.loads(till), json.loads(ledger)):
        found = [finding["code"] for finding in report["findings"]]
        if not report["whole"] or {"library_missing", "mistakes_logged"} & set(found):
            sys.exit(f"FAILED: doctor found {found}\n{json.dumps(report['findings'], ensure_ascii=False)}")


def _window(bare: Bare) -> None:
    """The window of the installed till, for some seconds: it must still run then, and end when it is asked to."""
    enter = [*bare.enter(TILL_USER), "pos-client"]
    process = subprocess.Popen(enter, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(8)
    if process.poll() is not None:
        assert process.stdout is not None
        sys.exit(f"FAILED: the window ended by itself\n{process.stdout.read()[-3000:]}")
    process.terminate()
    process.wait(20)


def main() -> int:
    if os.geteuid() or shutil.which("debootstrap") is None:
        print("a bare system is made as root, with debootstrap: not tried", file=sys.stderr)
        return 3
    with folder_of_system("onetill-bare-") as folder:
        return _tried(Unserved(folder))


def _tried(bare: Unserved) -> int:
    try:
        trial(bare)
    finally:
        bare.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
