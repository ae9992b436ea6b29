"""A till arrives from another computer, by the file in which it moved."""

from __future__ import annotations

from pathlib import Path

from offline_cache.keys import SecretStore
from offline_cache.moving import arrive
from pos_client.errors import Refused
from pos_client.system import SystemClock
from retail.moving import arrival_code, normalized


def arrive_here(data_folder: Path, path: Path, code: str) -> str:
    """Let the till go on in this data folder, which nobody has open; the code to be typed at the old computer.

    Raises Refused `move_file_missing`, and StoreFailed: then this computer is as it was.
    """
    if not path.is_file():
        raise Refused("move_file_missing", path=str(path))
    move_id = arrive(
        data_folder, SecretStore(data_folder), path, normalized(code), SystemClock(), program="pos-client move-in"
    )
    return arrival_code(move_id)
