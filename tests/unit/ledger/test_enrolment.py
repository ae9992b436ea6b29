"""Enrolment: a code works once, for one till, for one hour."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest

from central_ledger.application.enrolment import CROCKFORD, EnrolmentRefused, crockford, enrol, make_code, normalised
from central_ledger.application.keys import group_key
from retail.signed import SigningKey

ONE, OTHER = (SigningKey(bytes([n]) * 32).verifying_key.raw for n in (1, 2))


@pytest.fixture
def code(ledger):
    with ledger.database.transaction():
        return make_code(ledger, "S01", "T01")[0]


def test_a_code_ends_with_the_begin_of_the_group_key_s_hash(ledger, code):
    assert [len(part) for part in code.split("-")] == [5, 5, 5, 5]
    bits = int.from_bytes(hashlib.sha256(group_key(ledger).verifying_key.raw).digest()[:8], "big") >> 14
    value = 0
    for character in normalised(code)[-10:]:
        value = value * 32 + CROCKFORD.index(character)
    assert value == bits


def test_crockford_takes_five_bits_a_character():
    assert crockford(bytes([0b00001_000, 0b10_00011_0]), 3) == "123"


def test_a_till_is_enrolled_and_every_till_learns_its_key(ledger, code):
    enrolled = enrol(ledger, code, ONE, "counter 2")
    assert (enrolled.store, enrolled.till, enrolled.currency) == ("S01", "T01", "CNY")
    assert enrolled.group_key == group_key(ledger).verifying_key.raw
    row = json.loads(ledger.feeds.get("group", "keys", hashlib.sha256(ONE).digest()[:8].hex()))
    assert (row["type"], row["store"], row["till"], row["valid_to"]) == ("till", "S01", "T01", None)


def test_a_code_may_be_typed_badly(ledger, code):
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert enrol(ledger, typed, ONE, "").till == "T01"


def test_the_same_code_and_key_get_the_same_answer_again(ledger, code, clock):
    first = enrol(ledger, code, ONE, "counter 2")
    ledger.clock = lambda: clock() + timedelta(days=2)
    again = enrol(ledger, code, ONE, "counter 2")
    assert (first.store, first.till, first.ledger, first.group_key) == (
        again.store,
        again.till,
        again.ledger,
        again.group_key,
    )


def test_another_key_does_not_get_in_with_a_used_code(ledger, code):
    enrol(ledger, code, ONE, "")
    with pytest.raises(EnrolmentRefused) as refused:
        enrol(ledger, code, OTHER, "")
    assert refused.value.code == "conflict"
    assert ledger.journals.till("S01", "T01").public_key == ONE


def test_a_code_expires_after_an_hour(ledger, code, clock):
    ledger.clock = lambda: clock() + timedelta(minutes=61)
    with pytest.raises(EnrolmentRefused) as refused:
        enrol(ledger, code, ONE, "")
    assert refused.value.code == "not_found"
    assert ledger.journals.till("S01", "T01") is None


@pytest.mark.parametrize("wrong", ["", "K7QPW-3XN2M-9F3C2-A1B2C", "💥", "-" * 30])
def test_an_unknown_code_is_refused(ledger, code, wrong):
    with pytest.raises(EnrolmentRefused) as refused:
        enrol(ledger, wrong, ONE, "")
    assert refused.value.code == "not_found"


def test_a_new_code_replaces_the_one_that_nobody_used(ledger, code):
    with ledger.database.transaction():
        newer, _ = make_code(ledger, "S01", "T01")
    with pytest.raises(EnrolmentRefused):
        enrol(ledger, code, ONE, "")
    assert enrol(ledger, newer, ONE, "").till == "T01"


def test_a_till_that_is_enrolled_again_has_its_new_key_and_the_old_one_ends(ledger, code):
    enrol(ledger, code, ONE, "")
    with ledger.database.transaction():
        again, _ = make_code(ledger, "S01", "T01")
    enrol(ledger, again, OTHER, "")
    assert ledger.journals.till("S01", "T01").public_key == OTHER
    row = json.loads(ledger.feeds.get("group", "keys", hashlib.sha256(ONE).digest()[:8].hex()))
    assert row["valid_to"] is not None


def test_one_key_is_one_till(ledger, code):
    enrol(ledger, code, ONE, "")
    with ledger.database.transaction():
        for_another, _ = make_code(ledger, "S01", "T02")
    with pytest.raises(EnrolmentRefused) as refused:
        enrol(ledger, for_another, ONE, "")
    assert refused.value.code == "conflict"
    assert ledger.journals.till("S01", "T02") is None


def test_neither_the_code_nor_its_plain_hash_is_kept(ledger, code):
    (kept,) = ledger.database.rows("SELECT code_hash FROM enrolment")[0]
    text = normalised(code)
    assert kept != hashlib.sha256(text.encode()).hexdigest()
    assert text not in kept
    assert enrol(ledger, code, ONE, "").till == "T01"
