"""Every picture of the gallery: names for who listens, targets for fingers, an order for Tab, contrast, and room."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.models import painting
from pos_client.ui.theme import apply_theme, set_text_percent
from tests.ui.gallery.scenes import SCENES
from tests.ui.walk import Walk


@pytest.fixture
def walk(language: Language, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    """English has the longest words, 1024x768 is the smallest screen."""
    language.use("en")
    made = Walk(QSize(1024, 768), language)
    itself = painting.draw_text
    monkeypatch.setitem(painting.__dict__, "draw_text_itself", itself)
    for name, module in list(sys.modules.items()):
        if name.startswith("pos_client.ui") and getattr(module, "draw_text", None) is itself:
            monkeypatch.setattr(module, "draw_text", made.recording_draw_text)
    yield made
    made.end()


@pytest.mark.parametrize("scene", SCENES)
def test_everything_in_sight_can_be_seen_heard_hit_and_reached(walk: Walk, scene: str) -> None:
    SCENES[scene](walk)
    assert not walk.found, "\n".join(walk.found)


@pytest.fixture
def large_text(themed: QApplication) -> Iterator[None]:
    set_text_percent(130)
    apply_theme(themed)
    yield
    set_text_percent(100)
    apply_theme(themed)


def test_the_largest_text_fits(large_text: None, walk: Walk) -> None:
    """At 130 % on the screen that the till is drawn for: the pages with the most in them."""
    walk.size = QSize(1366, 768)
    walk.language.use("zh_CN")
    for scene in ("tender", "shift", "held_offline", "settings"):
        SCENES[scene](walk)
    assert not walk.found, "\n".join(walk.found)


def test_the_walk_finds_what_it_looks_for(walk: Walk, qtbot: QtBot) -> None:
    """A window with one fault of each kind."""
    window = QWidget()
    window.setStyleSheet("QWidget { background: #FFFFFF; color: #BBBBBB; font-size: 14px; }")
    lower, upper = QPushButton("lower", window), QPushButton("upper", window)
    lower.setGeometry(10, 100, 80, 44)
    upper.setGeometry(10, 10, 80, 30)
    QLineEdit(window).setGeometry(10, 200, 100, 44)
    QLabel("these words are cut", window).setGeometry(10, 300, 60, 20)
    window.setMinimumSize(500, 400)
    qtbot.addWidget(window)
    walk.size = QSize(400, 400)
    walk.shoot("faulty", window)
    walk._windows.clear()  # the fixture's own
    found = "\n".join(walk.found)
    for fault in (
        "needs 500x400",
        "has no name",
        "is hit within 80x30",
        "text is cut",
        "Tab jumps back",
        "#bbbbbb on #ff",
    ):
        assert fault in found, fault
