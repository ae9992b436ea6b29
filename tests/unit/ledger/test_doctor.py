"""Every fault of the ledger's table in docs/operations.md is planted and found by doctor; the bundle names nobody."""

from __future__ import annotations

import asyncio
import json
import re
import zipfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from central_ledger import doctor_commands, tls
from central_ledger.__main__ import main
from central_ledger.application.keys import ISSUER_AHEAD, ISSUER_NOTICE, issuer_key, issuer_keys_end, keep_issuer_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import push
from central_ledger.application.suggestions import LEARNED
from central_ledger.background import start_background, works
from central_ledger.beating import beat, process_name
from central_ledger.data_directory import DataDirectory
from central_ledger.doctor import engine
from central_ledger.doctor.faults import FAULTS
from central_ledger.doctor.faults_zh import FAULTS_ZH
from central_ledger.logs import log_files, logging_to
from central_ledger.store.beats import Beats
from central_ledger.store.clearing import Waiting
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.vitals import Vitals
from retail.machine import Machine
from tests.postgresql_server import PostgresServer
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.journals import JournalWriter

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)


@dataclass
class Plain(Machine):
    """A machine on which all is well, but for what is said."""

    disk: int = 10**12
    memory: int = 10**10
    is_there: bool = True

    def disk_free_bytes(self, folder: Path) -> int:
        return self.disk

    def memory_free_bytes(self) -> int:
        return self.memory

    def lives(self, pid: int) -> bool:
        return self.is_there


def examined(data: DataDirectory, machine: Machine | None = None, **said: Any) -> dict[str, Any]:
    options = Namespace(data=data.folder, database=None, quick=False, tls_certificate=None, tls_key=None)
    for name, value in said.items():
        setattr(options, name, value)
    return doctor_commands.examine(options, machine or Plain())


def found(data: DataDirectory, *codes: str, machine: Machine | None = None, **said: Any) -> dict[str, Any]:
    """What doctor finds, by code; `codes` must be among it."""
    by_code = {one["code"]: one for one in examined(data, machine, **said)["findings"]}
    assert set(codes) <= set(by_code), f"only {sorted(by_code)}"
    for one in by_code.values():
        assert "{" not in one["what"].replace('{"', ""), one
        assert one["todo"]
    return by_code


@contextmanager
def books(data: DataDirectory) -> Iterator[Ledger]:
    opened = data.look()
    try:
        yield opened
    finally:
        opened.close()


