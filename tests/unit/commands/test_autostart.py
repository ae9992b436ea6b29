"""`pos-client autostart`: the desktop entry of this user; and `--version`, which names the build."""

from __future__ import annotations

import configparser
import json
import shlex
from pathlib import Path

import pytest

from pos_client.__main__ import main
from pos_client.commands.autostart import entry_text


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path / "autostart" / "onetill.desktop"


def started(text: str) -> list[str]:
    """What a desktop would run."""
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    assert parser["Desktop Entry"]["Type"] == "Application"
    return shlex.split(parser["Desktop Entry"]["Exec"])


def test_on_starts_this_program_and_off_no_longer(entry: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["autostart", "on", "--full-screen"]) == 0
    assert json.loads(capsys.readouterr().out) == {"autostart": True, "file": str(entry)}
    program, *arguments = started(entry.read_text("utf-8"))
    assert Path(program).is_absolute()
    assert arguments == ["app", "--full-screen"]
    assert main(["autostart", "off"]) == 0
    assert not json.loads(capsys.readouterr().out)["autostart"]
    assert not entry.exists()
    assert main(["autostart", "off"]) == 0, "off twice is off"


def test_a_path_with_blanks_is_one_word() -> None:
    assert started(entry_text("/opt/my tills/pos-client", full_screen=False)) == ["/opt/my tills/pos-client", "app"]


def test_the_version_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("pos-client ")
