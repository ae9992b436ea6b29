"""Backs up, and ends this machine's till by a manager's word."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.application.closing import PERMISSION, Reason
from pos_client.errors import Refused, Unavailable, UserFacing
from pos_client.ui.approvals import ApprovalRequest
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import size
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.machine.use_cases import MachineUseCases
from pos_client.ui.screens.machine.view import Doing, MachineState, MachineView
from pos_client.ui.stick_path import stick_path
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.moving import new_move_id
from retail.ports import StoreFailed


class MachinePresenter(QObject):
    """`closed`: this machine's till has ended; the program shows what is left of it."""

    approval_asked = Signal(object)  # ApprovalRequest
    closed = Signal(object)  # the path of the file in which the till moves; empty for a reset

    def __init__(
        self, view: MachineView, use_cases: MachineUseCases, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._operations = operations
        self._doing: Doing = ""
        self._backup = SlowOperation(operations, self)
        self._backup.succeeded.connect(self._on_backed_up)
        self._backup.refused.connect(self._on_refused)
        self._probe = SlowOperation(operations, self)
        self._probe.succeeded.connect(self._on_probed)
        self._probe.refused.connect(self._on_refused)
        self._path = ""
        self._update = SlowOperation(operations, self)
        self._update.succeeded.connect(self._on_looked)
        self._update.refused.connect(self._on_refused)
        # Not among what a person asked for: the folder may be on a disk that does not answer.
        self._folder = SlowOperation(operations, self, operations.seldom_pool)
        self._folder.succeeded.connect(self._on_folder_seen)
        view.update_asked.connect(self._on_update_asked)
        view.move_asked.connect(self._on_move_asked)
        view.backup_asked.connect(self._on_backup_asked)
        view.reset_asked.connect(self._on_reset_asked)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)
        self.look()

    def look(self) -> None:
        """The page came in sight: what is known is shown now, the folder of backups looked at meanwhile."""
        self.refresh()
        self._folder.start(self._use.look_at_backups)

    def refresh(self) -> None:
        """Something is known, or time has passed."""
        self._view.show_state(
            MachineState(
                self._use.room.look(),
                self._use.folder,
                self._use.waiting(),
                self._use.update(),
                self._use.own_backups(),
                self._use.clock.now(),
                self._doing,
            )
        )

    def time_passed(self) -> None:
        if self._view.isVisible():
            self.refresh()

    # --- what is asked for

    @Slot()
    def _on_backup_asked(self) -> None:
        self._view.banner.show_notice(None)
        name = self._file_name("backup")
        self._view.entry.ask("backup", "", self.tr("Write the backup to this file"), stick_path(name))

    @Slot()
    def _on_update_asked(self) -> None:
        self._view.banner.show_notice(None)
        self._begin("update")
        self._update.start(self._use.look_for_update)

    @Slot(object)
    def _on_folder_seen(self, _news: object) -> None:
        self.refresh()

    @Slot(object)
    def _on_looked(self, _news: object) -> None:
        self._begin("")

    @Slot()
    def _on_move_asked(self) -> None:
        self._view.banner.show_notice(None)
        if self._can("moved"):
            path = stick_path(self._file_name("move"))
            self._view.entry.ask("move", "", self.tr("The till moves in this file"), path)

    @Slot()
    def _on_reset_asked(self) -> None:
        self._view.banner.show_notice(None)
        if self._can("reset"):
            question = self.tr("Type {till} to wipe this computer").format(till=self._use.till)
            self._view.entry.ask("reset", "", question, "")

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        if answer.topic == "backup" and answer.text:
            self._path = answer.text
            self._begin("backup")
            self._backup.start(functools.partial(self._use.back_up, answer.text))
        elif answer.topic == "move" and answer.text:
            self._path = answer.text
            self._begin("move")
            self._probe.start(functools.partial(self._use.probe, answer.text))
        elif answer.topic == "reset" and answer.text.casefold() == self._use.till.casefold():
            words = self.tr("Wipe keys and data of this till from this computer")
            self._ask_manager("reset", words)
        elif answer.topic == "reset":
            self._view.banner.show_notice(
                lambda: Notice("info", self.tr("That is not this till's name: nothing was changed."))
            )

    def _ask_manager(self, reason: Reason, words: str) -> None:
        self.approval_asked.emit(
            ApprovalRequest(PERMISSION, lambda: words, lambda given: self._close(reason, given), reason=reason)
        )

    def _file_name(self, what: str) -> str:
        now = self._use.clock.now()
        return f"onetill-{self._use.store}-{self._use.till}-{now:%Y%m%d-%H%M}.{what}"

    # --- what is done

    def _can(self, reason: Reason) -> bool:
        try:
            self._use.closer.check(reason)
        except Refused as error:
            self._on_refused(error)
            return False
        return True

    def _close(self, reason: Reason, approval: Approval) -> None:
        try:
            changes = self._use.closer.close(reason, approval, new_move_id() if reason == "moved" else "")
        except UserFacing as error:
            self._on_refused(error)
            return
        except StoreFailed as error:
            self._on_refused(Unavailable(error.code, **error.params))
            return
        self._operations.announce(changes)
        self.closed.emit(self._path if reason == "moved" else "")

    def _begin(self, doing: Doing) -> None:
        self._doing = doing
        self.refresh()

    @Slot(object)
    def _on_probed(self, _result: object) -> None:
        self._begin("")
        self._ask_manager("moved", self.tr("Move this till to another computer; this one sells no more"))

    @Slot(object)
    def _on_backed_up(self, written: object) -> None:
        assert isinstance(written, int)
        self._begin("")
        path = self._path
        self._view.banner.show_notice(
            lambda: Notice(
                "good",
                self.tr("The backup is in {path} ({size}).").format(path=path, size=size(written)),
                self.tr("It is encrypted and holds no key."),
                self.tr("It is put back with 'pos-client restore', on this computer."),
            )
        )

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self._begin("")
        self._view.banner.show_notice(lambda: notice_of(error))
