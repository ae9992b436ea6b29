"""The first start in steps: where one is, at the left; the step itself; back, and on or over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from pos_client.settings import Device
from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.language import LANGUAGES, following
from pos_client.ui.screens.devices.view import DevicesView
from pos_client.ui.screens.enrolment.view import EnrolmentView
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, label
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page

Step = Literal["language", "ledger", "scanner", "printer", "camera", "drawer", "done"]
Result = Literal["good", "skipped"]
STEPS: tuple[Step, ...] = ("language", "ledger", "scanner", "printer", "camera", "drawer", "done")
DEVICE_STEPS: Mapping[Step, Device] = {
    "scanner": "scanner",
    "printer": "printer",
    "camera": "camera",
    "drawer": "drawer",
}
_ICONS: Mapping[Step, str] = {
    "language": "languages",
    "ledger": "link",
    "scanner": "scan-barcode",
    "printer": "printer",
    "camera": "camera",
    "drawer": "banknote",
    "done": "circle-check",
}


@dataclass(frozen=True, slots=True)
class FirstRunState:
    """`till` and `arrival_code` are empty until they are known; the code when the till came from another computer."""

    step: Step
    language: str
    results: Mapping[Step, Result] = field(default_factory=dict)
    till: str = ""
    arrival_code: str = ""
    busy: bool = False


class _StepRow(QWidget):
    """One step of the list."""

    def __init__(self, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._step = step
        self._icon = QLabel()
        self._icon.setFixedSize(24, 24)
        self._name = label("body")
        self._note = label("muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._note)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        self.setMinimumHeight(44)

    def show_state(self, name: str, note: str, result: Result | None, *, current: bool) -> None:
        icon, colour = _ICONS[self._step], COLOURS.accent if current else COLOURS.text_soft
        if result == "good" and not current:
            icon, colour = "circle-check", COLOURS.good
        self._icon.setPixmap(pixmap(icon, colour, 24, self.devicePixelRatioF()))
        self._name.setText(name)
        self._name.setProperty("role", "strong" if current else "body")
        set_state(self._name, "tone", "")
        self._note.setText(note)
        self._note.setVisible(bool(note))


class FirstRunView(Page):
    """`language_asked` carries a code; `back_asked`, `next_asked`, `move_asked` (a till comes from another computer)
    and `start_asked` nothing. `entry` asks for the file and the code of a move.
    """

    language_asked = Signal(object)
    back_asked = Signal()
    next_asked = Signal()
    move_asked = Signal()
    start_asked = Signal()

    def __init__(self, device: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWindowTitle("OneTill")
        self._state: FirstRunState | None = None
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 12)
        whole.setSpacing(16)
        whole.addWidget(self._built_list())
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.banner)
        self.entry = EntryBar()
        column.addWidget(self.entry)
        self.enrolment = EnrolmentView(device=device)
        self.enrolment.language_button.hide()
        self.devices = DevicesView()
        self.devices.show_only("scanner")  # pages that are not in sight take their room all the same
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {
            "language": self._built_languages(),
            "ledger": self._built_ledger(),
            "devices": self.devices,
            "done": self._built_done(),
        }
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._hint = label("strong", wraps=True)
        self._hint.setContentsMargins(12, 6, 12, 0)
        column.addWidget(self._hint)
        column.addWidget(self._stack, 1)
        self.back_button = KeyButton("arrow-left", "PgUp", "plain", 15)
        self.back_button.clicked.connect(self.back_asked)
        self.next_button = KeyButton("arrow-right", "PgDown", "primary", 16)
        self.next_button.clicked.connect(self.next_asked)
        self.start_button = KeyButton("check", "F12", "primary", 17)
        self.start_button.clicked.connect(self.start_asked)
        column.addWidget(ButtonRow((self.back_button, self.next_button, self.start_button)))
        whole.addLayout(column, 1)
        self.retranslate()

    def _built_list(self) -> QWidget:
        card = Card()
        card.setFixedWidth(250)
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(8)
        self._title = label("stateTitle", wraps=True)
        column.addWidget(self._title)
        column.addSpacing(8)
        self._rows = {step: _StepRow(step) for step in STEPS}
        for row in self._rows.values():
            column.addWidget(row)
        column.addStretch(1)
        self.language_button = KeyButton("languages", "Ctrl+T", "plain", 14)
        self.language_button.clicked.connect(self._on_language)
        column.addWidget(self.language_button)
        return card

    def _built_languages(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        card = Card()
        card.setFixedWidth(640)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(12)
        self._language_title = label("stateTitle")
        inside.addWidget(self._language_title)
        self.language_buttons: dict[str, KeyButton] = {}
        for number, (code, words) in enumerate(LANGUAGES.items(), 1):
            button = KeyButton("languages", str(number), "plain", 18)
            button.setMinimumHeight(60)
            button.set_words(words)
            button.clicked.connect(lambda _=False, chosen=code: self.language_asked.emit(chosen))
            self.language_buttons[code] = button
            inside.addWidget(button)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _built_ledger(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.enrolment, 1)
        row = QHBoxLayout()
        self.move_button = KeyButton("monitor-smartphone", "F7", "plain", 15)
        self.move_button.clicked.connect(self.move_asked)
        row.addStretch(1)
        row.addWidget(self.move_button)
        row.addStretch(1)
        column.addLayout(row)
        return page

    def _built_done(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.addStretch(1)
        card = Card()
        card.setFixedWidth(640)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(32, 28, 32, 28)
        inside.setSpacing(12)
        self._done_title = label("stateTitle", wraps=True)
        self._done_text = label("body", wraps=True)
        self._arrival = Card("soft")
        arrival = QVBoxLayout(self._arrival)
        self._arrival_text = label("strong", wraps=True)
        self._arrival_code = label("bigCode")
        self._arrival_code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        arrival.addWidget(self._arrival_text)
        arrival.addWidget(self._arrival_code)
        for widget in (self._done_title, self._done_text, self._arrival):
            inside.addWidget(widget)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def retranslate(self) -> None:
        self._title.setText(self.tr("Set up this till"))
        self._language_title.setText(self.tr("Which language?"))
        self.back_button.set_words(self.tr("Back"))
        self.start_button.set_words(self.tr("Start the till"))
        self.move_button.set_words(self.tr("A till moves here from another computer"))
        self._done_text.setText(self.tr("Everything can be changed later: devices with Ctrl+4, settings with Ctrl+9."))
        self._arrival_text.setText(
            self.tr("Type this code at the old computer: then it wipes what it still keeps of this till.")
        )
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: FirstRunState) -> None:
        self._state = state
        self.language_button.set_words(LANGUAGES[following(state.language)])
        names = self._names()
        for step, row in self._rows.items():
            result = state.results.get(step)
            note = self.tr("skipped") if result == "skipped" else ""
            row.show_state(names[step], note, result, current=step == state.step)
        self._stack.setCurrentWidget(self._pages["devices" if state.step in DEVICE_STEPS else state.step])
        if state.step in DEVICE_STEPS:
            self.devices.show_only(DEVICE_STEPS[state.step])
        tried = state.results.get(state.step) == "good"
        is_skipped = state.step in DEVICE_STEPS and not tried
        self.next_button.set_words(self.tr("Skip") if is_skipped else self.tr("Next"))
        self.next_button.setVisible(state.step != "done" and (state.step != "ledger" or tried))
        self.back_button.setVisible(state.step != "language")
        self.start_button.setVisible(state.step == "done")
        self.move_button.setVisible(not tried)
        self.move_button.setEnabled(not state.busy)
        self.enrolment.setEnabled(not tried and not state.busy)
        for button in (self.back_button, self.next_button):
            button.setEnabled(not state.busy)
        hint = self._hint_words(state.step, tried=tried, till=state.till, busy=state.busy)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        set_state(self._hint, "tone", "good" if tried else "")
        self._done_title.setText(self.tr("{till} is ready").format(till=state.till))
        self._arrival.setVisible(bool(state.arrival_code))
        self._arrival_code.setText(state.arrival_code)

    def _names(self) -> Mapping[Step, str]:
        return {
            "language": self.tr("Language"),
            "ledger": self.tr("Ledger"),
            "scanner": self.tr("Scanner"),
            "printer": self.tr("Receipt printer"),
            "camera": self.tr("Camera"),
            "drawer": self.tr("Cash drawer"),
            "done": self.tr("Ready"),
        }

    def _hint_words(self, step: Step, *, tried: bool, till: str, busy: bool) -> str:
        if step == "ledger":
            if busy:
                return self.tr("The till arrives …")
            if tried:
                return self.tr("This computer is {till}.").format(till=till)
            return self.tr("Scan the code that the office printed, or type address and code.")
        if tried:
            return {
                "scanner": self.tr("The scanner reads."),
                "printer": self.tr("If the test came out, go on; else look at the settings above."),
                "camera": self.tr("The camera gives pictures."),
                "drawer": self.tr("If the drawer sprang open, go on; else try the other pin."),
            }.get(step, "")
        return {
            "scanner": self.tr("Scan any code: goods, a receipt, a member's code."),
            "printer": self.tr("Choose the printer, keep it with F8, then print a test with F9."),
            "camera": self.tr("Choose the camera with F5 and hold a code before it."),
            "drawer": self.tr("The drawer hangs on the printer: choose its pin, keep it with F8, open it with F10."),
        }.get(step, "")

    def focus_home(self) -> None:
        step = None if self._state is None else self._state.step
        if step == "ledger":
            self.enrolment.focus_home()
        elif step == "done":
            self.start_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif step == "language" and self._state is not None:
            self.language_buttons[self._state.language].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            # Where no text is typed: a scanner's keys must not end in a field.
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_language(self) -> None:
        if self._state is not None:
            self.language_asked.emit(following(self._state.language))
