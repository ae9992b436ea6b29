"""The tables as peewee models, private to this package, and how their SQL is compiled once.

The models say what the newest schema looks like (offline_cache.migrations makes it; a test holds the two together).
No model is ever bound to an open file: queries are compiled to SQL texts when a module is loaded, and run through
`TillDatabase`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from peewee import SQL, AutoField, BlobField, CompositeKey, Field, IntegerField, Model, SqliteDatabase, TextField

#: Only for its dialect: it is never opened.
_dialect = SqliteDatabase(None)

#: A parameter of a compiled statement.
PARAM = SQL("?")


class Table(Model):
    class Meta:
        database = _dialect
        legacy_table_names = False


class Enrolment(Table):
    id = AutoField()
    document = TextField()


class Journal(Table):
    position = AutoField()
    store = TextField()
    till = TextField()
    epoch = TextField()
    seq = IntegerField()
    kind = TextField()
    version = IntegerField()
    occurred_at = TextField()
    elapsed_ms = IntegerField()
    previous = BlobField()
    body = BlobField()
    hash = BlobField()


class Epochs(Table):
    epoch = TextField(primary_key=True)
    first_position = IntegerField()
    acknowledged_seq = IntegerField(default=0)
    kept_seq = IntegerField(null=True)


class Sales(Table):
    position = AutoField()
    sale_id = TextField()
    receipt_number = TextField()
    basket_id = TextField(null=True)
    occurred_at = TextField()
    cashier = TextField()
    guide = TextField(null=True)
    currency = TextField()
    one_id = TextField(null=True)
    gross_minor = IntegerField()
    payable_minor = IntegerField()


class SaleLines(Table):
    position = IntegerField()
    line_number = IntegerField()
    line_id = TextField()
    sku = TextField()
    name = TextField()
    brand = TextField()
    quantity = TextField()
    unit = TextField()
    unit_price_minor = IntegerField()
    gross_minor = IntegerField()
    net_minor = IntegerField()
    tax_bps = IntegerField()
    tax_minor = IntegerField()

    class Meta:
        primary_key = CompositeKey("position", "line_number")


class SaleTenders(Table):
    position = IntegerField()
    tender_number = IntegerField()
    kind = TextField()
    amount_minor = IntegerField()
    tendered_minor = IntegerField()
    change_minor = IntegerField()
    reference = TextField(null=True)

    class Meta:
        primary_key = CompositeKey("position", "tender_number")


class GoodsReturns(Table):
    position = AutoField()
    return_id = TextField()
    store = TextField()
    sale_id = TextField()
    refund_minor = IntegerField()


class OfferVersions(Table):
    offer_id = TextField()
    version = IntegerField()
    document = TextField()

    class Meta:
        primary_key = CompositeKey("offer_id", "version")


class AcceptedCodes(Table):
    cti = BlobField(primary_key=True)
    remember_until = IntegerField()


class FailedSignIns(Table):
    name = TextField(primary_key=True)
    failures = IntegerField()
    locked_seconds = IntegerField()
    failed_at = TextField()


class Feeds(Table):
    feed = TextField(primary_key=True)
    cursor = TextField()
    as_of = TextField()
    complete_as_of = TextField(default="")
    generation = IntegerField(default=0)
    is_starting_over = IntegerField(default=0)
    received = IntegerField(default=0)
    total = IntegerField(default=0)


class Products(Table):
    """`categories`, `tags` and `barcodes` are JSON lists."""

    id = AutoField()
    sku = TextField()
    name = TextField()
    brand = TextField()
    unit_price_minor = IntegerField()
    tax_bps = IntegerField()
    name_en = TextField()
    pinyin = TextField()
    variant = TextField()
    categories = TextField()
    tags = TextField()
    barcodes = TextField()
    weighed = IntegerField()
    discountable = IntegerField()
    unit = TextField()
    own = IntegerField()
    version = IntegerField()
    generation = IntegerField()


class ProductCodes(Table):
    """Every SKU and barcode, in the form of `offline_cache.search_text.catalogue_code`."""

    code = TextField()
    product_id = IntegerField()

    class Meta:
        primary_key = CompositeKey("code", "product_id")


class Overlay(Table):
    sku = TextField(primary_key=True)
    unit_price_minor = IntegerField(null=True)
    listed = IntegerField()
    generation = IntegerField()


class Members(Table):
    """`tiers`, `points`, `cards`, `uses`, `growth` and `ends` are JSON objects, `plans` is a JSON list."""

    id = AutoField()
    one_id = TextField()
    name = TextField()
    pinyin = TextField()
    phone = TextField()
    phone_reversed = TextField()
    birthday = TextField(null=True)
    tiers = TextField()
    plans = TextField()
    points = TextField()
    cards = TextField()
    first_purchase = IntegerField()
    as_of = TextField()
    version = IntegerField()
    generation = IntegerField()
    uses = TextField(default="{}")
    growth = TextField(default="{}")
    phone_digest = TextField(default="")
    consents = TextField(default="{}")
    ends = TextField(default="{}")
    #: The store that looks after the member, and who of its staff does; empty: nobody.
    keeper = TextField(default="")
    guide = TextField(default="")


class Cards(Table):
    number = TextField()
    member_id = IntegerField()
    brand = TextField()

    class Meta:
        primary_key = CompositeKey("number", "member_id", "brand")


class Coupons(Table):
    coupon_id = TextField(primary_key=True)
    offer_id = TextField()
    one_id = TextField(null=True)
    status = TextField()
    expires_at = TextField(null=True)
    generation = IntegerField()


class Offers(Table):
    offer_id = TextField(primary_key=True)
    version = IntegerField()
    document = TextField()
    generation = IntegerField()


class Staff(Table):
    """`roles` is a JSON list."""

    staff_id = TextField(primary_key=True)
    name = TextField()
    roles = TextField()
    pin_hash = TextField()
    scope = TextField()
    generation = IntegerField()


class Keys(Table):
    key_id = TextField(primary_key=True)
    document = TextField()
    generation = IntegerField()


class Settings(Table):
    name = TextField(primary_key=True)
    document = TextField()
    generation = IntegerField()


class Leases(Table):
    """`deadline_ms` is by the uptime of `boot`; `epoch` is the journal's when the row came in."""

    lease_id = TextField(primary_key=True)
    kind = TextField()
    coupon_id = TextField(null=True)
    one_id = TextField(null=True)
    offer_id = TextField(null=True)
    program = TextField(null=True)
    amount = IntegerField()
    expires_at = TextField()
    recalled = IntegerField()
    version = IntegerField()
    boot = TextField()
    deadline_ms = IntegerField()
    epoch = TextField()
    generation = IntegerField()


