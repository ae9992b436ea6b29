"""Both operators on this machine, and the till's providers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from pos_client.payments.alipay import Alipay
from pos_client.payments.wechat import WeChatPay
from retail.payment_code import PaymentCode
from retail.wallets import WalletProvider
from tests.wallet_server import ORDERS_OF_CODES, WalletOperators, serving


@dataclass
class Counter:
    """One till's side. `question` and `undo` are what the operator calls a query and a reversal."""

    operators: WalletOperators
    provider: WalletProvider

    @property
    def payment(self) -> str:
        return "micropay" if self.provider.name == "wechat" else "pay"

    @property
    def question(self) -> str:
        return "orderquery" if self.provider.name == "wechat" else "query"

    @property
    def undo(self) -> str:
        return "reverse" if self.provider.name == "wechat" else "cancel"

    def code(self, behaviour: str) -> PaymentCode:
        digit = str(ORDERS_OF_CODES.index(behaviour))
        return PaymentCode(("13" if self.provider.name == "wechat" else "28") + "0" * 15 + digit)


@pytest.fixture(scope="session")
def _operators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WalletOperators, WeChatPay, Alipay]]:
    with serving(tmp_path_factory.mktemp("wallets")) as parts:
        yield parts


@pytest.fixture(params=["wechat", "alipay"])
def counter(request: pytest.FixtureRequest, _operators: tuple[WalletOperators, WeChatPay, Alipay]) -> Iterator[Counter]:
    operators, wechat, alipay = _operators
    operators.orders.clear()
    operators.requests.clear()
    operators.mischief.clear()
    operators.coupons.clear()
    operators.bad_requests.clear()
    operators.released.clear()
    yield Counter(operators, wechat if request.param == "wechat" else alipay)
    operators.released.set()
