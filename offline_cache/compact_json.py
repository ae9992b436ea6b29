"""JSON texts in the till's tables: small, and readable as Chinese."""

from __future__ import annotations

import json

#: One encoder for all rows: `json.dumps` would make a new one for each.
compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
