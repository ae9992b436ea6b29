"""A guide gives the member on the basket a coupon from the month's budget: chosen by digit, asked of the ledger."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.guide_coupons import GiftAsk
from pos_client.errors import Refused, UserFacing
from pos_client.ui.formatting import date, number, parsed
from pos_client.ui.naming import Naming
from pos_client.ui.operations import SlowOperation
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.choice_panel import ChoiceRow, ChoiceWords
from retail.guide_coupons import Given, GuideOffer
from retail.ports import StoreFailed


class GiftActions(CounterPart):
    """Of a coupon that is like one of the member's the first press warns, the second gives it all the same."""

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._warned = ""  # the offer of which it was said that the member has one like it
        self._asked: GiftAsk | None = None
        self._asking = SlowOperation(self._operations, self)
        self._asking.succeeded.connect(self._on_given)
        self._asking.refused.connect(self._on_no_answer)
        view.gift_asked.connect(self._on_asked)
        view.gifts.picked.connect(self._on_picked)
        view.gifts.cancelled.connect(view.focus_home)

    @Slot()
    def _on_asked(self) -> None:
        if self._view.phase != "basket":
            return
        if self._use.checkout.state.member is None:
            self._refuse(Refused("gift_needs_member"))
            return
        self._warned = ""
        self._view.close_questions()
        self._view.gifts.ask(self._words, self._rows())

    @Slot(object)
    def _on_picked(self, offer_id: str) -> None:
        ask, member = self._use.ask_gift, self._use.checkout.state.member
        if ask is None or self._asking.is_running:
            return
        asking = ask
        warned = self._warned == offer_id
        if member is not None and not warned and self._use.guide_coupons.similar(member, offer_id):
            self._warn(offer_id)
            return
        try:
            asked = self._use.guide_coupons.ask(member, offer_id, all_the_same=warned)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        if self._asking.start(lambda: asking.give(asked)):
            self._asked = asked
            self._show()

    def _warn(self, offer_id: str) -> None:
        self._warned = offer_id
        self._show()

    @Slot(object)
    def _on_given(self, given: Given) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        try:
            given = self._use.guide_coupons.answered(asked, given)
        except UserFacing as error:
            self._refuse(error)
            self._show()
            return
        if given.code == "similar":
            self._warn(asked.offer_id)
            return
        self._view.gifts.close_panel()
        self._view.focus_home()
        self._operations.announce(Changes.of("journal"))  # sync looks: the coupon comes with the next pull
        name, ends = self._name(asked.offer_id), parsed(given.expires_at)

        def notice() -> Notice:
            told = self.tr("{name} is the member's, until {date}.").format(
                name=name, date="" if not ends else date(ends)
            )
            left = self.tr("{count} left this month. The till has it with the next sync.")
            return Notice("good", told, left.format(count=number(given.left)))

        self._view.banner.show_notice(notice)

    @Slot(object)
    def _on_no_answer(self, error: UserFacing) -> None:
        self._asked = None
        self._refuse(error)
        self._show()

    def _show(self) -> None:
        if not self._view.gifts.isHidden():
            self._view.gifts.show_rows(self._rows())
            self._view.gifts.focus_list()

    def _words(self) -> ChoiceWords:
        if self._asking.is_running:
            hint = self.tr("Asking the ledger …")
        elif self._warned:
            hint = self.tr("The member has one like it. The same digit again gives it all the same.")
        else:
            hint = self.tr("A digit gives one, in the name of who is signed in. It needs the connection.")
        nothing = self.tr("Guides give no coupons here. The group says which, and how many.")
        return ChoiceWords(self.tr("Give a coupon"), hint, self.tr("Give it"), nothing)

    def _rows(self) -> list[ChoiceRow]:
        return [self._row(offer) for offer in self._use.guide_coupons.offered()]

    def _row(self, offer: GuideOffer) -> ChoiceRow:
        member = self._use.checkout.state.member
        alike = () if member is None else self._use.guide_coupons.similar(member, offer.offer_id)
        days = self.tr("good for {count} days", "", offer.days).format(count=number(offer.days))
        has = ""
        if alike:
            names = self.tr(", ").join(self._name(other) for other in alike)
            has = self.tr("has: {names}").format(names=names)
        month = self.tr("{count} a month").format(count=number(offer.pieces))
        detail = " · ".join(part for part in (days, has) if part)
        return ChoiceRow(offer.offer_id, self._name(offer.offer_id), detail, month, offer.offer_id == self._warned)

    def _name(self, offer_id: str) -> str:
        return Naming(self._use.checkout.rules).offer(offer_id)
