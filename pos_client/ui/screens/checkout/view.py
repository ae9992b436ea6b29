"""The checkout screen: its parts side by side, and which key goes to which of them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.application.typed_quantity import split_typed
from pos_client.ui.screens.checkout.basket_panel import BasketPanel
from pos_client.ui.screens.checkout.code_panel import BasketCodePanel
from pos_client.ui.screens.checkout.consent_panel import ConsentPanel
from pos_client.ui.screens.checkout.done_panel import DonePanel
from pos_client.ui.screens.checkout.join_panel import JoinPanel
from pos_client.ui.screens.checkout.member_panel import MemberPanel
from pos_client.ui.screens.checkout.offers_panel import OffersPanel
from pos_client.ui.screens.checkout.pay_panel import PayPanel
from pos_client.ui.screens.checkout.price_panel import PricePanel
from pos_client.ui.screens.checkout.search_popup import SearchPopup
from pos_client.ui.screens.checkout.state import CheckoutViewState, Phase, SearchRow
from pos_client.ui.screens.checkout.tender_panel import TenderPanel
from pos_client.ui.screens.checkout.unknown_panel import UnknownPanel
from pos_client.ui.theme import scaled
from pos_client.ui.widgets.choice_panel import ChoicePanel
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.form_panel import FormPanel
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.pages import Pages
from pos_client.ui.widgets.scan_bar import ScanBar
from pos_client.ui.widgets.suggestion_list import SuggestionList

LEFT_MIN = 440
LEFT_HEIGHT_MIN = 230
RIGHT_MIN = 376
RIGHT_MAX = 456
GAP = 12
#: Puts the first suggestion into the basket.
SUGGESTION_KEY = "Ctrl+J"
#: What the banner offers is done by this key: nothing else is.
BANNER_KEY = "Shift+F12"
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class CheckoutView(Page):
    """The panels' own signals tell what was asked; here are those that no panel has."""

    code_typed = Signal(object)  # str: to be taken as if it were scanned
    row_picked = Signal(object, object)  # SearchRow, pieces that were typed before it or None
    search_changed = Signal(object)  # str
    words_changed = Signal()  # the names in another language are wanted
    undo_asked = Signal()
    unknown_asked = Signal()
    rain_check_asked = Signal()  # of the selected line
    gift_asked = Signal()  # a coupon for the member
    wanted_asked = Signal()  # what the member waits for
    code_asked = Signal()  # of the parked basket

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase: Phase = "basket"
        self._is_new = True  # nothing was shown yet
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        # Everything is born where it stays: what changes its parent is dressed anew, with all that is in it.
        self.scan_bar = ScanBar(self)
        self.entry = EntryBar(self)
        self.price = PricePanel(self)
        self.unknown = UnknownPanel(self)
        self.join = JoinPanel(self)
        self.consents = ConsentPanel(self)
        self.parked = ChoicePanel(other_key="Ctrl+F7", parent=self)
        self.codes = BasketCodePanel(self)
        self.orders = ChoicePanel(many=True, parent=self)
        self.wanted = ChoicePanel(drops=True, other_key="Ctrl+K", parent=self)
        self.gifts = ChoicePanel(parent=self)
        self.guides = ChoicePanel(many=True, other_key="Shift+F2", parent=self)
        # A long text of one phase must not widen the window in all: what is to be paid would leave the screen.
        # Nor may a question above the basket make it higher: the list gives way, and scrolls.
        self._left = Pages(asks_for_room=False, parent=self)
        self.basket = BasketPanel(self._left)
        self.done = DonePanel(self._left)
        self.suggestions = SuggestionList(key=SUGGESTION_KEY, parent=self)
        self._right = Pages(parent=self)
        self._shop = QWidget(self._right)
        self.member = MemberPanel(self._shop)
        self.offers = OffersPanel(self._shop)
        self.pay = PayPanel(self._shop)
        self.tender = TenderPanel(self._right)
        self._build()
        self.popup = SearchPopup(self)
        self.scan_bar.text_changed.connect(self._on_search_text)
        self.scan_bar.entered.connect(self._on_entered)
        self.scan_bar.moved.connect(self.popup.move_selection)
        self.scan_bar.left.connect(self.focus_home)
        self.scan_bar.field.editingFinished.connect(self._on_field_left)
        self.popup.picked.connect(self._on_picked)
        self._questions: tuple[FormPanel | ChoicePanel | BasketCodePanel, ...] = (
            *(self.price, self.unknown, self.join, self.consents, self.codes),
            *(self.parked, self.guides, self.orders, self.wanted, self.gifts),
        )
        for panel in self._questions:
            panel.installEventFilter(self)
        self.entry.installEventFilter(self)
        self.entry.field.textEdited.connect(self._guard_payment)
        for question in (self.entry, self.price, self.unknown):
            question.cancelled.connect(self.focus_home)
        for key, act in (
            ("Ctrl+Z", self.undo_asked),
            ("F1", self._on_f1),
            (BANNER_KEY, self._on_banner_key),
            ("Shift+F1", self.rain_check_asked),
            ("Ctrl+F7", self.code_asked),
            ("Ctrl+W", self.wanted_asked),
            ("Ctrl+K", self.gift_asked),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        self.offers.left.connect(self.focus_home)
        self.member.services_asked.connect(self.offers.toggle_services)
        self.codes.shown_changed.connect(self._left.setHidden)
        self.basket.list.installEventFilter(self)
        self.done.next_button.installEventFilter(self)

    def _build(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.setSpacing(GAP)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.scan_bar)
        left.addWidget(self.entry)
        left.addWidget(self.price)
        left.addWidget(self.unknown)
        left.addWidget(self.join)
        left.addWidget(self.consents)
        left.addWidget(self.parked)
        left.addWidget(self.codes)
        left.addWidget(self.guides)
        left.addWidget(self.orders)
        left.addWidget(self.wanted)
        left.addWidget(self.gifts)
        left.addWidget(self.banner)
        self._left.add(self.basket)
        self._left.add(self.done)
        self._left.setMinimumSize(LEFT_MIN, LEFT_HEIGHT_MIN)
        left.addWidget(self._left, 1)
        left.addWidget(self.suggestions)
        row.addLayout(left, 1)
        column = QVBoxLayout(self._shop)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.member.setFixedHeight(scaled(162))
        column.addWidget(self.member)
        column.addWidget(self.offers, 1)
        column.addWidget(self.pay)
        self._right.add(self._shop)
        self._right.add(self.tender)
        self._right.setFixedWidth(RIGHT_MAX)
        row.addWidget(self._right)

    @property
    def phase(self) -> Phase:
        return self._phase

    def retranslate(self) -> None:
        """The panels have all the words; the names of offers, programs and tiers come with the state."""
        self.words_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._right.setFixedWidth(max(RIGHT_MIN, min(RIGHT_MAX, self.width() * 36 // 100)))
        super().resizeEvent(event)

    def show_state(self, state: CheckoutViewState) -> None:
        """Show everything, but panels that follow; a change of phase moves the keyboard with it."""
        emptied = bool(self.basket.model.rowCount()) and not state.lines
        changed = state.phase != self._phase
        self._phase = state.phase
        if changed and self._is_in_sight():
            # Before its place is hidden: else Qt looks for the next one by walking through the whole window.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        if state.done is not None:
            self.done.show_sale(state.done)
        if state.phase == "done":
            self._turn_pages("done")  # what the others show next is of no interest yet, and arranged when it is seen
        if state.lines:
            self.codes.close_panel()  # the next shopper's goods
        self.basket.show_state(state)
        self.pay.show_state(state)
        if not state.panels_follow:
            self._show_panels(state)
        if changed:
            self.tender.begin()
        if state.phase == "tender" or self._is_new:
            self.tender.show_state(state)
            if not self.entry.isHidden() and (state.wallets.waiting is not None or state.value.asking):
                # A scan has paid meanwhile: what was to be typed is of no use, and the keys are the payment's.
                self.entry.hide()
                self.focus_home()
        self._is_new = False
        self._turn_pages(state.phase, paid=bool(state.tenders) or state.wallets.waiting is not None)
        if changed:
            self.close_search()
            self.close_questions()
        if changed or (emptied and not self.scan_bar.field.hasFocus()):
            # Qt hands the keyboard of a hidden list to the next button: Enter would print the last receipt again.
            self.focus_home()

    def _show_panels(self, state: CheckoutViewState) -> None:
        services, at_basket = len(state.services), state.phase == "basket"
        self.member.show_member(state.member, state.now, locked=not at_basket, services=services)
        self.member.show_value(offered=at_basket and state.value.of_member)
        self.member.show_orders(state.orders if at_basket else 0)
        self.member.show_wanted(state.wanted if at_basket else None)
        self.offers.show_state(state)
        self.suggestions.show_suggestions(state.suggestions)

    def _turn_pages(self, phase: Phase, *, paid: bool = False) -> None:
        """Bring the pages of a phase into sight. Each is shown when its place has its size: it is arranged once."""
        left = self.done if phase == "done" else self.basket
        self._left.leave(left)
        self._right.show_page(self.tender if phase == "tender" else self._shop)
        self._right.setVisible(phase != "done")
        self.scan_bar.set_typing(phase != "tender", paid=paid and phase == "tender")
        if self._left.shown is not left:
            self._row.activate()
            self._left.show_page(left)

    def show_results(self, rows: tuple[SearchRow, ...] | None) -> None:
        """What the text in the field finds; None closes the list."""
        if rows is None:
            self.popup.hide()
            return
        corner = self.scan_bar.mapTo(self, self.scan_bar.rect().topLeft())
        self.popup.show_rows(rows, QRect(corner, self.scan_bar.size()))

    def close_search(self) -> None:
        self.scan_bar.clear()
        self.popup.hide()

    def close_questions(self) -> None:
        """Whatever is being asked is asked no more."""
        self.entry.hide()
        for question in self._questions:
            question.close_panel()

    @Slot()
    def _on_banner_key(self) -> None:
        """Do what the banner offers under this key."""
        self.banner.press(BANNER_KEY)

    @Slot()
    def _on_f1(self) -> None:
        """What the banner offers; else goods that nobody knows, whose banner was closed."""
        if not self.banner.press("F1"):
            self.unknown_asked.emit()

    @Slot()
    def focus_home(self) -> None:
        """Give the keyboard to a place that takes no text: scans and typing both work from there.

        Not from behind another page, or behind who signs in: what is typed there would be lost.
        """
        if not self._is_in_sight():
            return
        if self._phase == "done":
            self.done.focus()
        elif self._phase == "tender":
            self.tender.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.basket.model.rowCount():
            self.basket.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _guard_payment(self) -> None:
        """What is typed to a question must not be passed over by the key that takes money, nor be taken for cash."""
        asked = not self.entry.isHidden()
        self.pay.setEnabled(not (asked and self.entry.field.isModified()))
        self.tender.setEnabled(not asked)

    def _is_in_sight(self) -> bool:
        return self.isVisibleTo(self.window())

    def focus_search(self) -> None:
        """F3: the field itself gets the keyboard, for an input method."""
        if self._phase != "tender":
            self.scan_bar.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While something is being searched the lists leave the arrows to the results; what is suggested leaves its
        place to what is asked.
        """
        if watched is self.entry:
            if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
                self._guard_payment()
            return super().eventFilter(watched, event)
        if watched in self._questions:
            if event.type() in (QEvent.Type.Show, QEvent.Type.Hide):
                self.suggestions.give_way(any(not panel.isHidden() for panel in self._questions))
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.scan_bar.text():
            return self.handle_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """A key that no focused widget wanted; says whether it was of use."""
        if event.modifiers() & _COMMANDS:
            return False
        if event.key() == Qt.Key.Key_F3:
            self.focus_search()
            return True
        if event.key() == Qt.Key.Key_Escape and self.offers.withdraw_question():
            return True
        if event.key() == Qt.Key.Key_Escape and self._phase == "basket" and self.offers.leave_page():
            return True
        if self._phase == "tender":
            return self.tender.handle_key(event)
        if self.scan_bar.handle_key(event):
            return True
        if self._phase == "basket" and self._handle_line_key(event):
            return True
        if self._phase == "done" and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.next_button.click()
            return True
        text = event.text()
        if text and text.isprintable() and (text != " " or self.scan_bar.text()):
            self.scan_bar.type_text(text)
            if not self.scan_bar.field.hasFocus():
                # Enter now takes what was found, and must not press the button that had the focus.
                self.focus_home()
            return True
        return False

    def _handle_line_key(self, event: QKeyEvent) -> bool:
        """Keys for the selected line, while nothing is being searched."""
        if self.scan_bar.text():
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.basket.move_selection(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() == Qt.Key.Key_Delete:
            self.basket.remove_button.click()
            return True
        row = self.basket.selected_line()
        if row is not None and row.is_goods and event.text() in ("+", "-"):
            self.basket.stepped.emit(row.line_id, 1 if event.text() == "+" else -1)
            return True
        return False

    @Slot(str)
    def _on_search_text(self, text: str) -> None:
        self.search_changed.emit(text.strip())

    @Slot(str)
    def _on_entered(self, text: str) -> None:
        row = self.popup.current()
        if row is not None:
            self._on_picked(row)
            return
        self.close_search()
        self.focus_home()
        self.code_typed.emit(text)

    @Slot(object)
    def _on_picked(self, row: SearchRow) -> None:
        pieces, _ = split_typed(self.scan_bar.text())
        self.close_search()
        self.focus_home()
        self.row_picked.emit(row, pieces)

    @Slot()
    def _on_field_left(self) -> None:
        if not self.scan_bar.text():
            self.popup.hide()
