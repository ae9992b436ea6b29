"""A member enters a draw at the counter: by the ledger, exactly once, and with a paper by which it can be checked.

Source: docs/spec/line.md, "Programs". Only with a connection (the seed is the ledger's) and with the member's own code.
What is asked is written down under the till's own id first; an answer that was lost is asked for again, and is the same
entry. The id is the entry's: the till made it before anybody could know its result.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.members import IdentifiedMember
from pos_client.application.points_exchange import show_points
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.asks import Drawn, OpenAsk, OpenAskReader
from retail.draws import check_code
from retail.ports import ReferenceData
from retail.receipt import Cut, Element, Feed, ReceiptDocument, Row, Rule, Text

#: What the ledger refuses; anything else means that it is not the draw that this till knows.
_REFUSALS = {
    "unknown_member": "draw_unknown_member",
    "no_more": "draw_no_more",
    "no_more_today": "draw_no_more_today",
    "too_few": "draw_too_few",
}


@dataclass(frozen=True, slots=True)
class PrizeShown:
    """`weight` of all weights together; `points` of the draw's program, or something that its label names."""

    prize_id: str
    label: str
    label_en: str
    weight: int
    points: int


@dataclass(frozen=True, slots=True)
class DrawOffer:
    """A draw that is on: `price` points of `program` an entry, of which a member has the first `free` for nothing (by
    right of one of `free_tiers`, if there are any); at most `per_member`, and `per_day` in a day.
    """

    draw_id: str
    label: str
    label_en: str
    program: str
    price: int
    free: int
    free_tiers: tuple[str, ...]
    per_member: int
    per_day: int
    ends: str | None
    prizes: tuple[PrizeShown, ...]
    commitment: str
    has: int = 0
    #: Whether this member has a right to free entries; how many of them are used up, the ledger knows.
    may_be_free: bool = False

    def prize(self, prize_id: str) -> PrizeShown | None:
        return next((prize for prize in self.prizes if prize.prize_id == prize_id), None)

    @property
    def weights(self) -> int:
        return sum(prize.weight for prize in self.prizes)


@dataclass(frozen=True, slots=True)
class DrawResult:
    """What came of an entry, as the paper says it. `code` ties it to what was published before."""

    offer: DrawOffer
    entry_id: str
    number: int
    drawn: PrizeShown
    given: PrizeShown
    price: int
    points: int
    code: str


