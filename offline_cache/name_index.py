"""Finding names while someone types: SQLite's full-text index over the terms of `offline_cache.search_text`.

The index keeps only which row has which term (`detail=none`). FTS5 answers a question for a word's beginning by merging
the lists of all words that begin so, before it gives the first row; so the words are kept in a table beside it, and the
question is put as `this word or that word`, which gives its first rows at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from offline_cache.database import TillDatabase
from offline_cache.search_text import AFTER_ALL, FIRST_UNSPACED, index_terms, wanted
from offline_cache.writes import Writes

#: How many words one beginning stands for in the quick question.
WORDS_MAX = 64
#: Pages of the index that are merged at once, and how often after a page of rows: as much as such pages bring.
MERGED_PAGES, MERGES_A_PAGE = 16, 2

#: A merge that found nothing to do still counts as one change (SQLite's documentation of FTS5, "merge").
_CHANGES_OF_NOTHING = 2


class NameIndex:
    """One pair of tables, `<kind>_search` and `<kind>_words`. Rows have the id of what they name."""

    def __init__(self, kind: str) -> None:
        self._find = f"SELECT rowid FROM {kind}_search WHERE {kind}_search MATCH ? LIMIT ?"
        self._add = f"INSERT INTO {kind}_search (rowid, text) VALUES (?, ?)"
        self._change = f"UPDATE {kind}_search SET text = ? WHERE rowid = ?"
        self._merge = f"INSERT INTO {kind}_search ({kind}_search, rank) VALUES (?, ?)"
        self._drop = f"DELETE FROM {kind}_search WHERE rowid = ?"
        self._all_words = f"SELECT word FROM {kind}_words ORDER BY word"
        self._drop_word = f"DELETE FROM {kind}_words WHERE word = ?"
        self._add_word = f"INSERT OR IGNORE INTO {kind}_words (word) VALUES (?)"
        self._words = f"SELECT word FROM {kind}_words WHERE word >= ? AND word < ? ORDER BY word LIMIT ?"

    def add(self, writes: Writes, row_id: int, text: str) -> None:
        """Index a new row."""
        terms = index_terms(text)
        writes.add(self._add, (row_id, " ".join(terms)))
        self._know(writes, terms)

    def change(self, writes: Writes, row_id: int, text: str) -> None:
        terms = index_terms(text)
        writes.add(self._change, (" ".join(terms), row_id))
        self._know(writes, terms)

    def drop(self, writes: Writes, row_id: int) -> None:
        """Forget a row. Its words stay until `forget_dropped`: a word that no row has any more finds nothing."""
        writes.add(self._drop, (row_id,))

    def tidy(self, database: TillDatabase) -> None:
        """Do a part of the work that keeps the index quick, in short transactions of its own.

        SQLite would do it when a page is committed, now and then for a tenth of a second: and a sale would wait.
        """
        for _ in range(MERGES_A_PAGE):
            database.give_way()
            with database.writing_what_can_come_again():
                database.run(self._merge, ("merge", MERGED_PAGES))

    def forget_dropped(self, database: TillDatabase) -> None:
        """Take out of the index what rows had that are there no more: whose name it was is not to be found on the disk.

        All of it is merged into one piece, in short transactions, so that a sale has its turn in between.
        """
        pages = -MERGED_PAGES  # below 0: begin with everything
        while True:
            database.give_way()
            with database.writing_what_can_come_again():
                before = _changes(database)
                database.run(self._merge, ("merge", pages))
                is_done = _changes(database) - before < _CHANGES_OF_NOTHING
            if is_done:
                break
            pages = MERGED_PAGES
        gone = [word for (word,) in database.rows(self._all_words) if not database.rows(self._find, (f'"{word}"', 1))]
        for first in range(0, len(gone), MERGED_PAGES):
            database.give_way()
            with database.writing_what_can_come_again():
                for word in gone[first : first + MERGED_PAGES]:
                    database.run(self._drop_word, (word,))

    def find(self, database: TillDatabase, text: str, limit: int) -> Sequence[int]:
        """The ids of at most `limit` rows that have everything that was typed, in no special order."""
        asked = wanted(text)
        if not asked.whole and not asked.beginnings:
            return []
        parts = [f'"{term}"' for term in asked.whole]
        all_words_known = True
        for beginning in asked.beginnings:
            words = [row[0] for row in database.rows(self._words, (beginning, beginning + AFTER_ALL, WORDS_MAX + 1))]
            if not words:
                return []
            all_words_known = all_words_known and len(words) <= WORDS_MAX
            parts.append("(" + " OR ".join(f'"{word}"' for word in words[:WORDS_MAX]) + ")")
        found = [int(row[0]) for row in database.rows(self._find, (" AND ".join(parts), limit))]
        if len(found) < limit and not all_words_known:
            # The slow question, for what the first words of the alphabet did not bring.
            parts = [f'"{term}"' for term in asked.whole] + [f'"{beginning}" *' for beginning in asked.beginnings]
            found = [int(row[0]) for row in database.rows(self._find, (" AND ".join(parts), limit))]
        return found

    def _know(self, writes: Writes, terms: Iterable[str]) -> None:
        for term in terms:
            if term < FIRST_UNSPACED:
                writes.add_once(self._add_word, term)


def _changes(database: TillDatabase) -> int:
    return int(database.rows("SELECT total_changes()")[0][0])


PRODUCT_NAMES = NameIndex("product")
MEMBER_NAMES = NameIndex("member")
