"""How a screen changes a setting: by right or after a manager's word; and what is said when it fails."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pos_client.application.approvals import Approval
from pos_client.application.settings_desk import PERMISSION, SettingRefused, SettingsChanger
from pos_client.errors import Refused, Unavailable, UserFacing
from pos_client.settings import DECLARED, BadSettings, Value
from pos_client.ui.approvals import ApprovalRequest
from pos_client.ui.failures import notice_of
from pos_client.ui.language import translate
from pos_client.ui.operations import Operations
from pos_client.ui.widgets.banner import Notice
from retail.ports import StoreFailed


def title_of(name: str) -> str:
    """What a setting is called, in the language of the moment."""
    return translate("settings", DECLARED[name].title)


def text_of(value: Value) -> str:
    """A value as it is typed or chosen; `pos_client.settings.entered` reads it back."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def wrong_words(wrong: BadSettings) -> str:
    """Why it cannot be used, for the place where it was entered."""
    return translate("settings", wrong.text).format(**wrong.params)


def setting_notice(error: UserFacing) -> Notice:
    """A failure for the banner; what was entered wrongly with its reason."""
    notice = notice_of(error)
    if isinstance(error, SettingRefused):
        return Notice(notice.tone, notice.what, notice.safe, wrong_words(error.wrong))
    return notice


class SettingChange(QObject):
    """One change at a time. `kept` carries the setting's name; `refused` a UserFacing, and nothing has changed."""

    kept = Signal(object)
    refused = Signal(object)
    approval_asked = Signal(object)  # ApprovalRequest

    def __init__(self, settings: SettingsChanger, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._operations = operations

    def start(self, name: str, typed: str, approval: Approval | None = None) -> None:
        """Change it now, or ask for a manager's word and change it then."""
        try:
            changes = self._settings.change(name, typed, approval)
        except Refused as error:
            if error.code != "approval_needed":
                self.refused.emit(error)
                return
            self.approval_asked.emit(
                ApprovalRequest(
                    PERMISSION,
                    lambda: self.tr("Change a setting of this till: {setting}").format(setting=title_of(name)),
                    lambda given: self.start(name, typed, given),
                    reason="setting",
                    text=name,
                )
            )
            return
        except UserFacing as error:
            self.refused.emit(error)
            return
        except StoreFailed as error:
            self.refused.emit(Unavailable(error.code, **error.params))
            return
        self._operations.announce(changes)
        self.kept.emit(name)
