"""Feeds: pages, cursors, tombstones."""

from __future__ import annotations

import json
import shutil
from datetime import datetime, timedelta

import pytest

from central_ledger.application import decide, offer_publishing, publish
from central_ledger.application.news import Newsroom
from central_ledger.application.pull import BadCursor, CursorGone, Puller
from central_ledger.data_directory import DataDirectory
from central_ledger.store.feeds import RECENT_RUNS
from retail.catalogue import Product
from retail.ports import OfferRecord


@pytest.fixture
def puller(ledger):
    with ledger.database.transaction():
        ledger.feeds.start_run("run-1", ledger.now())
    return Puller(ledger, "run-1")


def pull_all(puller, feed, store="S01", cursor="", limit=2):
    """What a till has after applying every page, the cursor, and how many pages it took."""
    state, pages = {}, 0
    while True:
        page = puller.page(feed, store, cursor, limit)
        assert page.from_cursor == cursor
        assert len(page.rows) <= limit
        assert len({row.key for row in page.rows}) == len(page.rows)
        for row in page.rows:
            if row.deleted:
                state.pop(row.key, None)
                assert bytes(row.data) == b"null"
            else:
                state[row.key] = json.loads(bytes(row.data))
        cursor, pages = page.to_cursor, pages + 1
        if not page.more:
            return state, cursor, pages


def test_a_store_gets_the_group_s_products_and_its_own(puller):
    state, _, pages = pull_all(puller, "products")
    assert sorted(state) == ["A1", "A2", "B1", "OWN1"]
    assert pages == 2
    assert state["A1"]["barcodes"] == ["6901234567892"]
    assert sorted(pull_all(puller, "products", "S02")[0]) == ["A1", "A2", "B1"]


def test_a_store_gets_its_own_members_coupons_and_staff_only(puller):
    assert sorted(pull_all(puller, "members", "S01")[0]) == ["M1"]
    assert sorted(pull_all(puller, "members", "S02")[0]) == ["M1", "M2"]
    assert sorted(pull_all(puller, "coupons", "S01")[0]) == ["C1", "C2", "CB"]
    assert sorted(pull_all(puller, "staff", "S01")[0]) == ["E1"]
    assert pull_all(puller, "staff", "S02")[0] == {}


def test_only_what_changed_comes_again(puller, ledger):
    _, cursor, _ = pull_all(puller, "products")
    assert puller.page("products", "S01", cursor, 200).rows == []
    with ledger.database.transaction():
        publish.publish_products(ledger, publish.GROUP, [Product("A1", "面霜", "LQX", 9900)])
    state, _, _ = pull_all(puller, "products", cursor=cursor)
    assert {sku: row["unit_price_minor"] for sku, row in state.items()} == {"A1": 9900}


def test_a_row_that_changes_between_two_pages_is_not_missed(puller, ledger):
    page = puller.page("products", "S01", "", 1)
    with ledger.database.transaction():
        publish.publish_products(ledger, publish.GROUP, [Product("A1", "面霜", "LQX", 9900)])
    state, _, _ = pull_all(puller, "products", cursor=page.to_cursor)
    assert state["A1"]["unit_price_minor"] == 9900


def test_a_withdrawn_offer_is_a_tombstone_and_its_version_stays_known(puller, ledger):
    state, cursor, _ = pull_all(puller, "offers")
    assert state["OFF50"]["version"] == 1
    with ledger.database.transaction():
        offer_publishing.withdraw_offers(ledger, ["OFF50"])
    (row,) = puller.page("offers", "S01", cursor, 10).rows
    assert (row.key, row.deleted) == ("OFF50", True)
    assert pull_all(puller, "offers")[0] == {}
    assert ledger.reference.offer("OFF50", 1) is not None


def test_an_offer_s_version_never_changes(ledger):
    with ledger.database.transaction():
        before = ledger.reference.offer("OFF50", 1)
        refused = offer_publishing.publish_offers(ledger, [OfferRecord("OFF50", 1, {**before, "priority": 7})])
    assert ledger.reference.offer("OFF50", 1) == before
    assert [(offer.offer_id, offer.version, offer.breaches[0].path) for offer in refused] == [("OFF50", 1, "$")]


def test_a_member_who_has_not_come_for_long_leaves_the_store(puller, ledger):
    _, cursor, _ = pull_all(puller, "members", "S02")
    _, coupons, _ = pull_all(puller, "coupons", "S02")
    ledger.clock = lambda: datetime.now().astimezone() + timedelta(days=181)
    assert decide.forget_visits(ledger, days=180) == 1  # M1 visited S02; S02 is M2's home
    (row,) = puller.page("members", "S02", cursor, 10).rows
    assert (row.key, row.deleted) == ("M1", True)
    assert {row.key for row in puller.page("coupons", "S02", coupons, 10).rows if row.deleted} == {"C1", "C2"}
    assert sorted(pull_all(puller, "members", "S01")[0]) == ["M1"]


def test_a_cursor_survives_a_restart(puller, ledger):
    _, cursor, _ = pull_all(puller, "products")
    with ledger.database.transaction():
        ledger.feeds.start_run("run-2", ledger.now())
        publish.publish_products(ledger, "S01", [Product("OWN2", "篮", "S01", 80, own=True)])
    assert sorted(pull_all(Puller(ledger, "run-2"), "products", cursor=cursor)[0]) == ["OWN2"]


