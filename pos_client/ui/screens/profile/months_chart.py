"""What somebody spent in each of twelve months, painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.models.painting import CENTRE, colour_of, draw_text
from pos_client.ui.screens.profile.state import Month
from pos_client.ui.theme import scaled, text_factor

HEIGHT = 112
LABELS = 18
ABOVE = 18  # room for the amount over the highest bar
BAR_MAX = 44


class MonthsChart(QWidget):
    """Twelve bars on one line; the highest and the last say their amount, every bar says it on hover."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months: tuple[Month, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(scaled(HEIGHT))

    def show_months(self, months: tuple[Month, ...], name: str) -> None:
        self._months = months
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(f"{month.label} {month.text}" for month in months))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(360), scaled(HEIGHT))

    def bars(self) -> list[QRect]:
        """Where each bar stands, in pixels of 100 %; without height where nothing was spent."""
        width, height = self._room()
        count = max(1, len(self._months))
        step = width / count
        most = max((month.amount_minor for month in self._months), default=0)
        ground, tallest = height - LABELS, height - LABELS - ABOVE
        bar = min(BAR_MAX, round(step * 0.62))
        found = []
        for number, month in enumerate(self._months):
            tall = max(3, round(tallest * month.amount_minor / most)) if month.amount_minor > 0 else 0
            left = round(step * number + (step - bar) / 2)
            found.append(QRect(left, ground - tall, bar, tall))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(text_factor(), text_factor())
        width, height = self._room()
        painter.setPen(colour_of(COLOURS.border))
        painter.drawLine(0, height - LABELS, width, height - LABELS)
        most = max((month.amount_minor for month in self._months), default=0)
        bars = self.bars()
        step = width / max(1, len(bars))
        said = self._said(most)
        for number, (month, bar) in enumerate(zip(self._months, bars, strict=True)):
            is_last = number == len(bars) - 1
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour_of(COLOURS.accent if is_last else COLOURS.accent_border))
            painter.drawRoundedRect(QRectF(bar), 3, 3)
            label = QRect(round(step * number), height - LABELS + 1, round(step), LABELS - 1)
            draw_text(painter, label, month.label, COLOURS.text_soft, 12, align=CENTRE)
            if number in said:
                box = QRect(bar.center().x() - 50, bar.top() - ABOVE, 100, ABOVE)
                box.moveLeft(max(0, min(box.left(), width - 100)))
                draw_text(painter, box, month.text, COLOURS.text, 12, bold=True, align=CENTRE)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            month = self._month_at(event.pos())
            if month is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), f"{month.label}: {month.text}", self)
            return True
        return super().event(event)

    def _said(self, most: int) -> set[int]:
        """The places whose amount is written: the highest, and the last if they are not beside each other."""
        if not most:
            return set()
        highest = next(place for place, month in enumerate(self._months) if month.amount_minor == most)
        last = len(self._months) - 1
        shown = {highest}
        if last - highest > 1 and self._months[last].amount_minor > 0:
            shown.add(last)
        return shown

    def _month_at(self, at: QPoint) -> Month | None:
        width, _ = self._room()
        place = int(at.x() / text_factor() // (width / max(1, len(self._months)))) if self._months else -1
        return self._months[place] if 0 <= place < len(self._months) else None

    def _room(self) -> tuple[int, int]:
        return max(1, round(self.width() / text_factor())), round(self.height() / text_factor())
