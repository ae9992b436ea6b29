"""All that a member's points do at the counter beside the price: rewards, exchanges between programs, draws."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.draw_entering import DrawEntering
from pos_client.ui.screens.checkout.points_exchanging import PointsExchanging
from pos_client.ui.screens.checkout.reward_actions import RewardActions
from pos_client.ui.widgets.entry_bar import Answer


class PointActions(CounterPart):
    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        self._rewards = RewardActions(tools, self)
        self.exchanging = PointsExchanging(tools, self)
        self.drawing = DrawEntering(tools, self)

    def answer(self, answer: Answer) -> bool:
        """Take an answer of the entry bar; False when it is about something else."""
        return self.exchanging.answer(answer)
