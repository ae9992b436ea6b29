"""Finishes what was begun when this machine's till was closed: sends and wipes, or waits for the arrival."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Literal, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.errors import UserFacing
from pos_client.ui.failures import LINE_CODES, notice_of
from pos_client.ui.formatting import number
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import ExportedFile
from pos_client.ui.screens.closed.view import ClosedState, ClosedView
from pos_client.ui.stick_path import stick_path
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer


class ClosedTill(Protocol):
    """The machine's till that was closed. All but the facts are slow: on a pool thread. They raise Refused, Unavailable
    or StoreFailed."""

    @property
    def reason(self) -> Literal["moved", "reset"]: ...

    @property
    def store_name(self) -> str: ...

    @property
    def till(self) -> str: ...

    def waiting(self) -> int:
        """How many entries the ledger does not have. Quick."""

    def export_name(self) -> str: ...

    def export_journal(self, path: str) -> ExportedFile: ...

    def finish_reset(self) -> int:
        """Send what waits; wipe the machine when nothing does. How many entries still wait (0: it is wiped)."""

    def write_move(self, path: str) -> str:
        """Write the file in which the till moves; the code that opens it. Raises Unavailable `move_unwritable`."""

    def wipe_moved(self, code: str) -> int:
        """Wipe it, because somebody knows the code of the till's arrival. Raises Refused `arrival_code_wrong`."""


class ClosedPresenter(QObject):
    """`wiped`: the machine is as new."""

    wiped = Signal()

    def __init__(
        self,
        view: ClosedView,
        closed: ClosedTill,
        operations: Operations,
        language: Language,
        parent: QObject | None = None,
        *,
        move_to: str = "",
    ) -> None:
        """`move_to`: the file in which the till moves, when a manager allowed it a moment ago: only then may it be
        written here.
        """
        super().__init__(parent)
        self._view = view
        self._closed = closed
        self._language = language
        self._waiting = closed.waiting()
        self._move_to = move_to
        self._code = ""
        self._writing = SlowOperation(operations, self)
        self._writing.succeeded.connect(self._on_written)
        self._writing.refused.connect(self._on_refused)
        self._wiping = SlowOperation(operations, self)
        self._wiping.succeeded.connect(self._on_tried)
        self._wiping.refused.connect(self._on_refused)
        self._export = SlowOperation(operations, self)
        self._export.succeeded.connect(self._on_exported)
        self._export.refused.connect(self._on_refused)
        view.wipe_asked.connect(self._on_wipe)
        view.export_asked.connect(self._on_export)
        view.write_asked.connect(self._on_write)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)
        view.language_asked.connect(language.use)
        language.changed.connect(self.refresh)
        self.refresh()
        if closed.reason == "reset":
            self._try(closed.finish_reset)  # a cut line is no reason to ask again
        elif move_to:
            self._write(move_to)

    @Slot()
    def refresh(self) -> None:
        closed = self._closed
        self._view.show_state(
            ClosedState(
                closed.reason,
                closed.store_name,
                closed.till,
                self._waiting,
                self._language.code,
                busy=any(work.is_running for work in (self._wiping, self._export, self._writing)),
                moved_to=self._move_to,
                code=self._code,
            )
        )

    @Slot()
    def _on_wipe(self) -> None:
        if self._closed.reason == "moved":
            self._view.entry.ask("arrival", "", self.tr("Code that the new computer shows"), "")
        else:
            self._try(self._closed.finish_reset)

    def _try(self, work: Callable[[], int]) -> None:
        self._view.banner.show_notice(None)
        self._wiping.start(work)
        self.refresh()

    @Slot()
    def _on_write(self) -> None:
        self._view.entry.ask("move", "", self.tr("The till moves in this file"), self._move_to)

    def _write(self, path: str) -> None:
        self._view.banner.show_notice(None)
        self._move_to = path
        self._writing.start(functools.partial(self._closed.write_move, path))
        self.refresh()

    @Slot(object)
    def _on_written(self, code: object) -> None:
        self._code = str(code)
        self.refresh()

    @Slot()
    def _on_export(self) -> None:
        path = stick_path(self._closed.export_name())
        self._view.entry.ask("export", "", self.tr("Write the journal to this file"), path)

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        if answer.topic == "arrival" and answer.text:
            self._try(functools.partial(self._closed.wipe_moved, answer.text))
        elif answer.topic == "move" and answer.text:
            self._write(answer.text)
        elif answer.topic == "export" and answer.text:
            self._export.start(functools.partial(self._closed.export_journal, answer.text))
            self.refresh()

    @Slot(object)
    def _on_tried(self, waiting: object) -> None:
        assert isinstance(waiting, int)
        self._waiting = waiting
        if not waiting:
            self.wiped.emit()
            return
        self.refresh()

    @Slot(object)
    def _on_exported(self, exported: ExportedFile) -> None:
        self.refresh()
        self._view.banner.show_notice(
            lambda: Notice(
                "good",
                self.tr("{count} entries are in {path}.", "", exported.entries).format(
                    count=number(exported.entries), path=exported.path
                ),
                self.tr("Only the ledger can read it. This computer keeps everything too."),
                self.tr(
                    "When the office has read it in, this computer needs the ledger's word once before it is wiped."
                ),
            )
        )

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self.refresh()
        self._view.banner.show_notice(lambda: self._words(error))

    def _words(self, error: UserFacing) -> Notice:
        """What is said of the line elsewhere speaks of sales that go on: here there are none."""
        told = notice_of(error)
        if error.code not in LINE_CODES:
            return told
        safe = self.tr("Nothing was wiped: this computer keeps everything.")
        return replace(told, safe=safe, todo=self.tr("Check the network, then try again."))
