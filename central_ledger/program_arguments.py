"""The command line of the commands about programs, in a module of its own: there are many."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from central_ledger import program_commands

Add = Callable[..., argparse.ArgumentParser]


def add_programs(command: Add) -> None:
    """`command` makes one command, with what all commands have."""
    tiers = command(
        "tiers",
        "Settle tiers whose period is over, publish other rules, show a member's history, or give a tier.",
        program_commands.tiers,
    )
    tiers.add_argument("action", choices=("settle", "publish", "history", "give"))
    tiers.add_argument("name", nargs="?", metavar="FILE | ONE_ID", help="publish: a JSON file; else the member")
    tiers.add_argument("--program", help="give: of which program")
    tiers.add_argument("--tier", help="give: which")
    tiers.add_argument("--until", metavar="DAY", help="give: to the beginning of this day (UTC); left out: for good")
    programs = command(
        "programs",
        "Put the rules of the programs into force (owners, worth, exchange, expiry, rewards), or show them.",
        program_commands.programs,
    )
    programs.add_argument("action", choices=("publish", "show"))
    programs.add_argument("name", nargs="?", metavar="FILE", help="publish: a JSON file")
    settle = command(
        "settle-programs",
        "Close a month between the owners of programs, once, and print its statements.",
        program_commands.settle_programs,
    )
    settle.add_argument("--month", required=True, metavar="YYYY-MM")
    settle.add_argument("--csv", action="store_true", help="as CSV (default: JSON)")
    expire = command(
        "expire",
        "Let points end whose last day is over; a serving ledger does it by itself.",
        program_commands.expire,
    )
    expire.add_argument("--day", metavar="YYYY-MM-DD", help="to the end of this day (default: yesterday)")
    draw = command(
        "draw",
        "Commit to a draw, take an entry, reveal its seed at the end, or verify a revealed one from its file alone.",
        program_commands.draw,
    )
    draw.add_argument("action", choices=("commit", "enter", "reveal", "verify"))
    draw.add_argument("name", metavar="FILE | DRAW", help="commit: the table (JSON); verify: what reveal printed")
    draw.add_argument("--member", metavar="ONE_ID", help="enter: who takes part")
    draw.add_argument(
        "--code", metavar="CODE", help="verify: the check code of a printed slip, which must be of an entry"
    )
    draw.add_argument("--entry", metavar="ENTRY_ID", help="enter: the entry's id; the same again is the same entry")
