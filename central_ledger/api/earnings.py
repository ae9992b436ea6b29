"""What guides earn, for the till at which they stand and for who leads them: docs/spec/settlement.md, section 7."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.api.endpoint import Endpoint, text_parameter
from central_ledger.api.support import Line, json_answer, read_body
from central_ledger.application.earnings import GuideEarnings, earnings_of_guide, earnings_of_store
from central_ledger.application.incentives import TaskProgress, progress_of
from central_ledger.application.leaderboard import Leaderboard, leaderboard_of
from central_ledger.application.ledger import Ledger
from central_ledger.application.scopes import may_see_store
from central_ledger.application.settlement_days import is_day
from central_ledger.domain.settlement import EarnedRow
from central_ledger.signatures import LineError
from retail.commission import guide_party


class SumOut(msgspec.Struct, frozen=True):
    """What returns took is taken off."""

    amount_minor: int
    points: int
    sales: int


class EarnedOut(msgspec.Struct, frozen=True):
    """One movement: earned with a line, or (below 0) taken back by a return of it. `transfer` says by which entry."""

    transfer: str
    sale_id: str
    line_id: str
    sku: str
    brand: str
    quantity: str
    occurred_at: str
    rule: str
    payer: str
    base_minor: int
    share_bps: int
    amount_minor: int
    points: int
    due: Literal["T+0", "T+1"]


class TaskOut(msgspec.Struct, frozen=True):
    """An incentive task and how far it is: `count` of `target` in the days `first` to `last`; `given`: its points."""

    id: str
    label: str
    label_en: str
    what: str
    target: int
    points: int
    repeats: bool
    window: str
    first: str
    last: str
    count: int
    given: int


class PlaceOut(msgspec.Struct, frozen=True):
    """A guide's place; who has as much has the same. `amount` is null for who does not show theirs: but the own."""

    place: int
    staff_id: str
    name: str
    amount: int | None


class LeaderboardOut(msgspec.Struct, frozen=True):
    """The guides of the store in the month, by `sales`, incentive `points`, or money `earned`. `amounts`: whether the
    store lets them show theirs; `mine_shown`: whether the guide who is asked about does.
    """

    by: str
    places: list[PlaceOut]
    amounts: bool = False
    mine_shown: bool = False


class EarningsAnswer(msgspec.Struct, frozen=True):
    """`open_minor` is payable since `closed_through`, `accrued_minor` waits for the next business day, `debt_minor` is
    set off against what comes; `points` are all that there are. `lines` of `day`, the newest first, at most 500.
    `statements` of the guide, when that day is closed. `leaderboard` null: the store has turned it off.
    """

    store: str
    staff_id: str
    name: str
    currency: str
    day: str
    today: str
    day_sum: SumOut
    month_sum: SumOut
    open_minor: int
    accrued_minor: int
    debt_minor: int
    points: int
    closed_through: str | None
    lines: list[EarnedOut]
    line_count: int
    statements: list[dict[str, Any]]
    as_of: str
    tasks: list[TaskOut] = []
    leaderboard: LeaderboardOut | None = None


class RankOut(msgspec.Struct, frozen=True):
    staff_id: str
    name: str
    currency: str
    day_minor: int
    month_minor: int
    points: int
    sales: int


class StoreEarningsAnswer(msgspec.Struct, frozen=True):
    """The guides of a store, who earned most in the month of `day` first."""

    store: str
    day: str
    guides: list[RankOut]
    as_of: str


class SettlementAnswer(msgspec.Struct, frozen=True):
    """A closed day as it is kept, and its hash."""

    hash: str
    settlement: msgspec.Raw


_DAY = text_parameter("day", "query", "a day of the store, YYYY-MM-DD; left out: today", maxLength=10)
_STORE = text_parameter("store", "path", "the store")

ENDPOINTS = (
    Endpoint(
        "earnings",
        "GET",
        "/v1/earnings",
        "What one of the till's own store's guides earned: a day line by line, its month, what waits and what is owed",
        "till",
        answer=EarningsAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(text_parameter("staff_id", "query", "the guide", maxLength=128), _DAY),
    ),
    Endpoint(
        "store_earnings",
        "GET",
        "/v1/stores/{store}/earnings",
        "What the guides of a store earned on a day and in its month",
        "person",
        answer=StoreEarningsAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(_STORE, _DAY),
    ),
    Endpoint(
        "settlement",
        "GET",
        "/v1/stores/{store}/settlements/{day}",
        "The statements of a closed day",
        "person",
        answer=SettlementAnswer,
        errors=(400, 404, 413, 415, 503),
        parameters=(_STORE, text_parameter("day", "path", "the day, YYYY-MM-DD")),
    ),
)