@pytest.mark.sqlite_only  # the backup is a copy of the file
def test_a_restored_backup_goes_on_from_cursors_that_it_gave_and_refuses_those_of_the_lost_history(
    puller, ledger, data, tmp_path
):
    _, before, _ = pull_all(puller, "products")
    shutil.copytree(data.path, tmp_path / "backup")
    with ledger.database.transaction():
        publish.publish_products(ledger, publish.GROUP, [Product("LOST", "丢", "LQX", 1)])
    _, same_run, _ = pull_all(puller, "products")
    with ledger.database.transaction():
        ledger.feeds.start_run("run-2", ledger.now())
    _, lost_run, _ = pull_all(Puller(ledger, "run-2"), "products")

    restored = DataDirectory(tmp_path / "backup").open()
    with restored.database.transaction():
        restored.feeds.start_run("run-3", restored.now())
    after = Puller(restored, "run-3")
    with restored.database.transaction():  # as many versions as were lost, with other rows
        publish.publish_products(restored, publish.GROUP, [Product("NEW", "新", "LQX", 1)])
    assert [row.key for row in after.page("products", "S01", before, 10).rows] == ["NEW"]
    for cursor in (same_run, lost_run):
        with pytest.raises(CursorGone):
            after.page("products", "S01", cursor, 10)
    restored.close()


@pytest.mark.parametrize("cursor", ["x", "AAAA", "é", "W10", "WzEsMiwzXQ", "-" * 5000])
def test_what_is_not_a_cursor_is_refused(puller, cursor):
    with pytest.raises(BadCursor):
        puller.page("products", "S01", cursor, 10)


def test_a_cursor_is_for_its_feed_and_store(puller):
    cursor = puller.page("members", "S01", "", 10).to_cursor
    for feed, store in (("coupons", "S01"), ("members", "S02")):
        with pytest.raises(BadCursor):
            puller.page(feed, store, cursor, 10)


def test_the_settings_of_a_store(puller):
    state, _, _ = pull_all(puller, "settings")
    assert {"points", "receipt", "scanning", "shifts", "store"} <= set(state)
    assert state["store"]["brands"] == {"LQX": "兰琪秀", "LY": "岭野"}
    assert (state["store"]["channel"], state["store"]["currency"]) == ("pos", "CNY")


def test_news_name_what_stands_still_and_nothing_else(puller, ledger):
    cursors = {feed: pull_all(puller, feed)[1] for feed in ("products", "members", "staff")}
    newsroom = Newsroom(ledger, "run-1")
    news = newsroom.of("S01", "T01", cursors)
    assert (news.quiet, news.scope) == (cursors, "S01/T01")
    with ledger.database.transaction():
        publish.publish_setting(ledger, "S01", "receipt", {"header": ["Thank you"]})
        ledger.feeds.put("S01", "products", {"OWN2": "{}"})  # the narrower of the feed's two scopes
    assert newsroom.of("S01", "T01", cursors).quiet.keys() == {"members", "staff"}
    other_store = newsroom.of("S02", "T01", cursors).quiet
    assert other_store == {}, "cursors of another store are none of this one's"


def test_news_say_nothing_of_cursors_that_are_none(puller, ledger):
    cursor = pull_all(puller, "products")[1]
    newsroom = Newsroom(ledger, "run-1")
    assert newsroom.of("S01", "T01", {"products": "?", "members": cursor, "secrets": cursor, "staff": ""}).quiet == {}


def started(ledger, run_id):
    with ledger.database.transaction():
        ledger.feeds.start_run(run_id, ledger.now())
    return Newsroom(ledger, run_id)


def test_news_of_an_earlier_run_s_cursors_until_that_run_is_long_over(puller, ledger):
    cursors = {feed: pull_all(puller, feed)[1] for feed in ("products", "staff")}
    newsroom = started(ledger, "run-2")
    assert newsroom.of("S01", "T01", cursors).quiet == cursors
    with ledger.database.transaction():
        ledger.feeds.put("S01", "products", {"OWN2": "{}"})
    assert newsroom.of("S01", "T01", cursors).quiet.keys() == {"staff"}
    for number in range(3, RECENT_RUNS + 1):
        started(ledger, f"run-{number}")
    assert newsroom.of("S01", "T01", cursors).quiet.keys() == {"staff"}
    # Its page gives it a cursor of the newest run, before the run that it is of is forgotten.
    newest = started(ledger, "run-last")
    assert newest.of("S01", "T01", cursors).quiet == {}
    page = Puller(ledger, "run-last").page("staff", "S01", cursors["staff"], 10)
    assert (page.rows, newest.of("S01", "T01", {"staff": page.to_cursor}).quiet) == ([], {"staff": page.to_cursor})


def test_news_of_a_history_that_was_lost_are_none(puller, ledger):
    """The ledger is put back to before a change that a till has seen; another change takes its number."""
    kept = ledger.database.rows("SELECT scope, feed, version FROM feed WHERE feed = 'products'")
    with ledger.database.transaction():
        ledger.feeds.put("S01", "products", {"LOST": "{}"})
    cursors = {"products": pull_all(puller, "products")[1]}
    with ledger.database.transaction():
        ledger.database.execute("DELETE FROM feed_row WHERE row_key = 'LOST'")
        for scope, feed, version in kept:
            ledger.database.execute("UPDATE feed SET version = ? WHERE scope = ? AND feed = ?", (version, scope, feed))
    newsroom = started(ledger, "run-2")
    assert newsroom.of("S01", "T01", cursors).quiet == {}
    with ledger.database.transaction():
        ledger.feeds.put("S01", "products", {"NEW": "{}"})
    assert newsroom.of("S01", "T01", cursors).quiet == {}
