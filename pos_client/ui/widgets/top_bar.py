"""Where we are, and the facts that must always be in sight: the line to the ledger, the printer, who, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.application.machine_news import NOTHING_NEW, MachineNews
from pos_client.application.room import Room
from pos_client.sync.status import SyncStatus
from pos_client.ui.feed_names import coming_words
from pos_client.ui.formatting import age, clock_time, date, number, parsed, short_date_time, size, weekday
from pos_client.ui.long_offline import OfflineFacts
from pos_client.ui.ports import DeviceControl
from pos_client.ui.theme import scaled
from pos_client.ui.widgets.base import Card, ElidedLabel, View
from pos_client.ui.widgets.indicator import Indicator

PrinterState = Literal["ready", "paper_low", "failed", "paper_out", "cover_open", "offline", "none"]
# What a printer answered: True, or the code of an error; any other code is `failed`.
PRINTER_ANSWERS: Mapping[object, PrinterState] = {
    True: "ready",
    "printer_paper_out": "paper_out",
    "printer_cover_open": "cover_open",
    "printer_offline": "offline",
}


def printer_now(told: PrinterState, devices: DeviceControl) -> PrinterState:
    """What was `told` last, as far as there is a printer; one that is ready may be near the end of its roll."""
    if not devices.printer_target():
        return "none"
    if told not in ("none", "ready", "paper_low"):
        return told
    return "paper_low" if devices.paper_is_low() else "ready"


@dataclass(frozen=True, slots=True)
class TopBarState:
    """`section` is in the language of the moment already; `cashier` is empty while nobody is signed in.

    `unprinted`: how many receipts wait for the printer. `offline`: since when the ledger is away, where that is known.
    """

    section: str
    store_name: str
    till: str
    sync: SyncStatus
    printer: PrinterState
    cashier: str
    staff_id: str
    now: datetime
    unprinted: int = 0
    offline: OfflineFacts | None = None
    machine: MachineNews = NOTHING_NEW


class TopBar(View):
    """`sync_clicked`, `printer_clicked` and `room_clicked`: the user wants to know more."""

    sync_clicked = Signal()
    printer_clicked = Signal()
    room_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: TopBarState | None = None
        frame = Card("topBar")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = ElidedLabel("pageTitle")
        self._place = ElidedLabel("muted")
        words.addWidget(self._title)
        words.addWidget(self._place)
        row.addLayout(words, 1)
        self.sync = Indicator(opens=True)
        self.printer = Indicator(opens=True)
        self.room = Indicator(opens=True)
        self.update_ready = Indicator(opens=True)
        self.person = Indicator()
        self.clock = Indicator()
        for indicator in (self.update_ready, self.room, self.sync, self.printer, self.person, self.clock):
            row.addWidget(indicator)
        self.sync.clicked.connect(self.sync_clicked)
        self.printer.clicked.connect(self.printer_clicked)
        self.room.clicked.connect(self.room_clicked)
        self.update_ready.clicked.connect(self.room_clicked)
        self.setFixedHeight(max(58, scaled(52)))

    def retranslate(self) -> None:
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: TopBarState) -> None:
        self._state = state
        self._title.setText(state.section)
        self._place.setText(" · ".join(part for part in (state.store_name, state.till) if part))
        self.sync.show_fact(*self._sync_words(state))
        self.printer.show_fact(*self._printer_words(state.printer, state.unprinted))
        room, update = state.machine.room, state.machine.update
        self.room.setVisible(room.level != "enough")
        self.room.show_fact(*self._room_words(room))
        self.update_ready.setVisible(bool(update))
        self.update_ready.show_fact("download", "", self.tr("Update"), update)
        self.person.setVisible(bool(state.cashier))
        self.person.show_fact("circle-user-round", "", state.cashier, state.staff_id)
        self.clock.show_fact("clock", "", clock_time(state.now), f"{date(state.now)} {weekday(state.now)}")

    def _sync_words(self, state: TopBarState) -> tuple[str, str, str, str]:
        """Icon, tone, title and detail: connected or not, how many entries wait, how old the oldest is."""
        sync, now = state.sync, state.now
        oldest = parsed(sync.oldest_waiting_at) if sync.oldest_waiting_at else None
        waits = self.tr("{count} waiting").format(count=number(sync.waiting))
        if oldest is not None:
            waits += " · " + self.tr("oldest {age}").format(age=age(oldest, now))
        if sync.suspended:
            return "triangle-alert", "bad", self.tr("Suspended by the ledger"), waits
        if not sync.connected:
            return self._offline_words(state, waits if sync.waiting else self.tr("nothing waiting"))
        if sync.last_error:
            return "triangle-alert", "bad", self.tr("Connected"), self.tr("look here: something is wrong")
        if sync.pulling:
            return "download", "good", self.tr("Receiving data"), coming_words(sync.pulling[:1])
        if sync.waiting:
            return "upload", "good", self.tr("Connected"), waits
        return "wifi", "good", self.tr("Connected"), self.tr("all sent")

    def _offline_words(self, state: TopBarState, waits: str) -> tuple[str, str, str, str]:
        """After long: since when, how much waits, and the limit that is nearest to its end."""
        facts = state.offline
        if facts is None:
            return "wifi-off", "warn", self.tr("Not connected"), waits
        title, tone = self.tr("Not connected"), "warn"
        if facts.is_long and facts.since is not None:
            moment = short_date_time(facts.since, state.now)
            title, tone = self.tr("Long offline, since {moment}").format(moment=moment), "bad"
        if not facts.near:
            return "wifi-off", tone, title, waits
        name = facts.name or self.tr("Points")
        used = self.tr("{name}: {used} of {limit} used").format(
            name=name, used=number(facts.used), limit=number(facts.limit)
        )
        count = self.tr("{count} waiting").format(count=number(state.sync.waiting))
        return "wifi-off", "bad" if facts.used >= facts.limit else tone, title, f"{count} · {used}"

    def _room_words(self, room: Room) -> tuple[str, str, str, str]:
        free = self.tr("{size} free").format(size=size(room.free_bytes))
        if room.level == "spent":
            return "hard-drive", "bad", self.tr("Disk full: no new sales"), free
        return "hard-drive", "warn", self.tr("Disk nearly full"), free

    def _printer_words(self, printer: PrinterState, unprinted: int) -> tuple[str, str, str, str]:
        title = self.tr("Printer")
        if printer == "none":
            return "printer", "", title, self.tr("none set up")
        if printer == "ready":
            return "printer-check", "good", title, self.tr("ready")
        if printer == "paper_low":
            return "printer-check", "warn", title, self.tr("paper nearly used up")
        words = {
            "failed": self.tr("not answering"),
            "paper_out": self.tr("out of paper"),
            "cover_open": self.tr("cover open"),
            "offline": self.tr("switched offline"),
        }[printer]
        if unprinted:
            words += " · " + self.tr("{count} to print").format(count=number(unprinted))
        return "printer-x", "bad", title, words
