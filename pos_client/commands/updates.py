"""`pos-client update`: look whether the group offers an update, fetch and check it; installing is another program's."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.updates import Updates, told_address
from pos_client.commands.arguments import command_parser
from pos_client.commands.output import DONE, reported, say
from pos_client.settings import load
from pos_client.system import SystemClock
from retail.ports import StoreFailed


def run_update(argv: list[str]) -> int:
    """Prints what was found: `current`, `ready` with the path of the package, or `blocked`."""
    parser = command_parser(
        "update",
        "Look at the group's signed list of updates; fetch and check what is newer, and say where it lies.\n"
        "Without --address the till's settings count, then what its ledger told it. With --into it needs no till: for\n"
        "a job of the system's own.",
    )
    parser.add_argument("--address", default="", help="where the signed list is")
    parser.add_argument("--key", default="", help="base64 of the public key that signs it, for a build without one")
    parser.add_argument("--into", type=Path, metavar="FOLDER", help="where packages go, and what was seen last")
    arguments = parser.parse_args(argv)

    def work() -> int:
        settings = load(arguments.data)
        address = arguments.address or settings.update_address or _told(arguments.data)
        source = (address, arguments.key or settings.update_key)
        # The system's job goes back to the package of before when the new one does not start.
        into, is_job = arguments.into or arguments.data, arguments.into is not None
        say(asdict(Updates(into, lambda: source, SystemClock().now, keeps_older=is_job).look()))
        return DONE

    return reported(work)


def _told(folder: Path) -> str:
    """What the ledger told the till of this folder; empty where there is none."""
    try:
        base = open_till_store(folder, program="pos-client update", writer=False)
    except StoreFailed:
        return ""
    try:
        return told_address(base)
    finally:
        base.close()
