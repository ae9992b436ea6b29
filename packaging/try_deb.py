"""Try the Debian packages in a bare system: install, start, sell, update, remove; what was sold must still be there.

    try_deb.py [FOLDER]     root on Debian, with debootstrap; FOLDER keeps the bare system for another run

Nothing of this project's environment is in that system: no Python, no library, no font. It prints one line a step, or
which step failed and what it said.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from build_app import ROOT, WORK, version
from build_deb import TRIED, build_all

SUITE, SEED = "bookworm", "7"
DATA, TILL = "/var/lib/onetill-ledger", "/home/kasse/.local/share/onetill"
#: The ledger's own settings file names the address; the service's unit reads it.
ADDRESS = "http://127.0.0.1:8470"


class Bare:
    """A system in a folder, entered with chroot."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._serving: subprocess.Popen[str] | None = None

    def make(self) -> None:
        if not (self.root / "usr/bin/dpkg").exists():
            source = _mirror()
            _run(["debootstrap", "--variant=minbase", SUITE, str(self.root), *source])
        for name in ("etc/apt", "etc/resolv.conf", "etc/hosts"):
            host = Path("/") / name
            if host.is_dir():
                shutil.copytree(host, self.root / name, dirs_exist_ok=True, symlinks=True)
            elif host.exists():
                shutil.copyfile(host, self.root / name)
        # Nothing of this machine is bound into that folder: it is deleted as a whole in the end.
        (self.root / "dev/shm").mkdir(mode=0o1777, exist_ok=True)
        _run(["mount", "-t", "proc", "proc", str(self.root / "proc")])
        self.run("apt-get", "update")

    def leave(self) -> None:
        self.stop_ledger()
        subprocess.run(["umount", "--lazy", str(self.root / "proc")], check=False, stderr=subprocess.DEVNULL)

    def run(self, *command: str, user: str = "root", may_fail: bool = False) -> str:
        """What it printed. Anything but exit code 0 ends the trial, unless it may fail."""
        enter = ["chroot", f"--userspec={user}:{user}", str(self.root), "env", "-i", *_environment(user), *command]
        done = subprocess.run(enter, capture_output=True, text=True, check=False, timeout=600)
        if done.returncode and not may_fail:
            sys.exit(f"FAILED ({done.returncode}): {' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout

    def install(self, number: str, *packages: str) -> None:
        """All packages of that version, or these."""
        debs = sorted(WORK.glob(f"*_{number}_*.deb"))
        chosen = [deb for deb in debs if not packages or deb.name.split("_")[0] in packages]
        for deb in chosen:
            shutil.copy2(deb, self.root / "tmp" / deb.name)
        self.run("apt-get", "install", "-y", "--no-install-recommends", *(f"/tmp/{deb.name}" for deb in chosen))

    def start_ledger(self) -> None:
        """As the service's unit does: there is no systemd in such a system."""
        enter = ["chroot", "--userspec=onetill-ledger:onetill-ledger", str(self.root), "env", "-i",
                 *_environment("onetill-ledger"), *self.command_of_unit()]  # fmt: skip
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


def _environment(user: str) -> list[str]:
    home = "/home/kasse" if user == "kasse" else "/root"
    return [f"HOME={home}", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive",
            "QT_QPA_PLATFORM=offscreen", "ONETILL_KEY_STORE=files"]  # fmt: skip


def _mirror() -> list[str]:
    """Where this system's own packages come from."""
    for line in subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI)"], capture_output=True, text=True,
                               check=True).stdout.splitlines():  # fmt: skip
        return [line.strip()]
    return []


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"FAILED: {' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def _sale() -> dict[str, Any]:
    """One piece of the demonstration group's, by one of its cashiers: the same group as the ledger in there."""
    sys.path.insert(0, str(ROOT))
    from central_ledger.commands import SMALL_SIZE
    from central_ledger.demo.generate import generate

    products, members = SMALL_SIZE
    group = generate(int(SEED), products=products, members=members, today=datetime.now().astimezone().date())
    cashier = next(person for person in group.staff if person.store_id == "S01")
    unlisted = {overlay.sku for store in group.stores for overlay in store.overlays}
    goods = next(product for product in group.products if product.sku not in unlisted and not product.weighed)
    return {"staff": cashier.staff_id, "pin": cashier.pin, "items": [{"sku": goods.sku}],
            "tenders": [{"kind": "cash"}]}  # fmt: skip


def _said(step: str) -> None:
    print(f"ok  {step}", flush=True)


