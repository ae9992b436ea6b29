"""What the replay makes of sales: nothing of true ones, one case of each kind of the others, whatever is killed."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from datetime import datetime

import pytest

from central_ledger.application import offer_publishing
from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.store.database import StoreUnavailable
from retail.messages import Entry, encode_body, entry_hash
from retail.ports import OfferRecord, StoredCoupon
from tests import nursery
from tests.unit.ledger.priced_sales import case_of, coupon, member, sale_of, take_off

OFF50 = {
    "id": "OFF50",
    "source": "coupon",
    "stage": "coupon",
    "effect": {"kind": "amount_off", "amount": 5000},
    "funding": [{"party": "brand:LQX", "bps": 6000}, {"party": "platform", "bps": 4000}],
    "offline": {"policy": "capped", "per_member": 1, "bearer": "brand:LQX"},
}
GOLD = {
    "id": "GOLD",
    "source": "tier",
    "stage": "line",
    "conditions": {"members_only": True, "tiers": {"program": "group", "in": ["platinum"]}},
    "effect": {"kind": "percent_off", "bps": 1000},
}
TEN_OFF = {"id": "TEN", "source": "promotion", "stage": "order", "effect": {"kind": "amount_off", "amount": 1000}}
WELCOME = {
    "id": "WELCOME",
    "source": "promotion",
    "stage": "order",
    "conditions": {"first_purchase": True},
    "effect": {"kind": "amount_off", "amount": 2000},
}


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for till in ("T01", "T02"):
            ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
        offer_publishing.publish_offers(ledger, [OfferRecord(o["id"], 1, o) for o in (GOLD, TEN_OFF, WELCOME)])
    return ledger


def at_ledger(ledger, *journals):
    """Push what these tills have, one after the other, replay it, and give the open cases of the replay."""
    for journal in journals:
        words = [verdict.word for verdict in push(ledger, journal.store, journal.till, journal.entries).verdicts]
        assert set(words) <= {"created", "exists"}, words
    Replayer().replay_all(ledger)
    assert audit(ledger).problems == []
    return replay_cases(ledger)


def replay_cases(ledger):
    return [case for case in ledger.cases.all("open") if case.kind in ("arithmetic", "facts")]


def facts(case):
    return [(fact["what"], fact["said"], fact["was"]) for fact in case.detail["facts"]]


def test_true_sales_open_no_case(books, journal):
    journal.add("sale", sale_of("plain", case_of([TEN_OFF], "A1", "A2")))
    everything = case_of([OFF50, TEN_OFF, GOLD, WELCOME], "A1", "B1", member=member(), coupons=[coupon()])
    document = sale_of("member", everything)
    assert {applied["offer"] for applied in document["pricing"]["applied"]} == {"OFF50", "TEN", "WELCOME"}
    journal.add("sale", document)
    assert at_ledger(books, journal) == []
    assert audit(books).not_replayed == 0


def test_a_price_that_is_not_the_engine_s_is_a_case_with_what_was_given_too_much(books, journal):
    journal.add("sale", take_off(sale_of("sale-1", case_of([TEN_OFF], "A1")), 300))
    (case,) = at_ledger(books, journal)
    assert (case.kind, case.amount, case.unit, case.bearer) == ("arithmetic", 300, "CNY", "store:S01")
    assert (case.store, case.till, case.sale_id) == ("S01", "T01", "sale-1")
    differing = {row["path"]: (row["recorded"], row["recomputed"]) for row in case.detail["differences"]}
    assert differing["$.pricing.payable"] == (11600, 11900)
    assert differing["$.pricing.applied[0].saving"] == (1300, 1000)
    # The sale stands as it was paid.
    assert books.books.sums_by_till() == [("S01", "T01", "CNY", 1, 12900, 11600)]


def test_an_offer_that_was_not_to_be_had_is_left_out_of_the_recomputed_price(books, journal):
    document = sale_of("sale-1", case_of([GOLD], "A1", member=member(tiers={"group": "platinum"})))
    document["input"]["member"]["tiers"] = {"group": "gold"}  # the input says gold, the price platinum
    journal.add("sale", document)
    (case,) = at_ledger(books, journal)
    assert (case.kind, case.amount) == ("arithmetic", 1290)
    assert case.detail["refused"] == [{"key": "GOLD", "reason": "wrong_tier"}]


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("$.lines[0].quantity", lambda document: document["lines"][0].update(quantity=2)),
        ("$.lines[0].sku", lambda document: document["lines"][0].update(sku="A2")),
        ("$.lines", lambda document: document["lines"][0].update(line_id="9")),
        ("$.one_id", lambda document: document.update(one_id="M2")),
        ("$.pricing.funding.platform", lambda document: document["pricing"].update(funding={"platform": 1000})),
    ],
)
def test_what_was_booked_must_be_what_was_priced(books, journal, path, change):
    document = sale_of("sale-1", case_of([TEN_OFF], "A1"))
    change(document)
    journal.add("sale", document)
    (case,) = at_ledger(books, journal)
    assert (case.kind, case.amount) == ("arithmetic", 0)
    assert path in [row["path"] for row in case.detail["differences"]]


@pytest.mark.parametrize(
    "broken",
    [
        {"lines": "none"},
        {"at": "yesterday"},
        {"lines": [{"id": "1", "sku": "A1", "quantity": 10**9, "unit_price": 1}]},
        {"lines": [{"id": "1", "sku": "A1", "quantity": "9" * 5000, "unit_price": 1}]},
        {"lines": [{"id": "1", "sku": "A1", "quantity": 1, "unit_price": 10**60}]},
        {"programs": [{"program": "group", "points": 1, "per_amount": 1, "tier_multipliers": {"x": "1" * 5000}}]},
        {"offers": [{"id": "TEN", "version": 1}, {"id": "TEN", "version": 1}]},
    ],
)
def test_an_input_that_cannot_be_priced_is_a_case_and_the_next_sale_is_replayed(books, journal, broken):
    document = sale_of("sale-1", case_of([TEN_OFF], "A1", member=member(tiers={"group": "x"})))
    document["input"] |= broken
    journal.add("sale", document)
    journal.add("sale", take_off(sale_of("sale-2", case_of([TEN_OFF], "A1")), 1))
    found = [case for case in at_ledger(books, journal) if case.kind == "arithmetic"]
    assert [case.sale_id for case in found] == ["sale-1", "sale-2"]
    assert audit(books).not_replayed == 0


def test_a_tier_that_the_member_did_not_have_is_a_case_with_what_it_gave(books, journal):
    said = member(tiers={"group": "platinum"}, plans=["plus", "black"], birthday="11-21")
    journal.add("sale", sale_of("sale-1", case_of([GOLD, TEN_OFF], "A1", member=said)))
    (case,) = at_ledger(books, journal)
    assert (case.kind, case.amount, case.bearer, case.one_id) == ("facts", 1290, "store:S01", "M1")
    assert [(what, said) for what, said, _ in facts(case)] == [
        ("tier", "platinum"),
        ("plan", True),
        ("birthday", "another"),
    ]
    assert "11-2" not in str(case.detail["facts"])
    assert case.detail["member_proof"]["how"] == "search"


def test_a_tier_that_the_member_had_at_that_time_is_no_case(books, journal, clock):
    with books.database.transaction():
        platinum = replace(books.members.get("M1"), tiers={"group": "platinum"})
        # Seeded as gold; platinum from one day before the sale, until an hour after it.
        books.members.put([platinum], "2026-11-10T02:00:00.000+00:00")
        books.members.put([replace(platinum, tiers={"group": "silver"})], "2026-11-11T03:00:00.000+00:00")
    journal.add("sale", sale_of("sale-1", case_of([GOLD], "A1", member=member(tiers={"group": "platinum"}))))
    late = case_of([GOLD], "A1", member=member(tiers={"group": "platinum"}), at="2026-11-11T11:11:00+08:00")
    journal.add("sale", sale_of("late", late))
    just = case_of([GOLD], "A1", member=member(tiers={"group": "platinum"}), at="2026-11-11T11:09:00+08:00")
    journal.add("sale", sale_of("within the grace", just))
    (case,) = at_ledger(books, journal)
    assert (case.sale_id, facts(case)) == ("late", [("tier", "platinum", "silver")])


def test_offers_are_judged_by_the_version_in_force(books, journal):
    cheaper = TEN_OFF | {"effect": {"kind": "amount_off", "amount": 700}}
    books.clock = lambda: datetime.fromisoformat("2026-11-11T12:00:00+08:00")
    with books.database.transaction():
        offer_publishing.publish_offers(
            books, [OfferRecord("TEN", 2, cheaper), OfferRecord("GOLD", 2, GOLD | {"priority": 1})]
        )
    journal.add("sale", sale_of("now", case_of([cheaper], "A1", at="2026-11-11T12:01:00+08:00"), {"TEN": 2}))
    journal.add("sale", sale_of("before", case_of([TEN_OFF], "A1", at="2026-11-11T11:59:00+08:00")))
    journal.add("sale", sale_of("old", case_of([TEN_OFF], "A1", at="2026-11-11T12:11:00+08:00")))
    # Not applied: nobody got anything by it.
    document = sale_of("unused", case_of([GOLD], "A1", member=member(), at="2026-11-11T12:30:00+08:00"))
    assert document["pricing"]["applied"] == []
    journal.add("sale", document)
    cases = at_ledger(books, journal)
    assert [(case.sale_id, case.kind, case.amount) for case in cases if case.kind == "facts"] == [("old", "facts", 300)]
    (case,) = [case for case in cases if case.kind == "facts"]
    assert facts(case) == [("offer_not_current", 1, 2)]


def test_a_withdrawn_offer_an_unknown_one_and_a_version_that_was_never_sent(books, journal):
    books.clock = lambda: datetime.fromisoformat("2026-11-11T12:00:00+08:00")
    with books.database.transaction():
        offer_publishing.withdraw_offers(books, ["TEN"])
    journal.add("sale", sale_of("withdrawn", case_of([TEN_OFF], "A1", at="2026-11-11T12:11:00+08:00")))
    journal.add("sale", sale_of("never sent", case_of([WELCOME, TEN_OFF], "A1"), {"TEN": 9, "WELCOME": 4}))
    journal.add("sale", sale_of("unknown", case_of([TEN_OFF | {"id": "MINE"}], "A1")))
    cases = {case.sale_id: case for case in at_ledger(books, journal)}
    assert {name: (case.kind, case.amount) for name, case in cases.items()} == {
        "withdrawn": ("facts", 1000),
        "never sent": ("facts", 1000),
        "unknown": ("facts", 1000),
    }
    assert facts(cases["withdrawn"]) == [("offer_not_current", 1, None)]
    assert facts(cases["never sent"]) == [("offer_version", 4, [1]), ("offer_version", 9, [1])]
    assert facts(cases["unknown"]) == [("offer", 1, None)]


def test_another_member_s_coupon_is_a_case_that_its_bearer_pays(books, journal):
    with books.database.transaction():
        books.members.put_coupons([("M2", StoredCoupon("C9", "OFF50", "M2", "available", "2026-12-01T00:00:00+08:00"))])
    mine = coupon(id="C9", expires_at="2026-12-01T00:00:00+08:00")
    journal.add("sale", sale_of("sale-1", case_of([OFF50], "A1", member=member(), coupons=[mine])))
    (case,) = at_ledger(books, journal)
    assert (case.kind, case.amount, case.bearer) == ("facts", 5000, "brand:LQX")
    assert facts(case) == [("coupon", "M1", "M2")]


def test_a_coupon_that_had_ended_and_one_that_nobody_issued(books, journal):
    with books.database.transaction():
        ended = StoredCoupon("C1", "OFF50", "M1", "available", "2026-11-01T00:00:00+08:00")
        books.members.put_coupons([("M1", ended)])
    longer = coupon(expires_at="2026-12-01T00:00:00+08:00")
    journal.add("sale", sale_of("ended", case_of([OFF50], "A1", member=member(), coupons=[longer])))
    forged = coupon(id="FORGED", expires_at="2026-12-01T00:00:00+08:00")
    journal.add("sale", sale_of("forged", case_of([OFF50], "A1", member=member(), coupons=[forged])))
    cases = at_ledger(books, journal)
    assert [(case.sale_id, case.amount, case.detail.get("what")) for case in cases] == [
        ("forged", 0, "coupon_unknown"),
        ("ended", 5000, None),
    ]


def test_a_sale_priced_for_another_store_is_a_case(books, journal):
    journal.add("sale", sale_of("sale-1", case_of([TEN_OFF], "A1", store="S02")))
    (case,) = at_ledger(books, journal)
    assert (case.kind, facts(case)) == ("facts", [("store", "S02", "S01")])


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_first_purchase_is_one_in_any_order_of_arrival(books, journal, order):
    other, third = type(journal)(till="T02"), type(journal)(till="T02")
    other.open("epoch-2")
    journal.add("sale", sale_of("second", case_of([WELCOME], "A1", member=member())))
    occurred = {"first": "2026-11-11T09:00:00+08:00", "third": "2026-11-11T18:00:00+08:00"}
    entries = [journal.entries]
    for name, writer, till in (("first", other, "T02"), ("third", third, "T03")):
        if till == "T03":
            with books.database.transaction():
                books.journals.enrol("S01", till, bytes(32), "counter", books.now())
            writer.till = till
            writer.open("epoch-3")
        _add_at(writer, occurred[name], sale_of(name, case_of([WELCOME], "A1", member=member(), at=occurred[name])))
        entries.append(writer.entries)
    for number in order:
        push(books, "S01", entries[number][0].till, entries[number])
        Replayer().replay_all(books)
    cases = replay_cases(books)
    assert sorted((case.sale_id, case.amount) for case in cases) == [("second", 2000), ("third", 2000)]


def test_who_bought_before_has_no_first_purchase(books, journal):
    with books.database.transaction():
        books.members.put([replace(books.members.get("M1"), first_purchase=False)], books.now())
    journal.add("sale", sale_of("sale-1", case_of([WELCOME], "A1", member=member())))
    (case,) = at_ledger(books, journal)
    assert (case.amount, facts(case)[0][:2]) == (2000, ("first_purchase", True))


def test_each_sale_is_replayed_once_and_a_decision_stays(books, journal):
    journal.add("sale", take_off(sale_of("sale-1", case_of([TEN_OFF], "A1")), 300))
    (case,) = at_ledger(books, journal)
    books.cases.put(replace(case, status="decided", decision="goodwill", owner="E1"))
    assert at_ledger(books, journal) == []
    assert Replayer().replay_page(books) == 0
    journal.add("sale", take_off(sale_of("sale-2", case_of([TEN_OFF], "A1")), 300))
    assert [case.sale_id for case in at_ledger(books, journal)] == ["sale-2"]


def test_nothing_is_marked_when_the_cases_cannot_be_written(books, journal, monkeypatch):
    journal.add("sale", take_off(sale_of("sale-1", case_of([TEN_OFF], "A1")), 300))
    push(books, "S01", "T01", journal.entries)
    with monkeypatch.context() as patch:
        patch.setattr(books.cases, "put", _refuse)
        with pytest.raises(StoreUnavailable):
            Replayer().replay_page(books)
    assert audit(books).not_replayed == 2
    assert Replayer().replay_all(books) == 2
    assert len(replay_cases(books)) == 1


def test_quarantined_sales_and_other_entries_are_passed_over(books, journal):
    wrong = sale_of("sale-1", case_of([TEN_OFF], "A1"))
    wrong["pricing"]["payable"] += 1
    journal.add("sale", wrong)
    journal.add("signed_in", {"staff_id": "E1"})
    push(books, "S01", "T01", journal.entries)
    assert Replayer().replay_all(books) == 3
    assert [case.kind for case in books.cases.all("open")] == ["quarantined"]


def test_a_replayer_that_lives_on_knows_what_was_published_meanwhile(books, journal):
    replayer = Replayer()
    journal.add("sale", sale_of("before", case_of([TEN_OFF], "A1")))
    push(books, "S01", "T01", journal.entries)
    replayer.replay_all(books)
    books.clock = lambda: datetime.fromisoformat("2026-11-11T12:00:00+08:00")
    with books.database.transaction():
        offer_publishing.withdraw_offers(books, ["TEN"])
    journal.add("sale", sale_of("after", case_of([TEN_OFF], "A1", at="2026-11-11T12:30:00+08:00")))
    push(books, "S01", "T01", journal.entries)
    replayer.replay_all(books)
    assert [case.sale_id for case in replay_cases(books)] == ["after"]


REPLAY_FOR_EVER = """
import sys
from pathlib import Path
from central_ledger.application import replay
from central_ledger.data_directory import DataDirectory
replay.PAGE = 50
ledger = DataDirectory(Path(sys.argv[1])).open()
replayer = replay.Replayer()
print("open", flush=True)
while replayer.replay_page(ledger):
    print("page", flush=True)
