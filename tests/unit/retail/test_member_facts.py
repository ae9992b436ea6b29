"""The facts of a member go over the line and back; what is none is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retail.member_facts import BrandLife, MemberFacts, Purchase, Rfm, read_facts, write_facts

FACTS = MemberFacts(
    one_id="U1",
    as_of="2026-11-22",
    joined_on="2025-01-02",
    segment="promising",
    rfm=Rfm(12, 4, 320_00, 5, 4, 3),
    orders=9,
    spent_minor=812_00,
    months=(0,) * 10 + (100_00, 220_00),
    first_on="2025-01-02",
    last_on="2026-11-10",
    last_store="S1",
    channels={"store": 7, "web": 2},
    categories={"shoes": 3},
    sizes={"42": 2},
    brands=(BrandLife("stride", "repeat", "2025-03-01", 9, 812_00, "2025-01-02", "2026-11-10"),),
    recent=(Purchase("s-1", "2026-11-10T10:00:00+08:00", "S1", "store", "p", "鞋", "stride", ("shoes",), "1", 220_00),),
)


def test_the_facts_are_the_same_after_the_line() -> None:
    assert read_facts(json.loads(json.dumps(write_facts(FACTS)))) == FACTS


@pytest.mark.parametrize(
    "change", [{"segment": "vip"}, {"rfm": {"days": 3}}, {"brands": [{"brand": "stride"}]}, {"months": None}]
)
def test_what_is_none_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        read_facts(json.loads(json.dumps(write_facts(FACTS))) | change)
