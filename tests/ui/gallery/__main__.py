"""The command line of the gallery."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from pos_client.ui.language import Language
from pos_client.ui.theme import apply_theme
from tests.ui.gallery.base import Gallery
from tests.ui.gallery.scenes import SCENES


def main(arguments: list[str]) -> None:
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(part) for part in (arguments[1] if len(arguments) > 1 else "1366x768").split("x"))
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    apply_theme(application)
    language = Language(arguments[2] if len(arguments) > 2 else "zh_CN")
    gallery = Gallery(folder, QSize(width, height), language)
    wanted = set(arguments[3:])
    for name, scene in SCENES.items():
        if not wanted or name in wanted:
            scene(gallery)


if __name__ == "__main__":
    main(sys.argv[1:])
