"""The order of the Tab key: that of the layouts, which is how people read. Widgets made later fall into line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QMainWindow, QScrollArea, QStackedWidget, QWidget

from pos_client.ui.widgets.pages import Pages


def put_in_order(root: QWidget) -> None:
    """Let Tab go through what is in sight under `root` in the order in which it is laid out."""
    for one, following in pairwise(list(_reached(root))):
        QWidget.setTabOrder(one, following)


def _reached(widget: QWidget) -> Iterator[QWidget]:
    if widget.isHidden():
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    for child in _inside(widget):
        yield from _reached(child)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QMainWindow):
        inner = widget.centralWidget()
        found = [] if inner is None else [inner]
    elif isinstance(widget, QStackedWidget | Pages):
        current = widget.currentWidget() if isinstance(widget, QStackedWidget) else widget.shown
        found = [] if current is None else [current]
    elif isinstance(widget, QScrollArea):
        inner = widget.widget()
        found = [] if inner is None else [inner]
    else:
        layout = widget.layout()
        found = [] if layout is None else list(_laid_out(layout))
    yield from found


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    places = range(layout.count())
    if isinstance(layout, QGridLayout):
        grid = layout
        places = sorted(places, key=lambda place: grid.getItemPosition(place)[:2])  # type: ignore[assignment,index]
    for place in places:
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            yield from _laid_out(inner)
        elif widget is not None:
            yield widget
