"""How soon something is gone, at the pace of this till."""

from __future__ import annotations

from pos_client.application.stock_watch import KEPT_MS, StockWatch
from tests.fakes import FakeClock, FakeStock


def test_the_pace_of_the_last_hour_says_how_long_it_lasts() -> None:
    stock = FakeStock(
        {"TEA": 4, "CUP": 400, "HAT": 2, "OUT": 0, "NEW": 5}, sold={"TEA": 6, "CUP": 6, "HAT": 2, "OUT": 9}
    )
    watch = StockWatch(stock, FakeClock())
    assert watch.shelves(["TEA"])["TEA"].minutes_left == 40
    # Two pieces are no pace, what nobody bought has none, and 400 last for days.
    assert [shelf.level.sku for shelf in watch.running_low()] == ["OUT", "TEA"]
    assert watch.shelves(["NEW"])["NEW"].minutes_left is None


def test_sales_are_added_up_again_after_a_while() -> None:
    clock, stock = FakeClock(), FakeStock({"TEA": 4})
    watch = StockWatch(stock, clock)
    assert watch.running_low() == []
    stock.sold = {"TEA": 12}
    assert watch.running_low() == []
    clock.elapsed += KEPT_MS
    assert [shelf.minutes_left for shelf in watch.running_low()] == [20]
