"""The demo's rules for whom guides contact (docs/spec/line.md, "Today"), and whose members its members are."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from central_ledger.demo import goods_outdoor
from central_ledger.demo.records import DemoGroup, DemoMember, DemoStaff, Document
from central_ledger.store.wanted import WantedRow
from retail.member import MemberGuide

#: One member in so many has no guide: the store's least loaded looks after them.
_WITHOUT_GUIDE = 4
_WISHES = 5


def contact_rules() -> Document:
    """Nine rules, the most important first; two contacts a week, nobody after nine in the evening.

    Whoever asks may change what they get.
    """
    return {
        "rules": deepcopy(_RULES),
        "caps": [{"id": "group", "per_week": 2}],
        "quiet": {"from": "21:00", "to": "09:30"},
        "came_back_days": 14,
        "rest_days": 1,
    }


def guides_of(members: Sequence[DemoMember], staff: Sequence[DemoStaff]) -> dict[str, MemberGuide]:
    """Three of four members have a guide of their home store, each as many."""
    by_store: dict[str, list[str]] = {}
    for person in staff:
        if "guide" in person.roles:
            by_store.setdefault(person.store_id, []).append(person.staff_id)
    found = {}
    for number, member in enumerate(members):
        guides = by_store.get(member.home_store, [])
        if guides and number % _WITHOUT_GUIDE:
            found[member.one_id] = MemberGuide(member.home_store, guides[number % len(guides)])
    return found


def wishes_of(group: DemoGroup, now: datetime) -> list[WantedRow]:
    """A few members of each store asked some days ago for goods that are here now."""
    found = []
    for store in group.stores:
        stock = [sku for sku, thousandths in group.stock.get(store.store_id, {}).items() if thousandths >= 2_000]
        people = [member.one_id for member in group.members if member.home_store == store.store_id]
        staff = next((one.staff_id for one in group.staff if one.store_id == store.store_id), "")
        for number, (one_id, sku) in enumerate(zip(people[7::97], stock[5::61], strict=False)):
            if number == _WISHES:
                break
            name, since = f"opening-{store.store_id}-{number}", (now - timedelta(days=4 + number)).isoformat()
            where = (store.store_id, "opening", staff, since)
            found.append(WantedRow(one_id, name, one_id, "wish", sku, 1, "", None, *where))
    return found


#: After how many days somebody asks how goods that need care are doing.
_CARE = {kind.key: 5 for kind in goods_outdoor.KINDS if kind.key in ("shells", "packs", "boots")}

_RULES: list[dict[str, Any]] = [
    {
        "id": "birthday",
        "kind": "birthday",
        "name": "生日前关怀",
        "name_en": "Birthday ahead",
        "importance": 90,
        "days": 3,
        "text": "{name}，您好！我是{store}的{guide}。{day}是您的生日，提前祝您生日快乐！"
        "店里为您备了一份小心意，方便时来坐坐。",
        "text_en": "Hello {name}, this is {guide} at {store}. Your birthday is on {day}: many happy returns! A small "
        "present waits for you here.",
    },
    {
        "id": "points-end",
        "kind": "points_ending",
        "name": "积分即将到期",
        "name_en": "Points about to end",
        "importance": 80,
        "days": 14,
        "at_least": 1_000,
        "text": "{name}，您好！您的{program} {points} 分将于{day}到期，到店可直接抵现。"
        "需要我帮您看看用在哪里合适吗？——{store} {guide}",
        "text_en": "Hello {name}, {points} points of {program} end on {day}. They pay at the till; shall I look what "
        "they are good for? {guide}, {store}",
    },
    {
        "id": "tier-near",
        "kind": "tier_near",
        "name": "即将升级",
        "name_en": "Close to the next tier",
        "importance": 75,
        "within_minor": 8_000,
        "text": "{name}，您好！再消费{amount}即可升级为{program}{tier}，新等级权益马上生效。"
        "有看中的可以告诉我。——{store} {guide}",
        "text_en": "Hello {name}, {amount} more and you reach {tier} in {program}; its benefits count at once. "
        "{guide}, {store}",
    },
    {
        "id": "back-in-stock",
        "kind": "back_in_stock",
        "name": "心愿商品到货",
        "name_en": "Wished for, back in stock",
        "importance": 70,
        "text": "{name}，您好！您问过的{goods}到货了，需要我为您留一件吗？——{store} {guide}",
        "text_en": "Hello {name}, {goods} that you asked for is here again. Shall I keep one for you? {guide}, {store}",
    },
    {
        "id": "care",
        "kind": "care",
        "name": "售后关怀",
        "name_en": "After-sale care",
        "importance": 65,
        "lasts": 5,
        "goods": {"categories": _CARE},
        "text": "{name}，您好！{day}带回的{goods}穿着还合适吗？保养或调整有任何需要，随时找我。——{store} {guide}",
        "text_en": "Hello {name}, how is the {goods} of {day} doing? For care or changes I am here. {guide}, {store}",
    },
    {
        "id": "refill",
        "kind": "refill",
        "name": "用完提醒",
        "name_en": "Refill due",
        "importance": 60,
        "days": 7,
        "lasts": 14,
        "text": "{name}，您好！您的{goods}预计{day}前后用完，需要我为您留一份吗？——{store} {guide}",
        "text_en": "Hello {name}, your {goods} should last until about {day}. Shall I keep one for you? "
        "{guide}, {store}",
    },
    {
        "id": "welcome",
        "kind": "welcome",
        "name": "新会员欢迎",
        "name_en": "Welcome",
        "importance": 55,
        "days": 1,
        "lasts": 6,
        "text": "{name}，欢迎加入！我是{store}的{guide}，以后选购、换尺码、售后都可以找我。",
        "text_en": "Welcome, {name}! I am {guide} at {store}. For sizes, choices or anything after a purchase, ask me.",
    },
    {
        "id": "churn",
        "kind": "churn",
        "name": "流失预警",
        "name_en": "At risk of leaving",
        "importance": 50,
        "states": ["sleeping"],
        "lasts": 14,
        "text": "{name}，您好！好久不见，已经{days}天没见到您了。新一季到店，有几件很适合您，来看看？——{store} {guide}",
        "text_en": "Hello {name}, it has been {days} days. The new season is here, with some pieces for you. "
        "{guide}, {store}",
    },
    {
        "id": "quiet-30",
        "kind": "no_purchase",
        "name": "30 天未购",
        "name_en": "30 days without a purchase",
        "importance": 40,
        "days": 30,
        "lasts": 15,
        "text": "{name}，您好！最近店里到了新品，需要我帮您挑几件合适的吗？——{store} {guide}",
        "text_en": "Hello {name}, new goods have come in. Shall I pick some that suit you? {guide}, {store}",
    },
]