class LeaseStates(Table):
    """What this till did with a lease, whatever the feed sends or drops."""

    lease_id = TextField(primary_key=True)
    used = IntegerField()
    returned_position = IntegerField(null=True)


class LeaseClock(Table):
    """When both clocks were last seen together."""

    id = AutoField()
    boot = TextField()
    uptime_ms = IntegerField()
    wall_ms = IntegerField()


class BenefitUses(Table):
    """What each sale used, by its journal entry. `what`: `offer` (uses), `coupon` (1) or `points` (no id)."""

    what = TextField()
    id = TextField()
    epoch = TextField()
    seq = IntegerField()
    one_id = TextField(null=True)
    day = TextField()
    count = IntegerField()

    class Meta:
        primary_key = CompositeKey("what", "id", "epoch", "seq")


class Reservations(Table):
    """Those that this till asked for and neither used nor released."""

    reservation_id = TextField(primary_key=True)


class Statement:
    """One SQL text, compiled by peewee when it is first used: a till's start pays only for what it asks.

    Its only values are `PARAM`s, given in the order of the text when it is run.
    """

    __slots__ = ("_build", "_text")

    def __init__(self, build: Callable[[], Any]) -> None:
        """`build` gives a peewee query."""
        self._build = build
        self._text: str | None = None

    def __str__(self) -> str:
        """Raises ValueError when a value was compiled into the text: each run would have it."""
        if self._text is None:
            sql, params = self._build().sql()
            if params:
                raise ValueError(f"a value was compiled into a statement: {sql}")
            self._text = str(sql)
        return self._text


def insert_into(table: type[Model]) -> Statement:
    """An INSERT of all columns, in the order of the model."""
    return Statement(lambda: _insert(table))


def upsert_into(table: type[Model], key: Field) -> Statement:
    """An INSERT of all columns that replaces the other columns of the row with this key."""
    others = [field for field in _fields(table) if field is not key]
    return Statement(lambda: _insert(table).on_conflict(conflict_target=[key], preserve=others))


def columns_of(table: type[Model]) -> Sequence[str]:
    return [field.column_name for field in _fields(table)]


TABLES: Sequence[type[Model]] = (
    Enrolment,
    Journal,
    Epochs,
    Sales,
    SaleLines,
    SaleTenders,
    GoodsReturns,
    OfferVersions,
    AcceptedCodes,
    FailedSignIns,
    Feeds,
    Products,
    ProductCodes,
    Overlay,
    Members,
    Cards,
    Coupons,
    Offers,
    Staff,
    Keys,
    Settings,
    Leases,
    LeaseStates,
    LeaseClock,
    BenefitUses,
    Reservations,
)


def _insert(table: type[Model]) -> Any:
    fields = _fields(table)
    return table.insert_many([[PARAM] * len(fields)], fields=fields)


def _fields(table: type[Model]) -> list[Field]:
    return list(table._meta.sorted_fields)
