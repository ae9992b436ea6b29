"""The group's rules at the ledger: checked with a path, sent to each store, and judged when sales come in."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from central_ledger.__main__ import main
from central_ledger.application import group_rules, offer_publishing
from central_ledger.domain.group_rules import read_group_rules, store_document
from central_ledger.domain.offer_uses import zone_of
from retail.group_rules import NOT_IN_GROUP
from retail.ports import OfferRecord
from tests.unit.ledger.priced_sales import case_of, member, sale_of
from tests.unit.ledger.test_replay import TEN_OFF, at_ledger, books, facts  # noqa: F401  (a fixture)

JOINS = "2026-11-11T09:00:00+08:00"
PILOT = {"participation": [{"brand": "LQX", "stores": ["S01"], "from": JOINS}]}
NOT_YET = {"participation": [{"brand": "LQX", "from": None}]}


def setting(ledger, store):
    return json.loads(ledger.feeds.get(store, "settings", "group"))


def publish(ledger, document, at=None):
    if at is not None:
        ledger.clock = lambda: at
    with ledger.database.transaction():
        return group_rules.publish_rules(ledger, document, "person:P1")


def test_every_breach_is_named_with_its_path(ledger):
    document = {
        "programms": [],
        "participation": [
            {"brand": "LQX"},
            {"brand": "LQX", "from": JOINS, "to": JOINS},
            {"brand": "LY", "from": "soon"},
        ],
        "tiers": [{"program": "group", "stores": ["S99"]}],
        "calendars": [
            {"id": "A", "name": "甲", "periods": [{"from": "2026-06-18T00:00+08:00", "to": "2026-06-19T00:00"}]},
            {"id": "B", "name": "乙"},
            {
                "id": "C",
                "name": "丙",
                "time_zone": "Asia/Nowhere",
                "every": {"month_days": [8], "first": "2026-01-01", "last": "2026-12-31"},
            },
            {
                "id": "D",
                "name": "丁",
                "every": {"month_days": [8], "weekdays": [2], "first": "2026-01-01", "last": "2026-12-31"},
            },
            {
                "id": "E",
                "name": "戊",
                "periods": [
                    {"from": "2026-06-01T00:00", "to": "2026-06-20T00:00"},
                    {"from": "2026-06-18T00:00", "to": "2026-06-19T00:00"},
                ],
            },
        ],
        "approvals": [{"brand": "LQX", "what": ["prices"]}],
    }
    found = {breach.path for breach in group_rules.check_rules(ledger, document)}
    assert found == {
        "$.programms", "$.participation[0].from", "$.participation[1].to", "$.participation[2].from",
        "$.tiers[0].stores[0]", "$.calendars[0].periods[0].from", "$.calendars[1].periods", "$.calendars[2].time_zone",
        "$.calendars[3].every", "$.calendars[4].periods", "$.approvals[0].what[0]",
    }  # fmt: skip
    with pytest.raises(group_rules.RulesRefused):
        publish(ledger, document)
    assert ledger.rule_versions.newest() is None
    assert ledger.feeds.get("S01", "settings", "group") is None


def test_each_store_gets_what_is_about_it_and_a_brand_that_others_name_waits(ledger):
    assert publish(ledger, PILOT).version == 1
    assert setting(ledger, "S01")["participation"] == [{"brand": "LQX", "from": JOINS, "to": None}]
    assert setting(ledger, "S02")["participation"] == [{"brand": "LQX", "from": None, "to": None}]
    before = ledger.feeds.version("S01", "settings")
    assert publish(ledger, PILOT).version == 1  # the same again says nothing new
    assert ledger.feeds.version("S01", "settings") == before
    assert publish(ledger, NOT_YET).version == 2
    assert [row.version for row in ledger.rule_versions.all()] == [1, 2]


def test_periods_are_moments_of_the_calendar_s_zone_or_of_the_store_s():
    calendar = {
        "id": "D",
        "name": "会员日",
        "every": {"month_days": [8], "first": "2026-03-01", "last": "2026-04-30", "starts": "20:00", "hours": 28},
    }
    rules, breaches = read_group_rules({"calendars": [calendar, calendar | {"id": "S", "time_zone": "Asia/Shanghai"}]})
    assert breaches == []
    own, shanghai = store_document(rules, "S01", zone_of("Europe/Berlin"), None)["calendars"]
    # Summer time begins between the two days.
    assert [period["from"] for period in own["periods"]] == ["2026-03-08T20:00:00+01:00", "2026-04-08T20:00:00+02:00"]
    assert own["periods"][0]["to"] == "2026-03-10T00:00:00+01:00"
    assert [period["from"] for period in shanghai["periods"]] == [
        "2026-03-08T20:00:00+08:00",
        "2026-04-08T20:00:00+08:00",
    ]


def test_offers_of_the_group_exclude_what_is_not_in_it_and_a_brand_s_own_do_not(ledger):
    own = TEN_OFF | {"id": "OWN", "owner": "brand:LQX"}
    with ledger.database.transaction():
        offer_publishing.publish_offers(ledger, [OfferRecord("TEN", 1, TEN_OFF), OfferRecord("OWN", 1, own)])
    scoped = publish(ledger, PILOT).offers
    assert {(offer.offer_id, offer.version) for offer in scoped} == {("OFF50", 2), ("TEN", 2)}
    assert offer_publishing.offer_in_force(ledger, "TEN")["scope"] == {"exclude": {"tags": [NOT_IN_GROUP]}}
    assert offer_publishing.offer_in_force(ledger, "OWN") == own
    # What is published from now on is scoped as it goes out; the same file again is the same version.
    for _ in range(2):
        with ledger.database.transaction():
            published, refused = offer_publishing.publish_new_versions(
                ledger, [OfferRecord("NEW", 0, TEN_OFF | {"id": "NEW"})]
            )
        assert (refused, [(offer.offer_id, offer.version) for offer in published]) == ([], [("NEW", 1)])
    assert offer_publishing.offer_in_force(ledger, "NEW")["scope"]["exclude"]["tags"] == [NOT_IN_GROUP]


def test_an_offer_runs_by_a_calendar_that_is_there_and_the_calendar_stays_while_it_does(ledger):
    wanted = TEN_OFF | {"calendar": "D11"}
    with ledger.database.transaction():
        (refused,) = offer_publishing.publish_offers(ledger, [OfferRecord("TEN", 1, wanted)])
    assert [breach.path for breach in refused.breaches] == ["$.calendar"]
    period = {"from": "2026-11-10T20:00", "to": "2026-11-12T00:00"}
    publish(ledger, {"calendars": [{"id": "D11", "name": "双11", "periods": [period]}]})
    with ledger.database.transaction():
        assert offer_publishing.publish_offers(ledger, [OfferRecord("TEN", 1, wanted)]) == []
    assert [breach.path for breach in group_rules.check_rules(ledger, {})] == ["$.calendars"]


def test_a_sale_that_gives_what_the_rules_keep_out_is_a_case(books, journal):  # noqa: F811
    publish(books, PILOT | {"tiers": [{"program": "group", "stores": ["S02"]}]}, datetime(2026, 11, 10, tzinfo=UTC))
    sent = offer_publishing.offer_in_force(books, "TEN")
    said = case_of([sent], "A1", "B1", at="2026-11-11T08:00:00+08:00", member=member())
    for line, tags in zip(
        said["lines"], ([NOT_IN_GROUP, "onetill:no-tier:group"], ["onetill:no-tier:group"]), strict=True
    ):
        line["tags"] = tags
    journal.add("sale", sale_of("true", said, {"TEN": 2}))
    silent = case_of([sent], "A1", at="2026-11-11T08:00:00+08:00")
    journal.add("sale", sale_of("silent", silent, {"TEN": 2}))
    # Ten minutes before the brand joins nobody is blamed for a clock; and at noon it has joined.
    for sale_id, at in (("clock", "2026-11-11T08:55:00+08:00"), ("joined", "2026-11-11T12:00:00+08:00")):
        journal.add("sale", sale_of(sale_id, case_of([sent], "A1", at=at), {"TEN": 2}))
    (case,) = at_ledger(books, journal)
    assert (case.kind, case.sale_id, case.amount) == ("facts", "silent", 1000)
    assert facts(case) == [("not_in_scope", [], [NOT_IN_GROUP])]


def test_an_offer_given_outside_its_campaign_is_a_case(books, journal):  # noqa: F811
    period = {"from": "2026-11-11T00:00", "to": "2026-11-12T00:00"}
    publish(books, {"calendars": [{"id": "D11", "name": "双11", "time_zone": "Asia/Shanghai", "periods": [period]}]})
    sent = TEN_OFF | {"calendar": "D11"}
    with books.database.transaction():
        assert offer_publishing.publish_offers(books, [OfferRecord("TEN", 2, sent)]) == []
    for sale_id, at in (
        ("in", "2026-11-11T23:59:00+08:00"),
        ("grace", "2026-11-12T00:05:00+08:00"),
        ("late", "2026-11-12T00:15:00+08:00"),
    ):
        journal.add("sale", sale_of(sale_id, case_of([sent], "A1", at=at), {"TEN": 2}))
    (case,) = at_ledger(books, journal)
    assert (case.sale_id, case.amount, facts(case)) == ("late", 1000, [("off_calendar", "D11", None)])


def test_the_commands_check_publish_and_show(data, tmp_path, capsys):
    file = tmp_path / "rules.json"

    def run(*words):
        code = main(["group-rules", *words, "--data", str(data.path)])
        return code, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    file.write_text(json.dumps({"tiers": [{"program": ""}]}))
    assert run("check", str(file)) == (
        1,
        [{"breaches": [{"path": "$.tiers[0].program", "expected": "a text that is not empty"}]}],
    )
    assert run("publish", str(file))[0] == 1
    assert run("show") == (0, [None])
    file.write_text(json.dumps(PILOT))
    assert run("publish", str(file), "--by", "李总")[1] == [
        {"published": 1, "offers": [{"id": "OFF50", "version": 2}], "breaches": []}
    ]
    assert run("show", "--store", "S02")[1][0]["participation"] == [{"brand": "LQX", "from": None, "to": None}]
    assert [(row["version"], row["by"]) for row in run("history")[1]] == [(1, "李总")]
    file.write_text('{"programs": ["group"], "programs": []}')
    assert run("publish", str(file))[0] == 2
