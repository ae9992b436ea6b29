"""The connection page: what can be done now, what runs low, and the journal on a stick."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from pos_client.errors import Unavailable
from pos_client.ui.screens.connection.view import ConnectionView
from tests.ui.conftest import Counter
from tests.ui.gallery.base import OFFLINE, ONLINE
from tests.ui.till_data import PIN

Key = Qt.Key


def page(counter: Counter) -> ConnectionView:
    counter.window.show_section("connection")
    found = counter.window.page("connection")
    assert isinstance(found, ConnectionView)
    return found


def boxes(grid: QGridLayout) -> dict[str, str]:
    """Title -> detail of its boxes."""
    names = [grid.itemAt(place).widget().accessibleName() for place in range(grid.count())]  # type: ignore[union-attr]
    return dict(name.split(": ", 1) for name in names)


def test_the_page_says_what_can_be_done_with_and_without_the_line(counter: Counter) -> None:
    found = page(counter)
    counter.window.show_sync(ONLINE)
    assert set(boxes(found.possible._grid).values()) == {"一切照常"}
    counter.window.show_sync(OFFLINE)
    now = boxes(found.possible._grid)
    assert now["现金与刷卡"] == "一切照常"
    assert now["退货"] == "仅限本机售出的商品"
    assert now["其他收银台的业务"].endswith("暂不可用")
    assert "本机保留 0 张" in now["优惠券"]
    assert now["价格与促销"] == "一切照常"
    assert found._title.text() == "未连接"


def test_a_long_silence_is_called_so_with_what_to_do(counter: Counter) -> None:
    found = page(counter)
    counter.till.clock.time += timedelta(days=3)
    counter.window.show_sync(OFFLINE)
    assert found._title.text() == "长时间未连接"
    assert "U 盘" in found._detail.text()
    assert boxes(found.possible._grid)["价格与促销"] == "等级与付费会员权益暂停"
    counter.window.show_sync(replace(ONLINE, last_contact_at=OFFLINE.last_contact_at))
    assert found._title.text() == "已连接"


def test_f8_writes_the_journal_where_the_cashier_says(counter: Counter, tmp_path: Path) -> None:
    found = page(counter)
    counter.window.show_sync(OFFLINE)
    counter.press(Key.Key_F8)
    assert found.entry.isVisible()
    assert found.entry.field.text().endswith("onetill-S01-T02-20261111-1000.otj")
    target = str(tmp_path / "stick.otj")
    found.entry.field.setText(target)
    counter.press(Key.Key_Return)
    counter.qtbot.waitUntil(lambda: target in found.banner.text())
    assert counter.till.line.exported == [target]
    assert "12 条" in found.banner.text()
    counter.till.line.trouble = Unavailable("export_unwritable", path=target)
    counter.press(Key.Key_F8, Key.Key_Return)
    counter.qtbot.waitUntil(lambda: "无法写入" in found.banner.text())
    assert found.export_button.isEnabled()
    counter.press(Key.Key_F8, Key.Key_Escape)
    assert not found.entry.isVisible()
    assert len(counter.till.line.exported) == 1


def test_managers_see_what_runs_low(counter: Counter) -> None:
    counter.till.stock.pieces = {"LQX-7710": 4, "LQX-9034": 100}
    counter.till.stock.sold = {"LQX-7710": 6, "LQX-9034": 6}
    found = page(counter)
    counter.window.show_sync(OFFLINE)
    assert not found._low_card.isVisible()
    staff = counter.till.staff
    staff.sign_out("closed")
    staff.sign_in(staff.check_pin("1009", PIN))
    counter.window.sections.connection.refresh()
    assert boxes(found._low_grid) == {"帆布托特包（限定）": "库存 4 · 约 40 分钟售完"}


def test_page_down_brings_the_details(counter: Counter) -> None:
    found = page(counter)
    counter.window.show_sync(OFFLINE)
    bar = found.area.verticalScrollBar()
    counter.qtbot.waitUntil(lambda: bar.maximum() > 0)
    counter.press(Key.Key_PageDown)
    assert bar.value() > 0
    counter.press(Key.Key_PageUp)
    assert bar.value() == 0
