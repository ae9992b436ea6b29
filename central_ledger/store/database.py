"""What the stores ask of an engine: transactions, locks, and statements. One text of SQL serves all engines.

How to write statements and transactions is in CONTRIBUTING.md, why it is so in
docs/decisions/one-ledger-on-two-engines.md.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, TypeVar

from central_ledger.store.migrations import Step, steps_since
from central_ledger.store.schema import SCHEMA_VERSION

Row = tuple[Any, ...]
Result = TypeVar("Result")
#: Writes rows that were left for last, by their keys.
WriteLast = Callable[[Mapping[tuple[str, str], Any]], None]


class StoreUnavailable(Exception):
    """The database cannot be used now (busy, full, gone, wrong key, damaged). Nothing was half written."""


class StoreDamaged(StoreUnavailable):
    """The engine finds that what lies there is not what it wrote."""


class Database(ABC):
    """One connection. Not to be used by two threads at a time; each thread that works beside another opens its own."""

    #: Whether the tables lie in shards on several machines: then a transaction stays within one of them where it can,
    #: and what goes on elsewhere is carried there (`clearing`).
    is_distributed = False
    #: A name in the shard that the transaction under way writes; None: it may write any.
    home: str | None = None

    @property
    @abstractmethod
    def name(self) -> str:
        """What messages call it; without a password."""

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def check_file(self) -> None:
        """Read what no answer depends on, where the engine leaves that to us. Raises StoreUnavailable for damage."""

    @abstractmethod
    def transaction(self) -> AbstractContextManager[None]:
        """A write transaction, alone: nobody else writes meanwhile, in whatever process. All of it is durable when the
        block ends, or nothing of it. Within another one it is a part that can fail by itself. Raises StoreUnavailable.
        """

    @abstractmethod
    def beside(self, names: Iterable[str], work: Callable[[], Result], home: str | None = None) -> Result:
        """Run `work` in a write transaction beside others, alone with what is called so: stores, members, holders.
        `home` is the shard that it writes where the database is distributed.

        What it touches beyond these names is found out, and `work` begins again with them: it must do nothing that a
        rollback does not take back. Raises StoreUnavailable.
        """

    @contextmanager
    def _at_home(self, home: str | None) -> Iterator[None]:
        """Within the block the transaction writes this shard; where everything lies together, there are none."""
        self.home = home if self.is_distributed else None
        try:
            yield
        finally:
            self.home = None

    def shard_of(self, name: str) -> str:
        """One name for all that lies in one shard with this one; that name lies there itself."""
        return name

    def spans(self, why: str) -> None:  # noqa: B027  (nothing is an answer)
        """Within a transaction: it writes several shards, for this reason (a key of `distribution.SPANNING`)."""

    def learn_shards(self, names: Iterable[str]) -> None:  # noqa: B027  (nothing is an answer)
        """`shard_of` will be asked about these."""

    @contextmanager
    def carrying(self, sources: Sequence[str]) -> Iterator[list[str]]:
        """Those of these sources from which nobody else, in whatever process, carries while the block runs."""
        yield list(sources)

    @abstractmethod
    def lock(self, names: Iterable[str]) -> None:
        """Within `beside`: be alone with these too, until the end. Late is good: others wait for less."""

    def answers(self, statement: str, questions: Iterable[Sequence[Any]]) -> list[list[Row]]:
        """The answers to one SELECT with each of these values, in their order: asked together where that is cheaper."""
        return [self.rows(statement, values) for values in questions]

    def prime(self, statement: str, questions: Iterable[Sequence[Any]]) -> None:  # noqa: B027  (nothing is an answer)
        """These values will be asked about with this SELECT, one by one: an engine that is far away asks together."""

    def last(self, key: tuple[str, str], rows: Mapping[Any, Any], write: WriteLast) -> None:
        """Write rows, later than anything else in a transaction beside others: by keys, in the order of the keys. One
        call of `write` gets what follows each other there and is to be written by it.
        """
        write({key: rows})

    @abstractmethod
    def snapshot(self, *, whole: bool = False) -> AbstractContextManager[None]:
        """Read one moment of the database, beside writers; of a distributed one the moment of each machine, or with
        `whole` the same one, for which writers wait a little. Raises StoreUnavailable.
        """

    @abstractmethod
    def archiving(self, tables: Sequence[str]) -> AbstractContextManager[None]:
        """Within a transaction: rows of these tables, which are only added to otherwise, may be deleted in the block,
        because they lie in an archive.
        """

    @contextmanager
    def erasing(self, names: str) -> Iterator[None]:
        """Within a transaction: it drops what is about these names, each between two line ends, as a row of `erasure`
        says. For an engine whose shards cannot look at that row.
        """
        yield

    def archives_itself(self) -> bool:
        """Whether the engine keeps its log elsewhere by itself, so that it can be put back without a backup of ours."""
        return False

    @abstractmethod
    def execute(self, statement: str, values: Sequence[Any] = ()) -> int:
        """Run one statement; gives the number of rows that it changed."""

    @abstractmethod
    def execute_many(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row, in order."""

    @abstractmethod
    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]: ...

    def row(self, statement: str, values: Sequence[Any] = ()) -> Row | None:
        found = self.rows(statement, values)
        return found[0] if found else None

    def value(self, statement: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row, or None."""
        found = self.row(statement, values)
        return None if found is None else found[0]

    @abstractmethod
    def join_serving(self, begin: Callable[[], None]) -> None:
        """From now on until this connection is closed, its process serves. `begin` is run when no other one does, and
        before any other one joins. Raises StoreUnavailable.
        """

    def identity(self) -> str:
        """Another text after the database was put back from a dump, or its server began anew; the embedded engine's
        file is served by one process alone, which starts anew then.
        """
        return ""

    @abstractmethod
    def schema_version(self) -> int:
        """0: there are no tables yet."""

    @abstractmethod
    def _take(self, step: Step) -> None:
        """One statement of the schema, in the engine's own words."""

    @abstractmethod
    def _set_schema_version(self, version: int) -> None: ...

    def create(self) -> None:
        """Make the tables that are not there, also in a database of an older program. Raises StoreUnavailable for one
        of a newer program.
        """
        if self._is_current():
            return
        with self.transaction():
            if self._is_current():  # another process was faster
                return
            for step in steps_since(self.schema_version()):
                self._take(step)
            self._set_schema_version(SCHEMA_VERSION)

    def _is_current(self) -> bool:
        version = self.schema_version()
        if version > SCHEMA_VERSION:
            raise StoreUnavailable(f"{self.name} was written by a newer program (schema {version}): update this one")
        return version == SCHEMA_VERSION
