"""The ledger's directory on disk: the encrypted database, its key, and the token of the members' app.

`ledger.key` (0600) holds the raw key of the database, unless the environment variable CENTRAL_LEDGER_KEY_FILE names
another file; everything secret but the app's token is inside the database.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from central_ledger.application.keys import NotInitialised, initialise
from central_ledger.application.ledger import Ledger, utc_now
from central_ledger.store.database import Database, StoreUnavailable, make_key, read_key, write_secret

KEY_FILE_VARIABLE = "CENTRAL_LEDGER_KEY_FILE"


class DataDirectory:
    """Where one ledger lives."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database_path = path / "ledger.db"
        named = os.environ.get(KEY_FILE_VARIABLE)
        self.key_path = Path(named) if named else path / "ledger.key"
        self.token_path = path / "member-app.token"

    @property
    def exists(self) -> bool:
        return self.database_path.exists()

    def open(self, clock: Callable[[], datetime] = utc_now) -> Ledger:
        """A ledger over a new connection. Raises NotInitialised when there is none, and StoreUnavailable."""
        if not self.exists:
            raise NotInitialised(f"{self.path} holds no ledger yet: run `central-ledger init --data {self.path}` first")
        database = Database(self.database_path, read_key(self.key_path))
        try:
            database.create()
        except StoreUnavailable:
            database.close()
            raise
        return Ledger(database, clock)

    def initialise(self, clock: Callable[[], datetime] = utc_now) -> bool:
        """Make what is not there of directory, key, tables, the group's keys and the app's token. False: nothing."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not self.key_path.exists():
            if self.exists:
                raise StoreUnavailable(
                    f"{self.key_path} is missing: {self.database_path} cannot be read without its key"
                )
            make_key(self.key_path)
        database = Database(self.database_path, read_key(self.key_path))
        try:
            os.chmod(self.database_path, 0o600)
            database.create()
            ledger = Ledger(database, clock)
            with database.transaction():
                made = initialise(ledger)
        finally:
            database.close()
        if not self.token_path.exists():
            write_secret(self.token_path, secrets.token_urlsafe(32))
            made = True
        return made

    def member_app_token(self) -> str:
        """Raises NotInitialised when there is none."""
        try:
            return self.token_path.read_text("ascii").strip()
        except OSError as error:
            raise NotInitialised(f"the token of the members' app cannot be read: {error}") from error
