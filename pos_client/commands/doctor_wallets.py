"""What doctor says of the wallets' accounts: file, keys, clock, reachability. No value of the file is shown, nothing is
asked of an operator but its web server's date.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from pos_client.payments.http import NoAnswer, Wire
from pos_client.payments.merchants import FILE_NAME, BadMerchant, load_accounts, open_files

#: Alipay's gateway refuses requests whose time is minutes off.
CLOCK_SECONDS_MAX = 120


def wallets_document(folder: Path, now: Callable[[], datetime]) -> dict[str, Any]:
    """`state` of the file is none, ready or wrong; of each account ready, unreachable, untrusted or clock_off."""
    try:
        accounts = load_accounts(folder, now, "")
    except BadMerchant as error:
        return {"file": FILE_NAME, "state": "wrong", "detail": str(error), "accounts": {}}
    found = {name: _account(account.wire, now) for name, account in accounts.items()}
    return {"file": FILE_NAME, "state": "ready" if found else "none", "accounts": found}


def wallet_findings(document: dict[str, Any], folder: Path) -> list[tuple[str, dict[str, Any]]]:
    """Codes of findings with their params."""
    found: list[tuple[str, dict[str, Any]]] = []
    if document["state"] == "wrong":
        found.append(("wallets_wrong", {"detail": document["detail"]}))
    if names := open_files(folder):
        found.append(("wallets_open", {"files": list(names)}))
    for name, account in document["accounts"].items():
        if account["state"] != "ready":
            found.append((f"wallet_{account['state']}", {"wallet": name, **account}))
    return found


def _account(wire: Wire, now: Callable[[], datetime]) -> dict[str, Any]:
    shown: dict[str, Any] = {"address": wire.address}
    if not wire.reachable():
        return shown | {"state": "unreachable"}
    try:
        theirs = wire.date()
    except NoAnswer as error:
        return shown | {"state": "untrusted", "detail": str(error)}
    off = 0 if theirs is None else round((now() - theirs).total_seconds())
    return shown | {"state": "clock_off" if abs(off) > CLOCK_SECONDS_MAX else "ready", "clock_off_seconds": off}
