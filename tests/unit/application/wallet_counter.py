"""A counter with a wallet: the operator says what a test wants, and the program may be started anew."""

from __future__ import annotations

from pos_client.application.wallet_calls import WalletCall, WalletNews
from pos_client.application.wallet_payments import WalletPayments
from retail.payment_code import PaymentCode
from retail.wallets import WalletDiscount, WalletName, WalletOutcome, WalletPaid
from tests.unit.application.conftest import Counter

CODE = PaymentCode("130123456789012345")
PAID = WalletOutcome(
    "succeeded", "", "", "4200001", WalletPaid(4900, 4600, 4900, (WalletDiscount("wallet", 300, "摇一摇"),))
)
NO_ANSWER, NOT_FOUND = WalletOutcome("unknown", "no_answer"), WalletOutcome("unknown", "not_found")
PASSWORD, REFUSED = WalletOutcome("pending", "password"), WalletOutcome("failed", "insufficient_funds", "NOTENOUGH")
REVERSED, AGAIN = WalletOutcome("succeeded"), WalletOutcome("pending", "again")


class Operator:
    """A wallet's operator that says what a test wants, and remembers what it was asked."""

    name: WalletName = "wechat"

    def __init__(self) -> None:
        self.says = NO_ANSWER
        self.reverse_after_ms = 0
        self.is_reachable = True
        self.expects: int | None = 4900
        self.asked: list[tuple[str, str]] = []

    def pay(self, attempt_id: str, amount_minor: int, code: PaymentCode, subject: str) -> WalletOutcome:
        assert (code, subject) == (CODE, "静安寺旗舰店")
        assert amount_minor == (self.expects or amount_minor)
        self.asked.append(("pay", attempt_id))
        return self.says

    def reachable(self) -> bool:
        return self.is_reachable

    def query(self, attempt_id: str) -> WalletOutcome:
        self.asked.append(("query", attempt_id))
        return self.says

    def reverse(self, attempt_id: str) -> WalletOutcome:
        self.asked.append(("reverse", attempt_id))
        return self.says

    def refund(self, attempt_id: str, refund_id: str, amount_minor: int, total_minor: int) -> WalletOutcome:
        raise AssertionError("no refund is asked here")

    def query_refund(self, attempt_id: str, refund_id: str) -> WalletOutcome:
        raise AssertionError("no refund is asked here")


class Wallets:
    """The counter with a wallet, and its program that may be started anew."""

    def __init__(self, counter: Counter) -> None:
        self.counter, self.operator = counter, Operator()
        self.start_program()

    def start_program(self) -> None:
        attempts = self.counter.store.unit_of_work().wallet_attempts
        self.payments = WalletPayments(
            self.counter.desk, self.counter.staff, self.counter.checkout, attempts, {"wechat": self.operator}
        )

    def restart(self) -> None:
        """The machine loses its power: whatever was only in memory is gone."""
        fresh = Counter(clock=self.counter.clock)
        fresh.store.entries, fresh.store.attempts = self.counter.store.entries, self.counter.store.attempts
        fresh.sign_in()
        self.counter = fresh
        self.start_program()

    def basket(self) -> None:
        self.counter.checkout.add_product("B1")

    def pay(self, says: WalletOutcome) -> WalletNews:
        self.operator.says = says
        return self.run(self.payments.start(CODE))

    def run(self, call: WalletCall) -> WalletNews:
        return self.payments.answered(call, call.run())

    def questions(self) -> list[WalletCall]:
        """What is asked about payments now, looks at the network apart."""
        return [call for call in self.payments.due() if call.asked != "reach"]

    def later(self, seconds: float, says: WalletOutcome) -> list[WalletNews]:
        self.counter.clock.advance(seconds)
        self.operator.says = says
        return [self.run(call) for call in self.questions()]

    @property
    def sales(self) -> list[dict]:
        return self.counter.store.bodies("sale")

    @property
    def results(self) -> list[tuple[str, str]]:
        return [(body["result"], body["reason"]) for body in self.counter.store.bodies("payment_settled")]
