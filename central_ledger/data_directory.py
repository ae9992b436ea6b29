"""Where a ledger lives: a directory with everything, or a database of a server that several processes share.

In a directory, `ledger.key` (0600) holds the raw key of the embedded database, unless the environment variable
CENTRAL_LEDGER_KEY_FILE names another file; everything secret but the app's token is inside the database. A directory
whose ledger is on PostgreSQL has the database's address in `database.url` (0600); there the key seals the group's
private keys, since the rest of that database is not encrypted by us.
"""

from __future__ import annotations

import os
import secrets
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from central_ledger.application.keys import NotInitialised, initialise
from central_ledger.application.ledger import Ledger, utc_now
from central_ledger.application.people import let_member_app_speak
from central_ledger.store.database import Database, StoreUnavailable
from central_ledger.store.key_files import make_key, next_key_path, promote_key, read_key, write_secret
from central_ledger.store.reference import Reference
from central_ledger.store.sealing import Seal
from central_ledger.store.sqlite import SqliteDatabase, is_key_of

KEY_FILE_VARIABLE = "CENTRAL_LEDGER_KEY_FILE"
URL_NAME = "database.url"
#: A database's address with a password in it is better here than on a command line, where others can read it.
DATABASE_VARIABLE = "CENTRAL_LEDGER_DATABASE"


