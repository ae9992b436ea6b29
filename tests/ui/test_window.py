"""What holds of the whole window: keys, sizes, focus, sections, colours, icons."""

from __future__ import annotations

import re
from collections import Counter as Count
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pos_client.errors import Refused
from pos_client.ui.colours import COLOURS, substituted
from pos_client.ui.icons import pixmap
from pos_client.ui.language import LANGUAGES, Language
from pos_client.ui.operations import Operations
from pos_client.ui.theme import TARGET_PIXELS, fill_screens, fit_to_screen
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.key_button import KeyButton
from tests.ui.conftest import Counter, opened
from tests.ui.gallery.base import OFFLINE
from tests.ui.screens.seen import Code
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN

ROOT = Path(__file__).parents[2]


def phases(counter: Counter) -> Iterator[str]:
    """Brings the window through everything it can show."""
    window, till = counter.window, counter.till
    window.show_sync(OFFLINE)
    yield "empty"
    till.show_code()
    till.fill()
    window.sections.checkout.refresh()
    yield "basket"
    till.checkout.choose_coupons(["C2"])
    window.sections.checkout.refresh()
    yield "by hand"
    window.sections.checkout.scan("99999999")
    yield "refused"
    counter.view.basket.quantity_button.click()
    yield "question"
    counter.view.entry.cancelled.emit()
    counter.view.entry.hide()
    counter.view.pay.button.click()
    yield "cash"
    counter.view.tender.card_tab.click()
    yield "card"
    till.checkout.tender_cash(10000)
    till.checkout.tender_cash(20000)
    till.checkout.tender_card(5000, "T-1")
    window.sections.checkout.refresh()
    yield "split"
    counter.view.tender.cash_tab.click()
    counter.view.tender.take()
    yield "done"
    for section in ("receipts", "connection", "devices"):
        window.show_section(section)
        yield section
    window.rail.sign_out_button.click()
    window.sign_in._on_refused(Refused("wrong_pin", attempts_left=2))
    yield "sign-in"


@pytest.mark.parametrize("language_code", LANGUAGES)
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768)])
def test_everything_fits_small_screens(
    counter: Counter, qtbot: QtBot, language_code: str, size: tuple[int, int]
) -> None:
    window = counter.window
    window._language.use(language_code)
    window.resize(*size)
    qtbot.wait(1)
    for phase in phases(counter):
        qtbot.wait(1)
        hint = window.minimumSizeHint()
        assert hint.width() <= 1024, f"{phase}: {hint}"
        assert hint.height() <= 768, f"{phase}: {hint}"
        assert (window.width(), window.height()) == size, phase


def test_no_text_however_long_pushes_the_amount_off_the_screen(counter: Counter, qtbot: QtBot) -> None:
    window, till = counter.window, counter.till
    window.resize(1024, 768)
    names = {f"P{number}": f"一个名称相当长的第{number}积分计划" for number in range(9)}
    rules = [{"program": program, "points": 1, "per_amount": 1} for program in names]
    till.reference.settings_document = {"points": {"program": "P0", "names": names, "programs": rules}}
    till.checkout.reference_changed()
    till.show_code()
    till.fill()
    window.sections.checkout.refresh()
    window.sections.checkout.scan("https://example.com/" + "a" * 180)
    assert "a" * 180 in counter.view.banner.text()
    qtbot.wait(1)
    assert window.minimumSizeHint().width() <= 1024
    counter.press(Qt.Key.Key_F12, Qt.Key.Key_F12)
    assert counter.view.done.isVisible()
    counter.view.banner.show_notice(lambda: Notice("good", "/" + "home/" * 60))
    qtbot.wait(1)
    assert window.minimumSizeHint().width() <= 1024
    counter.press(Qt.Key.Key_Return)
    qtbot.wait(1)
    assert (window.width(), window.minimumSizeHint().width() <= 1024) == (1024, True)


def test_a_window_begins_no_larger_than_its_screen(counter: Counter, qtbot: QtBot) -> None:
    room = counter.window.screen().availableSize()
    widget = QWidget()
    qtbot.addWidget(widget)
    fit_to_screen(widget)
    assert (widget.width(), widget.height()) == (min(1366, room.width()), min(768, room.height()))


