"""What a scan brings up and the shopper should hear at once, not at payment: goods that are sold out, a coupon that
cannot be honoured. Nothing is refused.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.ui.formatting import age_of
from pos_client.ui.models.basket import shown_name
from pos_client.ui.models.offers import detail_of, label_of
from pos_client.ui.screens.checkout.state import OfferRow
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.widgets.banner import BannerAction, Notice

# Reasons that no further goods and no member's code can change at this counter now. The others are the panel's affair.
CANNOT_BE_HONOURED = frozenset(
    ("coupon_not_available", "coupon_expired", "not_owner", "not_started", "ended", "wrong_store", "wrong_channel",
     "wrong_time", "needs_connection", "no_lease", "cap_reached", "limit_reached", "budget_exhausted")
)  # fmt: skip


class ScanWarnings(QObject):
    def __init__(self, view: CheckoutView, use_cases: CheckoutUseCases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._said: set[str] = set()
        self._about: tuple[str, Callable[[], Notice] | None] = ("", None)
        view.basket.list.selectionModel().currentChanged.connect(self._on_current)

    def look(self, sku: str = "") -> None:
        """To be called when the screen shows what a scan or a search brought; `sku` of goods."""
        if not self._say_coupon() and sku:
            self._say_stock(sku)

    def _say_stock(self, sku: str) -> None:
        rows = [row for row in self._view.basket.model.rows() if row.sku == sku and not row.gift_of]
        shelf = rows[0].shelf if rows else None
        if shelf is None or not shelf.is_short:
            return
        row = rows[0]

        def notice() -> Notice:
            words = self.tr("{name}: only {count} left by the books ({age}).")
            if shelf.left == "0":
                words = self.tr("{name}: sold out by the books ({age}).")
            return Notice(
                "warn",
                words.format(name=shown_name(row), count=shelf.left, age=age_of(shelf.age_minutes)),
                self.tr("It is in the basket."),
                self.tr(
                    "If it is here in your hand, sell it: the books are wrong. If not, tell the shopper now (Del)."
                ),
            )

        self._about = (sku, notice)
        action = None
        if self._use.rain_checks.days:
            ask = self._view.rain_check_asked.emit
            action = BannerAction("ticket", "Shift+F1", lambda: self.tr("Rain check"), ask)
        self._view.banner.show_notice(notice, action)

    @Slot()
    def _on_current(self) -> None:
        """Another line is chosen: the keys that the warning names would now be about other goods than it names."""
        sku, notice = self._about
        row = self._view.basket.selected_line()
        if row is not None and row.sku != sku and self._view.banner.shows(notice):
            self._view.banner.show_notice(None)

    def _say_coupon(self) -> bool:
        """The first coupon that was scanned for this basket, cannot be used, and was not spoken of; False: none."""
        basket_id = self._use.checkout.basket_id
        scanned = {coupon.coupon_id for coupon in self._use.checkout.state.bearer_coupons}
        for row in self._view.offers.model.rows():
            key = f"{basket_id}/{row.coupon_id}/{row.reason}"
            if row.coupon_id in scanned and row.reason in CANNOT_BE_HONOURED and key not in self._said:
                self._said = {known for known in self._said if known.startswith(f"{basket_id}/")} | {key}
                self._view.banner.show_notice(self._coupon_notice(row))
                return True
        return False

    def _coupon_notice(self, row: OfferRow) -> Callable[[], Notice]:
        return lambda: Notice(
            "warn",
            self.tr("The coupon {offer} cannot be used: {reason}.").format(offer=label_of(row), reason=detail_of(row)),
            self.tr("It is not used up; the shopper keeps it."),
            self.tr("Tell the shopper now, before payment."),
        )
