"""Every text in every language, switched while the till runs; and translations that are whole and built."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pos_client.application.receipt_texts import TEXTS as RECEIPT_TEXTS
from pos_client.application.shift_texts import SHIFT_TEXTS
from pos_client.error_texts import TEXTS
from pos_client.errors import Refused
from pos_client.ui.counts import COUNTS
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import age, date, date_time, is_chinese, money, number, short_date_time
from pos_client.ui.language import LANGUAGES, Language
from pos_client.ui.reasons import nearness, reason_text
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.rail import RailButton
from tests.ui.conftest import Counter
from tests.ui.gallery.base import OFFLINE
from tests.ui.till_data import COUPONS, MEMBER, OFFERS, PRODUCTS, SETTINGS, STAFF

ROOT = Path(__file__).parents[2]
TRANSLATIONS = ROOT / "assets" / "translations"
TOOLS = Path(sysconfig.get_path("scripts"))
#: None of these is written in traditional texts.
SIMPLIFIED_ONLY = set(
    "会员优备换积赠应银门单纸码扫设网络连断总账钱储传输键盘请销货价额类权时间这为来个们从东两严业乐书买亿仅众条"
    "询关闭开启续认误错读谁调谢费资赛软转轮载较边达过还进远选邮钟铁长问闻队际险随难须预频题颜饰验"
    "击划办务动劳势协卖厂历压县参双发变号"
)
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")


def texts_of(widget: QWidget) -> set[str]:
    """Everything that a person could read or hear of the widgets in sight."""
    # What was put into a layout a moment ago is shown by the event loop.
    QApplication.processEvents()
    found: set[str] = set()
    for child in [widget, *widget.findChildren(QWidget)]:
        if not child.isVisibleTo(widget):
            continue
        found |= {child.accessibleName(), child.toolTip()}
        if isinstance(child, QLabel):
            found.add(child.text())
        if isinstance(child, KeyButton | RailButton):
            found.add(child.words())
        if isinstance(child, QLineEdit):
            found.add(child.placeholderText())
    return found - {""}


def test_no_file_is_mapped_that_an_update_could_write_while_the_till_runs(language: Language) -> None:
    """A mapped file that changes takes the whole program down with it (SIGSEGV or SIGBUS)."""
    for code in LANGUAGES:
        language.use(code)
        assert not language._translator.isEmpty()
        assert language._translator.filePath() == ""


def test_switching_the_language_changes_every_text_in_sight(counter: Counter, qtbot: QtBot) -> None:
    window, till = counter.window, counter.till
    till.show_code()
    till.fill()
    window.show_sync(OFFLINE)
    window.sections.checkout.scan("99999999")
    counter.view.scan_bar._on_calm()
    window.sections.checkout.refresh()
    # What is data, not words: it may be Chinese in an English till.
    data = str((PRODUCTS, MEMBER, OFFERS, COUPONS, SETTINGS, STAFF, till.facts)) + "".join(LANGUAGES.values()) + "林*曦"
    for section in ("checkout", "receipts", "connection", "devices"):
        window.show_section(section)
        chinese = texts_of(window)
        window._language.use("en")
        qtbot.waitUntil(lambda: window.rail.sign_out_button.words() == "Sign out")
        english = texts_of(window)
        left = {run for text in english for run in CHINESE.findall(text) if run not in data}
        assert left == set(), section
        window._language.use("zh_CN")
        qtbot.waitUntil(lambda: window.rail.sign_out_button.words() == "退出登录")
        assert texts_of(window) == chinese, "and back again"
    window.rail.sign_out_button.click()
    chinese = texts_of(window)
    window._language.use("en")
    qtbot.waitUntil(lambda: window.sign_in_view._who.text() == "Who is at the till?")
    left = {run for text in texts_of(window) for run in CHINESE.findall(text) if run not in data}
    assert left == set()


def test_ctrl_t_switches_and_tells_whoever_keeps_the_setting(counter: Counter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(counter.window.language_changed) as told:
        qtbot.keyClick(counter.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["zh_TW"]
    qtbot.waitUntil(lambda: counter.window.rail.sign_out_button.words() == "登出")
    with qtbot.waitSignal(counter.window.language_changed) as told:
        qtbot.keyClick(counter.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["en"]
    with qtbot.waitSignal(counter.window.language_changed) as told:
        qtbot.keyClick(counter.window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["zh_CN"]


def test_in_traditional_characters_goods_keep_their_chinese_names(counter: Counter, qtbot: QtBot) -> None:
    counter.window.sections.checkout.scan("6931112223334")
    in_simplified = counter.view.basket._count.text(), texts_of(counter.view.basket)
    counter.window._language.use("zh_TW")
    qtbot.waitUntil(lambda: counter.window.rail.buttons["receipts"].words() == "收據")
    in_traditional = counter.view.basket._count.text(), texts_of(counter.view.basket)
    assert is_chinese()
    assert in_traditional[0] == in_simplified[0]
    assert "移除選中的商品" in " ".join(in_traditional[1])
    moment = datetime.fromisoformat("2026-11-11T10:00:00+08:00")
    assert (money(-1234567, "CNY"), date_time(moment)) == ("−¥12,345.67", "2026年11月11日 10:00")
    assert age(moment - timedelta(minutes=5), moment) == "5 分鐘前"


def test_numbers_and_times_follow_the_language(language: Language) -> None:
    moment = datetime.fromisoformat("2026-11-11T10:00:00+08:00")
    assert (money(-1234567, "CNY"), number(12480)) == ("−¥12,345.67", "12,480")
    assert (money(1500, "JPY"), money(5, "HKD")) == ("¥1,500", "HK$0.05")
    assert date_time(moment) == "2026年11月11日 10:00"
    assert [age(moment - timedelta(minutes=m), moment) for m in (-5, 0, 5, 180, 4320)] == [
        "刚刚", "刚刚", "5 分钟前", "3 小时前", "3 天前",
    ]  # fmt: skip
    assert short_date_time(moment, moment) == "10:00"
    assert short_date_time(moment - timedelta(days=1), moment) == "2026年11月10日 10:00"
    language.use("en")
    assert date(moment) == "11 Nov 2026"
    assert age(moment - timedelta(minutes=5), moment) == "5 min ago"


def test_counts_that_no_widget_says_have_their_plurals(language: Language) -> None:
    language.use("en")
    told = [COUNTS.days_ago, COUNTS.orders, COUNTS.hidden_members, COUNTS.not_seen]
    assert [words(1).split("}", 1)[1] for words in told[:3]] == [
        " day ago",
        " order",
        " member is not yours to look for",
    ]
    assert [words(2).split("}", 1)[1] for words in told[:2]] == [" days ago", " orders"]
    assert (COUNTS.not_seen(1), COUNTS.not_seen(30)) == ("Not seen for {days} day", "Not seen for {days} days")
    language.use("zh_CN")
    assert COUNTS.days_ago(1) == COUNTS.days_ago(5) == "{count} 天前"


def test_english_has_its_plurals(counter: Counter, qtbot: QtBot) -> None:
    counter.window._language.use("en")
    counter.window.sections.checkout.scan("6931112223334")
    qtbot.waitUntil(lambda: counter.view.basket._count.text() == "1 line · 1 piece")
    counter.window.sections.checkout.scan("6931112223334")
    assert counter.view.basket._count.text() == "1 line · 2 pieces"


def test_every_reason_of_the_contract_has_words(language: Language) -> None:
    contract = (ROOT / "docs" / "spec" / "benefits.md").read_text(encoding="utf-8")
    section = contract[contract.index("`rejected` names every candidate") : contract.index("- Input that breaks")]
    codes = set(re.findall(r"`([a-z_]+)`", section)) - {
        "rejected", "missing", "with", "refused", "bundle_price",
    }  # fmt: skip
    assert len(codes) >= 24
    for code in codes:
        assert reason_text(code, 1200, ("满1000减100",), "CNY") != code
        assert CHINESE.search(reason_text(code, 1200, (), "CNY")), code
    assert nearness("below_minimum_amount") < nearness("ended")


# --- the files


def messages(path: Path) -> list[ET.Element]:
    return list(ET.parse(path).getroot().iter("message"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_is_missing_and_placeholders_agree(code: str) -> None:
    for message in messages(TRANSLATIONS / f"onetill_{code}.ts"):
        source, translation = message.findtext("source", ""), message.find("translation")
        assert translation is not None
        assert translation.get("type") is None, source
        words = [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]
        for text in words:
            assert text, source
            assert placeholders(text) == placeholders(source), source


@pytest.mark.parametrize("texts", [RECEIPT_TEXTS, SHIFT_TEXTS], ids=["receipts", "shifts"])
def test_papers_say_the_same_things_in_every_language(texts: Mapping[str, Mapping[str, str]]) -> None:
    assert set(texts) == set(LANGUAGES)
    for code, words in texts.items():
        assert {key: placeholders(text) for key, text in words.items()} == {
            key: placeholders(text) for key, text in texts["en"].items()
        }, code
        assert all(words.values()), code


def test_no_simplified_character_is_left_among_traditional_ones() -> None:
    papers = [text for texts in (RECEIPT_TEXTS, SHIFT_TEXTS) for text in texts["zh_TW"].values()]
    screens = [
        "".join(translation.itertext())
        for message in messages(TRANSLATIONS / "onetill_zh_TW.ts")
        if (translation := message.find("translation")) is not None
    ]
    for text in papers + screens:
        assert not SIMPLIFIED_ONLY & set(text), text


def test_the_traditional_texts_are_made_of_the_simplified_ones_of_today(tmp_path: Path) -> None:
    for name in ("traditional.py", "onetill_zh_CN.ts"):
        shutil.copy(TRANSLATIONS / name, tmp_path)
    subprocess.run([sys.executable, tmp_path / "traditional.py"], check=True)
    made = (tmp_path / "onetill_zh_TW.ts").read_bytes()
    assert made == (TRANSLATIONS / "onetill_zh_TW.ts").read_bytes(), "run assets/translations/update"


def test_without_opencc_the_traditional_texts_stay_and_it_is_said(tmp_path: Path) -> None:
    for name in ("traditional.py", "onetill_zh_CN.ts"):
        shutil.copy(TRANSLATIONS / name, tmp_path)
    (tmp_path / "onetill_zh_TW.ts").write_text("as it was")
    command = [sys.executable, "-S", tmp_path / "traditional.py"]  # -S: nothing that was installed
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "OpenCC is missing" in done.stderr
    assert (tmp_path / "onetill_zh_TW.ts").read_text() == "as it was"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text.replace("%n", "{n}")) if name}


def test_every_text_of_the_sources_is_in_the_translations(tmp_path: Path) -> None:
    copy = tmp_path / "zh.ts"
    shutil.copy(TRANSLATIONS / "onetill_zh_CN.ts", copy)
    marked = re.compile(r"tr\(|translate\(|QT_TRANSLATE_NOOP")
    sources = [path for path in sorted((ROOT / "pos_client").rglob("*.py")) if marked.search(path.read_text("utf-8"))]
    command = [TOOLS / "pyside6-lupdate", "-silent", "-locations", "none", "-no-obsolete", "-source-language", "en"]
    subprocess.run([*command, "-target-language", "zh_CN", *sources, "-ts", copy], check=True, capture_output=True)
    new = [m.findtext("source") for m in messages(copy) if m.find("translation").get("type") == "unfinished"]
    assert new == [], "run assets/translations/update, and translate these"
    known = {m.findtext("source") for m in messages(copy)}
    gone = [m.findtext("source") for m in messages(TRANSLATIONS / "onetill_zh_CN.ts")]
    assert [source for source in gone if source not in known] == [], "run assets/translations/update"


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_the_till_loads_is_built_from_these_files(code: str, tmp_path: Path) -> None:
    built = tmp_path / "built.qm"
    command = [TOOLS / "pyside6-lrelease", "-silent", TRANSLATIONS / f"onetill_{code}.ts", "-qm", built]
    subprocess.run(command, check=True, capture_output=True)
    assert built.read_bytes() == (TRANSLATIONS / f"onetill_{code}.qm").read_bytes(), "run assets/translations/update"


def test_every_error_is_worded_in_chinese(language: Language) -> None:
    for code in TEXTS:
        notice = notice_of(Refused(code))
        assert CHINESE.search(notice.what), code


def test_a_code_without_texts_is_told_as_a_mistake_of_ours(language: Language) -> None:
    assert notice_of(Refused("no_such_code")).what == notice_of(Refused("bug")).what


def test_buttons_say_their_words_to_a_screen_reader(counter: Counter) -> None:
    for section in ("checkout", "receipts", "connection", "devices"):
        counter.window.show_section(section)
    nameless = [
        widget
        for widget in counter.window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit)
        and not widget.accessibleName()
        # The inner line edit of a combo box is heard by the combo box's name.
        and widget.objectName() != "qt_spinbox_lineedit"
        and not (isinstance(widget, QLineEdit) and widget.parent().accessibleName())
        # Qt's own clear buttons and the scroll bars' parts have names of Qt's.
        and isinstance(widget, KeyButton | RailButton | QLineEdit)
        and widget.isVisibleTo(counter.window)
    ]
    assert nameless == []
