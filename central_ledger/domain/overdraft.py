"""Points that were spent without being there: how much of them is a loss, whatever order the sales arrive in.

What a member would hold by the sales alone may be below 0, because tills sell without a connection. The difference up
to 0 is created as a loss of its bearer and undone when a sale that arrives later covers it: so after the same sales
the loss is the same in every order. A decision about the case makes the loss final.
"""

from __future__ import annotations

import msgspec

from retail.money import round_half_up


class Overdraft(msgspec.Struct, frozen=True, gc=False):
    """`points` may be spent, never below 0; `overdrawn` were created, are undecided, and paid `overdrawn_minor`."""

    points: int
    overdrawn: int
    overdrawn_minor: int


def after_sale(before: Overdraft, change: int, spent: int, spent_minor: int) -> Overdraft:
    """The state after a sale that changed the points by `change`, and in which `spent` points paid `spent_minor`."""
    by_sales = before.points - before.overdrawn + change
    overdrawn = max(0, -by_sales)
    if overdrawn <= before.overdrawn:
        # The older loss shrinks in proportion; what it paid stays an integer and reaches 0 together with it.
        minor = before.overdrawn_minor * overdrawn // before.overdrawn if before.overdrawn else 0
    else:
        added = overdrawn - before.overdrawn
        minor = before.overdrawn_minor + (round_half_up(spent_minor * added, spent) if spent else 0)
    return Overdraft(by_sales + overdrawn, overdrawn, minor)
