"""Chooses camera and printer, shows the preview, prints a test."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from pos_client.application.changes import Changes
from pos_client.application.settings_desk import SettingsDesk
from pos_client.errors import UserFacing
from pos_client.ui.device_words import failed_notice, passed_words
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import DeviceControl
from pos_client.ui.screens.devices.view import CameraCondition, DevicesState, DevicesView, known_first
from pos_client.ui.setting_changes import SettingChange, setting_notice
from pos_client.ui.widgets.banner import Notice


class DevicesPresenter(QObject):
    """`printer_answered` as in the list of receipts."""

    printer_answered = Signal(object)  # bool
    approval_asked = Signal(object)  # ApprovalRequest

    def __init__(
        self,
        view: DevicesView,
        devices: DeviceControl,
        settings: SettingsDesk,
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
        self._condition: CameraCondition = "off" if not devices.camera_source() else "opening"
        self._frames_per_second = 0.0
        self._last_code = ""
        self._last_symbology = ""
        self._test = SlowOperation(operations, self)
        self._test.succeeded.connect(self._on_printed)
        self._test.refused.connect(self._on_test_failed)
        operations.changed.connect(self._on_changed)
        view.camera_chosen.connect(self._on_camera)
        view.printer_chosen.connect(self._on_printer)
        view.test_print_asked.connect(self._on_test)
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
                printer=self._devices.printer_target(),
                printing=self._test.is_running,
            )
        )

    def set_shown(self, shown: bool) -> None:
        """The page came into sight, or left it."""
        self._devices.show_preview(shown)

    def show_frame(self, frame: QImage) -> None:
        self._view.show_frame(frame)

    def show_camera(self, condition: CameraCondition, frames_per_second: float) -> None:
        self._condition = condition
        self._frames_per_second = frames_per_second
        self.refresh()

    def show_code(self, shown: str, symbology: str) -> None:
        """What was read last; masked already where it has to be."""
        self._last_code, self._last_symbology = shown, symbology
        self.refresh()

    @Slot(object)
    def _on_camera(self, source: str) -> None:
        self._change.start("camera", source)

    @Slot(object)
    def _on_printer(self, target: str) -> None:
        self._change.start("printer", target)

    @Slot(object)
    def _on_kept(self, name: str) -> None:
        if name == "printer":
            self._view.banner.show_notice(lambda: self._kept_words(bool(self._devices.printer_target())))
        else:
            self._view.banner.show_notice(None)
            self._condition = "opening" if self._devices.camera_source() else "off"
            self._frames_per_second = 0.0
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if "settings" in changes:
            self.refresh()

    def _kept_words(self, some: bool) -> Notice:
        if some:
            return Notice("good", self.tr("The printer is kept. A test print shows whether it answers."))
        return Notice("good", self.tr("No printer is used from now on. Receipts can still be saved as PDF."))

    @Slot()
    def _on_test(self) -> None:
        self._test.start(functools.partial(self._devices.test, "printer"))
        self.refresh()

    @Slot(object)
    def _on_printed(self, _result: object) -> None:
        self._view.banner.show_notice(lambda: Notice("good", passed_words("printer")))
        self.printer_answered.emit(True)
        self.refresh()

    @Slot(object)
    def _on_test_failed(self, error: UserFacing) -> None:
        if error.code != "printer_unavailable":
            self._on_refused(error)
            return
        self._view.banner.show_notice(lambda: failed_notice(error))
        self.printer_answered.emit(False)
        self.refresh()

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self._view.banner.show_notice(lambda: setting_notice(error))
        self.refresh()
