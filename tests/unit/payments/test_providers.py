"""Both wallets' providers against operators that check signatures and misbehave."""

from __future__ import annotations

import socket

import pytest

from pos_client.payments.flat_xml import BadXml, read_xml
from pos_client.payments.http import Wire
from pos_client.payments.wechat import WeChatMerchant, WeChatPay
from retail.payment_code import PaymentCode
from tests.unit.payments.conftest import Counter
from tests.wallet_server import API_KEY, APP_ID, MERCHANT_ID

ORDER = "0190a1b2c3d4e5f60718293a4b5c6d7e"


def test_a_payment_goes_through(counter: Counter) -> None:
    outcome = counter.provider.pay(ORDER, 12345, counter.code("pays"), "一号店 & <茶>")
    assert outcome.status == "succeeded"
    assert outcome.transaction_id
    assert outcome.paid is not None
    assert (outcome.paid.amount_minor, outcome.paid.received_minor, outcome.paid.discounts) == (12345, 12345, ())
    assert counter.provider.query(ORDER) == outcome
    assert counter.operators.orders[ORDER].taken_minor == 12345
    assert counter.operators.bad_requests == []


@pytest.mark.parametrize(
    ("behaviour", "reasons"), [("poor", {"insufficient_funds"}), ("expired", {"code_expired", "code_invalid"})]
)
def test_a_refusal_is_final_and_says_why(counter: Counter, behaviour: str, reasons: set[str]) -> None:
    outcome = counter.provider.pay(ORDER, 500, counter.code(behaviour), "x")
    assert outcome.status == "failed"
    assert outcome.reason in reasons


@pytest.mark.parametrize(("right", "status"), [(True, "succeeded"), (False, "failed")])
def test_a_shopper_who_is_asked_for_the_password(counter: Counter, right: bool, status: str) -> None:
    outcome = counter.provider.pay(ORDER, 500, counter.code("password"), "x")
    assert (outcome.status, outcome.reason) == ("pending", "password")
    assert counter.provider.query(ORDER).status == "pending"
    counter.operators.enter_password(ORDER, right=right)
    assert counter.provider.query(ORDER).status == status


def test_an_operator_who_does_not_know_is_asked_again(counter: Counter) -> None:
    assert counter.provider.pay(ORDER, 500, counter.code("hiccup"), "x").status == "unknown"
    assert counter.provider.query(ORDER).status == "succeeded"


def test_the_same_number_is_charged_once(counter: Counter) -> None:
    counter.provider.pay(ORDER, 500, counter.code("pays"), "x")
    again = counter.provider.pay(ORDER, 500, counter.code("pays"), "x")
    assert (again.status, again.reason) == ("unknown", "duplicate")
    assert counter.operators.orders[ORDER].taken_minor == 500


@pytest.mark.parametrize("fate", ["lost answer", "slow", "garbage", "wrong signature", "bad gateway", "entities"])
def test_what_is_no_answer_to_go_by_is_unknown_and_not_sent_again(counter: Counter, fate: str) -> None:
    counter.operators.mischief[counter.payment].append(fate)
    assert counter.provider.pay(ORDER, 500, counter.code("pays"), "x").status == "unknown"
    assert counter.operators.asked(counter.payment) == 1
    counter.operators.mischief[counter.question].append(fate)
    assert counter.provider.query(ORDER).status == "unknown"
    assert counter.provider.query(ORDER).status == "succeeded"


def test_a_forged_refusal_is_not_believed(counter: Counter) -> None:
    counter.operators.mischief[counter.payment].append("wrong signature")
    outcome = counter.provider.pay(ORDER, 500, counter.code("poor"), "x")
    assert (outcome.status, outcome.reason) == ("unknown", "bad_signature")


def test_an_answer_about_another_order_is_not_believed(counter: Counter) -> None:
    counter.operators.coupons["out_trade_no"] = "f" * 32
    assert counter.provider.pay(ORDER, 500, counter.code("pays"), "x").reason == "bad_answer"


def test_an_answer_about_another_amount_is_not_believed(counter: Counter) -> None:
    counter.operators.coupons |= {"total_fee": "50000", "total_amount": "500.00"}
    assert counter.provider.pay(ORDER, 500, counter.code("pays"), "x").reason == "bad_answer"


def test_a_request_that_was_lost_left_no_order(counter: Counter) -> None:
    counter.operators.mischief["any"] = ["lost request"]
    assert counter.provider.pay(ORDER, 500, counter.code("pays"), "x").reason == "no_answer"
    assert counter.provider.query(ORDER).reason == "not_found"
    assert counter.provider.reverse(ORDER).reason == "not_found"


@pytest.mark.parametrize("behaviour", ["pays", "password"])
def test_a_reversal_that_must_be_repeated(counter: Counter, behaviour: str) -> None:
    counter.provider.pay(ORDER, 500, counter.code(behaviour), "x")
    counter.operators.mischief[counter.undo] += ["again", "again"]
    assert [counter.provider.reverse(ORDER).status for _ in range(3)] == ["pending", "pending", "succeeded"]
    assert counter.operators.orders[ORDER].taken_minor == 0
    assert counter.provider.query(ORDER).status == "failed"
    counter.operators.enter_password(ORDER)
    assert counter.operators.orders[ORDER].taken_minor == 0


