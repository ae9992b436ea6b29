"""A draw at the counter: its prizes and odds are shown, then the ledger draws, once, and the slip is printed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.draws import DrawOffer, DrawResult, PrizeShown
from pos_client.errors import UserFacing
from pos_client.ui.formatting import is_chinese, number
from pos_client.ui.naming import Naming
from pos_client.ui.ports import AskLine
from pos_client.ui.screens.checkout.asked_once import AskedOnce
from pos_client.ui.screens.checkout.counter_part import CounterTools
from pos_client.ui.screens.checkout.program_state import ProgramRow
from pos_client.ui.widgets.banner import BannerAction, Notice
from retail.asks import Drawn, OpenAsk
from retail.ports import StoreFailed
from retail.receipt import ReceiptDocument

# So many prizes are named with their odds before somebody takes part; all of them stand in the published table.
PRIZES_NAMED = 3


class DrawEntering(AskedOnce[DrawResult]):
    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        self._offer: DrawOffer | None = None  # what Shift+F12 would enter
        self._view.offers.programs.draw_asked.connect(self._on_row)

    @Slot(object)
    def _on_row(self, row: ProgramRow) -> None:
        draw, member = row.draw, self._use.checkout.state.member
        if draw is None or member is None or self._asking.is_running:
            return
        self._offer = None
        if self._is_open(self._use.draws.open_of(member.member.one_id)):
            return
        try:
            offer = self._use.draws.check(member, draw.draw_id)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        self._offer = offer
        action = BannerAction("ticket", "Shift+F12", lambda: self.tr("Enter the draw"), self.confirm)
        self._view.banner.show_notice(lambda: self._question(offer), action)

    def _begun(self) -> OpenAsk | None:
        offer, self._offer = self._offer, None
        return None if offer is None else self._use.draws.begin(self._use.checkout.state.member, offer.draw_id)

    def _asked(self, line: AskLine, ask: OpenAsk) -> Drawn:
        return line.enter_draw(ask)

    def _taken(self, ask: OpenAsk, answer: object) -> tuple[Changes, DrawResult]:
        assert isinstance(answer, Drawn)
        return self._use.draws.answered(ask, answer)

    def _slip(self, ask: OpenAsk, done: DrawResult, names: Mapping[str, str], language: str) -> ReceiptDocument:
        return self._use.draws.paper(ask, done, names, language)

    def _question(self, offer: DrawOffer) -> Notice:
        name = self._program(offer)
        if not offer.price:
            what = self.tr("Enter {draw}? It costs nothing.")
        elif offer.may_be_free:
            what = self.tr("Enter {draw}? Free while the member has free entries, else {points} {name}.")
        else:
            what = self.tr("Enter {draw} for {points} {name}?")
        what = what.format(draw=_label(offer), points=number(offer.price), name=name)
        return Notice("warn", what, self._odds(offer), self.tr("The result is final."))

    def _odds(self, offer: DrawOffer) -> str:
        """The rarest prizes with how likely they are."""
        named = sorted(offer.prizes[:-1] or offer.prizes, key=lambda prize: prize.weight)[:PRIZES_NAMED]
        separator = "；" if is_chinese() else "; "
        odds = separator.join(f"{_prize(prize)} {self._chance(prize.weight, offer.weights)}" for prize in named)
        return odds + ("。" if is_chinese() else ".")

    def _chance(self, weight: int, weights: int) -> str:
        """In per cent, or, below that, one of how many."""
        if weight * 100 >= weights:
            return f"{weight * 100 // weights}%"
        return self.tr("1 in {count}").format(count=number(-(-weights // weight)))

    def _program(self, offer: DrawOffer) -> str:
        return Naming(self._use.checkout.rules).program(offer.program)

    def _being_asked(self) -> Notice:
        return Notice("info", self.tr("The ledger is drawing …"))

    def _done(self, done: DrawResult) -> Notice:
        what = self.tr("Drawn: {prize}").format(prize=_prize(done.given))
        parts = []
        if done.drawn.prize_id != done.given.prize_id:
            words = self.tr("{prize} was drawn, but its budget is spent.")
            parts.append(words.format(prize=_prize(done.drawn)))
        name = self._program(done.offer)
        if done.points:
            parts.append(f"+{number(done.points)} {name}")
        paid = self.tr("{points} {name} paid.") if done.price else self.tr("A free entry.")
        parts.append(paid.format(points=number(done.price), name=name))
        code = self.tr("Entry {number}, check code {code}.").format(number=number(done.number), code=done.code)
        return Notice("good", what, " · ".join(parts), code)

    def _not_printed(self, done: DrawResult) -> Notice:
        return Notice("warn", self.tr("The draw is done; its slip is not printed."), self._done(done).what)

    def _not_answered(self) -> Notice:
        what = self.tr("The ledger has not said yet what was drawn.")
        safe = self.tr("Asked again it is the same entry with the same result: nothing is taken twice.")
        return Notice("warn", what, safe)


def _label(offer: DrawOffer) -> str:
    return offer.label if is_chinese() else offer.label_en


def _prize(prize: PrizeShown) -> str:
    return prize.label if is_chinese() else prize.label_en
