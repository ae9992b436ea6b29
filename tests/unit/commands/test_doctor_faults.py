"""Every fault of the table in docs/operations.md is planted, found by doctor, and explained in both languages."""

from __future__ import annotations

import base64
import json
import re
import shutil
import socket
import sysconfig
import threading
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509

from offline_cache.keys import GROUP_KEY, TILL_KEY
from offline_cache.lock import LOCK_NAME
from pos_client.bootstrap import desk
from pos_client.commands import doctor, doctor_machine
from pos_client.commands.doctor import examine
from pos_client.devices import line_drawing
from pos_client.fault_texts import FAULTS
from pos_client.payments.merchants import FILE_NAME as WALLETS
from pos_client.system import SystemClock
from retail.wallets import WalletAttempt
from tests.end_to_end.tls_parts import Authority
from tests.unit.commands.answering import answering, refusal, standing
from tests.unit.commands.doctored import GROUP, NOBODY, Plain, complete, found, in_language, till
from tests.unit.offline_cache.making import sell
from tests.unit.offline_cache.test_journal import tamper

ROOT = Path(__file__).parents[3]
GOOD_OFFER = {"id": "G", "source": "promotion", "stage": "order", "effect": {"kind": "amount_off", "amount": 1}}
BAD_OFFER = GOOD_OFFER | {"id": "B", "effect": {"kind": "percent_off", "bps": 10_001}}


def test_a_till_on_which_all_is_well_has_nothing_but_notes(folder: Path) -> None:
    with answering(200, standing(), GROUP) as address:
        with till(folder, address) as base:
            complete(base, datetime.now(UTC))
        code, document = examine(folder, in_language("en"), Plain())
    assert (code, document["well"], document["whole"]) == (0, True, True)
    assert {finding["level"] for finding in document["findings"]} <= {"note"}
    assert document["ledger"]["state"] == "answers"


