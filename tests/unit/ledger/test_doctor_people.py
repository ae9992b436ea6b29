"""What was promised to members and is not done, planted and found by doctor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from central_ledger import suggestion_commands
from central_ledger.application.archiving import archive
from central_ledger.data_directory import DataDirectory
from central_ledger.store.join_repairs import JoinRepair
from tests.unit.ledger.test_archives import books, calendar  # noqa: F401
from tests.unit.ledger.test_archives_cut_off import BEFORE, erased, noted  # noqa: F401
from tests.unit.ledger.test_doctor import books as looking_at
from tests.unit.ledger.test_doctor import found


def ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")


def test_promises_that_wait(data: DataDirectory) -> None:
    statement = "INSERT INTO erasure (one_id, erased_at, who, why, document) VALUES (?, ?, '', '', '{}')"
    with looking_at(data) as opened:
        opened.database.execute(statement, ("M8", ago(0)))
        opened.join_repairs.put(JoinRepair("M1", "j1", "LQX", "S01", "brand_not_open", ago(0), 1, ago(0)))
    assert not {"erasures_open", "cards_missing"} & set(found(data, quick=True)), "they are at work"
    with looking_at(data) as opened:
        opened.database.execute(statement, ("M9", ago(4)))
        opened.join_repairs.put(JoinRepair("M2", "j2", "LQX", "S01", "numbers_used_up", ago(3), 1, ago(0)))
    said = found(data, "erasures_open", "cards_missing", quick=True)
    assert said["erasures_open"]["params"] == {"count": 2, "days": 4}
    reasons = "brand_not_open, numbers_used_up"
    assert said["cards_missing"]["params"] == {"count": 2, "days": 3, "reasons": reasons}


def test_archives_that_hold_who_was_erased(
    data: DataDirectory,
    books,  # noqa: F811
    noted,  # noqa: F811
    tmp_path: Path,
) -> None:
    (made,) = archive(books, BEFORE, tmp_path)
    assert "archive_not_anew" not in found(data, quick=True)
    erased(books)
    assert found(data, "archive_not_anew")["archive_not_anew"]["params"] == {"count": 1, "file": str(made.path)}
    list(archive(books, BEFORE, tmp_path))
    assert "archive_not_anew" not in found(data, quick=True)


def test_what_learns_is_not_installed(data: DataDirectory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestion_commands, "LEARNS_WITH", "there_is_no_such_library")
    assert "library_missing" not in found(data, quick=True), "nobody sells yet"
    with looking_at(data) as opened:
        statement = "INSERT INTO till (store, till, public_key, device, enrolled_at) VALUES ('S01', 'T01', ?, '', ?)"
        opened.database.execute(statement, (bytes(1), ago(9)))
    found(data, "library_missing", quick=True)
