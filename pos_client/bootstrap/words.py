"""Marked texts in a language, without a window: for commands that people at a till read."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QTranslator


class Translations:
    """The texts of one language; English is the source."""

    def __init__(self, language: str) -> None:
        path = files("assets") / "translations" / f"onetill_{language}.qm"
        # Handed over as bytes, and kept: see pos_client.ui.language.
        self._texts = path.read_bytes() if path.is_file() else b""
        self._translator = QTranslator()
        self._translator.load(self._texts)

    def __call__(self, context: str, source: str) -> str:
        return self._translator.translate(context, source) or source
