"""Doctor on wallets: against operators on this machine, whose certificate it must be able to believe."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

from cryptography.hazmat.primitives import serialization

from pos_client.commands.doctor_wallets import wallet_findings, wallets_document
from pos_client.payments.merchants import FILE_NAME
from tests.wallet_server import keys, serving


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def test_file_keys_clock_and_reachability(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    folder.mkdir()
    assert wallets_document(folder, now)["state"] == "none"
    own, operators = keys()
    pem = serialization.Encoding.PEM
    key = own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "own.pem").write_bytes(key)
    public = operators.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    (folder / "operator.pem").write_bytes(public)
    with serving(tmp_path) as (_, _, provider):
        wire = provider._wire
        assert wire.ca_file is not None
        shutil.copy(wire.ca_file, folder / "ca.pem")
        account = {"app_id": "1", "private_key": "own.pem", "operator_key": "operator.pem", "address": wire.address}

        def state(**changes: str) -> str:
            (folder / FILE_NAME).write_text(json.dumps({"alipay": account | changes}))
            return str(wallets_document(folder, now)["accounts"]["alipay"]["state"])

        assert state(ca_file="ca.pem") == "ready"
        hour = dt.timedelta(hours=1)
        late = wallets_document(folder, lambda: now() - hour)["accounts"]["alipay"]
        assert (late["state"], round(late["clock_off_seconds"], -1)) == ("clock_off", -3600)
        assert state() == "untrusted"
    assert state(ca_file="ca.pem") == "unreachable"
    for path in folder.iterdir():
        path.chmod(0o600)
    (folder / FILE_NAME).chmod(0o644)
    found = wallet_findings(wallets_document(folder, now), folder)
    assert [code for code, _ in found] == ["wallets_open", "wallet_unreachable"]
    (folder / FILE_NAME).write_text('{"alipay": {"app_id": "secret"}}')
    (code, params), _ = wallet_findings(wallets_document(folder, now), folder)
    assert code == "wallets_wrong"
    assert "secret" not in str(params)
