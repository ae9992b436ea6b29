"""Rows of a table whose last column is a document (JSON): what is kept of a record of the trade, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from offline_cache.compact_json import compact_json


def row_of(record: Any, columns: Sequence[str]) -> tuple[Any, ...]:
    """The columns are named like the record's fields."""
    return (*(getattr(record, name) for name in columns[:-1]), compact_json(getattr(record, columns[-1])))


def fields_of(row: Sequence[Any], columns: Sequence[str]) -> dict[str, Any]:
    *values, document = row
    return dict(zip(columns, (*values, json.loads(document)), strict=True))
