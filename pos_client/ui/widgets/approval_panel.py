"""A manager's word for one action: what it is about, number or badge, PIN. Laid over the screen that asks.

Whoever allows something allows what stands there: until the question is answered or given up, no key and no click
reaches the screen below, and nothing takes the keyboard away.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.widgets.banner import Banner
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton

WIDTH = 520
PIN_LENGTH_MAX = 12


@dataclass(frozen=True, slots=True)
class ApprovalTyped:
    """Who approves, with a PIN to be checked; shown nowhere, not in logs either. `text` is the reason in words."""

    staff_id: str
    pin: str
    text: str

    def __repr__(self) -> str:
        return f"ApprovalTyped({self.staff_id!r}, …)"


class ApprovalPanel(View):
    """`entered` carries an ApprovalTyped. Shown by `ask`, hidden by `close_panel`."""

    entered = Signal(object)
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self._asks_reason = False
        self._is_asking = False
        self._before: QWidget | None = None  # who had the keyboard
        self.banner = Banner()
        self._veil = QFrame(parent)
        self._veil.setProperty("role", "veil")
        self._veil.hide()
        self._build()
        self.hide()
        parent.installEventFilter(self)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        self.retranslate()

    def _build(self) -> None:
        self._card = card = Card("popup")
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        mark = QLabel()
        mark.setPixmap(pixmap("shield-check", COLOURS.accent, 28))
        self._title = label("cardTitle")
        head.addWidget(mark)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        self._what = label("body", wraps=True)
        column.addWidget(self._what)
        column.addWidget(self.banner)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self.reason, self.number, self.pin = (self._field() for _ in range(3))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(PIN_LENGTH_MAX)
        self.number.setMaxLength(24)
        self.reason.setMaxLength(200)
        self._names = [label("strong") for _ in range(3)]
        for row, (name, field) in enumerate(zip(self._names, (self.reason, self.number, self.pin), strict=True)):
            grid.addWidget(name, row, 0)
            grid.addWidget(field, row, 1)
        column.addLayout(grid)
        self._who = label("muted", wraps=True)
        column.addWidget(self._who)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.addStretch(1)
        self.cancel_button = KeyButton("x", "Escape", "plain", 15, obeys=False)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.ok_button = KeyButton("check", "Return", "primary", 16, obeys=False)
        self.ok_button.clicked.connect(self._on_enter)
        for button in (self.cancel_button, self.ok_button):
            button.installEventFilter(self)
        row_of_buttons.addWidget(self.cancel_button)
        row_of_buttons.addWidget(self.ok_button)
        column.addLayout(row_of_buttons)

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("role", "entryField")
        field.setMinimumHeight(44)
        field.installEventFilter(self)
        return field

    def retranslate(self) -> None:
        self._title.setText(self.tr("A manager must allow this"))
        words = (self.tr("Reason"), self.tr("Number or badge"), self.tr("PIN"))
        for name, field, text in zip(self._names, (self.reason, self.number, self.pin), words, strict=True):
            name.setText(text)
            field.setAccessibleName(text)
        self.cancel_button.set_words(self.tr("Cancel"))
        self.ok_button.set_words(self.tr("Allow"))

    def ask(self, what: str, approvers: tuple[str, ...], number: str, *, asks_reason: bool) -> None:
        """Show what is to be allowed, and take the keyboard. `approvers` in words; `number`: of the only one."""
        self._asks_reason = asks_reason
        self._what.setText(what)
        self._who.setText(self.tr("May allow it: {names}").format(names=self.tr(", ").join(approvers)))
        self._who.setVisible(bool(approvers))
        for widget in (self.reason, self._names[0]):
            widget.setVisible(asks_reason)
        self.reason.clear()
        self.number.setText(number)
        self.pin.clear()
        self.banner.show_notice(None)
        self.set_checking(False)
        if not self._is_asking:
            self._before = QApplication.focusWidget()
        self._is_asking = True
        for layer in (self._veil, self):
            layer.show()
            layer.raise_()
        self._place()
        self._to_first_empty()

    def choose(self, staff_id: str) -> None:
        """A badge was scanned: the PIN comes next."""
        self.number.setText(staff_id)
        self.pin.clear()
        self._to_first_empty()

    def forget_pin(self) -> None:
        self.pin.clear()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_checking(self, checking: bool) -> None:
        self.ok_button.setEnabled(not checking)
        self.ok_button.set_words(self.tr("Checking …") if checking else self.tr("Allow"))

    def close_panel(self) -> None:
        self.pin.clear()
        self._is_asking = False
        self._veil.hide()
        self.hide()

    def _place(self) -> None:
        room = self._over.size()
        self._veil.setGeometry(self._over.rect())
        for layout in (self._card.layout(), self._outer):
            if layout is not None:
                layout.invalidate()  # rows that were hidden until now are remembered without their height
                layout.activate()
        width = min(WIDTH, room.width() - 24)
        height = max(self.sizeHint().height(), self._outer.heightForWidth(width))
        self.setGeometry((room.width() - width) // 2, max(12, room.height() // 7), width, height)

    def _to_first_empty(self) -> None:
        fields = [self.number, self.pin]
        if self._asks_reason:
            fields.insert(0, self.reason)
        target = next((field for field in fields if not field.text().strip()), self.pin)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._is_asking:
            self._place()  # the words in it have changed
        return handled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over:
            if event.type() == QEvent.Type.Resize and self._is_asking:
                self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # as a key for this panel: no shortcut of the window comes of it
            return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                (self._on_cancel if watched is self.cancel_button else self._on_enter)()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._on_cancel()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nothing that is typed here reaches the screen below."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        event.accept()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What happens below while the question stands (a line answers, a click) does not take the keyboard."""
        if self._is_asking and now is not None and now.window() is self.window() and not self.isAncestorOf(now):
            self._to_first_empty()

    @Slot()
    def _on_enter(self) -> None:
        typed = ApprovalTyped(self.number.text().strip(), self.pin.text(), self.reason.text().strip())
        if not self.ok_button.isEnabled():
            return
        if typed.staff_id and typed.pin and (typed.text or not self._asks_reason):
            self.entered.emit(typed)
        else:
            self._to_first_empty()

    @Slot()
    def _on_cancel(self) -> None:
        self.close_panel()
        self.cancelled.emit()
        before = self._before
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)  # what was being entered goes on where it was left
