"""What came of contacts: each visit and sale belongs to the last contact before it, and to no other."""

from __future__ import annotations

import json
from datetime import date

import pytest

from central_ledger.__main__ import main
from central_ledger.application.contact_due import contacts_due
from central_ledger.application.contact_results import contact_results, total
from central_ledger.application.figures import store_figures, unit_figures
from central_ledger.application.group_rules import publish_rules
from central_ledger.application.publish import publish_setting
from retail.contact_tasks import task_id
from tests.unit.ledger.journals import sale_document
from tests.unit.ledger.test_guide_contacts import assigned, desk, mark_body, tell

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)
TODAY = {
    "rules": [
        {"id": "b", "kind": "birthday", "name": "生日", "importance": 9, "days": 10, "text": "{name}"},
        {"id": "p", "kind": "points_ending", "name": "积分", "importance": 5, "text": "{name}"},
    ],
    "caps": [{"id": "group", "per_week": 2}],
    "came_back_days": 7,
}


@pytest.fixture
def ruled(ledger):
    with ledger.database.transaction():
        for store, till in (("S01", "T01"), ("S02", "T01")):
            ledger.journals.enrol(store, till, bytes(32), "counter", ledger.now())
        publish_rules(ledger, {"today": TODAY}, "console:ann")
    return ledger


def contacted(journal, when, mark_id, rule="b", one_id="M1", **more):
    body = mark_body(mark_id, one_id, mark_id, **{"how": "call", **more})
    journal.at(when, "task_done", body | {"rule_id": rule, "task_id": task_id(rule, one_id, mark_id)})


def shown(cti, one_id="M1"):
    return {"cti": cti, "one_id": one_id, "profile": "issued", "issued_at": 1, "remember_until": 2}


def found(books, store="S01"):
    return {(r.rule_id, r.staff_id): r for r in contact_results(books, store, FIRST, LAST)}


def test_every_sale_belongs_to_the_last_contact_before_it_whoever_made_that(ruled):
    here, there = desk("T01"), desk("T01", "S02")
    contacted(here, "2026-11-02T10:00:00+08:00", "k1")
    here.at("2026-11-03T09:00:00+08:00", "sale", sale_document("s1", {"A1": 10000}, one_id="M1"))
    contacted(there, "2026-11-04T10:00:00+08:00", "k2", rule="p", staff_id="E9")
    here.at("2026-11-05T09:00:00+08:00", "sale", sale_document("s2", {"A1": 700}, one_id="M1"))
    # In the very moment of a contact, in another zone's words: that is not after it.
    here.at("2026-11-04T02:00:00+00:00", "sale", sale_document("s3", {"A1": 50}, one_id="M1"))
    # Eight days after the last contact, and somebody who was never contacted.
    here.at("2026-11-12T10:00:01+08:00", "sale", sale_document("s4", {"A1": 9}, one_id="M1"))
    here.at("2026-11-05T09:00:00+08:00", "sale", sale_document("s5", {"A1": 8}, one_id="M2"))
    for journal in (here, there):
        tell(ruled, journal)
    mine, theirs = found(ruled)["b", "E1"], found(ruled, "S02")["p", "E9"]
    assert (mine.contacted, mine.came_back, mine.bought, mine.sales, mine.bought_minor) == (1, 1, 1, 2, {"CNY": 10050})
    assert (theirs.contacted, theirs.sales, theirs.bought_minor) == (1, 1, {"CNY": 700})
    assert total([mine, theirs]).bought_minor == {"CNY": 10750}, "nothing twice"


def test_a_visit_without_a_purchase_came_back_and_what_went_back_was_not_bought(ruled):
    journal = desk()
    contacted(journal, "2026-11-02T10:00:00+08:00", "k1")
    journal.at("2026-11-03T09:00:00+08:00", "code_accepted", shown("aa" * 8))
    contacted(journal, "2026-11-02T10:00:00+08:00", "k2", one_id="M2")
    tell(ruled, journal)
    result = found(ruled)["b", "E1"]
    assert (result.contacted, result.came_back, result.bought) == (2, 1, 0)
    with ruled.database.transaction():
        ruled.database.execute(
            "INSERT INTO purchase_line (one_id, sale_id, line_no, store, channel, occurred_at, sku, quantity, "
            "quantity_returned, unit_price, net) VALUES ('M2', 'web1', 1, 'WEB', 'web', ?, 'A1', '3', '2', 100, 299)",
            ("2026-11-09T09:59:59+08:00",),
        )
    result = found(ruled)["b", "E1"]
    assert (result.came_back, result.bought_minor) == (2, {"CNY": 99}), "a third, on the web"
    with ruled.database.transaction():
        ruled.database.execute("UPDATE purchase_line SET quantity_returned = '3' WHERE sale_id = 'web1'", ())
    result = found(ruled)["b", "E1"]
    assert (result.came_back, result.bought, result.bought_minor) == (2, 0, {})


