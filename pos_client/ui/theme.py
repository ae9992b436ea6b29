"""The looks of the whole application: Fusion, one style sheet, one palette, one font."""

from __future__ import annotations

import re
from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from pos_client.ui.colours import COLOURS, substituted

# The first that the system has is taken; each has simplified Chinese and Latin letters of one design.
FONT_FAMILIES = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei UI", "PingFang SC")
BASE_PIXELS = 14
WINDOW_WIDTH, WINDOW_HEIGHT = 1366, 768
TARGET_PIXELS = 44  # the smallest side of anything that is to be hit with a finger
_text = {"percent": 100}
_screen = {"filled": False}


def apply_theme(application: QApplication) -> None:
    """Dress the application. Call once, before the first window is made."""
    application.setStyle("Fusion")
    application.setFont(sized_font(BASE_PIXELS))
    application.setPalette(_palette())
    sheet = substituted((files("assets") / "styles" / "till.qss").read_text(encoding="utf-8"))
    application.setStyleSheet(_scaled_sheet(sheet))


def set_text_percent(percent: int) -> None:
    """How large text is; call it before `apply_theme`. What is made afterwards follows."""
    _text["percent"] = percent


def text_factor() -> float:
    return _text["percent"] / 100


def scaled(pixels: int) -> int:
    """A size that grows with the text: of a font, a row, a key cap."""
    return round(pixels * text_factor())


def _scaled_sheet(sheet: str) -> str:
    """Fonts and the heights of what holds one line of text grow; borders and paddings stay."""
    grows = re.compile(r"(font-size|min-height|max-height): (\d+)px")
    return grows.sub(lambda found: f"{found[1]}: {scaled(int(found[2]))}px", sheet)


def sized_font(pixels: int, *, bold: bool = False) -> QFont:
    """The application's font for a height in pixels at 100 %; the style sheet cannot reach what paints itself."""
    return plain_font(scaled(pixels), bold=bold)


def plain_font(pixels: int, *, bold: bool = False) -> QFont:
    """The application's font at exactly this height."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font


def fill_screens(fill: bool) -> None:
    """Whether windows fill their screen, as on a machine that is nothing but a till; call it before any is made."""
    _screen["filled"] = fill


def fit_to_screen(window: QWidget) -> None:
    """Give a window the size it is drawn for, or what the screen has when that is less; or all of the screen."""
    if _screen["filled"]:
        # Where no window manager runs, as in a session of the till's own, nobody makes a window larger.
        window.setGeometry(window.screen().geometry())
        window.setWindowState(Qt.WindowState.WindowFullScreen)
        return
    room = window.screen().availableSize()
    window.resize(min(WINDOW_WIDTH, room.width()), min(WINDOW_HEIGHT, room.height()))


def set_state(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property that the style sheet looks at, and have the widget drawn by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _palette() -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, COLOURS.page),
        (QPalette.ColorRole.Base, COLOURS.card),
        (QPalette.ColorRole.AlternateBase, COLOURS.card_soft),
        (QPalette.ColorRole.Button, COLOURS.card),
        (QPalette.ColorRole.WindowText, COLOURS.text),
        (QPalette.ColorRole.Text, COLOURS.text),
        (QPalette.ColorRole.ButtonText, COLOURS.text),
        (QPalette.ColorRole.PlaceholderText, COLOURS.text_soft),
        (QPalette.ColorRole.Highlight, COLOURS.accent),
        (QPalette.ColorRole.HighlightedText, COLOURS.on_accent),
        (QPalette.ColorRole.ToolTipBase, COLOURS.text),
        (QPalette.ColorRole.ToolTipText, COLOURS.card),
    ):
        palette.setColor(role, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, QColor(COLOURS.text_disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text, QColor(COLOURS.text_disabled))
    return palette
