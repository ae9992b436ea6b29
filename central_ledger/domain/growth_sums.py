"""What a member's growth value comes to, kept so that a purchase does not add up all purchases anew.

A sum stands for all changes up to the latest, but for the oldest, which stop counting first and are named one by one,
as is what came since. Where that is not enough (a change from before the latest, a return, other rules, too much that
is too old by now) it says nothing, and the postings are read. So it never decides anything that they would not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from central_ledger.domain.growth import GrowthMove, moment_of

#: So many of the oldest purchases are named: only when they have stopped counting are all postings read again.
NAMED = 12
_NEVER = datetime.min.replace(tzinfo=UTC)


class GrowthSum(msgspec.Struct, frozen=True, array_like=True):
    """Of one program, as of `last`, the time of the latest change, by a rule that looks `days` back: what purchases of
    the `named` times gave (the oldest first), and in `total` those since `oldest`. Without times there is nothing.
    """

    total: int
    days: int
    last: datetime | None = None
    oldest: datetime | None = None
    named: tuple[tuple[datetime, int], ...] = ()


class GrowthKept(msgspec.Struct, frozen=True):
    """Sums by program, and what purchases gave since: program and time (ISO 8601, as it was told) to the amount.
    Nobody changes one.
    """

    sums: Mapping[str, GrowthSum]
    since: Mapping[str, Mapping[str, int]] = {}


def sums_of(
    moves: Mapping[str, Sequence[GrowthMove]], days: Mapping[str, int], now: datetime
) -> dict[str, GrowthSum] | None:
    """The sums of these changes, which are all that there are; None: one is told of a time that is yet to come."""
    found = {}
    for program, length in days.items():
        window = timedelta(days=length)
        if any(move.at > now or move.earned_at > now for move in moves[program]):
            return None
        known = [move for move in moves[program] if move.earned_at > _NEVER]
        counting = [move for move in known if move.earned_at + window > move.at]
        last = max((move.at for move in counting), default=None)
        by_time: dict[datetime, int] = {}
        for move in counting:
            if last is not None and move.earned_at + window > last:
                by_time[move.earned_at] = by_time.get(move.earned_at, 0) + move.amount
        ordered = sorted(by_time.items())
        rest = ordered[NAMED:]
        total, oldest = sum(amount for _, amount in rest), rest[0][0] if rest else None
        found[program] = GrowthSum(total, length, last, oldest, tuple(ordered[:NAMED]))
    return found


def standing_moves(kept: GrowthKept, days: Mapping[str, int], now: datetime) -> dict[str, list[GrowthMove]] | None:
    """Few changes that come to the same as all of them from the latest on, by program, and those since. None: the
    postings have to be read.
    """
    found: dict[str, list[GrowthMove]] = {}
    for program, length in days.items():
        known, window = kept.sums.get(program), timedelta(days=length)
        if known is None or known.days != length:
            return None
        moves = found[program] = []
        if known.last is not None:
            if known.oldest is not None and known.oldest + window <= now:
                return None
            moves += _whole(known, max(now, known.last) - window)
        for text, amount in kept.since.get(program, {}).items():
            at = moment_of(text)
            is_late = known.last is not None and at < known.last
            if is_late or at > now or at == _NEVER:
                return None
            moves.append(GrowthMove(at, at, amount))
    return found


def _whole(known: GrowthSum, start: datetime) -> list[GrowthMove]:
    """The purchases that stop counting, one by one, and what counts of all others to the end, as one."""
    assert known.last is not None
    rest, moves = known.named, []
    while rest and rest[0][0] <= start:
        moves.append(GrowthMove(known.last, *rest[0]))
        rest = rest[1:]
    since = rest[0][0] if rest else known.oldest
    if since is not None:
        moves.append(GrowthMove(known.last, since, known.total + sum([amount for _, amount in rest])))
    return moves


def followed(kept: GrowthKept) -> dict[str, GrowthSum]:
    """The sums with what came since, where `standing_moves` said something."""
    return {program: _followed(known, kept.since.get(program, {})) for program, known in kept.sums.items()}


def _followed(known: GrowthSum, since: Mapping[str, int]) -> GrowthSum:
    if not since:
        return known
    more: dict[datetime, int] = {}
    for text, amount in since.items():
        more[moment_of(text)] = more.get(moment_of(text), 0) + amount
    last, named = max(more), known.named
    start = last - timedelta(days=known.days)
    while named and named[0][0] <= start:
        named = named[1:]
    if known.oldest is None and len(named) + len(more) <= NAMED:
        return GrowthSum(0, known.days, last, None, (*named, *sorted(more.items())))
    oldest = min(more) if known.oldest is None else min(known.oldest, *more)
    return GrowthSum(known.total + sum(more.values()), known.days, last, oldest, named)