def trial(bare: Bare) -> None:
    number, later = version(), f"{version()}+later"
    bare.make()
    _said("a bare system")
    bare.install(number, "onetill-till", "onetill-ledger")
    bare.run("useradd", "--create-home", "kasse", may_fail=True)
    assert version() in bare.run("pos-client", "--version"), "the till does not name its build"
    assert version() in bare.run("central-ledger", "--version"), "the ledger does not name its build"
    _said("installed: pos-client and central-ledger name their build")
    _window(bare)
    _said("the first start opens, without the camera's part")
    bare.run("central-ledger", "seed-demo", "--small", "--seed", SEED, "--data", DATA, user="onetill-ledger")
    bare.start_ledger()
    code = json.loads(
        bare.run("central-ledger", "enrol-till", "--data", DATA, "--store", "S01", "--till", "T01", "--json",
                 user="onetill-ledger")
    )["code"]  # fmt: skip
    bare.run("pos-client", "enrol", ADDRESS, code, user="kasse")
    (bare.root / "tmp/sale.json").write_text(json.dumps(_sale()), "utf-8")
    bare.run("pos-client", "sync", user="kasse")
    first = json.loads(bare.run("pos-client", "sell", "/tmp/sale.json", user="kasse"))
    bare.run("pos-client", "sync", user="kasse")
    bare.run("central-ledger", "learn-suggestions", "--data", DATA, user="onetill-ledger")
    _said(f"enrolled, sold {first['receipt_number']}, at the ledger")
    _doctors(bare)
    _said("both doctors find nothing that lacks, both support bundles are written")
    bare.install(number, "onetill-camera")
    _window(bare)
    _said("the window opens, with the camera's part and without a screen")
    build_all(later, TRIED)
    bare.stop_ledger()
    bare.install(later)
    bare.start_ledger()
    second = json.loads(bare.run("pos-client", "sell", "/tmp/sale.json", user="kasse"))
    assert second["seq"] > first["seq"], "the journal did not go on"
    bare.run("pos-client", "sync", user="kasse")
    _said(f"updated: the journal goes on at {second['seq']}")
    bare.stop_ledger()
    bare.run("apt-get", "purge", "-y", "onetill-till", "onetill-camera", "onetill-ledger")
    assert not (bare.root / "usr/bin/pos-client").is_symlink(), "the program is still there"
    assert (bare.root / DATA[1:] / "ledger.db").exists(), "the books are gone"
    assert (bare.root / TILL[1:]).exists(), "the till's data are gone"
    left = bare.run("find", "/opt/onetill", "/usr/share/applications", "-name", "*onetill*", may_fail=True)
    assert not left.strip(), f"left behind: {left}"
    bare.install(later)
    bare.start_ledger()
    report = json.loads(bare.run("central-ledger", "audit", "--data", DATA, "--json", user="onetill-ledger"))
    assert report["balanced"], report
    bare.run("pos-client", "doctor", user="kasse", may_fail=True)
    third = json.loads(bare.run("pos-client", "sell", "/tmp/sale.json", user="kasse"))
    assert third["seq"] > second["seq"]
    _said("removed, installed again: books and journal are whole and go on")


def _doctors(bare: Bare) -> None:
    """What a packed program lacks shows where everything is looked at."""
    bare.run("pos-client", "support-bundle", "/tmp/till.zip", user="kasse")
    bare.run("central-ledger", "support-bundle", "--data", DATA, "/tmp/ledger.zip", user="onetill-ledger")
    till = bare.run("pos-client", "doctor", user="kasse", may_fail=True)
    ledger = bare.run("central-ledger", "doctor", "--data", DATA, "--json", user="onetill-ledger", may_fail=True)
    for said in (json.loads(till), json.loads(ledger)):
        found = [finding["code"] for finding in said["findings"]]
        if not said["whole"] or {"library_missing", "mistakes_logged"} & set(found):
            sys.exit(f"FAILED: doctor found {found}\n{json.dumps(said['findings'], ensure_ascii=False)}")


def _window(bare: Bare) -> None:
    """The window of the installed till, for some seconds: it must still run then, and end when it is asked to."""
    enter = ["chroot", "--userspec=kasse:kasse", str(bare.root), "env", "-i", *_environment("kasse"), "pos-client"]
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
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1]).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        return _tried(Bare(folder))
    with tempfile.TemporaryDirectory(prefix="onetill-bare-") as name:
        return _tried(Bare(Path(name)))


def _tried(bare: Bare) -> int:
    try:
        trial(bare)
    finally:
        bare.leave()
    return 0


if __name__ == "__main__":
    sys.exit(main())
