"""Parts of painted rows as pictures: what looks as before is not drawn letter by letter with every scan."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPixmap

from pos_client.ui.models.painting import colour_of
from pos_client.ui.theme import text_factor

#: Four parts of each row in sight, as they are and as they were a few scans ago; some 30 KB each.
PICTURES_MAX = 256


class Pictures:
    """Draws the parts of one row after the other, or the pictures of them."""

    def __init__(self) -> None:
        #: The newest last; None: seen once.
        self._kept: dict[Hashable, QPixmap | None] = {}
        self._ground = ""
        self._ratio: float | None = None

    def begin_row(self, painter: QPainter, ground: str) -> None:
        """`ground` is the colour that the row stands on, which is part of the pictures: so letters are smoothed as on
        the list itself.
        """
        self._ground = ground
        self._ratio = _ratio_on_whole_pixels(painter)

    def stand_at(self, ratio: float, ground: str) -> None:
        """As `begin_row`, for what stands on whole pixels by itself, as widgets do: `ratio` is its screen's."""
        self._ground = ground
        self._ratio = ratio if ratio == int(ratio) else None

    def draw(self, painter: QPainter, box: QRect, look: Hashable, paint: Callable[[QPainter, QRect], None]) -> None:
        """`look` is all that the part depends on but its size and ground. `paint` draws into the rectangle that it is
        given and sets all that it needs.
        """
        ratio = self._ratio
        if ratio is None:
            paint(painter, box)
            return
        key = (look, self._ground, box.width(), box.height(), ratio)
        if key not in self._kept:
            # The amounts of an offer for the whole basket are others with each scan: the first time a part is drawn.
            self._keep(key, None)
            paint(painter, box)
            return
        picture = self._kept.pop(key)
        if picture is None:
            picture = QPixmap(box.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(colour_of(self._ground))
            inside = QPainter(picture)
            inside.setRenderHints(painter.renderHints())
            paint(inside, QRect(QPoint(0, 0), box.size()))
            inside.end()
        self._keep(key, picture)
        painter.drawPixmap(box.topLeft(), picture)

    def _keep(self, key: Hashable, picture: QPixmap | None) -> None:
        self._kept[key] = picture
        if len(self._kept) > PICTURES_MAX:
            del self._kept[next(iter(self._kept))]


def _ratio_on_whole_pixels(painter: QPainter) -> float | None:
    """Device pixels for one of ours; None where boxes fall between pixels, for there a picture would be blurred."""
    at, ratio = painter.deviceTransform(), painter.device().devicePixelRatioF()
    if text_factor() != 1 or at.isRotating() or not at.m11() == at.m22() == ratio:
        return None
    return ratio if all(number == int(number) for number in (ratio, at.dx(), at.dy())) else None