class DataDirectory:
    """Where one ledger lives. `url` is a PostgreSQL database; without it: what the directory says, else a file in it.

    Without a directory (`path` None) everything is in the database of `url`.
    """

    def __init__(self, path: Path | None, url: str | None = None) -> None:
        if path is None and url is None:
            raise ValueError("say where the ledger is: --data DIR, or --database postgresql://…")
        self._path = path
        self._given_url = url
        named = os.environ.get(KEY_FILE_VARIABLE)
        self._named_key = Path(named) if named else None
        #: The new token of the members' app, to be shown this once; None: there is none, or it is in the directory.
        self.shown_token: str | None = None

    @classmethod
    def of(cls, options: Namespace) -> DataDirectory:
        """The one that a command line names."""
        return cls(options.data, options.database)

    @property
    def path(self) -> Path:
        """Raises ValueError when there is only a database."""
        if self._path is None:
            raise ValueError("this needs a directory: say --data DIR")
        return self._path

    @property
    def folder(self) -> Path | None:
        """As `path`; None when there is only a database."""
        return self._path

    @property
    def place(self) -> str:
        """What messages call it."""
        return str(self._path) if self._path is not None else "this database"

    @property
    def database_path(self) -> Path:
        return self.path / "ledger.db"

    @property
    def key_path(self) -> Path:
        return self._named_key or self.path / "ledger.key"

    @property
    def token_path(self) -> Path:
        return self.path / "member-app.token"

    @property
    def url(self) -> str | None:
        """The address of the ledger's PostgreSQL database; None: it is embedded."""
        if self._given_url is not None or self._path is None:
            return self._given_url
        try:
            return (self._path / URL_NAME).read_text("utf-8").strip()
        except FileNotFoundError:
            return None

    def arguments(self) -> tuple[str, ...]:
        """What a command line names it by."""
        return () if self._path is None else ("--data", str(self._path))

    def environment(self) -> dict[str, str]:
        """What a command of this program needs besides: an address with a password is nothing for a command line."""
        return {} if self._given_url is None else {DATABASE_VARIABLE: self._given_url}

    @property
    def exists(self) -> bool:
        """Whether an embedded ledger is there."""
        return self.database_path.exists()

    def open(self, clock: Callable[[], datetime] = utc_now) -> Ledger:
        """A ledger over a new connection, brought up to date where it is of an older program. Raises NotInitialised
        when there is none, and StoreUnavailable.
        """
        ledger = self.look(clock)
        try:
            ledger.database.create()
        except BaseException:
            ledger.close()
            raise
        return ledger

    @contextmanager
    def opened(self) -> Iterator[Ledger]:
        """As `open`, for a block."""
        ledger = self.open()
        try:
            yield ledger
        finally:
            ledger.close()

    def look(self, clock: Callable[[], datetime] = utc_now) -> Ledger:
        """As `open`, and the tables stay as they are, of whatever program. Raises NotInitialised, StoreUnavailable."""
        url = self.url
        if url is None and not self.exists:
            raise NotInitialised(
                f"{self.place} holds no ledger yet: run `central-ledger init --data {self.place}` first"
            )
        database = self._connect(url)
        try:
            if url is not None and not database.schema_version():
                raise NotInitialised(f"{database.name} holds no ledger yet: run `central-ledger init` on it first")
            return Ledger(database, clock, self._seal(database))
        except BaseException:
            database.close()
            raise

    def _seal(self, database: Database) -> Seal:
        """Of a server's database: by the key file that is named, or lies in the directory; without one nothing is."""
        if self.url is None or (self._named_key is None and self._path is None):
            return Seal()
        if self._named_key is None and not self.key_path.exists():
            return Seal()
        following = next_key_path(self.key_path)
        if following.exists() and Reference(database).opens(Seal(bytes.fromhex(read_key(following)))):
            promote_key(self.key_path)  # another key was being given, and was cut off at its end
        return Seal(bytes.fromhex(read_key(self.key_path)))

    def distribute(self, shards: int) -> None:
        """Make the tables in shards, in an empty database of Citus. Raises ValueError when it is
        none, and StoreUnavailable."""
        from central_ledger.store.citus_setup import make_distributed  # noqa: PLC0415

        if self.url is None:
            raise ValueError("only a database of Citus can be distributed: say --database postgresql://…")
        make_distributed(self.url, shards)

    def initialise(self, clock: Callable[[], datetime] = utc_now) -> bool:
        """Make what is not there of directory, key, tables, the group's keys and the app's token. False: nothing."""
        if self._path is not None:
            self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        url = self.url
        if url is None and not self.key_path.exists():
            if self.exists:
                raise StoreUnavailable(
                    f"{self.key_path} is missing: {self.database_path} cannot be read without its key"
                )
            make_key(self.key_path)
        database = self._connect(url)
        try:
            if url is None:
                os.chmod(self.database_path, 0o600)
            database.create()
            if url is not None and (self._named_key or self._path) and not self.key_path.exists():
                # Where keys are sealed already, another key opens none of them.
                Ledger(database).reference.secrets("group")
                make_key(self.key_path)
            ledger = Ledger(database, clock, self._seal(database))
            with database.transaction():
                made = initialise(ledger)
                if made and url is not None:
                    self._keep_app_token(ledger)
                made = bool(ledger.reference.seal_secrets()) or made
        finally:
            database.close()
        if url is None:
            if not self.token_path.exists():
                write_secret(self.token_path, secrets.token_urlsafe(32))
                made = True
        elif self._path is not None and not (self._path / URL_NAME).exists():
            write_secret(self._path / URL_NAME, url)
            made = True
        return made

    def renew_app_token(self) -> None:
        """Another token for the members' app of a ledger on PostgreSQL; the old one ends."""
        ledger = self.open()
        try:
            self._keep_app_token(ledger)
        finally:
            ledger.close()

    def _keep_app_token(self, ledger: Ledger) -> None:
        """A new token in the directory, or without one in `shown_token`: the database keeps its hash alone."""
        token = secrets.token_urlsafe(32)
        let_member_app_speak(ledger, token)
        if self._path is None:
            self.shown_token = token
        else:
            self.token_path.unlink(missing_ok=True)
            write_secret(self.token_path, token)

    def member_app_token(self) -> str:
        """The token in the directory. Raises NotInitialised when there is none."""
        try:
            return self.token_path.read_text("ascii").strip()
        except OSError as error:
            raise NotInitialised(f"the token of the members' app cannot be read: {error}") from error

    def _connect(self, url: str | None) -> Database:
        if url is not None:
            # Its driver takes a tenth of a second to import, which no embedded ledger needs.
            from central_ledger.store.citus_setup import opened  # noqa: PLC0415

            return opened(url)
        following = next_key_path(self.key_path)
        if following.exists() and is_key_of(self.database_path, read_key(following)):
            promote_key(self.key_path)  # another key was being given, and was cut off at its end
        return SqliteDatabase(self.database_path, read_key(self.key_path))
