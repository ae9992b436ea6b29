"""`pos-client export-journal`: what the ledger does not have, in a file for a stick."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.journal_export import export_journal
from pos_client.commands.arguments import command_parser
from pos_client.commands.output import DONE, reported, say


def run_export_journal(argv: list[str]) -> int:
    """Write the file; the journal stays as it is, so it can be written any number of times."""
    parser = command_parser(
        "export-journal",
        "Write what the ledger does not have yet to a file that only the ledger can read, signed by this till.\n"
        "May run while the till sells. At the ledger: central-ledger import-journal FILE.",
    )
    parser.add_argument("file", type=Path, help="where it goes, such as a folder of a USB stick and a name")
    parser.add_argument("--all", action="store_true", help="the whole journal, also what the ledger acknowledged")
    arguments = parser.parse_args(argv)

    def work() -> int:
        base = open_till_store(arguments.data, program="pos-client export-journal", writer=False)
        try:
            say(asdict(export_journal(base, arguments.file, everything=arguments.all)))
        finally:
            base.close()
        return DONE

    return reported(work)
