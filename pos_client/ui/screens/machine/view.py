"""The page of this machine: room and backup, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from pos_client.application.machine_news import BackupNews, UpdateNews
from pos_client.application.room import Room
from pos_client.ui.formatting import is_chinese, number, parsed, sentences, short_date_time, size
from pos_client.ui.screens.machine.card import ThingCard
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.page import Page

#: The till makes a backup a day: a newest one that is older than this is news.
OLD = timedelta(days=3)
Doing = Literal["", "backup", "update", "move", "reset"]


@dataclass(frozen=True, slots=True)
class MachineState:
    """`waiting`: entries that the ledger does not have. `doing`: what runs just now."""

    room: Room
    folder: str
    waiting: int
    update: UpdateNews
    backups: BackupNews
    now: datetime
    doing: Doing = ""


class MachineView(Page):
    """`backup_asked`, `update_asked`, `move_asked`, `reset_asked`; `entry` asks for what they need."""

    backup_asked = Signal()
    update_asked = Signal()
    move_asked = Signal()
    reset_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: MachineState | None = None
        column = self.built_column()
        self.entry = EntryBar()
        column.addWidget(self.entry)
        self.disk = ThingCard("hard-drive", "F5")
        self.disk.asked.connect(self.backup_asked)
        self.update_card = ThingCard("download", "F6")
        self.update_card.asked.connect(self.update_asked)
        self.move_card = ThingCard("monitor-smartphone", "F7")
        self.move_card.asked.connect(self.move_asked)
        self.reset = ThingCard("trash-2", "F9", "danger")
        self.reset.asked.connect(self.reset_asked)
        grid = QGridLayout()
        grid.setSpacing(10)
        for place, card in enumerate((self.disk, self.update_card, self.move_card, self.reset)):
            grid.addWidget(card, place // 2, place % 2)
        for at in range(2):
            grid.setColumnStretch(at, 1)
        column.addLayout(grid)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.disk.set_words(
            self.tr("Room and backup"),
            self.tr(
                "A backup is a copy of this till's data while it sells. It can be opened on this computer only: its"
                " keys stay here."
            ),
            self.tr("Back up"),
        )
        self.update_card.set_words(
            self.tr("Updates"),
            self.tr(
                "What the group has signed is fetched and checked by itself, while nobody pays. It is installed while"
                " no till runs: by the system where it is set up so, else by a person."
            ),
            self.tr("Look now"),
        )
        self.move_card.set_words(
            self.tr("Move to another computer"),
            self.tr(
                "The till goes on there with its name, its journal and its settings, in a file that a code opens. This"
                " computer then sells no more."
            ),
            self.tr("Move"),
        )
        self.reset.set_words(
            self.tr("Reset this computer"),
            self.tr("Wipes keys, journal and members' data. The computer can then be enrolled anew."),
            self.tr("Reset"),
        )
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: MachineState) -> None:
        self._state = state
        idle = not state.doing
        words, tone = self._room_words(state)
        self.disk.show_standing(words, tone, enabled=idle)
        self.update_card.show_standing(*self._update_words(state), enabled=idle)
        trying = self.tr("Trying whether the file can be written …") if state.doing == "move" else ""
        self.move_card.show_standing(trying, enabled=idle)
        if state.waiting:
            waits = self.tr(
                "Not at the ledger yet: {count} entries. Nothing is wiped before they are.", "", state.waiting
            )
            waits = waits.format(count=number(state.waiting))
            self.reset.show_standing(waits, "warn", enabled=idle)
        else:
            self.reset.show_standing(self.tr("Everything this till has done is at the ledger."), "", enabled=idle)

    def _update_words(self, state: MachineState) -> tuple[str, str]:
        news = state.update
        if state.doing == "update":
            return self.tr("Looking …"), ""
        if news.kind == "off":
            return self.tr("Neither the ledger nor a setting (Ctrl+9) says where updates are."), ""
        if news.kind == "current":
            return self.tr("This is the newest: {version}.").format(version=news.version), "good"
        if news.kind == "blocked":
            words = self.tr("{version} is there; {minimum} has to be installed before it.")
            return words.format(version=news.version, minimum=news.minimum), "warn"
        if news.kind == "ready":
            words = self.tr("{version} is ready. Close the till, then install {path}")
            note = news.notes.get("zh" if is_chinese() else "en", "")
            return sentences(note, words.format(version=news.version, path=news.path)), "good"
        return "", ""

    def _room_words(self, state: MachineState) -> tuple[str, str]:
        if state.doing == "backup":
            return self.tr("Backing up …"), ""
        free = self.tr("{size} are free in {folder}.").format(size=size(state.room.free_bytes), folder=state.folder)
        kept, tone = self._backup_words(state)
        if state.room.level == "spent":
            return sentences(self.tr("There is no room for new sales."), free, kept), "bad"
        if state.room.level == "low":
            return sentences(self.tr("Little room is left."), free, kept), "warn"
        return sentences(free if state.room.free_bytes else "", kept), tone

    def _backup_words(self, state: MachineState) -> tuple[str, str]:
        """What the till does by itself."""
        news, at = state.backups, parsed(state.backups.at)
        if not news.is_known:
            return self.tr("Its own backups go to {folder}: looking …").format(folder=news.folder), ""
        if news.trouble == "backup_folder_gone":
            words = self.tr(
                "Its own backups go to {folder}, which is not there or does not answer. Those made before are kept on"
                " that disk: connect it, or make the folder, or name another one (Ctrl+9)."
            )
            return words.format(folder=news.folder), "warn"
        if at is None:
            words = self.tr("It makes its own once a day, in {folder}; none is there yet.").format(folder=news.folder)
        else:
            is_beside = Path(news.folder).is_relative_to(state.folder)
            words = self.tr("Its own backups: {count}, the newest of {when}.")
            if not is_beside:
                words = self.tr("Its own backups: {count} in {folder}, the newest of {when}.")
            when = short_date_time(at.astimezone(), state.now)
            words = words.format(count=number(news.kept), folder=news.folder, when=when)
        if news.trouble == "backup_no_room":
            return sentences(words, self.tr("There was no room for the last one; the earlier ones are kept.")), "warn"
        if news.trouble:
            return sentences(words, self.tr("The last one could not be written; the earlier ones are kept.")), "warn"
        return words, "warn" if at is not None and state.now - at > OLD else ""

    def focus_home(self) -> None:
        self.disk.button.setFocus(Qt.FocusReason.OtherFocusReason)
