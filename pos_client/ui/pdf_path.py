"""Where a receipt's PDF goes unless the cashier says otherwise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def pdf_path(receipt_number: str) -> str:
    """A path in the user's documents, named after the receipt."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    safe = "".join(character if character.isalnum() or character in "-_" else "-" for character in receipt_number)
    return str(Path(folder) / f"{safe}.pdf")
