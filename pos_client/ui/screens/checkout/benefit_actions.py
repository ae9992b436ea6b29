"""What is asked of the member panel and of the offers panel, done by the counter's use cases."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.ui.models.basket import shown_name
from pos_client.ui.models.offers import detail_of, label_of
from pos_client.ui.reasons import reason_text
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.extra_rows import REWARD
from pos_client.ui.screens.checkout.state import LineRow, OfferRow
from pos_client.ui.widgets.banner import Notice
from retail.sale import GiftLeftOut


class BenefitActions(CounterPart):
    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._warned: frozenset[str] = frozenset()
        view.member.clear_asked.connect(self._on_clear_member)
        view.offers.coupon_toggled.connect(self._on_coupon)
        view.offers.offer_asked.connect(self._say_why)
        view.offers.best_asked.connect(self._on_best)
        view.offers.points_wished.connect(self._on_points)
        view.offers.points_asked.connect(self._on_points_asked)
        view.offers.gift_wanted.connect(self._on_gift_wanted)
        view.offers.swap_asked.connect(self._on_swap)
        view.offers.services.used.connect(self._on_service_used)
        view.offers.services.undone.connect(self._on_service_undone)
        view.basket.gift_declined.connect(self._on_gift_declined)

    def use_points(self, text: str) -> None:
        """A number of points that was typed. Raises ValueError for anything else."""
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f"not a number of points: {text!r}")
        self._do(lambda: self._use.checkout.use_points(int(text)))

    def warned_of_gifts(self) -> bool:
        """Say that a gift is out of stock, before money is taken; False when there is nothing (new) to say.

        The stock may be wrong: whoever goes on after the warning hands the gift over.
        """
        short = [row for row in self._view.basket.model.rows() if row.is_short]
        names = frozenset(f"{self._use.checkout.basket_id}/{row.line_id}" for row in short)
        if names <= self._warned:
            return False
        self._warned = names
        self._view.basket.select(short[0].line_id)
        self._view.focus_home()
        self._view.banner.show_notice(
            lambda: Notice(
                "warn",
                self.tr("The gift {name} is out of stock here.").format(name=shown_name(short[0])),
                "",
                self.tr("Del leaves it out; F12 again goes on with it."),
            )
        )
        return True

    @Slot(object)
    def _on_gift_declined(self, row: LineRow) -> None:
        gift = GiftLeftOut(row.gift_of, row.gift_sku, int(row.quantity_text), row.stock)
        self._do(lambda: self._use.checkout.leave_gift_out(gift))

    @Slot(object)
    def _on_gift_wanted(self, offer_id: str) -> None:
        self._do(lambda: self._use.checkout.give_gift(offer_id))

    @Slot(object)
    def _on_swap(self, coupon_id: str) -> None:
        self._do(lambda: self._use.checkout.swap_coupon(coupon_id))

    @Slot(object)
    def _on_service_used(self, entitlement_id: str) -> None:
        state = self._use.checkout.state
        member = state.member
        if member is not None and not entitlement_id.startswith(REWARD):
            sale_id = None if state.basket.is_empty else self._use.checkout.sale_id
            self._do(lambda: self._use.services.use_one(member, entitlement_id, sale_id))

    @Slot(object)
    def _on_service_undone(self, entitlement_id: str) -> None:
        self._do(lambda: self._use.services.undo(entitlement_id))

    @Slot()
    def _on_clear_member(self) -> None:
        self._do(self._use.checkout.clear_member)

    @Slot(object)
    def _on_coupon(self, row: OfferRow) -> None:
        choice = None if row.coupon_id is None else self._use.checkout.coupons_with(row.coupon_id)
        if choice is None:
            self._say_why(row)
        else:
            self._do(lambda: self._use.checkout.choose_coupons(choice))

    @Slot(object)
    def _say_why(self, row: OfferRow) -> None:
        """What was picked and changes nothing is answered in words: a press without an answer is pressed again."""
        model = self._view.offers.model

        def notice() -> Notice:
            # The rows are made again when the language changes.
            place = model.index_of(model.key_of(row))
            return self._said_of(model.row_at(place) or row)

        self._view.banner.show_notice(notice)

    def _said_of(self, row: OfferRow) -> Notice:
        if row.status == "applied":
            words = self.tr("{offer} applies by itself.").format(offer=label_of(row))
            return Notice("info", words, "", self.tr("Only coupons are chosen by hand."))
        words = self.tr("{offer} cannot be used now.").format(offer=label_of(row))
        # Only a set of goods that costs no more without the coupon is found out by trying it.
        useless = reason_text("saves_nothing", None, (), row.currency)
        return Notice("info", words, "", useless if row.status == "not_chosen" else detail_of(row))

    @Slot()
    def _on_best(self) -> None:
        self._do(lambda: self._use.checkout.choose_coupons(None))
        self._view.focus_home()

    @Slot(object)
    def _on_points(self, points: int | str) -> None:
        self._do(lambda: self._use.checkout.use_points(points))

    @Slot()
    def _on_points_asked(self) -> None:
        pricing = self._use.checkout.state.pricing
        used = 0 if pricing is None else pricing.points_used
        self._view.entry.ask("points", "", self.tr("Points to spend"), str(used or ""))
