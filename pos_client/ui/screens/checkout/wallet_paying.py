"""A wallet pays what remains: from the scan of its code to the finished sale, or back to the payment panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.application.wallet_calls import RefundNews, WalletNews
from pos_client.errors import Refused, UserFacing
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.paying import Paying, Words
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.wallet_state import WalletsShown, WalletWaiting
from pos_client.ui.wallet_driver import WalletDriver
from pos_client.ui.wallet_words import (
    failed_notice,
    paid_notice,
    part_notice,
    refund_notice,
    stage_of,
    under_way_notice,
    wallet_name,
)
from retail.payment_code import PaymentCode
from retail.ports import StoreFailed
from retail.wallets import WalletName

#: A payment code is good for about a minute from when it was shown.
HELD_MS = 50_000


class WalletPaying(QObject):
    """Holds the payment code of a member's own code for less than a minute, in memory alone."""

    shown = Signal()
    noticed = Signal(object)  # Words
    refused = Signal(object)  # UserFacing or StoreFailed
    settled_elsewhere = Signal(object)  # CompletedSale of a basket that had been set aside

    def __init__(
        self,
        use_cases: CheckoutUseCases,
        driver: WalletDriver,
        paying: Paying,
        operations: Operations,
        parent: QObject | None = None,
        *,
        part_minor: Callable[[], int | None] = lambda: None,
    ) -> None:
        """`part_minor` is what a wallet is to pay of what remains, None: all of it."""
        super().__init__(parent)
        self._part_minor = part_minor
        self._use = use_cases
        self._driver = driver
        self._paying = paying
        self._operations = operations
        self._held: tuple[PaymentCode, int, str] | None = None
        driver.ended.connect(self._on_ended)
        driver.refund_ended.connect(self._on_refund_ended)
        driver.ticked.connect(self._on_ticked)

    def shown_state(self) -> WalletsShown:
        """What the panels show."""
        payments = self._use.wallets
        offered, waiting = payments.offered, None
        for payment in payments.open():
            if payment.at_counter:
                attempt = payment.attempt
                waiting = WalletWaiting(
                    attempt.attempt_id,
                    attempt.wallet,
                    attempt.amount_minor,
                    stage_of(payment),
                    payment.patience_seconds,
                )
        unreachable = tuple(name for name in payments.set_up if name not in offered)
        return WalletsShown(offered, unreachable, self._held_wallet(), waiting)

    def tell_of_before(self) -> None:
        """After a start: what was being paid when the program ended is in the list, and the basket looks empty."""
        asked = [payment for payment in self._use.wallets.open() if stage_of(payment) not in ("unpaid", "part")]
        if asked:
            self.noticed.emit(lambda: under_way_notice(asked))

    def hold(self, code: PaymentCode) -> None:
        """The payment code inside a member's code: one key of the cashier uses it, for this basket alone."""
        self._held = (code, self._use.clock.elapsed_ms(), self._use.checkout.basket_id)

    def take(self, code: PaymentCode) -> None:
        """A wallet's code was scanned: it pays what remains, once the price is settled."""
        if self._use.checkout.state.basket.is_empty:
            self.refused.emit(Refused("basket_empty"))
            return
        seen_minor, part_minor = self._use.checkout.state.payable_minor, self._part_minor()
        if not self._paying.is_paying:
            self._paying.start()
        # A price that became another one as payment began is told first, and its code is scanned again.
        if self._use.checkout.state.payable_minor == seen_minor:
            self._paying.when_begun(lambda: self._start(code, part_minor))

    @Slot()
    def take_held(self) -> None:
        """The key for the code that the member's own code brought along."""
        wallet, held = self._held_wallet(), self._held
        self._held = None
        if wallet is None or held is None:
            self.refused.emit(Refused("payment_code_gone"))
            self.shown.emit()
            return
        self.take(held[0])

    @Slot()
    def cancel(self) -> None:
        """Esc: the shopper pays in another way, or not at all."""
        attempt_id = self._use.checkout.state.wallet_attempt
        if attempt_id is not None:
            self._run(lambda: self._use.wallets.cancel(attempt_id))

    @Slot()
    def set_aside(self) -> None:
        """The next shopper: this basket waits in the list until its payment is known."""
        if self._use.checkout.state.wallet_attempt is not None and self._run(self._use.wallets.set_aside):
            self._paying.leave()

    def _start(self, code: PaymentCode, part_minor: int | None) -> None:
        self._held = None
        try:
            call = self._use.wallets.start(code, part_minor)
        except (UserFacing, StoreFailed) as error:
            if isinstance(error, Refused) and error.code == "wallet_unreachable":
                error = Refused(error.code, wallet=wallet_name(str(error.params["wallet"])))
            self.refused.emit(error)
            return
        self._driver.run(call)
        self.noticed.emit(None)
        self._operations.announce(Changes.of("tenders", "journal"))

    def _held_wallet(self) -> WalletName | None:
        """Whose code is held: of this basket, young enough, and of a wallet that can be reached."""
        if self._held is None:
            return None
        code, at_ms, basket_id = self._held
        age_ms = self._use.clock.elapsed_ms() - at_ms
        if age_ms >= HELD_MS or basket_id != self._use.checkout.basket_id:
            self._held = None
            return None
        return next((name for name in self._use.wallets.offered if name == code.provider), None)

    @Slot(object)
    def _on_ended(self, news: WalletNews) -> None:
        if news.is_part:
            self.noticed.emit(lambda: part_notice(news, self._use.checkout.state.remaining_minor))
            self.shown.emit()
        elif news.completed is None:
            self.noticed.emit(_words(news))
            self.shown.emit()
        elif news.at_counter:
            self._paying.paid(news.completed)
        else:
            self.noticed.emit(lambda: paid_notice(news))
            self.settled_elsewhere.emit(news.completed)

    @Slot(object)
    def _on_refund_ended(self, news: RefundNews) -> None:
        """Somebody has to say what to do about a refund that is not given."""
        if news.refused is not None:
            self.noticed.emit(lambda: refund_notice(news))

    @Slot()
    def _on_ticked(self) -> None:
        if self._use.checkout.state.wallet_attempt is not None:
            self.shown.emit()

    def _run(self, call: Callable[[], Changes]) -> bool:
        try:
            changes = call()
        except (UserFacing, StoreFailed) as error:
            self.refused.emit(error)
            return False
        self.noticed.emit(None)
        self._operations.announce(changes)
        return True


def _words(news: WalletNews) -> Words:
    return lambda: failed_notice(news)
