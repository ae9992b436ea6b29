"""Which styles are bought by the same members, and which in the same sales: counted, and set against chance.

The one module of the ledger that needs scipy; it is imported by who learns, and by nobody who serves or sells.

Two styles are near when more of their buyers bought both than their sizes let expect: the cosine of their buyers. A
buyer of many things counts less for each pair (a pair of somebody who bought two things says more than one of two
hundred), what sells well is a little nearer, and where few bought both the score is drawn towards 0. Source:
docs/suggestions.md, with the comparison that chose it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from central_ledger.application.purchase_matrix import POPULAR_DAYS, Purchases, StyleBook
from retail.suggestion_rows import ALSO_MAX, BEST_MAX, SCORE_MAX, TOGETHER_MAX

#: A pair that fewer members (or sales) stand behind is not told: it might be one person's, and it is chance.
MEMBERS_MIN, SALES_MIN = 3, 3
#: With so many common buyers a pair's score is half of what it would be with any number.
SHRINKAGE = 6.0
#: 1 sets a pair wholly against how much the other is bought by everybody; less lets what sells best stay in front.
POPULARITY_POWER = 0.6
#: A basket or a member with more styles than this is a dealer, not a taste: the first of them count.
STYLES_OF_MEMBER_MAX = 200
#: Rows of the product that are in memory at one time.
BLOCK = 2_000

#: By style number: (other style's number, score), the nearest first.
Neighbours = list[list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Learned:
    """`also` by members, `together` by sales; `best` by category ("" : all) with the number of lately buying members
    set against the most, as a score.
    """

    also: Neighbours
    together: Neighbours
    best: dict[str, list[tuple[int, int]]]


def learn(found: Purchases, book: StyleBook, today: int) -> Learned:
    """`today` is an ordinal day."""
    styles = np.frombuffer(found.style, dtype=np.int32) if len(found) else np.zeros(0, np.int32)
    members = np.frombuffer(found.member, dtype=np.int32) if len(found) else styles
    sales = np.frombuffer(found.sale, dtype=np.int32) if len(found) else styles
    days = np.frombuffer(found.day, dtype=np.int32) if len(found) else styles
    count = len(book.styles)
    owners = _owners(book)
    also = neighbours(_once(members, styles, found.members, count), ALSO_MAX, MEMBERS_MIN, owners)
    together = neighbours(_once(sales, styles, found.sales, count), TOGETHER_MAX, SALES_MIN, owners)
    lately = days > today - POPULAR_DAYS
    buyers = np.asarray(_once(members[lately], styles[lately], found.members, count).sum(axis=0)).ravel()
    return Learned(also, together, _best(buyers, book))


def _owners(book: StyleBook) -> Any:
    """0 for the group's styles, another number for each store with goods of its own."""
    numbers = {store: place for place, store in enumerate(sorted({style.store for style in book.styles} | {""}))}
    return np.array([numbers[style.store] for style in book.styles], dtype=np.int32)


def _once(rows: Any, columns: Any, row_count: int, column_count: int) -> Any:
    """A matrix of ones: who (or which sale) has which style, however often."""
    ones = np.ones(len(rows), dtype=np.float32)
    matrix = sparse.coo_matrix((ones, (rows, columns)), shape=(max(1, row_count), column_count)).tocsr()
    matrix.data[:] = 1.0
    lengths = np.diff(matrix.indptr)
    if len(lengths) and lengths.max() > STYLES_OF_MEMBER_MAX:
        keep = np.arange(matrix.nnz) - np.repeat(matrix.indptr[:-1], lengths) < STYLES_OF_MEMBER_MAX
        matrix.data[~keep] = 0.0
        matrix.eliminate_zeros()
    return matrix


def neighbours(matrix: Any, most: int, least: int, owners: Any) -> Neighbours:
    """The nearest columns of each column of a matrix of ones. Of the same score the lower number comes first. A style
    of a store's own is near to the group's and to that store's alone, and no group's style names it: all stores have
    its row.
    """
    lengths = np.diff(matrix.indptr)
    weights = sparse.diags_array(1.0 / np.sqrt(np.maximum(lengths, 1))).tocsr().astype(np.float32)
    # Two matrices of the same places: who has both, and how much each of these says.
    weighted = (weights @ matrix).tocsc()
    plain = matrix.tocsc()
    norms = np.sqrt(np.asarray(weighted.power(2).sum(axis=0)).ravel())
    found: Neighbours = [[] for _ in range(plain.shape[1])]
    for start in range(0, plain.shape[1], BLOCK):
        stop = min(start + BLOCK, plain.shape[1])
        both = (plain[:, start:stop].T @ plain).tocsr()
        near = (weighted[:, start:stop].T @ weighted).tocsr()
        _take_nearest(found, _strong(both, near, norms, owners, start=start, least=least), most)
    return found


def _strong(both: Any, near: Any, norms: Any, owners: Any, *, start: int, least: int) -> tuple[Any, Any, Any]:
    """Of a block that begins at a style: who, whose neighbour, and the score, where enough stand behind it."""
    # Both have the same places: sorted, they stand side by side.
    both.sort_indices()
    near.sort_indices()
    kept = both.data >= least
    rows = np.repeat(np.arange(both.shape[0]), np.diff(both.indptr))[kept] + start
    others, counts, weights = both.indices[kept], both.data[kept], near.data[kept]
    allowed = (others != rows) & ((owners[others] == 0) | (owners[others] == owners[rows]))
    rows, others, counts, weights = rows[allowed], others[allowed], counts[allowed], weights[allowed]
    chance = norms[rows] * norms[others] ** POPULARITY_POWER * norms.max() ** (1 - POPULARITY_POWER)
    scores = weights / chance * counts / (counts + SHRINKAGE)
    return rows, others, scores


def _take_nearest(found: Neighbours, strong: tuple[Any, Any, Any], most: int) -> None:
    rows, others, raw = strong
    if not len(rows):
        return
    scores = np.clip(np.rint(raw * SCORE_MAX), 1, SCORE_MAX).astype(np.int64)
    order = np.lexsort((others, -scores, rows))
    rows, others, scores = rows[order], others[order], scores[order]
    # The place of each within its row: the first so many stay.
    first = np.searchsorted(rows, rows, side="left")
    kept = np.arange(len(rows)) - first < most
    for row, other, score in zip(rows[kept].tolist(), others[kept].tolist(), scores[kept].tolist(), strict=True):
        found[row].append((other, score))


def _best(buyers: Any, book: StyleBook) -> dict[str, list[tuple[int, int]]]:
    """By category, the styles with most buyers; the group's alone, because every store has these rows."""
    by_category: dict[str, list[int]] = {}
    for number in np.flatnonzero(buyers >= MEMBERS_MIN):
        style = book.styles[int(number)]
        if not style.store:
            for category in dict.fromkeys(("", *style.categories)):
                by_category.setdefault(category, []).append(int(number))
    best = {}
    for category, numbers in by_category.items():
        first = sorted(numbers, key=lambda number: (-buyers[number], number))[:BEST_MAX]
        top = buyers[first[0]]
        best[category] = [(number, max(1, int(buyers[number] * SCORE_MAX // top))) for number in first]
    return best
