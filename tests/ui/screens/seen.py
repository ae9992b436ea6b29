"""What tests of pages show and read: a code, a camera's report, all text in sight."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QLabel, QWidget


@dataclass(frozen=True)
class Report:
    condition: str
    frames_per_second: float


@dataclass(frozen=True)
class Code:
    data: bytes
    symbology: str = ""
    source: str = "wedge"


def all_text(view: QWidget) -> str:
    # What was put into a layout a moment ago is shown by the event loop.
    QApplication.processEvents()
    return " ".join(label.text() for label in view.findChildren(QLabel) if label.isVisibleTo(view))
