"""Stand-ins for what is around a till: the printer, its files, the line to the ledger, devices and settings."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from pos_client.bootstrap.journal_export import Exported
from pos_client.errors import Unavailable, UserFacing
from pos_client.settings import Device, Settings, Value, changed
from pos_client.ui.ports import ExportedFile, Finding
from retail.ports import SaleSummary
from retail.wallets import WalletAttempt
from tests.fake_store import FakeStore


@dataclass
class FakeReceipts:
    """Remembers what was printed (and whether as a copy) and saved; raises `failure` instead when there is one."""

    store: FakeStore
    printed: list[tuple[str, bool]] = field(default_factory=list)
    gifts: list[str] = field(default_factory=list)
    drawer: list[str] = field(default_factory=list)
    saved: list[tuple[str, str]] = field(default_factory=list)
    failure: Unavailable | None = None
    #: What a slow printer waits for.
    gate: threading.Event | None = None
    #: Draws the paper; nothing by itself.
    draw: Callable[[str, int, bool], bytes] = lambda sale_id, paper_mm, gift: b""

    def recent(self) -> Sequence[SaleSummary]:
        counts = Counter(sale_id for sale_id, _ in self.printed)
        return [replace(sale, prints=sale.prints + counts[sale.sale_id]) for sale in self.store.recent()]

    def print_receipt(self, sale_id: str, opens_drawer: bool = False) -> object:
        self._obey()
        prints = next((sale.prints for sale in self.recent() if sale.sale_id == sale_id), 0)
        self.printed.append((sale_id, prints > 0))
        if opens_drawer:
            self.drawer.append(sale_id)
        return None

    def print_gift(self, sale_id: str) -> object:
        self._obey()
        self.gifts.append(sale_id)
        return None

    def open_drawer(self, sale_id: str) -> object:
        self._obey()
        self.drawer.append(sale_id)
        return None

    def picture(self, sale_id: str, paper_mm: int, gift: bool = False) -> bytes:
        return self.draw(sale_id, paper_mm, gift)

    def save_pdf(self, sale_id: str, path: str) -> object:
        if self.failure is not None:
            raise self.failure
        self.saved.append((sale_id, path))
        return None

    def _obey(self) -> None:
        if self.gate is not None:
            assert self.gate.wait(30)
        if self.failure is not None:
            raise self.failure


@dataclass
class FakeChecks:
    """What doctor would find, and where bundles went."""

    findings: list[Finding] = field(default_factory=list)
    bundles: list[str] = field(default_factory=list)
    trouble: UserFacing | None = None

    def check(self) -> list[Finding]:
        if self.trouble is not None:
            raise self.trouble
        return self.findings

    def bundle_name(self) -> str:
        return "onetill-support-S01-T02-20261111-1000.zip"

    def write_bundle(self, path: str) -> str:
        if self.trouble is not None:
            raise self.trouble
        self.bundles.append(path)
        return path


@dataclass
class FakeLine:
    asked: int = 0
    exported: list[str] = field(default_factory=list)
    trouble: UserFacing | None = None
    checks: FakeChecks = field(default_factory=FakeChecks)

    def sync_now(self) -> None:
        self.asked += 1

    def export_name(self) -> str:
        return "onetill-S01-T02-20261111-1000.otj"

    def export_journal(self, path: str) -> ExportedFile:
        if self.trouble is not None:
            raise self.trouble
        self.exported.append(path)
        return Exported(path, 12, 9_000, "2026-11-11T10:00:00+08:00")


@dataclass
class FakeBackups:
    written: list[str] = field(default_factory=list)
    failure: Exception | None = None

    def write(self, path: str) -> int:
        if self.failure is not None:
            raise self.failure
        self.written.append(path)
        return 48_200_000

    def probe(self, path: str) -> object:
        if self.failure is not None:
            raise self.failure
        return path


@dataclass
class FakeSettings:
    """Settings that no file keeps."""

    current: Settings = field(default_factory=lambda: Settings(printer="tcp:192.168.1.50:9100"))
    failure: Unavailable | None = None

    def change(self, name: str, value: Value) -> None:
        if self.failure is not None:
            raise self.failure
        self.current = changed(self.current, {name: value})


@dataclass
class FakeDevices:
    settings: FakeSettings = field(default_factory=FakeSettings)
    previews: list[bool] = field(default_factory=list)
    failure: Unavailable | None = None
    tests: list[str] = field(default_factory=list)
    is_low: bool = False

    def camera_source(self) -> str:
        return self.settings.current.camera

    def known_cameras(self) -> Sequence[str]:
        return ("0", "1")

    def show_preview(self, shown: bool) -> None:
        self.previews.append(shown)

    def printer_target(self) -> str:
        return self.settings.current.printer

    def paper_is_low(self) -> bool:
        return self.is_low

    def known_printers(self) -> Sequence[str]:
        return ("usb:/dev/usb/lp0", "serial:/dev/ttyUSB0")

    def known_scanners(self) -> Sequence[str]:
        return ("usb:0c2e:0b61", "/dev/ttyS0")

    def test(self, device: Device) -> object:
        if self.failure is not None:
            raise self.failure
        self.tests.append(device)
        return None


class NoAttempts:
    """The port WalletAttemptReader."""

    def all(self) -> tuple[WalletAttempt, ...]:
        return ()