class DrawDesk:
    """`asks` holds what the ledger has not answered."""

    def __init__(
        self, desk: Desk, staff: StaffDesk, checkout: Checkout, reference: ReferenceData, asks: OpenAskReader
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._checkout = checkout
        self._reference = reference
        self._asks = asks

    def offers(self, identified: IdentifiedMember | None) -> Sequence[DrawOffer]:
        """The draws that are on now, for this member."""
        if identified is None:
            return ()
        now, member = self._desk.clock.now(), identified.member
        found = []
        for row in self._reference.settings().get("draws", {}).get("draws", ()):
            offer = None if row.get("seed") is not None else _offer(row, now, member.points, member.tiers)
            if offer is not None:
                found.append(offer)
        return found

    def check(self, identified: IdentifiedMember | None, draw_id: str) -> DrawOffer:
        """The draw, if the member may enter it here. Raises Refused `proof_needed`, `draw_offline`, `draw_not_on` or
        `draw_too_few`. How often they have taken part, the ledger knows.
        """
        self._staff.require("sell")
        if identified is None or not identified.can_spend:
            raise Refused("proof_needed")
        if not self._desk.is_online():
            raise Refused("draw_offline")
        offer = next((one for one in self.offers(identified) if one.draw_id == draw_id), None)
        if offer is None:
            raise Refused("draw_not_on")
        if offer.price > offer.has and not offer.may_be_free:
            raise Refused("draw_too_few", price=offer.price, points=offer.has)
        return offer

    def begin(self, identified: IdentifiedMember | None, draw_id: str) -> OpenAsk:
        """Write down what is asked; it is durable when this returns. Raises what `check` raises, and Refused
        `draw_asked` while an answer to an earlier entry of this member is missing.
        """
        offer = self.check(identified, draw_id)
        assert identified is not None
        one_id = identified.member.one_id
        if self.open_of(one_id) is not None:
            raise Refused("draw_asked")
        ask = OpenAsk(
            ask_id=self._desk.ids.new(),
            kind="draw",
            one_id=one_id,
            staff_id=self._staff.require("sell").staff_id,
            asked_at=self._desk.clock.now().isoformat(timespec="seconds"),
            document={"draw_id": offer.draw_id},
        )
        with self._desk.unit_of_work() as uow:
            uow.asks.add(ask)
            uow.commit()
        return ask

    def open_of(self, one_id: str) -> OpenAsk | None:
        """The entry of a member whose answer was lost."""
        return next((ask for ask in self._asks.all() if ask.kind == "draw" and ask.one_id == one_id), None)

    def answered(self, ask: OpenAsk, answer: Drawn) -> tuple[Changes, DrawResult]:
        """Write what came of it, once; the member at the counter has the new balance.

        Raises Refused `draw_…` for what the ledger refused: nothing was taken, and nothing waits any more.
        """
        close_draw(self._desk, ask, answer)
        if not answer.number:
            raise Refused(_REFUSALS.get(answer.code or "", "draw_not_on"), points=answer.left)
        result = self._result(ask, answer)
        moved = {result.offer.program: answer.points - answer.price}
        changes = Changes.of("journal", "reservation")
        if moved[result.offer.program]:
            changes |= show_points(self._checkout, ask.one_id, moved)
        return changes, result

    def _result(self, ask: OpenAsk, answer: Drawn) -> DrawResult:
        """In the words of the draw's table, whether it is still on or not."""
        rows = self._reference.settings().get("draws", {}).get("draws", ())
        found = (_read(row) for row in rows)
        draw_id = ask.document["draw_id"]
        offer = next((one for one in found if one is not None and one.draw_id == draw_id), None)
        if offer is None:  # the table went out of the settings meanwhile: the ids of the answer are what there is
            offer = DrawOffer(draw_id, draw_id, draw_id, "", answer.price, 0, (), 0, 0, None, (), "")
        drawn, given = (
            offer.prize(name) or PrizeShown(name, name, name, 0, answer.points) for name in (answer.drawn, answer.given)
        )
        code = check_code(offer.commitment, answer.number, ask.ask_id, answer.given)
        return DrawResult(offer, ask.ask_id, answer.number, drawn, given, answer.price, answer.points, code)

    def paper(self, ask: OpenAsk, result: DrawResult, names: Mapping[str, str], language: str) -> ReceiptDocument:
        """What the member takes home; it can be made again at any time."""
        return ReceiptDocument(tuple(self._elements(ask, result, names, language)))

    def _elements(self, ask: OpenAsk, result: DrawResult, names: Mapping[str, str], language: str) -> Iterator[Element]:
        facts, words = self._desk.facts, TEXTS.get(language, TEXTS["en"])
        in_english = language not in TEXTS or language == "en"
        offer, given, drawn = result.offer, result.given, result.drawn
        yield Text(facts.store_name, "center", bold=True, size=2)
        yield Text(words["title"], "center", bold=True)
        yield Text(offer.label_en if in_english else offer.label, "center")
        yield Rule()
        yield Text(given.label_en if in_english else given.label, "center", bold=True, size=2)
        if drawn.prize_id != given.prize_id:
            yield Text(words["spent"].format(prize=drawn.label_en if in_english else drawn.label), "center")
        name = names.get(offer.program, offer.program)
        if result.points:
            yield Row(name, f"+{result.points:,}", bold=True)
        if result.price:
            yield Row(name, f"-{result.price:,}")
        yield Rule()
        yield Row(words["number"], str(result.number))
        yield Row(words["code"], result.code, bold=True)
        yield Text(words["entry"].format(entry=ask.ask_id))
        yield Text(words["commitment"])
        for start in range(0, len(offer.commitment), 32):
            yield Text(offer.commitment[start : start + 32], "center")
        yield Text(words["check"].format(day="—" if offer.ends is None else offer.ends[:10]))
        yield Rule()
        yield Text(ask.asked_at.replace("T", " ")[:16], "center")
        yield Text(f"{facts.store} · {facts.till} · {ask.staff_id}", "center")
        yield Feed(3)
        yield Cut()


def close_draw(desk: Desk, ask: OpenAsk, answer: Drawn) -> bool:
    """What the ledger answered, durable: the question is open no more, and what came of it is in the journal. False:
    somebody else heard the answer before.
    """
    with desk.unit_of_work() as uow:
        if not uow.asks.remove(ask.ask_id):
            return False
        if answer.number:
            body = {
                "entry_id": ask.ask_id,
                "draw_id": ask.document["draw_id"],
                "one_id": ask.one_id,
                "number": answer.number,
                "drawn": answer.drawn,
                "given": answer.given,
                "price": answer.price,
                "points": answer.points,
                "coupon_id": answer.coupon_id,
                "entitlement_id": answer.entitlement_id,
                "staff_id": ask.staff_id,
                "asked_at": ask.asked_at,
            }
            uow.journal.append("draw_entered", body)
        uow.commit()
    return True


def _offer(
    row: Mapping[str, Any], now: datetime, points: Mapping[str, int], tiers: Mapping[str, str]
) -> DrawOffer | None:
    """A draw as it stands for a member; None: it is not on, or of a newer form."""
    offer = _read(row, points, tiers)
    if offer is None:
        return None
    starts = json.loads(row["table"]).get("from")
    has_begun = starts is None or datetime.fromisoformat(starts) <= now
    return offer if has_begun and (offer.ends is None or now < datetime.fromisoformat(offer.ends)) else None


def _read(
    row: Mapping[str, Any], points: Mapping[str, int] | None = None, tiers: Mapping[str, str] | None = None
) -> DrawOffer | None:
    """The table as it was written down; None: this program does not understand it."""
    try:
        table = json.loads(row["table"])
        prizes = tuple(
            PrizeShown(
                prize["id"], prize["label"], prize.get("label_en") or prize["label"], prize["weight"],
                prize.get("points") or 0,
            )
            for prize in table["prizes"]
        )  # fmt: skip
        program, free, rights = table["program"], table.get("free") or 0, tuple(table.get("free_tiers") or ())
        return DrawOffer(
            table["id"],
            table["label"],
            table.get("label_en") or table["label"],
            program,
            table["price"],
            free,
            rights,
            table["per_member"],
            table["per_day"],
            table.get("to"),
            prizes,
            row["commitment"],
            (points or {}).get(program, 0),
            bool(free) and (not rights or (tiers or {}).get(program) in rights),
        )
    except (KeyError, TypeError, ValueError):
        return None


TEXTS: Mapping[str, Mapping[str, str]] = {
    "zh_CN": {
        "title": "抽奖凭证",
        "spent": "抽中“{prize}”，奖品预算已用完",
        "number": "第几次抽奖",
        "code": "核对码",
        "entry": "抽奖编号 {entry}",
        "commitment": "开抽前公布的承诺（SHA-256）：",
        "check": "活动结束（{day}）后公布种子，可凭核对码逐笔核对。",
    },
    "zh_TW": {
        "title": "抽獎憑證",
        "spent": "抽中「{prize}」，獎品預算已用完",
        "number": "第幾次抽獎",
        "code": "核對碼",
        "entry": "抽獎編號 {entry}",
        "commitment": "開抽前公布的承諾（SHA-256）：",
        "check": "活動結束（{day}）後公布種子，可憑核對碼逐筆核對。",
    },
    "en": {
        "title": "Entry in a draw",
        "spent": "Drawn: {prize}; its budget is spent",
        "number": "Entry number",
        "code": "Check code",
        "entry": "Entry {entry}",
        "commitment": "Published before the draw (SHA-256):",
        "check": "After its end ({day}) the seed is published: check this entry by its code.",
    },
}
