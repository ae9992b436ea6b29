"""The paper beside the list: what the printer would print, as wide as there is room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton

PAPER_PIXELS = {58: 260, 80: 372}
"""How wide the paper is shown at most: narrow paper looks narrow."""


class PaperPreview(View):
    """`paper_asked`: the other width; `gift_toggled`: with or without prices."""

    paper_asked = Signal()
    gift_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self._paper_mm = 80
        self._gift = False
        card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = card.built_column()
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("cardTitle")
        self.gift_button = KeyButton("gift", "F4", "tab", 14)
        self.gift_button.setCheckable(True)
        self.gift_button.clicked.connect(self.gift_asked)
        self.paper_button = KeyButton("receipt-text", "F6", "plain", 14)
        self.paper_button.clicked.connect(self.paper_asked)
        head.addWidget(self._title, 1)
        head.addWidget(self.gift_button)
        head.addWidget(self.paper_button)
        column.addLayout(head)
        self._paper = QLabel()
        self._paper.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._paper.setProperty("role", "paper")
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.area.setWidget(self._paper)
        set_state(self.area, "role", "paperBack")
        column.addWidget(self.area, 1)
        self.setMinimumWidth(300)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Paper"))
        self.area.setAccessibleName(self.tr("The receipt as it is printed"))
        self.gift_button.set_words(self.tr("Gift"), self.tr("Show the receipt without prices"))
        self._show_paper()

    def show_picture(self, png: bytes, paper_mm: int, *, gift: bool) -> None:
        """A picture of the paper, a pixel for each dot; an empty one for nothing to show."""
        picture = QImage.fromData(png)
        self._picture = None if picture.isNull() else picture
        self._paper_mm, self._gift = paper_mm, gift
        self._show_paper()

    def has_picture(self) -> bool:
        return self._picture is not None

    def picture(self) -> QImage | None:
        """The paper as it is shown, before it is scaled."""
        return self._picture

    def sizeHint(self) -> QSize:
        return QSize(PAPER_PIXELS[80] + 56, 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_paper()

    @Slot()
    def _show_paper(self) -> None:
        self.paper_button.set_words(
            self.tr("{width} mm").format(width=self._paper_mm), self.tr("Show the other width of paper")
        )
        self.gift_button.setChecked(self._gift)
        if self._picture is None:
            self._paper.setPixmap(QPixmap())
            return
        ratio = self.devicePixelRatioF()
        room = min(PAPER_PIXELS[self._paper_mm], self.area.viewport().width() - 8)
        scaled = self._picture.scaledToWidth(int(room * ratio), Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        self._paper.setPixmap(QPixmap.fromImage(scaled))