def test_targets_are_large_enough_for_a_finger(counter: Counter, qtbot: QtBot) -> None:
    window = counter.window
    window.resize(1024, 768)
    for phase in phases(counter):
        qtbot.wait(1)
        for widget in window.findChildren(QWidget):
            if isinstance(widget, QAbstractButton | QComboBox) and widget.isVisible() and widget.accessibleName():
                size = min(widget.width(), widget.height())
                assert size >= TARGET_PIXELS, f"{phase}: {widget.accessibleName()} is {widget.size()}"


def test_no_key_is_claimed_twice_in_anything_that_can_be_seen_together(counter: Counter, qtbot: QtBot) -> None:
    for phase in phases(counter):
        qtbot.wait(1)
        keys = Count(
            shortcut.key().toString()
            for shortcut in counter.window.findChildren(QShortcut)
            if shortcut.parent().isVisible()
        )
        assert [key for key, times in keys.items() if times > 1] == [], phase


def test_a_shown_key_presses_its_button(counter: Counter, qtbot: QtBot) -> None:
    counter.till.show_code()
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.view.focus_home()
    pressed = []
    buttons = [
        button
        for button in counter.window.findChildren(KeyButton)
        # Ctrl+W is the whole screen's, for a walk-in too: tests/ui/screens/test_wanted.py presses it.
        if button.isVisible() and button.isEnabled() and button.key not in ("", "Ctrl+W")
    ]
    assert {button.key for button in buttons} >= {"F2", "F4", "F5", "F6", "F7", "F12", "Delete"}
    for button in buttons:
        button.blockSignals(False)
        button.clicked.disconnect()
        button.clicked.connect(lambda _checked=False, key=button.key: pressed.append(key))
    for button in buttons:
        keys = QKeySequence(button.key)[0]
        qtbot.keyClick(counter.window.focusWidget(), keys.key(), keys.keyboardModifiers())
        assert pressed[-1:] == [button.key]
        assert button.key_text()


def test_every_section_of_the_rail_exists(counter: Counter, qtbot: QtBot) -> None:
    counter.till.staff.sign_out()
    counter.till.staff.sign_in(counter.till.staff.check_pin("1009", PIN))
    counter.window._on_signed_in()  # a manager sees them all
    shown = {name: button for name, button in counter.window.rail.buttons.items() if not button.isHidden()}
    assert set(counter.window.rail.buttons) - set(shown) == {"payments"}, "this till takes no wallets"
    for name, button in shown.items():
        qtbot.keyClick(counter.window, getattr(Qt.Key, f"Key_{button.key[-1]}"), Qt.KeyboardModifier.ControlModifier)
        assert counter.window.page(name).isVisible()
        assert button.isChecked()


def test_sections_are_built_when_they_are_first_asked_for(counter: Counter) -> None:
    assert counter.window.sections.built() == {"checkout"}
    counter.window.show_section("devices")
    assert counter.window.sections.built() == {"checkout", "devices"}


def test_tab_goes_through_the_buttons_and_never_into_the_scan_field(counter: Counter, qtbot: QtBot) -> None:
    counter.till.show_code()
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.view.focus_home()
    visited = []
    for _ in range(30):
        qtbot.keyClick(counter.window.focusWidget(), Qt.Key.Key_Tab)
        visited.append(counter.window.focusWidget())
    assert counter.view.pay.button in visited
    assert counter.view.offers.list in visited
    assert not any(isinstance(widget, QLineEdit) for widget in visited)


def test_a_scan_on_another_page_goes_to_the_basket_and_shows_it(counter: Counter) -> None:
    counter.window.show_section("receipts")
    counter.window.on_code_scanned(Code(b"6931112223334", "]E0"))
    assert counter.view.isVisible()
    assert counter.lines() == {"LQX-7710": "1"}


