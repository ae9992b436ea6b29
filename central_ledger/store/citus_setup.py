"""Make a ledger's tables in shards, in an empty database of Citus, and open whichever database there is."""

from __future__ import annotations

from psycopg import errors

from central_ledger.store.citus import FIRST, CitusDatabase
from central_ledger.store.citus_workers import wrong_workers
from central_ledger.store.database import Database, StoreUnavailable
from central_ledger.store.postgresql import PostgresDatabase


class _Empty(CitusDatabase):
    """One whose tables are still to be made, in so many shards."""

    shards = 0

    def _place(self, shards: int | None = None) -> None:
        super()._place(self.shards)


def opened(url: str) -> Database:
    """A connection to the ledger's database, whichever of the two it is on. Raises StoreUnavailable."""
    database = PostgresDatabase(url)
    if not _is_distributed(database):
        return database
    database.close()
    return CitusDatabase(url)


def _is_distributed(database: PostgresDatabase) -> bool:
    if database.value("SELECT to_regclass('pg_catalog.pg_dist_partition')") is None:
        return False
    statement = "SELECT 1 FROM pg_dist_partition WHERE logicalrelid = to_regclass(?)"
    return database.value(statement, (FIRST,)) is not None


def make_distributed(url: str, shards: int) -> None:
    """Make the tables in so many shards. Raises ValueError when this database is not one for it: nothing was changed.

    Raises StoreUnavailable.
    """
    database = _Empty(url)
    try:
        why = _why_not(database, shards)
        if why:
            raise ValueError(f"{database.name} {why}")
        database.shards = shards
        database.create()
    except (errors.FeatureNotSupported, errors.InsufficientPrivilege) as error:
        raise StoreUnavailable(f"{database.name} cannot be distributed: {error}") from error
    finally:
        database.close()


def _why_not(database: PostgresDatabase, shards: int) -> str:
    if not 1 <= shards <= 4096:
        return "can have 1 to 4096 shards"
    if database.value("SELECT 1 FROM pg_extension WHERE extname = 'citus'") is None:
        return (
            "has no Citus: say CREATE EXTENSION citus in it on the coordinator and on every worker (and "
            "shared_preload_libraries = 'citus' in their configuration), then citus_add_node for each worker"
        )
    if _is_distributed(database):
        return "holds a distributed ledger already: init without --distribute changes nothing that is there"
    if database.schema_version():
        return (
            "holds a ledger that is not distributed: distribute an empty database, and take this one's backup "
            "there (docs/scaling.md)"
        )
    taken = database.value(
        "SELECT string_agg(c.relname, ', ') FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() AND NOT EXISTS (SELECT 1 FROM pg_depend AS d "
        "WHERE d.objid = c.oid AND d.deptype = 'e')"
    )
    if taken:
        return f"is not empty: it has {taken}"
    if not database.value("SELECT COUNT(*) FROM pg_dist_node WHERE isactive AND shouldhaveshards"):
        return "has no worker: say citus_add_node on the coordinator for each"
    careless = wrong_workers(database)
    if careless:
        return (
            f"has workers that may forget what they have acknowledged when they fail ({careless[0]}): set "
            "synchronous_commit = on in each one's configuration"
        )
    return ""
