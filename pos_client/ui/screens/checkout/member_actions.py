"""What is done for the member on the basket beside its price: orders, goods wished for and put aside, coupons."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.gift_actions import GiftActions
from pos_client.ui.screens.checkout.pickup_actions import PickupActions
from pos_client.ui.screens.checkout.wanted_actions import WantedActions


class MemberActions(CounterPart):
    """Each list is a part of its own; they share what runs a use case and what tells a refusal."""

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        self.pickup = PickupActions(tools, self)
        self.wanted = WantedActions(tools, self)
        self.gifts = GiftActions(tools, self)
