"""`pos-client move-out` and `move-in`: a till goes from one computer to another in a file."""

from __future__ import annotations

from pathlib import Path

from pos_client.bootstrap.arrival import arrive_here
from pos_client.bootstrap.closed_till import write_move_file
from pos_client.bootstrap.desk import open_till_store
from pos_client.commands.arguments import command_parser
from pos_client.commands.output import DONE, reported, say


def run_move_out(argv: list[str]) -> int:
    """Write the file again of a till that was closed to move in its window, with a new code."""
    parser = command_parser(
        "move-out",
        "Write the file in which this till moves, and print the code that opens it: once more, for a file that was\n"
        "lost. The move itself begins in the till's window (Ctrl+N, F7), where a manager allows it.",
    )
    parser.add_argument("file", type=Path, help="where it goes, such as a folder of a USB stick and a name")
    arguments = parser.parse_args(argv)

    def work() -> int:
        base = open_till_store(arguments.data, program="pos-client move-out")
        try:
            say({"file": str(arguments.file), "code": write_move_file(base, arguments.file)})
        finally:
            base.close()
        return DONE

    return reported(work)


def run_move_in(argv: list[str]) -> int:
    """Let the till of such a file go on in this data folder."""
    parser = command_parser(
        "move-in",
        "Let the till of a file that another computer wrote go on here: its name, journal, settings and keys.\n"
        "Prints a code: typed at the old computer it wipes what is still there.",
    )
    parser.add_argument("file", type=Path, help="the file")
    parser.add_argument("code", help="the code that the old computer showed")
    arguments = parser.parse_args(argv)

    def work() -> int:
        say({"arrived": str(arguments.file), "code": arrive_here(arguments.data, arguments.file, arguments.code)})
        return DONE

    return reported(work)
