"""Where a till of these tests lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from pos_client.commands import doctor_ledger


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    monkeypatch.setattr(doctor_ledger, "SECONDS", 0.2)
    return tmp_path / "till"
