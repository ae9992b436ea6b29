"""Alipay by the shopper's payment code: alipay.trade.pay, .query, .cancel and .refund of the open platform.

Source: the operator's documents of 当面付 (docs/spec/wallets.md names pages): one gateway, form fields signed with RSA2
(SHA256 with RSA), the business part as JSON in `biz_content`. An answer is believed only when the operator's signature
over the bytes of its business part is right and it is about this order.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlencode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

from pos_client.payments.http import NoAnswer, NotSent, Wire
from pos_client.payments.yuan import BadAmount, minor_of_yuan, yuan
from retail.payment_code import PaymentCode
from retail.wallets import Funder, WalletDiscount, WalletName, WalletOutcome, WalletPaid

ADDRESS = "https://openapi.alipay.com/gateway.do"
_CHINA = timezone(timedelta(hours=8))

#: What alipay.trade.pay says when nothing was taken and nothing will be: the operator's table of errors. Whatever is
#: not in it is asked for: a code that this program does not know may mean that money moves.
_REFUSALS: Mapping[str, str] = {
    "ACQ.BUYER_BALANCE_NOT_ENOUGH": "insufficient_funds",
    "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH": "insufficient_funds",
    "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE": "insufficient_funds",
    "ACQ.PAYMENT_AUTH_CODE_INVALID": "code_invalid",
    "ACQ.SOUNDWAVE_PARSER_FAIL": "code_invalid",
    "ACQ.PULL_MOBILE_CASHIER_FAIL": "code_invalid",
    "ACQ.TRADE_HAS_CLOSE": "closed",
    **dict.fromkeys(
        (
            "ACQ.PAYMENT_FAIL",
            "ACQ.PAYMENT_REQUEST_HAS_RISK",
            "ACQ.ERROR_BALANCE_PAYMENT_DISABLE",
            "ACQ.BUYER_SELLER_EQUAL",
            "ACQ.BUYER_ENABLE_STATUS_FORBID",
            "ACQ.MOBILE_PAYMENT_SWITCH_OFF",
            "ACQ.USER_FACE_PAYMENT_SWITCH_OFF",
            "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR",
            "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR",
            "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT",
        ),
        "refused",
    ),
    **dict.fromkeys(
        (
            "ACQ.INVALID_PARAMETER",
            "ACQ.ACCESS_FORBIDDEN",
            "ACQ.EXIST_FORBIDDEN_WORD",
            "ACQ.PARTNER_ERROR",
            "ACQ.TOTAL_FEE_EXCEED",
            "ACQ.BEYOND_PAY_RESTRICTION",
            "ACQ.BEYOND_PER_RECEIPT_RESTRICTION",
            "ACQ.SELLER_BEEN_BLOCKED",
            "ACQ.INVALID_STORE_ID",
            "ACQ.SUB_MERCHANT_CREATE_FAIL",
            "ACQ.SUB_MERCHANT_TYPE_INVALID",
            "ACQ.AMOUNT_OR_CURRENCY_ERROR",
            "ACQ.CURRENCY_NOT_SUPPORT",
            "ACQ.MERCHANT_AGREEMENT_NOT_EXIST",
            "ACQ.MERCHANT_AGREEMENT_INVALID",
            "ACQ.MERCHANT_STATUS_NOT_NORMAL",
        ),
        "misconfigured",
    ),
}
#: There is an order of this number already: how it stands is asked.
_DUPLICATES = ("ACQ.TRADE_HAS_SUCCESS", "ACQ.CONTEXT_INCONSISTENT", "ACQ.TRADE_BUYER_NOT_MATCH")
#: What alipay.trade.cancel will not do, however often it is asked. Whether the order was paid is asked then.
_CANCEL_REFUSED: Mapping[str, str] = {
    "ACQ.TRADE_CANCEL_TIME_OUT": "too_old",
    "ACQ.TRADE_HAS_FINISHED": "too_old",
    "ACQ.REASON_TRADE_STATUS_INVALID": "too_old",
    "ACQ.TRADE_STATUS_ERROR": "too_old",
    "ACQ.CANCEL_NOT_ALLOWED": "refused",
    "ACQ.REASON_TRADE_BEEN_FREEZEN": "refused",
    "ACQ.REASON_TRADE_REFUND_FEE_ERR": "refused",
    "ACQ.INVALID_PARAMETER": "misconfigured",
    "ACQ.SELLER_BALANCE_NOT_ENOUGH": "insufficient_funds",  # the merchant's own
}
#: What alipay.trade.refund will not do. Whatever else it says is asked again under the same number, which gives once.
_REFUND_REFUSED: Mapping[str, str] = {
    "ACQ.SELLER_BALANCE_NOT_ENOUGH": "insufficient_funds",  # the merchant's own
    "ACQ.TRADE_HAS_FINISHED": "too_old",
    "ACQ.TRADE_NOT_ALLOW_REFUND": "too_old",
    "ACQ.REASON_TRADE_REFUND_FEE_ERR": "refused",
    "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL": "refused",
    "ACQ.REASON_TRADE_BEEN_FREEZEN": "refused",
    "ACQ.TRADE_NOT_EXIST": "refused",
    "ACQ.TRADE_STATUS_ERROR": "refused",
    "ACQ.INVALID_PARAMETER": "misconfigured",
    "ACQ.ACCESS_FORBIDDEN": "misconfigured",
}
#: There is no refund of this number.
_NO_REFUND = ("ACQ.TRADE_NOT_EXIST", "ACQ.REFUND_NOT_EXIST")
#: Channels of `fund_bill_list` that are discounts and no money of the shopper.
_CHANNELS: Mapping[str, Funder] = {
    "COUPON": "wallet",
    "DISCOUNT": "wallet",
    "MCOUPON": "merchant",
    "MDISCOUNT": "merchant",
}


@dataclass(frozen=True, slots=True)
class AlipayMerchant:
    """The application's id, its own private key, and the operator's public key (not the application's)."""

    app_id: str
    private_key: RSAPrivateKey
    operator_key: RSAPublicKey
    app_auth_token: str = ""

    def __repr__(self) -> str:
        return f"AlipayMerchant({self.app_id}, masked)"


class Alipay:
    """`retail.wallets.WalletProvider`. `now` is the wall clock; the gateway refuses requests that are minutes off."""

    name: WalletName = "alipay"
    reverse_after_ms = 0

    def __init__(self, merchant: AlipayMerchant, wire: Wire, now: Callable[[], datetime], till: str = "") -> None:
        self._merchant = merchant
        self._wire = wire
        self._now = now
        self._till = till

    def reachable(self) -> bool:
        return self._wire.reachable()

    def pay(self, attempt_id: str, amount_minor: int, code: PaymentCode, subject: str) -> WalletOutcome:
        business = {
            "out_trade_no": attempt_id,
            "scene": "bar_code",
            "auth_code": code.reveal(),
            "subject": subject[:80],
            "total_amount": yuan(amount_minor),
            "product_code": "FACE_TO_FACE_PAYMENT",
            "timeout_express": "2m",
        }
        if self._till:
            business["terminal_id"] = self._till[:32]
        try:
            answer = self._call("alipay.trade.pay", attempt_id, business)
        except NotSent:
            return WalletOutcome("failed", "not_sent")
        if isinstance(answer, WalletOutcome):
            return answer
        code_, detail = str(answer.get("code", "")), str(answer.get("sub_code", ""))
        if code_ == "10000":
            return _paid(answer, amount_minor)
        if code_ == "10003":
            return WalletOutcome("pending", "password", detail, str(answer.get("trade_no", "")))
        if code_ == "40004" and detail in _REFUSALS:
            return WalletOutcome("failed", _REFUSALS[detail], detail)
        if code_ == "40004":
            return WalletOutcome("unknown", "duplicate" if detail in _DUPLICATES else "operator_error", detail)
        if code_ in ("20001", "40001", "40002", "40006"):
            return WalletOutcome("failed", "misconfigured", detail or code_)
        return WalletOutcome("unknown", "operator_error", detail or code_)

    def query(self, attempt_id: str) -> WalletOutcome:
        answer = self._asked("alipay.trade.query", attempt_id, {"query_options": ["voucher_detail_list"]})
        if isinstance(answer, WalletOutcome):
            return answer
        code, detail = str(answer.get("code", "")), str(answer.get("sub_code", ""))
        if code != "10000":
            return WalletOutcome(
                "unknown", "not_found" if detail == "ACQ.TRADE_NOT_EXIST" else "operator_error", detail
            )
        state = answer.get("trade_status")
        if state in ("TRADE_SUCCESS", "TRADE_FINISHED"):
            return _paid(answer, None)
        if state == "WAIT_BUYER_PAY":
            return WalletOutcome("pending", "password", state)
        if state == "TRADE_CLOSED":
            return WalletOutcome("failed", "closed", state)
        return WalletOutcome("unknown", "bad_answer")

    def reverse(self, attempt_id: str) -> WalletOutcome:
        answer = self._asked("alipay.trade.cancel", attempt_id, {})
        if isinstance(answer, WalletOutcome):
            return answer
        code, detail = str(answer.get("code", "")), str(answer.get("sub_code", ""))
        if answer.get("retry_flag") == "Y":
            return WalletOutcome("pending", "again", detail)
        if code == "10000":
            # Without an action there was no order to close: one that is still on its way could yet be charged.
            if answer.get("action") in ("close", "refund"):
                return WalletOutcome("succeeded", transaction_id=str(answer.get("trade_no", "")))
            return WalletOutcome("unknown", "not_found")
        if detail in _CANCEL_REFUSED:
            return WalletOutcome("failed", _CANCEL_REFUSED[detail], detail)
        return WalletOutcome("unknown", "not_found" if detail == "ACQ.TRADE_NOT_EXIST" else "operator_error", detail)

    def refund(self, attempt_id: str, refund_id: str, amount_minor: int, total_minor: int) -> WalletOutcome:
        business = {"refund_amount": yuan(amount_minor), "out_request_no": refund_id}
        answer = self._asked("alipay.trade.refund", attempt_id, business)
        if isinstance(answer, WalletOutcome):
            return answer
        code, detail = str(answer.get("code", "")), str(answer.get("sub_code", ""))
        if code == "10000" and answer.get("fund_change") == "Y":
            return WalletOutcome("succeeded", transaction_id=str(answer.get("trade_no", "")))
        if code == "10000":
            # Nothing moved just now: it was given back before under this number, or is not given back at all.
            asked = self.query_refund(attempt_id, refund_id)
            return WalletOutcome("pending", "again", asked.code) if asked.reason == "not_found" else asked
        if code != "40004" or detail not in _REFUND_REFUSED:
            return WalletOutcome("unknown", "operator_error", detail or code)
        return WalletOutcome("failed", _REFUND_REFUSED[detail], detail)

    def query_refund(self, attempt_id: str, refund_id: str) -> WalletOutcome:
        """What the operator says of a refund that it does not have is empty."""
        answer = self._asked("alipay.trade.fastpay.refund.query", attempt_id, {"out_request_no": refund_id})
        if isinstance(answer, WalletOutcome):
            return answer
        if answer.get("code") != "10000":
            detail = str(answer.get("sub_code", ""))
            return WalletOutcome("unknown", "not_found" if detail in _NO_REFUND else "operator_error", detail)
        is_it = answer.get("out_request_no") == refund_id
        if is_it and answer.get("refund_amount") and answer.get("refund_status", "REFUND_SUCCESS") == "REFUND_SUCCESS":
            return WalletOutcome("succeeded", transaction_id=str(answer.get("trade_no", "")))
        return WalletOutcome("unknown", "not_found")

    def _asked(self, method: str, attempt_id: str, business: Mapping[str, Any]) -> dict[str, Any] | WalletOutcome:
        """As `_call`; for a question, one that was not sent has no answer."""
        try:
            return self._call(method, attempt_id, {"out_trade_no": attempt_id, **business})
        except NotSent:
            return WalletOutcome("unknown", "no_answer")

    def _call(self, method: str, attempt_id: str, business: Mapping[str, Any]) -> dict[str, Any] | WalletOutcome:
        """The signed business part of the answer, or why there is none. Raises NotSent."""
        fields = {
            "app_id": self._merchant.app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": self._now().astimezone(_CHINA).strftime("%Y-%m-%d %H:%M:%S"),
            "version": "1.0",
            "biz_content": json.dumps(business, ensure_ascii=False, separators=(",", ":")),
        }
        if self._merchant.app_auth_token:
            fields["app_auth_token"] = self._merchant.app_auth_token
        signed = self._merchant.private_key.sign(signed_text(fields), padding.PKCS1v15(), hashes.SHA256())
        fields["sign"] = base64.b64encode(signed).decode()
        try:
            body = self._wire.post(
                "?charset=utf-8", urlencode(fields).encode(), "application/x-www-form-urlencoded;charset=utf-8"
            )
            text, sign = business_part(body, method.replace(".", "_") + "_response")
        except NoAnswer:
            return WalletOutcome("unknown", "no_answer")
        except (ValueError, RecursionError):
            return WalletOutcome("unknown", "bad_answer")
        if not self._is_signed(text, sign):
            return WalletOutcome("unknown", "bad_signature")
        answer = json.loads(text)
        if not isinstance(answer, dict) or answer.get("out_trade_no", attempt_id) != attempt_id:
            return WalletOutcome("unknown", "bad_answer")
        return answer

    def _is_signed(self, text: str, sign: str) -> bool:
        try:
            signed = base64.b64decode(sign, validate=True)
            self._merchant.operator_key.verify(signed, text.encode(), padding.PKCS1v15(), hashes.SHA256())
        except (ValueError, InvalidSignature):
            return False
        return True


def signed_text(fields: Mapping[str, str]) -> bytes:
    """`a=1&b=2` of all fields that are not empty, but `sign`, sorted by name, not escaped."""
    return "&".join(f"{name}={fields[name]}" for name in sorted(fields) if name != "sign" and fields[name]).encode()


def business_part(body: bytes, name: str) -> tuple[str, str]:
    """The business part as it stands on the wire, because that is what is signed, and the signature.

    The members of the answer's own object are walked one by one: a text that only looks like the part, inside
    something else, is not taken for it. Raises ValueError.
    """
    text, read = body.decode("utf-8"), json.JSONDecoder()
    found: dict[str, str] = {}
    at = _after(text, 0, "{")
    while True:
        member, at = read.raw_decode(text, _skip(text, at))
        if not isinstance(member, str) or member in found:
            raise ValueError("a member without a name, or twice")
        at = _skip(text, _after(text, at, ":"))
        _, end = read.raw_decode(text, at)
        found[member] = text[at:end]
        at = _skip(text, end)
        if text[at : at + 1] == "}":
            break
        at = _after(text, at, ",")
    if text[at + 1 :].strip():
        raise ValueError("more than an object")
    part = found.get(name) or found.get("error_response")
    sign = json.loads(found.get("sign", '""'))
    if part is None or not isinstance(sign, str):
        raise ValueError("not an answer to this")
    return part, sign


def _skip(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\n", "\r", "\t"):
        at += 1
    return at


def _after(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if text[at : at + 1] != sign:
        raise ValueError(f"expected {sign}")
    return at + 1


def _paid(answer: Mapping[str, Any], expected_minor: int | None) -> WalletOutcome:
    """A payment that succeeded. An amount that was not asked for, or makes no sense, is no answer to go by."""
    try:
        total = minor_of_yuan(answer["total_amount"])
        received = minor_of_yuan(answer.get("receipt_amount", answer["total_amount"]))
        discounts = _discounts(answer)
        off = sum(discount.amount_minor for discount in discounts)
        buyer = minor_of_yuan(answer.get("buyer_pay_amount", yuan(max(0, total - off))))
    except (KeyError, TypeError, AttributeError, BadAmount):
        return WalletOutcome("unknown", "bad_answer")
    right = received <= total and buyer <= total and (expected_minor is None or total == expected_minor)
    if not right or not answer.get("trade_no"):
        return WalletOutcome("unknown", "bad_answer")
    paid = WalletPaid(total, buyer, received, discounts)
    return WalletOutcome("succeeded", transaction_id=str(answer["trade_no"]), paid=paid)


def _discounts(answer: Mapping[str, Any]) -> tuple[WalletDiscount, ...]:
    """Who bore what: by voucher where the operator names the shares, else by the channels of the funds."""
    shares: list[WalletDiscount] = []
    for voucher in answer.get("voucher_detail_list") or ():
        label = str(voucher.get("name", ""))[:64]
        merchant = minor_of_yuan(voucher.get("merchant_contribute", "0"))
        rest = max(0, minor_of_yuan(voucher["amount"]) - merchant)
        parts: tuple[tuple[Funder, int], ...] = (("merchant", merchant), ("wallet", rest))
        shares += [WalletDiscount(funder, amount, label) for funder, amount in parts if amount]
    if shares:
        return tuple(shares)
    for bill in answer.get("fund_bill_list") or ():
        channel = bill.get("fund_channel", "")
        amount = minor_of_yuan(bill["amount"])
        if channel in _CHANNELS and amount:
            shares.append(WalletDiscount(_CHANNELS[channel], amount))
    return tuple(shares)
