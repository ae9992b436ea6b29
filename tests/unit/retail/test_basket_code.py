"""Baskets as codes: what is made is read again, what was tampered with is not, and many lines are several codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from retail.basket_code import (
    CHARACTERS_MAX,
    PARTS_MAX,
    BasketCode,
    CodeLine,
    TooManyLines,
    joined,
    make_codes,
    open_code,
)
from retail.guides import GuideShare
from retail.signed import CodeRefused, SigningKey

KEY = SigningKey.generate()
KID = KEY.verifying_key.kid
NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)
EXP = int(NOW.timestamp()) + 600
BASKET = BasketCode(
    "0" * 32,
    "f" * 32,
    1,
    1,
    EXP,
    (CodeLine("LQX-2201-M", 2), CodeLine("OWN-0101", "0.350")),
    one_id="N" + "8" * 23,
    guides=(GuideShare("1002", 6667), GuideShare("1003", 3333)),
)


def key_for(kid: bytes):
    return KEY.verifying_key if kid == KID else None


def many(count: int) -> BasketCode:
    return replace(BASKET, lines=tuple(CodeLine(f"LQX-{number:04d}-XL", 1) for number in range(count)))


def test_a_basket_is_read_as_it_was_made_without_anybodys_name() -> None:
    (text,) = make_codes(BASKET, KEY, KID)
    assert open_code(text, key_for, NOW) == BASKET
    nobody = replace(BASKET, one_id=None, guides=())
    assert open_code(make_codes(nobody, KEY, KID)[0], key_for, NOW) == nobody
    unsaid = replace(nobody, guides=None)
    assert open_code(make_codes(unsaid, KEY, KID)[0], key_for, NOW).guides is None


def test_many_lines_are_several_codes_that_any_order_makes_whole() -> None:
    texts = make_codes(many(40), KEY, KID)
    assert 1 < len(texts) <= PARTS_MAX
    assert max(map(len, texts)) <= CHARACTERS_MAX
    read = [open_code(text, key_for, NOW) for text in texts]
    assert joined(read[1:]) is None
    whole = joined([*reversed(read), read[0]])
    assert whole is not None
    assert whole.lines == many(40).lines
    with pytest.raises(TooManyLines):
        make_codes(many(200), KEY, KID)


def test_a_code_is_over_after_its_time_and_no_other_kind_of_code_stands_in() -> None:
    (text,) = make_codes(BASKET, KEY, KID)
    late = datetime.fromtimestamp(EXP, UTC)
    with pytest.raises(CodeRefused, match="expired"):
        open_code(text, key_for, late)
    with pytest.raises(CodeRefused, match="unknown_issuer"):
        open_code(text, lambda kid: None, NOW)
    with pytest.raises(CodeRefused, match="malformed"):
        open_code(text.replace("UB1:", "UK1:"), key_for, NOW)
    other = SigningKey.generate()
    with pytest.raises(CodeRefused, match="bad_signature"):
        open_code(make_codes(BASKET, other, KID)[0], key_for, NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"lines": ()},
        {"lines": (CodeLine("A", 0),)},
        {"lines": (CodeLine("A", "1.23456"),)},
        {"lines": (CodeLine("", 1),)},
        {"guides": (GuideShare("1002", 9999),)},
        {"parking_id": ""},
    ],
)
def test_what_could_not_be_read_is_not_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"claim|line"):
        make_codes(replace(BASKET, **wrong), KEY, KID)  # type: ignore[arg-type]
