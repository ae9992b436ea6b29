"""The right form of typed settings. Each check takes what was typed, without spaces at its ends; empty is `none`.

They look at the form alone: whether the printer answers is what the test button tells.
"""

from __future__ import annotations

import importlib
import re
from pathlib import Path

from pos_client.marking import QT_TRANSLATE_NOOP


class WrongForm(ValueError):
    """`text` is a marked sentence (context `settings`) that says what the right form is."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


def printer(typed: str) -> None:
    """Raises WrongForm for an address that no transport takes."""
    # The transports are read when somebody sets a printer up: they are no part of a cold start.
    transports = importlib.import_module("pos_client.devices.transports")
    try:
        transports.transport_for(typed)
    except ValueError as error:
        raise WrongForm(
            QT_TRANSLATE_NOOP("settings", "A printer is tcp:HOST:PORT, usb:, serial:PORT or file:PATH.")
        ) from error


def camera(typed: str) -> None:
    """Raises WrongForm for an address that is none. Any other text may be the name of a device or of a file."""
    if "://" in typed and not re.fullmatch(r"(rtsps?|https?|rtmps?|udp|tcp)://[^\s/]+\S*", typed):
        raise WrongForm(QT_TRANSLATE_NOOP("settings", "An address looks like rtsp://192.168.1.60/stream."))


def folder(typed: str) -> None:
    """Raises WrongForm for a path that depends on where the program was started."""
    if typed and not Path(typed).is_absolute():
        raise WrongForm(QT_TRANSLATE_NOOP("settings", "A whole path begins with / or a drive: /mnt/backups."))
