"""What a counter's camera would see: a dark counter, and for a moment a phone held before it by a hand.

Pictures are made from the phone's screen: perspective, a hand that comes, trembles and goes, focus that takes a
moment, light that changes, and the sensor's noise. Everything here works on QImage and numpy and may run in any thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPolygonF,
    QRadialGradient,
    QTransform,
)

FRAME_WIDTH, FRAME_HEIGHT = 640, 480
_FOCUS_SHARE = {"member": 0.64, "goods": 0.8}  # how much of the picture's width the code takes
_COMES_S, _GOES_S, _FOCUS_S = 0.30, 0.25, 0.45
_NOISE_FIELDS = 6
_JPEG_QUALITY = 82

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen that is held before the camera: its picture, where the code is in it (pixels), and for how long."""

    screen: QImage
    code_area: QRectF
    kind: str
    hold_s: float


class FrameMaker:
    """Makes the camera's pictures. The seed fixes the noise and how the hand trembles."""

    def __init__(self, seed: int = 7) -> None:
        random = np.random.default_rng(seed)
        shape = (FRAME_HEIGHT, FRAME_WIDTH, 1)
        self._noise = [(random.normal(0.0, 5.0, shape)).astype(np.int16) for _ in range(_NOISE_FIELDS)]
        self._phases = random.uniform(0.0, 2.0 * pi, 10)
        self._counter = _counter()
        self._number = 0
        self._idle = [self._finished(self._counter.copy(), gain=0.92, blurs=1) for _ in range(_NOISE_FIELDS)]

    def idle(self) -> bytes:
        """A JPEG of the counter with nothing on it."""
        self._number += 1
        return self._idle[self._number % len(self._idle)]

    def frame(self, shown: Shown, at_s: float) -> bytes:
        """A JPEG of the phone, `at_s` seconds after it began to come."""
        picture = self._counter.copy()
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._draw_phone(painter, shown, at_s)
        self._draw_light(painter, at_s)
        painter.end()
        unfocused = max(0.0, 1.0 - at_s / (_COMES_S + _FOCUS_S))
        gain = 0.94 + 0.06 * sin(2.0 * pi * 0.35 * at_s + self._phases[8]) + 0.015 * sin(2.0 * pi * 6.0 * at_s)
        return self._finished(picture, gain=gain, blurs=1 + round(3 * unfocused))

    def _draw_phone(self, painter: QPainter, shown: Shown, at_s: float) -> None:
        width, height = float(shown.screen.width()), float(shown.screen.height())
        corners = QPolygonF([QPointF(0, 0), QPointF(width, 0), QPointF(width, height), QPointF(0, height)])
        transform = QTransform()
        if not QTransform.quadToQuad(corners, self._quad(shown, at_s), transform):
            return  # a quad that has collapsed is not seen at all
        painter.save()
        painter.setTransform(transform)
        rim = width * 0.028
        body = QPainterPath()
        body.addRoundedRect(QRectF(-rim, -rim, width + 2 * rim, height + 2 * rim), width * 0.11, width * 0.11)
        painter.fillPath(body, QColor(14, 15, 18))
        glass = QPainterPath()
        glass.addRoundedRect(QRectF(0, 0, width, height), width * 0.085, width * 0.085)
        painter.setClipPath(glass)
        painter.drawImage(0, 0, shown.screen)
        painter.restore()

    def _quad(self, shown: Shown, at_s: float) -> QPolygonF:
        """Where the four corners of the screen are in the picture: the code in the middle, give or take a hand."""
        scale = FRAME_WIDTH * _FOCUS_SHARE.get(shown.kind, 0.6) / shown.code_area.width()
        centre = shown.code_area.center()
        tremble = [
            sin(2.0 * pi * frequency * at_s + phase)
            for frequency, phase in zip((0.6, 0.9, 1.7, 2.3, 7.5, 8.8, 0.5, 0.8), self._phases, strict=False)
        ]
        away = _away(at_s, shown.hold_s)
        offset_x = 9.0 * tremble[0] + 3.0 * tremble[2] + 1.0 * tremble[4] + 60.0 * away
        offset_y = 7.0 * tremble[1] + 3.0 * tremble[3] + 1.0 * tremble[5] + FRAME_HEIGHT * 1.2 * away
        angle = (2.2 * tremble[6] + 9.0 * away) * pi / 180.0
        scale *= 1.0 + 0.02 * tremble[7] - 0.12 * away
        tilt_x, tilt_y = 0.00009 * (1.0 + tremble[6]), 0.00012 * (1.4 + 0.6 * tremble[1])
        points = []
        for x, y in ((0, 0), (1, 0), (1, 1), (0, 1)):
            from_code_x = (x * shown.screen.width() - centre.x()) * scale
            from_code_y = (y * shown.screen.height() - centre.y()) * scale
            turned_x = from_code_x * cos(angle) - from_code_y * sin(angle)
            turned_y = from_code_x * sin(angle) + from_code_y * cos(angle)
            depth = max(0.4, 1.0 + tilt_x * turned_x + tilt_y * turned_y)
            points.append(
                QPointF(FRAME_WIDTH / 2 + offset_x + turned_x / depth, FRAME_HEIGHT / 2 + offset_y + turned_y / depth)
            )
        return QPolygonF(points)

    def _draw_light(self, painter: QPainter, at_s: float) -> None:
        """A lamp's soft reflection that wanders over the glass."""
        x = FRAME_WIDTH * (0.5 + 0.45 * sin(2.0 * pi * 0.23 * at_s + self._phases[9]))
        glare = QRadialGradient(QPointF(x, FRAME_HEIGHT * 0.15), FRAME_WIDTH * 0.55)
        glare.setColorAt(0.0, QColor(255, 250, 235, 58))
        glare.setColorAt(1.0, QColor(255, 250, 235, 0))
        painter.fillRect(QRectF(0, 0, FRAME_WIDTH, FRAME_HEIGHT), glare)

    def _finished(self, picture: QImage, *, gain: float, blurs: int) -> bytes:
        pixels = _pixels(picture)[:, :, :3].astype(np.int16)
        for _ in range(blurs):
            pixels = _blurred(pixels)
        self._number += 1
        noise = np.roll(self._noise[self._number % _NOISE_FIELDS], self._number * 37, axis=1)
        # In 64ths: a gain up to 2 times 255 still fits in 16 bits.
        pixels = (pixels * round(gain * 64) >> 6) + noise
        _pixels(picture)[:, :, :3] = np.clip(pixels, 0, 255).astype(np.uint8)
        return _jpeg(picture)


