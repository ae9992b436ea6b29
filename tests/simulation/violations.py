"""What a simulation says when a promise was broken."""

from __future__ import annotations


class Violation(Exception):
    """`invariant` is the promise by name; `detail` is what was found."""

    def __init__(self, invariant: str, detail: str) -> None:
        super().__init__(f"{invariant}: {detail}")
        self.invariant = invariant
        self.detail = detail


def require(holds: object, invariant: str, detail: object) -> None:
    """Raises Violation unless it holds."""
    if not holds:
        raise Violation(invariant, str(detail))
