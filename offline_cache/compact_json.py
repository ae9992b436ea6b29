"""JSON texts in the till's tables: small, and readable as Chinese."""

from __future__ import annotations

from typing import Any

import msgspec

#: Five times as fast as the standard library, of whose compact form the texts are.
_encode = msgspec.json.Encoder().encode


def compact_json(value: Any) -> str:
    return _encode(value).decode()