def test_a_reversal_whose_answer_was_lost_is_done_once(counter: Counter) -> None:
    counter.provider.pay(ORDER, 500, counter.code("pays"), "x")
    counter.operators.mischief[counter.undo].append("lost answer")
    assert counter.provider.reverse(ORDER).status == "unknown"
    assert counter.provider.reverse(ORDER).status == "succeeded"


def test_a_refund_in_parts_each_once(counter: Counter) -> None:
    counter.provider.pay(ORDER, 500, counter.code("pays"), "x")
    counter.operators.mischief["refund"].append("lost answer")
    assert counter.provider.refund(ORDER, "refund1", 200, 500).status == "unknown"
    assert counter.provider.refund(ORDER, "refund1", 200, 500).status == "succeeded"
    assert counter.operators.orders[ORDER].taken_minor == 300
    assert counter.provider.refund(ORDER, "refund2", 400, 500).status == "failed"
    assert counter.provider.refund(ORDER, "refund3", 300, 500).status == "succeeded"
    assert counter.operators.orders[ORDER].taken_minor == 0
    assert counter.operators.bad_requests == []


def test_a_refund_whose_answer_is_missing_can_be_asked_for(counter: Counter) -> None:
    counter.provider.pay(ORDER, 500, counter.code("pays"), "x")
    asked = counter.provider.query_refund(ORDER, "refund1")
    assert (asked.status, asked.reason) == ("unknown", "not_found")
    counter.operators.mischief["refund"].append("lost answer")
    counter.provider.refund(ORDER, "refund1", 200, 500)
    assert counter.provider.query_refund(ORDER, "refund1").status == "succeeded"
    for fate in ("lost answer", "wrong signature", "garbage"):
        for question in ("refundquery", "refund.query"):
            counter.operators.mischief[question] = [fate]
        assert counter.provider.query_refund(ORDER, "refund1").status == "unknown"
    assert counter.operators.bad_requests == []


@pytest.mark.parametrize("counter", ["wechat"], indirect=True)
def test_what_became_of_a_refund_that_was_taken_on(counter: Counter) -> None:
    counter.provider.pay(ORDER, 500, counter.code("pays"), "x")
    counter.provider.refund(ORDER, "refund1", 200, 500)
    told = {"PROCESSING": "succeeded/", "CHANGE": "failed/refund_stuck", "REFUNDCLOSE": "failed/refund_closed"}
    told |= {"X": "unknown/bad_answer"}
    for state, expected in told.items():
        counter.operators.refund_states["refund1"] = state
        asked = counter.provider.query_refund(ORDER, "refund1")
        assert f"{asked.status}/{asked.reason}" == expected


def test_without_a_connection_nothing_was_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        wire = Wire(f"http://127.0.0.1:{taken.getsockname()[1]}")
        provider = WeChatPay(WeChatMerchant(APP_ID, MERCHANT_ID, API_KEY), wire)
        outcome = provider.pay(ORDER, 500, PaymentCode("130000000000000000"), "x")
        assert (outcome.status, outcome.reason) == ("failed", "not_sent")
        assert provider.query(ORDER).status == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        b'<!DOCTYPE xml [<!ENTITY a "b">]><xml><c>&a;</c></xml>',
        b'<!DOCTYPE xml SYSTEM "file:///etc/hostname"><xml/>',
        '<?xml version="1.0" encoding="UTF-16"?><xml/>'.encode("utf-16"),
        b"<xml><a>1</a><a>2</a></xml>",
        b"<xml><a><b>1</b></a></xml>",
        b"<html/>",
        b"<xml>",
    ],
)
def test_only_flat_xml_without_declarations_is_read(text: bytes) -> None:
    with pytest.raises(BadXml):
        read_xml(text)


def test_secrets_are_not_shown() -> None:
    assert API_KEY not in repr(WeChatMerchant(APP_ID, MERCHANT_ID, API_KEY))


@pytest.mark.parametrize("counter", ["alipay"], indirect=True)
@pytest.mark.parametrize("sub_code", ["ACQ.NEVER_HEARD_OF", "ACQ.TRADE_BUYER_NOT_MATCH", ""])
def test_a_business_error_that_nobody_knows_is_asked_for(counter: Counter, sub_code: str) -> None:
    counter.operators.coupons |= {"code": "40004", "sub_code": sub_code}
    assert counter.provider.pay(ORDER, 500, counter.code("pays"), "x").status == "unknown"
    counter.operators.coupons.clear()
    assert counter.provider.query(ORDER).status == "succeeded"


@pytest.mark.parametrize("counter", ["alipay"], indirect=True)
def test_a_refund_that_moved_nothing_is_asked_for(counter: Counter) -> None:
    counter.provider.pay(ORDER, 500, counter.code("pays"), "x")
    counter.operators.mischief["refund"].append("lost answer")
    counter.provider.refund(ORDER, "refund1", 200, 500)
    assert counter.provider.refund(ORDER, "refund1", 200, 500).status == "succeeded"
    assert [name for name, _ in counter.operators.requests][-2:] == ["refund", "refund.query"]
    counter.operators.orders[ORDER].refunds["refund9"] = 0
    assert counter.provider.refund(ORDER, "refund9", 100, 500).status == "pending"


def test_reachable_is_asked_without_telling_anything(counter: Counter) -> None:
    assert counter.provider.reachable()
    assert counter.operators.requests == []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert not Wire(f"https://127.0.0.1:{taken.getsockname()[1]}").reachable()
