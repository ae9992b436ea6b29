"""Where the journal goes unless the cashier says otherwise: a stick that is in, else the user's documents."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QStorageInfo

#: Where systems put what is plugged in.
_STICKS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


def stick_path(name: str) -> str:
    """A path for a file of this name."""
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        is_drive = root[1:3] == ":/" and not volume.isRoot()
        if volume.isValid() and volume.isReady() and not volume.isReadOnly() and (root.startswith(_STICKS) or is_drive):
            return str(Path(root) / name)
    return str(Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)) / name)
