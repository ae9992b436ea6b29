"""Each rule of whom to contact as a table: its boundary days, ends of months, leap years, time zones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from retail.contact_people import ContactFacts, Here, Person, Wish, contact_facts, guides_for, here_at
from retail.contact_rules import ContactRules, read_contact_rules
from retail.contact_tasks import next_birthday, task_id, tasks_of
from retail.goods_last import NO_GOODS_DAYS, read_goods_days
from retail.member import MemberGuide
from retail.member_facts import BrandLife, MemberFacts, Purchase, Rfm

SHANGHAI = ZoneInfo("Asia/Shanghai")
STEPS = {"group": [("silver", 200_000), ("gold", 550_000)]}
GOODS = {"skus": {"S9": 10}, "categories": {"serums": 30, "skincare": 60}}


def purchase(day: str, sku: str = "S1", *, sale: str = "s1", quantity: str = "1", brand: str = "MT") -> Purchase:
    at = day if "T" in day else f"{day}T12:00:00+08:00"
    return Purchase(sale, at, "S01", "store", sku, f"goods {sku}", brand, ("skincare", "serums"), quantity, 10_000)


def facts(**changes: Any) -> ContactFacts:
    first = MemberFacts(
        one_id="M1",
        as_of="2026-11-10",
        joined_on="2024-01-01",
        segment="base",
        rfm=Rfm(1, 1, 1, 1, 1, 1),
        orders=1,
        spent_minor=1,
        months=(0,) * 12,
        first_on="2026-01-01",
        last_on="2026-01-01",
        last_store="S01",
        channels={},
        categories={},
        sizes={},
        brands=(),
        recent=(),
    )
    return contact_facts(replace(first, **changes))


def life(brand: str, state: str, since: str, last_on: str = "2026-03-01") -> BrandLife:
    return BrandLife(brand, state, since, 2, 1, "2025-01-01", last_on)


def rules(kind: str, **fields: Any) -> ContactRules:
    last = read_goods_days(fields.pop("goods"), "$.goods_last") if kind == "refill" else NO_GOODS_DAYS
    rule = {"id": "r1", "kind": kind, "name": "规则", "importance": 50, "text": "{name}，您好", **fields}
    return read_contact_rules({"rules": [rule]}, goods_last=last)


def here(day: str, **more: Any) -> Here:
    at = datetime.combine(date.fromisoformat(day), time(10), SHANGHAI)
    return here_at("S01", at, SHANGHAI, STEPS, **more)


def occasions(kind: str, person: Person, day: str, rule: Mapping[str, Any], **more: Any) -> list[str]:
    return [task.occasion for task in tasks_of(rules(kind, **rule).rules, person, here(day, **more))]


TABLE = [
    # kind, what the rule says, the person, day, the occasions
    ("welcome", {"days": 1, "lasts": 3}, {"facts": facts(joined_on="2026-02-27")}, "2026-02-27", []),
    ("welcome", {"days": 1, "lasts": 3}, {"facts": facts(joined_on="2026-02-27")}, "2026-02-28", ["2026-02-27"]),
    ("welcome", {"days": 1, "lasts": 3}, {"facts": facts(joined_on="2026-02-27")}, "2026-03-03", ["2026-02-27"]),
    ("welcome", {"days": 1, "lasts": 3}, {"facts": facts(joined_on="2026-02-27")}, "2026-03-04", []),
    ("welcome", {}, {}, "2026-03-04", []),
    ("birthday", {"days": 3}, {"birthday": "11-20"}, "2026-11-16", []),
    ("birthday", {"days": 3}, {"birthday": "11-20"}, "2026-11-17", ["2026"]),
    ("birthday", {"days": 3}, {"birthday": "11-20"}, "2026-11-20", ["2026"]),
    ("birthday", {"days": 3}, {"birthday": "11-20"}, "2026-11-21", []),
    ("birthday", {"days": 3}, {"birthday": "01-02"}, "2026-12-30", ["2027"]),
    ("birthday", {"days": 3}, {"birthday": "02-29"}, "2026-02-25", ["2026"]),
    ("birthday", {"days": 3}, {"birthday": "02-29"}, "2026-02-28", ["2026"]),
    ("birthday", {"days": 3}, {"birthday": "02-29"}, "2026-03-01", []),
    ("birthday", {"days": 3}, {"birthday": "02-29"}, "2028-02-25", []),
    ("birthday", {"days": 3}, {"birthday": "02-29"}, "2028-02-29", ["2028"]),
    ("birthday", {"days": 3}, {"birthday": "13-77"}, "2028-02-29", []),
    ("birthday", {"days": 3}, {"birthday": None}, "2028-02-29", []),
    ("no_purchase", {"days": 30, "lasts": 5}, {"facts": facts(last_on="2026-01-31")}, "2026-03-01", []),
    ("no_purchase", {"days": 30, "lasts": 5}, {"facts": facts(last_on="2026-01-31")}, "2026-03-02", ["2026-01-31"]),
    ("no_purchase", {"days": 30, "lasts": 5}, {"facts": facts(last_on="2026-01-31")}, "2026-03-07", ["2026-01-31"]),
    ("no_purchase", {"days": 30, "lasts": 5}, {"facts": facts(last_on="2026-01-31")}, "2026-03-08", []),
    ("no_purchase", {"days": 30, "lasts": 5}, {"facts": facts(last_on=None)}, "2026-03-02", []),
    (
        "no_purchase",
        {"days": 30, "lasts": 5},
        {"facts": facts(last_on="2026-01-31"), "bought_on": date(2026, 3, 1)},
        "2026-03-02",
        [],
    ),
    (
        "no_purchase",
        {"days": 30, "brand": "LY"},
        {"facts": facts(last_on="2026-03-01", brands=(life("LY", "repeat", "2026-01-01", "2026-01-31"),))},
        "2026-03-02",
        ["2026-01-31"],
    ),
    ("tier_near", {"within_minor": 100}, {"tiers": {"group": "basic"}, "growth": {"group": 199_899}}, "2026-05-01", []),
    (
        "tier_near",
        {"within_minor": 100},
        {"tiers": {"group": "basic"}, "growth": {"group": 199_900}},
        "2026-05-01",
        ["group/silver/2026"],
    ),
    ("tier_near", {"within_minor": 9**9}, {"tiers": {"group": "gold"}, "growth": {"group": 1}}, "2026-05-01", []),
    ("tier_near", {"within_minor": 9**9}, {"tiers": {}, "growth": {"group": 1}}, "2026-05-01", []),
    ("points_ending", {"days": 14}, {"points_end": {"group": (200, "2026-12-31")}}, "2026-12-16", []),
    (
        "points_ending",
        {"days": 14, "at_least": 200},
        {"points_end": {"group": (200, "2026-12-31")}},
        "2026-12-17",
        ["group/2026-12-31"],
    ),
    ("points_ending", {"days": 14, "at_least": 201}, {"points_end": {"group": (200, "2026-12-31")}}, "2026-12-31", []),
    ("points_ending", {"days": 14}, {"points_end": {"group": (200, "2026-12-31")}}, "2027-01-01", []),
    ("back_in_stock", {"lasts": 30}, {"wishes": (Wish("A", "coat", "2026-10-01"),)}, "2026-10-31", ["A/2026-10-01"]),
    ("back_in_stock", {"lasts": 30}, {"wishes": (Wish("A", "coat", "2026-10-01"),)}, "2026-11-01", []),
    ("back_in_stock", {"lasts": 30}, {"wishes": (Wish("GONE", "hat", "2026-10-01"),)}, "2026-10-02", []),
    ("back_in_stock", {"lasts": 30}, {"wishes": (Wish("NEVER", "hat", "2026-10-01"),)}, "2026-10-02", []),
    ("back_in_stock", {"lasts": 30}, {"wishes": (Wish("A", "coat", "2026-10-01"),)}, "2026-10-01", []),
    ("back_in_stock", {"lasts": 30}, {"wishes": (Wish("A", "coat", "2026-10-01"),)}, "2026-10-02", ["A/2026-10-01"]),
    ("back_in_stock", {"at_least": 4}, {"wishes": (Wish("A", "coat", "2026-10-01"),)}, "2026-10-02", []),
    # 30 days for serums, 3 before, 2 after: used up on 2026-03-02.
    (
        "refill",
        {"days": 3, "lasts": 2, "goods": GOODS},
        {"facts": facts(recent=(purchase("2026-01-31"),))},
        "2026-02-26",
        [],
    ),
    (
        "refill",
        {"days": 3, "lasts": 2, "goods": GOODS},
        {"facts": facts(recent=(purchase("2026-01-31"),))},
        "2026-02-27",
        ["S1/2026-01-31"],
    ),
    (
        "refill",
        {"days": 3, "lasts": 2, "goods": GOODS},
        {"facts": facts(recent=(purchase("2026-01-31"),))},
        "2026-03-04",
        ["S1/2026-01-31"],
    ),
    (
        "refill",
        {"days": 3, "lasts": 2, "goods": GOODS},
        {"facts": facts(recent=(purchase("2026-01-31"),))},
        "2026-03-05",
        [],
    ),
    # Two pieces last twice as long; the sku's own days go before its category's; who bought again is not asked.
    (
        "refill",
        {"goods": GOODS},
        {"facts": facts(recent=(purchase("2026-01-01", quantity="2"),))},
        "2026-03-02",
        ["S1/2026-01-01"],
    ),
    (
        "refill",
        {"goods": GOODS},
        {"facts": facts(recent=(purchase("2026-01-01", "S9"),))},
        "2026-01-11",
        ["S9/2026-01-01"],
    ),
    (
        "refill",
        {"goods": GOODS},
        {"facts": facts(recent=(purchase("2026-01-30"), purchase("2026-01-01")))},
        "2026-01-31",
        [],
    ),
    (
        "refill",
        {"goods": GOODS},
        {"facts": facts(recent=(purchase("2026-01-01"),)), "bought_on": date(2026, 1, 31)},
        "2026-01-31",
        [],
    ),
    ("care", {"days": 5, "lasts": 1}, {"facts": facts(recent=(purchase("2026-02-26"),))}, "2026-03-02", []),
    ("care", {"days": 5, "lasts": 1}, {"facts": facts(recent=(purchase("2026-02-26"),))}, "2026-03-03", ["s1"]),
    ("care", {"days": 5, "lasts": 1}, {"facts": facts(recent=(purchase("2026-02-26"),))}, "2026-03-04", ["s1"]),
    ("care", {"days": 5, "lasts": 1}, {"facts": facts(recent=(purchase("2026-02-26"),))}, "2026-03-05", []),
    (
        "care",
        {"days": 5},
        {
            "facts": facts(
                recent=(purchase("2026-02-26"), purchase("2026-02-26", "S2"), purchase("2026-02-25", sale="s0"))
            )
        },
        "2026-03-03",
        ["s0", "s1"],
    ),
    ("care", {"days": 5, "brand": "LY"}, {"facts": facts(recent=(purchase("2026-02-26"),))}, "2026-03-03", []),
    (
        "churn",
        {"states": ["sleeping"], "lasts": 10},
        {"facts": facts(brands=(life("LY", "sleeping", "2026-06-30"),))},
        "2026-07-10",
        ["LY/sleeping/2026-06-30"],
    ),
    (
        "churn",
        {"states": ["sleeping"], "lasts": 10},
        {"facts": facts(brands=(life("LY", "sleeping", "2026-06-30"),))},
        "2026-07-11",
        [],
    ),
    (
        "churn",
        {"states": ["sleeping"], "brand": "MT"},
        {"facts": facts(brands=(life("LY", "sleeping", "2026-06-30"),))},
        "2026-07-01",
        [],
    ),
    (
        "churn",
        {"segments": ["at_risk"]},
        {"facts": facts(segment="at_risk", last_on="2026-03-01")},
        "2026-07-01",
        ["at_risk/2026-03-01"],
    ),
    (
        "churn",
        {"segments": ["at_risk"]},
        {"facts": facts(segment="at_risk", last_on="2026-03-01"), "bought_on": date(2026, 7, 1)},
        "2026-07-01",
        [],
    ),
]


@pytest.mark.parametrize(("kind", "rule", "known", "day", "expected"), TABLE)
def test_a_rule_holds_from_its_first_to_its_last_day(
    kind: str, rule: dict[str, Any], known: dict[str, Any], day: str, expected: list[str]
) -> None:
    stock = {"A": 3, "GONE": 0}
    found = occasions(kind, Person("M1", home="S01", **known), day, rule, pieces=stock.get)
    assert sorted(found) == expected


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-02-26T23:59:59+08:00", True),
        ("2026-02-26T16:00:00+00:00", False),
        ("2026-02-25T20:00:00-05:00", True),  # a till's date may be a day before the store's
        ("2026-02-27T01:00:00+10:00", True),  # or after it
    ],
)
def test_a_day_is_the_stores_whatever_the_offset_of_a_purchase(at: str, due: bool) -> None:
    """16:00 in UTC is midnight in Shanghai: the next day has begun."""
    person = Person("M1", home="S01", facts=facts(recent=(purchase(at),)))
    assert bool(occasions("care", person, "2026-03-03", {"days": 5, "lasts": 0})) is due


def test_the_day_of_a_moment_is_that_of_the_stores_clock() -> None:
    moment = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert here_at("S01", moment, SHANGHAI).day == date(2027, 1, 1)
    assert here_at("S01", moment, ZoneInfo("Europe/Berlin")).day == date(2026, 12, 31)
    # In the night in which clocks go forward there is no half past two: the day goes on all the same.
    spring = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
    assert here_at("S01", spring, ZoneInfo("Europe/Berlin")).day == date(2026, 3, 29)


def test_birthdays_come_round_once_a_year() -> None:
    day = date(2026, 1, 1)
    found = [next_birthday("02-29", date(year, 3, 1)) for year in (2026, 2027, 2028)]
    assert found == [date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]
    assert next_birthday("01-01", day) == day
    assert next_birthday("12-31", day) == date(2026, 12, 31)


def test_the_most_important_reason_comes_first_and_of_equals_what_is_over_first() -> None:
    document = [
        {"id": "b", "kind": "birthday", "name": "b", "importance": 60, "days": 9, "text": "x"},
        {"id": "w", "kind": "welcome", "name": "w", "importance": 60, "lasts": 3, "text": "x"},
        {"id": "p", "kind": "points_ending", "name": "p", "importance": 90, "days": 30, "text": "x"},
    ]
    person = Person(
        "M1", "11-20", points_end={"group": (1, "2026-12-01")}, home="S01", facts=facts(joined_on="2026-11-11")
    )
    found = tasks_of(read_contact_rules({"rules": document}).rules, person, here("2026-11-12"))
    assert [task.rule_id for task in found] == ["p", "w", "b"]
    assert found[0].task_id == task_id("p", "M1", "group/2026-12-01")
    assert found[2].facts == {"day": "2026-11-20", "in_days": 8}


def test_everybody_without_a_guide_goes_to_who_looks_after_the_fewest() -> None:
    people = [
        Person("M1", guide=MemberGuide("S01", "E1"), home="S01"),
        Person("M2", guide=MemberGuide("S01", "GONE"), home="S01"),
        Person("M3", home="S01"),
        Person("M4", home="S01"),
        Person("M5", guide=MemberGuide("S02", "E9"), home="S01"),
        Person("M6", home="S02"),
    ]
    today = here("2026-11-11")
    dealt = guides_for(people, ["E2", "E1"], today, ContactRules())
    assert dealt == {"M1": "E1", "M2": "E2", "M3": "E1", "M4": "E2"}
    assert guides_for([*reversed(people)], ["E1", "E2"], today, ContactRules()) == dealt, "every desk deals alike"
    assert guides_for(people, ["E1", "E2"], today, ContactRules(without_guide="everybody")) == {"M1": "E1"}
    assert guides_for(people, [], today, ContactRules()) == {}
