"""Marks texts where they are declared, for modules that know no Qt."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name is the one that Qt's lupdate looks for
    """Marks a text for Qt's lupdate; gives it back as it is."""
    del context
    return text
