"""A manager's work with cases: nothing of it is done on the GUI thread, and all of it needs the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Slot

from pos_client.application.cases import CaseDesk, CaseFile, CaseFilter, CaseList, CaseSummary
from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk
from pos_client.errors import Refused, UserFacing
from pos_client.sync.status import SyncStatus
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import age, parsed
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.cases import words
from pos_client.ui.screens.cases.building import Context, case_row, case_sheet, summary_sheet
from pos_client.ui.screens.cases.state import CaseSheet, CasesState
from pos_client.ui.screens.cases.view import CasesView
from pos_client.ui.widgets.banner import Notice
from retail.ports import Clock, ReferenceData

_STATUSES: tuple[str | None, ...] = ("open", "decided", None)
_OWNERS = ("", "me", "nobody")
_SIGN_IN_AGAIN = frozenset(("case_sign_in_again", "not_signed_in"))


@dataclass(frozen=True, slots=True)
class CaseUseCases:
    """What the page works with. `store` is this till's."""

    desk: CaseDesk
    staff: StaffDesk
    reference: ReferenceData
    clock: Clock
    store: str


class CasesPresenter(QObject):
    """Lists when it is shown; reads a case only when the user asks for it, because a read of a member is on record."""

    def __init__(
        self, view: CasesView, use_cases: CaseUseCases, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._filter = CaseFilter()
        self._selected: str | None = None
        self._file: CaseFile | None = None
        self._is_connected = True
        self._work = SlowOperation(operations, self)
        self._work.succeeded.connect(self._on_done)
        self._work.refused.connect(self._on_refused)
        view.pin.entered.connect(self._on_pin)
        view.selected.connect(self._on_selected)
        view.opened.connect(self._on_opened)
        view.status_asked.connect(self._on_status)
        view.owner_asked.connect(self._on_owner)
        view.kind_asked.connect(self._on_kind)
        view.refresh_asked.connect(self.look)
        view.sheet.read_asked.connect(self._on_read)
        view.sheet.take_asked.connect(self._on_take)
        view.sheet.hand_back_asked.connect(self._on_hand_back)
        view.sheet.decided.connect(self._on_decided)
        operations.changed.connect(self._on_changed)
        self.refresh()

    def show_sync(self, status: SyncStatus) -> None:
        """Whether the ledger answers: without it the last list stays, with its age."""
        if status.connected != self._is_connected:
            self._is_connected = status.connected
            self.refresh()

    @property
    def is_in_sight(self) -> bool:
        return self._view.isVisible()

    @Slot()
    def look(self) -> None:
        """Ask the ledger for the list again."""
        desk, chosen = self._use.desk, self._filter
        if desk.me is not None:
            self._start(lambda: desk.list_cases(chosen))
        self.refresh()

    def refresh(self) -> None:
        """Show what is known, in the language and at the time of now."""
        desk = self._use.desk
        context = self._context()
        listed = desk.last if desk.last is not None else CaseList()
        current = self._use.staff.current
        self._view.show_state(
            CasesState(
                locked=desk.me is None,
                person="" if current is None else current.name,
                busy=self._work.is_running,
                rows=tuple(case_row(case, context) for case in listed.cases),
                selected=self._selected,
                sheet=self._sheet(context),
                status=self.tr("All") if self._filter.status is None else words.status_name(self._filter.status),
                owner={"": self.tr("Anyone"), "me": self.tr("Mine"), "nobody": self.tr("Nobody's")}[self._filter.owner],
                kind=self.tr("All kinds") if self._filter.kind is None else words.kind_name(self._filter.kind),
                note=self._note(listed),
                empty=self._empty(listed),
            )
        )

    def _context(self) -> Context:
        staff = {person.staff_id: person.name for person in self._use.staff.staff()}
        brands = self._use.reference.settings().get("store", {}).get("brands", {})
        return Context(self._use.store, staff, brands, self._use.desk.me, self._use.clock.now())

    def _sheet(self, context: Context) -> CaseSheet | None:
        if self._file is not None and self._file.summary.case_id == self._selected:
            return case_sheet(self._file, context)
        summary = self._summary()
        return None if summary is None else summary_sheet(summary, context)

    def _summary(self) -> CaseSummary | None:
        listed = self._use.desk.last
        cases = () if listed is None else listed.cases
        return next((case for case in cases if case.case_id == self._selected), None)

    def _note(self, listed: CaseList) -> str:
        as_of = parsed(listed.as_of)
        if as_of is None:
            return ""
        parts = [self.tr("as of {age}").format(age=age(as_of, self._use.clock.now()))]
        if not self._is_connected:
            parts.insert(0, self.tr("not connected"))
        if listed.more:
            parts.append(self.tr("older first, more follow"))
        elif listed.waiting:
            parts.append(self.tr("more may come"))
        return " · ".join(parts)

    def _empty(self, listed: CaseList) -> str:
        if self._use.desk.me is None:
            return self.tr("The cases of this store are shown when the ledger knows who asks.")
        if not listed.as_of:
            return self.tr("Asking the ledger …") if self._work.is_running else self.tr("Nothing was listed yet.")
        return self.tr("No case of this kind. What the ledger cannot decide alone appears here.")

    def _start(self, call: Callable[[], object]) -> None:
        if self._work.start(call):
            self._view.banner.show_notice(None)
        self.refresh()

    # --- what the user wants

    @Slot(object)
    def _on_pin(self, pin: str) -> None:
        desk, chosen = self._use.desk, self._filter

        def sign_in_and_look() -> CaseList:
            desk.sign_in(pin)
            return desk.list_cases(chosen)

        self._start(sign_in_and_look)

    @Slot(object)
    def _on_selected(self, case_id: str) -> None:
        if case_id != self._selected:
            self._selected = case_id
            self.refresh()

    @Slot(object)
    def _on_opened(self, case_id: str) -> None:
        self._on_selected(case_id)
        self._on_read()

    @Slot()
    def _on_read(self) -> None:
        case_id = self._selected
        if case_id is not None:
            self._start(lambda: self._use.desk.read(case_id))

    @Slot()
    def _on_take(self) -> None:
        if self._file is not None:
            seen = self._file.summary
            self._start(lambda: self._use.desk.take(seen))

    @Slot(object)
    def _on_hand_back(self, note: str) -> None:
        if self._file is not None:
            case_id = self._file.summary.case_id
            self._start(lambda: self._use.desk.hand_back(case_id, note))

    @Slot(object, object)
    def _on_decided(self, decision: str, note: str) -> None:
        file = self._file
        if file is None:
            return
        if decision in file.note_needed and not note.strip():
            self._on_refused(Refused("case_note_needed"))
            self._view.sheet.ask_note()
            return
        self._start(lambda: self._use.desk.decide(file, decision, note))

    @Slot()
    def _on_status(self) -> None:
        self._look_for(CaseFilter(_next(_STATUSES, self._filter.status), self._filter.kind, self._filter.owner))

    @Slot()
    def _on_owner(self) -> None:
        owner = _OWNERS[(_OWNERS.index(self._filter.owner) + 1) % len(_OWNERS)]
        self._look_for(CaseFilter(self._filter.status, self._filter.kind, owner))  # type: ignore[arg-type]

    @Slot()
    def _on_kind(self) -> None:
        """The next kind of those that are in the list: others would find nothing."""
        listed = self._use.desk.last
        kinds = sorted({case.kind for case in (() if listed is None else listed.cases)} | {self._filter.kind or ""})
        choices: tuple[str | None, ...] = (None, *(kind for kind in kinds if kind))
        self._look_for(CaseFilter(self._filter.status, _next(choices, self._filter.kind), self._filter.owner))

    def _look_for(self, chosen: CaseFilter) -> None:
        if not self._work.is_running:
            self._filter = chosen
            self.look()

    # --- what came of it

    @Slot(object)
    def _on_done(self, result: object) -> None:
        if isinstance(result, CaseFile):
            closed_now = result.summary.status == "decided" and self._is_open_here(result)
            self._file, self._selected = result, result.summary.case_id
            if closed_now:
                self._view.banner.show_notice(lambda: Notice("good", self.tr("The case is closed.")))
        elif isinstance(result, CaseList) and self._summary() is None:
            self._selected = result.cases[0].case_id if result.cases else None
            self._file = None
        self.refresh()

    def _is_open_here(self, result: CaseFile) -> bool:
        before = self._file
        return (
            before is not None and before.summary.status == "open" and before.summary.case_id == result.summary.case_id
        )

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        if error.code in _SIGN_IN_AGAIN:
            self._use.desk.forget()
            self._file = None
        self._view.banner.show_notice(lambda: notice_of(error))
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Somebody else is at the till: they see nothing of what was shown."""
        if "session" in changes:
            self._use.desk.forget()
            self._selected = self._file = None
            self._filter = CaseFilter()
            self._view.banner.show_notice(None)
            self.refresh()


def _next(choices: tuple[str | None, ...], current: str | None) -> str | None:
    at = choices.index(current) if current in choices else -1
    return choices[(at + 1) % len(choices)]
