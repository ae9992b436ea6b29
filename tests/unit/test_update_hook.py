"""The job that installs a till's updates, on a root of its own: real shell, real hashes and locks; apt is planted."""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import pytest

from pos_client.application.machine_news import UpdateNews
from pos_client.commands.output import say

LINUX = Path(__file__).parents[2] / "packaging" / "linux"
DEBIAN = LINUX.parent / "debian"
#: Each says what it was asked; `pos-client update` says what the test has laid into `answer`, as the real one does.
POS_CLIENT = """#!/bin/sh
echo "pos-client $*" >>"$ONETILL_ROOT/calls"
case $1 in
    --version) [ ! -e "$ONETILL_ROOT/broken" ] ;;
    update)
        cat "$ONETILL_ROOT/answer"
        ;;
esac
"""
#: It asks what to do with settings that somebody changed, unless it was told; nobody answers.
APT = """#!/bin/sh
case "$*" in *--force-confold*) ;; *) read -r answer || exit 100 ;; esac
for last; do :; done
echo "apt-get $(basename "$last")" >>"$ONETILL_ROOT/calls"
case $last in *broken*) touch "$ONETILL_ROOT/broken" ;; *) rm -f "$ONETILL_ROOT/broken" ;; esac
"""
ADDRESS = "https://updates.example/till.txt"

pytestmark = pytest.mark.skipif(sys.platform == "win32" or shutil.which("flock") is None, reason="a job of Linux")


class Machine:
    """One with the package installed, and its update.conf."""

    def __init__(self, root: Path) -> None:
        self.root, self.state = root, root / "var/lib/onetill-update"
        for folder in ("etc/onetill", "var/lib/onetill-update", "var/spool/onetill-update", "run", "proc/7", "bin"):
            (root / folder).mkdir(parents=True)
        for name, text in (("pos-client", POS_CLIENT), ("apt-get", APT), ("dpkg", "#!/bin/sh\n")):
            (root / "bin" / name).write_text(text)
            (root / "bin" / name).chmod(0o755)
        self.answer(UpdateNews("current", "1", checked_at="2026-11-11T10:00:00+08:00"))
        shutil.copy(LINUX / "update.conf", root / "etc/onetill/update.conf")

    def run(self, what: str) -> subprocess.CompletedProcess[str]:
        environment = {"ONETILL_ROOT": str(self.root), "PATH": f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}"}
        script = ["sh", str(LINUX / "onetill-update"), what]
        return subprocess.run(
            script, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    def told(self, address: str) -> None:
        """The till says where updates are."""
        (self.root / "var/spool/onetill-update/address").write_text(address + "\n")

    def answer(self, news: UpdateNews) -> None:
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            say(asdict(news))
        (self.root / "answer").write_text(said.getvalue())

    def offer(self, name: str) -> None:
        """This package lies where the till's program has put it."""
        path = self.state / "updates" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"package {name}")
        notes = {"zh": "更快", "en": 'with "path": "/etc/shadow" in it'}
        self.answer(UpdateNews("ready", "2", str(path), "", notes, "2026-11-11T10:00:00+08:00"))

    def installs(self) -> list[str]:
        calls = self.root / "calls"
        lines = calls.read_text().splitlines() if calls.exists() else []
        return [line.removeprefix("apt-get ") for line in lines if line.startswith("apt-get")]

    def sell(self, program: str = "/opt/onetill/till/pos-client") -> None:
        exe = self.root / "proc/7/exe"
        exe.unlink(missing_ok=True)
        exe.symlink_to(program)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_what_lies_ready_is_installed_when_no_till_runs(machine: Machine) -> None:
    machine.told(ADDRESS)
    assert machine.run("fetch").returncode == 0
    assert not (machine.state / "ready").exists(), "nothing newer"
    machine.offer("onetill-till_2.deb")
    machine.sell()
    assert "lies ready" in machine.run("fetch").stdout
    assert "the till runs" in machine.run("install").stdout
    assert machine.installs() == []
    machine.sell("/usr/bin/something-else")
    assert machine.run("install").returncode == 0
    assert machine.installs() == ["onetill-till_2.deb"]
    assert not (machine.state / "ready").exists()
    assert machine.run("install").stdout == "", "once"
    asked = f"update --data {machine.state} --address {ADDRESS} --into {machine.state}\n"
    assert asked in (machine.root / "calls").read_text(), "no user's folder is looked at"


