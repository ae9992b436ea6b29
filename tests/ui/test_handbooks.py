"""What the handbooks say of the screens is so: the words in 「」 are on them, and each key does what its row says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_client.bootstrap.customer import KEY as CUSTOMER_KEY
from pos_client.errors import Refused
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.cases.sheet import DECISIONS_MAX
from pos_client.ui.screens.checkout.code_meaning import asks_which
from pos_client.ui.screens.checkout.tender_intents import CashTaken
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.section_table import SECTIONS, section_words
from pos_client.ui.widgets.banner import BannerAction, Notice
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.rail import RailButton
from retail.payment_code import PaymentCode
from tests.fake_wallets import FakeWallet
from tests.ui.benefits import give_benefits
from tests.ui.conftest import Counter, opened
from tests.ui.gallery.guides import clientele_till
from tests.ui.suggesting import give_suggestions, show_buyer
from tests.ui.till import FakeTill

ROOT = Path(__file__).parents[2]
HANDBOOKS = tuple((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("cashier.md", "guide.md"))
Key = Qt.Key
NONE, CONTROL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
#: A section, a key as it is shown -> all words that a button with this key has there; empty: it has words in a state
#: that is not seen here.
Keys = Mapping[tuple[str, str], set[str]]

#: Keys of the basket without a button of their own: the words that the screen has for them, and what they ask for.
ASKED = {
    "Ctrl+Z": ("撤销", "undo_asked", Key.Key_Z, CONTROL),
    "F1": ("手工定价卖出", "unknown_asked", Key.Key_F1, NONE),
    "⇧F1": ("缺货券", "rain_check_asked", Key.Key_F1, SHIFT),
    "Ctrl+F7": ("挂单码", "code_asked", Key.Key_F7, CONTROL),
    "Ctrl+W": ("心愿单与留货", "wanted_asked", Key.Key_W, CONTROL),
    "Ctrl+K": ("送券", "gift_asked", Key.Key_K, CONTROL),
}
#: The others, each with a test below.
TYPED = {"F3": "扫码或查找", "+": "数量", "-": "数量", "Ctrl+J": "推荐", "⇧F12": "兑换"}
#: Words of buttons that are not seen here, because their state is not: an event that runs, a board, a case to take.
ELSEWHERE = {("clientele", "F5"): "活动", ("earnings", "F9"): "显示我的数字", ("cases", "F10"): "接手此案件"}
#: What every list and question has, the digits, and those of a case's decisions.
EVERYWHERE = {"Enter", "Esc", "", *(f"Alt+{number}" for number in range(1, DECISIONS_MAX + 1))}
#: Pages whose keys all stand in a table.
WHOLE = (
    *("window", "checkout", "receipts", "returns", "shift", "payments", "today", "connection", "devices", "machine"),
    *("profile", "earnings", "figures", "clientele", "cases", "audit", "range"),
)


def tables() -> Iterator[tuple[str, str, str]]:
    """Section, key and words of each row of a table of keys."""
    for text in HANDBOOKS:
        for section, rows in re.findall(r"<!-- keys: (\w+) -->\n((?:\|.*\n?)+)", text):
            for row in rows.splitlines()[2:]:
                keys, words = (cell.strip() for cell in row.split("|")[1:3])
                for key in re.findall(r"`([^`]+)`", keys):
                    yield section, key, words


def is_said(words: str, texts: Collection[str]) -> bool:
    """Whether a text of the screen is this; `…` in the handbook stands for what differs."""
    if words in texts:
        return True
    wanted = re.compile(".+".join(re.escape(part) for part in words.split("…")))
    return any(wanted.fullmatch(text) or ("{" in text and _with_places(text).fullmatch(words)) for text in texts)


@cache
def _with_places(text: str) -> re.Pattern[str]:
    """What a text may look like when its places are filled; nothing, when it is little more than its places."""
    parts = re.split(r"\{\w+\}", text)
    return re.compile(".+".join(map(re.escape, parts)) if len("".join(parts).strip()) > 3 else "(?!)")


@pytest.fixture(scope="module")
def translations() -> set[str]:
    root = ET.parse(ROOT / "assets" / "translations" / "onetill_zh_CN.ts").getroot()
    return {text for node in root.iter("translation") for text in ("".join(node.itertext()),) if text.strip()}


def test_the_words_in_brackets_are_words_of_the_screen(translations: set[str]) -> None:
    quoted = {words for text in HANDBOOKS for words in re.findall(r"「([^「」]+)」", text)}
    # A till says some of them with others around.
    whole = "\n".join(translations)
    quoted |= set(ELSEWHERE.values())
    wrong = {words for words in quoted if words not in whole and not is_said(words, translations)}
    assert wrong == set()
    assert len(quoted) > 60


@pytest.fixture(scope="module")
def keys(themed: QApplication) -> Iterator[Keys]:
    """Of a manager's window: every page, a basket with a member, payment, and a sale that is taken back."""
    before, language = QLocale(), Language("zh_CN")
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    till, operations = clientele_till(), Operations()
    till.wallet_operators = {"wechat": FakeWallet()}
    give_benefits(till)
    till.sign_in("1009")
    till.show_code()
    till.fill()
    window = till.window(language, operations)
    window._on_signed_in()
    for section, _icon, key in SECTIONS:
        found["window", key].add(section_words(section))
        window.show_section(section)
    operations.pool.waitForDone()
    QApplication.processEvents()
    look(found, window)
    checkout = window.page("checkout")
    assert isinstance(checkout, CheckoutView)
    assert window.sections.checkout is not None
    assert window.sections.receipts is not None
    window.sections.checkout._wallets.hold(PaymentCode("130123456789012345"))
    window.sections.checkout.refresh()
    look(found, window)
    asks_which(checkout, Refused("goods_or_card", goods="?", member="?"), lambda _meaning: None)
    look(found, window)
    checkout.banner.show_notice(None)
    checkout.pay.pay_asked.emit()  # says that a gift is still to be handed over
    checkout.pay.pay_asked.emit()
    checkout.tender.cash_taken.emit(CashTaken(100))
    look(found, window)
    checkout.tender.tender_removed.emit(0)
    till.sell()
    window.sections.checkout._show_done(till.checkout.state.last_sale)  # type: ignore[arg-type]
    window.sections.receipts.return_asked.emit(till.store.sales[-1].sale_id)
    look(found, window)
    found["window", CUSTOMER_KEY].add("顾客屏")
    for key, (words, *_) in ASKED.items():
        found["checkout", key].add(words)
    for key, words in TYPED.items():
        found["checkout", key].add(words)
    yield dict(found)
    operations.stop()
    window.stop()
    window.deleteLater()
    themed.removeTranslator(language._translator)
    QLocale.setDefault(before)


