"""What a planted bug is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Bug:
    """`seeds`: so many may pass, from `first` on, before one finds it. `emphasis`: where a bug needs a rare meeting of
    events, how often they happen.
    """

    plant: Callable[[], Any]
    emphasis: Mapping[str, float] = field(default_factory=dict)
    first: int = 1000
    seeds: int = 80
