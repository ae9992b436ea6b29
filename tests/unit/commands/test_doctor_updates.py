"""What is in the way of updates is found by doctor, hours after the till's last look."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pos_client.bootstrap.updates import STATE_NAME, Updates, last_trouble
from pos_client.errors import UserFacing
from retail.build_info import Build
from retail.signed import SigningKey
from tests.unit.commands.doctored import found, till

KEY = base64.b64encode(SigningKey(bytes(range(32))).verifying_key.raw).decode()
#: Each as a look meets it: tests/unit/test_updates.py.
MET = (
    *("update_forged", "update_replayed", "update_expired", "update_older", "update_no_package"),
    *("update_package_bad", "update_unwritable"),
)


def look(folder: Path, address: str, key: str = KEY, days_ago: int = 0) -> str:
    """The code that a till's look gives."""
    at = datetime.now(UTC) - timedelta(days=days_ago)
    updates = Updates(folder, lambda: (address, key), lambda: at, build=Build("1.0", "abc", "2026-11-11"))
    with pytest.raises(UserFacing) as caught:
        updates.look()
    return caught.value.code


def test_what_the_last_look_met(folder: Path) -> None:
    with till(folder):
        pass
    for address, key, code in (
        ("http://updates.example/list", KEY, "update_address_wrong"),
        ("https://127.0.0.1:9/list", "", "update_key_missing"),
    ):
        assert look(folder, address, key) == code
        found(folder, code)
    for code in MET:
        since = (datetime.now(UTC) - timedelta(days=9)).isoformat()
        trouble = {"code": code, "since": since, "params": {"path": str(folder)}}
        (folder / STATE_NAME).write_text(json.dumps({"serial": 7, "sha256": "", "trouble": trouble}))
        found(folder, code)


def test_what_cannot_be_reached_is_named_when_it_lasts(folder: Path) -> None:
    with till(folder):
        pass
    away = "https://127.0.0.1:9/list"
    look(folder, away)
    assert "update_unreachable" not in found(folder)
    (folder / STATE_NAME).unlink()
    look(folder, away, days_ago=4)
    look(folder, away)
    found(folder, "update_unreachable")
    assert look(folder, "") == "update_off"
    assert last_trouble(folder) is None
    assert "update_unreachable" not in found(folder)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"trouble": 3}', '{"trouble": {"code": "x", "since": "soon", "params": {}}}']
)
def test_a_state_that_somebody_wrote_is_no_trouble(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / STATE_NAME).write_text(text)
    assert last_trouble(folder) is None
