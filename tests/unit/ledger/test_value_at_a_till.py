"""Gift cards from a till's own use cases into the ledger's books: the till's entries, word for word."""

from __future__ import annotations

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.gift_cards import Issue, issue_cards
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.application.value_holds import HoldWanted, hold
from retail.stored_value import ValueHeld, ValueSeen
from tests.fake_benefits import FakeReservations
from tests.fake_value import SETTING
from tests.ui.till import FakeTill
from tests.ui.till_data import SETTINGS
from tests.unit.ledger.conftest import cheap_hash
from tests.unit.ledger.journals import JournalWriter


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T02", bytes(32), "counter", ledger.now())
    return ledger


@pytest.fixture
def till():
    made = FakeTill(FakeReservations())
    made.reference.settings_document = {**SETTINGS, "stored_value": SETTING}
    made.checkout.reference_changed()
    made.sign_in()
    return made


def sent(books, till, writer):
    """Push what the till has written since the last time."""
    bodies = till.store.bodies("sale")
    for body in bodies[sum(entry.kind == "sale" for entry in writer.entries) :]:
        writer.add("sale", body)
    verdicts = push(books, "S01", "T02", writer.entries).verdicts
    assert {verdict.code for verdict in verdicts} == {None}, verdicts


def test_a_card_is_sold_alone_then_pays_a_part_and_the_books_follow(books, till):
    (card,) = issue_cards(books, Issue(1, "group", "CNY", 20_000, None, "one"), cheap_hash)
    writer = JournalWriter(store="S01", till="T02")
    writer.open("epoch-till")
    till.value.sell_card(ValueSeen(card.number, "issued", "group", "CNY", 20_000))
    till.sell()
    sent(books, till, writer)
    assert books.value_accounts.get(card.number).balance == 20_000

    till.checkout.add_product("LQX-9034")
    assert till.checkout.begin_payment() is None
    request = till.value.begin("gift_card", card.number, 7_000)
    answer = hold(books, "S01", "T02", request.hold_id, HoldWanted(card.number, request.amount_minor, 600, proven=True))
    till.value.held(request, ValueHeld(answer.granted_minor, answer.left_minor))
    till.sell()
    sent(books, till, writer)
    assert books.value_accounts.get(card.number).balance == 13_000
    assert books.reservations.get("S01", "T02", request.hold_id).status == "used"
    Replayer().replay_all(books)
    found = audit(books, rebuild=True)
    assert found.problems == []
    kinds = {case.kind for case in books.cases.all("open")}
    assert "arithmetic" not in kinds
    assert not any(kind.startswith("value") for kind in kinds)
