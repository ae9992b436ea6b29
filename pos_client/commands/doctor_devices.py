"""What doctor says of camera and printer: looked at, never used. No receipt is printed and no camera is opened."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from pos_client.devices.printing import PrinterUnavailable
from pos_client.devices.transports import transport_for
from pos_client.settings import Settings


def devices_document(settings: Settings) -> dict[str, dict[str, Any]]:
    """For each device its `target` and a `state`: none, ready, silent, missing, wrong, or not_tried."""
    return {"printer": _printer(settings.printer), "camera": _camera(settings.camera)}


def font_is_missing(settings: Settings) -> bool:
    """Whether Chinese is to be drawn for the printer, and no font of this machine can."""
    if not settings.printer_draws_text:
        return False
    # Qt is read where it is needed: most tills' printers have the font.
    drawing = importlib.import_module("pos_client.devices.line_drawing")
    return not drawing.machine_has_chinese_font()


def _printer(target: str) -> dict[str, Any]:
    try:
        transport = transport_for(target)
    except ValueError as error:
        return {"target": target, "state": "wrong", "detail": str(error)}
    if transport is None:
        return {"target": target, "state": "none"}
    try:
        transport.probe()
    except PrinterUnavailable as error:
        return {"target": target, "state": "silent", "detail": error.reason}
    return {"target": target, "state": "ready"}


def _camera(source: str) -> dict[str, Any]:
    if not source:
        return {"target": source, "state": "none"}
    if "://" in source:
        # Asking a stream would take a picture from it; the till's devices page shows whether it gives any.
        return {"target": source, "state": "not_tried"}
    path = Path(f"/dev/video{source}") if source.isdigit() else Path(source)
    return {"target": source, "state": "ready" if path.exists() else "missing", "detail": str(path)}