def _away(at_s: float, hold_s: float) -> float:
    """0 while the phone is held, 1 while it is out of sight; it comes and goes smoothly."""
    comes = min(1.0, max(0.0, at_s / _COMES_S))
    goes = min(1.0, max(0.0, (hold_s - at_s) / _GOES_S))
    near = min(comes, goes)
    return 1.0 - near * near * (3.0 - 2.0 * near)


def _blurred(pixels: NDArray[np.int16]) -> NDArray[np.int16]:
    """A binomial blur of 3 × 3, edges as they are."""
    result = pixels.copy()
    result[1:-1] = (pixels[:-2] + 2 * pixels[1:-1] + pixels[2:]) >> 2
    across = result.copy()
    across[:, 1:-1] = (result[:, :-2] + 2 * result[:, 1:-1] + result[:, 2:]) >> 2
    return across


def _pixels(picture: QImage) -> Pixels:
    """The picture's own memory as rows × columns × 4 (blue, green, red, unused); writing to it changes the picture."""
    memory: Any = picture.bits()
    return np.frombuffer(memory, np.uint8).reshape(FRAME_HEIGHT, picture.bytesPerLine() // 4, 4)


def _jpeg(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPG", _JPEG_QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _counter() -> QImage:
    """A dark counter with an edge, out of focus."""
    picture = QImage(FRAME_WIDTH, FRAME_HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    wood = QLinearGradient(0, 0, FRAME_WIDTH, FRAME_HEIGHT)
    wood.setColorAt(0.0, QColor(58, 50, 45))
    wood.setColorAt(0.55, QColor(44, 39, 37))
    wood.setColorAt(1.0, QColor(30, 28, 29))
    painter.fillRect(picture.rect(), wood)
    wall = QLinearGradient(0, 0, 0, FRAME_HEIGHT * 0.22)
    wall.setColorAt(0.0, QColor(82, 84, 90))
    wall.setColorAt(1.0, QColor(62, 62, 66))
    painter.fillRect(QRectF(0, 0, FRAME_WIDTH, FRAME_HEIGHT * 0.2), wall)
    painter.fillRect(QRectF(0, FRAME_HEIGHT * 0.2, FRAME_WIDTH, 5), QColor(24, 22, 22))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.end()
    return picture
