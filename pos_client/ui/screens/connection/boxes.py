"""The small boxes of the connection page: a mark, a title, and a line of detail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.widgets.base import Card, ElidedLabel, cleared

COLUMNS = 4

Mark = Literal["good", "limited", "none", "waiting"]
_MARKS: dict[Mark, tuple[str, str]] = {
    "good": ("circle-check", COLOURS.good),
    "limited": ("triangle-alert", COLOURS.warn),
    "none": ("minus", COLOURS.text_soft),
    "waiting": ("clock", COLOURS.text_soft),
}


@dataclass(frozen=True, slots=True)
class Box:
    title: str
    detail: str
    mark: Mark = "good"
    tip: str = ""


class BoxGrid(QGridLayout):
    """Boxes in columns; drawn again only when one of them says something else."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[list[Box], float] = ([], 0.0)
        self.setSpacing(8)
        for column in range(COLUMNS):
            self.setColumnStretch(column, 1)

    def fill(self, boxes: list[Box], ratio: float) -> None:
        """Put these boxes in the place of what was there; `ratio` is of the screen's pixels."""
        if (boxes, ratio) == self._shown:
            return
        self._shown = (boxes, ratio)
        cleared(self)
        for position, box in enumerate(boxes):
            self.addWidget(_made(box, ratio), position // COLUMNS, position % COLUMNS)


def _made(box: Box, ratio: float) -> QWidget:
    card = Card("soft")
    card.setMinimumHeight(54)
    card.setAccessibleName(f"{box.title}: {box.detail}")
    card.setToolTip(box.tip or box.detail)
    row = QHBoxLayout(card)
    row.setContentsMargins(14, 4, 14, 4)
    row.setSpacing(12)
    mark = QLabel()
    name, colour = _MARKS[box.mark]
    mark.setPixmap(pixmap(name, colour, 22, ratio))
    words = QVBoxLayout()
    words.setSpacing(0)
    title, detail = ElidedLabel("strong"), ElidedLabel("muted")
    title.setText(box.title)
    detail.setText(box.detail)
    words.addWidget(title)
    words.addWidget(detail)
    row.addWidget(mark)
    row.addLayout(words, 1)
    return card
