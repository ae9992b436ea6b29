"""Parked baskets of a store: one till takes each of them up, whatever is lost or repeated."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from central_ledger.application.parked_baskets import claim, share, waiting_for
from central_ledger.application.push import push
from central_ledger.store.parked_baskets import ParkedRow
from tests.unit.ledger.journals import JournalWriter

SUMMARY = {
    "name": "阿姨",
    "staff_id": "E1",
    "lines": 1,
    "units": 2,
    "amount_minor": 9800,
    "currency": "CNY",
    "member": "林*曦",
}
BASKET = {"one_id": "M1", "basket": {"lines": []}}


def row(parking_id="p1", till="T01", store="S01", expires_at="2026-11-11T22:00:00+08:00"):
    times = ("2026-11-11T10:00:00+08:00", expires_at)
    return ParkedRow(
        store, parking_id, till, *times, json.dumps(SUMMARY), json.dumps({"basket_id": "b", **BASKET}), "waiting"
    )


def ids(ledger, till, store="S01"):
    waiting, taken = waiting_for(ledger, store, till)
    return [r.parking_id for r in waiting], taken


def test_one_till_gets_it_and_gets_it_again(ledger):
    assert share(ledger, row())
    assert share(ledger, row()), "told again, it still waits"
    assert ids(ledger, "T01") == ids(ledger, "T02") == (["p1"], [])
    assert ids(ledger, "T01", "S02") == ([], []), "another store's"
    first = claim(ledger, "S01", "T02", "p1", own=False)
    assert (first.granted, json.loads(first.row.document)["one_id"]) == (True, "M1")
    again = claim(ledger, "S01", "T02", "p1", own=False)
    assert (again.granted, again.row.document) == (True, first.row.document), "the first answer may be lost"
    assert not claim(ledger, "S01", "T01", "p1", own=True).granted
    assert claim(ledger, "S01", "T03", "p1", own=False).till == "T02"
    assert ids(ledger, "T01") == ([], ["p1"])
    assert ids(ledger, "T02") == (["p1"], [])
    assert not share(ledger, row()), "what comes late does not wait again"


def test_that_a_till_learned_whose_basket_it_is_is_on_record(ledger):
    share(ledger, row())
    claim(ledger, "S01", "T01", "p1", own=True)
    share(ledger, row("p2"))
    claim(ledger, "S01", "T02", "p2", own=False)
    found = ledger.reads.of_member("M1", ())
    assert [(r["who"], r["what"]) for r in found] == [("S01/T02", "basket:p2")]


def test_its_own_till_takes_up_what_never_arrived_and_then_it_comes_too_late(ledger):
    assert claim(ledger, "S01", "T02", "p1", own=False).code == "unknown"
    assert claim(ledger, "S01", "T01", "p1", own=True).granted
    assert not share(ledger, row())
    assert not claim(ledger, "S01", "T02", "p1", own=False).granted


def test_its_time_is_over_for_others_and_its_own_till_ends_it(ledger):
    share(ledger, row(expires_at="2026-11-11T10:00:01+08:00"))
    assert ids(ledger, "T02") == ([], [])
    assert claim(ledger, "S01", "T02", "p1", own=False).code == "expired"
    assert claim(ledger, "S01", "T01", "p1", own=True).granted
    with pytest.raises(ValueError, match="offset"):
        share(ledger, row("p2", expires_at="2026-11-11T10:00:01"))


def test_the_journal_ends_it_and_the_goods_are_forgotten(ledger):
    share(ledger, row())
    claim(ledger, "S01", "T02", "p1", own=False)
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T02", bytes(32), "counter", ledger.now())
    journal = JournalWriter(till="T02")
    journal.open("epoch-1")
    journal.add("basket_recalled", {"parking_id": "p1", "basket_id": "b", "parked_by": "T01", "staff_id": "E1"})
    result = push(ledger, "S01", "T02", journal.entries)
    assert [verdict.word for verdict in result.verdicts] == ["created", "created"]
    assert ids(ledger, "T02") == ([], [])
    assert ledger.parked_baskets.get("S01", "p1").document == ""
    assert ids(ledger, "T01") == ([], ["p1"]), "the till that parked it still learns of it"
    assert claim(ledger, "S01", "T02", "p1", own=False).code == "expired"


def test_of_many_tills_that_claim_at_once_one_gets_it(data):
    with_one = data.open()
    share(with_one, row(expires_at="2100-01-01T00:00:00+08:00"))
    with_one.close()

    def ask(number):
        ledger = data.open()
        try:
            return claim(ledger, "S01", f"T{number:02d}", "p1", own=False).granted
        finally:
            ledger.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(ask, range(1, 7))) == 1


def test_over_the_line(serve, enrolled):
    running = serve()
    one, two = enrolled(running, "S01", "T01"), enrolled(running, "S01", "T02")
    times = {"parked_at": "2026-11-11T10:00:00+08:00", "expires_at": "2100-01-01T00:00:00+08:00"}
    parked = {"parking_id": "p1", "basket_id": "b1", **times, "summary": SUMMARY, "basket": BASKET}
    assert one.send("POST", "/v1/baskets", json.dumps(parked).encode()).json() == {"parking_id": "p1", "waiting": True}
    listed = two.send("GET", "/v1/baskets").json()
    assert [(b["till"], b["summary"]) for b in listed["baskets"]] == [("T01", SUMMARY)]
    claimed = two.send("POST", "/v1/baskets/p1/claim").json()
    assert (claimed["granted"], claimed["basket"]) == (True, {"basket_id": "b1", **BASKET})
    refused = one.send("POST", "/v1/baskets/p1/claim", b'{"own":true}').json()
    assert (refused["granted"], refused["code"], refused["till"], refused["basket"]) == (False, "taken", "T02", None)
    assert one.send("GET", "/v1/baskets").json() == {"baskets": [], "taken": ["p1"]}
    del parked["summary"]
    assert one.send("POST", "/v1/baskets", json.dumps(parked).encode()).status_code == 400


def recalled_by(ledger, till, parking_id="p1"):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
    journal = JournalWriter(till=till)
    journal.open(f"epoch-{till}")
    body = {"parking_id": parking_id, "basket_id": "b", "parked_by": "T01", "staff_id": "E1"}
    journal.add("basket_recalled", body)
    push(ledger, "S01", till, journal.entries)
    push(ledger, "S01", till, journal.entries)


def twice(ledger):
    return [(case.kind, case.detail["tills"]) for case in ledger.cases.of_holder("S01")]


def test_who_scanned_its_code_gets_what_was_never_told_and_nobody_else_does(ledger):
    assert claim(ledger, "S01", "T02", "p1", own=False, shown_by="T01").granted
    assert claim(ledger, "S01", "T03", "p1", own=False, shown_by="T01").till == "T02"
    assert not share(ledger, row()), "who parked it tells of it too late"
    assert ids(ledger, "T01") == ([], ["p1"])


def test_a_basket_that_two_tills_took_by_its_code_is_one_case_in_any_order(ledger):
    for parking_id, tills in (("p1", ("T02", "T03", "T04")), ("p2", ("T03", "T04", "T02"))):
        claim(ledger, "S01", "T02", parking_id, own=False, shown_by="T01")
        for till in tills:
            recalled_by(ledger, f"{till}-{parking_id}", parking_id)
    expected = [("basket_taken_twice", [f"{till}-{p}" for till in ("T02", "T03", "T04")]) for p in ("p1", "p2")]
    assert sorted(twice(ledger)) == expected


def test_a_claim_that_was_never_used_is_no_second_till(ledger):
    claim(ledger, "S01", "T02", "p1", own=False, shown_by="T01")
    recalled_by(ledger, "T03")
    assert twice(ledger) == []
    assert claim(ledger, "S01", "T02", "p1", own=False, shown_by="T01").till == "T03"
