"""A till on which the package that reads cameras is not installed: it says so, and sells with its scanners."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pos_client.application.receipts import ReceiptWriters
from pos_client.bootstrap.devices import CameraReport, Devices
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.errors import Unavailable
from pos_client.settings import Settings


def nothing(*_: object) -> None:
    return None


def test_the_devices_page_says_what_to_install(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cv2", None)
    for name in [name for name in sys.modules if name.startswith("pos_client.devices.webcam")]:
        monkeypatch.delitem(sys.modules, name)
    settings = SettingsFile(tmp_path, Settings(), {"camera": "0"})
    devices = Devices(settings, ReceiptWriters(nothing, nothing))
    told: list[CameraReport] = []
    devices.camera_changed.connect(told.append)
    devices.start()
    assert [report.condition for report in told] == ["failed"]
    with pytest.raises(Unavailable) as refused:
        devices.test("camera")
    assert refused.value.code == "camera_part_missing"
    devices.stop()
