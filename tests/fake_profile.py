"""What the ledger reckoned about members, and notes about them, in memory."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from retail.member import Member
from retail.member_facts import BrandLife, MemberFacts, Purchase, Rfm
from retail.member_notes import MemberNote
from retail.ports import Entitlement
from retail.wanted import Wanted
from retail.web_orders import OrderLine, WebOrder


@dataclass
class FakeFacts:
    """`retail.facts_ports.MemberFactsReader`."""

    rows: dict[str, MemberFacts] = field(default_factory=dict)

    def of(self, one_id: str) -> MemberFacts | None:
        return self.rows.get(one_id)

    def all(self) -> Iterator[MemberFacts]:
        yield from (self.rows[one_id] for one_id in sorted(self.rows))


@dataclass
class FakeNotes:
    """`retail.member_notes.OwnNotes`."""

    notes: list[MemberNote] = field(default_factory=list)

    def of_member(self, one_id: str) -> Sequence[MemberNote]:
        return sorted((note for note in self.notes if note.one_id == one_id), key=lambda n: n.written_at, reverse=True)

    def add(self, note: MemberNote) -> None:
        self.notes.append(note)

    def remove(self, note_id: str) -> None:
        self.notes = [note for note in self.notes if note.note_id != note_id]


NOON = datetime.fromisoformat("2026-11-11T12:00:00+08:00")
NEWCOMER = Member(
    "M7",
    name="欧阳娜娜·阿依古丽·买买提明（集团首批联名体验官）",
    pinyin="oynn",
    phone="13900007777",
    points={"group": 0},
    as_of="2026-11-11T11:58:00+08:00",
    first_purchase=True,
)
BOUGHT = (
    ("2026-11-02T15:20:00+08:00", "S01", "store", "LQX-2201-M", "云柔羊毛混纺圆领针织衫", "LQX", "knitwear", 53910),
    ("2026-10-28T20:05:00+08:00", "W01", "web", "TPS-0417-39", "城市轻跑鞋 Air-Flex 3", "TPS", "sport", 46900),
    ("2026-10-11T18:40:00+08:00", "S02", "store", "MTG-3301", "山茶修护密集精华液", "MTG", "serums", 45900),
    ("2026-09-20T11:00:00+08:00", "S01", "store", "LQX-7710", "帆布托特包（限定）", "LQX", "bags", 12900),
    ("2026-08-15T16:30:00+08:00", "S01", "store", "LQX-9034", "925 银耳钉 · 星芒", "LQX", "jewellery", 25900),
    (
        *("2026-06-18T20:00:00+08:00", "S01", "store", "OWN-0777"),
        *(
            "店庆特别纪念联名限量版超长名称加厚保暖高领羊绒混纺开衫外套（礼盒装，附手提袋与感谢卡）",
            "",
            "clothing",
            129900,
        ),
    ),
)


def bought(*more: tuple[Any, ...]) -> tuple[Purchase, ...]:
    return tuple(
        Purchase(f"s{place}", at, store, channel, sku, name, brand, ("goods", category), "1", net)
        for place, (at, store, channel, sku, name, brand, category, net) in enumerate((*BOUGHT, *more), 1)
    )


def facts_of(one_id: str = "M1", **changes: Any) -> MemberFacts:
    """A good customer: what the ledger would say of `BOUGHT`."""
    lives = (
        BrandLife("LQX", "repeat", "2026-08-15", 9, 812300, "2024-03-02", "2026-11-02"),
        BrandLife("MTG", "first", "2026-10-11", 1, 45900, "2026-10-11", "2026-10-11"),
        BrandLife("TPS", "sleeping", "2026-09-01", 3, 120800, "2024-06-01", "2026-06-03"),
    )
    facts = MemberFacts(
        one_id=one_id,
        as_of="2026-11-11",
        joined_on="2024-03-02",
        segment="high_value",
        rfm=Rfm(9, 14, 912300, 5, 5, 4),
        orders=23,
        spent_minor=1868200,
        months=(45900, 80100, 0, 120000, 95000, 51000, 129900, 64000, 88000, 12900, 265000, 53910),
        first_on="2024-03-02",
        last_on="2026-11-02",
        last_store="S01",
        channels={"store": 31, "web": 12},
        categories={"knitwear": 11, "sport": 7, "serums": 4, "clothing": 12},
        sizes={"M": 12, "39": 7},
        brands=lives,
        recent=bought(),
    )
    return replace(facts, **changes)


def give_profile(till: Any) -> None:
    """All that a profile can show of the member at the counter."""
    till.store.member_facts.rows = {"M1": facts_of()}
    till.store.notes.notes = [
        MemberNote("n1", "M1", "1003", "喜欢素色，不要羊绒；周末下午来。", "2026-11-02T15:30:00+08:00"),
        MemberNote("n2", "M1", "1002", "在等雾蓝色 M 的大衣到店，到了打电话。", "2026-10-11T18:45:00+08:00"),
    ]
    till.store.own_benefits.rows = [
        Entitlement("e1", "M1", "免费裁剪", "Free tailoring", 3, 1, "2026-12-31T23:59:00+08:00", "plus"),
        Entitlement("e2", "M1", "皮具护理", "Leather care", 1, 0, None, "gold"),
    ]
    line = OrderLine("LQX-7710", "帆布托特包（限定）", 1)
    till.store.orders.orders = [WebOrder("W1", "M1", "2026-11-09T21:00:00+08:00", "CNY", 12900, (line,))]
    texts = [
        {"purpose": "membership", "text_version": "1", "text": "加入会员", "text_en": "Join the membership"},
        {"purpose": "contact", "text_version": "1", "text": "短信和电话联系", "text_en": "Messages and calls"},
        {"purpose": "profile", "text_version": "1", "text": "按购买习惯推荐", "text_en": "Be known by what I buy"},
    ]
    till.reference.settings_document["joining"] = {"phone_key": base64.b64encode(bytes(32)).decode(), "consents": texts}
    first = till.directory.members[0]
    later = {"group": ((800, "2027-01-31"), (1450, "2027-02-28"))}
    ends = {
        "points_end": {"group": (2100, "2026-12-31"), "LQX": (260, "2027-01-15")},
        "points_later": later,
        "tiers_end": {"group": "2027-03-01"},
    }
    till.directory.members[0] = replace(first, consents={"membership": True, "contact": False}, **ends)


def give_wanted(till: Any) -> None:
    """A bag that lies here for the member at the counter, and studs that they wish for."""
    since, until = "2026-11-10T12:00:00+08:00", "2026-11-13"
    till.store.wanted.add(Wanted("w1", "aside", "M1", "LQX-7710", 1, "S01", "1001", since, until))
    till.store.wanted.add(Wanted("w2", "wish", "M1", "LQX-9034", 1, "S01", "1001", since, note="等到货"))
