"""What benches of the till's window have around them."""

from __future__ import annotations

import os
from pathlib import Path


def window_in(folder: Path) -> None:
    """Windows without a screen and without Qt's chatter, keys in files of this folder."""
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "*=false"}
    keys_in(folder)


def keys_in(folder: Path) -> None:
    """Keys in files of this folder."""
    os.environ |= {"ONETILL_SECRETS": str(folder / "secrets"), "ONETILL_KEY_STORE": "files"}


def say_load() -> None:
    """What else the machine does: a figure is worth what stands here."""
    if hasattr(os, "getloadavg"):
        print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
