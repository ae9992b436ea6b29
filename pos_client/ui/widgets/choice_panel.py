"""A short list to choose from, in its place above the basket: digits, arrows and Enter, Esc. Hidden while not asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.models.painting import CENTRE, RIGHT, draw_surface, draw_text, text_width
from pos_client.ui.models.row_delegate import RowDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.theme import scaled
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 54
ROWS_SHOWN = 4
DIGITS = 9


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """`title` and `detail` under each other, `value` at the right; a `chosen` row is marked."""

    key: str
    title: str
    detail: str = ""
    value: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """In the language of the moment. `act` is on the button of Enter; `nothing` stands where no row is."""

    title: str
    hint: str
    act: str
    nothing: str = ""
    other: str = ""  # on the button of `other_key`; empty: there is none


class ChoiceModel(RowsModel[ChoiceRow]):
    def key_of(self, row: ChoiceRow) -> object:
        return row.key

    def text_of(self, row: ChoiceRow) -> str:
        return ", ".join(part for part in (row.title, row.detail, row.value) if part)


class ChoiceDelegate(RowDelegate):
    """A digit, two lines of words, and a value."""

    row_height = ROW_HEIGHT

    def paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        row = model.row_at(index) if isinstance(model, ChoiceModel) else None
        if row is None:
            return
        painter.save()
        rect: QRect = option.rect
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        fill = COLOURS.good_soft if row.chosen else COLOURS.card_soft
        border = COLOURS.accent if current else COLOURS.good_border if row.chosen else COLOURS.border
        draw_surface(painter, rect.adjusted(0, 2, 0, -2), fill, border, radius=9, width=2 if current else 1)
        if index.row() < DIGITS:
            cap = QRect(rect.left() + 10, rect.center().y() - 11, 22, 22)
            draw_surface(painter, cap, COLOURS.card, COLOURS.border, radius=5)
            draw_text(painter, cap, str(index.row() + 1), COLOURS.text_soft, 13, bold=True, align=CENTRE)
        right = rect.right() - 12
        value = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
        ink = COLOURS.good if row.chosen else COLOURS.text
        draw_text(painter, value, row.value, ink, 15, bold=True, align=RIGHT)
        right -= text_width(row.value, 15, True) + 12 if row.value else 0
        left = rect.left() + 42
        height = 21 if row.detail else rect.height() - 12
        draw_text(painter, QRect(left, rect.top() + 6, right - left, height), row.title, COLOURS.text, 14, bold=True)
        draw_text(painter, QRect(left, rect.top() + 28, right - left, 18), row.detail, COLOURS.text_soft, 12)
        painter.restore()


class ChoicePanel(View):
    """`picked` carries a row's key: of a digit, a click, or (when one is taken) Enter. Where several may be chosen
    (`many`), Enter says `confirmed`; there, or where rows may be taken away (`drops`), Del says `dropped` with the
    current row's key.
    """

    picked = Signal(object)
    dropped = Signal(object)
    confirmed = Signal()
    other_asked = Signal()
    cancelled = Signal()

    def __init__(
        self, *, many: bool = False, drops: bool = False, other_key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._many = many
        self._drops = drops or many
        self._other_key = other_key
        self._words: Callable[[], ChoiceWords] | None = None
        self._is_built = False
        self.model = ChoiceModel(self)
        self.hide()

    def _build(self) -> None:
        """Before the first question: a page has several of these, and most of them are never asked."""
        self._is_built = True
        self.list = row_list("offers", self.model, ChoiceDelegate(self))
        self.list.clicked.connect(self._on_clicked)
        frame = Card("entryBar", self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 6, 8, 8)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._title = ElidedLabel("cardTitle")
        self.other_button = KeyButton("", self._other_key, "quiet", 14, obeys=False)
        self.other_button.clicked.connect(self.other_asked)
        self.act_button = KeyButton("check", "Return", "plain", 14, obeys=False)
        self.act_button.clicked.connect(self._on_act)
        self._cancel = KeyButton("x", "Escape", "quiet", 14, obeys=False)
        self._cancel.clicked.connect(self._on_cancel)
        for widget, stretch in ((self._title, 1), (self.other_button, 0), (self.act_button, 0), (self._cancel, 0)):
            head.addWidget(widget, stretch)
        column.addLayout(head)
        self._hint = label("muted", wraps=True)
        column.addWidget(self._hint)
        self._nothing = label("emptyText", wraps=True)
        column.addWidget(self._nothing)
        column.addWidget(self.list)

    def retranslate(self) -> None:
        self.model.retranslate()
        if not self._is_built:
            return
        self._cancel.set_words("", self.tr("Cancel (Esc)"))
        if self._words is not None:
            words = self._words()
            self._title.setText(words.title)
            self.list.setAccessibleName(words.title)
            self._hint.setText(words.hint)
            self._hint.setVisible(bool(words.hint))
            self._nothing.setText(words.nothing)
            self.act_button.set_words(words.act)
            self.other_button.set_words(words.other)
            self.other_button.setVisible(bool(words.other))

    def ask(self, words: Callable[[], ChoiceWords], rows: Sequence[ChoiceRow]) -> None:
        """Show the list, its first row current, and take the keyboard."""
        self._words = words
        self.show_rows(rows)
        self.list.setCurrentIndex(self.model.index(0))
        self.show()
        self.focus_list()

    def show_rows(self, rows: Sequence[ChoiceRow]) -> None:
        """Other rows; the current one stays when it is among them."""
        if not self._is_built:
            self._build()
        current = self.current()
        self.model.show_rows(rows)
        index = self.model.index_of(current.key) if current is not None else QModelIndex()
        self.list.setCurrentIndex(index if index.isValid() else self.model.index(0))
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(max(1, min(len(rows), ROWS_SHOWN)) * scaled(ROW_HEIGHT))
        self._nothing.setVisible(not rows)
        self.act_button.setEnabled(bool(rows) or self._many)
        self.retranslate()

    def focus_list(self) -> None:
        (self.list if self.model.rowCount() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> ChoiceRow | None:
        return self.model.row_at(self.list.currentIndex()) if self._is_built else None

    def close_panel(self) -> None:
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text, row = event.text(), self.current()
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_act()
        elif event.key() == Qt.Key.Key_Delete and self._drops:
            if row is not None:
                self.dropped.emit(row.key)
        elif text.isdigit() and text.isascii():
            at = self.model.row_at(self.model.index(int(text) - 1)) if int(text) else None
            if at is not None:
                self.list.setCurrentIndex(self.model.index_of(at.key))
                self.picked.emit(at.key)
        elif not (text and text.isprintable()):
            # Function keys are the screen's; letters would begin a search behind the question.
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.picked.emit(row.key)

    @Slot()
    def _on_act(self) -> None:
        row = self.current()
        if self._many:
            self.confirmed.emit()
        elif row is not None:
            self.picked.emit(row.key)

    @Slot()
    def _on_cancel(self) -> None:
        self.close_panel()
        self.cancelled.emit()
