"""A manual price or discount: for the selected line or the whole basket; one field, then one digit for the reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from pos_client.application.overrides import Preview, Reduction
from pos_client.ui.formatting import is_chinese, money
from pos_client.ui.widgets.base import cleared, label
from pos_client.ui.widgets.form_panel import FormPanel, digit_of, is_enter
from pos_client.ui.widgets.key_button import KeyButton
from retail.limits import Reason
from retail.money import parse_minor, parse_percent

Mode = Literal["price", "percent", "amount"]
MODE_KEYS: dict[str, Mode] = {"=": "price", "%": "percent", "-": "amount"}
REASONS_IN_A_ROW = 3
AMOUNT_WIDTH = 136  # an amount is read as it is typed: none may be cut


@dataclass(frozen=True, slots=True)
class PriceQuestion:
    """`line_id` None: the whole basket, which has no new price. `is_lowered`: there is something to take back."""

    line_id: str | None
    name: str
    currency: str
    reasons: tuple[Reason, ...]
    is_lowered: bool


@dataclass(frozen=True, slots=True)
class PriceAnswer:
    line_id: str | None
    reduction: Reduction
    reason: str
    text: str


class PricePanel(FormPanel):
    """Hidden while nothing is asked."""

    answered = Signal(object)  # PriceAnswer
    changed = Signal(object, object)  # line id or None, Reduction or None: what is typed so far
    restore_asked = Signal(object)  # line id or None
    other_asked = Signal()  # the whole basket instead of the line, or back; by key it is the basket's own F9

    def __init__(self, parent: QWidget | None = None) -> None:
        restore, other = KeyButton("undo-2", "Ctrl+Delete", "quiet", 14), KeyButton("", "F9", "quiet", 14, obeys=False)
        super().__init__(parent, beside_title=(restore, other))
        self.restore_button, self.other_button = restore, other
        restore.clicked.connect(self._on_restore)
        other.clicked.connect(self.other_asked)
        self._question: PriceQuestion | None = None
        self._mode: Mode = "price"
        self._reasons: list[KeyButton] = []
        self._waiting_for_text: str | None = None
        self._build()
        self.retranslate()

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._modes = {mode: KeyButton("", key, "tab", 14, obeys=False) for key, mode in MODE_KEYS.items()}
        for mode, button in self._modes.items():
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)  # its margins may give way
            button.clicked.connect(lambda _checked=False, chosen=mode: self._use_mode(chosen))
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.field = self.built_field()
        self.field.setMinimumWidth(AMOUNT_WIDTH)
        self.field.setMaximumWidth(AMOUNT_WIDTH)
        self.field.textEdited.connect(self._on_typed)
        self._unit = label("muted")
        self._preview = label("strong", wraps=True)
        typed = QHBoxLayout()
        typed.setSpacing(8)
        typed.addWidget(self.field)
        typed.addWidget(self._unit)
        typed.addWidget(self._preview, 1)
        self.column.addLayout(typed)
        self._why = label("muted")
        self.column.addWidget(self._why)
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.column.addLayout(self._grid)
        self.text = self.built_field(200)
        self.column.addWidget(self.text)

    def retranslate(self) -> None:
        super().retranslate()
        words = {"price": self.tr("New price"), "percent": self.tr("Percent off"), "amount": self.tr("Amount off")}
        for mode, button in self._modes.items():
            button.set_words(words[mode])
        self.restore_button.set_words(self.tr("Back to the list price"))
        self._why.setText(self.tr("Why? Enter, then the number of the reason."))
        self.text.setPlaceholderText(self.tr("in a few words, then Enter"))
        self.text.setAccessibleName(self.tr("The reason in words"))
        if self._question is not None and not self.isHidden():
            self._word(self._question)

    def ask(self, question: PriceQuestion) -> None:
        """Show the question and take the keyboard."""
        self._question = question
        self._waiting_for_text = None
        self._word(question)
        self.field.clear()
        self.text.clear()
        self.text.hide()
        self._modes["price"].setVisible(question.line_id is not None)
        self._use_mode("price" if question.line_id is not None else "percent")
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _word(self, question: PriceQuestion) -> None:
        if question.line_id is None:
            self.title.setText(self.tr("Discount on the whole basket"))
            self.other_button.set_words(self.tr("Only the line"))
        else:
            self.title.setText(self.tr("Price of {name}").format(name=question.name))
            self.other_button.set_words(self.tr("Whole basket"))
        self.restore_button.setVisible(question.is_lowered)
        cleared(self._grid)
        self._reasons = []
        for at, reason in enumerate(question.reasons):
            button = KeyButton("", str(at + 1), "plain", 14, obeys=False)
            button.let_words_elide()
            button.set_words(reason.name if is_chinese() else reason.name_en)
            button.clicked.connect(lambda _checked=False, chosen=reason: self._choose(chosen))
            self.watch(button)
            self._reasons.append(button)
            self._grid.addWidget(button, at // REASONS_IN_A_ROW, at % REASONS_IN_A_ROW)

    @property
    def question(self) -> PriceQuestion | None:
        return self._question

    def show_preview(self, preview: Preview | None, refused: str = "") -> None:
        """What the typed reduction comes to, or why it is none."""
        if preview is None or self._question is None:
            self._preview.setText(refused or self.tr("Type it: = new price, % percent off, - amount off."))
            return
        currency = self._question.currency
        words = self.tr("{before} → {after}").format(
            before=money(preview.list_minor, currency), after=money(preview.new_minor, currency)
        )
        if preview.needs_manager:
            words = self.tr("{change} · a manager must allow this").format(change=words)
        self._preview.setText(words)

    def reduction(self) -> Reduction | None:
        """What is typed, or None while it is no number."""
        text = self.field.text().strip()
        if self._question is None or not text:
            return None
        try:
            if self._mode == "percent":
                return Reduction("percent", parse_percent(text))
            return Reduction(self._mode, parse_minor(text, self._question.currency))
        except ValueError:
            return None

    def close_panel(self) -> None:
        self._question = None
        super().close_panel()

    def _use_mode(self, mode: Mode) -> None:
        if self._question is not None and self._question.line_id is None and mode == "price":
            mode = "percent"
        self._mode = mode
        for name, button in self._modes.items():
            button.setChecked(name == mode)
        currency = "" if self._question is None else self._question.currency
        self._unit.setText("%" if mode == "percent" else currency)
        self.field.setAccessibleName(self._modes[mode].words())
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_typed()

    def _choose(self, reason: Reason) -> None:
        """A reason: done, unless it needs words first."""
        if self.reduction() is None:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if reason.needs_text and not self.text.text().strip():
            self._waiting_for_text = reason.reason_id
            self.text.show()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._answer(reason.reason_id)

    def _answer(self, reason_id: str) -> None:
        reduction = self.reduction()
        if reduction is not None and self._question is not None:
            self.answered.emit(PriceAnswer(self._question.line_id, reduction, reason_id, self.text.text().strip()))

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        enters = is_enter(event)
        if watched is self.field:
            if event.text() in MODE_KEYS:
                self._use_mode(MODE_KEYS[event.text()])
                return True
            if enters and self._reasons and self.reduction() is not None:
                self._reasons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return enters
        if watched is self.text:
            if enters and self.text.text().strip() and self._waiting_for_text is not None:
                self._answer(self._waiting_for_text)
            return enters
        return isinstance(watched, KeyButton) and watched in self._reasons and self._handle_reason(watched, event)

    def _handle_reason(self, button: KeyButton, event: QKeyEvent) -> bool:
        """Digits choose, arrows move, Enter takes the one in focus, Backspace goes back to the number."""
        at = self._reasons.index(button)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: REASONS_IN_A_ROW,
                 Qt.Key.Key_Up: -REASONS_IN_A_ROW}  # fmt: skip
        digit = digit_of(event, len(self._reasons))
        if digit is not None:
            self._reasons[digit].click()
        elif is_enter(event):
            button.click()
        elif event.key() == Qt.Key.Key_Backspace:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif Qt.Key(event.key()) in steps:
            to = at + steps[Qt.Key(event.key())]
            if 0 <= to < len(self._reasons):
                self._reasons[to].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    @Slot()
    def _on_typed(self, _text: str = "") -> None:
        if self._question is not None:
            self.changed.emit(self._question.line_id, self.reduction())

    @Slot()
    def _on_restore(self) -> None:
        if self._question is not None:
            self.restore_asked.emit(self._question.line_id)
