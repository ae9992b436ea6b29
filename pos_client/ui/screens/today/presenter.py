"""Reads today's list when somebody looks, and does what is said about each member."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

from pos_client.application.changes import Changes
from pos_client.application.today import Loaded, Shown, TodayDesk, Whose
from pos_client.errors import UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.today.building import TodayWords, build_state
from pos_client.ui.screens.today.view import TodayView
from pos_client.ui.when_seen import WhenSeen
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.contacts import How, Listed
from retail.ports import StoreFailed

SNOOZE_FIRST = 3


class TodayPresenter(QObject):
    """`unmask` journals that somebody had a member's data shown in full: one_id and why."""

    profile_asked = Signal(object)  # one_id

    def __init__(
        self,
        view: TodayView,
        desk: TodayDesk,
        words: TodayWords,
        operations: Operations,
        *,
        unmask: Callable[[str], Changes],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._desk, self._words, self._operations = view, desk, words, operations
        self._unmask = unmask
        self._loaded: Loaded | None = None
        self._shown: Shown | None = None
        self._whose: Whose | None = None
        self._selected: str | None = None
        self._in_full: str | None = None  # whose data is shown, until another one is chosen
        self._is_stale = True
        self._who: str | None = None
        self._work = SlowOperation(operations, self)
        self._work.succeeded.connect(self._on_loaded)
        self._work.refused.connect(self._on_refused)
        view.selected.connect(self._on_selected)
        view.done_asked.connect(lambda key: self._ask_note("done", key))
        view.told_asked.connect(lambda key: self._ask_note("told", key))
        view.not_wanted_asked.connect(lambda key: self._ask_note("not_wanted", key))
        view.snooze_asked.connect(self._on_snooze)
        view.no_contact_asked.connect(self._on_no_contact)
        view.show_asked.connect(self._on_show)
        view.guide_asked.connect(self._on_guide)
        view.profile_asked.connect(self._on_profile)
        view.whose_asked.connect(self._on_whose)
        view.refresh_asked.connect(self._on_refresh)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)
        self._when_seen = WhenSeen(view, self.look, self)
        operations.changed.connect(self._on_changed)

    @Slot()
    def look(self) -> None:
        """The page comes into sight: the list of now, read anew where something came in or the day is another."""
        if self._who != self._words.signed_in():
            self._who, self._whose, self._in_full = self._words.signed_in(), None, None
        if self._whose is None:
            self._whose = "mine" if self._desk.begins_with_mine() else "store"
        if self._loaded is None or self._is_stale or self._desk.is_old(self._loaded):
            self._read()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Draw what is known."""
        loaded, whose = self._loaded, self._whose or "mine"
        if loaded is None:
            self._view.show_state(build_state(self._words, None, None, self._view_state()))
            return
        try:
            self._shown = self._desk.shown(loaded, whose)
        except (UserFacing, StoreFailed) as error:
            self._tell(error)
            return
        known = {row.task.task_id for row in self._shown.found.rows}
        if self._selected not in known:
            self._selected = next(iter(row.task.task_id for row in self._shown.found.rows), None)
        self._view.show_state(build_state(self._words, loaded, self._shown, self._view_state()))

    def _view_state(self) -> tuple[str | None, str | None, bool]:
        return self._selected, self._in_full, self._work.is_running

    def _read(self) -> None:
        if self._work.start(self._desk.load_on_pool):
            self._is_stale = False

    @Slot(object)
    def _on_loaded(self, loaded: object) -> None:
        if isinstance(loaded, Loaded):
            self._loaded = loaded
            self.refresh()
            if self._view.isVisible() and self._view.entry.isHidden():
                self._view.focus_home()  # there was no list before

    @Slot(object)
    def _on_refused(self, error: object) -> None:
        if isinstance(error, UserFacing):
            self._tell(error)
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.facts & {"reference", "sales"}:
            self._is_stale = True
        if changes.facts & {"reference", "contacts", "session"}:
            self._when_seen.changed()

    # --- choosing

    @Slot(object)
    def _on_selected(self, key: str) -> None:
        if key != self._selected:
            self._selected, self._in_full = key, None
            self.refresh()

    @Slot()
    def _on_whose(self) -> None:
        self._whose = "mine" if self._whose == "store" else "store"
        self.refresh()

    @Slot()
    def _on_refresh(self) -> None:
        self._read()
        self.refresh()

    @Slot(object)
    def _on_profile(self, key: str) -> None:
        row = self._row(key)
        if row is not None:
            self.profile_asked.emit(row.person.one_id)

    @Slot(object)
    def _on_show(self, key: str) -> None:
        """Name and phone in full, and the message on the clipboard: who looked is written down first."""
        row, loaded = self._row(key), self._loaded
        if row is None or loaded is None:
            return
        if not self._do(lambda: self._unmask(row.person.one_id)):
            return
        self._in_full = key
        QGuiApplication.clipboard().setText(self._words.message(loaded, row, in_full=True))
        self.refresh()
        self._view.banner.show_notice(
            lambda: Notice("info", self.tr("The message is copied: paste it where you send."))
        )

    # --- doing

    def _ask_note(self, topic: str, key: str) -> None:
        row, loaded = self._row(key), self._loaded
        if row is None or loaded is None:
            return
        how: How = "message" if topic == "done" else "in_store"
        if topic != "not_wanted" and not self._do(lambda: self._checked(loaded, row, how)):
            return
        question = {
            "done": self.tr("Contacted. What came of it? (may be empty)"),
            "told": self.tr("Told in the store. What came of it? (may be empty)"),
            "not_wanted": self.tr("Not about this. Why? (may be empty)"),
        }[topic]
        self._view.entry.ask(topic, key, question, "")

    def _checked(self, loaded: Loaded, row: Listed, how: How) -> Changes:
        self._desk.check(loaded, row.task, how)
        return Changes()

    @Slot(object)
    def _on_snooze(self, key: str) -> None:
        loaded = self._loaded
        offered = (loaded.rules.snooze_days if loaded is not None and loaded.rules is not None else ()) or (1,)
        first = SNOOZE_FIRST if SNOOZE_FIRST in offered else offered[0]
        self._view.entry.ask("snooze", key, self.tr("Again in how many days?"), str(first), self.tr("days"))

    @Slot(object)
    def _on_no_contact(self, key: str) -> None:
        row = self._row(key)
        if row is not None:
            question = self.tr("Nobody contacts {name} any more, in any store. Type yes to confirm").format(
                name=self._words.name(row, in_full=False)
            )
            self._view.entry.ask("no_contact", key, question, "")

    @Slot(object)
    def _on_guide(self, key: str) -> None:
        row = self._row(key)
        if row is not None and self._do(lambda: self._desk.become_guide(row.person)):
            self._read()
            self._view.banner.show_notice(lambda: Notice("good", self.tr("From now on this is your member.")))

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        row, loaded = self._row(answer.subject), self._loaded
        if row is None or loaded is None:
            return
        task, text = row.task, answer.text
        if answer.topic == "snooze":
            days = int(text) if text.isdecimal() and len(text) < 6 else 0
            self._do(lambda: self._desk.snooze(loaded, task, days))
        elif answer.topic == "not_wanted":
            self._do(lambda: self._desk.not_wanted(loaded, task, text))
        elif answer.topic == "no_contact":
            if text.casefold() in ("yes", "y", "是", "确认"):
                self._do(lambda: self._desk.wants_no_contact(task.one_id))
                self._read()
        else:
            how: How = "in_store" if answer.topic == "told" else "message"
            self._do(lambda: self._desk.done(loaded, task, how, text))

    def _do(self, act: Callable[[], Changes]) -> bool:
        """Do it and tell everybody; what is refused stands in the banner."""
        try:
            changes = act()
        except (UserFacing, StoreFailed) as error:
            self._tell(error)
            self.refresh()
            return False
        self._view.banner.show_notice(None)
        self._operations.announce(changes)
        self.refresh()
        return True

    def _row(self, key: str) -> Listed | None:
        rows = () if self._shown is None else self._shown.found.rows
        return next((row for row in rows if row.task.task_id == key), None)

    def _tell(self, error: UserFacing | StoreFailed) -> None:
        self._view.banner.show_notice(lambda: notice_of(error))
