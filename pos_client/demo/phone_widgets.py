"""The painted parts of the demo phone: the member's card, the QR code, the countdown ring, the barcode."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pos_client.demo.code_drawing import QrMatrix, draw_ean_13, draw_qr
from pos_client.demo.phone_style import ACCENT, FONT_FAMILIES, INK, QUIET, RING_TRACK, TIER_COLOURS, URGENT

_WHITE = QColor("#ffffff")


@dataclass(frozen=True, slots=True)
class CardFace:
    """What the member's card shows."""

    name: str
    one_id: str
    tier: str | None
    tier_name: str
    hint: str


class MemberCardButton(QAbstractButton):
    """The member's card, in the colours of the tier; a click opens the chooser."""

    def __init__(self) -> None:
        super().__init__()
        self._face = CardFace("", "", None, "", "")
        self.setFixedHeight(90)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_face(self, face: CardFace) -> None:
        self._face = face
        self.setAccessibleName(f"{face.name} {face.tier_name} {face.hint}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, badge = TIER_COLOURS.get(self._face.tier or "basic", TIER_COLOURS["basic"])
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        body = QPainterPath()
        body.addRoundedRect(area, 20, 20)
        painter.setClipPath(body)
        colours = QLinearGradient(area.topLeft(), area.bottomRight())
        colours.setColorAt(0.0, QColor(left))
        colours.setColorAt(1.0, QColor(right))
        painter.fillPath(body, colours)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(255, 255, 255, 16))
        painter.drawEllipse(QPointF(area.right() - 24, area.top() + 6), 92, 92)
        painter.drawEllipse(QPointF(area.right() - 96, area.bottom() + 22), 66, 66)
        painter.setBrush(QColor(255, 255, 255, 46))
        painter.drawEllipse(QPointF(46, area.center().y()), 27, 27)
        painter.setPen(_WHITE)
        painter.setFont(_font(22, bold=True))
        initial = self._face.name[:1] or "·"
        painter.drawText(QRectF(19, area.center().y() - 27, 54, 54), Qt.AlignmentFlag.AlignCenter, initial)
        self._draw_words(painter, QColor(badge), area)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor("#c9a15b"), 3))
            painter.drawRoundedRect(area, 20, 20)

    def _draw_words(self, painter: QPainter, badge: QColor, area: QRectF) -> None:
        left_middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        name_font = _font(20, bold=True)
        painter.setFont(name_font)
        painter.setPen(_WHITE)
        name_width = painter.fontMetrics().horizontalAdvance(self._face.name)
        painter.drawText(QRectF(86, 14, 190, 30), left_middle, self._face.name)
        painter.setFont(_font(11, bold=True))
        pill_width = painter.fontMetrics().horizontalAdvance(self._face.tier_name) + 18
        pill = QRectF(86 + name_width + 10, 19, pill_width, 21)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(badge)
        painter.drawRoundedRect(pill, 10.5, 10.5)
        painter.setPen(QColor("#2b2b2b"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._face.tier_name)
        painter.setPen(QColor(255, 255, 255, 210))
        painter.setFont(_font(12))
        painter.drawText(QRectF(86, 46, 220, 20), left_middle, f"ID  {self._face.one_id}")
        painter.setPen(QColor(255, 255, 255, 230))
        right_bottom = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(area.adjusted(0, 0, -18, -9), right_bottom, f"{self._face.hint}  ▾")

    def sizeHint(self) -> QSize:
        return QSize(344, 90)


class QrPanel(QWidget):
    """A QR code on white, or words where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix: QrMatrix | None = None
        self._words = ""
        self.setFixedSize(340, 340)

    def show_code(self, matrix: QrMatrix) -> None:
        self._matrix, self._words = matrix, ""
        self.update()

    def show_words(self, words: str) -> None:
        self._matrix, self._words = None, words
        self.setAccessibleName(words)
        self.update()

    @property
    def words(self) -> str:
        """What is said instead of a code; empty while there is a code."""
        return self._words

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, _WHITE)
        if self._matrix is not None:
            draw_qr(painter, self._matrix, area, INK)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("#d8d3c8"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(area.adjusted(20, 20, -20, -20), 18, 18)
        painter.setPen(QUIET)
        painter.setFont(_font(14))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area.adjusted(36, 36, -36, -36), flags, self._words)


class CountdownRing(QWidget):
    """Whole seconds in a ring that empties; the last five seconds are of another colour."""

    def __init__(self, period_s: float) -> None:
        super().__init__()
        self._period_s = period_s
        self._left_s = 0.0
        self.setFixedSize(44, 44)

    def show_left(self, left_s: float) -> None:
        self._left_s = max(0.0, min(self._period_s, left_s))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(QPen(RING_TRACK, 4))
        painter.drawEllipse(circle)
        colour = URGENT if self._left_s <= 5 else ACCENT
        painter.setPen(QPen(colour, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(circle, 90 * 16, round(360 * 16 * self._left_s / self._period_s))
        painter.setPen(INK)
        painter.setFont(_font(14, bold=True))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(int(self._left_s + 0.999)))


class BarcodePanel(QWidget):
    """An EAN-13 on white; nothing while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._code: str | None = None
        self.setFixedHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_code(self, code: str | None) -> None:
        self._code = code
        self.setAccessibleName(code or "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self.rect())
        painter.fillRect(area, _WHITE)
        if self._code is not None:
            draw_ean_13(painter, self._code, area.adjusted(0, 6, 0, -2), QColor("#000000"), _font(16))


def _font(pixels: int, *, bold: bool = False) -> QFont:
    font = QFont(FONT_FAMILIES)
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
