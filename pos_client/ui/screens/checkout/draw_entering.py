"""A draw at the counter: its prizes and odds are shown, then the ledger draws, once, and the slip is printed.

An answer that is lost leaves the entry open: it is asked for again by the same key, or by the sync thread, and is the
same entry with the same result.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.draws import DrawOffer, DrawResult, PrizeShown
from pos_client.errors import UserFacing
from pos_client.ui.formatting import is_chinese, number
from pos_client.ui.naming import Naming
from pos_client.ui.operations import SlowOperation
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.program_state import ProgramRow
from pos_client.ui.widgets.banner import BannerAction, Notice
from retail.asks import Drawn, OpenAsk
from retail.ports import StoreFailed

# So many prizes are named with their odds before somebody takes part; all of them stand in the published table.
PRIZES_NAMED = 3


class DrawEntering(CounterPart):
    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._asking = SlowOperation(self._operations, self, self._operations.line_pool)
        self._asking.succeeded.connect(self._on_answered)
        self._asking.refused.connect(self._on_no_answer)
        self._printing = SlowOperation(self._operations, self)
        self._printing.refused.connect(self._on_print_failed)
        self._offer: DrawOffer | None = None  # what Shift+F12 would enter
        self._ask: OpenAsk | None = None
        self._paper: tuple[OpenAsk, DrawResult] | None = None
        view.offers.programs.draw_asked.connect(self._on_row)

    @Slot(object)
    def _on_row(self, row: ProgramRow) -> None:
        draw, member = row.draw, self._use.checkout.state.member
        if draw is None or member is None or self._asking.is_running:
            return
        self._offer = self._ask = None
        lost = self._use.draws.open_of(member.member.one_id)
        if lost is not None:
            self._ask = lost
            self._say_open()
            return
        try:
            offer = self._use.draws.check(member, draw.draw_id)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        self._offer = offer
        action = BannerAction("ticket", "Shift+F12", lambda: self.tr("Enter the draw"), self.confirm)
        self._view.banner.show_notice(lambda: self._question(offer), action)

    @Slot()
    def confirm(self) -> None:
        """The key of the banner: enter what was shown, or ask again for an answer that was lost."""
        offer, self._offer = self._offer, None
        if offer is not None:
            try:
                self._ask = self._use.draws.begin(self._use.checkout.state.member, offer.draw_id)
            except (UserFacing, StoreFailed) as error:
                self._refuse(error)
                return
        if self._ask is not None and not self._asking.is_running:
            self._send(self._ask)

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

    def _send(self, ask: OpenAsk) -> None:
        line = self._use.ask_for_member
        if line is not None and self._asking.start(lambda: line.enter_draw(ask)):
            self._view.banner.show_notice(lambda: Notice("info", self.tr("The ledger is drawing …")))

    @Slot(object)
    def _on_answered(self, answer: Drawn) -> None:
        ask, self._ask = self._ask, None
        if ask is None:
            return
        done: list[DrawResult] = []

        def take() -> Changes:
            changes, result = self._use.draws.answered(ask, answer)
            done.append(result)
            return changes

        if self._do(take) and done:
            self._print(ask, done[0])

    def _print(self, ask: OpenAsk, result: DrawResult) -> None:
        self._paper = (ask, result)
        names = self._use.checkout.rules.names.programs
        self._printing.start(
            lambda: self._use.print_paper(lambda language: self._use.draws.paper(ask, result, names, language))
        )
        self._view.banner.show_notice(lambda: self._done(result))

    def _done(self, result: DrawResult) -> Notice:
        what = self.tr("Drawn: {prize}").format(prize=_prize(result.given))
        parts = []
        if result.drawn.prize_id != result.given.prize_id:
            words = self.tr("{prize} was drawn, but its budget is spent.")
            parts.append(words.format(prize=_prize(result.drawn)))
        name = self._program(result.offer)
        if result.points:
            parts.append(f"+{number(result.points)} {name}")
        paid = self.tr("{points} {name} paid.") if result.price else self.tr("A free entry.")
        parts.append(paid.format(points=number(result.price), name=name))
        code = self.tr("Entry {number}, check code {code}.").format(number=number(result.number), code=result.code)
        return Notice("good", what, " · ".join(parts), code)

    @Slot(object)
    def _on_print_failed(self, error: UserFacing) -> None:
        paper = self._paper
        if error.code == "printer_missing" or paper is None:
            return  # this till has no printer: the check code stands on the screen
        action = BannerAction(
            "printer", "Shift+F12", lambda: self.tr("Print the slip again"), lambda: self._print(*paper)
        )
        words = self.tr("The draw is done; its slip is not printed.")
        self._view.banner.show_notice(lambda: Notice("warn", words, self._done(paper[1]).what), action)

    @Slot(object)
    def _on_no_answer(self, error: UserFacing) -> None:
        del error
        self._say_open()

    def _say_open(self) -> None:
        action = BannerAction("refresh-cw", "Shift+F12", lambda: self.tr("Ask again"), self.confirm)

        def notice() -> Notice:
            what = self.tr("The ledger has not said yet what was drawn.")
            safe = self.tr("Asked again it is the same entry with the same result: nothing is taken twice.")
            return Notice("warn", what, safe)

        self._view.banner.show_notice(notice, action)


def _label(offer: DrawOffer) -> str:
    return offer.label if is_chinese() else offer.label_en


def _prize(prize: PrizeShown) -> str:
    return prize.label if is_chinese() else prize.label_en
