"""What a guide earned: the day, the month, what waits, what is owed, and the day line by line."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import RIGHT, draw_text
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.earnings.side import NOTHING, EarningsSide, SideState
from pos_client.ui.widgets.base import Card, ElidedLabel, label
from pos_client.ui.widgets.figure_cards import Figure, FigureCards
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 60
# The figures above the list, in their order.
FIGURES = ("day", "month", "accrued", "debt", "points")


@dataclass(frozen=True, slots=True)
class EarningLine:
    """One movement in words; `amount` is formatted. `tone`: `earned`, `taken` or `provisional`."""

    key: object
    when: str
    what: str
    detail: str
    amount: str
    points: str
    tone: str


@dataclass(frozen=True, slots=True)
class EarningsState:
    """`note` says how old this is, and what is missing. `empty` is said where there is no row."""

    person: str
    day: str
    figures: tuple[Figure, ...]
    rows: tuple[EarningLine, ...]
    note: str
    empty: str
    asks: bool
    side: SideState = NOTHING
    leads: bool = False


class EarningsModel(RowsModel[EarningLine]):
    def key_of(self, row: EarningLine) -> object:
        return row.key

    def text_of(self, row: EarningLine) -> str:
        return ", ".join(part for part in (row.when, row.what, row.detail, row.amount, row.points) if part)


class EarningsDelegate(LineDelegate[EarningLine]):
    """Icon, time, what over its detail, money over points."""

    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: EarningLine) -> None:
        icon, ink = {
            "earned": ("coins", COLOURS.good),
            "taken": ("undo-2", COLOURS.bad),
            "provisional": ("clock", COLOURS.text_soft),
        }[row.tone]
        picture = pixmap(icon, ink, 22, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + 14, rect.center().y() - 11, picture)
        left, right, width = rect.left() + 50, rect.right() - 16, 170
        draw_text(painter, QRect(left, rect.top(), 70, rect.height()), row.when, COLOURS.text_soft, 14)
        colour = COLOURS.bad if row.amount.startswith("−") else COLOURS.text
        draw_text(painter, QRect(right - width, rect.top() + 7, width, 24), row.amount, colour, 16, bold=True,
                  align=RIGHT)  # fmt: skip
        draw_text(painter, QRect(right - width, rect.top() + 32, width, 18), row.points, COLOURS.text_soft, 12,
                  align=RIGHT)  # fmt: skip
        words = QRect(left + 76, rect.top() + 7, right - width - 8 - left - 76, 24)
        draw_text(painter, words, row.what, COLOURS.text, 15, bold=True)
        draw_text(painter, words.adjusted(0, 25, 0, 19), row.detail, COLOURS.text_soft, 13)


class EarningsView(Page):
    """`day_asked`: the next one (1) or the one before (-1), 0: today. `person_asked` 1: the next one."""

    day_asked = Signal(object)
    person_asked = Signal(object)
    refresh_asked = Signal()
    figures_asked = Signal()
    guides_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: EarningsState | None = None
        self.model = EarningsModel(self)
        self.list = row_list("earnings", self.model, EarningsDelegate(self))
        column = self.built_column()
        card = Card()
        inside = card.built_column()
        inside.addLayout(self._built_head())
        self._cards = FigureCards(len(FIGURES))
        self.figures = self._cards.cards
        inside.addLayout(self._cards)
        self._note = label("muted", wraps=True)
        # The window obeys its key on every page.
        self.guides_button = KeyButton("qr-code", "Ctrl+U", "quiet", 14, obeys=False)
        self.guides_button.clicked.connect(self.guides_asked)
        self.figures_button = KeyButton("store", "Ctrl+B", "quiet", 14, obeys=False)
        self.figures_button.clicked.connect(self.figures_asked)
        under = QHBoxLayout()
        under.addWidget(self._note, 1)
        under.addWidget(self.figures_button)
        under.addWidget(self.guides_button)
        inside.addLayout(under)
        self._stack = ListStack(self.list)
        inside.addWidget(self._stack, 1)
        self.side = EarningsSide()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(card, 1)
        row.addWidget(self.side)
        column.addLayout(row, 1)
        self.retranslate()

    def _built_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("cardTitle")
        self._keys = ElidedLabel("muted")
        self.person_button = KeyButton("user-round", "F6", "plain", 14)
        self.person_button.clicked.connect(lambda: self.person_asked.emit(1))
        self.day_button = KeyButton("clock", "F8", "plain", 14)
        self.day_button.clicked.connect(lambda: self.day_asked.emit(0))
        self.refresh_button = KeyButton("refresh-cw", "F5", "plain", 14)
        self.refresh_button.clicked.connect(self.refresh_asked)
        head.addWidget(self._title)
        head.addWidget(self._keys, 1)
        for button in (self.person_button, self.day_button, self.refresh_button):
            head.addWidget(button)
        return head

    def retranslate(self) -> None:
        self._title.setText(self.tr("Earnings"))
        self._keys.setText(self.tr("← → another day"))
        self.guides_button.set_words(self.tr("Guides"), self.tr("Guides, their members and join codes"))
        self._cards.name_them(
            (
                self.tr("This day"),
                self.tr("This month"),
                self.tr("Paid next business day"),
                self.tr("Debt"),
                self.tr("Incentive points"),
            )
        )
        self.list.setAccessibleName(self.tr("Earnings, line by line"))
        self.figures_button.set_words(self.tr("Store figures"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: EarningsState) -> None:
        self._state = state
        self._cards.show_figures(state.figures)
        self.model.show_rows(state.rows)
        self._stack.show_list(bool(state.rows))
        self._stack.say_empty(state.empty)
        self._note.setText(state.note)
        self.side.show_state(state.side)
        self.figures_button.setVisible(state.leads)
        self.person_button.set_words(state.person, self.tr("Person: {what}").format(what=state.person))
        self.day_button.set_words(state.day, self.tr("Day: {what}").format(what=state.day))
        words = self.tr("Asking …") if state.asks else self.tr("Ask the ledger")
        self.refresh_button.set_words(words)
        self.refresh_button.setEnabled(not state.asks)

    def focus_home(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.day_asked.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
            return True
        return False
