"""Names are found while they change, also when very many words begin alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from offline_cache.database import TillDatabase
from offline_cache.migrations import migrate
from offline_cache.name_index import PRODUCT_NAMES, WORDS_MAX
from offline_cache.writes import Writes


@pytest.fixture
def database(tmp_path: Path) -> Iterator[TillDatabase]:
    database = TillDatabase(tmp_path / "till.db", bytes(32))
    migrate(database)
    yield database
    database.close_all()


def add(database: TillDatabase, *rows: tuple[int, str]) -> None:
    writes = Writes()
    for row_id, text in rows:
        PRODUCT_NAMES.add(writes, row_id, text)
    writes.run(database)


def test_a_row_is_found_changed_and_forgotten(database: TillDatabase) -> None:
    add(database, (1, "小棕瓶 serum"), (2, "面霜 cream"))
    assert PRODUCT_NAMES.find(database, "棕瓶 ser", 10) == [1]

    writes = Writes()
    PRODUCT_NAMES.change(writes, 1, "大红瓶 cream")
    writes.run(database)
    assert PRODUCT_NAMES.find(database, "棕瓶", 10) == []
    assert set(PRODUCT_NAMES.find(database, "cre", 10)) == {1, 2}

    writes = Writes()
    PRODUCT_NAMES.drop(writes, 2)
    writes.run(database)
    assert PRODUCT_NAMES.find(database, "cre", 10) == [1]


def test_a_beginning_of_very_many_words_still_finds_the_last_of_them(database: TillDatabase) -> None:
    many = 3 * WORDS_MAX
    words = [
        "s" + "abcdefghij"[number // 100] + "abcdefghij"[number // 10 % 10] + "abcdefghij"[number % 10]
        for number in range(many)
    ]
    assert len(set(words)) > 2 * WORDS_MAX
    add(database, *((number, f"lot {words[number]}") for number in range(1, many)))
    add(database, (many, "rare szz"))

    assert PRODUCT_NAMES.find(database, "rare s", 10) == [many]
    assert len(PRODUCT_NAMES.find(database, "s", many)) == many
    assert len(PRODUCT_NAMES.find(database, "lot s", 10)) == 10
    assert PRODUCT_NAMES.find(database, "rare t", 10) == []


def test_nothing_typed_finds_nothing(database: TillDatabase) -> None:
    add(database, (1, "小棕瓶"))

    assert PRODUCT_NAMES.find(database, "", 10) == []
    assert PRODUCT_NAMES.find(database, "!?", 10) == []
