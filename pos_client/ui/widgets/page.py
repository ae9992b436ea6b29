"""What the window knows of a page: it has a banner, takes keys that nobody wanted, and has a place for the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_client.ui.widgets.banner import Banner
from pos_client.ui.widgets.base import View
from pos_client.ui.widgets.entry_bar import EntryBar


class Page(View):
    """A view that fills the window or the place beside the rail. Subclasses put `banner` where it belongs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner(self)

    def built_column(self) -> QVBoxLayout:
        """The layout of most pages: one part below the other, the banner first."""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.banner)
        return column

    def focus_home(self) -> None:
        """Give the keyboard to the place where this page wants it."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Whoever comes to this page goes on where they were: at what is being asked, else at its usual place."""
        asked = self._asked()
        if asked is None:
            self.focus_home()
        else:
            asked.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_asking(self) -> bool:
        """Whether something is being typed here that goes on: a scan would take the hands to another page meanwhile."""
        return self._asked() is not None

    def _asked(self) -> EntryBar | None:
        return next((bar for bar in self.findChildren(EntryBar) if bar.isVisibleTo(self)), None)

    def handle_key(self, event: QKeyEvent) -> bool:
        """A key that no focused widget wanted; says whether it was of use. Nothing is typed here by default."""
        return False