def test_a_package_that_was_changed_meanwhile_is_dropped(machine: Machine) -> None:
    machine.told(ADDRESS)
    machine.offer("onetill-till_2.deb")
    machine.run("fetch")
    (machine.state / "updates/onetill-till_2.deb").write_text("somebody's")
    assert machine.run("install").returncode == 1
    assert machine.installs() == []
    assert not (machine.state / "ready").exists()


def test_one_that_does_not_start_is_taken_back_and_not_tried_again(machine: Machine) -> None:
    machine.told(ADDRESS)
    for name in ("onetill-till_2.deb", "onetill-till_3-broken.deb"):
        machine.offer(name)
        machine.run("fetch")
        done = machine.run("install")
    assert done.returncode == 1
    assert "the one of before is back" in done.stdout
    assert machine.installs() == ["onetill-till_2.deb", "onetill-till_3-broken.deb", "onetill-till_2.deb"]
    assert "was tried and taken back" in machine.run("fetch").stdout
    assert not (machine.state / "ready").exists()
    machine.offer("onetill-till_4.deb")
    machine.run("fetch")
    assert machine.run("install").returncode == 0
    assert machine.installs()[-1] == "onetill-till_4.deb"


def test_where_nothing_of_before_is_known_a_person_is_asked(machine: Machine) -> None:
    machine.told(ADDRESS)
    machine.offer("onetill-till_2-broken.deb")
    machine.run("fetch")
    done = machine.run("install")
    assert done.returncode == 1
    assert "a person must install" in done.stdout
    assert machine.installs() == ["onetill-till_2-broken.deb"]


@pytest.mark.parametrize("address", ["http://updates.example/x", "file:///etc/shadow", "--into /", "$(reboot)"])
def test_an_address_of_somebody_s_own_is_none(machine: Machine, address: str) -> None:
    machine.told(address)
    assert machine.run("fetch").returncode == 1
    assert not (machine.root / "calls").exists()


def test_a_link_in_the_spool_is_not_followed_and_the_operator_s_word_counts_more(machine: Machine) -> None:
    secret = machine.root / "secret"
    secret.write_text(ADDRESS)
    (machine.root / "var/spool/onetill-update/address").symlink_to(secret)
    assert "no address" in machine.run("fetch").stdout
    conf = machine.root / "etc/onetill/update.conf"
    conf.write_text("UPDATE=yes\nUPDATE_ADDRESS=https://own.example/x\nUPDATE_KEY=abc=\n")
    machine.run("fetch")
    called = (machine.root / "calls").read_text()
    assert "--address https://own.example/x" in called
    assert "--key abc=" in called
    conf.write_text("UPDATE=no\n")
    assert "turned off" in machine.run("install").stdout


def test_two_installations_do_not_run_at_once(machine: Machine) -> None:
    machine.told(ADDRESS)
    machine.offer("onetill-till_2.deb")
    machine.run("fetch")
    with (machine.root / "run/onetill-update.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "another installation" in machine.run("install").stdout
    assert machine.installs() == []


def test_every_unit_is_packed_and_starts_what_there_is() -> None:
    units = {path.name: path.read_text() for path in LINUX.glob("onetill-update*.*")}
    build = (LINUX.parent / "build_deb.py").read_text()
    scripts: Mapping[str, str] = {path.name: path.read_text() for path in DEBIAN.glob("onetill-till.p*")}
    for name, text in units.items():
        assert f'"{name}"' in build, name
        for command in re.findall(r"^ExecStart=(\S+)", text, re.M):
            assert f'"{command.lstrip("/")}"' in build
        if "[Install]" in text:
            assert name in scripts["onetill-till.postinst"], name
            assert name in scripts["onetill-till.postrm"], name
        if name.endswith((".timer", ".path")):
            assert name.rpartition(".")[0] + ".service" in units, name
    assert os.access(LINUX / "onetill-update", os.X_OK)
    for script in (LINUX / "onetill-update", LINUX / "onetill-kiosk", *DEBIAN.glob("*.p*")):
        done = subprocess.run(["sh", "-n", str(script)], capture_output=True, check=False)
        assert done.returncode == 0, script
