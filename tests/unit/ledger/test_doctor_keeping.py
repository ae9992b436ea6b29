"""What keeps a ledger for years, planted and found by doctor: backups, archives, closed days, leases."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from central_ledger.application.archiving import archive
from central_ledger.backing_up import META
from central_ledger.data_directory import DataDirectory
from tests.unit.ledger.test_archives import books, calendar, told  # noqa: F401
from tests.unit.ledger.test_doctor import books as looking_at
from tests.unit.ledger.test_doctor import found


def test_what_keeps_a_ledger_for_years(data: DataDirectory, tmp_path: Path) -> None:
    now = datetime.now(UTC)

    def ago(days: int) -> str:
        return (now - timedelta(days=days)).isoformat(timespec="milliseconds")

    with looking_at(data) as opened:
        execute = opened.database.execute
        execute("INSERT INTO till (store, till, public_key, device, enrolled_at) VALUES ('S01', 'T01', ?, '', ?)",
                (bytes(1), ago(9)))  # fmt: skip
        execute(
            "INSERT INTO lease (holder, lease_id, kind, store, till, amount, used, status, granted_at, expires_at) "
            "VALUES ('M1', 'l1', 'points', 'S01', 'T01', 10, 0, 'active', ?, ?)",
            (ago(9), ago(3)),
        )
        execute(
            "INSERT INTO archive (store, archive_id, before, made_at, file_hash, entries, transfers, manifest) "
            "VALUES ('S01', 'day-1', '2026-01-01', ?, ?, 1, 1, '{}')",
            (ago(9), bytes(1)),
        )
        opened.settlements.add_rules(1, "{}", ago(20), "ann")
        for day in (ago(3)[:10], ago(5)[:10]):
            opened.settlements.add_sums("S01", {(day, "brand/LQX", "CNY", day): (1, 1)})
    said = found(data, "backup_missing", "leases_overdue", "archive_missing", "days_unsettled", quick=True)
    assert said["leases_overdue"]["params"] == {"count": 1, "tills": "S01/T01", "days": 2}
    assert said["days_unsettled"]["params"] == {"count": 2, "stores": "S01", "oldest": ago(5)[:10]}
    made = tmp_path / "b" / "ledger-1.db"
    made.parent.mkdir()
    noted = {"file": str(made), "bytes": 1, "entries": 1, "kept": 1, "seconds": 0.1}
    with looking_at(data) as opened:
        opened.reference.set_meta(META, json.dumps(noted | {"at": ago(4)}))
    assert found(data, "backup_old", quick=True)["backup_old"]["params"]["days"] == 4
    with looking_at(data) as opened:
        opened.reference.set_meta(META, json.dumps(noted | {"at": ago(0)}))
    assert "backup_old" not in found(data, "backup_gone", quick=True)
    made.write_text("")
    assert "backup_gone" not in found(data, quick=True)
    made.unlink()
    made.parent.rmdir()
    said = found(data, quick=True)
    if data.url is None:
        assert said["backup_folder_gone"]["params"] == {"path": str(made.parent)}
    else:
        assert "backup_folder_gone" not in said, "it may lie on the machine that makes them"


def test_archives_that_cannot_be_read_are_not_called_a_damaged_database(
    data: DataDirectory,
    books,  # noqa: F811
    told,  # noqa: F811
    tmp_path: Path,
) -> None:
    (made,) = archive(books, date(2026, 11, 12), tmp_path / "archives")
    made.path.write_bytes(made.path.read_bytes()[:-1])
    said = found(data, "archive_unreadable")
    assert "database_damaged" not in said
    assert str(made.path) in said["archive_unreadable"]["what"]
    (made.path.parent / "2020-01-01.jsonl.gz").write_bytes(b"of no archive")
    os.utime(made.path.parent / "2020-01-01.jsonl.gz", (0, 0))
    made.path.unlink()
    assert "database_damaged" not in found(data, "archive_missing", "archive_stray")