def test_days_are_the_stores_and_what_is_no_contact_is_counted_apart(ruled):
    journal = desk()
    contacted(journal, "2026-10-31T23:59:59+08:00", "k0")
    contacted(journal, "2026-10-31T16:00:00+00:00", "k1")
    contacted(journal, "2026-11-30T23:59:59+08:00", "k2", one_id="M2")
    contacted(journal, "2026-12-01T00:00:00+08:00", "k3", one_id="M2")
    contacted(journal, "2026-11-20T10:00:00+08:00", "k4", how="in_store")
    journal.at("2026-11-20T10:00:00+08:00", "task_snoozed", mark_body("k5", occasion="x", until="2026-11-23"))
    journal.at("2026-11-20T10:00:00+08:00", "task_not_wanted", mark_body("k6", occasion="y"))
    tell(ruled, journal)
    result = found(ruled)["b", "E1"]
    assert (result.contacted, result.told_in_store, result.snoozed, result.not_wanted) == (2, 1, 1, 1)


def test_a_contact_after_midnight_is_of_the_day_that_the_store_has_not_ended(ruled):
    with ruled.database.transaction():
        publish_setting(ruled, "S01", "shifts", {"day_starts": "04:00"})
    journal = desk()
    contacted(journal, "2026-11-01T00:30:00+08:00", "k0", one_id="M2")
    contacted(journal, "2026-11-01T03:59:59+08:00", "k1")
    contacted(journal, "2026-11-01T04:00:00+08:00", "k2", one_id="M2")
    contacted(journal, "2026-12-01T03:59:59+08:00", "k3", one_id="M2")
    tell(ruled, journal)
    assert found(ruled)["b", "E1"].contacted == 2


def test_contacts_beyond_the_cap_are_counted_where_desks_did_not_know_of_each_other(ruled):
    here, there = desk("T01"), desk("T01", "S02")
    contacted(there, "2026-10-30T10:00:00+08:00", "k1")
    contacted(here, "2026-11-02T10:00:00+08:00", "k2")
    contacted(here, "2026-11-03T10:00:00+08:00", "k3")
    contacted(here, "2026-11-06T10:00:01+08:00", "k4")
    for journal in (here, there):
        tell(ruled, journal)
    assert found(ruled)["b", "E1"].over_cap == 2, "the third within a week, and the third again"


def test_the_same_rules_count_what_is_due_at_the_ledger(ruled, data, capsys):
    """It is 11 November: M1 has a birthday on the 20th."""
    due = contacts_due(ruled, "S01")
    assert (due.day, due.with_reason, due.open, due.by_rule) == ("2026-11-11", 1, 1, {"b": 1})
    journal = desk()
    journal.at("2026-11-10T10:00:00+08:00", "guide_assigned", assigned("a1", {"store": "S01", "staff_id": "E1"}))
    journal.at("2026-11-10T10:00:00+08:00", "task_done", mark_body("k1", how="in_store"))
    tell(ruled, journal)
    assert contacts_due(ruled, "S01").settled == 1
    path = str(data.path)
    assert main(["contacts-due", "--store", "S01", "--data", path]) == 0
    (told,) = json.loads(capsys.readouterr().out)["stores"]
    assert (told["store"], told["people"]) == ("S01", due.people)
    assert main(["contact-results", "--from", "2026-11-01", "--to", "2026-11-30", "--data", path]) == 0
    assert json.loads(capsys.readouterr().out)["total"]["told_in_store"] == 1
    assert main(["contact-results", "--from", "soon", "--to", "2026-11-30", "--data", path]) == 2


def test_the_store_s_figures_say_by_guide_what_came_of_contacts_and_nobody_else_s_do(ruled):
    here, there = desk("T01"), desk("T01", "S02")
    contacted(here, "2026-11-02T10:00:00+08:00", "k1")
    here.at("2026-11-03T09:00:00+08:00", "sale", sale_document("s1", {"A1": 10000}, one_id="M1"))
    contacted(here, "2026-11-02T10:00:00+08:00", "k2", one_id="M2", rule="p")
    contacted(here, "2026-11-02T11:00:00+08:00", "k3", how="in_store")
    contacted(there, "2026-11-05T10:00:00+08:00", "k4", staff_id="E9")
    for journal in (here, there):
        tell(ruled, journal)
    names = ("tasks", "contacted", "contacts_back", "contacts_bought")
    sheet = store_figures(ruled, "S01", "month", "2026-11-11")
    assert {row.of: [row.figures.get(name) for name in names] for row in sheet.rows} == {"E1": [3, 2, 1, 1]}
    assert store_figures(ruled, "S01", "month", "2026-10-11").total == {}
    (far,) = store_figures(ruled, "S02", "month", "2026-11-11").rows
    assert [far.figures.get(name) for name in names] == [1, 1, 0, 0]
    outside = unit_figures(ruled, "store", "S01", "month", "2026-11-11")
    assert not {*names[1:]} & outside.total.keys()
