"""Asks the ledger to take this till."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.errors import UserFacing
from pos_client.ui.failures import LINE_CODES, notice_of
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import Enrolment
from pos_client.ui.screens.enrolment.view import EnrolmentForm, EnrolmentState, EnrolmentView
from pos_client.ui.widgets.banner import Notice


class EnrolmentPresenter(QObject):
    """`enrolled` carries what the use case returned."""

    enrolled = Signal(object)

    def __init__(
        self,
        view: EnrolmentView,
        enrolment: Enrolment,
        operations: Operations,
        language: Language,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._enrolment = enrolment
        self._language = language
        self._asking = SlowOperation(operations, self)
        self._asking.succeeded.connect(self._on_enrolled)
        self._asking.refused.connect(self._on_refused)
        view.enrol_asked.connect(self._on_enrol)
        view.language_asked.connect(language.use)
        language.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        self._view.show_state(EnrolmentState(self._asking.is_running, self._language.code))

    @Slot(object)
    def _on_enrol(self, form: EnrolmentForm) -> None:
        if not form.address or not form.code:
            self._view.banner.show_notice(lambda: Notice("warn", self.tr("Address and code are both needed.")))
            self._view.focus_home()
            return
        self._view.banner.show_notice(None)
        self._asking.start(lambda: self._enrolment.enrol(form.address, form.code, form.device))
        self.refresh()

    @Slot(object)
    def _on_enrolled(self, result: object) -> None:
        self.refresh()
        self.enrolled.emit(result)

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self._view.banner.show_notice(lambda: self._words(error))
        self.refresh()

    def _words(self, error: UserFacing) -> Notice:
        """What is said of the line elsewhere speaks of sales that go on: here there are none yet."""
        told = notice_of(error)
        if error.code not in LINE_CODES:
            return told
        safe = self.tr("The till is not enrolled yet.")
        return replace(told, safe=safe, todo=self.tr("Check the address and the network, then try again."))
