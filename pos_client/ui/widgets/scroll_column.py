"""Facts one below the other, as many as there are: they scroll up and down, never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


class ScrollColumn(QScrollArea):
    """`facts` is the layout that they go into."""

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.facts = QVBoxLayout(inside)
        self.facts.setContentsMargins(0, 0, 8, 0)
        self.facts.setSpacing(spacing)
        self.setWidget(inside)
