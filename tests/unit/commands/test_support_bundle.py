"""A till's support bundle is searched for everything that its store knows of people, for keys, PINs and codes."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from central_ledger.demo.generate import SEED, generate
from offline_cache import Enrolment
from offline_cache.keys import DATABASE_KEY, TILL_KEY
from pos_client.__main__ import main
from pos_client.bootstrap.desk import open_till_store
from tests.unit.offline_cache.making import member, row, sell

PAYMENT_CODE, PIN = "284412345678901234", "UG1:88001234567890:471147"


def test_nothing_of_people_leaves_the_house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    group = generate(SEED, products=50, members=120, today=date(2026, 11, 11))
    folder = tmp_path / "till"
    base = open_till_store(folder, program="test")
    store = base.store
    store.enrol(Enrolment("S01", "淮海路店", "T02", "CNY", "ledger-1", "https://127.0.0.1:9"), bytes(range(32)))
    secrets = [base.keys.current().raw.hex(), store.secrets.get(DATABASE_KEY), (store.secrets.folder / TILL_KEY)]
    pages: dict[str, list[dict[str, Any]]] = {
        "members": [member(m.one_id, m.name, phone=m.phone, cards=m.cards, pinyin=m.pinyin) for m in group.members],
        "staff": [
            row(s.staff_id, {"staff_id": s.staff_id, "name": s.name, "roles": list(s.roles), "pin_hash": "hash"})
            for s in group.staff
        ],
        "aliases": [row("N8888", {"alias": "N8888", "one_id": "M1", "cards": {"LQX": "55667788"}})],
    }
    for feed, rows in pages.items():
        store.pulled.apply_page(feed, rows, "c", "2026-11-11T09:00:00+08:00")
    sell(store, one_id=group.members[0].one_id, cashier=group.staff[0].staff_id)
    known = set(store.personal_texts())
    base.close()
    (folder / "settings.json").write_text('{"camera": "rtsp://admin:hunter22@10.0.0.9/a"}')
    # A log in which somebody made every mistake that can be made.
    (folder / "logs").mkdir()
    of_before = ("N8888", "55667788")
    said = [
        *sorted(known),
        *of_before,
        PAYMENT_CODE,
        PIN,
        "UM1:6BFOXN%TSMAHN-HDT",
        store.secrets.get(DATABASE_KEY).hex(),
    ]
    lines = [json.dumps({"level": "error", "event": f"odd: {text}."}, ensure_ascii=False) for text in said]
    (folder / "logs" / "till.log").write_text("\n".join(lines))

    assert main(["support-bundle", str(tmp_path), "--data", str(folder)]) == 0

    made = Path(json.loads(capsys.readouterr().out)["bundle"])
    assert made.parent == tmp_path
    with zipfile.ZipFile(made) as bundle:
        assert set(bundle.namelist()) == {"README.txt", "doctor.json", "journal.json", "files.json", "logs/till.log"}
        text = "\n".join(bundle.read(name).decode() for name in bundle.namelist() if name != "README.txt")
        journal = json.loads(bundle.read("journal.json"))
        findings = json.loads(bundle.read("doctor.json"))["findings"]
        log = bundle.read("logs/till.log").decode()
    assert (journal["kinds"], journal["head"]["seq"]) == ({"epoch_opened": 1, "sale": 1}, 2)
    assert {"never_synced", "ledger_unreachable"} <= {finding["code"] for finding in findings}
    assert len(log.splitlines()) == len(lines), "each line is there, without what it said of people"
    assert not re.search("[一-鿿]", text), "no name in Chinese"
    words = set(re.findall(r"[0-9A-Za-z]+", text))
    ids = {part for one in known for part in [one, *re.findall(r"[0-9A-Za-z]+", one)] if any(map(str.isdigit, part))}
    assert not {part for part in (*ids, *of_before) if len(part) > 3} & words
    for secret in (PAYMENT_CODE, "471147", "BFOXN", "hunter22", "rtsp://admin", store.secrets.get(DATABASE_KEY).hex()):
        assert secret not in text
    assert str(secrets[0]) not in text


def test_a_till_that_cannot_be_opened_has_a_bundle_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    assert main(["support-bundle", str(tmp_path / "b.zip"), "--data", str(tmp_path / "nothing")]) == 0
    with zipfile.ZipFile(tmp_path / "b.zip") as bundle:
        document = json.loads(bundle.read("doctor.json"))
    assert document["error"]["code"] == "store_missing"
    capsys.readouterr()
    assert main(["support-bundle", str(tmp_path / "no" / "b.zip"), "--data", str(tmp_path / "nothing")]) == 3
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "bundle_unwritable"
