"""All that a member's points do at the counter beside the price: rewards, exchanges between programs, draws."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from pos_client.application.changes import Changes
from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.draw_entering import DrawEntering
from pos_client.ui.screens.checkout.points_exchanging import PointsExchanging
from pos_client.ui.screens.checkout.reward_actions import RewardActions
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.widgets.entry_bar import Answer
from retail.ports import StoreFailed


class PointActions(QObject):
    """`do` runs a use case and tells what came of it; `refuse` says why something could not be done."""

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
        self._rewards = RewardActions(view, use_cases, operations, do=do, refuse=refuse, parent=self)
        self.exchanging = PointsExchanging(view, use_cases, operations, do=do, refuse=refuse, parent=self)
        self.drawing = DrawEntering(view, use_cases, operations, do=do, refuse=refuse, parent=self)

    def answer(self, answer: Answer) -> bool:
        """Take an answer of the entry bar; False when it is about something else."""
        return self.exchanging.answer(answer)
