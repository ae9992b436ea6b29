"""One of the large numbers of a profile: its name, itself, and a line about it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_client.ui.screens.profile.state import BigFigure
from pos_client.ui.theme import scaled, set_state
from pos_client.ui.widgets.base import Card, ElidedLabel

FIGURE_NARROW = 124


class FigureCard(Card):
    """A narrow one says its number in smaller type."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("card", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 6, 9, 6)
        column.setSpacing(0)
        self.name = ElidedLabel("muted")
        self.amount = ElidedLabel("profileFigure")
        self.detail = ElidedLabel("muted")
        for widget in (self.name, self.amount, self.detail):
            column.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        set_state(self.amount, "room", "little" if event.size().width() < scaled(FIGURE_NARROW) else "")
        super().resizeEvent(event)

    def wanted_width(self) -> int:
        """So that neither its name nor the line about it is cut; the number itself gives way in its type."""
        margins = self.contentsMargins().left() + self.contentsMargins().right() + 18
        return max(self.name.sizeHint().width(), self.detail.sizeHint().width()) + margins

    def show_figure(self, figure: BigFigure) -> None:
        self.name.setText(figure.name)
        self.amount.setText(figure.amount)
        set_state(self.amount, "tone", figure.tone if figure.tone == "soft" else "")
        self.detail.setText(figure.detail)
        set_state(self.detail, "tone", figure.tone)
