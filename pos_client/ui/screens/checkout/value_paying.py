"""Gift cards at the counter: a card that is scanned is sold, shown, or pays, as the ledger says. Off the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.value_desk import Taken
from pos_client.errors import Refused, UserFacing
from pos_client.ui.formatting import money
from pos_client.ui.operations import SlowOperation
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.paying import Paying
from pos_client.ui.widgets.banner import BannerAction, Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.money import parse_minor
from retail.ports import StoreFailed
from retail.stored_value import (
    GiftCardCode,
    HoldRequest,
    ValueHeld,
    ValueKind,
    ValueSeen,
    is_pin,
    masked_account,
    read_card,
)

NUMBER, PIN, AMOUNT, TOP_UP = "card_number", "card_pin", "card_amount", "top_up"
# How long a card that was looked at may pay by one key: its PIN is in memory meanwhile.
SHOWN_MS = 50_000


class ValuePaying(CounterPart):
    """Holds a card's PIN while the ledger is asked, and for less than a minute where one key would use it."""

    def __init__(self, tools: CounterTools, paying: Paying, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._paying = paying
        self._looking = SlowOperation(self._operations, self, self._operations.line_pool)
        self._looking.succeeded.connect(self._on_seen)
        self._looking.refused.connect(self._on_refused)
        self._holding = SlowOperation(self._operations, self, self._operations.line_pool)
        self._holding.succeeded.connect(self._on_held)
        self._holding.refused.connect(self._on_hold_failed)
        self._card: GiftCardCode | None = None
        self._seen: ValueSeen | None = None
        self._request: HoldRequest | None = None
        self._ready: tuple[GiftCardCode, int] | None = None
        view.tender.value.asked.connect(self._on_number_asked)
        view.basket.value_removed.connect(self._on_removed)
        view.tender.value.member_asked.connect(self._on_member_pays)
        view.member.value_asked.connect(self._on_top_up_asked)

    def card(self, card: GiftCardCode | None) -> None:
        """A card was scanned, or its number typed."""
        if card is None:
            return
        if self._paying.is_paying:
            self._pay(card)
        elif self._reach():
            self._look_at(card)

    def answer(self, answer: Answer) -> bool:
        """Take an answer of the entry bar that is about cards; False when it is about something else."""
        if answer.topic == NUMBER:
            card = read_card(answer.text)
            if card is None:
                self._refuse(Refused("card_number_wrong"))
            else:
                self._pay(card)
        elif answer.topic == PIN:
            if is_pin(answer.text):
                self._pay(GiftCardCode(answer.subject, answer.text))
            else:
                self._refuse(Refused("card_pin_wrong"))
        elif answer.topic == AMOUNT:
            self._sell(answer.text)
        elif answer.topic == TOP_UP:
            self._top_up(answer.text)
        else:
            return False
        return True

    # --- selling and looking

    def _look_at(self, card: GiftCardCode) -> None:
        ask = self._use.ask_value
        if ask is not None and self._looking.start(lambda: ask.look(card.number, card.pin, None)):
            self._card = card
            self._view.banner.show_notice(
                lambda: Notice("info", self.tr("Asking what is on card {card} …").format(card=_shown(card)))
            )

    @Slot(object)
    def _on_seen(self, seen: ValueSeen) -> None:
        card, self._card = self._card, None
        if card is None:
            self._tell_member(seen)
            return
        self._view.banner.show_notice(None)
        try:
            if self._use.value.is_for_sale(seen):
                self._offer(seen)
            elif card.pin is None:
                raise Refused("card_is_sold", account=_shown(card))
            else:
                self._tell(card, seen)
        except UserFacing as error:
            self._refuse(error)

    def _offer(self, seen: ValueSeen) -> None:
        if seen.face_minor is not None:
            self._do(lambda: self._use.value.sell_card(seen))
            return
        self._seen = seen
        words = self.tr("Amount on gift card {card}").format(card=masked_account(seen.account_id))
        self._view.entry.ask(AMOUNT, seen.account_id, words, "")

    def _sell(self, text: str) -> None:
        seen, self._seen = self._seen, None
        try:
            amount_minor = parse_minor(text, self._use.currency)
        except ValueError:
            self._refuse(Refused("amount_wrong"))
            return
        if seen is not None:
            self._do(lambda: self._use.value.sell_card(seen, amount_minor))

    def _tell(self, card: GiftCardCode, seen: ValueSeen) -> None:
        """What is on a card; and, with goods at the counter, the key that pays with it."""
        left = money(seen.left_minor or 0, seen.currency)
        ends = "" if seen.expires_at is None else seen.expires_at[:10]

        def notice() -> Notice:
            what = self.tr("Gift card {card}: {left}").format(card=_shown(card), left=left)
            until = self.tr("Good until {date}.").format(date=ends) if ends else ""
            return Notice("good" if seen.left_minor else "warn", what, until)

        if not seen.left_minor or self._use.checkout.state.basket.is_empty:
            self._view.banner.show_notice(notice)
            return
        self._ready = (card, self._use.clock.elapsed_ms())
        action = BannerAction("gift", "Shift+F12", lambda: self.tr("Pay with this card"), self._on_ready)
        self._view.banner.show_notice(notice, action)

    @Slot()
    def _on_top_up_asked(self) -> None:
        """How much, and, when the ledger can be asked, how much there is."""
        usual = self._use.value.rules.amounts_minor
        hint = self.tr("Top up by, such as {amounts}") if usual else self.tr("Top up stored value by")
        amounts = self.tr(", ").join(money(amount, self._use.currency) for amount in usual)
        self._view.entry.ask(TOP_UP, "", hint.format(amounts=amounts), "")
        ask = self._use.ask_value
        if ask is None or not self._use.checkout.state.online:
            return
        try:
            account_id, one_id = self._use.value.member_account()
        except Refused:
            return  # what is on it is for whoever shows the code; adding to it is not
        self._looking.start(lambda: ask.look(account_id, None, one_id))

    def _top_up(self, text: str) -> None:
        try:
            amount_minor = parse_minor(text, self._use.currency)
        except ValueError:
            self._refuse(Refused("amount_wrong"))
            return
        self._do(lambda: self._use.value.top_up(amount_minor))

    def _tell_member(self, seen: ValueSeen) -> None:
        left = money(seen.left_minor or 0, self._use.currency)
        self._view.banner.show_notice(
            lambda: Notice("info", self.tr("The member's stored value: {left}").format(left=left))
        )

    @Slot(object)
    def _on_removed(self, account_id: str) -> None:
        self._do(lambda: self._use.value.take_out(account_id))

    # --- paying

    @Slot()
    def _on_ready(self) -> None:
        ready, self._ready = self._ready, None
        if ready is None:
            return
        self._view.banner.show_notice(None)
        if self._use.clock.elapsed_ms() - ready[1] >= SHOWN_MS:
            self._refuse(Refused("card_shown_too_long"))
            return
        self._paying.start()
        self._pay(ready[0])

    @Slot()
    def _on_number_asked(self) -> None:
        self._view.entry.ask(NUMBER, "", self.tr("Number of the gift card, or scan it"), "")

    def _pay(self, card: GiftCardCode) -> None:
        if not self._reach():
            return
        if card.pin is None:
            words = self.tr("PIN of gift card {card}").format(card=_shown(card))
            self._view.entry.ask(PIN, card.number, words, "", secret=True)
            return
        self._paying.when_begun(lambda: self._hold("gift_card", card.number, card.pin, None))

    @Slot()
    def _on_member_pays(self) -> None:
        """The member's stored value pays, as much of it as there is."""
        if not self._reach():
            return
        try:
            account_id, one_id = self._use.value.member_account()
        except Refused as error:
            self._refuse(error)
            return
        self._paying.when_begun(lambda: self._hold("stored_value", account_id, None, one_id))

    def _hold(self, kind: ValueKind, account_id: str, pin: str | None, one_id: str | None) -> None:
        ask = self._use.ask_value
        if ask is None or self._holding.is_running:
            self._refuse(Refused("value_asked"))
            return
        amount = self._view.tender.part_minor() or self._use.checkout.state.remaining_minor
        try:
            request = self._use.value.begin(kind, account_id, amount, one_id)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        self._request = request
        self._view.banner.show_notice(None)
        self._holding.start(lambda: ask.hold(request, pin))
        self._operations.announce(Changes.of("tenders"))

    @Slot(object)
    def _on_held(self, answer: ValueHeld) -> None:
        request, self._request = self._request, None
        if request is None:
            return
        try:
            taken = self._use.value.held(request, answer)
        except UserFacing as error:
            self._let_go(error)
            return
        self._paying.tender(lambda: taken.changes)
        if taken.remaining_minor:
            self._view.banner.show_notice(lambda: self._part(taken))

    def _part(self, taken: Taken) -> Notice:
        currency = self._use.currency
        what = self.tr("{amount} is paid by it; {left} is left.").format(
            amount=money(taken.amount_minor, currency), left=money(taken.left_minor, currency)
        )
        rest = self.tr("{rest} is still to be paid.").format(rest=money(taken.remaining_minor, currency))
        return Notice("info", what, "", rest)

    @Slot(object)
    def _on_hold_failed(self, error: UserFacing) -> None:
        self._request = None
        self._let_go(error)

    def _let_go(self, error: UserFacing) -> None:
        """Nothing was taken: what the ledger may hold is let go by the next round of sync, or by time."""
        self._operations.announce(self._use.value.give_up() | Changes.of("tenders"))
        self._refuse(error)

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self._card = None
        self._refuse(error)

    def _reach(self) -> bool:
        """Whether the ledger can be asked; where not, it is said."""
        try:
            self._use.value.require_line()
        except Refused as error:
            self._refuse(error)
            return False
        return True


def _shown(card: GiftCardCode) -> str:
    return masked_account(card.number)
