"""Guessing gets slower, for a person and for an address, and costs the ledger bounded memory."""

from __future__ import annotations

import pytest

from central_ledger import guesses as guesses_module
from central_ledger.guesses import FREE_OF_PERSON, LONGEST_S, Guesses, address_of


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def wrong(guesses, *subjects, times=1):
    return [guesses.begin(subjects) for _ in range(times)]


def test_each_wrong_one_beyond_the_free_ones_doubles_the_wait(clock):
    guesses = Guesses(clock)
    assert wrong(guesses, "staff:S01/E1", times=FREE_OF_PERSON) == [0] * FREE_OF_PERSON
    assert wrong(guesses, "staff:S01/E1", times=3) == [2, 4, 8]
    assert guesses.wait_s(("staff:S01/E1",)) == 8
    assert guesses.wait_s(("staff:S01/E2",)) == 0
    clock.now += 7.5
    assert guesses.wait_s(("staff:S01/E1", "address:1.2.3.4")) == 1
    clock.now += 0.5
    assert guesses.wait_s(("staff:S01/E1",)) == 0
    assert wrong(guesses, "staff:S01/E1", times=20)[-1] == LONGEST_S


def test_a_right_one_frees_the_person_and_gives_the_address_one_back(clock):
    guesses = Guesses(clock)
    wrong(guesses, "staff:S01/E1", "address:1.2.3.4", times=FREE_OF_PERSON + 1)
    guesses.right(("staff:S01/E1", "address:1.2.3.4"))
    assert guesses.wait_s(("staff:S01/E1",)) == 0
    assert wrong(guesses, "staff:S01/E1") == [0]
    # One's own right PIN does not open the address for guessing everybody else's.
    for number in range(200):
        if guesses.wait_s(("address:1.2.3.4",)):
            break
        wrong(guesses, f"staff:S01/X{number}", "address:1.2.3.4")
        wrong(guesses, "staff:S01/E1", "address:1.2.3.4")
        guesses.right(("staff:S01/E1", "address:1.2.3.4"))
    assert number < 20


def test_failures_are_forgotten_in_time_and_the_memory_is_bounded(clock, monkeypatch):
    guesses = Guesses(clock)
    wrong(guesses, "staff:S01/E1", times=FREE_OF_PERSON)
    clock.now += guesses_module.FORGOTTEN_AFTER_S + 1
    assert wrong(guesses, "staff:S01/E1", times=FREE_OF_PERSON) == [0] * FREE_OF_PERSON
    monkeypatch.setattr(guesses_module, "SUBJECTS_MAX", 50)
    for number in range(500):
        wrong(guesses, f"person:P{number}")
    assert len(guesses._failures) == 50


@pytest.mark.parametrize(
    ("host", "counted"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (None, "unknown"),
    ],
)
def test_an_address_is_what_one_cannot_have_many_of(host, counted):
    assert address_of(host) == counted
