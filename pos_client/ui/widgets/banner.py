"""What went wrong (or right), in words, in its place: never a dialog over the work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import sentences
from pos_client.ui.icons import pixmap
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, View, breakable, cleared, label, unbroken
from pos_client.ui.widgets.key_button import KeyButton

Tone = Literal["bad", "warn", "good", "info"]
_ICONS: dict[str, tuple[str, str]] = {
    "bad": ("circle-x", COLOURS.bad),
    "warn": ("triangle-alert", COLOURS.warn),
    "good": ("circle-check", COLOURS.good),
    "info": ("info", COLOURS.accent),
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened, what is safe, what to do: texts in the language of the moment; any but the first may be empty."""

    tone: Tone
    what: str
    safe: str = ""
    todo: str = ""


@dataclass(frozen=True, slots=True)
class BannerAction:
    """Something that can be done about it. The screen obeys the key; the button shows it."""

    icon: str
    key: str
    words: Callable[[], str]
    act: Callable[[], None]


class Banner(View):
    """Shows one notice, or nothing. `dismissed` tells that the user has closed it."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make: Callable[[], Notice] | None = None
        self._shown_actions: tuple[BannerAction, ...] = ()
        self.action_buttons: tuple[KeyButton, ...] = ()
        self._card = Card("banner")
        self._icon = QLabel()
        self._what = label("bannerTitle", wraps=True)
        self._more = label("bannerText", wraps=True)
        self._close = KeyButton("x", kind="quiet")
        self._close.clicked.connect(self._on_close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(10)
        row.addWidget(self._icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._what)
        words.addWidget(self._more)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._actions = QHBoxLayout()
        row.addLayout(self._actions)
        row.addWidget(self._close)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.retranslate()

    def retranslate(self) -> None:
        self._close.set_words("", self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))

        self._show()

    @property
    def action_button(self) -> KeyButton | None:
        """The first thing that can be done about it."""
        return self.action_buttons[0] if self.action_buttons else None

    def show_notice(self, make: Callable[[], Notice] | None, *actions: BannerAction | None) -> None:
        """Show what `make` words (again when the language changes), or hide for None."""
        self._make = make
        self._shown_actions = tuple(action for action in actions if action is not None)
        cleared(self._actions)
        buttons = []
        for action in self._shown_actions:
            button = KeyButton(action.icon, action.key, "plain", 15, obeys=False)
            button.clicked.connect(action.act)
            self._actions.addWidget(button)
            buttons.append(button)
        self.action_buttons = tuple(buttons)
        self._show()

    def shows(self, make: Callable[[], Notice] | None) -> bool:
        """Whether this notice is the one that stands here."""
        return make is not None and self._make is make

    def press(self, key: str) -> bool:
        """Do what is offered under a key; False: nothing is."""
        button = next((button for button in self.action_buttons if button.key == key), None)
        if button is None or self.isHidden():
            return False
        button.click()
        return True

    def _show(self) -> None:
        if self._make is None:
            self.hide()
            return
        for action, button in zip(self._shown_actions, self.action_buttons, strict=True):
            button.set_words(action.words())
        notice = self._make()
        name, colour = _ICONS[notice.tone]
        set_state(self._card, "tone", notice.tone)
        self._icon.setPixmap(pixmap(name, colour, 24, self.devicePixelRatioF()))
        self._what.setText(breakable(notice.what))
        more = sentences(notice.safe, notice.todo)
        self._more.setText(breakable(more))
        self._more.setVisible(bool(more))
        self._card.setAccessibleName(f"{notice.what} {more}".strip())
        self.show()

    @Slot()
    def _on_close(self) -> None:
        self.show_notice(None)
        self.dismissed.emit()

    def text(self) -> str:
        """Everything that stands in the banner; empty when it is hidden."""
        return "" if self.isHidden() else unbroken(f"{self._what.text()} {self._more.text()}".strip())
