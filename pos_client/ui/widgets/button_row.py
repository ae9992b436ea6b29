"""Buttons side by side that give way together: first the icons go, then the words become small and stand over their
keys, and at last they go, never half a word.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from pos_client.ui.widgets.key_button import KeyButton, Parts

GAP = 8
#: What is tried, the widest first: the buttons' parts, and whether what stands before them has room.
_WAYS: tuple[tuple[Parts, bool], ...] = (
    ("all", True),
    ("words", True),
    ("stack", True),
    ("stack", False),
    ("icon", False),
)


class ButtonRow(QWidget):
    """`lead` stands before the buttons and is hidden where there is no room for it; `note` takes the room that is
    left.
    """

    def __init__(
        self,
        buttons: Sequence[KeyButton],
        lead: QWidget | None = None,
        note: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        self._lead = lead
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        if lead is not None:
            row.addWidget(lead)
        if note is None:
            row.addStretch(1)
        else:
            note.setSizePolicy(QSizePolicy.Policy.Ignored, note.sizePolicy().verticalPolicy())
            row.addWidget(note, 1)
        # A part of their own, that comes and goes as one: each widget that is shown has all around it arranged anew.
        self._together = QWidget()
        inside = QHBoxLayout(self._together)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GAP)
        inside.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for button in self._buttons:
            inside.addWidget(button)
        row.addWidget(self._together)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_buttons(self, shown: bool) -> None:
        self._together.setVisible(shown)

    def sizeHint(self) -> QSize:
        return QSize(self._wanted("all", leads=True), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wanted("icon", leads=False), super().sizeHint().height())

    def _wanted(self, parts: Parts, *, leads: bool) -> int:
        shown = [button for button in self._buttons if not (button.isHidden() or self._together.isHidden())]
        widths = [button.width_of(parts) for button in shown]
        if self._lead is not None and leads:
            widths.append(self._lead.sizeHint().width())
        return sum(widths) + GAP * len(widths)

    def _fit(self) -> None:
        ways = ((parts, leads) for parts, leads in _WAYS if self._wanted(parts, leads=leads) <= self.width())
        parts, leads = next(ways, _WAYS[-1])
        for button in self._buttons:
            button.show_parts(parts)
        if self._lead is not None:
            self._lead.setVisible(leads)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # Words have changed, or a button came or went.
            self._fit()
        return super().event(event)
