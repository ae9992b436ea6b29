"""Changes of this till's settings: checked, allowed, written to the journal, kept durably."""

from __future__ import annotations

import re
from typing import Protocol

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from pos_client.settings import DECLARED, BadSettings, Settings, Value, entered

PERMISSION = "change_settings"
JOURNALED_CHARACTERS = 200
# rtsp://user:password@host: whoever reads the journal needs no password of a camera.
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+(?=@)")


class SettingsStore(Protocol):
    """Where settings are kept."""

    @property
    def current(self) -> Settings: ...

    def change(self, name: str, value: Value) -> None:
        """Durably. Raises Unavailable `settings_unwritable`: then nothing has changed."""


class SettingRefused(Refused):
    """What was entered cannot be used. `wrong` says why, for the place where it was entered."""

    def __init__(self, wrong: BadSettings) -> None:
        super().__init__("setting_wrong", setting=wrong.name)
        self.wrong = wrong


class SettingsDesk:
    """The one way to change a setting."""

    def __init__(self, desk: Desk, staff: StaffDesk, store: SettingsStore) -> None:
        self._desk = desk
        self._staff = staff
        self._store = store

    @property
    def current(self) -> Settings:
        return self._store.current

    def check(self, name: str, typed: str) -> Value:
        """The value of what was typed; nothing is changed. Raises SettingRefused."""
        try:
            return entered(name, typed)
        except BadSettings as error:
            raise SettingRefused(error) from error

    def change(self, name: str, typed: str, approval: Approval | None = None) -> Changes:
        """Take what was typed for a setting. What is in use already changes nothing.

        Raises SettingRefused; Refused `not_signed_in`, `approval_needed` or `not_permitted`, unless anybody may change
        it; Unavailable `settings_unwritable`. Then the old value is in use and in the file.
        """
        value = self.check(name, typed)
        before: Value = getattr(self._store.current, name)
        if value == before:
            return Changes()
        if DECLARED[name].anybody:
            self._store.change(name, value)
            return Changes.of("settings")
        answers = self._staff.permit(PERMISSION, approval)
        changed_by = self._staff.require().staff_id
        with self._desk.unit_of_work() as uow:
            uow.journal.append(
                "setting_changed",
                {
                    "setting": name,
                    "before": _journaled(before),
                    "after": _journaled(value),
                    "staff_id": changed_by,
                    "approved_by": answers if answers != changed_by else None,
                },
            )
            self._staff.approvals.use(uow, approval)
            self._store.change(name, value)
            try:
                uow.commit()
            except BaseException:
                # A change that nobody can find in the journal must not stay.
                self._store.change(name, before)
                raise
        return Changes.of("settings", "journal")


class FirstSettings:
    """Settings at the first start: nobody can be asked for a right, for nobody has signed in at this computer yet.

    Nothing is journaled: what a till begins with is no change, just as with a settings file that came with the machine.
    """

    def __init__(self, store: SettingsStore) -> None:
        self._store = store

    @property
    def current(self) -> Settings:
        return self._store.current

    def check(self, name: str, typed: str) -> Value:
        """As `SettingsDesk.check`."""
        try:
            return entered(name, typed)
        except BadSettings as error:
            raise SettingRefused(error) from error

    def change(self, name: str, typed: str, approval: Approval | None = None) -> Changes:
        """As `SettingsDesk.change`. Raises SettingRefused, Unavailable `settings_unwritable`."""
        del approval
        value = self.check(name, typed)
        if value == getattr(self._store.current, name):
            return Changes()
        self._store.change(name, value)
        return Changes.of("settings")


class SettingsChanger(Protocol):
    """What a page needs to change a setting: `SettingsDesk`, or `FirstSettings`."""

    @property
    def current(self) -> Settings: ...

    def check(self, name: str, typed: str) -> Value: ...

    def change(self, name: str, typed: str, approval: Approval | None = None) -> Changes: ...


def _journaled(value: Value) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _CREDENTIALS.sub("…", text)[:JOURNALED_CHARACTERS]
