"""Every breach of the contract in an offer, not only the first: docs/spec/benefits.md, section 3 and 5, and the fields
beside it that tills and ledger read (retail.offer_extras).

Reading stops at the first breach. To find the next one, the broken place is mended in a copy by a value that would do
there, and the copy is read again. So the rules stand in one place, `retail.offer_reading` and `retail.offer_extras`.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from retail.contract import as_object
from retail.offer_extras import read_extras
from retail.offers import ContractError, read_offer

#: More breaches than a person would read about one offer.
BREACHES_MAX = 50

_STEP = re.compile(r"\.([^.\[\]]+)|\[([0-9]+)\]")

#: What may stand somewhere in an offer, tried in this order: a stage for every effect, a number for every field, …
_STAND_INS: tuple[Any, ...] = (
    "price",
    "promotion",
    "allowed",
    "scope",
    10_000,
    1,
    "1",
    "00:00",
    "24:00",
    "2026-01-01T00:00:00Z",
    False,
    [],
    {},
    ["00:00", "24:00"],
    [["00:00", "24:00"]],
    [[1, 1]],
    [1, 1],
    ["x"],
    {"skus": ["x"], "quantity": 1},
    [{"skus": ["x"], "quantity": 1}],
    {"party": "x", "bps": 10_000},
    {"kind": "amount_off", "amount": 1},
)


@dataclass(frozen=True, slots=True)
class Breach:
    """`path` is where (`$.effect.bps`), `expected` is what belongs there."""

    path: str
    expected: str


class ContractBroken(Exception):
    """A document that breaks the contract; nothing was published."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        super().__init__("; ".join(f"{breach.path}: expected {breach.expected}" for breach in breaches))
        self.breaches = tuple(breaches)


def breaches(document: object, path: str = "$") -> list[Breach]:
    """All breaches, in the order in which reading meets them; empty for an offer that keeps the contract."""
    found: list[Breach] = []
    mended = copy.deepcopy(document)
    while len(found) < BREACHES_MAX:
        error = _first(mended, path)
        if error is None:
            break
        # What is said of a whole is a consequence when a number in it was broken: shares that no longer sum up.
        if not any(_is_inside(known.path, error.path) and not known.path.endswith(".party") for known in found):
            found.append(Breach(error.path, error.expected + _meant(error)))
        mended = _mend(mended, error.path, path)
        if mended is None:
            break
    return found


def _meant(error: ContractError) -> str:
    """Of a field that is not known: which one was probably meant."""
    _, is_unknown, known = error.expected.partition("known are ")
    meant = get_close_matches(error.path.rpartition(".")[2], known.split(", "), 1, 0.7) if is_unknown else []
    return f" (did you mean {meant[0]}?)" if meant else ""


def _first(document: object, path: str) -> ContractError | None:
    try:
        read_offer(document, path)
        read_extras(as_object(document, path), path)
    except ContractError as error:
        return error
    return None


def _mend(document: Any, broken: str, root: str) -> Any:
    """A copy in which nothing at this place is wrong any more; None when there is nothing to mend."""
    steps = _steps(broken.removeprefix(root))
    if not steps:
        return None
    for mend in _mends(document, steps):
        error = _first(mend, root)
        if error is None or not (error.path == broken or _is_inside(error.path, broken)):
            return mend
    return None


def _mends(document: Any, steps: list[str | int]) -> Iterator[Any]:
    for stand_in in (_AWAY, *_next_step(document, steps), *_STAND_INS):
        mend = copy.deepcopy(document)
        place = mend
        try:
            for step in steps[:-1]:
                place = place[step]
            if stand_in is not _AWAY:
                place[steps[-1]] = copy.deepcopy(stand_in)
            elif isinstance(place, dict):
                place.pop(steps[-1], None)
            else:
                continue  # leaving out an entry would move the ones behind it
        except (LookupError, TypeError):
            return
        yield mend


def _next_step(document: Any, steps: list[str | int]) -> tuple[int, ...]:
    """For the minimum of a step: one above the step before, so that the steps behind it are judged as they are."""
    if len(steps) < 3 or steps[-3] != "steps" or steps[-1] != 0 or not isinstance(steps[-2], int):
        return ()
    place = document
    try:
        for step in steps[:-2]:
            place = place[step]
        before = place[steps[-2] - 1][0] if steps[-2] else -1
        return (before + 1,)
    except (LookupError, TypeError):
        return ()


def _steps(path: str) -> list[str | int]:
    return [int(index) if index else name for name, index in _STEP.findall(path)]


def _is_inside(path: str, whole: str) -> bool:
    return path.startswith((whole + ".", whole + "["))


_AWAY = object()
