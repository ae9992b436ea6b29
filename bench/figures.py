"""What a bench found, as data: said where it is found, and kept for the table at the end of `./run bench`.

    met = report("commit of a sale", 3.1, "ms", peer=Peer("raw SQL", 2.4), target=ratio_at_most(1.5), size="90 sales")

One call prints one line and answers whether the target was met. A figure without a target is told for information.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

Sign = Literal["≤", "≥", "="]


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure, or its ratio to its peer, has to keep to."""

    sign: Sign
    bound: float
    of_ratio: bool = False

    def is_met(self, value: float) -> bool:
        match self.sign:
            case "≤":
                return value <= self.bound
            case "≥":
                return value >= self.bound
            case "=":
                return value == self.bound


def at_most(bound: float) -> Target:
    return Target("≤", bound)


def at_least(bound: float) -> Target:
    return Target("≥", bound)


def exactly(bound: float) -> Target:
    """For counts: nothing lost, all there."""
    return Target("=", bound)


def ratio_at_most(bound: float) -> Target:
    return Target("≤", bound, of_ratio=True)


def ratio_at_least(bound: float) -> Target:
    return Target("≥", bound, of_ratio=True)


@dataclass(frozen=True, slots=True)
class Peer:
    """What a figure stands beside, in the figure's own unit: raw SQL, another library, the same with little data."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `size` is what it was measured on, in words that are the same in every run of that size;
    `note` is what else there is to say; `load` is the machine's when it was taken, None where no system tells."""

    name: str
    value: float
    unit: str = ""
    peer: Peer | None = None
    target: Target | None = None
    size: str = ""
    note: str = ""
    load: float | None = None

    @property
    def ratio(self) -> float | None:
        """To the peer; None without one, or beside nothing."""
        return self.value / self.peer.value if self.peer is not None and self.peer.value else None

    @property
    def is_met(self) -> bool | None:
        """None: there is no target."""
        if self.target is None:
            return None
        judged = self.ratio if self.target.of_ratio else self.value
        return judged is not None and self.target.is_met(judged)

    # --- in words, the same on the screen and on the page

    @property
    def shown(self) -> str:
        return in_words(self.value, self.unit)

    @property
    def peer_shown(self) -> str:
        return "" if self.peer is None else f"{self.peer.name}: {in_words(self.peer.value, self.unit)}"

    @property
    def ratio_shown(self) -> str:
        return "" if self.ratio is None else in_words(self.ratio, "×")

    @property
    def target_shown(self) -> str:
        if self.target is None:
            return ""
        return f"{self.target.sign} {_shortest(self.target.bound)}{_after('×' if self.target.of_ratio else self.unit)}"

    @property
    def met_shown(self) -> str:
        return {True: "yes", False: "NO", None: ""}[self.is_met]

    @property
    def load_shown(self) -> str:
        return "unknown" if self.load is None else f"{self.load:.1f}"


#: Of this run, since somebody last took them.
_found: list[Figure] = []


def report(
    name: str,
    value: float,
    unit: str = "",
    *,
    peer: Peer | None = None,
    target: Target | None = None,
    size: str = "",
    note: str = "",
) -> bool:
    """Say and keep a figure; whether its target was met (True without one)."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else None
    figure = Figure(name, value, unit, peer, target, size, note, load)
    _found.append(figure)
    print(line_of(figure), flush=True)
    return figure.is_met is not False


def taken() -> tuple[Figure, ...]:
    """What was reported since this was last asked."""
    figures = tuple(_found)
    _found.clear()
    return figures


def line_of(figure: Figure) -> str:
    """A figure as the bench prints it."""
    told = figure.shown
    if figure.peer is not None:
        told += f" ({figure.ratio_shown} {figure.peer_shown})" if figure.ratio_shown else f" ({figure.peer_shown})"
    told += f"; {figure.note}" if figure.note else ""
    size = f"   [{figure.size}]" if figure.size else ""
    if figure.target is None:
        return f"{figure.name:<52} {told}{size}"
    verdict = "ok" if figure.is_met else "NOT MET"
    return f"{figure.name:<52} {told:<48} target {figure.target_shown:<10} {verdict}{size}"


def in_words(value: float, unit: str) -> str:
    """A number with about three figures, and its unit: `1,234 sales/s`, `12.3 ms`, `84.5 %`. Counts are whole."""
    size = abs(value)
    if isinstance(value, int) or size >= 100:
        text = f"{value:,.0f}"
    elif size >= 0.1:
        text = f"{value:.1f}" if size >= 10 else f"{value:.2f}"
    else:
        text = f"{value:.2g}" if size >= 0.0001 else "0"
    return text + _after(unit)


def _shortest(value: float) -> str:
    """A bound as it was written: 50, 0.85, 16,384."""
    return f"{value:,.0f}" if value == int(value) else f"{value:.6g}"


def _after(unit: str) -> str:
    return f" {unit}" if unit else ""
