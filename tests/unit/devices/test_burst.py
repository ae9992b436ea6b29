"""Bursts of keys: who sent them, by their rhythm alone."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.devices.burst import Burst, Outcome, Role, Stroke, WedgeSettings


class Desk:
    """Keys with gaps, and everything that came out of them."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self.burst: Burst[str] = Burst(settings)
        self.now_ms = 1_000
        self.typed: list[str] = []
        self.scans: list[str] = []

    def take(self, outcome: Outcome[str], own: str | None = None) -> None:
        self.typed += outcome.released
        if outcome.scanned is not None:
            self.scans.append(outcome.scanned)
        if own is not None and outcome.pass_on:
            self.typed.append(own)

    def key(
        self, text: str, gap_ms: int, role: Role = Role.TEXT, *, auto_repeat: bool = False, caps_lock: bool = False
    ) -> None:
        self.now_ms += gap_ms
        if self.burst.is_waiting and gap_ms >= 150:
            self.take(self.burst.flush())
        sent = "" if role in (Role.SUFFIX, Role.OTHER) else text
        self.take(self.burst.press(Stroke(role, sent, self.now_ms, text, auto_repeat, caps_lock)), text)

    def type(self, text: str, gap_ms: int) -> None:
        for character in text:
            self.key(character, gap_ms)

    def end(self) -> None:
        self.take(self.burst.flush())


@pytest.mark.parametrize("gap_ms", [0, 5, 15, 25, 35])
def test_a_burst_with_enter_is_one_code_and_types_nothing(gap_ms: int) -> None:
    desk = Desk()
    desk.type("6901234567892", gap_ms)
    desk.key("⏎", gap_ms, Role.SUFFIX)
    assert (desk.scans, desk.typed) == (["6901234567892"], [])


def test_a_burst_without_a_suffix_is_a_code_when_nothing_follows() -> None:
    desk = Desk()
    desk.type("6901234567892", 10)
    assert desk.scans == []
    desk.end()
    assert (desk.scans, desk.typed) == (["6901234567892"], [])


@pytest.mark.parametrize("gap_ms", [60, 80, 110, 180, 400])
def test_typing_is_handed_back_whole_and_in_order(gap_ms: int) -> None:
    desk = Desk()
    desk.type("Fast typists exist", gap_ms)
    desk.key("⏎", gap_ms, Role.SUFFIX)
    desk.end()
    assert ("".join(desk.typed), desk.scans) == ("Fast typists exist⏎", [])


@given(st.lists(st.tuples(st.sampled_from("ab1⏎⇥F\x1d"), st.integers(0, 400)), max_size=40))
def test_no_key_is_ever_lost_doubled_or_out_of_order(keys: list[tuple[str, int]]) -> None:
    desk = Desk()
    out: list[str] = []
    roles = {"⏎": Role.SUFFIX, "⇥": Role.SUFFIX, "F": Role.OTHER, "\x1d": Role.SEPARATOR}
    for text, gap_ms in keys:
        before = len(desk.typed), len(desk.scans)
        desk.key(text, gap_ms, roles.get(text, Role.TEXT))
        out += list("".join(desk.typed[before[0] :])) + list("".join(desk.scans[before[1] :]))
    before = len(desk.typed), len(desk.scans)
    desk.end()
    out += list("".join(desk.typed[before[0] :])) + list("".join(desk.scans[before[1] :]))
    # Only suffixes may be swallowed, by the code they end; each key comes out once.
    assert sorted(key for key in out if key not in "⏎⇥") == sorted(key for key, _ in keys if key not in "⏎⇥")
    if not desk.scans:
        assert out == [key for key, _ in keys]


def test_two_quick_keys_of_a_person_are_no_code() -> None:
    desk = Desk()
    desk.type("42", 12)
    desk.key("⏎", 12, Role.SUFFIX)
    assert (desk.scans, desk.typed) == ([], ["4", "2", "⏎"])


def test_drumming_fingers_without_enter_are_no_code() -> None:
    desk = Desk()
    desk.type("asdf", 15)
    desk.end()
    assert (desk.scans, "".join(desk.typed)) == ([], "asdf")


