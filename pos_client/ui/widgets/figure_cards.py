"""Numbers in a row above a list, each on a card with what it is and a line about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, ElidedLabel, label


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it means; `tone` `bad` is a debt, `soft` is not known."""

    amount: str
    detail: str
    tone: str = ""


class FigureCard(Card):
    """One number: its name, itself, and a line about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("soft", parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        self.name = ElidedLabel("muted")
        self.amount: QLabel = label("figure")
        self.detail = ElidedLabel("muted")
        for widget in (self.name, self.amount, self.detail):
            column.addWidget(widget)

    def show_figure(self, figure: Figure) -> None:
        self.amount.setText(figure.amount)
        set_state(self.amount, "tone", figure.tone)
        self.detail.setText(figure.detail)


class FigureCards(QGridLayout):
    """So many of them, all of one width."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.setSpacing(8)
        self.cards = [FigureCard() for _ in range(count)]
        for place, card in enumerate(self.cards):
            self.addWidget(card, 0, place)
            self.setColumnStretch(place, 1)

    def name_them(self, names: Sequence[str]) -> None:
        for card, name in zip(self.cards, names, strict=True):
            card.name.setText(name)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        for card, figure in zip(self.cards, figures, strict=True):
            card.show_figure(figure)
