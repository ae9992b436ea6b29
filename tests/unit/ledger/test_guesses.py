"""Guessing gets slower, for a person and for an address, also when the ledger starts anew, and costs bounded room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from central_ledger.addresses import address_of
from central_ledger.application import guesses
from central_ledger.application.guesses import FREE_OF_PERSON, LONGEST_S, TooManyGuesses

E1, ADDRESS = "staff:S01/E1", "address:1.2.3.4"


class Clock:
    now = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)

    def __call__(self):
        return self.now

    def goes_on(self, seconds):
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def books(data, clock):
    opened = data.open(clock)
    yield opened
    opened.close()


def wrong(books, *subjects, times=1):
    """As somebody who waits as long as is said: the waits after each wrong one."""
    waits = []
    for _ in range(times):
        waits.append(guesses.begin(books, subjects))
        books.clock.goes_on(waits[-1])
    return waits


def locked_s(books, *subjects):
    """For how long these are locked out now; nothing is counted."""
    with pytest.raises(TooManyGuesses) as locked:
        guesses.begin(books, subjects)
    return locked.value.wait_s


def test_each_wrong_one_beyond_the_free_ones_doubles_the_wait(books, clock):
    assert wrong(books, E1, times=FREE_OF_PERSON) == [0] * FREE_OF_PERSON
    assert wrong(books, E1, times=3) == [2, 4, 8]
    assert guesses.begin(books, (E1,)) == 16
    assert locked_s(books, E1) == 16
    assert guesses.begin(books, ("staff:S01/E2",)) == 0
    clock.goes_on(15.5)
    assert locked_s(books, E1, ADDRESS) == 1
    clock.goes_on(0.5)
    assert wrong(books, E1, times=20)[-1] == LONGEST_S


def test_a_restart_and_a_second_process_give_nobody_new_guesses(books, clock, data):
    wrong(books, E1, times=FREE_OF_PERSON)
    guesses.begin(books, (E1,))
    other = data.open(clock)
    try:
        assert locked_s(other, E1) == 2
        clock.goes_on(2)
        assert guesses.begin(other, (E1,)) == 4
        assert locked_s(books, E1) == 4
        guesses.right(other, (E1,))
        assert guesses.begin(books, (E1,)) == 0
    finally:
        other.close()


def test_a_clock_that_is_set_back_locks_nobody_out_for_longer(books, clock):
    wrong(books, E1, times=FREE_OF_PERSON + 2)
    guesses.begin(books, (E1,))
    clock.goes_on(-86_400)
    assert locked_s(books, E1) == 8
    clock.goes_on(8)
    assert guesses.begin(books, (E1,)) == 16


def test_a_right_one_frees_the_person_and_gives_the_address_one_back(books):
    wrong(books, E1, ADDRESS, times=FREE_OF_PERSON + 1)
    guesses.right(books, (E1, ADDRESS))
    assert wrong(books, E1) == [0]
    # One's own right PIN does not open the address for guessing everybody else's.
    for number in range(20):
        if guesses.begin(books, (f"staff:S01/X{number}", ADDRESS)):
            break
        guesses.begin(books, (E1, ADDRESS))
        guesses.right(books, (E1, ADDRESS))
    assert number < 15


def test_failures_are_forgotten_in_time_and_the_room_is_bounded(books, clock, monkeypatch):
    wrong(books, E1, times=FREE_OF_PERSON)
    clock.goes_on(guesses.FORGOTTEN_AFTER_S + 1)
    assert wrong(books, E1, times=FREE_OF_PERSON) == [0] * FREE_OF_PERSON
    guesses.begin(books, (E1,))
    monkeypatch.setattr(guesses, "SUBJECTS_MAX", 20)
    for number in range(40):
        guesses.begin(books, (f"person:P{number}",))
    assert books.database.value("SELECT COUNT(*) FROM guess") == 20
    # Whoever is locked out is not freed by names that somebody makes up.
    assert locked_s(books, E1) == 2
    clock.goes_on(guesses.FORGOTTEN_AFTER_S + LONGEST_S + 1)
    guesses.begin(books, (E1,))
    assert books.database.value("SELECT COUNT(*) FROM guess") == 1


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