def look(found: dict[tuple[str, str], set[str]], window: MainWindow) -> None:
    pages: list[tuple[str, QWidget]] = [(name, window.page(name)) for name in window.sections.built()]
    for section, page in pages:
        for button in page.findChildren(KeyButton):
            found[section, button.key_text()] |= {button.words(), button.accessibleName()}
    for rail in window.rail.findChildren(RailButton):
        found["window", rail.key].add(rail.accessibleName())


def test_each_key_of_the_handbooks_does_what_its_row_says(keys: Keys) -> None:
    wrong: list[str] = []
    for section, key, words in tables():
        known = (keys.get((section, key), set()) | {ELSEWHERE.get((section, key), "")}) - {""}
        if not known or not is_said(words, known):
            wrong.append(f"{section} {key} {words}: {sorted(known)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("section", WHOLE)
def test_no_key_of_these_pages_is_left_out_of_the_handbooks(keys: Keys, section: str) -> None:
    written = {key for where, key, _ in tables() if where == section}
    assert {key for where, key in keys if where == section} - EVERYWHERE - written == set()


def test_no_key_means_two_things_at_once() -> None:
    """Qt does neither of two things that one key is to do: whatever is open, the keys of the window are its own."""
    of_window = [key for _, _, key in SECTIONS] + ["Ctrl+T", "Ctrl+L", CUSTOMER_KEY]
    assert len(set(of_window)) == len(of_window)
    own = {"Ctrl+W", "Ctrl+K", "Ctrl+Z", "Ctrl+J", "Ctrl+F7", "Ctrl+Del"}
    assert own.isdisjoint(of_window)


@pytest.fixture
def counter(till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> Counter:
    give_suggestions(till)
    till.sign_in()
    show_buyer(till)
    till.fill()
    counter = opened(till, language, operations, qtbot)
    qtbot.waitUntil(counter.window.isActiveWindow)
    return counter


def test_keys_that_no_button_shows(counter: Counter, qtbot: QtBot) -> None:
    view = counter.window.page("checkout")
    assert isinstance(view, CheckoutView)
    before = counter.lines()
    counter.press("+")
    assert sorted(before.items()) != sorted(counter.lines().items())
    counter.press("-")
    assert counter.lines() == before
    qtbot.keyClick(counter.window, Key.Key_J, CONTROL)
    qtbot.waitUntil(lambda: len(counter.lines()) == len(before) + 1)
    said: list[str] = []
    view.banner.show_notice(
        lambda: Notice("info", "?"), BannerAction("check", "Shift+F12", lambda: "兑换", lambda: said.append("done"))
    )
    qtbot.keyClick(counter.window, Key.Key_F12, SHIFT)
    qtbot.waitUntil(lambda: said == ["done"])
    for _words, signal, key, modifier in ASKED.values():
        with qtbot.waitSignal(getattr(view, signal)):
            qtbot.keyClick(counter.window, key, modifier)
        view.close_questions()
        view.focus_home()
    counter.press(Key.Key_F3)
    assert view.scan_bar.field.hasFocus()
