"""GS1 element strings and Digital Links: what a till takes from them, and that odd ones break nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retail.gs1 import Gs1Facts, is_digital_link, load_library, read_digital_link, read_elements, starts_with_gtin

GTIN = "09501101530003"
GS, RS, EOT = "\x1d", "\x1e", "\x04"


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (f"01{GTIN}", Gs1Facts(GTIN)),
        (f"{GS}01{GTIN}{GS}", Gs1Facts(GTIN)),
        (f"01{GTIN}10LOT-7{GS}17261231", Gs1Facts(GTIN, lot="LOT-7", expiry=date(2026, 12, 31))),
        (f"01{GTIN}17261200", Gs1Facts(GTIN, expiry=date(2026, 12, 31))),
        (f"01{GTIN}15270228", Gs1Facts(GTIN, best_before=date(2027, 2, 28))),
        (f"01{GTIN}17260230", Gs1Facts(GTIN)),
        (f"01{GTIN}17261331", None),
        (f"01{GTIN}17000000", Gs1Facts(GTIN)),
        (f"01{GTIN}7003261231" + "1200", Gs1Facts(GTIN, expiry=date(2026, 12, 31))),
        (f"01{GTIN}21SER9", Gs1Facts(GTIN, serial="SER9")),
        (f"01{GTIN}3103001750", Gs1Facts(GTIN, weight_thousandths=1750)),
        (f"01{GTIN}3100000002", Gs1Facts(GTIN, weight_thousandths=2000)),
        (f"01{GTIN}3105123456", Gs1Facts(GTIN, weight_thousandths=1235)),
        (f"01{GTIN}3103000000", Gs1Facts(GTIN)),
        (f"01{GTIN}39221995", Gs1Facts(GTIN, price=(1995, 2))),
        (f"01{GTIN}392012", Gs1Facts(GTIN, price=(12, 0))),
        (f"10LOT{GS}01{GTIN}", Gs1Facts(GTIN, lot="LOT")),
        (f"(01){GTIN}(3103)001750(10)A", Gs1Facts(GTIN, lot="A", weight_thousandths=1750)),
        (f"[)>{RS}05{GS}01{GTIN}{GS}10A{RS}{EOT}", Gs1Facts(GTIN, lot="A")),
        ("0109501101530004", None),
        (f"01{GTIN}9", None),
        (f"00{'1' * 18}", None),
        ("10LOT", None),
        ("01" + "0" * 14, None),
        ("", None),
        ("(01)", None),
        ("(9999)1", None),
        (f"01{GTIN[:-1]}３", None),
    ],
)
def test_element_strings(text: str, facts: Gs1Facts | None) -> None:
    assert read_elements(text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (f"https://id.gs1.org/01/{GTIN}", Gs1Facts(GTIN)),
        (
            f"https://shop.example/a/b/01/{GTIN}/10/LOT%2F7?17=261231&x=1#top",
            Gs1Facts(GTIN, "LOT/7", None, date(2026, 12, 31)),
        ),
        ("http://id.gs1.org/01/9501101530003?3103=001750", Gs1Facts(GTIN, weight_thousandths=1750)),
        (f"HTTPS://ID.GS1.ORG/01/{GTIN}", Gs1Facts(GTIN)),
        ("https://id.gs1.org/01/09501101530004", None),
        (f"https://id.gs1.org/00/{'1' * 18}", None),
        ("https://example.com/", None),
        ("https://example.com/01/menu", None),
        (f"ftp://id.gs1.org/01/{GTIN}", None),
        (f"https:///01/{GTIN}", None),
        (f"https://id.gs1.org/01/{GTIN}/10", None),
        (f"https://id.gs1.org/01/{GTIN}?310x=1&17=", Gs1Facts(GTIN)),
        (f"https://[/01/{GTIN}", None),
        (f"https://id.gs1.org/01/{GTIN} and more", None),
    ],
)
def test_digital_links(text: str, facts: Gs1Facts | None) -> None:
    assert read_digital_link(text) == facts


def test_what_looks_like_a_link_to_goods_and_what_does_not() -> None:
    assert is_digital_link(f"https://id.gs1.org/01/{GTIN}?17=261231")
    assert not is_digital_link("https://example.com/1/2")
    assert not is_digital_link("https://example.com/?q=/01/12345678")


def test_a_text_that_begins_like_goods() -> None:
    assert starts_with_gtin(f"01{GTIN}10A")
    assert starts_with_gtin(f"(01){GTIN}")
    assert starts_with_gtin(f"[)>{RS}05{GS}01{GTIN}{RS}{EOT}")
    assert not starts_with_gtin("0109501101530004")
    assert not starts_with_gtin("01 is a number")


def test_loading_ahead_is_harmless() -> None:
    load_library()
    load_library()


pieces = st.sampled_from(
    ["01", GTIN, "17261231", "10", GS, "3103", "392", "00", "(", ")", "//", "https://", "/01/", "?", "%", "["]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(pieces | st.text(max_size=6), max_size=9).map("".join))
@example("01" + "0" * 14)
@example("https://[::1/01/95011015")
@example(f"01{GTIN}4321")
def test_odd_texts_give_facts_or_none(text: str) -> None:
    # The link reaches past the check of the form, straight into the library's parser.
    for facts in (read_elements(text), read_digital_link(text), read_digital_link(f"https://a/01/{GTIN}/{text}")):
        assert facts is None or len(facts.gtin) == 14
