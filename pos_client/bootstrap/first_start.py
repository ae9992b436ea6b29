"""The first start: its page with the devices behind it. Imported where nobody has set a till up yet."""

from __future__ import annotations

import functools
import socket
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.settings_desk import FirstSettings
from pos_client.bootstrap.arrival import arrive_here
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.devices import Devices, receipt_writers
from pos_client.bootstrap.first_run_file import FirstRunFile
from pos_client.bootstrap.page_ports import Enrolling
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.devices.wedge import WedgeFilter
from pos_client.errors import UserFacing
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.first_run.presenter import FirstRunPorts, FirstRunPresenter, MoveIn
from pos_client.ui.screens.first_run.view import FirstRunView


class FirstStart(QObject):
    """`finished`: the till may open. `again`: the store was closed, look at it anew; it carries what went wrong."""

    finished = Signal()
    again = Signal(object)  # a UserFacing, or an empty text

    def __init__(
        self,
        base: TillStore,
        settings: SettingsFile,
        operations: Operations,
        language: Language,
        parent: QObject | None = None,
        *,
        wrong: UserFacing | None = None,
    ) -> None:
        """`wrong`: why the till that was to arrive did not."""
        super().__init__(parent)
        self._base = base
        self._progress = FirstRunFile(base.store.data_folder, is_enrolled=base.is_enrolled)
        self._devices = Devices(settings, receipt_writers(settings), self)
        self._wedge = WedgeFilter(parent=self)
        self._arriving = SlowOperation(operations, self)
        self._arriving.succeeded.connect(self._on_arrived)
        self._arriving.refused.connect(self._on_not_arrived)
        self.view = FirstRunView(device=socket.gethostname())
        self.presenter = FirstRunPresenter(
            self.view,
            FirstRunPorts(self._progress, Enrolling(base), self._devices, FirstSettings(settings), self._till_name),
            operations,
            language,
            self,
        )
        for scanner in (self._devices, self._wedge):
            scanner.code_scanned.connect(self.presenter.scan)
        self._devices.frame_shown.connect(self.presenter.show_frame)
        self._devices.camera_changed.connect(self.presenter.show_camera)
        self._devices.scanner_changed.connect(self.presenter.show_scanner)
        self.presenter.devices_needed.connect(self._devices.start)
        self.presenter.finished.connect(self._on_finished)
        self.presenter.move_in_asked.connect(self._on_move_in)
        if self._progress.step not in ("language", "ledger", "done"):
            self._devices.start()
        if wrong is not None:
            self.presenter.show_error(wrong)
        self._wedge.start()

    def stop(self) -> None:
        """Let go of the devices: the till opens them itself."""
        self._wedge.stop()
        self._devices.stop()

    def _till_name(self) -> str:
        enrolment = self._base.store.enrolment
        return "" if enrolment is None else f"{enrolment.store_name} · {enrolment.till}"

    @Slot()
    def _on_finished(self) -> None:
        self.stop()
        self.finished.emit()

    @Slot(object)
    def _on_move_in(self, move: MoveIn) -> None:
        self.stop()
        folder = self._base.store.data_folder
        # The file takes the place of the store, which is empty: nobody may have it open.
        self._base.close()
        self._arriving.start(functools.partial(arrive_here, folder, Path(move.path), move.code))

    @Slot(object)
    def _on_arrived(self, code: object) -> None:
        self._progress.arrival_code = str(code)
        self._progress.keep("scanner", {**self._progress.results, "ledger": "good"})
        self.again.emit("")

    @Slot(object)
    def _on_not_arrived(self, error: UserFacing) -> None:
        self.again.emit(error)
