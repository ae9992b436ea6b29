"""The application's looks and language, and a till behind a window, for the tests of screens."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_client.devices.wedge import WedgeFilter
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.theme import apply_theme
from tests.desk import Desk
from tests.ui.till import FakeTill

HERE = Path(__file__).parent

_TESTS_UNTIL_COLLECTED = 10
_tests = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns that it has no size hints for windows; every other warning of Qt fails a test."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    """Windows that earlier tests left are taken down by this thread: on a pool's thread Qt would crash."""
    gc.disable()
    yield
    if next(_tests) % _TESTS_UNTIL_COLLECTED == 0:
        gc.collect()
    gc.enable()


@pytest.fixture(scope="session")
def themed(qapp: QApplication) -> QApplication:
    apply_theme(qapp)
    return qapp


@pytest.fixture
def language(themed: QApplication) -> Iterator[Language]:
    before = QLocale()
    made = Language()
    yield made
    themed.removeTranslator(made._translator)
    QLocale.setDefault(before)


@pytest.fixture
def till() -> FakeTill:
    return FakeTill()


@pytest.fixture
def operations() -> Iterator[Operations]:
    made = Operations()
    yield made
    made.stop()


class Counter:
    """A signed-in till's window, and short ways to what the tests look at."""

    def __init__(self, window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
        self.window = window
        self.till = till
        self.qtbot = qtbot
        view = window.page("checkout")
        assert isinstance(view, CheckoutView)
        self.view = view

    def press(self, *keys: object) -> None:
        """Keys to whatever has the focus in the window, as a keyboard does it; a text is typed letter by letter."""
        for key in keys:
            target = self.window.focusWidget() or self.window
            if isinstance(key, str):
                for letter in key:
                    self.qtbot.keyClicks(self.window.focusWidget() or self.window, letter)
            else:
                self.qtbot.keyClick(target, key)

    def lines(self) -> dict[str, str]:
        """SKU -> quantity of the basket."""
        return {line.product.sku: str(line.quantity) for line in self.till.checkout.state.basket.lines}


@pytest.fixture
def counter(till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> Counter:
    till.sign_in()
    return opened(till, language, operations, qtbot)


def opened(till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> Counter:
    """The window of a till at which somebody is signed in."""
    window = till.window(language, operations)
    qtbot.addWidget(window, before_close_func=lambda closing: closing.stop())
    window.resize(1366, 768)
    window._on_signed_in()
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Counter(window, till, qtbot)
    made.view.focus_home()
    return made


class CounterDesk(Desk):
    """Keyboard and scanner before such a till's window."""

    def __init__(self, counter: Counter, wedge: WedgeFilter) -> None:
        super().__init__(counter.window, wedge)
        self.counter = counter


@pytest.fixture
def desk(counter: Counter) -> Iterator[CounterDesk]:
    wedge = WedgeFilter()
    wedge.code_scanned.connect(counter.window.on_code_scanned)
    wedge.start()
    yield CounterDesk(counter, wedge)
    wedge.stop()
