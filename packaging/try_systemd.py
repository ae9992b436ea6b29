"""Try the Debian packages' units on a running systemd: start, crash, stop, boot, update, remove; the data stay.

    try_systemd.py [FOLDER]     root on Debian, with debootstrap and systemd-container; FOLDER keeps the system

Nothing else may listen on the ledger's port meanwhile. It prints one line a step, or which step failed and what it
said.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

from bare import ADDRESS, DATA, LEDGER_USER, PACKAGES, SEED, TILL, TILL_USER, folder_of_system, said
from booted import Booted
from build_app import ROOT, WORK, version
from build_deb import TRIED, UPDATE_UNITS, build_all
from offer_update import offered

LEDGER, FETCH, INSTALL = "central-ledger.service", "onetill-update-fetch.service", "onetill-update.service"
UNITS = (LEDGER, *UPDATE_UNITS)
STARTED = tuple(unit for unit in UPDATE_UNITS if unit.endswith((".timer", ".path")))
#: By `systemd-analyze security`, from 0 (all is shut) to 10. What installs packages cannot be shut in.
EXPOSED_MAX = {LEDGER: 2.0, FETCH: 3.0}
#: A serving ledger has these done once a day, in its own sandbox.
DAILY = (("backup", "--to", f"{DATA}/backups"), ("learn-suggestions",))
DEVICES = ROOT / "packaging" / "tried-devices.umockdev"
#: By device of that file: Debian's number of the group (lp, dialout).
GROUPS = {"1-1": 7, "lp0": 7, "ttyACM0": 20, "ttyUSB0": 20}
BACKUPS = "/mnt/backups/onetill"
SETTINGS = Path("etc/systemd/system")
WINDOW = "onetill-tried-window"


def trial(system: Booted) -> None:
    number, later = version(), f"{version()}.1"
    system.make()
    system.boot()
    system.forget()
    system.run("apt-get", "update")
    said("a bare system runs systemd")
    system.install(number, "onetill-till", "onetill-ledger")
    system.run("useradd", "--create-home", TILL_USER)
    _installed(system)
    said("installed: timers wait, the ledger waits to be set up, nothing failed")
    _read(system)
    said("the units are as they should be written, and shut in")
    _devices(system)
    said("a printer and scanners are given to whoever sits there, and to the groups lp and dialout")
    _first_day(system)
    said("the ledger serves, backs up and learns within its sandbox")
    _crash_and_boot(system)
    said("killed, stopped and booted: it is there again, and what was sold too")
    build_all(later, TRIED)
    _ledger_updated(system, later)
    said("a ledger that serves was updated and serves")
    _till_updated(system, later)
    said("an update was fetched, waited for the till to end, and was installed at the next boot")
    _left_alone(system, later)
    said("what an administrator disabled stays so")
    _removed(system, later)
    said("removed, purged, installed again: books and journal are whole and go on")
    _on_postgresql(system)
    said("on PostgreSQL, as the package's texts say: it waits for it, serves, and backs up where it was told")


def _installed(system: Booted) -> None:
    system.expect(LEDGER, UnitFileState="enabled", ActiveState="inactive", ConditionResult="no")
    system.expect(INSTALL, UnitFileState="enabled", ActiveState="inactive")
    for unit in STARTED:
        system.expect(unit, UnitFileState="enabled", ActiveState="active")
    for unit in STARTED:
        if unit.endswith(".timer"):
            times = {system.show(unit, f"NextElapseUSec{kind}") for kind in ("Realtime", "Monotonic")}
            assert times - {"", "infinity"}, f"{unit} will never start anything"
    system.all_well()


def _read(system: Booted) -> None:
    """What systemd says of our files by themselves."""
    paths = [f"/lib/systemd/system/{unit}" for unit in UNITS]
    complaints = system.run("sh", "-c", f"systemd-analyze verify {' '.join(paths)} 2>&1")
    assert not complaints.strip(), complaints
    for unit, most in EXPOSED_MAX.items():
        found = re.findall(r"exposure level for \S+: ([\d.]+)", system.run("systemd-analyze", "security", unit))
        assert float(found[0]) <= most, f"{unit}: exposure {found[0]}, above {most}"


def _devices(system: Booted) -> None:
    """What udev does with a printer and two scanners that umockdev makes up: groups, and whoever sits there may."""
    system.run("apt-get", "install", "-y", "--no-install-recommends", "umockdev")
    shutil.copyfile(DEVICES, system.root / "var/cache/onetill" / DEVICES.name)
    mocked = ("umockdev-run", f"--device=/var/cache/onetill/{DEVICES.name}", "--", "udevadm", "test")
    for device, group in GROUPS.items():
        path = next(line for line in DEVICES.read_text("ascii").splitlines() if line.endswith(f"/{device}"))
        done = system.run("sh", "-c", f"{' '.join(mocked)} /sys{path.removeprefix('P: ')} 2>&1")
        wanted = [f"70-onetill.rules:[0-9]+ GROUP {group}\n", "70-onetill.rules:[0-9]+ MODE 0660", "RUN 'uaccess'"]
        if device.startswith("tty"):
            wanted.append("ID_MM_DEVICE_IGNORE=1")
        for words in wanted:
            assert re.search(words, done), f"{device}: no {words} in\n{done}"
        assert not re.search(r"(?m)^/\S*70-onetill.rules:", done), done


def _first_day(system: Booted) -> None:
    system.run("central-ledger", "seed-demo", "--small", "--seed", SEED, "--data", DATA, user=LEDGER_USER)
    system.run("systemctl", "start", LEDGER)
    _serves(system)
    system.enrol()
    system.sell()
    for command in DAILY:
        _in_sandbox(system, *command)
    assert list((system.root / DATA[1:] / "backups").iterdir()), "no backup was written"


def _in_sandbox(system: Booted, *command: str) -> None:
    """A command of the ledger, with all that its unit forbids, and allows since."""
    unit = (system.root / "lib/systemd/system" / LEDGER).read_text("utf-8")
    once = re.sub(r"(?m)^ExecStart=.*", f"ExecStart=/usr/bin/central-ledger {' '.join(command)} --data {DATA}", unit)
    name, settings = f"onetill-tried-{command[0]}.service", system.root / SETTINGS
    (settings / name).write_text(re.sub(r"(?m)^Restart=.*", "Type=oneshot", once), "utf-8")
    if (settings / f"{LEDGER}.d").exists():
        shutil.copytree(settings / f"{LEDGER}.d", settings / f"{name}.d", dirs_exist_ok=True)
    system.run("systemctl", "daemon-reload")
    system.do(name)
    (settings / name).unlink()


def _crash_and_boot(system: Booted) -> None:
    system.run("systemctl", "kill", "--signal=KILL", LEDGER)
    system.expect(LEDGER, ActiveState="active", NRestarts="1")
    _serves(system)
    system.sell()
    system.run("systemctl", "stop", LEDGER)
    system.expect(LEDGER, ActiveState="inactive", Result="success", ExecMainCode="1", ExecMainStatus="0")
    assert not (system.root / DATA[1:] / "ledger.db-wal").exists(), "the books were not closed"
    system.power_off()
    system.boot()
    _serves(system)
    system.all_well()
    system.sell()


def _ledger_updated(system: Booted, later: str) -> None:
    before = system.show(LEDGER, "MainPID")
    system.install(later, "onetill-ledger")
    _serves(system)
    assert system.show(LEDGER, "MainPID") != before, "the program of before still runs"
    system.sell()


def _till_updated(system: Booted, later: str) -> None:
    """As in a shop: somebody sells while an update comes, and the machine is switched off in the evening."""
    package = next(WORK.glob(f"onetill-till_{later}_*.deb"))
    window = ("systemd-run", f"--unit={WINDOW}", f"--uid={TILL_USER}", "--property=WorkingDirectory=~")
    with offered(package, later) as offer:
        with (system.root / "etc/onetill/update.conf").open("a") as settings:
            settings.write(f"UPDATE_ADDRESS={offer.address}\nUPDATE_KEY={offer.key}\n")
        shutil.copyfile(offer.authority, system.root / "etc/onetill/authority.pem")
        drop_in = system.root / SETTINGS / f"{FETCH}.d/authority.conf"
        drop_in.parent.mkdir(exist_ok=True)
        drop_in.write_text("[Service]\nEnvironment=REQUESTS_CA_BUNDLE=/etc/onetill/authority.pem\n", "utf-8")
        system.run("systemctl", "daemon-reload")
        till = ("env", f"HOME=/home/{TILL_USER}", "QT_QPA_PLATFORM=offscreen", "ONETILL_KEY_STORE=files", "pos-client")
        system.run(*window, *till)
        time.sleep(5)
        system.expect(WINDOW, ActiveState="active")
        system.do(FETCH)
        assert "lies ready" in system.journal(FETCH), system.journal(FETCH)
    system.expect(INSTALL, ConditionResult="yes", ActiveState="inactive", Result="success")
    assert "the till runs" in system.journal(INSTALL), system.journal(INSTALL)
    system.run("systemctl", "stop", WINDOW)
    system.power_off()
    system.boot()
    assert "onetill-update: installed" in system.journal(INSTALL), system.journal(INSTALL)
    installed = system.run("dpkg-query", "--show", "--showformat=${Version}", "onetill-till")
    assert installed == later, installed
    _serves(system)
    system.all_well()
    system.sell()


def _left_alone(system: Booted, later: str) -> None:
    disabled = (LEDGER, "onetill-update.timer")
    system.run("systemctl", "disable", "--now", *disabled)
    system.install(later)
    for unit in disabled:
        system.expect(unit, UnitFileState="disabled", ActiveState="inactive")
    system.expect("onetill-update.path", UnitFileState="enabled", ActiveState="active")
    system.run("systemctl", "enable", "--now", *disabled)
    _serves(system)


def _removed(system: Booted, later: str) -> None:
    for how in ("remove", "purge"):
        system.run("apt-get", how, "-y", *PACKAGES)
        for unit in UNITS:
            system.expect(unit, LoadState="not-found", ActiveState="inactive")
        system.all_well()
        assert (system.root / DATA[1:] / "ledger.db").exists(), "the books are gone"
        assert (system.root / TILL[1:]).exists(), "the till's data are gone"
        if how == "purge":
            links = [path.name for path in (system.root / SETTINGS).glob("*.wants/*")]
            assert not set(links) & set(UNITS), links
            assert not (system.root / "var/lib/onetill-update").exists(), "fetched packages were left behind"
        system.install(later)
        _serves(system)
        for unit in STARTED:
            system.expect(unit, UnitFileState="enabled", ActiveState="active")
    report = json.loads(system.run("central-ledger", "audit", "--data", DATA, "--json", user=LEDGER_USER))
    assert report["balanced"], report
    system.sell()
    system.all_well()


def _on_postgresql(system: Booted) -> None:
    system.run("apt-get", "install", "-y", "--no-install-recommends", "postgresql")
    system.run("systemctl", "start", "postgresql")
    for drop in (("dropdb", "--if-exists", "onetill"), ("dropuser", "--if-exists", LEDGER_USER)):
        system.run("runuser", "-u", "postgres", "--", *drop)
    system.run("systemctl", "stop", LEDGER)
    (system.root / DATA[1:]).rename(system.root / f"{DATA[1:]}-of-before")
    system.run("install", "-d", "-m", "0700", "-o", LEDGER_USER, "-g", LEDGER_USER, DATA, BACKUPS)
    settings = system.root / "etc/onetill/central-ledger.conf"
    wanted = r"(?m)^#(CENTRAL_LEDGER_(?:DATABASE|BACKUPS)=)"
    settings.write_text(re.sub(wanted, r"\1", settings.read_text("utf-8")), "utf-8")
    drop_in = system.root / SETTINGS / f"{LEDGER}.d/backups.conf"
    drop_in.parent.mkdir(exist_ok=True)
    drop_in.write_text(f"[Service]\nReadWritePaths={BACKUPS}\n", "utf-8")
    readme = (system.root / "usr/share/doc/onetill-ledger/README.Debian").read_text("utf-8")
    steps = re.findall(r"(?m)^    runuser -u postgres(?:.*\n    )+.*", readme)
    system.run("sh", "-ec", f"cd /\n{steps[0]}")
    system.run("systemctl", "stop", "postgresql")
    system.run("systemctl", "daemon-reload")
    system.run("systemctl", "start", LEDGER)
    time.sleep(8)
    assert system.show(LEDGER, "NRestarts") != "0", "it did not try again"
    system.run("systemctl", "start", "postgresql")
    _serves(system)
    _in_sandbox(system, "backup")
    assert list((system.root / BACKUPS[1:]).glob("*.dump")), "no backup was written"


def _serves(system: Booted) -> None:
    system.expect(LEDGER, ActiveState="active")
    for _ in range(100):
        if _answers():
            return
        time.sleep(0.2)
    sys.exit(f"FAILED: nothing answers at {ADDRESS}\n{system.journal(LEDGER)}")


def _answers() -> bool:
    parts = urlsplit(ADDRESS)
    try:
        with socket.create_connection((parts.hostname, parts.port or 0), timeout=5) as line:
            line.sendall(b"GET / HTTP/1.0\r\n\r\n")
            return line.recv(5) == b"HTTP/"
    except OSError:
        return False


def lacking() -> str | None:
    """Why this machine cannot try it, or None."""
    if os.geteuid():
        return "a system is booted by root"
    for program, package in (("debootstrap", "debootstrap"), ("systemd-nspawn", "systemd-container")):
        if shutil.which(program) is None:
            return f"there is no {program} (package {package})"
    if _answers():
        return f"something serves at {ADDRESS} already, where the booted system's ledger has to"
    return None


def main() -> int:
    lacks = lacking()
    if lacks is not None:
        print(f"the packages' units were not tried: {lacks}", file=sys.stderr)
        return 3
    with folder_of_system("onetill-booted-") as folder:
        return _tried(Booted(folder))


def _tried(system: Booted) -> int:
    try:
        trial(system)
    except subprocess.TimeoutExpired as error:
        sys.exit(f"FAILED: {error}")
    finally:
        system.power_off()
    return 0


if __name__ == "__main__":
    sys.exit(main())
