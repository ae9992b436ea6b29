"""Doctor names the offers that this program does not use, and the till is whole all the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from offline_cache import Enrolment
from pos_client.bootstrap.desk import open_till_store
from pos_client.commands.doctor import run_doctor

AS_OF = "2026-11-11T09:00:00+08:00"


def test_an_offer_that_breaks_the_contract_is_named_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = open_till_store(tmp_path / "till", program="test")
    base.store.enrol(Enrolment("S01", "店", "T02", "CNY", "ledger-1", "https://ledger.example"), bytes(32))
    good = {"id": "GOOD", "source": "promotion", "stage": "order", "effect": {"kind": "amount_off", "amount": 1}}
    bad = {"id": "BAD", "source": "promotion", "stage": "order", "effect": {"kind": "percent_off", "bps": 10_001}}
    rows = [
        {"key": d["id"], "version": 1, "deleted": False, "data": {"offer_id": d["id"], "version": 7, "document": d}}
        for d in (good, bad)
    ]
    base.store.pulled.apply_page("offers", rows, "c", AS_OF)
    base.close()
    run_doctor(["--data", str(tmp_path / "till")])
    said = json.loads(capsys.readouterr().out)
    found = [finding for finding in said["findings"] if finding["code"] == "offer_rejected"]
    assert said["whole"] is True
    assert [(f["params"]["offer_id"], f["params"]["version"], f["params"]["path"]) for f in found] == [
        ("BAD", 7, "$.effect.bps")
    ]
