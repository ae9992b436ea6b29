"""Somebody joins at the counter, by keys alone, with the line cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from retail.joining import phone_digest
from retail.member import Member
from tests.ui.conftest import Counter, opened
from tests.ui.joining import PHONE_KEY, let_people_join
from tests.ui.till import FakeTill
from tests.ui.till_data import MEMBER

Key = Qt.Key


@pytest.fixture
def joining(counter: Counter) -> Counter:
    counter.till.online = False
    let_people_join(counter.till)
    return counter


def test_a_shopper_joins_by_keys_and_the_basket_is_theirs(joining: Counter) -> None:
    joining.till.checkout.add_product("LQX-7710")
    joining.window.sections.checkout.refresh()
    joining.press(Key.Key_F4, "13900000001", Key.Key_Return, "Jo Smith", Key.Key_Return, "0308", Key.Key_Return)
    joining.press(Key.Key_Return, "1", "3", Key.Key_Return)
    (body,) = joining.till.store.bodies("member_enrolled")
    said = [(one["purpose"], one["given"]) for one in body["consents"]]
    assert said == [("membership", True), ("contact", False), ("profile", True)]
    member = joining.till.checkout.state.member
    assert member is not None
    assert (member.member.one_id, member.member.birthday) == (body["one_id"], "03-08")
    assert joining.lines() == {"LQX-7710": "1"}, "what was in the basket stays"
    assert not joining.view.join.is_open
    assert "J******h" in joining.view.banner.text()
    assert "139****0001" in joining.view.member._phone.text()
    assert "本店入会" in joining.view.member._proof.text()
    shown = " ".join((joining.view.banner.text(), joining.view.member._phone.text(), joining.view.member._name.text()))
    assert "13900000001" not in shown
    joining.till.checkout.tender_cash(joining.till.checkout.state.remaining_minor)
    joining.till.checkout.complete()
    (sale,) = joining.till.store.bodies("sale")
    assert (sale["one_id"], sale["member_proof"]["how"]) == (body["one_id"], "enrolled")
    assert sale["pricing"]["points_earned"] == {"group": 129}


def test_only_a_phone_and_the_one_consent_are_needed(joining: Counter) -> None:
    joining.press(Key.Key_F4, "13900000001", *[Key.Key_Return] * 4, "1", Key.Key_Return)
    assert len(joining.till.store.bodies("member_enrolled")) == 1


def test_nothing_is_agreed_to_beforehand_and_joining_without_it_is_refused(joining: Counter) -> None:
    joining.press(Key.Key_F4, "13900000001", *[Key.Key_Return] * 5)
    assert joining.till.store.bodies("member_enrolled") == []
    assert "同意" in joining.view.banner.text()
    joining.press("1", "1", Key.Key_Return)
    assert joining.till.store.bodies("member_enrolled") == [], "pressed twice is taken back"
    joining.press("1", Key.Key_Return)
    assert len(joining.till.store.bodies("member_enrolled")) == 1


@pytest.mark.parametrize(
    ("phone", "birthday", "code", "field"),
    [("139", "", "", "phone"), ("13900000001", "1332", "", "birthday"), ("13900000001", "", "NOBODY", "code")],
)
def test_the_keyboard_goes_to_what_is_wrong(joining: Counter, phone: str, birthday: str, code: str, field: str) -> None:
    joining.press(Key.Key_F4, phone, Key.Key_Return)
    if field != "phone":
        joining.press(Key.Key_Return, birthday, Key.Key_Return, code, Key.Key_Return, "1", Key.Key_Return)
    assert joining.window.focusWidget() is getattr(joining.view.join, field)
    assert joining.view.banner.text()
    assert joining.till.store.bodies("member_enrolled") == []


def test_whoever_has_the_phone_already_goes_on_the_basket(joining: Counter) -> None:
    joining.press(Key.Key_F4, MEMBER.phone, Key.Key_Return)
    assert "林*曦" in joining.view.join._known_buttons[0].words()
    assert MEMBER.phone not in joining.view.join._known_buttons[0].words()
    joining.press(Key.Key_Return)
    member = joining.till.checkout.state.member
    assert member is not None
    assert (member.member.one_id, member.proof.how) == ("M1", "search")
    assert not joining.view.join.is_open
    assert joining.till.store.bodies("member_enrolled") == []


def test_two_who_share_a_phone_are_told_apart_by_a_digit(joining: Counter) -> None:
    # This one keeps name and phone to herself: the store knows the digest alone.
    other = replace(MEMBER, one_id="M2", name="", phone="", phone_digest=phone_digest(PHONE_KEY, MEMBER.phone))
    joining.till.directory.members.append(other)
    joining.press(Key.Key_F4, MEMBER.phone, Key.Key_Return)
    assert joining.view.join._known_buttons[0].words() == "M2"
    joining.press("2")
    member = joining.till.checkout.state.member
    assert member is not None
    assert member.member.one_id == "M1"


def test_escape_goes_back_to_the_phone_and_then_out(joining: Counter) -> None:
    joining.press(Key.Key_F4, MEMBER.phone, Key.Key_Return, Key.Key_Escape)
    assert joining.window.focusWidget() is joining.view.join.phone
    joining.press(Key.Key_Escape)
    assert not joining.view.join.is_open
    joining.press("690")
    assert joining.view.scan_bar.text() == "690", "the counter has the keyboard again"


def test_without_the_ledgers_word_nobody_is_asked_for_anything(counter: Counter) -> None:
    counter.press(Key.Key_F4)
    assert not counter.view.join.is_open
    assert "入会" in counter.view.banner.text()


class OtherStores:
    """The ledger, which knows members of other stores."""

    def __init__(self, *members: Member) -> None:
        self.members = members
        self.asked: list[tuple[str, str]] = []

    def look_up(self, digest: str, staff_id: str) -> Sequence[Member]:
        self.asked.append((digest, staff_id))
        return self.members


def at_the_line(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot, ledger: OtherStores
) -> Counter:
    till.ask_phone = ledger
    let_people_join(till)
    till.sign_in()
    return opened(till, language, operations, qtbot)


def test_a_member_of_another_store_is_found_while_the_cashier_types_on(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    ledger = OtherStores(Member("M77", "王敏", phone="13900000001", as_of=MEMBER.as_of))
    counter = at_the_line(till, language, operations, qtbot, ledger)
    counter.till.checkout.add_product("LQX-7710")
    counter.press(Key.Key_F4, "13900000001", Key.Key_Return)
    qtbot.waitUntil(lambda: bool(counter.view.join._known_buttons))
    assert ledger.asked == [(phone_digest(PHONE_KEY, "13900000001"), "1001")]
    assert "王*" in counter.view.join._known_buttons[0].words()
    counter.press(Key.Key_Return)
    member = till.checkout.state.member
    assert member is not None
    assert (member.member.one_id, member.proof.how) == ("M77", "search")


def test_an_answer_about_another_phone_changes_nothing(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    ledger = OtherStores(Member("M77", "王敏", phone="13900000001", as_of=MEMBER.as_of))
    counter = at_the_line(till, language, operations, qtbot, ledger)
    till.checkout.add_product("LQX-7710")
    counter.press(Key.Key_F4, "13900000001")
    counter.view.join.phone_typed.emit("13900000001")
    counter.view.join.phone.setText("13900000002")
    operations.stop()
    qtbot.wait(0)
    assert ledger.asked
    assert counter.view.join._known_buttons == []


def test_a_member_withdraws_and_gives_by_digits(joining: Counter) -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    joining.till.directory.members[0] = replace(MEMBER, consents={"contact": True})
    joining.till.checkout.set_member(joining.till.members.identify_search("M1"))
    joining.window.sections.checkout.refresh()
    joining.qtbot.keyClick(joining.window.focusWidget() or joining.window, Key.Key_F11, shift)
    assert [button.isChecked() for button in joining.view.consents.buttons] == [True, False]
    joining.press("1", "2", Key.Key_Return)
    (body,) = joining.till.store.bodies("consent_changed")
    assert (body["one_id"], [(said["purpose"], said["given"]) for said in body["consents"]]) == (
        "M1",
        [("contact", False), ("profile", True)],
    )
    joining.qtbot.keyClick(joining.window.focusWidget() or joining.window, Key.Key_F11, shift)
    assert [button.isChecked() for button in joining.view.consents.buttons] == [False, True], "as it was said just now"
    joining.press(Key.Key_Return)
    assert len(joining.till.store.bodies("consent_changed")) == 1, "nothing new was said"
    assert joining.view.consents.isHidden()


def test_a_scanned_join_code_opens_the_form_with_it(joining: Counter) -> None:
    joining.till.checkout.add_product("LQX-7710")
    joining.window.sections.checkout.refresh()
    joining.window.sections.checkout.scan("UJ1:LINGXUAN")
    assert joining.view.join.is_open
    assert "绫绮轩入会" in joining.view.join.title.text()
    joining.press("13900000001", *[Key.Key_Return] * 4, "1", Key.Key_Return)
    (body,) = joining.till.store.bodies("member_enrolled")
    assert (body["join_code"], body["brand"]) == ("LINGXUAN", "LQX")
    assert joining.lines() == {"LQX-7710": "1"}, "what was in the basket stays"


def test_a_join_code_that_nobody_has_is_refused(joining: Counter) -> None:
    joining.window.sections.checkout.scan("UJ1:GZZZZZZZZ")
    assert not joining.view.join.is_open
    assert joining.view.banner.text() != ""
