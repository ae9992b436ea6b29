"""Pieces typed before the goods, by keys and with a scanner."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Counter

Key = Qt.Key
TOTE = b"6931112223334"


@pytest.mark.parametrize(("typed", "pieces"), [("3*", "3"), ("12", "12"), ("5×", "5")])
def test_a_number_and_then_a_scan(counter: Counter, typed: str, pieces: str) -> None:
    if typed.isascii():
        counter.press(typed)
    else:
        counter.view.scan_bar.type_text(typed)
    counter.window.sections.checkout.scan(TOTE, "]E0")
    assert counter.lines() == {"LQX-7710": pieces}
    assert counter.view.scan_bar.text() == ""
    assert counter.view.scan_bar._said.text() == f"已加入 × {pieces}"
    counter.window.sections.checkout.scan(TOTE, "]E0")
    assert counter.lines() == {"LQX-7710": str(int(pieces) + 1)}, "the number was for one scan"


def test_a_number_and_a_name_or_a_code_by_keys(counter: Counter) -> None:
    counter.press("3*")
    assert "3" in counter.view.scan_bar._said.text()
    assert not counter.view.popup.isVisible()
    counter.press("fbt")
    assert [row.key for row in counter.view.popup.model.rows()] == ["LQX-7710"]
    counter.press(Key.Key_Return, "2*6935556667778", Key.Key_Return)
    assert counter.lines() == {"LQX-7710": "3", "LQX-9034": "2"}
    assert counter.view.scan_bar.text() == ""


def test_what_is_no_number_of_pieces_is_left_alone(counter: Counter) -> None:
    counter.press("602")
    counter.window.sections.checkout.scan(TOTE, "]E0")
    assert counter.lines() == {"LQX-7710": "1"}
    assert counter.view.scan_bar.text() == "602"
    counter.press(Key.Key_Escape, "4*")
    counter.window.sections.checkout.scan(b"00000000", None)
    assert counter.view.scan_bar.text() == "4*", "a refused scan leaves the number for the next one"
