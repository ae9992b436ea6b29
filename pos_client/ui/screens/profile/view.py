"""The profile of a member on one page: who, how they stand, what they spend, what waits for them, what they bought."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.screens.checkout.search_popup import SearchPopup
from pos_client.ui.screens.checkout.state import SearchRow
from pos_client.ui.screens.profile.fact_list import FactList
from pos_client.ui.screens.profile.figure_card import FigureCard
from pos_client.ui.screens.profile.months_chart import MonthsChart
from pos_client.ui.screens.profile.panel import ProfilePanel
from pos_client.ui.screens.profile.purchases_panel import PurchasesPanel
from pos_client.ui.screens.profile.state import Chip, FactCard, ProfileState
from pos_client.ui.theme import scaled, set_state
from pos_client.ui.widgets.base import Card, ElidedLabel, cleared, label
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.choice_panel import ChoicePanel
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.scan_bar import ScanBar

GAP = 10
FIGURES = 5
ONE_ROW, TWO_ROWS = (FIGURES,), (3, 2)  # two where they would be cut side by side
LINE_MIN = 110
PAGE_MIN = 860
CONTACT_MAX = 320
CHIPS_SHOWN = 6
RIGHT_MIN, RIGHT_MAX = 340, 470
# Below that the months give way to what was bought.
CHART_FROM = 470
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_CHIP_ROLES = {"tier": "tier", "plain": "plan", "good": "chipGood", "warn": "chipWarn", "bad": "chipBad"}


class ProfileView(Page):
    """What was asked; the member is the one that is shown."""

    search_changed = Signal(object)  # str
    member_picked = Signal(object)  # one_id
    unmask_asked = Signal()
    reason_picked = Signal(object)
    note_asked = Signal()
    notes_asked = Signal()
    note_picked = Signal(object)
    wish_asked = Signal()
    refresh_asked = Signal()
    basket_asked = Signal()
    back_asked = Signal()
    words_changed = Signal()

    def __init__(self, panels: Sequence[ProfilePanel] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.panels = tuple(panels)
        self._state = ProfileState()
        self._chips_shown: tuple[Chip, ...] = ()
        self.finder = ScanBar(members_only=True)
        self.entry = EntryBar()
        self.reasons = ChoicePanel()
        self.notes = ChoicePanel()
        self.wishes = ChoicePanel()
        self.purchases = PurchasesPanel()
        self._build()
        self.popup = SearchPopup(self)
        self.finder.text_changed.connect(lambda text: self.search_changed.emit(text.strip()))
        self.finder.entered.connect(self._on_entered)
        self.finder.moved.connect(self.popup.move_selection)
        self.finder.left.connect(self.focus_home)
        self.popup.picked.connect(self._on_picked)
        self.entry.cancelled.connect(self.focus_home)
        self.reasons.picked.connect(self.reason_picked)
        self.notes.picked.connect(self.note_picked)
        for panel in (self.reasons, self.notes, self.wishes):
            panel.cancelled.connect(self.focus_home)
        self.purchases.left.connect(self.focus_home)
        self.retranslate()

    # --- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, GAP, 12, 12)
        column.setSpacing(GAP)
        column.addLayout(self._built_top())
        for widget in (self.entry, self.reasons, self.notes, self.wishes, self.banner):
            column.addWidget(widget)
        self._stack = QStackedWidget()
        # A question above must not make the window higher: the page gives way, and scrolls.
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack.setMinimumSize(PAGE_MIN, 200)
        self._stack.addWidget(self._built_nobody())
        self._stack.addWidget(self._built_member())
        self._stack.installEventFilter(self)
        column.addWidget(self._stack, 1)

    def _built_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.finder, 1)
        self.basket_button = KeyButton("shopping-bag", "F10", "plain", 14)
        self.basket_button.clicked.connect(self.basket_asked)
        self.refresh_button = KeyButton("refresh-cw", "F5", "plain", 14)
        self.refresh_button.clicked.connect(self.refresh_asked)
        self.back_button = KeyButton("arrow-left", "Escape", "plain", 14, obeys=False)
        self.back_button.clicked.connect(self.back_asked)
        for button in (self.basket_button, self.refresh_button, self.back_button):
            row.addWidget(button)
        return row

    def _built_nobody(self) -> QWidget:
        card = Card("nobody")
        column = QVBoxLayout(card)
        column.addStretch(1)
        picture = QLabel()
        picture.setPixmap(pixmap("circle-user-round", COLOURS.accent, 56))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._invitation = label("emptyTitle")
        self._hint = label("emptyText", wraps=True)
        column.addWidget(picture)
        for words in (self._invitation, self._hint):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addStretch(1)
        return card

    def _built_member(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._built_head())
        body = QHBoxLayout()
        body.setSpacing(GAP)
        left = QVBoxLayout()
        left.setSpacing(GAP)
        self.figures = [FigureCard() for _ in range(FIGURES)]
        self._figure_rows = [QHBoxLayout() for _ in TWO_ROWS]
        self._figure_counts: Sequence[int] = ()
        self._place_figures(ONE_ROW)
        for figure_row in self._figure_rows:
            figure_row.setSpacing(8)
            left.addLayout(figure_row)
        left.addWidget(self._built_chart())
        left.addWidget(self.purchases, 1)
        body.addLayout(left, 1)
        body.addWidget(self._built_right())
        column.addLayout(body, 1)
        return page

    def _built_head(self) -> QWidget:
        card = Card()
        row = QHBoxLayout(card)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(12)
        picture = QLabel()
        picture.setPixmap(pixmap("circle-user-round", COLOURS.accent, 44))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(1)
        first = QHBoxLayout()
        first.setSpacing(8)
        self._name = ElidedLabel("pageTitle")
        first.addWidget(self._name)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(6)
        first.addLayout(self._chips, 1)
        words.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(10)
        self._contact = ElidedLabel("body")
        self._line = ElidedLabel("muted")
        self._age = ElidedLabel("muted")
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it has what is left
        second.addWidget(self._contact)
        second.addWidget(self._line, 1)
        second.addWidget(self._age)
        words.addLayout(second)
        row.addLayout(words, 1)
        self.unmask_button = KeyButton("user-round", "F6", "plain", 14)
        self.unmask_button.clicked.connect(self.unmask_asked)
        self.note_button = KeyButton("pencil", "F8", "plain", 14)
        self.note_button.clicked.connect(self.note_asked)
        self.notes_button = KeyButton("trash-2", "Shift+F8", "plain", 14)
        self.notes_button.clicked.connect(self.notes_asked)
        self.wish_button = KeyButton("sparkles", "F9", "plain", 14)
        self.wish_button.clicked.connect(self.wish_asked)
        buttons = ButtonRow((self.unmask_button, self.note_button, self.notes_button, self.wish_button))
        buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        row.addWidget(buttons)
        return card

    def _built_chart(self) -> QWidget:
        self._chart_card = Card()
        column = QVBoxLayout(self._chart_card)
        column.setContentsMargins(12, 6, 12, 6)
        column.setSpacing(0)
        self._chart_title = label("muted")
        self.chart = MonthsChart()
        column.addWidget(self._chart_title)
        column.addWidget(self.chart)
        return self._chart_card

    def _built_right(self) -> QWidget:
        self.side = QScrollArea()
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setWidgetResizable(True)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setProperty("role", "plainScroll")
        inside = QWidget()
        inside.setObjectName("page")
        self._right = QVBoxLayout(inside)
        self._right.setContentsMargins(0, 0, 4, 0)
        self._right.setSpacing(GAP)
        for panel in self.panels:
            self._right.addWidget(panel)
        self.lists: list[FactList] = []
        self._right.addStretch(1)
        self.side.setWidget(inside)
        self.side.setFixedWidth(RIGHT_MAX)
        return self.side

    def resizeEvent(self, event: object) -> None:
        self.side.setFixedWidth(max(RIGHT_MIN, min(RIGHT_MAX, self.width() * 36 // 100)))
        super().resizeEvent(event)  # type: ignore[arg-type]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._stack and event.type() == QEvent.Type.Resize:
            self._fit_chart()
            self._fit_figures()
        return super().eventFilter(watched, event)

    def _place_figures(self, counts: Sequence[int]) -> None:
        """So many in each row, each as wide as the others of its row."""
        if counts == self._figure_counts:
            return
        self._figure_counts, figures = counts, iter(self.figures)
        for row, count in zip(self._figure_rows, counts, strict=False):
            for _ in range(count):
                row.addWidget(next(figures), 1)

    def _fit_figures(self) -> None:
        room = self._stack.width() - self.side.width() - GAP
        wanted = FIGURES * max(figure.wanted_width() for figure in self.figures) + 8 * (FIGURES - 1)
        self._place_figures(ONE_ROW if wanted <= room else TWO_ROWS)

    def _fit_chart(self) -> None:
        """A question above takes room from the page."""
        self._chart_card.setVisible(bool(self._state.months) and self._stack.height() >= scaled(CHART_FROM))

    # --- showing

    def retranslate(self) -> None:
        self._invitation.setText(self.tr("Nobody is shown"))
        self._hint.setText(
            self.tr("Scan the member's code or card, or type a name, initials or the last digits of the phone.")
        )
        self.basket_button.set_words(self.tr("To the basket"), self.tr("Put this member on the basket"))
        self.back_button.set_words("", self.tr("Back to the checkout"))
        self.unmask_button.set_words(self.tr("Show in full"), self.tr("Show name, phone and birthday in full"))
        self.note_button.set_words(self.tr("Note"), self.tr("Write a note"))
        self.notes_button.set_words("", self.tr("Remove a note"))
        self.wish_button.set_words(self.tr("Wish"), self.tr("Note goods that they wish for"))
        self.refresh_button.set_words("", self.tr("Ask the ledger"))
        self.words_changed.emit()

    def show_state(self, state: ProfileState) -> None:
        other = state.one_id != self._state.one_id
        self._state = state
        self._stack.setCurrentIndex(0 if state.one_id is None else 1)
        if other:
            self.purchases.begin()
            self.side.verticalScrollBar().setValue(0)
        self.basket_button.setEnabled(state.one_id is not None)
        self.refresh_button.setEnabled(state.one_id is not None and not state.asking)
        if state.one_id is None:
            return
        self._name.setText(state.name)
        self._contact.setText(state.contact)
        # The buttons give way to it: who is this, and is it their birthday, is read before anything is done.
        self._contact.setMinimumWidth(min(self._contact.sizeHint().width(), scaled(CONTACT_MAX)))
        self._line.setText(state.line)
        self._line.setMinimumWidth(min(self._line.sizeHint().width(), scaled(LINE_MIN)))
        self._age.setText(state.age)
        self._age.setMinimumWidth(self._age.sizeHint().width())
        set_state(self._age, "tone", "warn" if state.is_old else "")
        self.unmask_button.setEnabled(state.is_masked)
        self._show_chips(state.chips)
        for figure, shown in zip(self.figures, state.figures, strict=True):
            figure.show_figure(shown)
        self._fit_figures()
        self._fit_chart()
        self._chart_title.setText(state.months_title)
        self.chart.show_months(state.months, state.months_title)
        self._show_cards(state.cards)
        self.notes_button.setVisible(any(card.name == "notes" and card.rows for card in state.cards))
        self.purchases.show_purchases(state.purchases)

    def _show_chips(self, chips: tuple[Chip, ...]) -> None:
        if chips == self._chips_shown:
            return
        self._chips_shown = chips
        cleared(self._chips)
        for chip in chips[:CHIPS_SHOWN]:
            shown = ElidedLabel(_CHIP_ROLES[chip.tone], padding=9)
            shown.setText(chip.text)
            shown.tip = chip.tip
            shown.setAccessibleName(": ".join(part for part in (chip.text, chip.tip) if part))
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._chips.addWidget(shown)
        self._chips.addStretch(1)

    def _show_cards(self, cards: tuple[FactCard, ...]) -> None:
        """Lists are kept and filled anew: to make them costs more."""
        while len(self.lists) < len(cards):
            made = FactList()
            self.lists.append(made)
            self._right.insertWidget(self._right.count() - 1, made)
        for number, shown in enumerate(self.lists):
            shown.setVisible(number < len(cards))
            if number < len(cards):
                shown.show_card(cards[number])

    def show_results(self, rows: tuple[SearchRow, ...] | None) -> None:
        """Members that were found; None closes the list."""
        if rows is None:
            self.popup.hide()
            return
        corner = self.finder.mapTo(self, self.finder.rect().topLeft())
        self.popup.show_rows(rows, QRect(corner, self.finder.size()))

    def close_questions(self) -> None:
        self.finder.clear()
        self.popup.hide()
        self.entry.hide()
        self.reasons.close_panel()
        self.notes.close_panel()
        self.wishes.close_panel()

    # --- keys

    @Slot()
    def focus_home(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def handle_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & _COMMANDS:
            return False
        key = event.key()
        if self.finder.handle_key(event):
            return True
        if key == Qt.Key.Key_F3:
            self.finder.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif key == Qt.Key.Key_F2 and self._state.one_id is not None:
            self.purchases.focus_field()
        elif key == Qt.Key.Key_Escape:
            self.back_asked.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar = self.side.verticalScrollBar()
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_PageDown else -1) * (bar.pageStep() - scaled(40)))
        elif event.text() and event.text().isprintable() and event.text() != " ":
            self.finder.type_text(event.text())
        else:
            return False
        return True

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        row = self.popup.current()
        if row is not None:
            self._on_picked(row)

    @Slot(object)
    def _on_picked(self, row: SearchRow) -> None:
        self.finder.clear()
        self.popup.hide()
        self.focus_home()
        self.member_picked.emit(row.key)
