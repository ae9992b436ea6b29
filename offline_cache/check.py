"""What doctor asks of a store: is every page, every entry and every sale as it was written, and do the two heads agree?

Reads only; may run beside a till that sells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from peewee import SQL, Model, fn
from sqlcipher3 import dbapi2

from offline_cache.branches import Branches
from offline_cache.database import TillDatabase
from offline_cache.errors import DamagedFile
from offline_cache.head import KeptHead
from offline_cache.journal import NO_HEAD, ChainReport, SqliteJournalReader
from offline_cache.migrations import schema_version
from offline_cache.repositories import line_rows, return_row, sale_row, tender_rows
from offline_cache.tables import (
    PARAM,
    AcceptedCodes,
    Coupons,
    GoodsReturns,
    Journal,
    Keys,
    Members,
    Offers,
    Products,
    SaleLines,
    Sales,
    SaleTenders,
    Staff,
    Statement,
)
from retail.messages import BadEntry, Entry, Head, decode_body
from retail.ports import SyncFacts
from retail.receipt_number import receipt_number

T = TypeVar("T")


def _counting(table: type[Model]) -> Any:
    return table.select(fn.COUNT(SQL("*")))


_COUNTED: Mapping[str, type[Model]] = {
    "journal": Journal,
    "sales": Sales,
    "products": Products,
    "members": Members,
    "coupons": Coupons,
    "offers": Offers,
    "staff": Staff,
    "keys": Keys,
    "accepted_codes": AcceptedCodes,
}
_COUNTS = {name: Statement(partial(_counting, table)) for name, table in _COUNTED.items()}
_KINDS = Statement(lambda: Journal.select(Journal.kind, fn.COUNT(SQL("*"))).group_by(Journal.kind))
_NEWEST_AT = Statement(lambda: Journal.select(Journal.occurred_at).order_by(Journal.position.desc()).limit(PARAM))
_OLDEST_AT = Statement(lambda: Journal.select(Journal.occurred_at).order_by(Journal.position).limit(PARAM))
_SALE_ENTRIES = Statement(lambda: Journal.select(Journal).where(Journal.kind == PARAM).order_by(Journal.position))
_SALE = Statement(lambda: Sales.select(Sales).where(Sales.position == PARAM))
_RETURN = Statement(lambda: GoodsReturns.select(GoodsReturns).where(GoodsReturns.position == PARAM))
_LINES = Statement(lambda: SaleLines.select(SaleLines).where(SaleLines.position == PARAM))
_TENDERS = Statement(lambda: SaleTenders.select(SaleTenders).where(SaleTenders.position == PARAM))

#: A page that the writer is just moving from the WAL into the file can look damaged for a moment.
_INTEGRITY_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be. `is_damage`: what is read is not what was written; else a warning."""

    code: str
    is_damage: bool
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoreReport:
    """What a check found. `head` is the database's, `kept_head` the one outside it; `kinds` counts the
    journal's entries by kind, the oldest and the newest of which occurred at `oldest_at`
    and `newest_at` (ISO 8601; None: there is none).
    """

    schema_version: int
    sqlite_version: str
    cipher_version: str
    key_store: str
    counts: Mapping[str, int]
    chain: ChainReport
    sync: SyncFacts
    head: Head
    kept_head: KeptHead | None
    kinds: Mapping[str, int]
    oldest_at: str | None
    newest_at: str | None
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        return not any(finding.is_damage for finding in self.findings)


def check_store(
    database: TillDatabase,
    journal: SqliteJournalReader,
    kept_head: KeptHead | None,
    key_store: str,
    noticed: tuple[str, ...] = (),
) -> StoreReport:
    """Look at everything once. `noticed` are the codes of what was met when the store was opened.

    A damaged page ends only the step that needs it: the report says what can still be read.
    """
    with database.reading():
        return _report(database, journal, kept_head, key_store, noticed)


