"""How the line to the ledger is: in the top bar, and on the page that tells the whole story."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from pos_client.application.allowances import LimitState, OfflineReport
from pos_client.sync.status import Coming, SyncStatus
from tests.ui.conftest import Counter
from tests.ui.gallery.base import OFFLINE, ONLINE
from tests.ui.screens.seen import all_text


def test_the_top_bar_always_says_how_the_line_is(counter: Counter) -> None:
    counter.window.show_sync(OFFLINE)
    for section in ("checkout", "receipts", "connection", "devices"):
        counter.window.show_section(section)
        assert counter.window.top_bar.sync.isVisible()
        assert counter.window.top_bar.sync.text() == "未连接 12 条待上传 · 最早 2 小时前"
    counter.window.show_sync(ONLINE)
    assert counter.window.top_bar.sync.text() == "已连接 已全部上传"
    counter.window.show_sync(replace(ONLINE, suspended=True, waiting=3))
    assert "已被总账暂停" in counter.window.top_bar.sync.text()


def test_a_long_outage_says_since_when_and_which_limit_is_nearly_used_up(counter: Counter) -> None:
    bar = counter.window.top_bar.sync
    counter.window.show_sync(replace(OFFLINE, last_contact_at="2026-11-09T07:11:00+08:00"))
    assert "2026年11月9日 07:11" in bar.text()
    assert bar.property("tone") == "bad"
    assert "12 条待上传" in bar.text()
    limits = (LimitState("", 150, 200), LimitState("OFF50", 9, 10))
    empty = OfflineReport(0, 0, (0, 0), {}, limits, 0, None, None)
    counter.till.checkout.allowances.report = lambda *_: empty  # type: ignore[method-assign]
    counter.window.show_sync(OFFLINE)
    assert bar.text().startswith("未连接")
    assert "9/10" in bar.text()
    counter.window.show_sync(ONLINE)
    assert bar.text() == "已连接 已全部上传"


def test_the_connection_page_tells_the_whole_story(counter: Counter) -> None:
    counter.window.show_section("connection")
    counter.window.show_sync(OFFLINE)
    text = all_text(counter.window.page("connection"))
    for words in (
        "未连接",
        "可照常收银",
        "2026年11月11日 07:12",
        "无法连接总账",
        "42 秒内",
        "12",
        "尚未收到",
        "12 小时前",
    ):
        assert words in text, words
    counter.window.show_sync(replace(ONLINE, pulling=(Coming("products", 1200, 5000), Coming("members", 7))))
    assert "商品 1,200 / 5,000 · 会员 7" in all_text(counter.window.page("connection"))
    counter.window.show_section("checkout")
    assert "商品 1,200 / 5,000" in all_text(counter.window)


def test_a_ledger_that_answers_and_says_no_is_told_with_what_to_do(counter: Counter) -> None:
    refused = replace(ONLINE, last_error="store_bad_page", last_error_params={"feed": "members", "key": "M1"})
    counter.window.show_section("connection")
    counter.window.show_sync(refused)
    text = all_text(counter.window.page("connection"))
    for words in ("已连接，但有问题需要处理", "members", "M1"):
        assert words in text, words
    assert "有问题" in counter.window.top_bar.sync.text()
    counter.window.show_sync(replace(ONLINE, last_error="till_revoked"))
    assert "撤销" in all_text(counter.window.page("connection"))
    counter.window.show_sync(ONLINE)
    assert "有问题" not in all_text(counter.window.page("connection"))


def test_sync_now_asks_at_once(counter: Counter) -> None:
    counter.window.show_section("connection")
    counter.press(Qt.Key.Key_F5)
    assert counter.till.line.asked == 1
    assert "已请求立即同步" in counter.window.page("connection").banner.text()


def test_a_status_that_was_never_heard_of_is_not_called_connected(counter: Counter) -> None:
    counter.window.show_sync(SyncStatus())
    assert "未连接" in counter.window.top_bar.sync.text()
