"""Up to three suggestions side by side or under each other, or the word why there is none."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.application.suggestions import SHOWN_MAX
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import money
from pos_client.ui.icons import pixmap
from pos_client.ui.suggestion_words import NO_SUGGESTIONS, SuggestionsShown
from pos_client.ui.widgets.base import ElidedLabel, View
from pos_client.ui.widgets.suggestion_card import SuggestionCard


class SuggestionList(View):
    """`picked` carries a SKU. `key` presses the first. A row of them takes no room when there is nothing to say."""

    picked = Signal(object)

    def __init__(self, *, key: str = "", in_a_row: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = NO_SUGGESTIONS
        self._gives_way = False
        self.cards = [SuggestionCard(key if number == 0 else "") for number in range(SHOWN_MAX)]
        self._title = ElidedLabel("muted")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture = QLabel()
        self._picture.setPixmap(pixmap("sparkles", COLOURS.accent, 20))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        direction = QBoxLayout.Direction.LeftToRight if in_a_row else QBoxLayout.Direction.TopToBottom
        cards = QBoxLayout(direction)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(8)
        head = QVBoxLayout() if in_a_row else QHBoxLayout()
        head.setSpacing(2 if in_a_row else 6)
        if in_a_row:
            head.addStretch(1)
        head.addWidget(self._picture)
        head.addWidget(self._title)
        head.addStretch(1)
        cards.addLayout(head)
        for card in self.cards:
            card.hide()
            card.clicked.connect(self._on_clicked)
            cards.addWidget(card, 1 if in_a_row else 0)
        self._nothing = ElidedLabel("muted")
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(cards)
        column.addWidget(self._nothing)
        self.hide()

    @property
    def shown(self) -> SuggestionsShown:
        return self._shown

    def retranslate(self) -> None:
        """The words come with the state, which is built anew in another language; here are those of the cards."""
        self.show_suggestions(self._shown)

    def show_suggestions(self, shown: SuggestionsShown) -> None:
        self._shown = shown
        for number, card in enumerate(self.cards):
            row = shown.rows[number] if number < len(shown.rows) else None
            card.setVisible(row is not None)
            if row is not None:
                words = self.tr("Add {name} for {price}: {why}")
                price = money(row.price_minor, row.currency)
                card.show_row(row, words.format(name=row.name, price=price, why=row.why))
        self._title.setText(self.tr("Suggested") if shown.rows else "")
        for part in (self._title, self._picture):
            part.setVisible(bool(shown.rows))
        self._nothing.setText(shown.nothing)
        self._nothing.setVisible(bool(shown.nothing) and not shown.rows)
        self._be_seen()

    def give_way(self, gives_way: bool) -> None:
        """Whether something else needs the room now."""
        self._gives_way = gives_way
        self._be_seen()

    def _be_seen(self) -> None:
        self.setVisible(bool(self._shown.rows or self._shown.nothing) and not self._gives_way)

    @Slot()
    def _on_clicked(self) -> None:
        card = self.sender()
        if isinstance(card, SuggestionCard) and card.row is not None:
            self.picked.emit(card.row.sku)
