"""What doctor says of printer, camera and scanner: looked at, never used. Nothing is printed, nothing is opened."""

from __future__ import annotations

import importlib
import importlib.util
import re
from pathlib import Path
from typing import Any

from pos_client.devices.printing import PrinterUnavailable
from pos_client.devices.transports import transport_for
from pos_client.settings import Settings


def devices_document(settings: Settings) -> dict[str, dict[str, Any]]:
    """For each device its `target` and a `state`: none, ready, not_tried, or what is wrong: a finding's code is the
    device's name and that (`printer_silent`, `printer_paper_out`, `camera_missing`, …).
    """
    return {
        "printer": _printer(settings.printer),
        "camera": _camera(settings.camera),
        "scanner": _scanner(settings.scanner),
    }


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
        return {"target": target, "state": error.condition or "silent", "detail": error.reason}
    return {"target": target, "state": "ready"}


def _camera(source: str) -> dict[str, Any]:
    if not source:
        return {"target": source, "state": "none"}
    if importlib.util.find_spec("cv2") is None:
        return {"target": shown_source(source), "state": "part_missing"}
    if "://" in source:
        # Asking a stream would take a picture from it; the till's devices page shows whether it gives any.
        return {"target": shown_source(source), "state": "not_tried"}
    path = Path(f"/dev/video{source}") if source.isdigit() else Path(source)
    return {"target": source, "state": "ready" if path.exists() else "missing", "detail": str(path)}


def _scanner(target: str) -> dict[str, Any]:
    if not target:
        return {"target": target, "state": "none"}
    # The library of serial ports, and Qt with it, is read where a scanner is set up.
    scanner = importlib.import_module("pos_client.devices.serial_scanner")
    port = scanner.port_name(target)
    if port is None or not (port in scanner.system_ports() or Path(port).exists()):
        return {"target": target, "state": "missing"}
    return {"target": target, "state": "ready", "detail": port}


def shown_source(source: str) -> str:
    """A camera's address without the password that it may carry."""
    return re.sub(r"://[^/@]*@", "://…@", source)
