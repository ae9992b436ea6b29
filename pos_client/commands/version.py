"""`pos-client version`, or `--version`: which build this is."""

from __future__ import annotations

import sys

from pos_client.commands.output import DONE
from retail.build_info import this_build


def run_version(argv: list[str]) -> int:
    """Prints one line: the version, and of a packed build its commit and day."""
    del argv
    sys.stdout.write(f"pos-client {this_build()}\n")
    return DONE
