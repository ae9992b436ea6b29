"""docs/performance.md: every figure of the product beside its peer or limit, as `./run bench` last measured it.

The page is its own memory. What a run found replaces the rows of that bench at the same sizes; every other row stays,
with its own date, commit, machine and load. The same figures make the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace

from bench.figures import Figure

HEADS = ("bench", "what", "figure", "beside", "ratio", "target", "met", "size", "also", "measured")

TEXT = """\
# How fast it is

Written by `./run bench`, which measures everything but the long ones (`--list` names them; ask for those by name).
What a run finds replaces the rows of that bench at the same size; all others stay as they were measured. A row may be
taken out by hand; anything else that is changed here is lost at the next run. Runs at another size (a number,
`BENCH_…`) are kept with `--write`.

*beside* is the peer that was measured in the same run on the same machine, *ratio* the figure by its peer's. Ratios
hold on other machines, milliseconds are this one's. *measured* names day, commit (`+`: with changes that were not
committed) and machine, and how busy that was: the load of its last minute. A row of an older commit says what was so
then, and a high load makes times longer. The first column is what to ask for: `./run bench pricing`.
"""

_ROW = re.compile(r"(?<!\\)\|")
_MACHINE = re.compile(r"- \*\*([A-Z]+)\*\*: (.*)")
_MEASURED = re.compile(r"(\S+) `(\S+)` ([A-Z]+), load (\S+)")


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and on what a figure was taken."""

    day: str
    commit: str
    machine: str
    load: str


@dataclass(frozen=True, slots=True)
class Row:
    """One figure in words, the columns of the table in their order."""

    bench: str
    what: str
    figure: str
    beside: str
    ratio: str
    target: str
    met: str
    size: str
    also: str
    measured: Occasion


def row_of(bench: str, figure: Figure, day: str, commit: str, machine: str) -> Row:
    return Row(
        bench,
        *(figure.name, figure.shown, figure.peer_shown, figure.ratio_shown, figure.target_shown, figure.met_shown),
        *(figure.size, figure.note),
        Occasion(day, commit, machine, figure.load_shown),
    )


def merged(kept: Iterable[Row], found: Sequence[Row], benches: Sequence[str]) -> list[Row]:
    """In the order of `benches`; rows of a bench that is no more are dropped."""
    replaced = {(row.bench, row.size) for row in found}
    rows = [row for row in kept if (row.bench, row.size) not in replaced] + list(found)
    return [row for bench in benches for row in rows if row.bench == bench]


def page(rows: Sequence[Row]) -> str:
    """The whole file. What stands in cells is kept as it is, but for line ends."""
    machines = list(dict.fromkeys(row.measured.machine for row in rows))
    lines = [
        TEXT,
        "| " + " | ".join(HEADS) + " |",
        "| " + " | ".join("---" for _ in HEADS) + " |",
        *("| " + " | ".join(_cells(row, machines)) + " |" for row in rows),
        "",
        "## Machines",
        "",
        *(f"- **{_letter(number)}**: {' '.join(machine.split())}" for number, machine in enumerate(machines)),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def rows_on(text: str) -> list[Row]:
    """The rows of a page that `page` wrote. Raises ValueError for a row that it would not have written."""
    machines = dict(match.groups() for match in map(_MACHINE.fullmatch, text.splitlines()) if match)
    return [_read(line, machines) for line in text.splitlines() if line.startswith("|")][2:]


def table(rows: Sequence[Row]) -> str:
    """For a terminal: aligned, without when and where."""
    cells = [HEADS[:-1], *([*astuple(row)[:-1]] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADS) - 1)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    )


def _cells(row: Row, machines: Sequence[str]) -> Iterable[str]:
    at = row.measured
    yield from (" ".join(cell.split()).replace("|", "\\|") for cell in astuple(row)[:-1])
    yield f"{at.day} `{at.commit}` {_letter(machines.index(at.machine))}, load {at.load}"


def _read(line: str, machines: dict[str, str]) -> Row:
    cells = [cell.strip().replace("\\|", "|") for cell in _ROW.split(line)[1:-1]]
    if len(cells) != len(HEADS):
        raise ValueError(f"not a row of figures: {line}")
    row = Row(*cells[:-1], measured=Occasion("", "", "", ""))
    if cells[0] in (HEADS[0], "---"):
        return row
    match = _MEASURED.fullmatch(cells[-1])
    if match is None or match[3] not in machines:
        raise ValueError(f"no day, commit and machine of this page: {line}")
    return replace(row, measured=Occasion(match[1], match[2], machines[match[3]], match[4]))


def _letter(number: int) -> str:
    """A to Z, then AA, AB, …"""
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("A") + number % 26)
