"""The line to the ledger in words: connected or not, since when, what waits, what came in, what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pos_client.application.benefits import BadOffer
from pos_client.application.possibilities import Possible
from pos_client.sync.status import SyncStatus
from pos_client.ui.colours import COLOURS
from pos_client.ui.failures import in_words
from pos_client.ui.feed_names import FEED_NAMES, coming_words, feed_name
from pos_client.ui.formatting import age, date_time, number, parsed, sentences
from pos_client.ui.icons import pixmap
from pos_client.ui.ports import Finding
from pos_client.ui.screens.connection.boxes import Box, BoxGrid
from pos_client.ui.screens.connection.findings_panel import FindingsPanel
from pos_client.ui.screens.connection.offline_panel import OfflinePanel, OfflineState
from pos_client.ui.screens.connection.possible_panel import PossiblePanel
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, ElidedLabel, breakable, label
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page

BAD_OFFERS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class ConnectionState:
    """`offline` is None where nobody asked."""

    sync: SyncStatus
    now: datetime
    offline: OfflineState | None = None
    bad_offers: tuple[BadOffer, ...] = ()  # for managers
    possible: tuple[Possible, ...] = ()
    long_offline: bool = False
    low: tuple[tuple[str, str], ...] = ()  # name and words of what runs low
    exporting: bool = False
    checking: bool = False
    bundling: bool = False
    findings: tuple[Finding, ...] = ()


class ConnectionView(Page):
    """Above what can be done now, below it the details; the whole page scrolls.

    `sync_asked`: try now, whatever the back-off says. `export_asked`: the journal in a file. `check_asked`: what is
    wrong with this till. `bundle_asked`: a file for whoever helps.
    """

    sync_asked = Signal()
    export_asked = Signal()
    check_asked = Signal()
    bundle_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ConnectionState | None = None
        self._findings: tuple[Finding, ...] = ()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 12, 12, 12)
        whole.setSpacing(10)
        whole.addWidget(self.banner)
        self.entry = EntryBar()
        whole.addWidget(self.entry)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole.addWidget(self.area, 1)
        column.addWidget(self._built_state())
        self.findings = FindingsPanel()
        self.findings.hide()
        column.addWidget(self.findings)
        self.possible = PossiblePanel()
        column.addWidget(self.possible)
        column.addLayout(self._built_facts())
        self._low_card, self._low_title, self._low_grid = self._built_boxes()
        self.offline = OfflinePanel()
        self.offline.hide()
        feeds, self._feeds_title, self._grid = self._built_boxes()
        for card in (self._low_card, self.offline, self._built_bad_offers(), feeds):
            column.addWidget(card)
        column.addStretch(1)
        self.retranslate()

    def _built_state(self) -> QWidget:
        self._card = Card()
        row = QHBoxLayout(self._card)
        row.setContentsMargins(20, 14, 14, 14)
        row.setSpacing(16)
        self._icon = QLabel()
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label("stateTitle")
        self._detail = label("body", wraps=True)
        self._next = label("muted", wraps=True)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addWidget(self._next)
        self.sync_button = KeyButton("refresh-cw", "F5", "primary", 17)
        self.sync_button.setMinimumHeight(56)
        self.sync_button.clicked.connect(self.sync_asked)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        self.export_button = KeyButton("download", "F8", "plain", 15)
        self.export_button.clicked.connect(self.export_asked)
        self.check_button = KeyButton("search", "F9", "plain", 15)
        self.check_button.clicked.connect(self.check_asked)
        self.bundle_button = KeyButton("package", "F10", "plain", 15)
        self.bundle_button.clicked.connect(self.bundle_asked)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for place, button in enumerate((self.sync_button, self.check_button, self.export_button, self.bundle_button)):
            buttons.addWidget(button, place // 2, place % 2)
        row.addLayout(buttons)
        return self._card

    def _built_facts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._facts: list[tuple[QLabel, ElidedLabel]] = []
        for _ in range(3):
            card = Card()
            column = QVBoxLayout(card)
            column.setContentsMargins(16, 10, 16, 10)
            column.setSpacing(2)
            name = label("muted")
            value = ElidedLabel("factNumber")
            column.addWidget(name)
            column.addWidget(value)
            self._facts.append((name, value))
            row.addWidget(card, 1)
        return row

    def _built_boxes(self) -> tuple[Card, QLabel, BoxGrid]:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        title = label("cardTitle")
        column.addWidget(title)
        grid = BoxGrid()
        column.addLayout(grid)
        return card, title, grid

    def _built_bad_offers(self) -> QWidget:
        """Offers that came in and are not used: what is wrong, and where, for whoever calls the office."""
        self._bad_card = Card()
        column = QVBoxLayout(self._bad_card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        self._bad_title = label("cardTitle", wraps=True)
        self._bad_rows = label("body", wraps=True)
        column.addWidget(self._bad_title)
        column.addWidget(self._bad_rows)
        return self._bad_card

    def bad_offer_texts(self) -> str:
        """What is said of offers that are not used; empty when all are."""
        return self._bad_rows.text() if self._bad_card.isVisibleTo(self) else ""

    def _show_bad_offers(self, offers: tuple[BadOffer, ...]) -> None:
        self._bad_card.setVisible(bool(offers))
        title = self.tr("Offers that break the contract and are not used: {count}. The ledger is told.")
        self._bad_title.setText(title.format(count=number(len(offers))))
        words = self.tr("{offer}, version {version}: at {path}, expected {expected}")
        rows = [
            words.format(offer=bad.offer_id, version=bad.version, path=bad.path, expected=bad.expected)
            for bad in offers[:BAD_OFFERS_SHOWN]
        ]
        self._bad_rows.setText(breakable("\n".join(rows)))

    def handle_key(self, event: QKeyEvent) -> bool:
        """With large text, or much to tell, not everything is in sight."""
        pages = {Qt.Key.Key_Down: 0.1, Qt.Key.Key_Up: -0.1, Qt.Key.Key_PageDown: 0.9, Qt.Key.Key_PageUp: -0.9}
        step = pages.get(Qt.Key(event.key()))
        if step is None:
            return False
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + round(step * self.area.height()))
        return True

    def retranslate(self) -> None:
        self._feeds_title.setText(self.tr("What has come in, and when"))
        self._low_title.setText(self.tr("Running low at this till's pace"))
        self.export_button.set_words(self.tr("Export to USB stick"))
        self.sync_button.set_words(self.tr("Sync now"))
        self.check_button.set_words(self.tr("Check this till"))
        self.bundle_button.set_words(self.tr("Support bundle"))
        self.findings.retranslate()
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: ConnectionState) -> None:
        self._state = state
        sync, now = state.sync, state.now
        self.possible.setVisible(bool(state.possible))
        self.possible.show_state(state.possible)
        self.export_button.setEnabled(not state.exporting)
        self.check_button.setEnabled(not state.checking)
        self.bundle_button.setEnabled(not state.bundling)
        if self._findings != state.findings:
            self._findings = state.findings
            self.findings.show_findings(state.findings)
        self.findings.setVisible(bool(state.findings))
        self._low_card.setVisible(bool(state.low))
        self._low_grid.fill([Box(name, words, "limited") for name, words in state.low], self.devicePixelRatioF())
        icon, tone, colour, title, detail = self._words(sync, long_offline=state.long_offline)
        self._icon.setPixmap(pixmap(icon, colour, 44, self.devicePixelRatioF()))
        set_state(self._title, "tone", tone)
        self._title.setText(title)
        self._detail.setText(detail)
        after = self._after(sync, now)
        self._next.setText(after)
        self._next.setVisible(bool(after))
        never = self.tr("never")
        oldest = parsed(sync.oldest_waiting_at) if sync.oldest_waiting_at else None
        contact = parsed(sync.last_contact_at) if sync.last_contact_at else None
        facts = (
            (self.tr("Entries waiting"), number(sync.waiting)),
            (self.tr("Oldest of them"), "—" if oldest is None else age(oldest, now)),
            (self.tr("Ledger last answered"), never if contact is None else age(contact, now)),
        )
        for (name, value), (name_text, value_text) in zip(self._facts, facts, strict=True):
            name.setText(name_text)
            value.setText(value_text)
        self._show_feeds(sync, now)
        self.offline.setVisible(state.offline is not None)
        if state.offline is not None:
            self.offline.show_state(state.offline)
        self._show_bad_offers(state.bad_offers)

    def _words(self, sync: SyncStatus, *, long_offline: bool) -> tuple[str, str, str, str, str]:
        if sync.suspended:
            return (
                "triangle-alert", "bad", COLOURS.bad, self.tr("Suspended by the ledger"),
                self.tr("Two journals claim to be this till's. Sales go on and are kept; call the office now."),
            )  # fmt: skip
        if not sync.connected and long_offline and sync.since:
            return (
                "wifi-off", "bad", COLOURS.bad, self.tr("Not connected for long"),
                self.tr("Selling goes on, and everything is kept. Take the journal to the office on a stick (F8)."),
            )  # fmt: skip
        if not sync.connected:
            return (
                "wifi-off", "warn", COLOURS.warn, self.tr("Not connected"),
                self.tr("Selling goes on as usual. Everything is kept in this till and sent when the line is back."),
            )  # fmt: skip
        if sync.last_error:
            return (
                "triangle-alert", "bad", COLOURS.bad, self.tr("Connected, but something is wrong"),
                self.tr("Selling goes on as usual, and everything is kept in this till."),
            )  # fmt: skip
        if sync.pulling:
            return (
                "download", "good", COLOURS.good, self.tr("Connected"),
                self.tr("Receiving: {coming}. Selling goes on meanwhile.").format(coming=coming_words(sync.pulling)),
            )  # fmt: skip
        if sync.waiting:
            return (
                "upload", "good", COLOURS.good, self.tr("Connected"),
                self.tr("Sending what waits. Selling goes on meanwhile."),
            )  # fmt: skip
        return (
            "wifi", "good", COLOURS.good, self.tr("Connected"),
            self.tr("Everything this till has done is at the ledger."),
        )  # fmt: skip

    def _after(self, sync: SyncStatus, now: datetime) -> str:
        parts = []
        since = parsed(sync.since) if sync.since else None
        if since is not None:
            parts.append(self.tr("Since {time} ({age}).").format(time=date_time(since), age=age(since, now)))
        if sync.last_error and not sync.suspended:
            parts.append(in_words(sync.last_error, sync.last_error_params))
        if sync.next_attempt_in_ms is not None and not sync.connected:
            parts.append(self.tr("Next try within {count} s.").format(count=-(-sync.next_attempt_in_ms // 1000)))
        if sync.quarantined:
            parts.append(
                self.tr("{count} entries were set aside by the ledger: tell the office.", "", sync.quarantined).format(
                    count=number(sync.quarantined)
                )
            )
        return sentences(*parts)

    def _show_feeds(self, sync: SyncStatus, now: datetime) -> None:
        boxes = []
        for feed in [*FEED_NAMES, *sorted(set(sync.feeds) - set(FEED_NAMES))]:
            when = parsed(sync.feeds[feed]) if feed in sync.feeds else None
            if when is None:
                boxes.append(Box(feed_name(feed), self.tr("not yet"), "waiting"))
            else:
                boxes.append(Box(feed_name(feed), age(when, now), tip=date_time(when)))
        self._grid.fill(boxes, self.devicePixelRatioF())

    def focus_home(self) -> None:
        self.sync_button.setFocus(Qt.FocusReason.OtherFocusReason)
