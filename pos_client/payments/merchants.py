"""The store's accounts with the wallets' operators: one file of this till, `wallets.json`, beside its secrets.

    {"wechat": {"app_id", "merchant_id", "api_key", "certificate", "certificate_key", "sub_merchant_id"},
     "alipay": {"app_id", "private_key", "operator_key", "app_auth_token"}}

Each wallet may be missing. Keys and certificates are names of PEM files in the same folder; `sub_merchant_id` and
`app_auth_token` are for service providers and may be left out, as may `address` and `ca_file` (another gateway).
None of it is in the data folder, so no backup and no export has it; nothing of it is ever logged.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from pos_client.payments import alipay, wechat
from pos_client.payments.alipay import Alipay, AlipayMerchant
from pos_client.payments.http import Wire
from pos_client.payments.wechat import WeChatMerchant, WeChatPay
from retail.wallets import WalletName, WalletProvider

FILE_NAME = "wallets.json"
API_KEY_CHARACTERS = 32
FILE_BYTES_MAX = 64 * 1024

Key = TypeVar("Key")

_NEEDED: Mapping[WalletName, tuple[str, ...]] = {
    "wechat": ("app_id", "merchant_id", "api_key", "certificate", "certificate_key"),
    "alipay": ("app_id", "private_key", "operator_key"),
}
_MAY: Mapping[WalletName, tuple[str, ...]] = {
    "wechat": ("sub_merchant_id", "address", "ca_file"),
    "alipay": ("app_auth_token", "address", "ca_file"),
}


class BadMerchant(ValueError):
    """The file cannot be used. `wallet` and `field` say where; no value of it is repeated."""

    def __init__(self, wallet: str, field: str, problem: str) -> None:
        super().__init__(": ".join(part for part in (FILE_NAME, wallet, field, problem) if part))
        self.wallet, self.field, self.problem = wallet, field, problem


@dataclass(frozen=True, slots=True)
class Account:
    """One wallet of the file, usable: what pays, and the way to its operator."""

    provider: WalletProvider
    wire: Wire


def load_accounts(folder: Path, now: Callable[[], datetime], till: str) -> dict[WalletName, Account]:
    """The accounts of the file in this folder of secrets; empty where there is no file. Raises BadMerchant."""
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise BadMerchant("", "", "too long")
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise BadMerchant("", "", "unreadable") from error
    except (ValueError, RecursionError) as error:
        if isinstance(error, BadMerchant):
            raise
        raise BadMerchant("", "", "not JSON") from error
    if not isinstance(document, dict) or not set(document) <= set(_NEEDED):
        raise BadMerchant("", "", "expected wechat and alipay alone")
    found: dict[WalletName, Account] = {}
    for name in _NEEDED:
        if name in document:
            fields = _fields(name, document[name])
            found[name] = _wechat(folder, fields) if name == "wechat" else _alipay(folder, fields, now, till)
    return found


def open_files(folder: Path) -> tuple[str, ...]:
    """Names of files of the accounts that other users of this machine can read."""
    if sys.platform == "win32":
        return ()
    names = [FILE_NAME, *(path.name for path in sorted(folder.glob("*.pem")))]
    return tuple(name for name in names if (folder / name).is_file() and (folder / name).stat().st_mode & 0o077)


def close_files(folder: Path) -> tuple[str, ...]:
    """Close them to others (mode 0600); their names. Raises OSError."""
    names = open_files(folder)
    for name in names:
        (folder / name).chmod(0o600)
    return names


def _fields(wallet: WalletName, document: Any) -> dict[str, str]:
    if not isinstance(document, dict):
        raise BadMerchant(wallet, "", "not an object")
    for name, value in document.items():
        if name not in _NEEDED[wallet] + _MAY[wallet]:
            raise BadMerchant(wallet, str(name)[:32], "there is no such field")
        if not isinstance(value, str) or not value:
            raise BadMerchant(wallet, name, "expected a text")
    for name in _NEEDED[wallet]:
        if name not in document:
            raise BadMerchant(wallet, name, "missing")
    if not document.get("address", "https://").startswith("https://"):
        raise BadMerchant(wallet, "address", "expected https")
    return dict(document)


def _wechat(folder: Path, fields: Mapping[str, str]) -> Account:
    if len(fields["api_key"]) != API_KEY_CHARACTERS:
        raise BadMerchant("wechat", "api_key", f"expected {API_KEY_CHARACTERS} characters")
    certificate = _file(folder, "wechat", "certificate", fields)
    key = _file(folder, "wechat", "certificate_key", fields)
    _key("wechat", "certificate_key", lambda: load_pem_private_key(key.read_bytes(), None))
    merchant = WeChatMerchant(
        fields["app_id"], fields["merchant_id"], fields["api_key"], fields.get("sub_merchant_id", "")
    )
    wire = Wire(
        fields.get("address", wechat.ADDRESS),
        ca_file=_authority(folder, "wechat", fields),
        client_certificate=(str(certificate), str(key)),
    )
    return Account(WeChatPay(merchant, wire), wire)


def _alipay(folder: Path, fields: Mapping[str, str], now: Callable[[], datetime], till: str) -> Account:
    private = _file(folder, "alipay", "private_key", fields)
    public = _file(folder, "alipay", "operator_key", fields)
    own = _key("alipay", "private_key", lambda: load_pem_private_key(private.read_bytes(), None))
    operators = _key("alipay", "operator_key", lambda: load_pem_public_key(public.read_bytes()))
    if not isinstance(own, RSAPrivateKey):
        raise BadMerchant("alipay", "private_key", "not an RSA key")
    if not isinstance(operators, RSAPublicKey):
        raise BadMerchant("alipay", "operator_key", "not an RSA key")
    if operators.public_numbers() == own.public_key().public_numbers():
        raise BadMerchant("alipay", "operator_key", "the application's own key: the operator's is wanted")
    merchant = AlipayMerchant(fields["app_id"], own, operators, fields.get("app_auth_token", ""))
    wire = Wire(fields.get("address", alipay.ADDRESS), ca_file=_authority(folder, "alipay", fields))
    return Account(Alipay(merchant, wire, now, till), wire)


def _file(folder: Path, wallet: str, field: str, fields: Mapping[str, str]) -> Path:
    path = folder / fields[field]
    if path.parent != folder or not path.is_file():
        raise BadMerchant(wallet, field, "no such file beside the secrets")
    return path


def _authority(folder: Path, wallet: str, fields: Mapping[str, str]) -> str | None:
    return str(_file(folder, wallet, "ca_file", fields)) if "ca_file" in fields else None


def _key(wallet: str, field: str, load: Callable[[], Key]) -> Key:
    try:
        return load()
    except (OSError, ValueError, TypeError) as error:
        raise BadMerchant(wallet, field, "not a PEM key without a password") from error
