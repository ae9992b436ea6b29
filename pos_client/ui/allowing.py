"""Runs what may need a manager's word: refusals go to the page's banner, `approval_needed` asks and goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.errors import Refused, UserFacing
from pos_client.ui.approvals import ApprovalRequest
from pos_client.ui.failures import notice_of
from pos_client.ui.operations import Result
from pos_client.ui.widgets.banner import BannerAction
from pos_client.ui.widgets.page import Page
from retail.ports import StoreFailed


class Allowing(QObject):
    """`words` say what is to be allowed."""

    approval_asked = Signal(object)  # ApprovalRequest

    def __init__(self, page: Page, words: Callable[[], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._words = words

    def run(
        self, call: Callable[[], Result], again: Callable[[Approval], None], reason: str, text: str
    ) -> Result | None:
        """What a use case gives; when a manager must allow it, `again` is called with the approval."""
        try:
            return call()
        except Refused as error:
            if error.code != "approval_needed":
                self.tell(error)
                return None
            self.approval_asked.emit(ApprovalRequest(str(error.params["permission"]), self._words, again, reason, text))
        except StoreFailed as error:
            self.tell(error)
        return None

    @Slot(object)
    def tell(self, error: UserFacing | StoreFailed, action: BannerAction | None = None) -> None:
        self._page.banner.show_notice(lambda: notice_of(error), action)
