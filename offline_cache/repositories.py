"""The till's own rows and the group's small tables, as values of `retail`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from peewee import JOIN

from offline_cache.benefit_uses import add_points_given, add_uses
from offline_cache.compact_json import compact_json
from offline_cache.database import Row, TillDatabase
from offline_cache.journal import SqliteJournal
from offline_cache.leases import use_lease
from offline_cache.own_plans import add_plans, drop_plans
from offline_cache.receipt_prints import ReceiptPrints
from offline_cache.stock import take_stock
from offline_cache.tables import (
    PARAM,
    AcceptedCodes,
    FailedSignIns,
    GoodsReturns,
    Journal,
    Keys,
    Offers,
    OfferVersions,
    SaleLines,
    Sales,
    SaleTenders,
    Settings,
    Staff,
    Statement,
    insert_into,
    upsert_into,
)
from retail.goods_return import back_in_stock
from retail.messages import Entry, Head, decode_body
from retail.ports import FailedSignIn, OfferRecord, SaleSummary, StaffMember
from retail.stock import sold_thousandths

_OFFERS = Statement(lambda: Offers.select(Offers.offer_id, Offers.version, Offers.document).order_by(Offers.offer_id))
_STAFF = Statement(
    lambda: Staff.select(Staff.staff_id, Staff.name, Staff.roles, Staff.pin_hash, Staff.scope).order_by(Staff.staff_id)
)
_SETTINGS = Statement(lambda: Settings.select(Settings.name, Settings.document).order_by(Settings.name))
_KEYS = Statement(lambda: Keys.select(Keys.document).order_by(Keys.key_id))

_OFFER_VERSION = Statement(
    lambda: OfferVersions.select(OfferVersions.document).where(
        (OfferVersions.offer_id == PARAM) & (OfferVersions.version == PARAM)
    )
)
_ADD_RETURN = insert_into(GoodsReturns)
_RETURNS_OF = Statement(
    lambda: (
        Journal.select(Journal.body)
        .join(GoodsReturns, on=(GoodsReturns.position == Journal.position))
        .where((GoodsReturns.store == PARAM) & (GoodsReturns.sale_id == PARAM))
        .order_by(GoodsReturns.position)
    )
)
_RETURN = Statement(
    lambda: (
        Journal.select(Journal.body, Journal.occurred_at)
        .join(GoodsReturns, on=(GoodsReturns.position == Journal.position))
        .where(GoodsReturns.return_id == PARAM)
    )
)
_ADD_SALE = insert_into(Sales)
_ADD_LINE = insert_into(SaleLines)
_ADD_TENDER = insert_into(SaleTenders)


def _summaries() -> Any:
    return (
        Sales.select(
            Sales.sale_id,
            Sales.receipt_number,
            Sales.occurred_at,
            Sales.payable_minor,
            Sales.currency,
            Sales.one_id,
            Journal.epoch,
            Journal.seq,
            Journal.hash,
            ReceiptPrints.prints,
        )
        .join(Journal, on=(Journal.position == Sales.position))
        .join(ReceiptPrints, JOIN.LEFT_OUTER, on=(ReceiptPrints.document_id == Sales.sale_id))
    )


_RECENT = Statement(lambda: _summaries().order_by(Sales.position.desc()).limit(PARAM))
_SUMMARY_OF = Statement(lambda: _summaries().where(Sales.sale_id == PARAM))
_BODY_OF_SALE = Statement(
    lambda: (
        Journal.select(Journal.body).join(Sales, on=(Sales.position == Journal.position)).where(Sales.sale_id == PARAM)
    )
)
_CODE_IS_KNOWN = Statement(lambda: AcceptedCodes.select(AcceptedCodes.remember_until).where(AcceptedCodes.cti == PARAM))
_KEEP_CODE = upsert_into(AcceptedCodes, AcceptedCodes.cti)
_FORGET_CODES = Statement(lambda: AcceptedCodes.delete().where(AcceptedCodes.remember_until < PARAM))

_FAILED = Statement(
    lambda: FailedSignIns.select(
        FailedSignIns.name, FailedSignIns.failures, FailedSignIns.locked_seconds, FailedSignIns.failed_at
    ).where(FailedSignIns.name == PARAM)
)
_KEEP_FAILED = upsert_into(FailedSignIns, FailedSignIns.name)
_FORGET_FAILED = Statement(lambda: FailedSignIns.delete().where(FailedSignIns.name == PARAM))
_NEWEST_FAILED = FailedSignIns.select(FailedSignIns.name).order_by(FailedSignIns.failed_at.desc()).limit(PARAM)
_FORGET_OLD_FAILED = Statement(lambda: FailedSignIns.delete().where(FailedSignIns.name.not_in(_NEWEST_FAILED)))

#: Far more names than a store has staff: whoever types made-up numbers fills no disk.
FAILED_KEPT = 200


#: Thousandths of one piece of goods.
PIECE = 1000


class SqliteReferenceData:
    """`retail.ports.ReferenceData`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database
        #: The rows as they were last read, and what they say: asked for up to fifty times a sale, changed some times a
        #: year.
        self._settings: tuple[Sequence[Row], Mapping[str, Any]] = (), {}
        self._offers: tuple[Sequence[Row], Sequence[OfferRecord]] = (), []

    def offers(self) -> Sequence[OfferRecord]:
        """Not to be changed: the next one who asks is given the same."""
        rows = self._database.rows(_OFFERS)
        kept, read = self._offers
        if rows != kept:
            read = [OfferRecord(row[0], row[1], json.loads(row[2])) for row in rows]
            self._offers = rows, read
        return read

    def offer_version(self, offer_id: str, version: int) -> Mapping[str, Any] | None:
        found = self._database.row(_OFFER_VERSION, (offer_id, version))
        return None if found is None else dict(json.loads(found[0]))

    def staff(self) -> Sequence[StaffMember]:
        rows = self._database.rows(_STAFF)
        return [StaffMember(row[0], row[1], tuple(json.loads(row[2])), row[3], row[4]) for row in rows]

    def settings(self) -> Mapping[str, Any]:
        """The rows of the feed `settings` (docs/spec/line.md, section 4) by their names: `store`, `points`, …

        Not to be changed: the next one who asks is given the same.
        """
        rows = self._database.rows(_SETTINGS)
        kept, read = self._settings
        if rows != kept:
            read = {str(name): json.loads(document) for name, document in rows}
            self._settings = rows, read
        return read

    def keys(self) -> Sequence[Mapping[str, Any]]:
        return [json.loads(document) for (document,) in self._database.rows(_KEYS)]