def test_the_machine(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with till(folder):
        pass
    (folder / "logs").mkdir()
    line = {"level": "critical", "time": f"{datetime.now().astimezone():%Y-%m-%dT%H:%M:%S%z}"}
    old = {"level": "critical", "time": "2020-01-01T00:00:00+0800"}
    (folder / "logs" / "till.log").write_text("\n".join(map(json.dumps, (old, line, line))) + "\nno JSON critical\n")
    (folder / LOCK_NAME).write_text('{"pid": 7, "program": "pos-client"}')
    monkeypatch.setattr(doctor_machine, "LIBRARIES", ("there_is_no_such_library",))
    poor = Plain(disk=50_000_000, memory=100_000_000, kind="nfs4", writable=False, held=True)
    codes = ("disk_full", "memory_low", "folder_on_network", "folder_read_only", "logs_unwritable", "till_runs")
    said = found(folder, *codes, "mistakes_logged", "library_missing", "keys_in_files", machine=poor)
    assert said["mistakes_logged"]["params"]["count"] == 2
    assert said["till_runs"]["params"] == {"pid": 7, "program": "pos-client"}
    assert "disk_full" not in found(folder, "disk_low", machine=Plain(disk=400_000_000))


def test_a_library_without_a_file_of_its_own_is_missing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with till(folder):
        pass
    (tmp_path / "library_cut_short.py").write_text("open(__file__ + '.json')\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(doctor_machine, "LIBRARIES", ("library_cut_short",))
    said = found(folder, "library_missing")
    assert said["library_missing"]["params"]["library"] == "library_cut_short"


def test_backups_that_are_old_or_were_never_made(folder: Path) -> None:
    with till(folder) as base:
        tamper(base.store, "UPDATE journal SET occurred_at = '2026-01-01T00:00:00+08:00'")
    assert found(folder, "backup_missing")["backup_missing"]["params"] == {"path": str(folder / "backups")}
    elsewhere = folder.parent / "elsewhere"
    (folder / "settings.json").write_text(json.dumps({"backup_folder": str(elsewhere)}))
    elsewhere.mkdir()
    (folder / "settings.json").write_text(json.dumps({"backup_folder": str(elsewhere / "disk" / "backups")}))
    gone = found(folder, "backup_folder_gone")["backup_folder_gone"]
    assert gone["params"] == {"path": str(elsewhere / "disk" / "backups")}
    (folder / "settings.json").write_text(json.dumps({"backup_folder": str(elsewhere)}))
    ago = datetime.now(UTC) - timedelta(days=9)
    (elsewhere / f"till-S01-T02-{ago:%Y%m%dT%H%M%S}Z.backup").write_bytes(b"")
    (elsewhere / f"till-S01-T03-{datetime.now(UTC):%Y%m%dT%H%M%S}Z.backup").write_bytes(b"another till's")
    assert found(folder, "backup_old")["backup_old"]["params"]["days"] == 9


def test_rules_that_were_not_compiled_or_of_another_source(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "source"
    for path in ((ROOT / "packaging" / "compile_rules.py"), *(ROOT / "retail").rglob("*.py")):
        target = source / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    monkeypatch.setattr(doctor_machine, "SOURCE", source)
    with till(folder):
        pass
    found(folder, "rules_uncompiled")
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    (source / "retail" / f"money{suffix}").write_bytes(b"")
    found(folder, "rules_stale")


def test_devices(folder: Path, monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    with till(folder):
        pass
    settings = {"printer": NOBODY.replace("https://", "tcp:"), "camera": "97", "scanner": "usb:dead:beef"}
    (folder / "settings.json").write_text(json.dumps(settings | {"printer_draws_text": True}))
    monkeypatch.setattr(line_drawing, "has_chinese_font", lambda: False)
    found(folder, "printer_silent", "camera_missing", "scanner_missing", "printer_font_missing")
    (folder / "settings.json").write_text('{"printer": "lpt1", "camera": "rtsp://admin:hunter22@10.0.0.9/a"}')
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    said = found(folder, "printer_wrong", "camera_part_missing")
    assert "hunter22" not in json.dumps(said)
    (folder / "settings.json").write_text('{"printer": 3}')
    found(folder, "settings_wrong")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"\x12\x12\x12\x72", "printer_paper_out"),
        (b"\x1a\x16\x12\x12", "printer_cover_open"),
        (b"\x1a\x12\x12\x12", "printer_offline"),
    ],
)
def test_what_a_printer_says_of_itself(folder: Path, answer: bytes, code: str) -> None:
    with till(folder):
        pass
    with socket.create_server(("127.0.0.1", 0)) as printer:

        def serve() -> None:
            connection, _ = printer.accept()
            with connection:
                connection.recv(64)
                connection.sendall(answer)
                connection.recv(64)

        threading.Thread(target=serve, daemon=True).start()
        (folder / "settings.json").write_text(f'{{"printer": "tcp:127.0.0.1:{printer.getsockname()[1]}"}}')
        found(folder, code)


def test_offers_payments_and_the_groups_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with till(folder) as base:
        rows = [
            {"key": d["id"], "version": 1, "deleted": False, "data": {"offer_id": d["id"], "version": 7, "document": d}}
            for d in (GOOD_OFFER, BAD_OFFER)
        ]
        base.store.pulled.apply_page("offers", rows, "c", "2026-11-11T09:00:00+08:00")
        started = (datetime.now(UTC) - timedelta(days=2)).isoformat()
        attempt = WalletAttempt("a1", "alipay", 1, "CNY", "s1", "b1", "E1", started, "paying", "", {})
        with base.store.unit_of_work() as unit:
            unit.wallet_attempts.add(attempt)
            unit.commit()
    found(folder, "offer_rejected", "payments_open", "never_synced", "ledger_unreachable")
    with till(folder) as base:
        complete(base, datetime.now(UTC) - timedelta(hours=30))
    said = found(folder, "data_old")
    assert said["data_old"]["params"]["hours"] in (29, 30)

    class InTwoDays(SystemClock):
        def now(self) -> datetime:
            return super().now() + timedelta(days=2)

    with monkeypatch.context() as later:
        later.setattr(desk, "SystemClock", InTwoDays)
        assert found(folder, "waiting_long")["waiting_long"]["params"]["hours"] in (47, 48)
        with till(folder) as base:
            sell(base.store)
    found(folder, "clock_went_back")


def test_wallets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with till(folder) as base:
        file = base.store.secrets.folder / WALLETS
    file.write_text('{"alipay": {"app_id": "1"}}')
    file.chmod(0o644)
    found(folder, "wallets_wrong", "wallets_open")
    # How these three come about with a real operator: test_doctor_wallets.
    for code in ("wallet_unreachable", "wallet_untrusted", "wallet_clock_off"):
        account = {"state": code.removeprefix("wallet_")}
        document = {"state": "ready", "accounts": {"alipay": account}}
        monkeypatch.setattr(doctor, "wallets_document", lambda *_, document=document: document)
        found(folder, code)


ANSWERS: tuple[tuple[str, int, bytes, bool], ...] = (
    ("till_suspended", 200, standing(suspended=True), True),
    ("clock_off", 200, standing(clock_off=timedelta(minutes=9)), True),
    ("ledger_untrusted", 200, standing(), False),
    ("ledger_garbage", 200, b"<html>sign in to this network</html>", False),
    ("ledger_failing", 500, b"", False),
    ("ledger_busy", 503, b"", False),
    ("till_unknown", 401, refusal("unknown_till"), False),
    ("till_revoked", 403, refusal("revoked"), False),
    ("ledger_refused", 409, refusal("something_else"), False),
)


def test_what_the_ledger_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, status, body, is_signed in ANSWERS:
        with answering(status, body, GROUP if is_signed else None) as address:
            with till(folder, address):
                pass
            found(folder, code)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        with till(folder, f"http://127.0.0.1:{silent.getsockname()[1]}") as base:
            secrets = base.store.secrets.folder
        found(folder, "ledger_timed_out")
    (secrets / TILL_KEY).unlink()
    found(folder, "till_key_missing")
    assert not (secrets / TILL_KEY).exists(), "doctor reads only"
    (secrets / TILL_KEY).write_bytes(base64.b64encode(bytes(range(32))))
    (secrets / GROUP_KEY).write_bytes(base64.b64encode(bytes(32)))
    assert str(secrets) in found(folder, "store_bad_secret_file")["store_bad_secret_file"]["message"]


def test_the_ledgers_certificate(folder: Path, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    here = [x509.IPAddress(ip_address("127.0.0.1"))]
    good = authority.certificate("good", here, days=10)
    ended = authority.certificate("ended", here, days=-1)
    other = authority.certificate("other", [x509.DNSName("elsewhere.example")])
    trusted = {"ledger_ca": str(authority.file)}
    for code, pair, trust in (
        ("certificate_ends", good, trusted),
        ("ledger_certificate_expired", ended, trusted),
        ("ledger_certificate_wrong_name", other, trusted),
        ("ledger_certificate_unknown", good, {}),
        ("ledger_certificate_changed", good, {"ledger_certificate": "ab" * 32}),
    ):
        with answering(200, standing(), GROUP, pair) as address:
            with till(folder, address, **trust):
                pass
            said = found(folder, code)
    with answering(200, standing(), GROUP) as address:
        with till(folder, address.replace("http://", "https://")):
            pass
        said = found(folder, "ledger_tls_failed")
    assert "certificate_ends" not in said


def table_rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading."""
    under = text.partition(f"{heading}\n")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in under.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]


def rows_of(faults: Collection[str]) -> list[list[str]]:
    made = []
    for code in faults:
        fault = FAULTS[code]
        text = fault.text
        made.append([f"`{code}`", fault.level, text.what, text.safe or "—", text.todo])
    return made


def test_the_table_in_the_documents_is_what_doctor_knows_and_every_row_was_planted() -> None:
    text = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert table_rows(text, "## What doctor finds at a till") == rows_of(FAULTS)
    # Each test says which codes it plants and finds; together they are the whole table.
    here = Path(__file__)
    tests = [path.read_text("utf-8") for path in here.parent.glob("test_doctor*.py")]
    planted = set(re.findall(r'"([a-z_]+)"', "\n".join(tests)))
    assert set(FAULTS) - planted == set()
