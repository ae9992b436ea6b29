"""What is asked of the member panel and of the offers panel, done by the counter's use cases."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.ui.screens.checkout.offer_rows import toggled
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.view import CheckoutView


class BenefitActions(QObject):
    """`do` runs a use case and tells what came of it; it says whether it worked."""

    def __init__(
        self,
        view: CheckoutView,
        use_cases: CheckoutUseCases,
        do: Callable[[Callable[[], Changes]], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._do = do
        view.member.clear_asked.connect(self._on_clear_member)
        view.offers.coupon_toggled.connect(self._on_coupon)
        view.offers.best_asked.connect(self._on_best)
        view.offers.points_wished.connect(self._on_points)
        view.offers.points_asked.connect(self._on_points_asked)

    def use_points(self, text: str) -> None:
        """A number of points that was typed. Raises ValueError for anything else."""
        if not (text.isascii() and text.isdigit()):
            raise ValueError(f"not a number of points: {text!r}")
        self._do(lambda: self._use.checkout.use_points(int(text)))

    @Slot()
    def _on_clear_member(self) -> None:
        self._do(self._use.checkout.clear_member)

    @Slot(object)
    def _on_coupon(self, coupon_id: str) -> None:
        choice = toggled(self._use.checkout.state, coupon_id)
        if choice is not None:
            self._do(lambda: self._use.checkout.choose_coupons(choice))

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
