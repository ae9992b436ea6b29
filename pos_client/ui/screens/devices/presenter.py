"""Chooses camera, printer and scanner, shows the preview, prints a test, opens the drawer."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from pos_client.application.changes import Changes
from pos_client.application.settings_desk import SettingsChanger
from pos_client.errors import UserFacing
from pos_client.ui.device_words import failed_notice, passed_words
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import DeviceControl
from pos_client.ui.screens.devices.printer_card import PrinterChoice, PrinterState
from pos_client.ui.screens.devices.scanner_card import ScannerChoice, ScannerCondition, ScannerState
from pos_client.ui.screens.devices.view import CameraCondition, DevicesState, DevicesView, known_first
from pos_client.ui.setting_changes import SettingChange, setting_notice
from pos_client.ui.widgets.banner import Notice


class DevicesPresenter(QObject):
    """`printer_answered` as in the list of receipts."""

    printer_answered = Signal(object)  # True, or the code of what is wrong with it
    approval_asked = Signal(object)  # ApprovalRequest

    def __init__(
        self,
        view: DevicesView,
        devices: DeviceControl,
        settings: SettingsChanger,
        operations: Operations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._devices = devices
        self._change = SettingChange(settings, operations, self)
        self._change.approval_asked.connect(self.approval_asked)
        self._change.refused.connect(self._on_refused)
        self._change.kept.connect(self._on_kept)
        self._in_sight = True
        self._condition: CameraCondition = "off" if not devices.camera_source() else "opening"
        self._frames_per_second = 0.0
        self._last_code = ""
        self._last_symbology = ""
        self._settings = settings
        self._keeps = ""
        self._rest: list[tuple[str, str]] = []  # what is changed after the one that is being changed
        self._scanner: ScannerCondition = "away" if settings.current.scanner else "off"
        self._scanner_port = ""
        self._opens_drawer = False
        self._test = SlowOperation(operations, self)
        self._test.succeeded.connect(self._on_printed)
        self._test.refused.connect(self._on_test_failed)
        operations.changed.connect(self._on_changed)
        view.camera_chosen.connect(self._on_camera)
        view.printer.chosen.connect(self._on_printer)
        view.printer.test_asked.connect(self._on_test)
        view.printer.drawer_asked.connect(self._on_drawer)
        view.scanner.chosen.connect(self._on_scanner)
        view.scanner.sounds_asked.connect(self._on_sounds)
        self.refresh()

    def refresh(self) -> None:
        camera = self._devices.camera_source()
        self._view.show_state(
            DevicesState(
                camera=camera,
                known_cameras=known_first(self._devices.known_cameras(), camera),
                condition=self._condition,
                frames_per_second=self._frames_per_second,
                last_code=self._last_code,
                last_symbology=self._last_symbology,
                printer=self._printer_state(),
                scanner=self._scanner_state(),
            )
        )

    def _printer_state(self) -> PrinterState:
        target = self._devices.printer_target()
        chosen = PrinterChoice(target, self._settings.current.paper_mm, self._settings.current.drawer_pin)
        return PrinterState(chosen, known_first(self._devices.known_printers(), target), self._test.is_running)

    def _scanner_state(self) -> ScannerState:
        current = self._settings.current
        chosen = ScannerChoice(current.scanner, current.scanner_baud, current.scanner_end)
        known = known_first(self._devices.known_scanners(), chosen.port)
        return ScannerState(chosen, known, self._scanner, self._scanner_port, current.scan_sound)

    def set_shown(self, shown: bool, *, preview: bool = True) -> None:
        """The page came into sight, or left it; with the camera's picture or without."""
        self._devices.show_preview(shown and preview)
        self._in_sight = shown
        if shown:
            self.refresh()

    def show_frame(self, frame: QImage) -> None:
        self._view.show_frame(frame)

    def show_camera(self, condition: CameraCondition, frames_per_second: float) -> None:
        self._condition = condition
        self._frames_per_second = frames_per_second
        self._told()

    def show_scanner(self, condition: ScannerCondition, port: str) -> None:
        self._scanner, self._scanner_port = condition, port
        self._told()

    def show_code(self, shown: str, symbology: str) -> None:
        """What was read last; masked already where it has to be."""
        self._last_code, self._last_symbology = shown, symbology
        self._told()

    def _told(self) -> None:
        """Each scan of the day tells something: which devices there are is looked up only while somebody looks."""
        if self._in_sight:
            self.refresh()

    @Slot(object)
    def _on_camera(self, source: str) -> None:
        self._rest = []
        self._change.start("camera", source)

    @Slot(object)
    def _on_scanner(self, choice: ScannerChoice) -> None:
        self._keep("scanner", scanner=choice.port, scanner_baud=str(choice.baud), scanner_end=choice.end)

    @Slot(object)
    def _on_sounds(self, wanted: bool) -> None:
        self._keep("sounds", scan_sound="true" if wanted else "false")

    @Slot(object)
    def _on_printer(self, choice: PrinterChoice) -> None:
        values = {"paper_mm": str(choice.paper_mm), "drawer_pin": str(choice.drawer_pin)}
        self._keep("printer", printer=choice.target, **values)

    def _keep(self, what: str, **typed: str) -> None:
        """Change what differs, one after the other; at least the first of them, so that something is said."""
        current = self._settings.current
        first, *others = typed
        changed = [name for name in others if typed[name] != str(getattr(current, name))]
        self._keeps = what
        self._rest = [(name, typed[name]) for name in changed]
        self._change.start(first, typed[first])

    @Slot(object)
    def _on_kept(self, name: str) -> None:
        if self._rest:
            self._change.start(*self._rest.pop(0))
            return
        if name == "camera":
            self._view.banner.show_notice(None)
            self._condition = "opening" if self._devices.camera_source() else "off"
            self._frames_per_second = 0.0
        elif self._keeps == "printer":
            self._view.banner.show_notice(lambda: self._kept_words(bool(self._devices.printer_target())))
        elif self._keeps == "scanner":
            self._view.banner.show_notice(lambda: self._scanner_words(bool(self._settings.current.scanner)))
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if "settings" in changes:
            self.refresh()

    def _scanner_words(self, some: bool) -> Notice:
        if some:
            return Notice(
                "good", self.tr("The scanner is kept. Scan anything: it is shown under the camera's picture.")
            )
        return Notice("good", self.tr("No serial scanner is used from now on."))

    def _kept_words(self, some: bool) -> Notice:
        if some:
            return Notice("good", self.tr("The printer is kept. A test print shows whether it answers."))
        return Notice("good", self.tr("No printer is used from now on. Receipts can still be saved as PDF."))

    @Slot()
    def _on_test(self) -> None:
        self._opens_drawer = False
        self._test.start(functools.partial(self._devices.test, "printer"))
        self.refresh()

    @Slot()
    def _on_drawer(self) -> None:
        self._opens_drawer = True
        self._test.start(functools.partial(self._devices.test, "drawer"))
        self.refresh()

    @Slot(object)
    def _on_printed(self, _result: object) -> None:
        opened = self._opens_drawer
        self._view.banner.show_notice(
            lambda: Notice(
                "good",
                passed_words("drawer" if opened else "printer"),
                "",
                self.tr("If it stays shut, try the other pin.") if opened else "",
            )
        )
        self.printer_answered.emit(True)
        self.refresh()

    @Slot(object)
    def _on_test_failed(self, error: UserFacing) -> None:
        if error.code == "printer_missing" or not error.code.startswith("printer_"):
            self._on_refused(error)
            return
        self._view.banner.show_notice(lambda: failed_notice(error))
        self.printer_answered.emit(error.code)
        self.refresh()

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self._rest = []
        self._view.banner.show_notice(lambda: setting_notice(error))
        self.refresh()
