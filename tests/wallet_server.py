"""Two wallets' operators on this machine, that check every signature and misbehave on purpose.

It keeps orders and the money taken for them, as the operators do, so that a test can say what was really charged.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
import ssl
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID

from pos_client.payments.alipay import Alipay, AlipayMerchant
from pos_client.payments.http import Wire
from pos_client.payments.wechat import WeChatMerchant, WeChatPay

API_KEY = "0123456789abcdef0123456789abcdef"
APP_ID, MERCHANT_ID, ALIPAY_APP = "wx0123456789abcdef", "1900000109", "2021000000000001"
ORDERS_OF_CODES = ("pays", "password", "poor", "expired", "hiccup")


@cache
def keys() -> tuple[rsa.RSAPrivateKey, rsa.RSAPrivateKey]:
    """(the merchant's, Alipay's), made once a run."""
    return rsa.generate_private_key(65537, 2048), rsa.generate_private_key(65537, 2048)


@dataclass
class Order:
    amount_minor: int
    state: str  # paying, paid, refused, closed
    taken_minor: int = 0
    refunds: dict[str, int] = field(default_factory=dict)


class WalletOperators:
    """What both operators know. `shopper` says by the last digit of a payment code how its wallet behaves."""

    def __init__(self) -> None:
        self.orders: dict[str, Order] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.mischief: dict[str, list[str]] = defaultdict(list)  # by what is asked: the next answers' fates
        self.coupons: dict[str, Any] = {}  # fields of the next successful payment
        self.refund_states: dict[str, str] = {}  # what WeChat Pay says of a refund, by its number
        self.bad_requests: list[str] = []
        self.released = threading.Event()

    def asked(self, what: str) -> int:
        return sum(1 for name, _ in self.requests if name == what)

    def charge(self, number: str, amount_minor: int, code: str) -> str:
        """What the wallet says to a payment code; the behaviour is chosen by its last digit."""
        if number in self.orders:
            return "duplicate"
        behaviour = ORDERS_OF_CODES[int(code[-1])]
        if behaviour in ("poor", "expired"):
            self.orders[number] = Order(amount_minor, "refused")
            return behaviour
        paid = behaviour in ("pays", "hiccup")
        self.orders[number] = Order(amount_minor, "paid" if paid else "paying", amount_minor if paid else 0)
        return behaviour

    def enter_password(self, number: str, *, right: bool = True) -> None:
        order = self.orders[number]
        if order.state == "paying":
            order.state, order.taken_minor = ("paid", order.amount_minor) if right else ("refused", 0)

    def close(self, number: str) -> bool:
        """Whether there was such an order."""
        if number not in self.orders:
            return False
        order = self.orders[number]
        order.state, order.taken_minor = "closed", 0
        return True

    def refund(self, number: str, refund_id: str, amount_minor: int) -> bool:
        order = self.orders[number]
        if refund_id not in order.refunds:
            if amount_minor > order.taken_minor:
                return False
            order.refunds[refund_id] = amount_minor
            order.taken_minor -= amount_minor
        return True


class _WeChat:
    """Answers of WeChat Pay, as fields of its XML."""

    def __init__(self, world: WalletOperators) -> None:
        self._world = world

    def answer(self, path: str, body: bytes, has_certificate: bool) -> tuple[str, dict[str, str]]:
        fields = {child.tag: child.text or "" for child in ET.fromstring(body)}
        what = path.rsplit("/", 1)[1]
        self._world.requests.append((what, fields))
        if fields.get("sign") != wechat_sign(fields) or fields["sign_type"] != "HMAC-SHA256":
            self._world.bad_requests.append(f"{what}: wrong signature")
            return what, {"return_code": "FAIL", "return_msg": "签名错误"}
        if (fields["appid"], fields["mch_id"]) != (APP_ID, MERCHANT_ID) or len(fields["nonce_str"]) > 32:
            self._world.bad_requests.append(f"{what}: not the merchant")
            return what, {"return_code": "FAIL"}
        if path.startswith("/secapi/") and not has_certificate:
            self._world.bad_requests.append(f"{what}: no certificate")
            return what, {"return_code": "FAIL", "return_msg": "证书已过期"}
        answer = getattr(self, "_" + what)(fields)
        result = "FAIL" if "err_code" in answer else "SUCCESS"
        common = {"return_code": "SUCCESS", "result_code": result, "appid": APP_ID, "mch_id": MERCHANT_ID}
        return what, {**common, "nonce_str": "5K8264ILTKCH16CQ", **answer}

    def _micropay(self, fields: dict[str, str]) -> dict[str, str]:
        if fields.get("version") != "1.0":
            self._world.bad_requests.append("micropay: discounts are named by version 1.0 alone")
        said = self._world.charge(fields["out_trade_no"], int(fields["total_fee"]), fields["auth_code"])
        errors = {"password": "USERPAYING", "poor": "NOTENOUGH", "expired": "AUTHCODEEXPIRE"}
        errors |= {"hiccup": "SYSTEMERROR", "duplicate": "ORDERPAID"}
        return {"err_code": errors[said]} if said in errors else self._paid(fields["out_trade_no"])

    def _paid(self, number: str) -> dict[str, str]:
        amount = str(self._world.orders[number].amount_minor)
        paid = {"out_trade_no": number, "transaction_id": "42" + number[:26], "total_fee": amount, "cash_fee": amount}
        return paid | self._world.coupons

    def _orderquery(self, fields: dict[str, str]) -> dict[str, str]:
        order = self._world.orders.get(fields["out_trade_no"])
        if order is None:
            return {"err_code": "ORDERNOTEXIST"}
        states = {"paying": "USERPAYING", "refused": "PAYERROR", "closed": "REVOKED", "paid": "SUCCESS"}
        more = self._paid(fields["out_trade_no"]) if order.state == "paid" else {}
        return {"out_trade_no": fields["out_trade_no"], "trade_state": states[order.state], **more}

    def _reverse(self, fields: dict[str, str]) -> dict[str, str]:
        if "again" in self._world.mischief["reverse"]:
            self._world.mischief["reverse"].remove("again")
            return {"err_code": "SYSTEMERROR", "recall": "Y"}
        return {"recall": "N"} if self._world.close(fields["out_trade_no"]) else {"err_code": "ORDERNOTEXIST"}

    def _refund(self, fields: dict[str, str]) -> dict[str, str]:
        number, refund_id = fields["out_trade_no"], fields["out_refund_no"]
        if not self._world.refund(number, refund_id, int(fields["refund_fee"])):
            return {"err_code": "INVALID_REQ_TOO_MUCH"}
        return {"out_trade_no": number, "out_refund_no": refund_id, "refund_id": "50" + refund_id[:26]}

    def _refundquery(self, fields: dict[str, str]) -> dict[str, str]:
        number, refund_id = fields["out_trade_no"], fields["out_refund_no"]
        order = self._world.orders.get(number)
        if order is None or refund_id not in order.refunds:
            return {"err_code": "REFUNDNOTEXIST"}
        state = self._world.refund_states.get(refund_id, "SUCCESS")
        told = {"out_refund_no_0": refund_id, "refund_id_0": "50" + refund_id[:26], "refund_status_0": state}
        return {"out_trade_no": number, "refund_count": "1", **told}


class _Alipay:
    """Answers of Alipay, as the business part of its JSON."""

    def __init__(self, world: WalletOperators) -> None:
        self._world = world

    def answer(self, body: bytes) -> tuple[str, str, dict[str, Any]]:
        fields = dict(parse_qsl(body.decode(), strict_parsing=True))
        what = fields["method"].removeprefix("alipay.trade.").removeprefix("fastpay.")
        text = "&".join(f"{name}={fields[name]}" for name in sorted(fields) if name != "sign")
        business = json.loads(fields["biz_content"])
        self._world.requests.append((what, business))
        try:
            signed = base64.b64decode(fields["sign"])
            keys()[0].public_key().verify(signed, text.encode(), padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            self._world.bad_requests.append(f"{what}: wrong signature")
            return what, fields["method"], {"code": "40002", "sub_code": "isv.invalid-signature"}
        return what, fields["method"], getattr(self, "_" + what.replace(".", "_"))(business)

    def _pay(self, business: dict[str, str]) -> dict[str, Any]:
        number, amount = business["out_trade_no"], round(float(business["total_amount"]) * 100)
        said = self._world.charge(number, amount, business["auth_code"])
        errors = {"poor": "ACQ.BUYER_BALANCE_NOT_ENOUGH", "expired": "ACQ.PAYMENT_AUTH_CODE_INVALID"}
        errors |= {"duplicate": "ACQ.TRADE_HAS_SUCCESS"}
        if said in errors:
            return {"code": "40004", "sub_code": errors[said]}
        if said == "password":
            return {"code": "10003", "out_trade_no": number, "trade_no": "2013" + number[:20]}
        return {"code": "20000", "sub_code": "aop.ACQ.SYSTEM_ERROR"} if said == "hiccup" else self._paid(number)

    def _paid(self, number: str) -> dict[str, Any]:
        amount = f"{self._world.orders[number].amount_minor / 100:.2f}"
        paid = {"code": "10000", "out_trade_no": number, "trade_no": "2013" + number[:20], "total_amount": amount}
        return paid | {"receipt_amount": amount, "buyer_pay_amount": amount} | self._world.coupons

    def _query(self, business: dict[str, str]) -> dict[str, Any]:
        number = business["out_trade_no"]
        order = self._world.orders.get(number)
        if order is None:
            return {"code": "40004", "sub_code": "ACQ.TRADE_NOT_EXIST"}
        if order.state == "paid":
            return self._paid(number) | {"trade_status": "TRADE_SUCCESS"}
        status = "WAIT_BUYER_PAY" if order.state == "paying" else "TRADE_CLOSED"
        return {"code": "10000", "out_trade_no": number, "trade_status": status}

    def _cancel(self, business: dict[str, str]) -> dict[str, Any]:
        if "again" in self._world.mischief["cancel"]:
            self._world.mischief["cancel"].remove("again")
            return {"code": "20000", "sub_code": "aop.ACQ.SYSTEM_ERROR", "retry_flag": "Y"}
        order = self._world.orders.get(business["out_trade_no"])
        action = {} if order is None else {"action": "refund" if order.taken_minor else "close"}
        self._world.close(business["out_trade_no"])
        return {"code": "10000", "out_trade_no": business["out_trade_no"], "retry_flag": "N", **action}

    def _refund(self, business: dict[str, str]) -> dict[str, Any]:
        number, amount = business["out_trade_no"], round(float(business["refund_amount"]) * 100)
        known = business["out_request_no"] in self._world.orders[number].refunds
        if not self._world.refund(number, business["out_request_no"], amount):
            return {"code": "40004", "sub_code": "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL"}
        change = {"fund_change": "N" if known else "Y"}
        return {"code": "10000", "out_trade_no": number, "trade_no": "2013" + number[:20]} | change

    def _refund_query(self, business: dict[str, str]) -> dict[str, Any]:
        given = self._world.orders[business["out_trade_no"]].refunds.get(business["out_request_no"])
        if not given:
            return {"code": "10000"}
        told = {name: business[name] for name in ("out_trade_no", "out_request_no")}
        return {"code": "10000", **told, "refund_amount": f"{given / 100:.2f}", "refund_status": "REFUND_SUCCESS"}


def wechat_sign(fields: dict[str, str]) -> str:
    pairs = [f"{name}={value}" for name, value in sorted(fields.items()) if value and name != "sign"]
    return hmac.new(API_KEY.encode(), "&".join([*pairs, f"key={API_KEY}"]).encode(), hashlib.sha256).hexdigest().upper()


class _Handler(BaseHTTPRequestHandler):
    world: WalletOperators

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        fates = self.world.mischief
        path = self.path.split("?")[0]
        if fates["any"] == ["lost request"]:
            fates["any"].clear()
            return  # the connection ends, and nothing was done
        if path == "/gateway.do":
            what, method, part = _Alipay(self.world).answer(body)
            fate = self._fate(what)
            text = json.dumps(part, ensure_ascii=False)
            signed = keys()[1].sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
            sign = base64.b64encode(bytes(reversed(signed)) if fate == "wrong signature" else signed).decode()
            answer = f'{{"{method.replace(".", "_")}_response":{text},"sign":"{sign}"}}'
        else:
            has_certificate = bool(self.connection.getpeercert())  # type: ignore[attr-defined]
            what, fields = _WeChat(self.world).answer(path, body, has_certificate)
            fate = self._fate(what)
            if "result_code" in fields:
                fields["sign"] = wechat_sign(fields)
            if fate == "wrong signature":
                fields["sign"] = fields["sign"][::-1]
            inner = "".join(f"<{name}><![CDATA[{value}]]></{name}>" for name, value in fields.items())
            answer = f"<xml>{inner}</xml>"
        if fate == "lost answer":
            return
        if fate == "slow":
            self.world.released.wait(20)
            return
        answer = {
            "garbage": "<html>please sign in to this network</html>",
            "entities": '<!DOCTYPE xml [<!ENTITY a "SUCCESS">]><xml><return_code>&a;</return_code></xml>',
        }.get(fate, answer)
        self.send_response(502 if fate == "bad gateway" else 200)
        self.end_headers()
        self.wfile.write(answer.encode())

    def _fate(self, what: str) -> str:
        fates = [fate for fate in self.world.mischief[what] if fate != "again"]
        if fates:
            self.world.mischief[what].remove(fates[0])
        return fates[0] if fates else ""

    def do_HEAD(self) -> None:
        self.send_response(404)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # a till that hangs up is part of the tests


@contextmanager
def serving(folder: Path) -> Iterator[tuple[WalletOperators, WeChatPay, Alipay]]:
    """The operators, and tills' providers that are joined to them over TLS with the merchant's certificate."""
    ca, server, client = _certificates(folder)
    world = WalletOperators()
    handler = type("Handler", (_Handler,), {"world": world})
    listener = _Server(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*server)
    context.load_verify_locations(ca)
    context.verify_mode = ssl.CERT_OPTIONAL
    listener.socket = context.wrap_socket(listener.socket, server_side=True)
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), name="wallet-operators", daemon=True)
    thread.start()
    address = f"https://127.0.0.1:{listener.server_port}"
    merchant = WeChatMerchant(APP_ID, MERCHANT_ID, API_KEY)
    wire = Wire(address, read_seconds=0.7, ca_file=ca, client_certificate=client)
    alipay_wire = Wire(address + "/gateway.do", read_seconds=0.7, ca_file=ca)
    alipay_merchant = AlipayMerchant(ALIPAY_APP, keys()[0], keys()[1].public_key())
    try:
        yield world, WeChatPay(merchant, wire), Alipay(alipay_merchant, alipay_wire, lambda: dt.datetime.now(dt.UTC))
    finally:
        world.released.set()
        listener.shutdown()
        thread.join()
        listener.server_close()


def _certificates(folder: Path) -> tuple[str, tuple[str, str], tuple[str, str]]:
    """A private authority's certificate, and (certificate, key) of the operators and of the merchant."""
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca = _certificate("authority", ca_key, "authority", ca_key, is_ca=True)
    _write(folder / "ca.pem", ca)
    pairs = []
    for name in ("operator", "merchant"):
        key = ec.generate_private_key(ec.SECP256R1())
        _write(folder / f"{name}.pem", _certificate(name, key, "authority", ca_key))
        (folder / f"{name}.key").write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        pairs.append((str(folder / f"{name}.pem"), str(folder / f"{name}.key")))
    return str(folder / "ca.pem"), pairs[0], pairs[1]


def _write(path: Path, certificate: x509.Certificate) -> None:
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    is_ca: bool = False,
) -> x509.Certificate:
    def named(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = dt.datetime.now(dt.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_ca, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if is_ca:
        usage = x509.KeyUsage(True, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(issuer_key, hashes.SHA256())
