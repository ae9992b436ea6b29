"""Rewards of the list beside the member's services: asked once more, then given, after the ledger's word if it takes
one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.application.members import IdentifiedMember
from pos_client.errors import UserFacing
from pos_client.ui.formatting import is_chinese, number
from pos_client.ui.reservation_asker import ReservationAsker
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.extra_rows import REWARD
from pos_client.ui.widgets.banner import Notice
from retail.ports import StoreFailed
from retail.reservation import ReservationAnswer, ReservationRequest


class RewardActions(CounterPart):
    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        # The member and the reward that Enter would give now.
        self._asked: tuple[str, str] | None = None
        self._open: tuple[IdentifiedMember, str] | None = None
        self._asker: ReservationAsker | None = None
        if self._use.ask_ledger is not None:
            self._asker = ReservationAsker(
                self._use.ask_ledger, self._use.answer_within_ms, self._operations.line_pool, self
            )
            self._asker.answered.connect(self._on_answered)
        view.offers.services.used.connect(self._on_used)
        view.offers.services.list.selectionModel().currentChanged.connect(self._on_moved)

    @Slot(object)
    def _on_used(self, row_id: str) -> None:
        member = self._use.checkout.state.member
        if not row_id.startswith(REWARD) or member is None or self._open is not None:
            return
        reward_id, one_id = row_id.removeprefix(REWARD), member.member.one_id
        if self._asked != (one_id, reward_id):
            self._ask(member, reward_id)
            return
        self._asked = None
        try:
            request = self._use.rewards.begin(member, reward_id)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        if request is None or self._asker is None:
            self._given(member, reward_id, lambda: self._use.rewards.give(member, reward_id))
            return
        self._open = (member, reward_id)
        self._asker.ask(request)

    def _ask(self, member: IdentifiedMember, reward_id: str) -> None:
        offer = next((each for each in self._use.rewards.of(member) if each.reward_id == reward_id), None)
        if offer is None:
            return
        self._asked = (member.member.one_id, reward_id)

        def notice() -> Notice:
            name = offer.label if is_chinese() else offer.label_en
            words = self.tr("Give {name} for {points} points?").format(name=name, points=number(offer.points))
            return Notice("warn", words, self.tr("It cannot be taken back."), self.tr("Enter again gives it."))

        self._view.banner.show_notice(notice)

    @Slot(object, object)
    def _on_answered(self, request: ReservationRequest, answer: ReservationAnswer | None) -> None:
        if self._open is None:
            return
        (member, reward_id), self._open = self._open, None
        self._given(member, reward_id, lambda: self._use.rewards.answered(member, reward_id, request, answer))

    def _given(self, member: IdentifiedMember, reward_id: str, give: Callable[[], Changes]) -> None:
        offer = next((each for each in self._use.rewards.of(member) if each.reward_id == reward_id), None)
        if not self._do(give) or offer is None:
            return

        def notice() -> Notice:
            name = offer.label if is_chinese() else offer.label_en
            words = self.tr("{name} is given for {points} points.").format(name=name, points=number(offer.points))
            next_step = self.tr("Hand it over.") if offer.is_goods else self.tr("The coupon is there in a moment.")
            return Notice("info", words, "", next_step)

        self._view.banner.show_notice(notice)

    @Slot()
    def _on_moved(self) -> None:
        """Another row is chosen: what was asked is not what Enter would give."""
        self._asked = None
