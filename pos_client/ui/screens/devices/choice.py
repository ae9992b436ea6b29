"""A field with a list of what is known, in which anything else may be typed too; and a short list of fixed values."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from pos_client.ui.theme import TARGET_PIXELS
from pos_client.ui.widgets.choice_box import ChoiceBox


class OpenChoice(ChoiceBox):
    """Editable. A long address takes no room from what stands beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setMinimumHeight(TARGET_PIXELS + 2)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)

    def text(self) -> str:
        return self.currentText().strip()

    def show_text(self, text: str) -> None:
        self.setEditText(text)
        field = self.lineEdit()
        if field is not None:
            field.setCursorPosition(0)  # of a long address the beginning says more

    def offer(self, known: Sequence[str]) -> None:
        """The list; what stands in the field stays."""
        typed = self.currentText()
        self.clear()
        self.addItems(list(known))
        self.setEditText(typed)


class FixedChoice(ChoiceBox):
    """One of some values, each with its words."""

    def __init__(self, values: Sequence[object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = tuple(values)
        self.setMinimumHeight(TARGET_PIXELS + 2)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)
        self.addItems([str(value) for value in self._values])

    def set_words(self, words: Sequence[str]) -> None:
        for index, text in enumerate(words):
            self.setItemText(index, text)

    def value(self) -> object:
        return self._values[max(0, self.currentIndex())]

    def show_value(self, value: object) -> None:
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))
