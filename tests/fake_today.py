"""Members with a reason to be contacted on 11 November 2026, and the demo's rules, for the page Today."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from central_ledger.demo.contacts import contact_rules
from retail.contact_people import ContactFacts, Person, contact_facts
from retail.member import MemberGuide
from retail.member_facts import BrandLife, MemberFacts, Purchase, Rfm

ME, OTHER = MemberGuide("S01", "1002"), MemberGuide("S01", "1003")


def today_settings() -> dict[str, Any]:
    """The setting `group` with the demo's rules, those about goods by categories of the tests' catalogue."""
    rules = contact_rules()
    for rule in rules["rules"]:
        if rule["kind"] == "care":
            rule["goods"] = {"categories": {"knitwear": 5}}
    return {"group": {"version": 3, "goods_last": {"categories": {"serums": 40}}, "today": rules}}


def facts(one_id: str, **changes: Any) -> ContactFacts:
    plain = MemberFacts(
        one_id=one_id,
        as_of="2026-11-10",
        joined_on="2024-03-01",
        segment="base",
        rfm=Rfm(20, 4, 380_000, 4, 3, 3),
        orders=4,
        spent_minor=380_000,
        months=(0,) * 12,
        first_on="2024-03-01",
        last_on="2026-10-25",
        last_store="S01",
        channels={"store": 4},
        categories={},
        sizes={},
        brands=(),
        recent=(),
    )
    return contact_facts(replace(plain, **changes))


def bought(day: str, sku: str, name: str, *categories: str) -> Purchase:
    return Purchase(f"s-{sku}", f"{day}T15:20:00+08:00", "S01", "store", sku, name, "LQX", categories, "1", 59900)


def people() -> list[Person]:
    """The birthday is the first; one wants no contact; one has no guide and two reasons."""
    coat = bought("2026-11-05", "LQX-2201-M", "云柔羊毛混纺圆领针织衫", "knitwear")
    serum = bought("2026-10-03", "MTG-3301", "山茶修护密集精华液", "beauty", "skincare", "serums")
    quiet = BrandLife("LQX", "sleeping", "2026-10-30", 3, 200_000, "2025-01-10", "2026-04-23")
    return [
        Person("M1", "11-13", home="S01", guide=ME, facts=facts("M1"), name="林若曦", phone="13812346021"),
        Person("M2", points_end={"group": (2600, "2026-11-12")}, guide=ME, home="S01", facts=facts("M2"),
               name="陈思远", phone="13900001234"),
        Person("M3", tiers={"group": "silver"}, growth={"group": 545_000}, guide=OTHER, home="S01",
               facts=facts("M3"), name="王敏", phone="13711112222"),
        Person("M4", guide=ME, home="S01", facts=facts("M4", recent=(coat,)), name="欧阳静怡", phone="13688889999"),
        Person("M5", "11-14", home="S01", facts=facts("M5", recent=(serum,)), name="周雨桐", phone="13577776666"),
        Person("M6", guide=OTHER, home="S01", facts=facts("M6", brands=(quiet,), last_on="2026-04-23"),
               name="Alexandra Montgomery-Featherstonehaugh", phone="13466665555"),
        Person("M7", "11-12", consents={"contact": False}, guide=ME, home="S01"),
        Person("M8", guide=ME, home="S01", facts=facts("M8", joined_on="2026-11-09"), name="赵一", phone=""),
    ]  # fmt: skip