def test_before_signing_in_nothing_that_is_scanned_is_sold(counter: Counter) -> None:
    counter.window.rail.sign_out_button.click()
    counter.window.on_code_scanned(Code(b"6931112223334", "]E0"))
    assert counter.lines() == {}
    assert "尚未登录" in counter.window.sign_in_view.banner.text()


def test_a_refusal_that_no_screen_took_is_shown_in_the_one_in_sight(counter: Counter) -> None:
    counter.window.show_section("connection")

    def refuse() -> None:
        raise Refused("basket_empty")

    assert counter.window._operations.run(refuse) is None
    assert "购物篮是空的" in counter.window.page("connection").banner.text()


def test_nothing_but_the_window_is_ever_shown_as_a_window(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot, themed: QApplication
) -> None:
    """A part that is shown before it has its place flashes up as a window of its own and takes the keyboard away."""

    class Watcher(QObject):
        seen: list[QWidget] = []  # noqa: RUF012

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.seen.append(watched)
            return False

    watcher = Watcher()
    themed.installEventFilter(watcher)
    try:
        counter = opened(till, language, operations, qtbot)
        for _ in phases(counter):
            qtbot.wait(1)
    finally:
        themed.removeEventFilter(watcher)
    assert {type(widget).__name__ for widget in watcher.seen} <= {"MainWindow"}


# --- colours and icons


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


C = COLOURS
PAIRS = [
    *[(ink, ground) for ink in (C.text, C.text_soft) for ground in (C.page, C.card, C.card_soft, C.accent_soft)],
    *[(C.text_soft, ground) for ground in (C.good_soft, C.warn_soft, C.bad_soft)],
    *[(C.text, ground) for ground in (C.good_soft, C.warn_soft, C.bad_soft, C.border)],
    (C.good, C.card), (C.good, C.good_soft), (C.bad, C.card), (C.bad, C.bad_soft), (C.warn, C.warn_soft),
    (C.warn, C.card), (C.saving, C.card), (C.saving, C.accent_soft), (C.accent_hover, C.accent_soft),
    (C.accent_down, C.accent_soft), (C.chip_text, C.chip), (C.tier_text, C.tier), (C.on_accent, C.accent),
    (C.on_accent, C.accent_hover), (C.rail_text, C.rail), (C.rail_text, C.rail_active), (C.on_accent, C.rail_active),
    (C.member_soft, C.member_top), (C.member_soft, C.member_bottom), (C.member_text, C.member_bottom),
    ("#DCEBFC", C.accent),
]  # fmt: skip


@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    assert contrast(ink, ground) >= 4.5


def test_the_style_sheet_names_only_colours_that_exist() -> None:
    sheet = (ROOT / "assets" / "styles" / "till.qss").read_text(encoding="utf-8")
    assert "@" not in substituted(sheet)
    assert not re.search(r"#[0-9A-Fa-f]{6}", sheet), "colours stand in colours.py, once"
    with pytest.raises(KeyError):
        substituted("color: @no_such_colour@;")


def test_every_icon_that_is_named_is_there_and_none_lies_about() -> None:
    files = {path.stem for path in (ROOT / "assets" / "icons").glob("*.svg")}
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "pos_client" / "ui").rglob("*.py"))
    quoted = set(re.findall(r'"([a-z][a-z0-9-]*)"', source))
    assert files - quoted == set(), "nobody names these"
    named = set(re.findall(r'(?:pixmap|KeyButton|RailButton|set_icon_name)\(\s*"([a-z][a-z0-9-]*)"', source))
    assert named - files == set()


def test_an_icon_is_drawn_in_its_colour(counter: Counter) -> None:
    image = pixmap("check", "#FF0000", 24).toImage()
    colours = {
        image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 250
    }
    assert colours == {"#ff0000"}


def test_on_a_machine_that_is_a_till_alone_windows_fill_the_screen(
    qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(partial(fill_screens, False))
    fill_screens(True)
    widget = QWidget()
    qtbot.addWidget(widget)
    fit_to_screen(widget)
    assert widget.geometry() == widget.screen().geometry(), "also where no window manager makes it larger"
    widget.show()
    assert widget.isFullScreen()