class SqliteSales:
    """`retail.ports.Sales`. A sale's document is the body of its journal entry, kept once."""

    def __init__(self, database: TillDatabase, journal: SqliteJournal | None = None) -> None:
        """`journal` is that of the same unit of work; without it sales are read only."""
        self._database = database
        self._journal = journal

    def add(self, sale_document: Mapping[str, Any], entry: Entry, receipt_number: str) -> None:
        """Rows for reports, receipts, and of what was used, from the body of kind `sale` (docs/spec/line.md, 6).

        Raises ValueError when the entry is not in the journal, KeyError for a document that lacks a field.
        """
        if self._journal is None:
            raise ValueError("a sale is added in a unit of work")
        position = self._journal.position(entry)
        self._database.run(_ADD_SALE, sale_row(position, sale_document, entry, receipt_number))
        self._database.run_many(_ADD_LINE, line_rows(position, sale_document))
        self._database.run_many(_ADD_TENDER, tender_rows(position, sale_document))
        take_stock(self._database, position, sold_thousandths(sale_document))
        add_uses(self._database, sale_document, entry)
        add_plans(self._database, position, sale_document, entry)
        for use in sale_document.get("leases", ()):
            use_lease(self._database, use["lease_id"], use["amount"])

    def add_return(self, document: Mapping[str, Any], entry: Entry) -> None:
        """Goods that came back, from the body of kind `return`. Raises as `add` does."""
        if self._journal is None:
            raise ValueError("a return is added in a unit of work")
        position = self._journal.position(entry)
        self._database.run(_ADD_RETURN, return_row(position, document))
        take_stock(self._database, position, {sku: -back for sku, back in back_in_stock(document).items()})
        drop_plans(self._database, document)

    def add_reward(self, document: Mapping[str, Any], entry: Entry) -> None:
        """What points were given for, from the body of kind `reward_redeemed`. Raises as `add` does."""
        if self._journal is None:
            raise ValueError("a reward is added in a unit of work")
        if document["kind"] == "goods":
            take_stock(self._database, self._journal.position(entry), {document["name"]: PIECE})
        add_points_given(self._database, document, entry)
        for use in document["leases"]:
            use_lease(self._database, use["lease_id"], use["amount"])

    def returns_of(self, store: str, sale_id: str) -> Sequence[Mapping[str, Any]]:
        return [decode_body(body) for (body,) in self._database.rows(_RETURNS_OF, (store, sale_id))]

    def goods_return(self, return_id: str) -> tuple[Mapping[str, Any], str] | None:
        found = self._database.row(_RETURN, (return_id,))
        return None if found is None else (decode_body(found[0]), str(found[1]))

    def last(self) -> SaleSummary | None:
        found = self.recent(1)
        return found[0] if found else None

    def recent(self, limit: int = 50) -> Sequence[SaleSummary]:
        """The newest first, in the order of the journal."""
        return [_summary(row) for row in self._database.rows(_RECENT, (limit,))]

    def by_id(self, sale_id: str) -> SaleSummary | None:
        found = self._database.row(_SUMMARY_OF, (sale_id,))
        return None if found is None else _summary(found)

    def document(self, sale_id: str) -> Mapping[str, Any] | None:
        found = self._database.row(_BODY_OF_SALE, (sale_id,))
        return None if found is None else decode_body(found[0])


