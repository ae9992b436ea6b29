"""What a member bought: a list with a field that searches it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.models.painting import RIGHT, draw_text, text_width
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.profile.state import PurchaseRow, PurchasesShown
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 44


class PurchasesModel(RowsModel[PurchaseRow]):
    def key_of(self, row: PurchaseRow) -> object:
        return row.key

    def text_of(self, row: PurchaseRow) -> str:
        return ", ".join(part for part in (row.day, row.what, row.quantity, row.where, row.amount) if part)


class PurchasesDelegate(LineDelegate[PurchaseRow]):
    """Icon, what over where it was bought, day, quantity, amount."""

    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: PurchaseRow) -> None:
        icon = "shopping-bag" if row.is_web else "store"
        picture = pixmap(icon, COLOURS.text_soft, 18, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + 10, rect.center().y() - 9, picture)
        right = rect.right() - 12
        room = max(text_width(row.amount, 14, True), text_width(row.quantity, 12)) + 4
        top = QRect(right - room, rect.top() + 3, room, 22)
        draw_text(painter, top, row.amount, COLOURS.text, 14, bold=True, align=RIGHT)
        draw_text(painter, top.adjusted(0, 20, 0, 16), row.quantity, COLOURS.text_soft, 12, align=RIGHT)
        left = rect.left() + 40
        words = QRect(left, rect.top() + 3, max(40, right - room - 12 - left), 22)
        draw_text(painter, words, row.what, COLOURS.text, 14)
        detail = " · ".join(part for part in (row.day, row.where) if part)
        draw_text(painter, words.adjusted(0, 20, 0, 16), detail, COLOURS.text_soft, 12)


class PurchasesPanel(View):
    """`searched` carries the text as it is typed, `ledger_asked` the text that is to be looked for everywhere,
    `more_asked` that the list is at its end.
    """

    searched = Signal(object)
    ledger_asked = Signal(object)
    more_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: PurchasesShown | None = None
        card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("cardTitle")
        self._note = ElidedLabel("muted")
        self._key = label("keyCap", "F2")
        self.field = QLineEdit()
        self.field.setProperty("role", "entryField")
        self.field.setMaxLength(60)
        self.field.setMinimumHeight(44)
        self.field.setMaximumWidth(240)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda text: self.searched.emit(text.strip()))
        self.ledger_button = KeyButton("search", "Return", "plain", 13, obeys=False)
        self.ledger_button.clicked.connect(lambda: self.ledger_asked.emit(self.field.text().strip()))
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self._key)
        head.addWidget(self.field)
        head.addWidget(self.ledger_button)
        column.addLayout(head)
        self.model = PurchasesModel(self)
        self.list = row_list("purchases", self.model, PurchasesDelegate(self))
        self.list.stand_on(COLOURS.card)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.stack = ListStack(self.list)
        self.stack.setMinimumHeight(ROW_HEIGHT * 2)
        column.addWidget(self.stack, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Purchases"))
        self.field.setPlaceholderText(self.tr("Search"))
        self.field.setAccessibleName(self.tr("Search the purchases"))
        self.list.setAccessibleName(self.tr("Purchases, the newest first"))
        self.ledger_button.set_words(self.tr("Everywhere"), self.tr("Ask the ledger for all purchases"))
        self.model.retranslate()

    def show_purchases(self, shown: PurchasesShown) -> None:
        if shown == self._shown:
            return
        self._shown = shown
        self.model.show_rows(shown.rows)
        self.stack.show_list(bool(shown.rows))
        self.stack.say_empty(shown.empty)
        self._note.setText(shown.note)
        self.ledger_button.setEnabled(not shown.asking)

    def begin(self) -> None:
        """Another member: what was searched for is over."""
        if self.field.text():
            self.field.clear()
        self.list.scrollToTop()

    def focus_field(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.ledger_button.click()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.field.clear()
                self.left.emit()
                return True
            if event.key() == Qt.Key.Key_Down and self.model.rowCount():
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                self.list.setCurrentIndex(self.model.index(0))
                return True
        return super().eventFilter(watched, event)

    def _on_scrolled(self, value: int) -> None:
        shown, bar = self._shown, self.list.verticalScrollBar()
        if shown is not None and shown.more and not shown.asking and value >= bar.maximum() - ROW_HEIGHT:
            self.more_asked.emit()
