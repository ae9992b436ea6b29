"""Commands about a document of the group's that has versions: check a file, publish it, show what is in force."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from typing import Any

from central_ledger.application.check_offers import Unreadable, read_json
from central_ledger.application.ledger import Ledger
from central_ledger.data_directory import DataDirectory


def with_document(options: Namespace, act: Callable[[Ledger, Any], int]) -> int:
    """`act` on the ledger with what the file says for `check` and `publish`, with None for everything else. 2: the
    file cannot be read.
    """
    document: Any = None
    if options.action in ("check", "publish"):
        if options.file is None:
            raise ValueError("name the file")
        try:
            document = read_json(options.file.read_bytes())
        except Unreadable as error:
            sys.stderr.write(f"cannot: {options.file} cannot be read: {error}\n")
            return 2
    with closing(DataDirectory.of(options).open()) as ledger:
        return act(ledger, document)
