"""Figures of stores, for their own tills and for who leads more than one: docs/organisation.md, sections 2 and 3."""

from __future__ import annotations

from dataclasses import asdict

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, Parameter, text_parameter
from central_ledger.api.support import Line, json_answer, read_body
from central_ledger.application.figures import UNITS, FigureSheet, store_figures, unit_figures
from central_ledger.application.ledger import Ledger
from central_ledger.application.scopes import is_inside, may_see_unit, staff_may_see_unit, units_of_staff
from central_ledger.application.settlement_days import is_day
from central_ledger.application.settling import store_days
from central_ledger.signatures import LineError
from retail.periods import PERIODS, Period


class FigureOut(msgspec.Struct, frozen=True):
    """The figures of `of`: a staff id, a store, a district or a region. Of money the name says the currency."""

    of: str
    name: str
    figures: dict[str, int]


class UnitOut(msgspec.Struct, frozen=True):
    """A unit as it is asked for (`district:SH`), and what people call it."""

    unit: str
    name: str
    name_en: str


class FiguresAnswer(msgspec.Struct, frozen=True):
    """`inside`: exact, by guide, for the store itself. Else sums of whole parcels of at least `k` members, by parts.
    `units`: for a till that says who asks, what else they may ask about, the smallest first.
    """

    unit: str
    inside: bool
    k: int
    period: str
    first: str
    last: str
    rows: list[FigureOut]
    total: dict[str, int]
    as_of: str
    units: list[UnitOut] = []


_QUERY = (
    Parameter(
        "period", "query", {"type": "string", "enum": list(PERIODS), "default": "day"}, "the day, its week, its month"
    ),
    text_parameter("day", "query", "a day, YYYY-MM-DD; left out: today", maxLength=10),
)
_ERRORS = (400, 404, 413, 415, 503)

ENDPOINTS = (
    Endpoint(
        "figures",
        "GET",
        "/v1/figures",
        "What the till's own store sold and won, by whose it is; for who leads it, as far as their scope goes, what "
        "of other units has left their stores",
        "till",
        answer=FiguresAnswer,
        errors=_ERRORS,
        parameters=(
            *_QUERY,
            text_parameter("staff_id", "query", "who asks: answers what else they may ask about", maxLength=128),
            text_parameter("unit", "query", "such as district:SH or group; left out: the till's store", maxLength=64),
        ),
    ),
    Endpoint(
        "unit_figures",
        "GET",
        "/v1/units/{unit}/figures",
        "The figures of a store, a district, a region, a brand or the group; in parcels for who does not belong to it",
        "person",
        answer=FiguresAnswer,
        errors=_ERRORS,
        parameters=(text_parameter("unit", "path", "such as store:S01, district:SH, or group"), *_QUERY),
    ),
)


class FigureHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def figures(self, request: Request) -> Response:
        store, _ = await self._line.till(request, await read_body(request))
        period, day = _asked(request)
        staff_id, unit = request.query_params.get("staff_id", ""), request.query_params.get("unit", "")

        def read(ledger: Ledger) -> FiguresAnswer | None:
            named = _named(unit or f"store:{store}")
            if named == ("store", store):
                found = _inside(ledger, store, period, day)
            elif (
                named is not None and _is_there(ledger, *named) and staff_may_see_unit(ledger, store, staff_id, *named)
            ):
                found = _outside(ledger, *named, period, day)
            else:
                return None
            return msgspec.structs.replace(found, units=_units(ledger, store, staff_id))

        return self._told(await self._line.workers.read(read))

    async def unit_figures(self, request: Request) -> Response:
        speaker = await self._line.speaker(request, await read_body(request), "see_figures")
        period, day = _asked(request)
        named = _named(str(request.path_params["unit"]))

        def read(ledger: Ledger) -> FiguresAnswer | None:
            if named is None or not _is_there(ledger, *named):
                return None
            if not may_see_unit(ledger, speaker, "see_figures", *named):
                return None
            if named[0] == "store" and is_inside(speaker, "see_figures", named[1]):
                return _inside(ledger, named[1], period, day)
            return _outside(ledger, *named, period, day)

        return self._told(await self._line.workers.read(read))

    def _told(self, answer: FiguresAnswer | None) -> Response:
        if answer is None:
            raise LineError(404, "not_found", "there is no such unit")
        return json_answer(answer)


def _named(unit: str) -> tuple[str, str] | None:
    """Kind and code of a unit; None for what is none."""
    kind, _, code = unit.partition(":")
    return None if kind not in UNITS or (kind == "group") == bool(code) else (kind, code)


def _units(ledger: Ledger, store: str, staff_id: str) -> list[UnitOut]:
    tree, names = ledger.organisations.newest(), ledger.reference.store_names()
    found = []
    for kind, code in units_of_staff(ledger, store, staff_id) if staff_id else ():
        unit = {"district": tree.districts, "region": tree.regions, "brand": tree.brands}.get(kind, {}).get(code)
        name = names.get(code, code) if unit is None else unit.name
        found.append(UnitOut(f"{kind}:{code}" if code else kind, name, name if unit is None else unit.name_en))
    return found


def _outside(ledger: Ledger, kind: str, code: str, period: Period, day: str | None) -> FiguresAnswer:
    sheet = unit_figures(ledger, kind, code, period, day or _today(ledger, kind, code))
    return _answer(ledger, f"{kind}:{code}" if code else kind, period, sheet)


def _is_there(ledger: Ledger, kind: str, code: str) -> bool:
    tree = ledger.organisations.newest()
    if kind == "store":
        return ledger.reference.store(code) is not None
    return kind == "group" or code in {"district": tree.districts, "region": tree.regions, "brand": tree.brands}[kind]


def _today(ledger: Ledger, kind: str, code: str) -> str:
    """The day of now: of a store its own, else the ledger's date."""
    return store_days(ledger, code).today if kind == "store" else ledger.clock().date().isoformat()


def _inside(ledger: Ledger, store: str, period: Period, day: str | None) -> FiguresAnswer:
    return _answer(ledger, f"store:{store}", period, store_figures(ledger, store, period, day), inside=True)


def _answer(ledger: Ledger, unit: str, period: Period, sheet: FigureSheet, *, inside: bool = False) -> FiguresAnswer:
    return FiguresAnswer(
        unit=unit,
        inside=inside,
        k=ledger.organisations.newest().k,
        period=period,
        first=sheet.first,
        last=sheet.last,
        rows=[FigureOut(**asdict(row)) for row in sheet.rows],
        total=dict(sheet.total),
        as_of=ledger.now(),
    )


def _asked(request: Request) -> tuple[Period, str | None]:
    """Raises LineError for what is no period or no day."""
    period, day = request.query_params.get("period", "day"), request.query_params.get("day")
    known = next((one for one in PERIODS if one == period), None)
    if known is None:
        raise LineError(400, "malformed", f"period is one of {', '.join(PERIODS)}")
    if day is not None and not is_day(day):
        raise LineError(400, "malformed", "a day is YYYY-MM-DD")
    return known, day
