"""What pages share that show what this till knows at once, and what the ledger says when it answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.errors import UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.widgets.page import Page
from retail.ports import StoreFailed


class LedgerPage(QObject):
    """Asks off the GUI thread. Shows again when the journal grew, or somebody else signed in, while it is in sight."""

    def __init__(self, page: Page, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._is_asked = False  # by the user, who is told why nothing came
        self._work = SlowOperation(operations, self, operations.line_pool)
        self._work.succeeded.connect(self._on_answered)
        self._work.refused.connect(self._on_refused)
        operations.changed.connect(self._on_changed)

    # --- what a page is about

    def question(self) -> Callable[[], object] | None:
        """What to ask about that which is shown, done on another thread; None where nobody can be asked."""
        raise NotImplementedError

    def show_known(self) -> None:
        """Show what is known now."""
        raise NotImplementedError

    def take(self, answered: object) -> bool:
        """Keep an answer; False when it is not about what is shown any more."""
        raise NotImplementedError

    # --- shown and asked

    def look_again(self) -> None:
        """Other things are to be shown than before."""
        self._page.banner.show_notice(None)
        self.refresh()
        self.ask()

    @Slot()
    def ask_for_user(self) -> None:
        """As `ask`; a refusal is told."""
        self._is_asked = True
        self.ask()

    def ask(self) -> None:
        """Ask the ledger about what is shown."""
        try:
            question = self.question()
        except (UserFacing, StoreFailed) as error:
            self.tell(error)
            return
        if question is not None and self._work.start(question):
            self.refresh()

    def refresh(self) -> None:
        try:
            self.show_known()
        except (UserFacing, StoreFailed) as error:
            self.tell(error)

    def tell(self, error: UserFacing | StoreFailed) -> None:
        self._page.banner.show_notice(lambda: notice_of(error))

    @Slot(object)
    def _on_answered(self, answered: object) -> None:
        self._is_asked = False
        is_shown = self.take(answered)
        self._page.banner.show_notice(None)
        self.refresh()
        if not is_shown:
            self.ask()  # the user went on meanwhile

    @Slot(object)
    def _on_refused(self, error: object) -> None:
        # Without a connection the page says by itself what is missing.
        if isinstance(error, UserFacing) and self._is_asked:
            self.tell(error)
        self._is_asked = False
        self.refresh()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if ("journal" in changes or "session" in changes) and self._page.isVisible():
            self.refresh()
