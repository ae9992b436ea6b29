"""What the Debian packages enable at their installation, and leave as an administrator has it: real scripts and the
real deb-systemd-helper, on a root of their own; what would touch this machine is planted.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"
#: By package: its units.
PACKAGES = {
    "onetill-ledger": ("central-ledger.service",),
    "onetill-till": (
        *("onetill-update.service", "onetill-update-fetch.timer"),
        *("onetill-update.timer", "onetill-update.path"),
    ),
}
PLANTED = ("getent", "install", "chown", "chmod", "udevadm", "rm", "deb-systemd-invoke")
#: The helper asks it to enable units in another root; nothing else reaches the one of this machine.
SYSTEMCTL = """#!/bin/sh
case "$*" in --root*) exec {real} "$@" ;; esac
"""

pytestmark = pytest.mark.skipif(shutil.which("deb-systemd-helper") is None, reason="scripts of Debian's packages")


class Machine:
    """One with a package's files."""

    def __init__(self, root: Path, package: str) -> None:
        self.root, self.package = root, package
        shutil.copytree(PACKAGING / "linux", root / "lib/systemd/system", ignore=shutil.ignore_patterns("onetill*conf"))
        (root / "bin").mkdir()
        planted = dict.fromkeys(PLANTED, "#!/bin/sh\n")
        if real := shutil.which("systemctl"):
            planted["systemctl"] = SYSTEMCTL.format(real=real)
        for name, text in planted.items():
            (root / "bin" / name).write_text(text)
            (root / "bin" / name).chmod(0o755)

    def run(self, script: str, *arguments: str) -> None:
        environment = os.environ | {
            "DPKG_ROOT": str(self.root),
            "DPKG_MAINTSCRIPT_PACKAGE": self.package,
            "PATH": f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}",
        }
        path = PACKAGING / "debian" / f"{self.package}.{script}"
        subprocess.run(["sh", str(path), *arguments], env=environment, check=True, capture_output=True)

    def enabled(self) -> list[str]:
        return sorted(path.name for path in self.root.glob("etc/systemd/system/*.wants/*"))

    def disable(self, unit: str) -> None:
        """As `systemctl disable` does."""
        for link in self.root.glob("etc/systemd/system/*.wants/*"):
            if link.name == unit:
                link.unlink()


@pytest.mark.parametrize("package", PACKAGES)
def test_what_an_administrator_disabled_stays_so_over_updates(tmp_path: Path, package: str) -> None:
    units, machine = sorted(PACKAGES[package]), Machine(tmp_path, package)
    machine.run("postinst", "configure", "")
    assert machine.enabled() == units
    machine.run("postinst", "configure", "1.0")
    assert machine.enabled() == units
    for unit in units:
        machine.disable(unit)
    machine.run("prerm", "upgrade", "1.1")
    machine.run("postrm", "upgrade", "1.1")
    machine.run("postinst", "configure", "1.0")
    assert machine.enabled() == []
    machine.run("prerm", "remove")
    machine.run("postrm", "remove")
    machine.run("postinst", "configure", "1.1")
    assert machine.enabled() == [], "removed and put back: its settings were kept"
    machine.run("postrm", "purge")
    machine.run("postinst", "configure", "")
    assert machine.enabled() == units
    machine.run("postrm", "purge")
    assert machine.enabled() == []


@pytest.mark.parametrize("package", PACKAGES)
def test_scripts_enable_and_start_nothing_past_the_administrator(package: str) -> None:
    for script in sorted((PACKAGING / "debian").glob(f"{package}.p*")):
        words = re.findall(r"^\s*systemctl (\S+)", script.read_text("utf-8"), re.MULTILINE)
        assert set(words) <= {"daemon-reload"}, script
