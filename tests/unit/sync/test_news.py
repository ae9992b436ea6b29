"""News: feeds without any cost no request, and are known to be fresh all the same."""

from __future__ import annotations

from typing import Any

import pytest

from pos_client.sync.engine import FEEDS
from pos_client.sync.signed_answers import Untrusted
from pos_client.sync.transport import LineDown
from retail.signed import SigningKey
from tests.unit.sync.fake_line import FakeJournal, FakeLedger, FakePulled, engine, session


def row(key: str) -> dict[str, Any]:
    return {"key": key, "version": 1, "deleted": False, "data": {}}


@pytest.fixture
def quiet_ledger() -> FakeLedger:
    """It knows news; products and offers have one page each."""
    ledger = FakeLedger()
    ledger.knows_news = True
    ledger.pages = {"products": [{"rows": [row("p1")]}], "offers": [{"rows": [row("o1")]}]}
    return ledger


def test_what_is_quiet_costs_no_request(quiet_ledger: FakeLedger) -> None:
    pulled = FakePulled()
    syncing = engine(quiet_ledger, FakeJournal(0), pulled)
    list(syncing.pull(["products", "offers"]))
    assert quiet_ledger.pages_asked == ["products", "offers"]
    quiet_ledger.pages["offers"].append({"rows": [row("o2")]})
    seen = list(syncing.pull(["products", "offers"]))
    assert quiet_ledger.pages_asked[2:] == ["offers"]
    assert [(progress.feed, progress.rows, progress.more) for progress in seen] == [
        ("products", 0, False),
        ("offers", 1, False),
    ]
    assert {progress.as_of for progress in seen} == {quiet_ledger.as_of}


def test_screens_are_not_told_of_each_quiet_feed_and_know_how_fresh_all_are(quiet_ledger: FakeLedger) -> None:
    syncing, seen = session(quiet_ledger, FakeJournal(1))
    syncing.round()
    seen.clear()
    quiet_ledger.as_of = "2026-11-11T10:02:00+08:00"
    syncing.round()
    assert len(seen) == 1
    assert {feed: seen[-1].feeds[feed] for feed in FEEDS} == dict.fromkeys(FEEDS, quiet_ledger.as_of)


def test_the_cache_is_told_now_and_then_that_a_quiet_feed_is_fresh(quiet_ledger: FakeLedger) -> None:
    pulled = FakePulled()
    syncing = engine(quiet_ledger, FakeJournal(0), pulled)
    list(syncing.pull(["products"]))
    applied = len(pulled.applied)
    quiet_ledger.as_of = "2026-11-11T10:00:20+08:00"
    list(syncing.pull(["products"]))
    assert len(pulled.applied) == applied, "that would be a write at every pull"
    quiet_ledger.as_of = "2026-11-11T10:02:00+08:00"
    list(syncing.pull(["products"]))
    assert pulled.applied[applied:] == [("products", quiet_ledger.as_of, False)]
    assert pulled.cursors["products"] == "1"


def test_news_of_another_till_or_of_another_moment_are_not_believed(quiet_ledger: FakeLedger) -> None:
    syncing = engine(quiet_ledger, FakeJournal(0))
    list(syncing.pull(["products"]))
    old = quiet_ledger.post("/v1/news", {"cursors": {"products": "1"}})
    quiet_ledger.pages["products"].append({"rows": [row("p2")]})
    list(syncing.pull(["products"]))
    quiet_ledger.pages["products"].append({"rows": [row("p3")]})
    quiet_ledger.old_news = old  # somebody in the middle played it again: it names a cursor that we have left
    with pytest.raises(LineDown):
        list(syncing.pull(["products"]))
    quiet_ledger.old_news = None
    quiet_ledger.news_scope = "S01/T02"
    with pytest.raises(LineDown):
        list(syncing.pull(["products"]))
    quiet_ledger.news_scope, quiet_ledger.key = "S01/T01", SigningKey.generate()
    with pytest.raises(Untrusted):
        list(syncing.pull(["products"]))


def test_a_ledger_that_knows_no_news_is_asked_for_each_page() -> None:
    ledger = FakeLedger()
    ledger.pages = {"products": [{"rows": [row("p1")]}]}
    syncing = engine(ledger, FakeJournal(0))
    list(syncing.pull(["products"]))
    list(syncing.pull(["products"]))
    assert ledger.pages_asked == ["products", "products"]
