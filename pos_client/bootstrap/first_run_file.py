"""Where a first start stands, in the data folder: so that it goes on there when the program was closed."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from pos_client.bootstrap.places import FIRST_RUN
from pos_client.ui.screens.first_run.view import STEPS, Result, Step

log = logging.getLogger(__name__)


class FirstRunFile:
    """`pos_client.ui.screens.first_run.presenter.Progress`. A file that cannot be read begins anew, one that cannot be
    written costs its memory alone.
    """

    def __init__(self, folder: Path, *, is_enrolled: bool) -> None:
        self._path = folder / FIRST_RUN
        self.step: Step = "language"
        self.results: Mapping[Step, Result] = {}
        self.arrival_code = ""
        self._read()
        if is_enrolled:
            # Also when it was closed between the ledger's answer and the next step.
            self.results = {**self.results, "ledger": "good"}
            self.step = "scanner" if self.step in ("language", "ledger") else self.step
        elif self.step not in ("language", "ledger"):
            self.step, self.results = "ledger", {}

    def keep(self, step: Step, results: Mapping[Step, Result]) -> None:
        self.step, self.results = step, dict(results)
        document = {"step": step, "results": dict(results), "arrival_code": self.arrival_code}
        temporary = self._path.with_suffix(".tmp")
        try:
            with temporary.open("w", encoding="utf-8") as file:
                json.dump(document, file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
        except OSError as error:
            log.warning("the first start is not remembered: %s", error)

    def finish(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the first start will be shown again: %s", error)

    def _read(self) -> None:
        try:
            found = json.loads(self._path.read_text("utf-8"))
            if found["step"] in STEPS:
                self.step = cast(Step, found["step"])
                self.results = {
                    cast(Step, step): cast(Result, result)
                    for step, result in found["results"].items()
                    if step in STEPS and result in ("good", "skipped")
                }
                self.arrival_code = str(found["arrival_code"])
        except FileNotFoundError:
            return
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("the first start begins anew: %s", error)
