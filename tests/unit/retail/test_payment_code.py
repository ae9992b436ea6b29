"""Payment codes: whose they are, and that they show up nowhere."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from retail.payment_code import PaymentCode, provider_of

DIGITS = "134567890123456789"


@pytest.mark.parametrize(
    ("digits", "provider"),
    [
        ("100000000000000000", "wechat"),
        ("159999999999999999", "wechat"),
        ("160000000000000000", None),
        ("099999999999999999", None),
        ("1" * 17, None),
        ("1" * 19, None),
        ("25" + "0" * 14, "alipay"),
        ("30" + "9" * 22, "alipay"),
        ("289999999999999999", "alipay"),
        ("25" + "0" * 13, None),
        ("30" + "0" * 23, None),
        ("24" + "0" * 16, None),
        ("31" + "0" * 16, None),
        ("62" + "0" * 17, "unionpay"),
        ("62" + "0" * 16, None),
        ("63" + "0" * 17, None),
        ("13456789012345678x", None),
        ("１34567890123456789", None),
        ("134567890123456789\n", None),
        ("", None),
    ],
)
def test_the_provider_is_told_by_length_and_first_digits(digits: str, provider: str | None) -> None:
    assert provider_of(digits) == provider


def test_the_digits_are_shown_only_on_purpose() -> None:
    code = PaymentCode(DIGITS)
    assert code.reveal() == DIGITS
    assert code.provider == "wechat"
    for shown in (repr(code), str(code), f"{code}", f"{code!r:>40}", repr([code]), repr({"code": code})):
        assert DIGITS[:6] not in shown
        assert DIGITS[-4:] not in shown


def test_a_payment_code_cannot_be_stored() -> None:
    code = PaymentCode(DIGITS)
    with pytest.raises(TypeError, match="never stored"):
        pickle.dumps(code)
    with pytest.raises(TypeError):
        json.dumps({"code": code})
    with pytest.raises(TypeError):
        vars(code)


def test_it_is_a_value_that_copies_to_itself() -> None:
    code = PaymentCode(DIGITS)
    assert code == PaymentCode(DIGITS)
    assert hash(code) == hash(PaymentCode(DIGITS))
    assert code != PaymentCode("134567890123456780")
    assert code != DIGITS
    assert copy.copy(code) is code
    assert copy.deepcopy([code])[0] is code


def test_the_error_for_other_digits_does_not_repeat_them() -> None:
    with pytest.raises(ValueError) as refused:
        PaymentCode("999999999999999999")
    assert "9999" not in str(refused.value)
