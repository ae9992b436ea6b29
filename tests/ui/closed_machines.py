"""Machines whose till was closed, for pictures and for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pos_client.bootstrap.journal_export import Exported
from pos_client.errors import Refused
from pos_client.ui.ports import ExportedFile

MOVE_CODE = "7KQ2M-XW4RT-0ZP9H-3NBVC-8EGJY"
ARRIVAL_CODE = "K7QPW-3XN2M"


@dataclass
class FakeClosed:
    """`pos_client.ui.screens.closed.presenter.ClosedTill`. `left`: entries that the ledger does not have."""

    reason: Literal["moved", "reset"] = "reset"
    store_name: str = "静安寺旗舰店"
    till: str = "T02"
    left: int = 3
    failure: Exception | None = None
    typed: list[str] = field(default_factory=list)

    def waiting(self) -> int:
        return self.left

    def export_name(self) -> str:
        return "onetill-S01-T02.otj"

    def export_journal(self, path: str) -> ExportedFile:
        return Exported(path, self.left, 900, "2026-11-11T10:00:00+08:00")

    def finish_reset(self) -> int:
        if self.failure is not None:
            raise self.failure
        return self.left

    def write_move(self, path: str) -> str:
        if self.failure is not None:
            raise self.failure
        self.typed.append(path)
        return MOVE_CODE

    def wipe_moved(self, code: str) -> int:
        self.typed.append(code)
        if code != ARRIVAL_CODE:
            raise Refused("arrival_code_wrong")
        return 0