"""


@pytest.mark.slow
def test_a_replay_that_is_killed_again_and_again_judges_each_sale_once(books, journal, data):
    sales = 130
    for number in range(sales):
        document = sale_of(f"sale-{number}", case_of([WELCOME], "A1", member=member()))
        journal.add("sale", take_off(document, 1))
    for start in range(0, sales + 1, 100):
        push(books, "S01", "T01", journal.entries[start : start + 100])
    kills = 0
    while books.replays.waiting():
        with nursery.start("-c", (REPLAY_FOR_EVER, str(data.path))) as process:
            assert process.stdout is not None
            process.stdout.readline()
            process.stdout.readline()
            time.sleep(0.003 * (kills % 7))
            process.kill()
        kills += 1
    assert kills > 1
    arithmetic = [case.sale_id for case in replay_cases(books) if case.kind == "arithmetic"]
    assert sorted(arithmetic) == sorted(f"sale-{number}" for number in range(sales))
    # A claim is a plain insert: a second look at the same sale would have failed on its key.
    assert len(books.replays.claims("M1")) == sales


def _refuse(case):
    raise StoreUnavailable("disk full")


def _add_at(writer, occurred_at, document):
    _add_bytes(writer, encode_body(document), occurred_at)


def _add_bytes(writer, body, occurred_at="2026-11-11T10:00:00+08:00"):
    after = writer.head
    fields = {
        "store": writer.store,
        "till": writer.till,
        "epoch": after.epoch,
        "seq": after.seq + 1,
        "kind": "sale",
        "version": 1,
        "occurred_at": occurred_at,
        "elapsed_ms": 1,
        "previous": after.hash,
        "body": body,
    }
    entry = Entry(**fields, hash=entry_hash(**fields))
    writer.head = entry.head
    writer.entries.append(entry)
