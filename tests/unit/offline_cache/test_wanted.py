"""Goods that members wait for, on a real file: the feed's rows, and what this till noted before it shows there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from offline_cache import LocalStore
from offline_cache.errors import BadPage
from retail.wanted import Wanted
from tests.unit.offline_cache.making import AS_OF, row

WISH = Wanted("w1", "wish", "M1", "A1", 1, "S01", "E1", "2026-11-10T10:00:00+08:00")
ASIDE = Wanted("w2", "aside", "M1", "A2", 2, "S01", "E1", "2026-11-11T10:00:00+08:00", "2026-11-13", "柜台后")


def pull(store: LocalStore, *rows: object) -> None:
    store.pulled.begin("wanted")
    store.pulled.apply_page("wanted", list(rows), "c", AS_OF)  # type: ignore[arg-type]


def noted(store: LocalStore, *, add: Wanted | None = None, end: str = "") -> None:
    with store.unit_of_work() as uow:
        if add is not None:
            uow.wanted.add(add)
        if end:
            uow.wanted.end(end)
        uow.commit()


def test_what_lies_aside_is_counted_to_its_last_day(store: LocalStore) -> None:
    other = replace(ASIDE, wanted_id="w3", one_id="M2")
    pull(store, *(row(one.wanted_id, one.document()) for one in (ASIDE, WISH, other)))
    assert store.wanted.of_member("M1") == [WISH, ASIDE]
    assert store.wanted.wishes() == [WISH]
    assert store.wanted.put_aside(["A1", "A2", "A9"], "2026-11-13") == {"A2": 4}
    assert store.wanted.put_aside(["A2"], "2026-11-14") == {}
    assert store.wanted.put_aside([], "2026-11-13") == {}


def test_what_this_till_noted_is_there_until_the_feed_tells_it(store: LocalStore) -> None:
    noted(store, add=ASIDE)
    assert store.wanted.put_aside(["A2"], "2026-11-12") == {"A2": 2}
    pull(store, row("w2", ASIDE.document()))
    assert store.wanted.of_member("M1") == [ASIDE]
    noted(store, end="w2")
    assert store.wanted.of_member("M1") == []
    pull(store, row("w2", ASIDE.document()))
    assert store.wanted.of_member("M1") == [], "the ledger has not heard of the end yet"
    pull(store, row("w2", None))
    noted(store, add=WISH)
    pull(store, row("w1", None))
    assert store.wanted.of_member("M1") == [], "it was ended elsewhere before the feed ever had it"


@pytest.mark.parametrize("wrong", [{"quantity": 0}, {"until": None}, {"until": "soon"}, {"kind": "dream"}, {"sku": ""}])
def test_a_row_that_is_none_leaves_its_page_out(store: LocalStore, wrong: dict[str, object]) -> None:
    with pytest.raises(BadPage):
        pull(store, row("w1", WISH.document()), row("w2", ASIDE.document() | wrong))
    assert store.wanted.of_member("M1") == []
