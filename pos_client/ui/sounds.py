"""A short sound for a scan that was read and a lower one for a scan that was refused: eyes may stay on the goods."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, QProcess, QUrl, Slot
from PySide6.QtWidgets import QApplication

import assets

Sound = Literal["read", "refused"]
_FOLDER = Path(assets.__file__).parent / "sounds"
_PROGRAMS = ("pw-play", "paplay", "aplay", "afplay")


def sound_file(sound: Sound) -> Path:
    return _FOLDER / f"{sound}.wav"


class Sounds(QObject):
    """Plays by whatever this machine can: Qt's own player where it is installed, the system's, or a beep."""

    def __init__(self, wanted: Callable[[], bool], parent: QObject | None = None) -> None:
        """`wanted`: the setting, asked each time."""
        super().__init__(parent)
        self._wanted = wanted
        self.play: Callable[[Sound], object] = play

    @Slot(object)
    def on_flash(self, tone: str) -> None:
        """Connect `ScanBar.flashed` here."""
        if tone in ("good", "bad") and self._wanted():
            self.play("read" if tone == "good" else "refused")


def play(sound: Sound) -> None:
    """Begin to play; returns at once."""
    effect = _effect(sound)
    if effect is not None:
        effect.play()
    elif sys.platform == "win32":
        winsound = importlib.import_module("winsound")
        flags = winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT
        winsound.PlaySound(str(sound_file(sound)), flags)
    elif (program := _program()) is None or not QProcess.startDetached(program, [str(sound_file(sound))]):
        QApplication.beep()


@cache
def _effect(sound: Sound) -> Any:
    """Qt's player; None where its part of Qt is not installed, as in the till's own package."""
    try:
        multimedia = importlib.import_module("PySide6.QtMultimedia")
    except ImportError:
        return None
    effect = multimedia.QSoundEffect(QApplication.instance())
    effect.setSource(QUrl.fromLocalFile(str(sound_file(sound))))
    return effect


@cache
def _program() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name)) is not None), None)
