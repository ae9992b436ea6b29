"""Sales for tills that take their goods back: docs/spec/line.md, section 11."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, json_answer, log, read_body
from central_ledger.application.sold_sales import find_sale, hold_sale, release_sale, sales_of_member, sales_of_receipt
from central_ledger.signatures import LineError
from retail.receipt_number import read_receipt_number


class OfferOut(msgspec.Struct, frozen=True):
    id: str
    version: int
    document: dict[str, Any]


class SaleAnswer(msgspec.Struct, frozen=True):
    """`sale` and `returns` are the parts of the entries' bodies that a return needs; `offers` those that it applied."""

    store: str
    store_name: str
    till: str
    sale_id: str
    epoch: str
    seq: int
    receipt_number: str
    occurred_at: str
    sale: dict[str, Any]
    offers: list[OfferOut]
    returns: list[dict[str, Any]]
    as_of: str


class ListedOut(msgspec.Struct, frozen=True):
    store: str
    store_name: str
    till: str
    sale_id: str
    receipt_number: str
    occurred_at: str
    payable_minor: int
    currency: str
    refunded_minor: int


class SalesAnswer(msgspec.Struct, frozen=True):
    """The newest first."""

    sales: list[ListedOut]


class TillOut(msgspec.Struct, frozen=True):
    store: str
    till: str


class HoldAnswer(msgspec.Struct, frozen=True):
    """`held_by`: which till takes goods of this sale back just now, when it is not granted."""

    granted: bool
    until: str | None
    held_by: TillOut | None


class LetGoAnswer(msgspec.Struct, frozen=True):
    released: bool


_SALE = (
    text_parameter("store", "path", "the store that sold"),
    text_parameter("sale_id", "path", "the sale"),
)

ENDPOINTS = (
    Endpoint(
        "sales",
        "GET",
        "/v1/sales",
        "What a member bought lately, or the sale of a receipt's number; on record as a read",
        "till",
        answer=SalesAnswer,
        errors=(400, 413, 415, 503),
        parameters=(
            text_parameter("one_id", "query", "the member", maxLength=128),
            text_parameter("receipt", "query", "the number on a receipt", maxLength=200),
        ),
    ),
    Endpoint(
        "sale",
        "GET",
        "/v1/sales/{store}/{sale_id}",
        "What a return needs of a sale, and what of it came back already; on record as a read",
        "till",
        answer=SaleAnswer,
        errors=(404, 413, 415, 503),
        parameters=_SALE,
        group_signed=True,
    ),
    Endpoint(
        "hold_sale",
        "POST",
        "/v1/sales/{store}/{sale_id}/hold",
        "Be the one till that takes goods of this sale back, for ten minutes or until its return is there",
        "till",
        answer=HoldAnswer,
        errors=(404, 413, 415, 503),
        parameters=_SALE,
    ),
    Endpoint(
        "let_go_of_sale",
        "POST",
        "/v1/sales/{store}/{sale_id}/release",
        "Let go of it",
        "till",
        answer=LetGoAnswer,
        errors=(413, 415, 503),
        parameters=_SALE,
    ),
)


class SaleHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def sales(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        one_id, number = request.query_params.get("one_id", ""), request.query_params.get("receipt", "")
        place = read_receipt_number(number)
        if bool(one_id) == bool(number) or (number and place is None):
            raise LineError(400, "malformed", "either a member, or the number of a receipt")
        read = self._line.workers.read
        if place is None:
            found = await read(lambda ledger: sales_of_member(ledger, one_id))
            await self._note(f"till:{store}/{till}", store, "sales", one_id)
        else:
            found = await read(lambda ledger: sales_of_receipt(ledger, place))
        return json_answer(SalesAnswer([ListedOut(**asdict(sale)) for sale in found]))

    async def sale(self, request: Request) -> Response:
        store, till = await self._line.till(request, await read_body(request))
        sold_at, sale_id = request.path_params["store"], request.path_params["sale_id"]
        found = await self._line.workers.read(lambda ledger: (find_sale(ledger, sold_at, sale_id), ledger.now()))
        sale, now = found
        if sale is None:
            raise LineError(404, "not_found", "there is no such sale")
        # Before the answer goes out: what was read is on record, whatever happens next.
        await self._note(f"till:{store}/{till}", store, f"sale:{sold_at}/{sale_id}", sale.document["one_id"])
        answer = SaleAnswer(
            **{name: getattr(sale, name) for name in ("store", "store_name", "till", "sale_id", "epoch", "seq")},
            receipt_number=sale.receipt_number,
            occurred_at=sale.occurred_at,
            sale=dict(sale.document),
            offers=[OfferOut(name, version, dict(document)) for (name, version), document in sale.offers.items()],
            returns=[dict(each) for each in sale.returns],
            as_of=now,
        )
        return self._line.group_signed(f"sale\n{store}/{till}\n", msgspec.json.encode(answer))

    async def hold_sale(self, request: Request) -> Response:
        by = await self._line.till(request, await read_body(request))
        store, sale_id = request.path_params["store"], request.path_params["sale_id"]
        held = await self._line.workers.write(lambda ledger: hold_sale(ledger, store, sale_id, by))
        if held is None:
            raise LineError(404, "not_found", "there is no such sale")
        log.info("sale held", extra={"facts": {"store": by[0], "till": by[1], "granted": held.granted}})
        who = None if held.by is None else TillOut(*held.by)
        return json_answer(HoldAnswer(held.granted, held.until, who))

    async def let_go_of_sale(self, request: Request) -> Response:
        by = await self._line.till(request, await read_body(request))
        store, sale_id = request.path_params["store"], request.path_params["sale_id"]
        await self._line.workers.write(lambda ledger: release_sale(ledger, store, sale_id, by))
        return json_answer(LetGoAnswer(released=True))

    async def _note(self, who: str, scope: str, what: str, one_id: str | None) -> None:
        if one_id is not None:
            await self._line.workers.write(
                lambda ledger: ledger.reads.note_member(ledger.now(), who, scope=scope, what=what, one_id=one_id)
            )
