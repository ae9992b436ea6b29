"""What the page of this machine works with; bootstrap hands it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pos_client.application.closing import TillCloser
from pos_client.application.machine_news import BackupNews, UpdateNews
from pos_client.application.room import RoomWatch
from retail.ports import Clock


@dataclass(frozen=True, slots=True)
class MachineUseCases:
    """`waiting` counts the entries that the ledger does not have. Slow, on a pool thread: `back_up` writes a copy of
    the till's data to a file and says how many bytes it has; `probe` tries whether the file of a move can be written
    there; they raise Unavailable or StoreFailed. Slow as well: `look_at_backups`, for what `own_backups` says at once.
    """

    store: str
    till: str
    folder: str
    clock: Clock
    room: RoomWatch
    closer: TillCloser
    waiting: Callable[[], int]
    back_up: Callable[[str], int]
    own_backups: Callable[[], BackupNews]
    look_at_backups: Callable[[], object]
    update: Callable[[], UpdateNews]
    look_for_update: Callable[[], object]
    probe: Callable[[str], object]
