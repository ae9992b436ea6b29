"""Who pays and who earns, line by line, in the place of the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from pos_client.application.line_account import LineAccount
from pos_client.ui.formatting import MINUS, money, number
from pos_client.ui.naming import Naming
from pos_client.ui.widgets.base import Card, ElidedLabel, View, cleared, label
from retail.pricing.outcome import POINTS


class AccountsPanel(View):
    """`show_lines` with the names of brands by id; the naming is of the language of the moment."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[LineAccount, ...] = ()
        self._names: tuple[Mapping[str, str], Naming, str] | None = None
        card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = card.built_column()
        self._title = label("cardTitle")
        column.addWidget(self._title)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(12)
        self.area.setWidget(inside)
        column.addWidget(self.area, 1)
        self._note = label("muted", wraps=True)
        column.addWidget(self._note)
        self.setMinimumWidth(300)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Who pays, who earns"))
        self.area.setAccessibleName(self.tr("Who pays and who earns, line by line"))
        self._note.setText(self.tr("Commission is provisional until the ledger has the sale."))
        if self._names is not None:
            self.show_lines(self._lines, *self._names)

    def show_lines(
        self, lines: Sequence[LineAccount], brands: Mapping[str, str], naming: Naming, currency: str
    ) -> None:
        self._lines, self._names = tuple(lines), (brands, naming, currency)
        cleared(self._rows)
        for line in lines:
            grid = QGridLayout()
            grid.setHorizontalSpacing(10)
            grid.setVerticalSpacing(3)
            grid.setColumnStretch(0, 1)
            brand = brands.get(line.brand, line.brand) if line.brand else self.tr("own goods")
            self._add(grid, f"{line.name} × {line.quantity}", money(line.net_minor, currency), "strong")
            self._add(grid, brand, money(line.gross_minor, currency) if line.gross_minor != line.net_minor else "")
            for funded in line.funded:
                offer = self.tr("Points") if funded.offer == POINTS else naming.offer(funded.offer)
                for party, amount in funded.funding.items():
                    words = self.tr("{offer}: {party} pays").format(offer=offer, party=self._party(party, brands))
                    self._add(grid, words, MINUS + money(amount, currency))
            for earned in line.earned:
                words = self.tr("{name} earns, {party} pays it")
                shown = words.format(name=earned.name, party=self._party(earned.payer, brands))
                points = f" · {number(earned.points)}" if earned.points else ""
                self._add(grid, shown, f"+{money(earned.amount_minor, currency)}{points}")
            self._rows.addLayout(grid)
        self._rows.addStretch(1)

    def texts(self) -> list[str]:
        """Every row as it reads."""
        return [found.text() for found in self.area.findChildren(ElidedLabel)]

    def _add(self, grid: QGridLayout, words: str, amount: str, role: str = "body") -> None:
        row = grid.rowCount()
        left, right = ElidedLabel(role), label("strong" if role == "strong" else "muted", amount)
        left.setText(words)
        left.setAccessibleName(f"{words} {amount}")
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(left, row, 0)
        grid.addWidget(right, row, 1)

    def _party(self, party: str, brands: Mapping[str, str]) -> str:
        """A party of the settlement in words."""
        kind, _, name = party.partition(":")
        if kind == "brand":
            return brands.get(name, name)
        words = {
            "store": self.tr("the store"),
            "platform": self.tr("the group"),
            POINTS: self.tr("points"),
            "": self.tr("nobody knows who"),
        }
        return words.get(kind, party)
