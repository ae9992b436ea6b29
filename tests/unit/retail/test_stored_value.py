"""Numbers of gift cards, and what a scan or a typed text says of one."""

from __future__ import annotations

import pytest

from retail.luhn import luhn_digit
from retail.payment_code import provider_of
from retail.scanned import GiftCard, ScanSettings, classify
from retail.stored_value import (
    GiftCardCode,
    ValueRules,
    card_code,
    is_card_number,
    masked_account,
    read_card,
    read_value_rules,
)

#: One of ours.
NUMBER = "9123456789012348"


def scanned(text, symbology=None):
    return classify(text, symbology, settings=ScanSettings(), in_catalogue=lambda _: False)


def test_the_check_digit_is_the_one_of_iso_7812():
    assert luhn_digit("7992739871") == "3"
    assert is_card_number(NUMBER)


@pytest.mark.parametrize("place", range(1, 16))
def test_a_digit_that_is_mistyped_is_no_card(place):
    other = str((int(NUMBER[place]) + 1) % 10)
    assert not is_card_number(NUMBER[:place] + other + NUMBER[place + 1 :])


def test_a_card_is_read_with_its_pin_and_without():
    assert read_card(card_code(NUMBER, "00012345")) == GiftCardCode(NUMBER, "00012345")
    assert read_card("9123 4567 8901 2348") == GiftCardCode(NUMBER)
    assert [read_card(text) for text in (f"UG1:{NUMBER}", f"UG1:{NUMBER}:1", f"{NUMBER}:00012345", "UG1:", "")] == [
        None
    ] * 5


def test_a_scan_of_a_card_is_nothing_else_and_no_other_code_is_one():
    assert scanned(NUMBER) == GiftCard(GiftCardCode(NUMBER))
    assert scanned(card_code(NUMBER, "00012345"), "]Q3") == GiftCard(GiftCardCode(NUMBER, "00012345"))
    assert provider_of(NUMBER) is None
    assert not any(
        isinstance(scanned(code), GiftCard) for code in ("134567890123456789", "6901234567892", "2812345678901234")
    )
    assert "00012345" not in repr(scanned(card_code(NUMBER, "00012345")))


def test_only_the_last_places_are_shown():
    assert masked_account(NUMBER) == "**** 2348"


def test_a_store_without_the_setting_or_with_a_wrong_one_sells_none():
    assert read_value_rules({}) == ValueRules()
    wrong = {"gift_cards": "yes", "issuer": 1, "amounts_minor": ["x", -1, 5], "top_up_max_minor": "9"}
    assert read_value_rules({"stored_value": wrong}) == ValueRules(amounts_minor=(5,))
    row = {"gift_cards": True, "issuer": "group", "amounts_minor": [10000], "top_up_max_minor": 500000}
    assert read_value_rules({"stored_value": row}) == ValueRules(True, "group", (10000,), 500000)
