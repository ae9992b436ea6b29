"""Who read a member's data: pages of a till's pull, told by ranges, and what a till cannot get at all."""

from __future__ import annotations

import json

import pytest

from central_ledger.application.publish import FEEDS
from central_ledger.application.pull import Puller
from central_ledger.application.push import push


@pytest.fixture
def pulled(ledger):
    """Pull as a till does, page by page, each noted."""
    with ledger.database.transaction():
        ledger.feeds.start_run("run", ledger.now())

    def pull(till, cursor="", limit=1, feed="members"):
        store = till.split("/")[0]
        while True:
            found = Puller(ledger, "run").pull(feed, store, cursor, limit)
            if found.read is not None:
                with ledger.database.transaction():
                    ledger.reads.note_page(found.page.as_of, f"till:{till}", found.read)
            cursor = found.page.to_cursor
            if not found.page.more:
                return cursor

    return pull


def readers(ledger, one_id):
    return [read["who"] for read in ledger.reads.of_member(one_id, ["S01", "S02"])]


def test_a_page_is_one_row_and_names_its_members(ledger, pulled):
    pulled("S02/T01")
    pulled("S01/T01")
    assert readers(ledger, "M1") == ["till:S02/T01", "till:S01/T01"]
    assert readers(ledger, "M2") == ["till:S02/T01"]
    pulled("S02/T02", limit=200)
    rows = ledger.database.rows("SELECT row_count FROM read_log WHERE who = 'till:S02/T02'")
    assert rows == [(2,)]  # two members, one row
    assert readers(ledger, "M2") == ["till:S02/T01", "till:S02/T02"]
    assert readers(ledger, "NOBODY") == []


def test_what_was_sent_again_is_another_read_and_what_was_not_is_none(ledger, pulled, journal):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    cursor = pulled("S01/T01")
    pulled("S01/T01", cursor)
    assert readers(ledger, "M1") == ["till:S01/T01"]  # nothing new: nothing read
    journal.sale("sale-1", one_id="M1", earned={"group": 10})
    push(ledger, "S01", "T01", journal.entries)
    pulled("S01/T01", cursor)
    assert readers(ledger, "M1") == ["till:S01/T01"] * 2
    # Who pulls everything now gets the newest row once, though it had an earlier version in the same range.
    pulled("S01/T09", limit=200)
    assert readers(ledger, "M1").count("till:S01/T09") == 1


def test_a_row_that_changed_stands_in_the_page_of_its_newest_state_alone(ledger, pulled):
    """M1's first version lies in the range of the page that brought M2; the row itself came with the page after it."""
    with ledger.database.transaction():
        ledger.feeds.put("S02", "members", {"M1": ledger.feeds.get("S02", "members", "M1")})
    pulled("S02/T01", limit=1)
    assert readers(ledger, "M1") == readers(ledger, "M2") == ["till:S02/T01"]


def test_a_member_who_left_is_told_to_be_forgotten_and_that_is_no_read(ledger, pulled):
    cursor = pulled("S01/T01")
    with ledger.database.transaction():
        ledger.feeds.put("S01", "members", {"M1": None})
    pulled("S01/T01", cursor)
    assert readers(ledger, "M1") == ["till:S01/T01"]


def test_a_pull_over_the_line_is_on_record_before_it_is_answered(serve, enrolled, data):
    till = enrolled(serve())
    assert till.pull("members").json()["rows"]
    till.pull("products")
    opened = data.open()
    try:
        assert readers(opened, "M1") == ["till:S01/T01"]
        assert opened.database.value("SELECT COUNT(*) FROM read_log") == 1
    finally:
        opened.close()


def test_a_till_cannot_get_at_the_members_of_another_store(serve, enrolled):
    """Every way that there is to ask: another feed, another store's cursor, a store in the query."""
    running = serve()
    first, second = enrolled(running), enrolled(running, "S02", "T01")
    ours, cursor = second.pull_all("members")
    assert "M2" in ours
    for feed in FEEDS:
        rows, _ = first.pull_all(feed)
        assert '"M2"' not in json.dumps(rows)
        assert "13800000002" not in json.dumps(rows)
    stolen = first.pull("members", cursor)
    assert (stolen.status_code, stolen.json()["error"]["code"]) == (400, "malformed")
    query = first.send("GET", "/v1/feeds/members?store=S02&scope=S02&limit=200")
    assert '"M2"' not in query.text
    for path in ("/v1/feeds/members%2FS02", "/v1/feeds/S02", "/v1/feeds/../S02/members"):
        assert first.send("GET", path).status_code in (401, 404)
    as_another = first.send("GET", "/v1/feeds/members", **{"OneTill-Till": "S02/T01"})
    assert as_another.status_code == 401
