"""What is done for the member on the basket beside its price: orders, goods wished for and put aside, coupons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from pos_client.application.changes import Changes
from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.gift_actions import GiftActions
from pos_client.ui.screens.checkout.pickup_actions import PickupActions
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.screens.checkout.wanted_actions import WantedActions
from retail.ports import StoreFailed


class MemberActions(QObject):
    """Each list is a part of its own; they share what runs a use case and what tells a refusal."""

    def __init__(
        self,
        view: CheckoutView,
        use_cases: CheckoutUseCases,
        operations: Operations,
        *,
        do: Callable[[Callable[[], Changes]], bool],
        refuse: Callable[[UserFacing | StoreFailed], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pickup = PickupActions(view, use_cases, do=do, parent=self)
        self.wanted = WantedActions(view, use_cases, do=do, refuse=refuse, parent=self)
        self.gifts = GiftActions(view, use_cases, operations, refuse=refuse, parent=self)
