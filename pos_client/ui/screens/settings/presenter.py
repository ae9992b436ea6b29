"""Words the settings, finds them, changes them, and tries the devices behind them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.application.settings_desk import SettingRefused, SettingsDesk
from pos_client.errors import UserFacing
from pos_client.settings import DECLARED, GROUPS, Declared
from pos_client.ui.device_words import failed_notice, passed_words
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import sentences
from pos_client.ui.language import translate
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import DeviceControl
from pos_client.ui.screens.settings.state import NoteTone, SettingGroup, SettingRow, SettingsState
from pos_client.ui.screens.settings.view import SettingsView
from pos_client.ui.setting_changes import SettingChange, text_of, wrong_words

#: A test of a scanner waits so long for a scan.
SCAN_WAIT_S = 20


@dataclass(slots=True)
class _Note:
    """What stands under a setting: why what was entered is wrong, or what happened to it."""

    tone: NoteTone
    words: str


class SettingsPresenter(QObject):
    """`printer_answered` as on the devices page."""

    approval_asked = Signal(object)  # ApprovalRequest
    printer_answered = Signal(object)  # bool

    def __init__(
        self,
        view: SettingsView,
        settings: SettingsDesk,
        devices: DeviceControl,
        operations: Operations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._settings = settings
        self._devices = devices
        self._query = ""
        self._notes: dict[str, _Note] = {}
        self._tested = ""
        self._scan_awaited = ""
        self._scan_timer = QTimer(self)
        self._scan_timer.setSingleShot(True)
        self._scan_timer.setInterval(SCAN_WAIT_S * 1000)
        self._scan_timer.timeout.connect(self._on_no_scan)
        self._change = SettingChange(settings, operations, self)
        self._change.approval_asked.connect(self.approval_asked)
        self._change.kept.connect(self._on_kept)
        self._change.refused.connect(self._on_refused)
        self._test = SlowOperation(operations, self)
        self._test.succeeded.connect(self._on_passed)
        self._test.refused.connect(self._on_failed)
        view.search_changed.connect(self._on_search)
        view.keep_asked.connect(self._on_keep)
        view.left.connect(self._on_left)
        view.edited.connect(self._on_edited)
        view.test_asked.connect(self._on_test)
        view.words_changed.connect(self._on_words)
        operations.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        groups = []
        for group, title in GROUPS.items():
            shown_title = translate("settings", title)
            rows = tuple(
                row
                for declared in DECLARED.values()
                if declared.group == group
                for row in [self._row(declared)]
                if self._fits(row, shown_title)
            )
            groups.append(SettingGroup(group, shown_title, rows))
        self._view.show_state(SettingsState(tuple(groups), self._query))

    def _row(self, declared: Declared) -> SettingRow:
        note = self._notes.get(declared.name, _Note("", ""))
        meaning = translate("settings", declared.meaning)
        if declared.restart:
            meaning = sentences(meaning, self.tr("It takes effect when the till is started again."))
        if declared.limits is not None:
            low, high = declared.limits
            meaning = sentences(meaning, self.tr("From {low} to {high}.").format(low=low, high=high))
        return SettingRow(
            name=declared.name,
            title=translate("settings", declared.title),
            meaning=meaning,
            value=text_of(getattr(self._settings.current, declared.name)),
            choices=self._choices(declared),
            unit=translate("settings", declared.unit) if declared.unit else "",
            device=declared.device or "",
            testing=self._test.is_running and self._tested == declared.name,
            note=note.words,
            tone=note.tone,
        )

    def _choices(self, declared: Declared) -> tuple[tuple[str, str], ...]:
        if isinstance(declared.default, bool):
            return (("true", self.tr("Yes")), ("false", self.tr("No")))
        return tuple((text_of(value), translate("settings", words)) for value, words in declared.choices.items())

    def _fits(self, row: SettingRow, group_title: str) -> bool:
        """Every word that was typed stands somewhere: in the title, the meaning, the group, a choice, or the name."""
        where = " ".join((row.title, row.meaning, group_title, row.name, *(words for _, words in row.choices)))
        return all(word in where.casefold() for word in self._query.casefold().split())

    def show_code(self, shown: str, symbology: str, source: str) -> None:
        """A scanner has read something; masked already where it has to be. One on a serial port is tried by its own
        scan: what was typed, or seen by the camera, says nothing of it.
        """
        if not self._scan_awaited:
            return
        code = f"{shown} · {symbology}" if symbology else shown
        if self._settings.current.scanner and source != "serial":
            other = self.tr("{code} came from another scanner. Scan with the one on the serial port.").format(code=code)
            self._note(self._scan_awaited, "warn", other)
        else:
            self._note(self._scan_awaited, "good", self.tr("Read: {code}").format(code=code))
            self._scan_awaited = ""
            self._scan_timer.stop()
        self.refresh()

    @Slot()
    def _on_no_scan(self) -> None:
        """Nobody scanned, or the port hears nothing that is a code."""
        if self._scan_awaited:
            words = self.tr(
                "Nothing was read in {seconds} seconds. If you did scan: look at the port, its speed, and whether the "
                "scanner is set to a serial port."
            )
            self._note(self._scan_awaited, "bad", words.format(seconds=SCAN_WAIT_S))
            self._scan_awaited = ""
            self.refresh()

    def _note(self, name: str, tone: NoteTone, words: str) -> None:
        # What was said before has been read; what is still wrong goes on being said.
        self._notes = {other: note for other, note in self._notes.items() if note.tone == "bad"}
        self._notes[name] = _Note(tone, words)

    # --- what was asked

    @Slot(object)
    def _on_search(self, text: str) -> None:
        self._query = text
        self.refresh()

    @Slot()
    def _on_words(self) -> None:
        # What a note said is in the language before: it has been read.
        self._notes = {}
        self.refresh()

    @Slot(object, object)
    def _on_keep(self, name: str, typed: str) -> None:
        self._view.banner.show_notice(None)
        self._change.start(name, typed)

    @Slot(object, object)
    def _on_left(self, name: str, typed: str) -> None:
        """Checked as soon as it is left; kept only when that is asked for."""
        try:
            self._settings.check(name, typed)
        except SettingRefused as error:
            self._on_refused(error)
            return
        self._notes.pop(name, None)
        self.refresh()

    @Slot(object)
    def _on_edited(self, name: str) -> None:
        self._notes.pop(name, None)

    @Slot(object)
    def _on_kept(self, name: str) -> None:
        words = self.tr("Kept.")
        if DECLARED[name].restart:
            words = self.tr("Kept. It takes effect when the till is started again.")
        self._note(name, "good", words)
        self.refresh()

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        if isinstance(error, SettingRefused):
            self._note(error.wrong.name, "bad", wrong_words(error.wrong))
        else:
            self._view.banner.show_notice(lambda: notice_of(error))
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if "settings" in changes:
            self.refresh()

    # --- trying a device

    @Slot(object)
    def _on_test(self, name: str) -> None:
        device = DECLARED[name].device
        if device is None or self._test.is_running:
            return
        self._tested, self._scan_awaited = name, ""
        self._notes.pop(name, None)
        self._test.start(functools.partial(self._devices.test, device))
        self.refresh()

    @Slot(object)
    def _on_passed(self, _result: object) -> None:
        device = DECLARED[self._tested].device or ""
        waits = device == "scanner"
        if waits:
            self._scan_awaited = self._tested
            self._scan_timer.start()
        self._note(self._tested, "warn" if waits else "good", passed_words(device))
        if device in ("printer", "drawer"):
            self.printer_answered.emit(True)
        self.refresh()

    @Slot(object)
    def _on_failed(self, error: UserFacing) -> None:
        notice = failed_notice(error)
        self._note(self._tested, "bad", sentences(notice.what, notice.todo))
        if error.code.startswith("printer_") and error.code != "printer_missing":
            self.printer_answered.emit(error.code)
        self.refresh()
