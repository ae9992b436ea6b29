"""What every scene stands on: the gallery that shoots, how far the till is with its ledger, and a camera's picture."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from pos_client.sync.status import SyncStatus
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.view import CheckoutView
from tests.ui.till import FakeTill

ONLINE = SyncStatus(
    connected=True,
    since="2026-11-11T08:01:00+08:00",
    last_contact_at="2026-11-11T09:59:50+08:00",
    feeds=dict.fromkeys(
        ("products", "overlay", "offers", "members", "coupons", "keys", "staff", "settings"),
        "2026-11-11T09:59:00+08:00",
    ),
)
OFFLINE = SyncStatus(
    connected=False,
    since="2026-11-11T07:12:00+08:00",
    waiting=12,
    oldest_waiting_at="2026-11-11T07:14:00+08:00",
    last_contact_at="2026-11-11T07:11:00+08:00",
    last_error="ledger_unreachable",
    next_attempt_in_ms=42_000,
    feeds={"products": "2026-11-11T07:00:00+08:00", "offers": "2026-11-10T22:00:00+08:00"},
)


class Gallery:
    """Builds each picture from a fresh till."""

    def __init__(self, folder: Path, size: QSize, language: Language) -> None:
        self.folder = folder
        self.size = size
        self.language = language
        self.operations = Operations()

    def shoot(self, name: str, widget: QWidget) -> None:
        widget.resize(self.size)
        widget.show()
        for _ in range(4):
            QApplication.processEvents()
        path = self.folder / f"{name}-{self.size.width()}-{self.language.code}.png"
        widget.grab().save(str(path))
        hint = widget.minimumSizeHint()
        sys.stdout.write(
            f"{path.name}: minimum {hint.width()}x{hint.height()}, shown {widget.width()}x{widget.height()}\n"
        )
        widget.close()

    def signed_in(self, till: FakeTill, sync: SyncStatus = ONLINE) -> tuple[MainWindow, CheckoutView]:
        till.sign_in()
        window = till.window(self.language, Operations())
        window.resize(self.size)
        window._on_signed_in()
        window.show_sync(sync)
        window.show()
        QApplication.processEvents()
        view = window.page("checkout")
        assert isinstance(view, CheckoutView)
        return window, view

    def answered(self, window: MainWindow) -> None:
        """What was asked of the ledger is there, and shown."""
        window._operations.stop()
        for _ in range(4):
            QApplication.processEvents()


def picture() -> QImage:
    """Something that a camera could see."""
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    gradient = QLinearGradient(0, 0, 640, 480)
    gradient.setColorAt(0, QColor("#8899AA"))
    gradient.setColorAt(1, QColor("#334455"))
    painter.fillRect(image.rect(), gradient)
    painter.fillRect(220, 140, 200, 200, QColor("white"))
    for number in range(100):
        if (number * 7919) % 3:
            painter.fillRect(230 + number % 10 * 18, 150 + number // 10 * 18, 18, 18, QColor("black"))
    painter.end()
    return image
