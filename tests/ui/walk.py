"""Walks through every picture of the gallery and says what somebody could not see, hit, hear or reach there.

A new page is held to all of it as soon as it has a scene in tests/ui/gallery.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.models import painting
from pos_client.ui.widgets import key_button
from pos_client.ui.widgets.base import ElidedLabel
from pos_client.ui.widgets.indicator import Indicator
from pos_client.ui.widgets.key_button import KeyButton
from tests.ui.gallery.base import Gallery

TARGET = 44
CONTRAST_TEXT, CONTRAST_LARGE = 4.5, 3.0  # WCAG 2.2, 1.4.3 (AA)
LARGE_PIXELS, LARGE_BOLD_PIXELS = 24, 19


@cache
def luminance(rgb: int) -> float:
    """Relative luminance of 0xAARRGGBB as of WCAG 2.2."""
    parts = [(rgb >> shift & 255) / 255 for shift in (16, 8, 0)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor | str, other: QColor | str) -> float:
    light, dark = sorted((luminance(QColor(one).rgb()), luminance(QColor(other).rgb())), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Picture:
    """The pixels of a picture as numbers: asking Qt for each of them takes as long as all else."""

    def __init__(self, image: QImage) -> None:
        # Held as long as the view of its memory.
        self._image = image.convertToFormat(QImage.Format.Format_RGB32)
        self._pixels = memoryview(self._image.constBits()).cast("I")
        self._stride = self._image.bytesPerLine() // 4
        self.box = image.rect()

    def sampled(self, box: QRect) -> Counter[int]:
        """How often each colour is among some hundred pixels of the box, as 0xFFRRGGBB."""
        found: Counter[int] = Counter()
        for y in range(box.top(), box.bottom(), max(1, box.height() // 6)):
            row = slice(y * self._stride + box.left(), y * self._stride + box.right(), max(1, box.width() // 24))
            found.update(self._pixels[row].tolist())
        return found


class Walk(Gallery):
    """`found` has the complaints: picture, widget, what is wrong."""

    def __init__(self, size: QSize, language: Language) -> None:
        super().__init__(Path(), size, language)
        self.found: list[str] = []
        self.painted: list[tuple[QRect, str, str, float]] = []
        self._name = ""
        self._windows: list[QWidget] = []

    def shoot(self, name: str, widget: QWidget) -> None:
        self._name = name
        if widget not in self._windows:
            self._windows.append(widget)
        widget.resize(self.size)
        widget.show()
        for _ in range(4):
            QApplication.processEvents()
        hint = widget.minimumSizeHint().expandedTo(widget.minimumSize())
        if hint.width() > self.size.width() or hint.height() > self.size.height():
            self.complain(widget, f"needs {hint.width()}x{hint.height()}")
        self.painted.clear()
        image = Picture(widget.grab().toImage())
        over = widget.approval.panel if isinstance(widget, MainWindow) and widget.approval.is_open else None
        shown = [child for child in widget.findChildren(QWidget) if child.isVisible() and not _is_qts_own(child)]
        for child in shown:
            self.check_name(child)
            self.check_target(child)
            self.check_whole(child)
            if over is None or over.isAncestorOf(child):
                self.check_label(child, widget, image)
        if over is None:
            self.check_painted(image)
        self.check_order(widget)
        widget.close()

    def end(self) -> None:
        """Windows that stay would be dressed anew with every style sheet."""
        for window in self._windows:
            window.deleteLater()
        self._windows.clear()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def complain(self, widget: QWidget, what: str) -> None:
        heard = widget.accessibleName() or getattr(widget, "text", str)() or widget.property("role") or ""
        self.found.append(f"{self._name}: {type(widget).__name__} {heard!r}: {what}")

    # --- hearing and hitting

    def check_name(self, widget: QWidget) -> None:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled():
            return
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            self.complain(widget, "can have the keyboard and has no name")

    def check_target(self, widget: QWidget) -> None:
        if isinstance(widget, QAbstractItemView):
            rows = widget.model().rowCount() if widget.model() is not None else 0
            if rows and 0 < widget.sizeHintForRow(0) < TARGET:
                self.complain(widget, f"rows of {widget.sizeHintForRow(0)} px")
            return
        is_hit = isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QAbstractSpinBox) or (
            isinstance(widget, Indicator) and widget.property("opens")
        )
        if is_hit and min(widget.width(), widget.height()) < TARGET and not _frame_is_hit(widget):
            self.complain(widget, f"is hit within {widget.width()}x{widget.height()} px")

    # --- seeing

    def check_whole(self, widget: QWidget) -> None:
        """Words that nobody wanted to be cut are not."""
        if isinstance(widget, KeyButton):
            if widget._content_width() > widget.width() - 8 and not (widget.elides and widget.toolTip()):
                self.complain(widget, f"words of {widget._content_width()} px in {widget.width()}")
        elif isinstance(widget, QLabel) and not isinstance(widget, ElidedLabel) and widget.text():
            if widget.wordWrap():
                needed = widget.heightForWidth(widget.width())
                if needed > widget.height() + 2:
                    self.complain(widget, f"text of {needed} px height in {widget.height()}")
            elif QFontMetrics(widget.font()).horizontalAdvance(widget.text()) > widget.width() + 1:
                self.complain(widget, f"text is cut at {widget.width()} px")

    def check_label(self, widget: QWidget, window: QWidget, image: Picture) -> None:
        if isinstance(widget, QLabel) and widget.text():
            ink = widget.palette().color(widget.foregroundRole())
            font = widget.font()
            box = widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint()))
            self.check_contrast(widget.text(), box, ink, font.pixelSize(), image, bold=font.bold())
        elif isinstance(widget, KeyButton) and widget.isEnabled() and widget.words():
            kind = "tabOn" if widget._kind == "tab" and widget.isChecked() else widget._kind
            inks = key_button._INKS.get(kind, key_button._PLAIN)
            box = widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint()))
            box = box.adjusted(4, 4, -4, -4)
            for ink_name in (inks.text, inks.key):
                self.check_contrast(widget.words(), box, QColor(ink_name), widget._pixels, image, bold=True)

    def check_painted(self, image: Picture) -> None:
        for box, text, colour, pixels in self.painted:
            self.check_contrast(text, box, QColor(colour), int(pixels), image, bold=pixels % 1 != 0)

    def check_contrast(self, text: str, box: QRect, ink: QColor, pixels: int, image: Picture, *, bold: bool) -> None:
        box = box.intersected(image.box)
        if box.width() < 4 or box.height() < 4 or ink.name() == "#8290a3":  # what is switched off need not be read
            return
        seen = image.sampled(box)
        behind = QColor(next((pixel for pixel, _ in seen.most_common(2) if QColor(pixel) != ink), ink.rgb()))
        is_large = pixels >= (LARGE_BOLD_PIXELS if bold else LARGE_PIXELS)
        if contrast(ink, behind) < (CONTRAST_LARGE if is_large else CONTRAST_TEXT):
            self.found.append(f"{self._name}: {text!r} {ink.name()} on {behind.name()}: {contrast(ink, behind):.1f}")

    # --- reaching

    def check_order(self, window: QWidget) -> None:
        """Tab goes on to the right or down; back to the top only where a new column begins, or once around."""
        root = window
        if isinstance(window, MainWindow):
            for _ in range(2):  # what has the keyboard decides what else is in sight
                window.focusNextPrevChild(True)
            root = window.approval.panel if window.approval.is_open else window
        steps = list(_tab_steps(root))
        for one, following in pairwise(steps):
            here, there = _place(one, window), _place(following, window)
            is_above = there.bottom() <= here.top() and there.left() < here.right()
            is_before = there.right() <= here.left() and there.top() < here.bottom()
            if is_above or is_before:
                self.complain(following, f"Tab jumps back to it from {one.accessibleName()!r}")

    def recording_draw_text(self, *given: object, **named: object) -> int:
        """In place of `painting.draw_text`: the same, and remembers what was written where."""
        painter, box, text, colour = given[:4]
        assert isinstance(painter, QPainter)
        assert isinstance(box, QRect)
        if text:
            pixels = float(given[4] if len(given) > 4 else named.get("pixels", 14))  # type: ignore[arg-type]
            device = painter.combinedTransform().mapRect(box)
            surface = painter.device()
            if not isinstance(surface, QWidget):
                return int(painting.__dict__["draw_text_itself"](*given, **named))
            device.translate(surface.mapTo(surface.window(), QPoint()))
            self.painted.append((device, str(text), str(colour), pixels + (0.5 if named.get("bold") else 0)))
        return int(painting.__dict__["draw_text_itself"](*given, **named))


def _tab_steps(window: QWidget) -> Iterator[QWidget]:
    """The widgets in sight in the order of the Tab key, from the window's first."""
    widget = window.nextInFocusChain()
    while widget is not window:
        if (
            widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and window.isAncestorOf(widget)
            and widget.isEnabled()
            and not _is_qts_own(widget)
            and not widget.visibleRegion().isEmpty()
        ):
            yield widget
        widget = widget.nextInFocusChain()


def _place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def _is_qts_own(widget: QWidget) -> bool:
    """Parts that Qt makes inside others."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(parent, QComboBox | QAbstractSpinBox | QLineEdit)


def _frame_is_hit(widget: QWidget) -> bool:
    """A bare field in a frame: a finger hits the frame."""
    frame = widget.parentWidget()
    return (
        isinstance(widget, QLineEdit) and frame is not None and min(frame.width(), frame.height()) >= TARGET + 2
        and frame.property("role") in ("scanBar", "entryBar")
    )  # fmt: skip
