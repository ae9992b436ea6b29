"""Finding names while someone types: SQLite's full-text index over the terms of `offline_cache.search_text`.

The index keeps only which row has which term (`detail=none`). FTS5 answers a question for a word's beginning by merging
the lists of all words that begin so, before it gives the first row; so the words are kept in a table beside it, and the
question is put as `this word or that word`, which gives its first rows at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from offline_cache.database import TillDatabase
from offline_cache.search_text import AFTER_ALL, index_terms, is_unspaced, wanted

#: How many words one beginning stands for in the quick question.
WORDS_MAX = 64


class NameIndex:
    """One pair of tables, `<kind>_search` and `<kind>_words`. Rows have the id of what they name."""

    def __init__(self, kind: str) -> None:
        self._find = f"SELECT rowid FROM {kind}_search WHERE {kind}_search MATCH ? LIMIT ?"
        self._add = f"INSERT INTO {kind}_search (rowid, text) VALUES (?, ?)"
        self._change = f"UPDATE {kind}_search SET text = ? WHERE rowid = ?"
        self._drop = f"DELETE FROM {kind}_search WHERE rowid = ?"
        self._add_word = f"INSERT OR IGNORE INTO {kind}_words (word) VALUES (?)"
        self._words = f"SELECT word FROM {kind}_words WHERE word >= ? AND word < ? ORDER BY word LIMIT ?"

    def add(self, database: TillDatabase, rows: Sequence[tuple[int, str]]) -> None:
        """Index new (id, text) rows, in the caller's transaction."""
        terms = [(row_id, index_terms(text)) for row_id, text in rows]
        database.run_many(self._add, [(row_id, " ".join(found)) for row_id, found in terms])
        self._know(database, {term for _, found in terms for term in found})

    def change(self, database: TillDatabase, row_id: int, text: str) -> None:
        terms = index_terms(text)
        database.run(self._change, (" ".join(terms), row_id))
        self._know(database, set(terms))

    def drop(self, database: TillDatabase, row_id: int) -> None:
        """Forget a row. Its words stay: a word that no row has any more finds nothing."""
        database.run(self._drop, (row_id,))

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

    def _know(self, database: TillDatabase, terms: set[str]) -> None:
        database.run_many(self._add_word, [(term,) for term in sorted(terms) if not is_unspaced(term)])


PRODUCT_NAMES = NameIndex("product")
MEMBER_NAMES = NameIndex("member")
