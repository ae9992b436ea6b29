"""Who is at the till: staff as tiles, or a typed staff number; the PIN by keyboard or by touch."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from pos_client.sync.status import SyncStatus
from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import number
from pos_client.ui.icons import pixmap
from pos_client.ui.language import LANGUAGES, following
from pos_client.ui.models.painting import draw_surface, draw_text
from pos_client.ui.theme import scaled, text_factor
from pos_client.ui.widgets.base import Card, ElidedLabel, cleared, label
from pos_client.ui.widgets.indicator import Indicator
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.keypad import BACKSPACE, CLEAR, PIN_ROWS, Keypad
from pos_client.ui.widgets.page import Page

PIN_LENGTH_MAX = 12
TILE_COLUMNS = 2


@dataclass(frozen=True, slots=True)
class StaffTile:
    staff_id: str
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignInState:
    """`checking` while a PIN is being checked; `chosen` is the staff number that the PIN is for."""

    store_name: str
    till: str
    staff: tuple[StaffTile, ...]
    chosen: str
    checking: bool
    sync: SyncStatus
    language: str


@dataclass(frozen=True, slots=True)
class PinTyped:
    """A PIN to be checked; shown nowhere, not in logs either."""

    staff_id: str
    pin: str

    def __repr__(self) -> str:
        return f"PinTyped({self.staff_id!r}, …)"


class PersonTile(QPushButton):
    """One of the staff: initial, name, number."""

    def __init__(self, tile: StaffTile, roles: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tile = tile
        self._roles = roles
        self.setProperty("kind", "person")
        self.setCheckable(True)
        self.setAccessibleName(f"{tile.name} {tile.staff_id}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(scaled(180), scaled(72))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.scale(text_factor(), text_factor())
        width, height = round(self.width() / text_factor()), round(self.height() / text_factor())
        circle = QRect(14, (height - 44) // 2, 44, 44)
        on = self.isChecked()
        draw_surface(painter, circle, COLOURS.accent if on else COLOURS.chip, radius=22)
        ink = COLOURS.on_accent if on else COLOURS.chip_text
        draw_text(painter, circle, self.tile.name[:1], ink, 20, bold=True, align=Qt.AlignmentFlag.AlignCenter)
        left = circle.right() + 12
        room = width - left - 10
        draw_text(painter, QRect(left, 13, room, 24), self.tile.name, COLOURS.text, 17, bold=True)
        detail = f"{self.tile.staff_id} · {self._roles}" if self._roles else self.tile.staff_id
        draw_text(painter, QRect(left, 38, room, 20), detail, COLOURS.text_soft, 13)
        painter.end()


class SignInView(Page):
    """`pin_typed` carries a PinTyped, `staff_chosen` a staff number, `language_asked` a language's code."""

    staff_chosen = Signal(object)
    pin_typed = Signal(object)
    language_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: SignInState | None = None
        self._pin = ""
        self._tiles: list[PersonTile] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 14, 24, 20)
        column.setSpacing(12)
        column.addLayout(self._built_head())
        column.addWidget(self.banner)
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(self._built_people(), 1)
        body.addWidget(self._built_pin())
        column.addLayout(body, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.retranslate()

    def _built_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(pixmap("shopping-bag", COLOURS.accent, 34))
        self._store = ElidedLabel("pageTitle")
        self._till = ElidedLabel("muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._store)
        words.addWidget(self._till)
        self.sync = Indicator()
        self.language_button = KeyButton("languages", "Ctrl+T", "plain", 14)
        self.language_button.clicked.connect(self._on_language)
        row.addWidget(mark)
        row.addLayout(words, 1)
        row.addWidget(self.sync)
        row.addWidget(self.language_button)
        return row

    def _built_people(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        self._who = label("stateTitle")
        self._how = label("muted", wraps=True)
        column.addWidget(self._who)
        column.addWidget(self._how)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("people")
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(2, 2, 10, 2)
        self._grid.setSpacing(10)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        area.setWidget(inner)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        column.addWidget(area, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._number_name = label("strong")
        self.number = QLineEdit()
        self.number.setProperty("role", "entryField")
        self.number.setMinimumHeight(44)
        self.number.setMaxLength(24)
        self.number.returnPressed.connect(self._on_number)
        self._number_ok = KeyButton("arrow-right", kind="plain")
        self._number_ok.clicked.connect(self._on_number)
        row.addWidget(self._number_name)
        row.addWidget(self.number, 1)
        row.addWidget(self._number_ok)
        column.addLayout(row)
        return card

    def _built_pin(self) -> QWidget:
        card = Card()
        card.setFixedWidth(372)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 18)
        column.setSpacing(10)
        self._pin_title = ElidedLabel("cardTitle")
        self._pin_title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._dots = label("pinDots")
        self._dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._dots.setFixedHeight(scaled(56))
        column.addStretch(1)
        column.addWidget(self._pin_title)
        column.addWidget(self._dots)
        self.keypad = Keypad(PIN_ROWS, height=62)
        self.keypad.pressed.connect(self.press)
        column.addWidget(self.keypad)
        self.enter_button = KeyButton("check", "Return", "primary", 18, obeys=False)
        self.enter_button.setMinimumHeight(60)
        self.enter_button.clicked.connect(self.enter)
        column.addWidget(self.enter_button)
        column.addStretch(1)
        return card

    def retranslate(self) -> None:
        self._who.setText(self.tr("Who is at the till?"))
        self.setAccessibleName(self._who.text())
        self._how.setText(
            self.tr("Touch your name or go to it with the arrow keys, type your staff number, or scan your badge.")
        )
        self._number_name.setText(self.tr("Staff number"))
        self.number.setAccessibleName(self.tr("Staff number"))
        self.number.setPlaceholderText(self.tr("just type it, then Enter"))
        self._number_ok.set_words("", self.tr("Take this staff number"))
        if self._state is not None:
            self._tiles_for = ()
            self.show_state(self._state)
        else:
            self.enter_button.set_words(self.tr("Sign in"))

    _tiles_for: tuple[StaffTile, ...] = ()

    def show_state(self, state: SignInState) -> None:
        if state.staff != self._tiles_for:
            self._show_tiles(state.staff)
        if self._state is not None and state.chosen != self._state.chosen:
            self._pin = ""
        self._state = state
        self._store.setText(state.store_name)
        self._till.setText(self.tr("Till {till}").format(till=state.till))
        self.language_button.set_words(LANGUAGES[following(state.language)])
        for tile in self._tiles:
            tile.setChecked(tile.tile.staff_id == state.chosen)
        name = next((tile.name for tile in state.staff if tile.staff_id == state.chosen), state.chosen)
        self._pin_title.setText(
            self.tr("PIN of {name}").format(name=name) if state.chosen else self.tr("Choose your name first")
        )
        self.keypad.setEnabled(self._is_chosen())
        self._show_dots()
        self.enter_button.set_words(self.tr("Checking …") if state.checking else self.tr("Sign in"))
        self.sync.show_fact(*self._sync_words(state.sync))

    def _show_tiles(self, staff: tuple[StaffTile, ...]) -> None:
        self._tiles_for = staff
        cleared(self._grid)
        self._tiles = []
        for position, person in enumerate(staff):
            tile = PersonTile(person, self._roles(person.roles))
            tile.clicked.connect(lambda _checked=False, who=person.staff_id: self._choose(who))
            tile.installEventFilter(self)
            self._tiles.append(tile)
            self._grid.addWidget(tile, position // TILE_COLUMNS, position % TILE_COLUMNS)

    def _roles(self, roles: tuple[str, ...]) -> str:
        names = {
            "cashier": self.tr("cashier"),
            "guide": self.tr("guide"),
            "manager": self.tr("manager"),
            "auditor": self.tr("auditor"),
        }
        return self.tr(", ").join(names.get(role, role) for role in roles)

    def _sync_words(self, sync: SyncStatus) -> tuple[str, str, str, str]:
        waits = self.tr("{count} waiting").format(count=number(sync.waiting))
        if sync.connected:
            return "wifi", "good", self.tr("Connected"), waits if sync.waiting else ""
        return "wifi-off", "warn", self.tr("Not connected"), self.tr("signing in works all the same")

    def _show_dots(self) -> None:
        self._dots.setText("●" * len(self._pin))
        self._dots.setAccessibleName(self.tr("{count} digits typed", "", len(self._pin)).format(count=len(self._pin)))
        can_enter = bool(self._pin) and self._is_chosen()
        self.enter_button.setEnabled(can_enter and not (self._state is not None and self._state.checking))

    def forget_pin(self) -> None:
        """After a check, right or wrong: the typed digits go."""
        self._pin = ""
        self._show_dots()

    @Slot(str)
    def press(self, key: str) -> None:
        if self._state is None or self._state.checking:
            return
        if key == BACKSPACE:
            self._pin = self._pin[:-1]
        elif key == CLEAR:
            self._pin = ""
        else:
            self._pin = (self._pin + key)[:PIN_LENGTH_MAX]
        self._show_dots()

    @Slot()
    def enter(self) -> None:
        if self._pin and self._state is not None and self._is_chosen() and not self._state.checking:
            self.pin_typed.emit(PinTyped(self._state.chosen, self._pin))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A tile that has the focus still leaves digits to the PIN."""
        if isinstance(watched, PersonTile) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self.handle_key(event)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Until somebody is chosen, what is typed is a staff number; then digits, Backspace and Enter make the PIN.

        A letter is in no PIN: it begins another staff number. The arrows go through the staff.
        """
        key, text = event.key(), event.text()
        is_digit = bool(text) and text in "0123456789"
        if text.isprintable() and text.strip() and not (is_digit and self._is_chosen()):
            self.number.setFocus(Qt.FocusReason.OtherFocusReason)
            self.number.insert(text)
        elif is_digit:
            self.press(text)
        elif key == Qt.Key.Key_Backspace:
            self.press(BACKSPACE)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(
                {Qt.Key.Key_Up: -TILE_COLUMNS, Qt.Key.Key_Down: TILE_COLUMNS, Qt.Key.Key_Left: -1}.get(Qt.Key(key), 1)
            )
        else:
            return False
        return True

    def _is_chosen(self) -> bool:
        return self._state is not None and bool(self._state.chosen)

    def _move(self, step: int) -> None:
        ids = [tile.tile.staff_id for tile in self._tiles]
        if not ids or self._state is None:
            return
        at = ids.index(self._state.chosen) + step if self._state.chosen in ids else 0
        if 0 <= at < len(ids):
            self._choose(ids[at])

    def _choose(self, staff_id: str) -> None:
        self.staff_chosen.emit(staff_id)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_number(self) -> None:
        typed = self.number.text().strip()
        if typed:
            self.number.clear()
            known = (tile.tile.staff_id for tile in self._tiles if tile.tile.staff_id.lower() == typed.lower())
            self._choose(next(known, typed))

    @Slot()
    def _on_language(self) -> None:
        if self._state is not None:
            self.language_asked.emit(following(self._state.language))
