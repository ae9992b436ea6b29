"""The machine: its first start, settings, devices, checks, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QApplication

from pos_client.application.machine_news import BackupNews, UpdateNews
from pos_client.application.settings_desk import FirstSettings
from pos_client.bootstrap.devices import CameraReport
from pos_client.bootstrap.scanner import ScannerReport
from pos_client.devices.scanned_code import ScannedCode
from pos_client.errors import Refused, Unavailable
from pos_client.ui.operations import Operations
from pos_client.ui.ports import Finding
from pos_client.ui.screens.closed.presenter import ClosedPresenter
from pos_client.ui.screens.closed.view import ClosedState, ClosedView
from pos_client.ui.screens.connection.view import ConnectionView
from pos_client.ui.screens.first_run.presenter import FirstRunPorts, FirstRunPresenter
from pos_client.ui.screens.first_run.view import FirstRunView, Result, Step
from pos_client.ui.screens.machine.view import MachineView
from pos_client.ui.screens.settings.view import SettingsView
from pos_client.ui.screens.store_error.view import StoreErrorView
from tests.ui.closed_machines import ARRIVAL_CODE, MOVE_CODE, FakeClosed
from tests.ui.gallery.base import Gallery, picture
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN


class NoLedger:
    """Takes no till."""

    def enrol(self, address: str, code: str, device: str) -> object:
        raise Refused("enrolment_refused")


@dataclass
class FakeProgress:
    """A first start that nobody keeps."""

    step: Step
    results: Mapping[Step, Result]
    arrival_code: str = ""

    def keep(self, step: Step, results: Mapping[Step, Result]) -> None:
        self.step, self.results = step, results

    def finish(self) -> None:
        return


#: What a check of a till with some troubles finds, the worst first.
PLANTED_FINDINGS = [
    Finding("printer_paper_out", {}),
    Finding("clock_off", {"seconds": 412}),
    Finding("waiting_long", {"count": 37, "hours": 26}),
    Finding("disk_low", {"free_mb": 431}),
    Finding("till_runs", {"program": "pos-client", "pid": 4711}),
]


def first_run(gallery: Gallery) -> None:
    """The first start, step by step."""
    till = FakeTill()
    till.settings.change("camera", "0")
    till.settings.change("scanner", "usb:0c2e:0b61")
    good: dict[Step, Result] = {"language": "good", "ledger": "good"}
    steps: tuple[tuple[str, Step, dict[Step, Result]], ...] = (
        ("70-first-language", "language", {}),
        ("71-first-ledger", "ledger", {"language": "good"}),
        ("72-first-scanner", "scanner", good),
        ("73-first-printer", "printer", good | {"scanner": "good"}),
        ("74-first-camera", "camera", good | {"scanner": "good", "printer": "skipped"}),
        ("75-first-drawer", "drawer", good | {"scanner": "good", "printer": "skipped", "camera": "good"}),
        ("76-first-done", "done", good | {"scanner": "good", "printer": "skipped", "drawer": "skipped"}),
    )
    for name, step, results in steps:
        view, progress = FirstRunView(device="收银台 2"), FakeProgress(step, results)
        if step == "done":
            progress.arrival_code = ARRIVAL_CODE
        ports = FirstRunPorts(
            progress,
            NoLedger(),
            till.devices,
            FirstSettings(till.settings),
            lambda progress=progress: "静安寺旗舰店 · T02" if "ledger" in progress.results else "",  # type: ignore[misc]
        )
        presenter = FirstRunPresenter(view, ports, gallery.operations, gallery.language)
        presenter.show_scanner(ScannerReport("ready", "/dev/ttyACM0"))
        if step == "ledger":
            presenter._enrolment._on_refused(Refused("enrolment_refused"))
        elif step == "scanner":
            presenter.scan(ScannedCode(b"6901234567892", "ean13", "serial"))
        elif step == "camera":
            presenter.show_camera(CameraReport("running", 24.6))
            presenter.show_frame(picture())
        gallery.shoot(name, view)


def settings(gallery: Gallery) -> None:
    till = FakeTill()
    till.staff.sign_in(till.staff.check_pin("1009", PIN))
    window = till.window(gallery.language, Operations())
    window.resize(gallery.size)
    window._on_signed_in()
    window.show_section("settings")
    gallery.shoot("60-settings", window)
    window.show()
    view, presenter = window.page("settings"), window.sections.settings
    assert isinstance(view, SettingsView)
    assert presenter is not None
    printer, width = view.lines["printer"], view.lines["paper_mm"]
    assert printer.text is not None
    assert width.choice is not None
    presenter._on_test("drawer_pin")
    window._operations.stop()
    printer.text.setText("lpt1")
    printer._on_keep()
    width.choice.setCurrentIndex(0)
    view.area.ensureWidgetVisible(view.lines["drawer_pin"], 0, 0)
    gallery.shoot("61-settings-wrong", window)
    view.search.setText({"en": "language"}.get(gallery.language.code, "语言"))
    gallery.shoot("62-settings-found", window)


def checked(gallery: Gallery) -> None:
    """A check of a till with some troubles."""
    till = FakeTill()
    till.sign_in()
    till.line.checks.findings = PLANTED_FINDINGS
    window, _ = gallery.signed_in(till)
    window.show_section("connection")
    page = window.page("connection")
    assert isinstance(page, ConnectionView)
    page.check_button.click()
    window._operations.stop()
    QApplication.processEvents()
    gallery.shoot("16a-connection-checked", window)


def machine(gallery: Gallery) -> None:
    """This machine: its disk, and its end; and two machines whose till was closed."""
    till = FakeTill()
    path = "/home/till/.local/share/onetill/updates/onetill-till_1.4.0_amd64.deb"
    till.update = UpdateNews("ready", "1.4.0", path, "", {"zh": "扫码更快。", "en": "Scans are faster."})
    till.update_told = "1.4.0"
    window, _ = gallery.signed_in(till)
    window.show_section("machine")
    gallery.shoot("63-machine", window)
    till = FakeTill()
    till.free_bytes, till.waiting = 312_000_000, 12
    till.own_backups = replace(till.own_backups, trouble="backup_no_room")
    window, _ = gallery.signed_in(till)
    window.show_section("machine")
    view = window.page("machine")
    assert isinstance(view, MachineView)
    view.reset_asked.emit()
    gallery.shoot("64-machine-low", window)
    till = FakeTill()
    till.own_backups = BackupNews(folder="/mnt/backups/onetill", trouble="backup_folder_gone")
    window, _ = gallery.signed_in(till)
    window.show_section("machine")
    gallery.shoot("64a-machine-backups-gone", window)
    state = ClosedState("moved", "静安寺旗舰店", "T02", 3, gallery.language.code, code=MOVE_CODE,
                        moved_to="/media/till/STICK/onetill-S01-T02-20261111-1000.move")  # fmt: skip
    for name, shown in (
        ("65-moved", state),
        ("66-moved-later", replace(state, code="", moved_to="")),
    ):
        closed = ClosedView()
        closed.show_state(shown)
        gallery.shoot(name, closed)

    closed = ClosedView()
    presenter = ClosedPresenter(closed, FakeClosed(), gallery.operations, gallery.language)
    presenter._on_refused(Unavailable("ledger_unreachable"))
    gallery.shoot("67-resetting", closed)


def outside(gallery: Gallery) -> None:
    gallery.shoot(
        "19-store-error",
        StoreErrorView(Unavailable("store_damaged", path="/home/till/.local/share/OneTill/till.db"), gallery.language),
    )
