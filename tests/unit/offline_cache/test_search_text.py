"""How names and codes are cut up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_cache.search_text import Wanted, catalogue_code, index_terms, tokens, wanted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("小棕瓶", ["小", "棕", "瓶"]),
        ("小棕瓶50ml", ["小", "棕", "瓶", "50", "ml"]),
        ("Advanced Night-Repair", ["advanced", "night", "repair"]),
        ("ＳＥＲＵＭ　１５", ["serum", "15"]),
        ("café", ["café"]),
        ("资生堂のクリーム", ["资", "生", "堂", "の", "ク", "リ", "ー", "ム"]),
        ("a_b「c」…", ["a", "b", "c"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ('"; DROP * AND', ["drop", "and"]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_terms_have_pairs_of_neighbours_within_a_word() -> None:
    assert index_terms("小棕瓶 50ml 霜") == ["小", "棕", "瓶", "小棕", "棕瓶", "50", "ml", "霜"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("棕", Wanted(("棕",), ())),
        ("小棕瓶", Wanted(("小棕", "棕瓶"), ())),
        ("瓶50m", Wanted(("瓶", "50"), ("m",))),
        ("night rep", Wanted((), ("night", "rep"))),
        ("小棕 50", Wanted(("小棕",), ("50",))),
        ("50瓶", Wanted(("50", "瓶"), ())),
        (" - ", Wanted((), ())),
    ],
)
def test_what_a_text_asks_for(text: str, expected: Wanted) -> None:
    assert wanted(text) == expected


@given(st.text(max_size=20))
def test_every_name_has_what_it_asks_for(name: str) -> None:
    terms = index_terms(name)
    asked = wanted(name)

    assert set(asked.whole) <= set(terms)
    assert all(any(term.startswith(beginning) for term in terms) for beginning in asked.beginnings)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("6901234567892", "06901234567892"),
        ("06901234567892", "06901234567892"),
        ("012345678905", "00012345678905"),
        ("0012345678905", "00012345678905"),
        ("96385074", "00000096385074"),
        ("1234567", "1234567"),
        ("0001234", "0001234"),
        ("A1", "A1"),
        ("１２３４５６７８", "１２３４５６７８"),
        ("ABCDEFGH", "ABCDEFGH"),
    ],
)
def test_a_gtin_has_one_form(code: str, expected: str) -> None:
    assert catalogue_code(code) == expected