class EarningsHandlers:
    """The handlers, each named as its endpoint."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def earnings(self, request: Request) -> Response:
        store, _ = await self._line.till(request, await read_body(request))
        staff_id, day = request.query_params.get("staff_id", ""), _day(request.query_params.get("day"))

        def read(ledger: Ledger) -> EarningsAnswer | None:
            found = earnings_of_guide(ledger, store, staff_id, day)
            return None if found is None else answer_of(ledger, found)

        answer = await self._line.workers.read(read)
        if answer is None:
            raise LineError(404, "not_found", "nobody of this number sells in the till's store")
        return json_answer(answer)

    async def store_earnings(self, request: Request) -> Response:
        store, day = await self._allowed(request), _day(request.query_params.get("day"))

        def read(ledger: Ledger) -> StoreEarningsAnswer:
            shown, ranks = earnings_of_store(ledger, store, day)
            return StoreEarningsAnswer(store, shown, [RankOut(**asdict(rank)) for rank in ranks], ledger.now())

        return json_answer(await self._line.workers.read(read))

    async def settlement(self, request: Request) -> Response:
        store, day = await self._allowed(request), _day(request.path_params["day"])
        closed = await self._line.workers.read(lambda ledger: ledger.settlements.closed_day(store, day or ""))
        if closed is None:
            raise LineError(404, "not_found", "this day is not closed")
        return json_answer(SettlementAnswer(closed.hash, msgspec.Raw(closed.document.encode())))

    async def _allowed(self, request: Request) -> str:
        """The store of the path, for who may see its earnings. Another store is one that is not there."""
        speaker = await self._line.speaker(request, await read_body(request), "see_earnings")
        store = str(request.path_params["store"])

        def sees(ledger: Ledger) -> bool:
            return ledger.reference.store(store) is not None and may_see_store(ledger, speaker, "see_earnings", store)

        if not await self._line.workers.read(sees):
            raise LineError(404, "not_found", "there is no such store")
        return store


def answer_of(ledger: Ledger, found: GuideEarnings) -> EarningsAnswer:
    """What goes over the line."""
    closed = ledger.settlements.closed_day(found.store, found.day)
    board = leaderboard_of(ledger, found.store, found.day, found.staff_id)
    statements = [] if closed is None else json.loads(closed.document)["statements"]
    names = {
        name: getattr(found, name)
        for name in EarningsAnswer.__struct_fields__
        if name not in ("day_sum", "month_sum", "lines", "statements", "as_of", "tasks", "leaderboard")
    }
    return EarningsAnswer(
        **names,
        day_sum=SumOut(**asdict(found.day_sum)),
        month_sum=SumOut(**asdict(found.month_sum)),
        lines=[_earned(row) for row in found.lines],
        statements=[each for each in statements if each["party"] == guide_party(found.store, found.staff_id)],
        as_of=ledger.now(),
        tasks=[_task(one) for one in progress_of(ledger, found.store, found.staff_id, found.day)],
        leaderboard=None if board is None else _board(board),
    )


def _board(board: Leaderboard) -> LeaderboardOut:
    places = [PlaceOut(**asdict(place)) for place in board.places]
    return LeaderboardOut(board.by, places, board.amounts, board.mine_shown)


def _task(progress: TaskProgress) -> TaskOut:
    task = progress.task
    same = ("id", "label", "label_en", "what", "target", "points", "repeats", "window")
    place = {name: getattr(progress, name) for name in ("first", "last", "count", "given")}
    return TaskOut(**{name: getattr(task, name) for name in same}, **place)


def _earned(row: EarnedRow) -> EarnedOut:
    same = ("sale_id", "line_id", "sku", "brand", "quantity", "occurred_at", "payer", "base_minor", "share_bps")
    return EarnedOut(
        **{name: getattr(row, name) for name in (*same, "amount_minor", "points")},
        transfer=row.transfer_id,
        rule=row.rule_id,
        due="T+1" if row.next_day else "T+0",
    )


def _day(text: str | None) -> str | None:
    """Raises LineError for what is no day."""
    if text is None or is_day(text):
        return text
    raise LineError(400, "malformed", "a day is YYYY-MM-DD")
