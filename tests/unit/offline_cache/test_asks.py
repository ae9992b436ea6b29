"""Questions without an answer, on a real file that is closed and opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from offline_cache import LocalStore
from retail.asks import OpenAsk

Opener = Callable[..., LocalStore]
FIRST = OpenAsk("x1", "exchange", "M1", "E1", "2026-11-11T10:00:00+08:00", {"points": 500, "before": [1000, 0]})
SECOND = replace(FIRST, ask_id="x2", asked_at="2026-11-11T10:00:05+08:00")


def test_what_was_asked_outlives_the_program_until_its_answer_is_written(store: LocalStore, opened: Opener) -> None:
    with store.unit_of_work() as uow:
        uow.asks.add(SECOND)
        uow.asks.add(FIRST)
        uow.commit()
    with store.unit_of_work() as uow:
        assert uow.asks.remove("x2")  # no commit: it waits still
    store.close()
    store = opened()
    assert store.asks.all() == (FIRST, SECOND)
    with store.unit_of_work() as uow:
        assert uow.asks.remove("x1")
        assert not uow.asks.remove("x1"), "its answer was heard before"
        uow.commit()
    assert store.asks.all() == (SECOND,)
