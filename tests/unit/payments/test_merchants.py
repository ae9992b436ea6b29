"""The file with the store's accounts: what it may say, what is wrong in words, and that it tells nobody else."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization

from pos_client.payments.merchants import FILE_NAME, BadMerchant, close_files, load_accounts, open_files
from tests.wallet_server import API_KEY, keys

WECHAT = {
    "app_id": "wx0123456789abcdef",
    "merchant_id": "1900000109",
    "api_key": API_KEY,
    "certificate": "cert.pem",
    "certificate_key": "key.pem",
}
ALIPAY = {"app_id": "2021000000000001", "private_key": "own.pem", "operator_key": "operator.pem"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    own, operators = keys()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    private = own.private_bytes(pem, pkcs8, serialization.NoEncryption())
    public = operators.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    own_public = own.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    for name, content in {
        "own.pem": private,
        "key.pem": private,
        "cert.pem": b"-",
        "operator.pem": public,
        "mine.pem": own_public,
    }.items():
        (tmp_path / name).write_bytes(content)
        (tmp_path / name).chmod(0o600)
    return tmp_path


def written(folder: Path, document: Any) -> Path:
    (folder / FILE_NAME).write_text(json.dumps(document))
    (folder / FILE_NAME).chmod(0o600)
    return folder


def loaded(folder: Path) -> dict[str, Any]:
    return dict(load_accounts(folder, lambda: dt.datetime.now(dt.UTC), "T01"))


def test_no_file_is_no_wallet(tmp_path: Path) -> None:
    assert loaded(tmp_path) == {}


def test_each_wallet_by_itself_or_both(folder: Path) -> None:
    assert list(loaded(written(folder, {"alipay": ALIPAY}))) == ["alipay"]
    found = loaded(written(folder, {"wechat": WECHAT, "alipay": ALIPAY}))
    assert {name: account.provider.name for name, account in found.items()} == {"wechat": "wechat", "alipay": "alipay"}
    assert found["wechat"].wire.client_certificate == (str(folder / "cert.pem"), str(folder / "key.pem"))


@pytest.mark.parametrize(
    ("document", "wallet", "field"),
    [
        ([], "", ""),
        ({"paypal": {}}, "", ""),
        ({"wechat": WECHAT | {"api_key": "short secret"}}, "wechat", "api_key"),
        ({"wechat": {k: v for k, v in WECHAT.items() if k != "merchant_id"}}, "wechat", "merchant_id"),
        ({"wechat": WECHAT | {"certificate_key": "../key.pem"}}, "wechat", "certificate_key"),
        ({"wechat": WECHAT | {"address": "http://gateway"}}, "wechat", "address"),
        ({"wechat": WECHAT | {"password": "secret"}}, "wechat", "password"),
        ({"alipay": ALIPAY | {"private_key": "operator.pem"}}, "alipay", "private_key"),
        ({"alipay": ALIPAY | {"operator_key": "mine.pem"}}, "alipay", "operator_key"),
        ({"alipay": ALIPAY | {"operator_key": 5}}, "alipay", "operator_key"),
    ],
)
def test_what_is_wrong_is_said_without_repeating_a_value(folder: Path, document: Any, wallet: str, field: str) -> None:
    with pytest.raises(BadMerchant) as caught:
        loaded(written(folder, document))
    assert (caught.value.wallet, caught.value.field) == (wallet, field)
    assert "secret" not in str(caught.value).replace("beside the secrets", "")


def test_a_file_that_others_can_read_is_closed(folder: Path) -> None:
    written(folder, {"alipay": ALIPAY})
    assert open_files(folder) == ()
    (folder / FILE_NAME).chmod(0o644)
    (folder / "own.pem").chmod(0o640)
    assert close_files(folder) == (FILE_NAME, "own.pem")
    assert open_files(folder) == ()
