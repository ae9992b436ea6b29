from __future__ import annotations

import socket
from pathlib import Path

import pytest

from pos_client.commands.doctor_devices import devices_document, font_is_missing
from pos_client.devices import line_drawing
from pos_client.devices.printing import STATUS_REQUEST
from pos_client.settings import Settings


def states(settings: Settings) -> tuple[str, str]:
    document = devices_document(settings)
    return document["printer"]["state"], document["camera"]["state"]


def test_a_till_without_devices_is_not_broken() -> None:
    assert states(Settings()) == ("none", "none")


def test_a_network_printer_is_asked_and_gets_no_receipt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as printer:
        port = printer.getsockname()[1]
        assert states(Settings(printer=f"tcp:127.0.0.1:{port}"))[0] == "ready"
        connection, _ = printer.accept()
        with connection, connection.makefile("rb") as sent:
            assert sent.read() == STATUS_REQUEST, "a question, and nothing to print"
    assert states(Settings(printer=f"tcp:127.0.0.1:{port}"))[0] == "silent"


def test_a_file_printer_is_ready_where_it_could_be_written_and_is_not_made(tmp_path: Path) -> None:
    spool = tmp_path / "spool.bin"
    assert states(Settings(printer=f"file:{spool}"))[0] == "ready"
    assert not spool.exists()
    assert states(Settings(printer=f"file:{tmp_path / 'nowhere' / 'spool.bin'}"))[0] == "silent"


@pytest.mark.parametrize(
    ("source", "state"),
    [("http://127.0.0.1:9/camera.mjpg", "not_tried"), ("97", "missing"), ("/nowhere.avi", "missing")],
)
def test_a_camera_is_looked_for_and_not_opened(source: str, state: str) -> None:
    assert states(Settings(camera=source))[1] == state


def test_a_camera_that_is_there(tmp_path: Path) -> None:
    film = tmp_path / "film.avi"
    film.write_bytes(b"x")
    assert states(Settings(camera=str(film)))[1] == "ready"


def test_a_setting_that_names_no_printer_is_told() -> None:
    document = devices_document(Settings(printer="lpt1"))
    assert document["printer"]["state"] == "wrong"
    assert "lpt1" in document["printer"]["detail"]


def test_a_printer_without_a_font_needs_one_of_this_machine(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    monkeypatch.setattr(line_drawing, "has_chinese_font", lambda: False)
    assert font_is_missing(Settings(printer_draws_text=True))
    assert not font_is_missing(Settings())
    monkeypatch.setattr(line_drawing, "has_chinese_font", lambda: True)
    assert not font_is_missing(Settings(printer_draws_text=True))
