"""What all commands on a data folder take."""

from __future__ import annotations

import argparse
from pathlib import Path

from pos_client.bootstrap.places import default_data_folder


def command_parser(name: str, description: str) -> argparse.ArgumentParser:
    """A parser with `--data`."""
    parser = argparse.ArgumentParser(
        prog=f"pos-client {name}",
        description=description,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="exit codes: 0 done; 1 done, but not all is well; 2 wrong input or refused; 3 something is missing "
        "(disk, ledger, printer)",
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=default_data_folder(),
        metavar="FOLDER",
        help="the till's data (default: %(default)s)",
    )
    return parser
