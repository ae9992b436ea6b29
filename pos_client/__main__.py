"""`pos-client`: the app, or one command on a data folder. Commands print JSON and import no window."""

from __future__ import annotations

import gc
import importlib
import logging
import sys
from collections.abc import Sequence

from pos_client.commands.output import BUG

#: What is typed -> module, function, one line of help. Imported only when asked for: a command starts in a moment.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "app": ("pos_client.bootstrap.app", "run_app", "the till's window (also without any command)"),
    "enrol": ("pos_client.commands.sync", "run_enrol", "make this data folder a till of a ledger"),
    "sell": ("pos_client.commands.sell", "run_sell", "complete one sale without a window"),
    "sync": ("pos_client.commands.sync", "run_sync", "push the journal and pull the group's data, once"),
    "export-journal": ("pos_client.commands.journal", "run_export_journal", "what the ledger lacks, to a USB stick"),
    "rotate-key": ("pos_client.commands.sync", "run_rotate_key", "renew the till's own key at the ledger"),
    "scan": ("pos_client.commands.scan", "run_scan", "read every code in images or videos"),
    "doctor": ("pos_client.commands.doctor", "run_doctor", "find and explain what is wrong with this till"),
    "support-bundle": (
        "pos_client.commands.support",
        "run_support_bundle",
        "one file for who helps, nobody's data in it",
    ),
    "backup": ("pos_client.commands.doctor", "run_backup", "copy the database while the till runs"),
    "restore": ("pos_client.commands.doctor", "run_restore", "put such a copy in the database's place"),
    "rekey": ("pos_client.commands.doctor", "run_rekey", "another key for the database; older copies open no more"),
    "move-out": ("pos_client.commands.moving", "run_move_out", "write the file of a till that moves, once more"),
    "move-in": ("pos_client.commands.moving", "run_move_in", "let a till from another computer go on here"),
    "update": ("pos_client.commands.updates", "run_update", "look for an update, fetch and check it"),
    "autostart": ("pos_client.commands.autostart", "run_autostart", "start the till when this user signs in, or not"),
    "version": ("pos_client.commands.version", "run_version", "which build this is (also --version)"),
    "price": ("pos_client.commands.pricing", "run_price", "price cases of docs/spec/benefits.md"),
    "price-return": ("pos_client.commands.pricing", "run_price_return", "price cases with returns"),
}


def usage() -> str:
    width = max(map(len, COMMANDS))
    rows = "\n".join(f"  {name:<{width}}  {line}" for name, (_, _, line) in COMMANDS.items())
    return f"usage: pos-client [COMMAND] [ARGUMENTS]\n\n{rows}\n\npos-client COMMAND --help says more.\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Returns the exit code (pos_client.commands.output names them)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] in (["--help"], ["-h"], ["help"]):
        sys.stdout.write(usage())
        return 0
    if arguments[:1] == ["--version"]:
        arguments[0] = "version"
    if not arguments or arguments[0].startswith("-"):
        arguments.insert(0, "app")
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        sys.stderr.write(f"pos-client: there is no command {name!r}\n\n{usage()}")
        return 2
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    if name == "app":
        # Until the first picture nothing of what is made is thrown away: to look for it costs a tenth of the start.
        # pos_client.bootstrap.app turns the collector on again.
        gc.disable()
    module, function, _ = COMMANDS[name]
    try:
        return int(getattr(importlib.import_module(module), function)(rest))
    except BrokenPipeError:
        return 0
    except Exception:
        logging.getLogger(__name__).exception("a mistake of ours")
        return BUG


if __name__ == "__main__":
    sys.exit(main())