def _report(
    database: TillDatabase,
    journal: SqliteJournalReader,
    kept_head: KeptHead | None,
    key_store: str,
    noticed: tuple[str, ...],
) -> StoreReport:
    findings = [Finding(code, is_damage=code == "unreadable") for code in noticed]

    def step(look: Callable[[], T], instead: T) -> T:
        try:
            return look()
        except DamagedFile:
            if Finding("unreadable", is_damage=True) not in findings:
                findings.append(Finding("unreadable", is_damage=True))
            return instead

    findings += step(lambda: list(_page_findings(database)), [])
    chain = step(journal.verify, ChainReport(0))
    if chain.broken_at is not None:
        params = {"epoch": chain.broken_at[0], "seq": chain.broken_at[1], "reason": chain.reason}
        findings.append(Finding("chain_broken", is_damage=True, params=params))
    findings += step(lambda: list(_sale_findings(database)), [])
    if kept_head is not None and not step(lambda: journal.contains(kept_head.head), False):
        findings.append(Finding("head_differs", is_damage=True, params={"seq": kept_head.head.seq}))
    return StoreReport(
        schema_version=step(lambda: schema_version(database), 0),
        sqlite_version=dbapi2.sqlite_version,
        cipher_version=step(lambda: str(_value(database, "PRAGMA cipher_version")), ""),
        key_store=key_store,
        counts={name: step(partial(_count, database, statement), 0) for name, statement in _COUNTS.items()},
        chain=chain,
        sync=step(journal.facts, SyncFacts(0, None, None)),
        head=step(journal.head, NO_HEAD),
        kept_head=kept_head,
        kinds=step(lambda: {str(kind): int(count) for kind, count in database.rows(_KINDS)}, {}),
        oldest_at=step(lambda: _value(database, _OLDEST_AT, (1,)), None),
        newest_at=step(lambda: _value(database, _NEWEST_AT, (1,)), None),
        findings=tuple(findings),
    )


def _page_findings(database: TillDatabase) -> Iterator[Finding]:
    """Damaged pages (each carries a seal under the file's key), and a structure that does not fit together."""
    damaged: list[Any] = []
    for _ in range(_INTEGRITY_ATTEMPTS):
        damaged = database.rows("PRAGMA cipher_integrity_check")
        if not damaged:
            break
    if damaged:
        yield Finding("pages_damaged", is_damage=True, params={"count": len(damaged), "first": str(damaged[0][0])})
        return
    said = [str(row[0]) for row in database.rows("PRAGMA quick_check(5)")]
    if said != ["ok"]:
        yield Finding("structure_damaged", is_damage=True, params={"first": said[0] if said else ""})
    if database.rows("PRAGMA foreign_key_check"):
        yield Finding("structure_damaged", is_damage=True, params={"first": "foreign_key_check"})


def _sale_findings(database: TillDatabase) -> Iterator[Finding]:
    """Sales whose rows are not what their journal entry says: what the list of receipts shows must be what was
    signed.
    """
    entries = 0
    branches = Branches(database)
    for position, *fields in database.stream(_SALE_ENTRIES, ("sale",)):
        entry = Entry(*fields)
        if branches.is_given_up(entry):
            continue
        entries += 1
        try:
            body = decode_body(entry.body)
            stored = database.row(_SALE, (position,))
            number = "" if stored is None else str(stored[2])
            same = (
                stored == sale_row(position, body, entry, receipt_number(branches.written(entry)))
                and database.rows(_LINES, (position,)) == line_rows(position, body)
                and database.rows(_TENDERS, (position,)) == tender_rows(position, body)
            )
        except (BadEntry, KeyError, TypeError):
            number, same = "", False
        if not same:
            params = {"epoch": entry.epoch, "seq": entry.seq, "receipt_number": number}
            yield Finding("sale_differs", is_damage=True, params=params)
    yield from _return_findings(database, branches)
    sales = _count(database, _COUNTS["sales"])
    if sales != entries:
        yield Finding("sales_without_entry", is_damage=True, params={"sales": sales, "entries": entries})


def _return_findings(database: TillDatabase, branches: Branches) -> Iterator[Finding]:
    """Returns whose rows are not what their entry says: what may still come back is counted by them."""
    for position, *fields in database.stream(_SALE_ENTRIES, ("return",)):
        entry = Entry(*fields)
        if branches.is_given_up(entry):
            continue
        try:
            same = database.row(_RETURN, (position,)) == return_row(position, decode_body(entry.body))
        except (BadEntry, KeyError, TypeError):
            same = False
        if not same:
            yield Finding("return_differs", is_damage=True, params={"epoch": entry.epoch, "seq": entry.seq})


def _value(database: TillDatabase, sql: object, params: Sequence[Any] = ()) -> Any:
    found = database.row(sql, params)
    return None if found is None else found[0]


def _count(database: TillDatabase, statement: Statement) -> int:
    return int(_value(database, statement) or 0)
