"""Keeps peewee from loading the drivers of every other database that happens to be installed. Imported before it.

The ledger's driver for PostgreSQL, which peewee would load for nothing, is a fifth of a till's start.
"""

from __future__ import annotations

import sys

_OTHERS = [name for name in ("psycopg", "psycopg2", "pymysql", "MySQLdb") if name not in sys.modules]

for _name in _OTHERS:
    sys.modules[_name] = None  # type: ignore[assignment]  # how Python is told that a module is not there
try:
    import peewee  # noqa: F401
finally:
    for _name in _OTHERS:
        del sys.modules[_name]
