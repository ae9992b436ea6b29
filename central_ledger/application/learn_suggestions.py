"""Learn what goes with what from all that members bought, and send it to the stores.

Reads beside whoever writes, computes in memory, writes in short transactions. Imported by whoever learns alone: it
brings scipy along.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import GROUP
from central_ledger.application.purchase_matrix import Style, StyleBook, read_purchases, style_book
from central_ledger.application.similar_styles import Learned, learn
from central_ledger.application.suggestions import LearnedFacts, Rows, never_used, note_learned, publish_learned
from retail.suggestion_rows import CATEGORY_KEY, CategoryRow, StyleRow, category_document, style_document


def learn_suggestions(ledger: Ledger) -> LearnedFacts:
    """One run, whole. Its rows may stand out of order for as long as they are written: each is right by itself."""
    today = ledger.clock().date()
    book = style_book(ledger.feeds, ledger.reference.stores(), never_used(ledger))
    found = read_purchases(ledger, book, today)
    by_scope = rows_of(learn(found, book, today.toordinal()), book)
    sent, withdrawn, kept = publish_learned(ledger, by_scope)
    styles = sum(len(rows) for rows in by_scope.values())
    facts = LearnedFacts(len(found), found.members, styles, sent, withdrawn, kept)
    note_learned(ledger, facts)
    return facts


def rows_of(learned: Learned, book: StyleBook) -> dict[str, Rows]:
    """By scope and key: styles that have neighbours or are named by others, and what sells best in each category."""
    named = {number for near in (*learned.also, *learned.together) for number, _ in near}
    named |= {number for best in learned.best.values() for number, _ in best}
    found: dict[str, dict[str, dict[str, Any]]] = {GROUP: {}}
    for number, style in enumerate(book.styles):
        also, together = learned.also[number], learned.together[number]
        if also or together or number in named:
            row = StyleRow(style.key, style.skus, _keys(also, book), _keys(together, book), bool(style.store))
            found.setdefault(_scope(style), {})[style.key] = style_document(row)
    for category, best in learned.best.items():
        row_of = CategoryRow(category, _keys(best, book))
        found[GROUP][f"{CATEGORY_KEY}{category}"] = category_document(row_of)
    return dict(found)


def _scope(style: Style) -> str:
    return style.store or GROUP


def _keys(near: Iterable[tuple[int, int]], book: StyleBook) -> tuple[tuple[str, int], ...]:
    return tuple((book.styles[number].key, score) for number, score in near)
