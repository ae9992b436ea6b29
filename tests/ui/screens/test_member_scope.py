"""Whoever may look for their own members alone finds no others and is told so; who shows a code is served."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt

from retail.member import MemberGuide
from tests.ui.conftest import Counter
from tests.ui.till_data import MEMBER

Key = Qt.Key
TAIL = MEMBER.phone[-4:]


def found(counter: Counter, scope: str, guide: MemberGuide | None = None, **facts: object) -> list[tuple[str, str]]:
    """What a search for the member's phone shows to somebody with this scope."""
    till = counter.till
    assert till.staff.current is not None
    till.staff.current = replace(till.staff.current, scope=scope)
    till.directory.members = [replace(MEMBER, guide=guide, **facts)]  # type: ignore[arg-type]
    counter.press(TAIL)
    shown = [(row.kind, row.key) for row in counter.view.popup.model.rows()]
    counter.press(Key.Key_Escape)
    return shown


def test_a_search_shows_whom_one_may_look_for_and_says_that_there_are_others(counter: Counter) -> None:
    me = counter.till.staff.current_id or ""
    shown, hidden = [("member", MEMBER.one_id)], [("hidden", "")]
    table = {
        ("", None): shown,  # an older ledger says nothing: the store's
        ("store:S01", None): shown,
        ("district:SH", None): shown,
        ("all", None): shown,
        ("own", None): hidden,
        ("own", MemberGuide("S01", me)): shown,
        ("own", MemberGuide("S02", me)): hidden,  # the same number in another store is somebody else
        ("brand:NONE", None): hidden,
        ("galaxy:M31", None): hidden,  # what a newer ledger may say shows as little as there is
    }
    for (scope, guide), expected in table.items():
        assert found(counter, scope, guide) == expected, scope
    assert found(counter, "brand:LQX", cards={"LQX": "2801"}) == shown
    # Taking the line that says so tells why; the code that the member shows is taken.
    assert found(counter, "own") == hidden
    counter.press(TAIL, Key.Key_Return)
    assert counter.view.banner.isVisible()
    counter.till.show_code()
    counter.window.sections.checkout.refresh()
    identified = counter.till.checkout.state.member
    assert identified is not None
    assert identified.member.one_id == MEMBER.one_id