def test_a_key_that_a_person_holds_down_is_no_code() -> None:
    desk = Desk()
    desk.key("a", 200)
    desk.end()  # the repeat begins after half a second
    for _ in range(20):
        desk.key("a", 30, auto_repeat=True)
    desk.end()
    assert (desk.scans, "".join(desk.typed)) == ([], "a" * 21)


def test_a_held_key_whose_repeat_begins_at_once_is_no_code() -> None:
    desk = Desk()
    desk.key("a", 200)
    for _ in range(20):
        desk.key("a", 30, auto_repeat=True)
    desk.end()
    assert (desk.scans, "".join(desk.typed)) == ([], "a" * 21)


def test_repeated_digits_that_the_system_takes_for_auto_repeat_stay_in_the_code() -> None:
    desk = Desk()
    for index, digit in enumerate("6900000000007"):
        desk.key(digit, 8, auto_repeat=2 < index < 12)
    desk.key("⏎", 8, Role.SUFFIX)
    assert (desk.scans, desk.typed) == (["6900000000007"], [])


def test_caps_lock_turned_letters_round_and_they_are_turned_back() -> None:
    desk = Desk()
    for character in "um1:Ab9":
        desk.key(character, 8, caps_lock=True)
    desk.key("⏎", 8, Role.SUFFIX)
    as_set = Desk(WedgeSettings(caps_lock_inverts=False))
    for character in "UM1:aB9":
        as_set.key(character, 8, caps_lock=True)
    as_set.key("⏎", 8, Role.SUFFIX)
    assert desk.scans == as_set.scans == ["UM1:aB9"]


def test_group_separators_belong_to_the_code() -> None:
    desk = Desk()
    desk.type("]C10106901234567892", 10)
    desk.key("\x1d", 10, Role.SEPARATOR)
    desk.type("10LOT7", 10)
    desk.key("⏎", 10, Role.SUFFIX)
    assert desk.scans == ["]C10106901234567892\x1d10LOT7"]


def test_a_shortcut_passes_at_once_after_what_was_typed_before_it() -> None:
    desk = Desk()
    desk.type("ab", 80)
    desk.key("F4", 20, Role.OTHER)
    assert desk.typed == ["a", "b", "F4"]


def test_a_hiccup_of_the_scanner_does_not_cut_a_code_in_two() -> None:
    desk = Desk()
    desk.type("690123", 10)
    desk.key("4", 140)
    desk.type("567892", 10)
    desk.key("⏎", 10, Role.SUFFIX)
    assert (desk.scans, desk.typed) == (["6901234567892"], [])


def test_carriage_return_and_line_feed_are_one_end() -> None:
    desk = Desk()
    desk.type("6901234567892", 10)
    desk.key("⏎", 10, Role.SUFFIX)
    desk.key("⏎", 10, Role.SUFFIX)
    assert (desk.scans, desk.typed) == (["6901234567892"], [])
    desk.key("⏎", 900, Role.SUFFIX)
    assert desk.typed == ["⏎"]  # this one is the cashier's


def test_two_scans_in_a_row_are_two_codes() -> None:
    desk = Desk()
    for code in ("6901234567892", "96385074"):
        desk.type(code, 10)
        desk.key("⏎", 10, Role.SUFFIX)
    assert desk.scans == ["6901234567892", "96385074"]


def test_releases_come_back_in_their_places() -> None:
    burst: Burst[str] = Burst()
    burst.press(Stroke(Role.TEXT, " ", 0, "down"))
    burst.release("up")
    assert burst.flush().released == ("down", "up")


def test_jittered_bursts_of_real_scanners_are_all_read() -> None:
    chance = random.Random(7)
    for _ in range(300):
        desk = Desk()
        code = "".join(chance.choices("0123456789ABCDEFabcdef:-", k=chance.randint(8, 40)))
        base = chance.choice([5, 10, 15, 20, 25])
        for character in code:
            desk.key(character, max(0, round(chance.gauss(base, 4))))
        desk.key("⏎", base, Role.SUFFIX)
        assert (desk.scans, desk.typed) == ([code], [])


def test_a_shorter_wait_than_150_ms_is_refused() -> None:
    with pytest.raises(ValueError, match="150"):
        WedgeSettings(hiccup_ms_max=100)