class SqliteAcceptedCodes:
    """`retail.ports.AcceptedCodes`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def contains(self, cti: bytes) -> bool:
        return self._database.row(_CODE_IS_KNOWN, (cti,)) is not None

    def add(self, cti: bytes, remember_until: int) -> None:
        self._database.run(_KEEP_CODE, (cti, remember_until))

    def forget(self, before: int) -> int:
        """Drop what need not be remembered since `before` (seconds since 1970); how many that were."""
        return self._database.run(_FORGET_CODES, (before,))


class SqliteFailedSignIns:
    """`retail.ports.FailedSignIns`, inside a unit of work."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of(self, name: str) -> FailedSignIn | None:
        found = self._database.row(_FAILED, (name,))
        return None if found is None else FailedSignIn(*found)

    def keep(self, failed: FailedSignIn) -> None:
        self._database.run(_KEEP_FAILED, (failed.name, failed.failures, failed.locked_seconds, failed.failed_at))
        self._database.run(_FORGET_OLD_FAILED, (FAILED_KEPT,))

    def forget(self, name: str) -> None:
        self._database.run(_FORGET_FAILED, (name,))


def _summary(row: Row) -> SaleSummary:
    sale_id, receipt_number, occurred_at, payable_minor, currency, one_id, epoch, seq, digest, prints = row
    head = Head(epoch, seq, digest)
    return SaleSummary(sale_id, receipt_number, occurred_at, payable_minor, currency, one_id, head, prints or 0)


def return_row(position: int, body: Mapping[str, Any]) -> Row:
    """The columns of GoodsReturns, from the body of kind `return` (docs/spec/line.md, section 11).

    What came back without a receipt is of no sale: its store and sale are empty.
    """
    sale = body["sale"] or {"store": "", "sale_id": ""}
    return (position, body["return_id"], sale["store"], sale["sale_id"], body["pricing"]["refund"])


def sale_row(position: int, sale: Mapping[str, Any], entry: Entry, receipt_number: str) -> Row:
    """The columns of Sales, from the body of kind `sale` (docs/spec/line.md, section 6)."""
    return (
        position,
        sale["sale_id"],
        receipt_number,
        sale.get("basket_id"),
        entry.occurred_at,
        sale["cashier"],
        sale.get("guide"),
        sale["currency"],
        sale.get("one_id"),
        sale["pricing"]["gross"],
        # What was paid in all: gift cards and top-ups too.
        sale["pricing"]["payable"] + sum(sold["amount_minor"] for sold in sale.get("value_sold", ())),
    )


def _quantity(quantity: int | str) -> str:
    """As JSON, so that an integer and a text (weighed goods) stay apart."""
    return str(quantity) if type(quantity) is int else compact_json(quantity)


def line_rows(position: int, sale: Mapping[str, Any]) -> list[Row]:
    """The columns of SaleLines."""
    return [
        (
            position,
            number,
            line["line_id"],
            line["sku"],
            line["name"],
            line["brand"],
            _quantity(line["quantity"]),
            line["unit"],
            line["unit_price_minor"],
            line["gross_minor"],
            line["net_minor"],
            line["tax_bps"],
            line["tax_minor"],
        )
        for number, line in enumerate(sale["lines"], start=1)
    ]


def tender_rows(position: int, sale: Mapping[str, Any]) -> list[Row]:
    """The columns of SaleTenders."""
    return [
        (
            position,
            number,
            tender["kind"],
            tender["amount_minor"],
            tender["tendered_minor"],
            tender["change_minor"],
            tender.get("reference"),
        )
        for number, tender in enumerate(sale["tenders"], start=1)
    ]
