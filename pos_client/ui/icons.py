"""Lucide icons out of assets/icons: read when first shown, coloured, drawn once for each size."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pos_client.ui.colours import COLOURS


@lru_cache(maxsize=256)
def pixmap(name: str, colour: str = COLOURS.text, size: int = 20, ratio: float = 1.0) -> QPixmap:
    """An icon `size` logical pixels square in a colour, for a screen of that device pixel ratio.

    Raises FileNotFoundError for a name that is not in assets/icons.
    """
    drawing = (files("assets") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", colour).encode()))
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str = COLOURS.text, size: int = 20) -> QIcon:
    return QIcon(pixmap(name, colour, size))
