"""A window with one card in its middle and nothing beside it: before a till sells, and after it sold last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.widgets.key_button import KeyButton


def stand_alone(window: QWidget, built_card: Callable[[], QWidget], language_asked: Callable[[], object]) -> KeyButton:
    """Lay it out; the button of the language, which is the first that Tab reaches."""
    window.setObjectName("page")
    window.setWindowTitle("OneTill")
    outer = QVBoxLayout(window)
    outer.setContentsMargins(24, 16, 24, 24)
    top = QHBoxLayout()
    button = KeyButton("languages", "Ctrl+T", "plain", 14)
    button.clicked.connect(language_asked)
    top.addStretch(1)
    top.addWidget(button)
    outer.addLayout(top)
    outer.addStretch(1)
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(built_card())
    middle.addStretch(1)
    outer.addLayout(middle)
    outer.addStretch(2)
    return button
