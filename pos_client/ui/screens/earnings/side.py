"""Beside what was earned: incentive tasks with how far they are, and the store's leaderboard."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from pos_client.ui.theme import scaled, set_state
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.key_button import KeyButton

WIDTH = 264
#: What fits beside the list on a screen of 768 lines.
TASKS_MAX, PLACES_MAX = 4, 6


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in words. `done_bps` of 10,000 is how far it is; `is_full`: its points are there."""

    name: str
    progress: str
    until: str
    done_bps: int
    is_full: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the leaderboard; `amount` is empty where the store does not show it."""

    place: str
    name: str
    amount: str
    is_me: bool


@dataclass(frozen=True, slots=True)
class SideState:
    """`board` is empty where the store shows none; `measure` says by what it is. `choice`: what the button does about
    one's own number; empty: there is nothing to choose.
    """

    tasks: tuple[TaskRow, ...] = ()
    board: tuple[PlaceRow, ...] = ()
    measure: str = ""
    choice: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.tasks or self.board)


NOTHING = SideState()


class _Task(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 6)
        column.setSpacing(3)
        self.name = ElidedLabel("strong")
        self.progress = ElidedLabel("muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(scaled(8))
        self.bar.setRange(0, 10_000)
        self.until = ElidedLabel("muted")
        for widget in (self.name, self.progress, self.bar, self.until):
            column.addWidget(widget)

    def show_task(self, row: TaskRow) -> None:
        self.name.setText(row.name)
        self.progress.setText(row.progress)
        self.bar.setValue(row.done_bps)
        self.bar.setAccessibleName(f"{row.name}: {row.progress}")
        set_state(self.bar, "tone", "good" if row.is_full else "")
        self.until.setText(row.until)


class EarningsSide(View):
    """Hidden where there is neither a task nor a leaderboard. `choice_asked`: the own number is to be seen, or no
    more.
    """

    choice_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(scaled(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._tasks_card, self._tasks_title = Card(), label("cardTitle")
        inside = QVBoxLayout(self._tasks_card)
        inside.setContentsMargins(12, 10, 12, 8)
        inside.setSpacing(4)
        inside.addWidget(self._tasks_title)
        self.tasks = [_Task() for _ in range(TASKS_MAX)]
        for task in self.tasks:
            inside.addWidget(task)
        column.addWidget(self._tasks_card)
        self._board_card, self._board_title = Card(), label("cardTitle")
        inside = QVBoxLayout(self._board_card)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.setSpacing(4)
        inside.addWidget(self._board_title)
        self._measure = label("muted", wraps=True)
        inside.addWidget(self._measure)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self.places: list[tuple[QLabel, ElidedLabel, QLabel]] = []
        for number in range(PLACES_MAX):
            row = (label("muted"), ElidedLabel("body"), label("muted"))
            row[2].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for place, widget in enumerate(row):
                grid.addWidget(widget, number, place)
            self.places.append(row)
        inside.addLayout(grid)
        self.choice_button = KeyButton("user-round", "F9", "plain", 14)
        self.choice_button.clicked.connect(self.choice_asked)
        inside.addSpacing(4)
        inside.addWidget(self.choice_button)
        column.addWidget(self._board_card)
        column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self._tasks_title.setText(self.tr("Tasks"))
        self._board_title.setText(self.tr("Leaderboard"))

    def show_state(self, state: SideState) -> None:
        self.setVisible(not state.is_empty)
        self._tasks_card.setVisible(bool(state.tasks))
        self._board_card.setVisible(bool(state.board))
        self._measure.setText(state.measure)
        self.choice_button.setVisible(bool(state.choice))
        self.choice_button.set_words(state.choice)
        for widget, task in zip(self.tasks, (*state.tasks, *[None] * TASKS_MAX), strict=False):
            widget.setVisible(task is not None)
            if task is not None:
                widget.show_task(task)
        for row, place in zip(self.places, (*state.board, *[None] * PLACES_MAX), strict=False):
            for part, text in zip(
                row, ("", "", "") if place is None else (place.place, place.name, place.amount), strict=True
            ):
                part.setText(text)
                part.setVisible(bool(text))
                part.setProperty("role", "strong" if place is not None and place.is_me else "body")
                part.style().unpolish(part)
                part.style().polish(part)
