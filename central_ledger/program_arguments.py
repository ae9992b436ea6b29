"""The command line of the commands about programs, in a module of its own: there are many."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from central_ledger import program_commands

Add = Callable[..., argparse.ArgumentParser]


def add_programs(add: Add, command: Add) -> None:
    """`command` makes one command of `add`, with what all commands have."""
    tiers = command(
        add,
        "tiers",
        "Settle tiers whose period is over, publish other rules, show a member's history, or give a tier.",
        program_commands.tiers,
    )
    tiers.add_argument("action", choices=("settle", "publish", "history", "give"))
    tiers.add_argument("name", nargs="?", metavar="FILE | ONE_ID", help="publish: a JSON file; else the member")
    tiers.add_argument("--program", help="give: of which program")
    tiers.add_argument("--tier", help="give: which")
    tiers.add_argument("--until", metavar="DAY", help="give: to the beginning of this day (UTC); left out: for good")
