"""What you can do now: the first thing that a cashier wants to know of a line that is down."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.application.possibilities import Possible
from pos_client.ui.formatting import number
from pos_client.ui.screens.connection.boxes import Box, BoxGrid, Mark
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label


class PossiblePanel(View):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: tuple[Possible, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card()
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._title = label("cardTitle")
        self._hint = ElidedLabel("muted")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._hint, 1)
        column.addLayout(head)
        self._grid = BoxGrid()
        column.addLayout(self._grid)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("What you can do now"))
        self._hint.setText(self.tr("Details are below: PgDn, PgUp"))
        self.show_state(self._state)

    def show_state(self, state: tuple[Possible, ...]) -> None:
        self._state = state
        marks: dict[str, Mark] = {"yes": "good", "limited": "limited", "no": "none"}
        boxes = [Box(self._title_of(one), self._detail_of(one), marks[one.verdict]) for one in state]
        self._grid.fill(boxes, self.devicePixelRatioF())

    def _title_of(self, one: Possible) -> str:
        return {
            "money": self.tr("Cash and card"),
            "wallets": self.tr("WeChat Pay and Alipay"),
            "prices": self.tr("Prices and promotions"),
            "coupons": self.tr("Coupons"),
            "points": self.tr("Spending points"),
            "members": self.tr("Members"),
            "returns": self.tr("Returns"),
            "others": self.tr("Of other tills"),
        }[one.area]

    def _detail_of(self, one: Possible) -> str:
        if one.verdict == "yes":
            return self.tr("as always")
        match one.area, one.verdict:
            case "wallets", "limited":
                return self.tr("one of the two cannot be reached")
            case "wallets", _:
                return self.tr("not now: take cash or card")
            case "prices", _:
                return self.tr("without tiers and paid memberships")
            case "coupons", _:
                return self.tr("{count} held here; the list says of others").format(count=number(one.left))
            case "points", "limited" if one.left:
                return self.tr("{count} held here; all earn").format(count=number(one.left))
            case "points", "limited":
                return self.tr("within this till's limit; all earn")
            case "points", _:
                return self.tr("not now; all earn")
            case "members", _:
                return self.tr("known members, code or card")
            case "returns", _:
                return self.tr("of this till's own sales")
            case _:
                return self.tr("baskets, web orders, cases: not now")
