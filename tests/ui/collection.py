"""A collection store on fakes: brands with cards of their own, one member in several of them, and rates of exchange."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field, replace

from pos_client.errors import Unavailable
from retail.asks import Drawn, Exchanged, OpenAsk
from tests.ui.till import FakeTill
from tests.ui.till_data import SETTINGS, offer_record

BRANDS = {"LQX": "绫绮轩", "TPS": "拓坡山", "MTG": "沐棠"}
POINTS = {
    **SETTINGS["points"],  # type: ignore[dict-item]
    "programs": [
        {"program": "group", "points": 1, "per_amount": 100, "tier_multipliers": {"gold": "1.5"}},
        {"program": "LQX", "points": 1, "per_amount": 100, "scope": {"brands": ["LQX"]}},
        {"program": "MTG", "points": 1, "per_amount": 1000, "scope": {"brands": ["MTG"]}},
    ],
    "names": {"group": "集团积分", "LQX": "绫绮积分", "MTG": "沐棠花瓣"},
    "names_en": {"group": "Group points", "LQX": "Lingqi points", "MTG": "Mutang petals"},
    "tiers": {
        "group": {"gold": "金卡", "platinum": "铂金卡"},
        "LQX": {"vip2": "绫友"},
        "MTG": {"leaf": "棠叶", "blossom": "棠华"},
    },
    "tiers_en": {
        "group": {"gold": "Gold", "platinum": "Platinum"},
        "LQX": {"vip2": "Silk"},
        "MTG": {"leaf": "Leaf", "blossom": "Blossom"},
    },
    "tier_rules": {
        "group": {"days": 365, "base": "basic", "steps": [["gold", 550_000], ["platinum", 1_200_000]]},
        "MTG": {"days": 365, "base": "bud", "steps": [["leaf", 150_000], ["blossom", 500_000]]},
    },
}
#: The group's tier counts for the brands that are in its plan; not for TPS.
RULES = {
    "version": 1,
    "programs": ["group"],
    "participation": [],
    "tiers": [{"program": "group", "tiers": [], "brands": ["LQX", "MTG", "OWN"]}],
    "calendars": [],
}
EXCHANGES = [
    {"from": "group", "to": "MTG", "points": 100, "gives": 8, "step": 500, "per_day": 5000},
    {"from": "LQX", "to": "group", "points": 10, "gives": 9},
]
#: What the ledger published of a draw; its seed is not.
DRAW = {
    "id": "D11",
    "label": "双11 集章抽奖",
    "label_en": "Double 11 draw",
    "program": "group",
    "price": 200,
    "per_member": 9,
    "per_day": 3,
    "budget": 100_000,
    "to": "2099-12-01T00:00:00+08:00",
    "prizes": [
        {"id": "BAG", "label": "帆布袋", "label_en": "Canvas bag", "weight": 1, "sku": "LQX-2201-M", "cost": 3900},
        {"id": "P100", "label": "100 积分", "label_en": "100 points", "weight": 60, "points": 100},
        {"id": "THANKS", "label": "谢谢参与", "label_en": "Thank you", "weight": 339},
    ],
}
DRAWS = {"draws": [{"table": json.dumps(DRAW), "commitment": "5e" * 32, "committed_at": "", "seed": None}]}
LEAF = offer_record(
    "LEAF", "棠叶九五折", "tier", "line", scope={"brands": ["MTG"]},
    conditions={"tiers": {"program": "MTG", "in": ["leaf"]}}, effect={"kind": "percent_off", "bps": 500},
)  # fmt: skip


def give_collection(till: FakeTill) -> None:
    """Three brands, and a member with tiers in two of them and in the group."""
    settings = {**SETTINGS, "points": POINTS, "group": RULES, "store": {"brands": BRANDS}}
    till.reference.settings_document = {**settings, "programs": {"exchanges": EXCHANGES}, "draws": DRAWS}
    till.reference.offer_records = [*till.reference.offer_records, LEAF]
    (member,) = till.directory.members
    tiers, points = {**member.tiers, "MTG": "leaf"}, {**member.points, "MTG": 40}
    growth = {**member.growth, "MTG": 380_000}
    till.directory.members = [replace(member, tiers=tiers, points=points, growth=growth)]
    till.checkout.reference_changed()
    till.show_code()
    shown = till.checkout.state.member
    assert shown is not None
    till.checkout.set_member(replace(shown, member=till.directory.members[0]))


@dataclass
class FakeAskLine:
    """A ledger that exchanges at the rates above; `is_away`: it does what is asked, and its answer is lost."""

    is_away: bool = False
    refuse: str = ""
    gate: threading.Event = field(default_factory=threading.Event)
    done: dict[str, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    drawn: str = "P100"

    def __post_init__(self) -> None:
        self.gate.set()

    def exchange(self, ask: OpenAsk) -> Exchanged:
        self.asked.append(ask.ask_id)
        assert self.gate.wait(30)
        if self.refuse:
            return Exchanged(0, self.refuse, 500)
        document = ask.document
        rate = next(row for row in EXCHANGES if row["from"] == document["from_program"])
        gives = self.done.setdefault(ask.ask_id, document["points"] * int(rate["gives"]) // int(rate["points"]))
        if self.is_away:
            raise Unavailable("ask_no_answer")
        return Exchanged(gives)

    def enter_draw(self, ask: OpenAsk) -> Drawn:
        self.asked.append(ask.ask_id)
        if self.refuse:
            return Drawn(0, code=self.refuse, left=120)
        number = self.done.setdefault(ask.ask_id, len(self.done) + 1)
        if self.is_away:
            raise Unavailable("ask_no_answer")
        won = 100 if self.drawn == "P100" else 0
        return Drawn(number, self.drawn, self.drawn, int(str(DRAW["price"])), won)
