"""Leads through the first start: each step's result is kept, so that it goes on where it was."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from pos_client.application.settings_desk import SettingsChanger
from pos_client.errors import UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.ports import CameraReport, DeviceControl, Enrolment, ScannedCode, ScannerReport
from pos_client.ui.screens.devices.presenter import DevicesPresenter
from pos_client.ui.screens.enrolment.presenter import EnrolmentPresenter
from pos_client.ui.screens.first_run.view import DEVICE_STEPS, STEPS, FirstRunState, FirstRunView, Result, Step
from pos_client.ui.shown_code import shown_code
from pos_client.ui.stick_path import stick_path
from pos_client.ui.widgets.entry_bar import Answer


class Progress(Protocol):
    """Where the first start stands, kept durably."""

    @property
    def step(self) -> Step: ...

    @property
    def results(self) -> Mapping[Step, Result]: ...

    @property
    def arrival_code(self) -> str: ...

    def keep(self, step: Step, results: Mapping[Step, Result]) -> None: ...

    def finish(self) -> None:
        """The first start is over: the next one opens the till."""


@dataclass(frozen=True, slots=True)
class MoveIn:
    """The file of a move, and the code that opens it."""

    path: str
    code: str

    def __repr__(self) -> str:
        return f"MoveIn({self.path!r}, …)"


@dataclass(frozen=True, slots=True)
class FirstRunPorts:
    """What the first start works with. `till_name` says what this computer is, empty before it is enrolled."""

    progress: Progress
    enrolment: Enrolment
    devices: DeviceControl
    settings: SettingsChanger
    till_name: Callable[[], str]


class FirstRunPresenter(QObject):
    """`finished`; `move_in_asked` carries a MoveIn; `devices_needed` once, before the first of them is tried."""

    finished = Signal()
    move_in_asked = Signal(object)
    devices_needed = Signal()

    def __init__(
        self,
        view: FirstRunView,
        ports: FirstRunPorts,
        operations: Operations,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._ports = ports
        self._operations = operations
        self._language = language
        self._step: Step = ports.progress.step
        self._results = dict(ports.progress.results)
        self._has_devices = False
        self._busy = False
        self._move_path = ""
        self._enrolment = EnrolmentPresenter(view.enrolment, ports.enrolment, operations, language, self)
        self._enrolment.enrolled.connect(self._on_enrolled)
        self._devices = DevicesPresenter(view.devices, ports.devices, ports.settings, operations, self)
        self._devices.printer_answered.connect(self._on_printer_answered)
        view.language_asked.connect(self._on_language)
        view.back_asked.connect(self._on_back)
        view.next_asked.connect(self._on_next)
        view.start_asked.connect(self._on_start)
        view.move_asked.connect(self._on_move_asked)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)
        language.changed.connect(self.refresh)
        self._go(self._step)

    @Slot()
    def refresh(self) -> None:
        self._view.show_state(
            FirstRunState(
                self._step,
                self._language.code,
                dict(self._results),
                self._ports.till_name(),
                self._ports.progress.arrival_code,
                self._busy,
            )
        )

    # --- what the devices tell

    def scan(self, code: ScannedCode) -> None:
        """A scanner has read something: the office's code at one step, anything at the others."""
        if self._step == "ledger" and "ledger" not in self._results:
            self._view.enrolment.take_text(code.data.decode("utf-8", "replace"))
            return
        if self._step in DEVICE_STEPS:
            self._devices.show_code(shown_code(code.data), code.symbology or "")
        if self._step == "scanner" and code.source != "webcam":
            self._tried("scanner")

    def show_frame(self, frame: QImage) -> None:
        self._devices.show_frame(frame)

    def show_camera(self, report: CameraReport) -> None:
        self._devices.show_camera(report.condition, report.frames_per_second)
        if self._step == "camera" and report.condition == "running":
            self._tried("camera")

    def show_scanner(self, report: ScannerReport) -> None:
        self._devices.show_scanner(report.condition, report.port)

    def show_error(self, error: UserFacing) -> None:
        """What went wrong when the till was to arrive."""
        self._busy = False
        self._view.banner.show_notice(lambda: notice_of(error))
        self.refresh()

    # --- steps

    def _go(self, step: Step) -> None:
        self._step = step
        self._ports.progress.keep(step, self._results)
        if step in DEVICE_STEPS and not self._has_devices:
            self._has_devices = True
            self.devices_needed.emit()
        self._view.devices.banner.show_notice(None)
        self.refresh()
        self._devices.set_shown(step in DEVICE_STEPS, preview=step == "camera")
        self._view.focus_home()

    def _tried(self, step: Step) -> None:
        self._results[step] = "good"
        self._ports.progress.keep(self._step, self._results)
        self.refresh()

    @Slot()
    def _on_back(self) -> None:
        self._view.banner.show_notice(None)
        self._go(STEPS[max(0, STEPS.index(self._step) - 1)])

    @Slot()
    def _on_next(self) -> None:
        if self._step == "ledger" and "ledger" not in self._results:
            return
        if self._step in DEVICE_STEPS:
            self._results.setdefault(self._step, "skipped")
        self._go(STEPS[min(len(STEPS) - 1, STEPS.index(self._step) + 1)])

    @Slot(object)
    def _on_language(self, code: str) -> None:
        self._operations.run(functools.partial(self._ports.settings.change, "language", code))
        self._language.use(code)
        if self._step == "language":
            self._results["language"] = "good"
            self._go("ledger")

    @Slot(object)
    def _on_enrolled(self, _result: object) -> None:
        self._results["ledger"] = "good"
        self._go("scanner")

    @Slot(object)
    def _on_printer_answered(self, answer: object) -> None:
        if answer is True and self._step in ("printer", "drawer"):
            self._tried(self._step)

    @Slot()
    def _on_start(self) -> None:
        self._ports.progress.finish()
        self.finished.emit()

    # --- a till that comes from another computer

    @Slot()
    def _on_move_asked(self) -> None:
        self._view.banner.show_notice(None)
        self._view.entry.ask("path", "", self.tr("The file in which the till moves"), stick_path("onetill.move"))

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        if answer.topic == "path" and answer.text:
            self._move_path = answer.text
            self._view.entry.ask("code", "", self.tr("The code that the old computer showed"), "")
        elif answer.topic == "code" and answer.text:
            self._busy = True
            self.refresh()
            self.move_in_asked.emit(MoveIn(self._move_path, answer.text))
        else:
            self._view.focus_home()
