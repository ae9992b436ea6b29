"""What the code under a receipt says, checked with the key of the till that printed it: no connection is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pos_client.application.keys import KeyRing
from retail.paper_codes import ReceiptCode, open_receipt
from retail.signed import VerifyingKey


@dataclass(frozen=True, slots=True)
class ShownReceipt:
    """A genuine receipt, and which store's till printed it."""

    store: str
    till: str
    code: ReceiptCode


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
