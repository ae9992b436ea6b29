"""All rows of a ledger that lies on several machines, of one moment, as files; and an empty PostgreSQL made of them.

One file a table, as COPY writes it in binary, and a manifest with each one's columns and hash. What was under way
between shards is in it as it waited; whoever opens the copy carries it on (`application.clearing.Carrier`).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from central_ledger.store.database import Database, StoreUnavailable
from central_ledger.store.distribution import PLACES
from central_ledger.store.postgresql import PostgresDatabase

MANIFEST = "manifest.json"
_PIECE_BYTES = 1 << 20


def copy_out(database: Database, folder: Path) -> Path:
    """Write the files into a new folder; gives it. Writers wait until every machine has its picture of the moment."""
    assert isinstance(database, PostgresDatabase)
    folder.mkdir(mode=0o700, parents=True)
    tables: dict[str, Any] = {}
    with database.snapshot(whole=True):
        for table in sorted(PLACES):
            columns = [name for (name,) in database.rows(_COLUMNS, (table,))]
            digest = hashlib.sha256()
            names = ", ".join(columns)
            with (
                database.copying(f"COPY (SELECT {names} FROM {table}) TO STDOUT (FORMAT binary)") as pieces,
                _file(folder, table).open("wb") as file,
            ):
                for piece in pieces:
                    digest.update(piece)
                    file.write(piece)
            tables[table] = {"columns": columns, "sha256": digest.hexdigest()}
        document = {"schema": database.schema_version(), "tables": tables}
    (folder / MANIFEST).write_text(json.dumps(document, indent=1), "utf-8")
    return folder


_COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = ? "
    "ORDER BY ordinal_position"
)


def copy_in(folder: Path, url: str) -> None:
    """Make the ledger of these files in an empty PostgreSQL database. Raises ValueError when the database is not empty
    or the files are not what was written, and StoreUnavailable.
    """
    document = json.loads((folder / MANIFEST).read_text("utf-8"))
    tables = document["tables"]
    for table, said in tables.items():
        with _file(folder, table).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != said["sha256"]:
                raise ValueError(f"{_file(folder, table)} is not what was written")
    database = PostgresDatabase(url)
    try:
        if database.schema_version():
            raise ValueError(f"{database.name} holds a ledger already: name an empty database")
        database.create()
        if database.schema_version() != document["schema"]:
            raise StoreUnavailable(f"these files are of schema {document['schema']}: use the program that wrote them")
        with database.transaction():
            database.execute("DELETE FROM meta")
            for table, said in tables.items():
                names = ", ".join(said["columns"])
                with (
                    database.copying(f"COPY {table} ({names}) FROM STDIN (FORMAT binary)") as rows,
                    _file(folder, table).open("rb") as file,
                ):
                    while piece := file.read(_PIECE_BYTES):
                        rows.write(piece)
    finally:
        database.close()


def _file(folder: Path, table: str) -> Path:
    return folder / f"{table}.copy"
