"""What the code under a receipt, or on a rain check, says: checked with the key of the till that printed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos_client.application.keys import KeyRing
from retail.paper_codes import RainCheckCode, ReceiptCode, open_rain_check, open_receipt
from retail.signed import VerifyingKey


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """A genuine receipt, and which store's till printed it."""

    store: str
    till: str
    code: ReceiptCode


@dataclass(frozen=True, slots=True)
class ShownRainCheck:
    """A genuine promise that was shown, and which store's till made it."""

    code: RainCheckCode
    store: str


def read_rain_check(text: str, key_rows: Iterable[Mapping[str, Any]], now: datetime) -> ShownRainCheck:
    """A till's earlier keys count too: a promise may be older than the key of today. Raises CodeRefused."""
    keys, stores = KeyRing(key_rows), list[str]()

    def key_for(kid: bytes) -> VerifyingKey | None:
        found = keys.till_of(kid)
        if found is not None:
            stores.append(found[0])
        return None if found is None else found[2]

    code = open_rain_check(text, key_for, now)
    return ShownRainCheck(code, stores[-1])


def read_receipt(text: str, key_rows: Iterable[Mapping[str, Any]]) -> ShownReceipt:
    """A till's earlier keys count too: a receipt is older than the key of today. Raises CodeRefused."""
    keys = KeyRing(key_rows)
    signers: list[tuple[str, str]] = []

    def key_for(kid: bytes) -> VerifyingKey | None:
        found = keys.till_of(kid)
        if found is None:
            return None
        signers.append(found[:2])
        return found[2]

    code = open_receipt(text, key_for)
    return ShownReceipt(*signers[-1], code)
