"""A Debian system in a folder, with nothing of this project's environment: no Python, no library, no font."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from build_app import ROOT, WORK

SUITE, SEED = "bookworm", "7"
#: The user who sells in there.
TILL_USER, LEDGER_USER = "kasse", "onetill-ledger"
DATA, TILL = "/var/lib/onetill-ledger", f"/home/{TILL_USER}/.local/share/onetill"
PACKAGES = ("onetill-till", "onetill-camera", "onetill-ledger")
#: The ledger's own settings file names the address; the service's unit reads it.
ADDRESS = "http://127.0.0.1:8470"


@contextmanager
def folder_of_system(prefix: str) -> Iterator[Path]:
    """The one that the command names, which is kept; else a new one, which goes."""
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1]).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix=prefix) as name:
        yield Path(name)


class Bare:
    """Entered with chroot. `extras` are packages besides the smallest system."""

    extras: Sequence[str] = ()

    def __init__(self, root: Path) -> None:
        self.root = root

    def make(self) -> None:
        if not (self.root / "usr/bin/dpkg").exists():
            include = [f"--include={','.join(self.extras)}"] if self.extras else []
            checked(["debootstrap", "--variant=minbase", *include, SUITE, str(self.root), *_mirror()])
        # A temporary folder is its maker's alone; nobody but root could run anything below such a root.
        self.root.chmod(0o755)
        for name in ("etc/apt", "etc/resolv.conf", "etc/hosts"):
            host = Path("/") / name
            if host.is_dir():
                shutil.copytree(host, self.root / name, dirs_exist_ok=True, symlinks=True)
            elif host.exists():
                shutil.copyfile(host, self.root / name)
        # Nothing of this machine is bound into that folder: it is deleted as a whole in the end.
        (self.root / "dev/shm").mkdir(mode=0o1777, exist_ok=True)

    def enter(self, user: str) -> list[str]:
        """What a command of that user's in there begins with."""
        return ["chroot", f"--userspec={user}:{user}", str(self.root), "env", "-i", *environment(user)]

    def run(self, *command: str, user: str = "root", may_fail: bool = False) -> str:
        """What it printed. Anything but exit code 0 ends the trial, unless it may fail."""
        done = subprocess.run([*self.enter(user), *command], capture_output=True, text=True, check=False, timeout=600)
        if done.returncode and not may_fail:
            sys.exit(f"FAILED ({done.returncode}): {' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
        return done.stdout

    def forget(self) -> None:
        """What a run before left in a folder that is kept."""
        self.run("dpkg", "--purge", *PACKAGES)
        settings = "etc/systemd/system"
        for left in (DATA[1:], f"{DATA[1:]}-of-before", f"home/{TILL_USER}", "mnt/backups",
                     f"{settings}/onetill-update-fetch.service.d", f"{settings}/central-ledger.service.d"):  # fmt: skip
            shutil.rmtree(self.root / left, ignore_errors=True)
        self.run("userdel", TILL_USER, may_fail=True)

    def install(self, number: str, *packages: str) -> None:
        """All packages of that version, or these."""
        debs = sorted(WORK.glob(f"*_{number}_*.deb"))
        chosen = [deb for deb in debs if not packages or deb.name.split("_")[0] in packages]
        folder = self.root / "var/cache/onetill"
        folder.mkdir(exist_ok=True)
        for deb in chosen:
            shutil.copy2(deb, folder / deb.name)
        paths = (f"/var/cache/onetill/{deb.name}" for deb in chosen)
        self.run("apt-get", "install", "-y", "--no-install-recommends", *paths)

    def enrol(self) -> None:
        """The ledger in there serves a demonstration group; the user who sells gets a till, and a sale to sell."""
        enrolling = ("enrol-till", "--data", DATA, "--store", "S01", "--till", "T01", "--json")
        code = json.loads(self.run("central-ledger", *enrolling, user=LEDGER_USER))["code"]
        self.run("pos-client", "enrol", ADDRESS, code, user=TILL_USER)
        (self.root / "home" / TILL_USER / "sale.json").write_text(json.dumps(_sale()), "utf-8")
        self.run("pos-client", "sync", user=TILL_USER)

    def sell(self) -> dict[str, Any]:
        """Sold, and told to the ledger."""
        sold: dict[str, Any] = json.loads(
            self.run("pos-client", "sell", f"/home/{TILL_USER}/sale.json", user=TILL_USER)
        )
        self.run("pos-client", "sync", user=TILL_USER)
        return sold


def environment(user: str) -> list[str]:
    home = f"/home/{user}" if user == TILL_USER else "/root"
    return [f"HOME={home}", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8", "DEBIAN_FRONTEND=noninteractive",
            "QT_QPA_PLATFORM=offscreen", "ONETILL_KEY_STORE=files"]  # fmt: skip


def checked(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"FAILED: {' '.join(command)}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")


def said(step: str) -> None:
    print(f"ok  {step}", flush=True)


def _mirror() -> list[str]:
    """Where this system's own packages come from."""
    for line in subprocess.run(["apt-get", "indextargets", "--format", "$(REPO_URI)"], capture_output=True, text=True,
                               check=True).stdout.splitlines():  # fmt: skip
        return [line.strip()]
    return []


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
    # As its label says it: reading GS1 needs a library with files of its own.
    scan = f"01{goods.barcodes[0]:0>14}"
    return {"staff": cashier.staff_id, "pin": cashier.pin, "items": [{"sku": goods.sku}], "scans": [scan],
            "tenders": [{"kind": "cash"}]}  # fmt: skip