def test_a_ledger_that_is_served_well_has_no_findings(
    data: DataDirectory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # The server of the tests forgets on purpose: `test_settings_of_postgresql`.
    monkeypatch.setattr(engine, "DURABLE", ())
    with books(data) as opened:
        beat(opened)
    document = examined(data)
    assert (document["findings"], document["well"], document["whole"]) == ([], True, True)
    assert list(document["processes"]) == [process_name()]
    assert main(["doctor", "--data", str(data.path), "--quick", "--json"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["doctor", "--data", str(data.path), "--quick"]) == 0
    assert capsys.readouterr().out == "没有发现问题，一切正常。\n"
    (data.path / "ledger.key").chmod(0o644)
    assert main(["doctor", "--data", str(data.path), "--quick"]) == 1
    assert capsys.readouterr().out.startswith("[故障] 其他用户可以读取 ledger.key。")
    assert main(["doctor", "--data", str(data.path), "--quick", "--language", "en"]) == 1
    assert capsys.readouterr().out.startswith("[fault] Other users can read ledger.key.")


def test_the_machine_its_files_and_its_certificate(data: DataDirectory, tmp_path: Path) -> None:
    folder = data.path
    (folder / "ledger.key").chmod(0o644)
    (folder / "logs").mkdir()
    at = f"{datetime.now().astimezone():%Y-%m-%dT%H:%M:%S%z}"
    lines = [{"time": at, "trace": "Traceback"}, {"time": "2020-01-01T00:00:00+0000", "trace": "old"}, {"time": at}]
    (folder / "logs" / "ledger.log").write_text("\n".join(map(json.dumps, lines)))
    codes = ("disk_full", "memory_low", "secret_file_open", "mistakes_logged", "not_serving")
    said = found(data, *codes, machine=Plain(disk=10**8, memory=10**8))
    assert said["mistakes_logged"]["params"]["count"] == 1
    assert said["secret_file_open"]["params"]["files"] == "ledger.key"
    (folder / "ledger.key").chmod(0o600)
    assert "secret_file_open" not in found(data, "disk_low", machine=Plain(disk=2 * 10**9))
    pair = folder / "tls" / "certificate.pem", folder / "tls" / "key.pem"
    tls.make_certificate(*pair, ["h"], days=5)
    found(data, "certificate_ends")
    for path in pair:
        path.unlink()
    tls.make_certificate(*pair, ["h"], days=5, now=datetime.now(UTC) - timedelta(days=30))
    found(data, "certificate_ended")
    pair[1].write_text("no key")
    found(data, "certificate_wrong")


def test_databases_that_cannot_be_used(data: DataDirectory, tmp_path: Path) -> None:
    found(DataDirectory(tmp_path / "nothing"), "not_initialised")
    # The key opens an embedded database; on a server it opens the group's private keys, and the books are read.
    is_embedded = data.url is None
    key = data.key_path.read_text("ascii")
    data.key_path.write_text("00" * 32)
    found(data, "database_unreachable" if is_embedded else "keys_unreadable")
    data.key_path.unlink()
    found(data, "key_file_missing" if is_embedded else "keys_unreadable")
    data.key_path.write_text(key)
    for schema, code in ((2, "migrations_pending"), (99, "schema_newer")):
        with books(data) as opened:
            now = opened.database.schema_version()
            opened.database._set_schema_version(schema)
        found(data, code)
        with books(data) as opened:
            assert opened.database.schema_version() == schema, "doctor reads only"
            opened.database._set_schema_version(now)


def test_a_database_that_nobody_gets_into(data: DataDirectory, request: pytest.FixtureRequest) -> None:
    if data.url is None:
        data.database_path.unlink()
        data.database_path.mkdir()
    else:
        request.getfixturevalue("postgres").shut(data.url)
    found(data, "database_unreachable")


def test_what_lies_there_is_not_what_was_written(data: DataDirectory) -> None:
    if data.url is None:
        with books(data) as opened:
            opened.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = bytearray(data.database_path.read_bytes())
        for place in range(len(content) // 2, len(content), 4096):
            content[place] ^= 1
        data.database_path.write_bytes(content)
    else:  # a server says so of a page whose checksum is another
        with psycopg.connect(data.url) as connection:
            connection.execute(
                "ALTER TABLE posting RENAME TO posting_was; CREATE FUNCTION page() RETURNS SETOF posting_was LANGUAGE "
                "plpgsql AS $$ BEGIN RAISE EXCEPTION 'invalid page in block 7' USING ERRCODE = 'data_corrupted'; END "
                "$$; CREATE VIEW posting AS SELECT * FROM page()"
            )
    found(data, "database_damaged")
    assert main(["doctor", "--data", str(data.path), *(["--database", data.url] if data.url else [])]) == 1


def test_books_keys_and_what_waits(
    data: DataDirectory, journal: JournalWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    with books(data) as opened:
        journal.sale("sale-1", one_id="M1")
        push(opened, "S01", "T01", journal.entries)
        unprotected(opened.database)
        opened.database.execute("UPDATE posting SET amount = amount + 1 WHERE line_no = 1")
        soon = (opened.clock() + timedelta(days=10)).isoformat()
        opened.database.execute("UPDATE secret_key SET valid_to = ? WHERE type = 'issuer'", (soon,))
        old = (opened.clock() - timedelta(days=40)).astimezone(UTC).isoformat(timespec="milliseconds")
        opened.database.execute("UPDATE entry SET received_at = ?", (old,))
        opened.database.execute("DELETE FROM replay_mark")
        opened.database.execute("UPDATE outbox SET written_at = ?", (old,))
        opened.reference.set_meta(LEARNED, json.dumps({"at": old}))
    codes = ("books_off", "issuer_key_ends", "replay_behind", "suggestions_old", "events_kept")
    said = found(data, *codes)
    assert said["replay_behind"]["params"]["minutes"] >= 40 * 24 * 60 - 1
    with books(data) as opened:
        opened.database.execute("DELETE FROM secret_key WHERE type IN ('issuer', 'export')")
    said = found(data, "group_keys_missing")
    assert said["group_keys_missing"]["params"]["kinds"] == "issuer, export"
    # Only a distributed ledger has items that wait (tests/unit/ledger/test_clearing.py).
    waiting = [Waiting("S01", 3, old)]
    monkeypatch.setattr("central_ledger.store.clearing.Clearing.waiting", lambda self: waiting)
    assert found(data, "clearing_stuck")["clearing_stuck"]["params"]["items"] == 3


def test_what_waits_for_people(data: DataDirectory, journal: JournalWriter) -> None:
    long_ago = (datetime.now(UTC) - timedelta(days=9)).isoformat(timespec="milliseconds")
    with books(data) as opened:
        journal.sale("sale-1", one_id="M1")
        push(opened, "S01", "T01", journal.entries)
        execute = opened.database.execute
        unprotected(opened.database)
        execute("UPDATE entry SET code = 'unknown_kind'")
        for till in ("T01", "T08", "T09"):
            execute("INSERT INTO till (store, till, public_key, device, enrolled_at) VALUES ('S09', ?, ?, '', ?)",
                    (till, bytes(1), long_ago))  # fmt: skip
        for till in ("T08", "T09"):
            execute("INSERT INTO till_seen (store, till, seen_at) VALUES ('S09', ?, ?)", (till, long_ago))
        execute("UPDATE till SET suspended_at = ? WHERE till = 'T09'", (long_ago,))
        execute(
            "INSERT INTO case_file (holder, case_id, kind, amount, status, detail, opened_at) "
            "VALUES ('S01', 'c1', 'facts', 0, 'open', '{}', ?)",
            (long_ago,),
        )
        execute(
            "INSERT INTO wallet_refund (store, refund_id, till, attempt_id, wallet, amount, currency, began_at) "
            "VALUES ('S01', 'r1', 'T01', 'a1', 'alipay', 1, 'CNY', ?)",
            (long_ago,),
        )
    codes = ("quarantine", "till_suspended", "till_silent", "till_never_heard", "cases_old", "refunds_open")
    said = found(data, *codes)
    assert said["till_never_heard"]["params"] == {"till": "S09/T01", "days": 9}
    with books(data) as opened:
        ahead = (datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="milliseconds")
        opened.database.execute("UPDATE till_seen SET seen_at = ?", (ahead,))
    found(data, "clock_went_back")


def test_processes_that_are_not_well(data: DataDirectory) -> None:
    works_of = [
        {"name": "replay", "state": "fails", "since": "2026-11-11", "why": "OSError"},
        {"name": "leasing", "state": "ended", "since": "2026-11-11", "why": ""},
        {"name": "upkeep", "state": "runs", "since": "2026-11-11", "why": ""},
    ]
    with books(data) as opened:
        Beats(opened.database).put(process_name(), {"at": opened.now(), "works": works_of})
    said = found(data, "background_failing", "background_dead")
    assert said["background_failing"]["params"]["work"] == "replay"
    with books(data) as opened:
        late = (opened.clock() - timedelta(minutes=9)).isoformat()
        Beats(opened.database).put(process_name(), {"at": late, "works": works_of})
    said = found(data, "serving_stuck")
    assert "not_serving" not in said
    said = found(data, "not_serving", machine=Plain(is_there=False))
    assert "serving_stuck" not in said


def test_a_work_that_fails_or_ends_says_so() -> None:
    calls = iter([StoreUnavailable("away"), ValueError("odd"), None, asyncio.CancelledError()])
    seen = []

    async def once() -> None:
        seen.append(next(work.state for work in works() if work.name == "planted"))
        if (what := next(calls)) is not None:
            raise what

    async def run() -> None:
        task = start_background("planted", once, 0)
        await asyncio.wait((task,))

    asyncio.run(run())
    (work,) = [work for work in works() if work.name == "planted"]
    assert seen == ["runs", "fails", "fails", "runs"]
    assert work.state == "ended"


def test_the_next_key_of_members_codes_is_made_in_time_and_signs_later(data: DataDirectory) -> None:
    with books(data) as opened:
        first = issuer_key(opened).kid
        end = issuer_keys_end(opened)
        assert end is not None
        assert not keep_issuer_key(opened)
        at = end - ISSUER_AHEAD + timedelta(hours=1)
        opened.clock = lambda: at
        assert keep_issuer_key(opened)
        assert not keep_issuer_key(opened)
        assert issuer_key(opened).kid == first, "tills that are offline must hear of it first"
        opened.clock = lambda: at + ISSUER_NOTICE + timedelta(hours=1)
        assert issuer_key(opened).kid != first
        opened.clock = lambda: end + timedelta(days=100)
        assert issuer_key(opened).kid != first


def test_settings_of_postgresql(postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = postgres.new_database()
    data = DataDirectory(None, url)
    data.initialise()
    said = found(data, "postgres_forgets", "keys_unsealed", database=url, quick=True)
    assert "fsync = off" in said["postgres_forgets"]["params"]["settings"], "the test's server is a fast one"
    monkeypatch.setattr(engine, "OLDEST", 990_000)
    monkeypatch.setattr(engine, "CONNECTIONS", 10_000)
    monkeypatch.setattr(engine, "CLOCK_SECONDS_MAX", -1)
    found(data, "postgres_old", "postgres_connections", "clock_off", database=url, quick=True)
    # A standby takes minutes to make: its answer is planted.
    with books(data) as opened:
        value = opened.database.value
        monkeypatch.setattr(opened.database, "value", lambda text, values=(): "recovery" in text or value(text, values))
        assert "postgres_standby" in dict(engine.engine_findings(opened.database, datetime.now(UTC)))
        # So does a cluster.
        with monkeypatch.context() as cluster:
            cluster.setattr(type(opened.database), "is_distributed", True)
            rows, theirs = opened.database.rows, [("worker-2:5432",)]
            cluster.setattr(opened.database, "rows", lambda text, *v: theirs if "workers" in text else rows(text, *v))
            said = dict(engine.engine_findings(opened.database, datetime.now(UTC)))
        assert said["workers_wrong"] == {"workers": "worker-2:5432"}
    monkeypatch.setenv("CENTRAL_LEDGER_KEY_FILE", str(tmp_path / "ledger.key"))
    DataDirectory(None, url).initialise()
    monkeypatch.delenv("CENTRAL_LEDGER_KEY_FILE")
    found(data, "keys_unreadable", database=url, quick=True)
    postgres.drop(url)


def test_each_process_has_a_log_of_its_own_that_is_bounded(tmp_path: Path) -> None:
    with logging_to(tmp_path):
        with logging_to(tmp_path):
            pass
        names = [path.name for path in log_files(tmp_path)]
    assert names == ["ledger.log", "ledger-2.log"]
    with logging_to(tmp_path):
        assert [path.name for path in log_files(tmp_path)] == names, "the first is free again"


def test_a_bundle_names_nobody(data: DataDirectory, journal: JournalWriter, tmp_path: Path) -> None:
    with books(data) as opened:
        journal.sale("sale-1", one_id="M1")
        journal.sale("sale-2", one_id="M7777")
        push(opened, "S01", "T01", journal.entries)
        execute = opened.database.execute
        execute("INSERT INTO member_alias (one_id, of_one_id, merge_id, since) VALUES ('M8888', 'M1', 'm', '')")
        erasure = "INSERT INTO erasure (one_id, erased_at, who, why, document) VALUES ('M9999', ?, '', '', '{}')"
        execute(erasure, (opened.now(),))
        execute("INSERT INTO linked_account VALUES ('card/LQX-556677', 'M1', 'card', '', '')")
        known = set(Vitals(opened.database).personal_texts())
    assert {"M1", "林若曦", "13800000001", "2801", "E1", "张三", "C1"} <= known
    others = ("M7777", "M8888", "M9999", "556677")
    (data.path / "logs").mkdir()
    line = {
        "event": "M1 林若曦 +86 138 0000 0001, card 2801, E1 张三 C1 " + " ".join(others),
        "token": data.member_app_token(),
    }
    (data.path / "logs" / "ledger.log").write_text(json.dumps(line, ensure_ascii=False) + "\n")
    assert main(["support-bundle", "--data", str(data.path), str(tmp_path / "b.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        assert set(bundle.namelist()) == {"README.txt", "doctor.json", "logs/ledger.log"}
        text = "".join(bundle.read(name).decode() for name in bundle.namelist() if name != "README.txt")
    secrets = (data.member_app_token(), data.key_path.read_text("ascii").strip())
    words = re.findall(r"[0-9A-Za-z]+|[一-鿿]+", text)
    assert not {*known, *others} & set(words)
    assert not [secret for secret in secrets if secret in text]
    assert '"findings"' in text
    assert main(["support-bundle", "--data", str(data.path), str(tmp_path / "no" / "b.zip")]) == 2


def rows_of(table: str) -> list[list[str]]:
    """The rows of codes, by cell."""
    lines = [line for line in table.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def test_the_table_in_the_documents_is_what_doctor_knows_and_every_row_was_planted() -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    under = text.partition("## What doctor finds at the ledger\n")[2].partition("\n## ")[0]
    rows = rows_of(under)
    assert rows == [[f"`{code}`", one.level, one.what, one.safe or "—", one.todo] for code, one in FAULTS.items()]
    assert {code: len(words) for code, words in FAULTS_ZH.items()} == dict.fromkeys(FAULTS, 3)
    assert list(FAULTS_ZH) == list(FAULTS)
    for code, english in FAULTS.items():
        for before, after in zip((english.what, english.safe, english.todo), FAULTS_ZH[code], strict=True):
            assert bool(before) == bool(after), code
            for pattern in (r"{\w+}", r"`[^`]+`", r"\$\w+"):
                assert sorted(re.findall(pattern, before)) == sorted(re.findall(pattern, after)), (code, after)
    chinese = rows_of((ROOT / "docs" / "ledger-faults.zh.md").read_text("utf-8"))
    assert [(row[0], *row[2:]) for row in chinese] == [
        (f"`{code}`", what, safe or "—", todo) for code, (what, safe, todo) in FAULTS_ZH.items()
    ]
    here = sorted(Path(__file__).parent.glob("test_doctor*.py"))
    planted = {code for path in here for code in re.findall(r'"([a-z_]+)"', path.read_text("utf-8"))}
    assert set(FAULTS) - planted == set()
