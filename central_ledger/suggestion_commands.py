"""The commands about suggestions: learn them, and count what came of them."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from importlib.util import find_spec

from central_ledger.application.suggestions import begin, last_learned
from central_ledger.data_directory import DataDirectory
from central_ledger.store.suggested_goods import SuggestedGoods

#: Whoever serves on this machine goes first.
BEHIND_OTHERS = 15
LEARNS_WITH = "scipy"
MISSING = f"learning needs {LEARNS_WITH}: install onetill[suggestions] where the ledger runs"

Add = Callable[..., ArgumentParser]


def add_commands(add: Add) -> None:
    """`add(name, help, run)` gives a command that knows where the ledger is."""
    learn = add(
        "learn-suggestions",
        "Learn from all that members bought what goes with what, and send it to the stores.",
        learn_suggestions,
    )
    learn.add_argument("--if-due", action="store_true", help="only when nobody has done so for a day")
    results = add(
        "suggestion-results",
        "Count by who served what was suggested in sales of a store, and what of it was bought: a JSON object a line.",
        suggestion_results,
    )
    results.add_argument("--store", required=True)
    results.add_argument("--from", dest="first", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")
    results.add_argument("--to", dest="last", required=True, type=date.fromisoformat, metavar="YYYY-MM-DD")


def learn_suggestions(options: Namespace) -> int:
    """Prints what was learned from how much; with `--if-due` and nothing to do, when that was."""
    if not can_learn():
        raise ValueError(MISSING)
    if options.if_due and hasattr(os, "nice"):
        os.nice(BEHIND_OTHERS)
    # scipy takes half a second to import, and no other command needs it.
    from central_ledger.application import learn_suggestions as learner  # noqa: PLC0415

    ledger = DataDirectory.of(options).open()
    try:
        if not begin(ledger, if_due=options.if_due):
            _print({"learned": False, "last": last_learned(ledger)})
            return 0
        _print({"learned": True} | asdict(learner.learn_suggestions(ledger)))
    finally:
        ledger.close()
    return 0


def suggestion_results(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        if ledger.reference.store(options.store) is None:
            raise ValueError(f"there is no store {options.store}")
        days = (options.first.isoformat(), options.last.isoformat())
        for count in SuggestedGoods(ledger.database).counts(options.store, *days):
            _print(asdict(count))
    finally:
        ledger.close()
    return 0


def can_learn() -> bool:
    """Whether the library that counts is installed: it is an extra, and no till has it."""
    return find_spec(LEARNS_WITH) is not None


def _print(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
