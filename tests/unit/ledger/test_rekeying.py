"""Another key for the ledger at rest, the issuer's and the journals': nothing is lost, whatever is cut off."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from central_ledger import rekeying
from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.keys import export_keys, group_key, issuer_key, store_key
from central_ledger.application.member_codes import member_code
from central_ledger.application.renewal import renew_export_key, renew_issuer_key, renew_store_key
from central_ledger.data_directory import DataDirectory
from central_ledger.serving import serving
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.key_files import next_key_path, read_key
from retail.sealed_message import seal, unseal

NOW = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)


def group_of(data):
    """What the ledger signs with, read anew."""
    ledger = data.open()
    try:
        assert audit(ledger).problems == []
        assert ledger.members.get("M1").name == "林若曦"
        return group_key(ledger).raw
    finally:
        ledger.close()


def test_everything_is_there_and_the_old_key_opens_nothing(data, tmp_path, capsys):
    group, old = group_of(data), read_key(data.key_path)
    stolen = tmp_path / "stolen"
    shutil.copytree(data.path, stolen)
    assert main(["rekey", "--data", str(data.path)]) == 0
    assert read_key(data.key_path) != old
    assert not next_key_path(data.key_path).exists()
    assert group_of(data) == group
    # Whoever has the key of before and the database of now has nothing, and the other way round.
    kept = data.key_path.read_text()
    data.key_path.write_text(old)
    with pytest.raises(StoreUnavailable):
        group_of(data)
    data.key_path.write_text(kept)
    if data.url is None:
        (stolen / "ledger.key").write_text(kept)
        with pytest.raises(StoreUnavailable):
            DataDirectory(stolen).open()


def test_a_ledger_that_is_served_is_left_alone(data, capsys):
    old = read_key(data.key_path)
    with serving(data):
        assert main(["rekey", "--data", str(data.path)]) in (1, 2)
    assert read_key(data.key_path) == old
    assert "served" in capsys.readouterr().err
    assert group_of(data)


@pytest.mark.parametrize("before", [True, False], ids=["before the database changed", "after it"])
def test_a_cut_in_the_middle_loses_nothing(data, monkeypatch, before):
    class Cut(BaseException):
        pass

    def cut(*_):
        raise Cut

    group, old = group_of(data), read_key(data.key_path)
    if before:
        monkeypatch.setattr(rekeying, "copy_under" if data.url is None else "Seal", cut)
    else:
        monkeypatch.setattr("central_ledger.data_directory.promote_key", cut)
    with pytest.raises(Cut):
        rekeying.rekey(data)
    assert next_key_path(data.key_path).exists()
    monkeypatch.undo()
    assert group_of(data) == group
    assert (read_key(data.key_path) == old) is before
    rekeying.rekey(data)
    assert group_of(data) == group
    assert read_key(data.key_path) != old
    assert sorted(path.name for path in Path(data.path).glob("*.next*")) == []


def test_codes_of_the_old_issuer_s_key_end_when_it_is_said(data):
    ledger = data.open(lambda: datetime.now(UTC))
    before = issuer_key(ledger).kid.hex()
    new, ends = renew_issuer_key(ledger, 30)
    assert issuer_key(ledger).kid.hex() == new != before
    assert datetime.fromisoformat(ends) - datetime.now(UTC) > timedelta(days=29)
    code, _ = member_code(ledger, "M1")
    assert code.startswith("UM1:")
    _, at_once = renew_issuer_key(ledger, 0)
    rows = {row.key: row.data for row in ledger.feeds.after("group", "keys", 0, 100)}
    assert at_once in rows[before], "every till is told"
    assert at_once in rows[new]


def test_a_badge_of_before_is_signed_by_a_key_that_has_ended(data):
    ledger = data.open()
    with ledger.database.transaction():
        before = store_key(ledger, "S01").kid.hex()
    new = renew_store_key(ledger, "S01")
    with ledger.database.transaction():
        assert store_key(ledger, "S01").kid.hex() == new != before
    ends = {row.key: json.loads(row.data)["valid_to"] for row in ledger.feeds.after("group", "keys", 0, 100)}
    assert ends[before] is not None
    assert ends[new] is None
    with pytest.raises(ValueError, match="no store"):
        renew_store_key(ledger, "S99")


def test_what_was_sealed_for_the_old_key_is_still_read(data):
    ledger = data.open()
    old = next(iter(export_keys(ledger).values()))
    late = seal(b"told late", purpose="p", reader_public=old.public)
    new = renew_export_key(ledger)
    assert next(iter(export_keys(ledger))) == new
    assert unseal(late, export_keys(ledger), purpose="p") == b"told late"
