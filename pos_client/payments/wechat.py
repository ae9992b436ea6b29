"""WeChat Pay by the shopper's payment code, API v2: micropay, orderquery, reverse, refund, refundquery.

Source: the operator's documents "付款码支付" (docs/spec/wallets.md names pages): /pay/micropay, /pay/orderquery,
/pay/refundquery, /secapi/pay/reverse and /secapi/pay/refund (the last two with the merchant's client certificate). The
first two are asked as version 1.0, whose answers name each discount and who bears it. Requests and answers are XML,
signed with HMAC-SHA256 over the fields sorted by name. An answer is believed only when its signature is right and it is
about this merchant and this order; an answer with `return_code` FAIL bears none and tells nothing of the payment.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pos_client.payments.flat_xml import BadXml, read_xml, write_xml
from pos_client.payments.http import NoAnswer, NotSent, Wire
from retail.payment_code import PaymentCode
from retail.wallets import Funder, WalletDiscount, WalletName, WalletOutcome, WalletPaid

ADDRESS = "https://api.mch.weixin.qq.com"
#: Without it the answers leave `promotion_detail` out (pay.weixin.qq.com/doc/v2/partner/4011983208 and 4011984209).
_VERSION = "1.0"

#: What micropay says when nothing was taken and nothing will be: the operator's table, "支付失败".
_REFUSALS: Mapping[str, str] = {
    "NOTENOUGH": "insufficient_funds",
    "AUTHCODEEXPIRE": "code_expired",
    "AUTH_CODE_ERROR": "code_invalid",
    "AUTH_CODE_INVALID": "code_invalid",
    "BUYER_MISMATCH": "refused",
    "NOTSUPORTCARD": "refused",
    "ORDERCLOSED": "closed",
    "ORDERREVERSED": "closed",
    "NOAUTH": "misconfigured",
    "APPID_NOT_EXIST": "misconfigured",
    "MCHID_NOT_EXIST": "misconfigured",
    "APPID_MCHID_NOT_MATCH": "misconfigured",
    "LACK_PARAMS": "misconfigured",
    "PARAM_ERROR": "misconfigured",
    "SIGNERROR": "misconfigured",
    "XML_FORMAT_ERROR": "misconfigured",
    "REQUIRE_POST_METHOD": "misconfigured",
    "NOT_UTF8": "misconfigured",
}
#: There is an order of this number already: how it stands is asked.
_DUPLICATES = ("ORDERPAID", "OUT_TRADE_NO_USED")

_STATES: Mapping[str, WalletOutcome] = {
    "USERPAYING": WalletOutcome("pending", "password"),
    "ACCEPT": WalletOutcome("pending", "password"),
    "NOTPAY": WalletOutcome("pending", "password"),
    "REVOKED": WalletOutcome("failed", "closed"),
    "CLOSED": WalletOutcome("failed", "closed"),
    "REFUND": WalletOutcome("failed", "closed"),
    "PAYERROR": WalletOutcome("failed", "not_paid"),
}
#: What cannot be reversed, however often it is tried.
_REVERSE_REFUSED: Mapping[str, str] = {
    "REVERSE_EXPIRE": "too_old",
    "TRADE_OVERDUE": "too_old",
    "INVALID_TRANSACTIONID": "misconfigured",
    "NOAUTH": "misconfigured",
    "CERT_ERROR": "misconfigured",
    "SIGNERROR": "misconfigured",
    "PARAM_ERROR": "misconfigured",
}
#: What became of a refund that was taken on. CHANGE: the shopper's account could not be credited.
_REFUND_STATES: Mapping[str, WalletOutcome] = {
    "SUCCESS": WalletOutcome("succeeded"),
    "PROCESSING": WalletOutcome("succeeded"),
    "CHANGE": WalletOutcome("failed", "refund_stuck"),
    "REFUNDCLOSE": WalletOutcome("failed", "refund_closed"),
}
_REFUND_REFUSED: Mapping[str, str] = {
    "NOTENOUGH": "insufficient_funds",  # the merchant's own
    "TRADE_OVERDUE": "too_old",
    "INVALID_REQ_TOO_MUCH": "refused",
    "ORDERNOTEXIST": "refused",
    "USER_ACCOUNT_ABNORMAL": "refused",
    "REFUND_FEE_MISMATCH": "refused",
    "ORDER_NOT_READY": "refused",
    "INVALID_TRANSACTIONID": "misconfigured",
    "NOAUTH": "misconfigured",
    "CERT_ERROR": "misconfigured",
    "SIGNERROR": "misconfigured",
    "PARAM_ERROR": "misconfigured",
}


@dataclass(frozen=True, slots=True)
class WeChatMerchant:
    """`api_key` is the 32 characters of API v2; without a client certificate nothing can be reversed or refunded."""

    app_id: str
    merchant_id: str
    api_key: str
    sub_merchant_id: str = ""

    def __repr__(self) -> str:
        return f"WeChatMerchant({self.merchant_id}, masked)"


class WeChatPay:
    """`retail.wallets.WalletProvider`. `terminal_ip` is the till's address as the operator's form wants one."""

    name: WalletName = "wechat"
    #: The operator asks for 15 seconds between a payment and its reversal.
    reverse_after_ms = 15_000

    def __init__(self, merchant: WeChatMerchant, wire: Wire, terminal_ip: str = "127.0.0.1") -> None:
        self._merchant = merchant
        self._wire = wire
        self._terminal_ip = terminal_ip

    def reachable(self) -> bool:
        return self._wire.reachable()

    def pay(self, attempt_id: str, amount_minor: int, code: PaymentCode, subject: str) -> WalletOutcome:
        try:
            answer = self._call(
                "/pay/micropay",
                attempt_id,
                body=subject[:40],
                total_fee=str(amount_minor),
                fee_type="CNY",
                spbill_create_ip=self._terminal_ip,
                auth_code=code.reveal(),
                version=_VERSION,
            )
        except NotSent:
            return WalletOutcome("failed", "not_sent")
        if isinstance(answer, WalletOutcome):
            return answer
        if answer["result_code"] == "SUCCESS":
            return _paid(answer, amount_minor)
        error = answer.get("err_code", "")
        if error == "USERPAYING":
            return WalletOutcome("pending", "password", error)
        if error in _REFUSALS:
            return WalletOutcome("failed", _REFUSALS[error], error)
        # SYSTEMERROR, BANKERROR, TRADE_ERROR, INVALID_REQUEST and whatever is new: the operator says to ask.
        return WalletOutcome("unknown", "duplicate" if error in _DUPLICATES else "operator_error", error)

    def query(self, attempt_id: str) -> WalletOutcome:
        answer = self._asked("/pay/orderquery", attempt_id, version=_VERSION)
        if isinstance(answer, WalletOutcome):
            return answer
        error = answer.get("err_code", "")
        if answer["result_code"] != "SUCCESS":
            return WalletOutcome("unknown", "not_found" if error == "ORDERNOTEXIST" else "operator_error", error)
        state = answer.get("trade_state", "")
        if state == "SUCCESS":
            return _paid(answer, None)
        known = _STATES.get(state)
        return WalletOutcome("unknown", "bad_answer", state) if known is None else replace(known, code=state)

    def reverse(self, attempt_id: str) -> WalletOutcome:
        answer = self._asked("/secapi/pay/reverse", attempt_id, with_certificate=True)
        if isinstance(answer, WalletOutcome):
            return answer
        error = answer.get("err_code", "")
        if answer.get("recall") == "Y":
            return WalletOutcome("pending", "again", error)
        if answer["result_code"] == "SUCCESS":
            return WalletOutcome("succeeded")
        if error == "ORDERREVERSED":
            return WalletOutcome("succeeded", code=error)
        if error in _REVERSE_REFUSED:
            return WalletOutcome("failed", _REVERSE_REFUSED[error], error)
        if error == "USERPAYING":
            return WalletOutcome("pending", "again", error)
        return WalletOutcome("unknown", "not_found" if error == "ORDERNOTEXIST" else "operator_error", error)

    def refund(self, attempt_id: str, refund_id: str, amount_minor: int, total_minor: int) -> WalletOutcome:
        answer = self._asked(
            "/secapi/pay/refund",
            attempt_id,
            with_certificate=True,
            out_refund_no=refund_id,
            total_fee=str(total_minor),
            refund_fee=str(amount_minor),
        )
        if isinstance(answer, WalletOutcome):
            return answer
        error = answer.get("err_code", "")
        if answer["result_code"] == "SUCCESS":
            if answer.get("out_refund_no") != refund_id:
                return WalletOutcome("unknown", "bad_answer")
            return WalletOutcome("succeeded", transaction_id=answer.get("refund_id", ""))
        if error in _REFUND_REFUSED:
            return WalletOutcome("failed", _REFUND_REFUSED[error], error)
        if error in ("BIZERR_NEED_RETRY", "FREQUENCY_LIMITED"):
            return WalletOutcome("pending", "again", error)
        return WalletOutcome("unknown", "operator_error", error)

    def query_refund(self, attempt_id: str, refund_id: str) -> WalletOutcome:
        answer = self._asked("/pay/refundquery", attempt_id, out_refund_no=refund_id)
        if isinstance(answer, WalletOutcome):
            return answer
        error = answer.get("err_code", "")
        if answer["result_code"] != "SUCCESS":
            return WalletOutcome("unknown", "not_found" if error == "REFUNDNOTEXIST" else "operator_error", error)
        state = answer.get("refund_status_0", "")
        known = _REFUND_STATES.get(state) if answer.get("out_refund_no_0") == refund_id else None
        if known is None:
            return WalletOutcome("unknown", "bad_answer", state)
        return replace(known, code=state, transaction_id=answer.get("refund_id_0", ""))

    def _asked(
        self, path: str, attempt_id: str, *, with_certificate: bool = False, **fields: str
    ) -> dict[str, str] | WalletOutcome:
        """As `_call`; for a question, one that was not sent has no answer."""
        try:
            return self._call(path, attempt_id, with_certificate=with_certificate, **fields)
        except NotSent:
            return WalletOutcome("unknown", "no_answer")

    def _call(
        self, path: str, attempt_id: str, *, with_certificate: bool = False, **fields: str
    ) -> dict[str, str] | WalletOutcome:
        """The signed answer about this order, or why there is none. Raises NotSent."""
        request = {
            "appid": self._merchant.app_id,
            "mch_id": self._merchant.merchant_id,
            "nonce_str": secrets.token_hex(16),
            "sign_type": "HMAC-SHA256",
            "out_trade_no": attempt_id,
            **fields,
        }
        if self._merchant.sub_merchant_id:
            request["sub_mch_id"] = self._merchant.sub_merchant_id
        request["sign"] = signature(request, self._merchant.api_key)
        try:
            body = self._wire.post(
                path, write_xml(request), "text/xml; charset=utf-8", with_certificate=with_certificate
            )
            answer = read_xml(body)
        except NoAnswer:
            return WalletOutcome("unknown", "no_answer")
        except BadXml:
            return WalletOutcome("unknown", "bad_answer")
        if answer.get("return_code") != "SUCCESS":
            return WalletOutcome("unknown", "operator_error", answer.get("return_code", ""))
        if not hmac.compare_digest(signature(answer, self._merchant.api_key).encode(), answer.get("sign", "").encode()):
            return WalletOutcome("unknown", "bad_signature")
        about = answer.get("out_trade_no", attempt_id), answer.get("mch_id"), answer.get("appid")
        if about != (attempt_id, self._merchant.merchant_id, self._merchant.app_id) or "result_code" not in answer:
            return WalletOutcome("unknown", "bad_answer")
        return answer


def signature(fields: Mapping[str, str], api_key: str) -> str:
    """HMAC-SHA256 in upper-case hex over `a=1&b=2&key=…` of all fields that are not empty, but `sign`."""
    text = "&".join(f"{name}={fields[name]}" for name in sorted(fields) if name != "sign" and fields[name] != "")
    return hmac.new(api_key.encode(), f"{text}&key={api_key}".encode(), hashlib.sha256).hexdigest().upper()


def _paid(answer: Mapping[str, str], expected_minor: int | None) -> WalletOutcome:
    """A payment that succeeded. An amount that was not asked for, or makes no sense, is no answer to go by."""
    try:
        total = int(answer["total_fee"])
        promotions = _promotions(answer.get("promotion_detail", ""))
        # An answer of version 1.0 leaves the settled amount to be reckoned: what is not charged is not settled.
        not_charged = sum(int(promotion["amount"]) for promotion in promotions if promotion.get("type") == "DISCOUNT")
        settled = int(answer.get("settlement_total_fee") or total - not_charged)
        coupons = int(answer.get("coupon_fee") or 0)
        discounts = _discounts(promotions, total - settled, coupons)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return WalletOutcome("unknown", "bad_answer")
    off = sum(discount.amount_minor for discount in discounts)
    right = 0 <= settled <= total and 0 <= off <= total and (expected_minor is None or total == expected_minor)
    if not right or not answer.get("transaction_id"):
        return WalletOutcome("unknown", "bad_answer")
    paid = WalletPaid(total, total - off, settled, discounts)
    return WalletOutcome("succeeded", transaction_id=answer["transaction_id"], paid=paid)


def _promotions(detail: str) -> list[dict[str, Any]]:
    return list(json.loads(detail)["promotion_detail"]) if detail else []


def _discounts(
    promotions: list[dict[str, Any]], unsettled_minor: int, coupons_minor: int
) -> tuple[WalletDiscount, ...]:
    """Who bore what. `promotion_detail` names it; without it, what is not settled was the store's own.

    A coupon of type DISCOUNT (免充值) is not settled: the store bears it. One of type COUPON (充值) is settled from
    money that somebody paid in: `wxpay_contribute`, `merchant_contribute` and `other_contribute` name them, and since
    the store receives it with the payment it is no loss of this sale, whoever had paid it in.
    """
    shares: list[WalletDiscount] = []
    for promotion in promotions:
        label = str(promotion.get("name", ""))[:64]
        amount, given = int(promotion["amount"]), 0
        for share in _contributions(promotion, label):
            given += share.amount_minor
            shares.append(share)
        if given < amount:
            funder: Funder = "merchant" if promotion.get("type") == "DISCOUNT" else "wallet"
            shares.append(WalletDiscount(funder, amount - given, label))
    if not shares:
        parts: tuple[tuple[Funder, int], ...] = (
            ("merchant", unsettled_minor),
            ("wallet", max(0, coupons_minor - unsettled_minor)),
        )
        shares = [WalletDiscount(funder, amount) for funder, amount in parts if amount > 0]
    return tuple(shares)


def _contributions(promotion: Mapping[str, Any], label: str) -> list[WalletDiscount]:
    named: tuple[tuple[str, Funder], ...] = (
        ("wxpay_contribute", "wallet"),
        ("merchant_contribute", "merchant"),
        ("other_contribute", "other"),
    )
    amounts = [(funder, int(promotion.get(field) or 0)) for field, funder in named]
    return [WalletDiscount(funder, amount, label) for funder, amount in amounts if amount > 0]
