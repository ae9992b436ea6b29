"""What a group can give a till's members: rules of its own, tags, benefits beside discounts, rewards for points."""

from __future__ import annotations

from retail.member_tags import MemberTag
from retail.ports import Entitlement, OfferRecord
from tests.ui.till import FakeTill
from tests.ui.till_data import OFFERS, SETTINGS, offer_record


def give_group_rules(till: FakeTill) -> None:
    """TPS joins in December, the tier of LQX's card counts for other goods, one campaign runs and one is near."""
    span = {"from": "2026-11-10T20:00:00+08:00", "to": "2026-11-12T00:00:00+08:00"}
    later = {"from": "2026-11-18T10:00:00+08:00", "to": "2026-11-19T00:00:00+08:00"}
    rules = {
        "version": 1,
        "programs": ["group"],
        "participation": [{"brand": "TPS", "from": "2026-12-01T00:00:00+08:00", "to": None}],
        "tiers": [{"program": "LQX", "brands": ["MTG"]}],
        "calendars": [
            {"id": "D11", "name": "双11", "name_en": "Double Eleven", "periods": [span]},
            {"id": "DAY", "name": "会员日", "name_en": "Member day", "periods": [later]},
        ],
    }
    brands = {"LQX": "绫绮轩", "TPS": "拓坡山"}
    till.reference.settings_document = {**SETTINGS, "group": rules, "store": {"brands": brands}}
    till.checkout.reference_changed()


def give_tags(till: FakeTill) -> None:
    """What two systems say of the member."""
    till.directory.tags = [
        MemberTag("segment:high", "高价值", "High value", "集团 CDP", 8700, None),
        MemberTag("likes:outdoor", "爱户外", "Likes outdoor", "岭野 CRM", 6000, None),
        MemberTag("x", "换季常客", "Buys each season", "岭野 CRM", 5000, None),
    ]


def give_benefits(till: FakeTill) -> None:
    """All that is beside plain discounts: gifts with and without stock, services, a coupon that grows, handouts."""
    by_platform, by_brand = [{"party": "platform", "bps": 10000}], [{"party": "brand:MTG", "bps": 10000}]
    shared = [{"party": "platform", "bps": 5000}, {"party": "brand:LQX", "bps": 5000}]
    more = [
        offer_record("GIFT", "满 399 赠旅行装", "promotion", "order", label_en="Travel set from ¥399",
               conditions={"min_amount": 39900}, funding=by_brand,
               effect={"kind": "gift", "sku": "MTG-3301", "quantity": 1, "worth": 3900}),
        offer_record("GIFT2", "满 500 赠帆布袋", "promotion", "order", label_en="Tote from ¥500",
               conditions={"min_amount": 50000}, funding=by_platform,
               effect={"kind": "gift", "sku": "LQX-7710", "quantity": 2, "worth": 2000}),
        offer_record("STEPS", "全场满 1000 减 60，满 2000 减 180", "promotion", "order", funding=shared,
               label_en="¥60 off ¥1,000, ¥180 off ¥2,000",
               effect={"kind": "amount_off_steps", "steps": [[100000, 6000], [200000, 18000]]}),
        offer_record("OFF45", "满300减45（膨胀券）", "coupon", "coupon", label_en="¥45 off ¥300 (grown)",
               conditions={"min_amount": 30000}, effect={"kind": "amount_off", "amount": 4500},
               exclusive_group="platform"),
    ]  # fmt: skip
    grown = [
        OfferRecord(r.offer_id, 1, {**r.document, "grows": {"to": "OFF45"}}) if r.offer_id == "OFF30" else r
        for r in OFFERS
    ]
    till.reference.offer_records = [*grown, *more]
    rules = {"group": {"days": 365, "steps": [["gold", 550000], ["platinum", 1200000]]}}
    tiers = {"group": {"gold": "金卡", "platinum": "铂金卡"}, "LQX": {"vip2": "VIP2"}}
    handout = {
        "id": "COFFEE",
        "label": "街角咖啡第二杯半价券",
        "partner": "街角咖啡",
        "conditions": {"min_payable": 30000},
    }
    till.reference.settings_document = {
        **SETTINGS,
        "points": {**SETTINGS["points"], "tier_rules": rules, "tiers": tiers},
        "store": {"brands": {"LQX": "绫绮轩", "MTG": "沐棠"}},
        "handouts": {"handouts": [handout]},
    }
    till.checkout.reference_changed()
    till.stock.pieces = {"MTG-3301": 12, "LQX-7710": 2}
    till.store.own_benefits.rows = [
        Entitlement("WRAP", "M1", "礼品包装", "Gift wrapping", 6, 2, "2027-02-01T00:00:00+08:00", "PLUS"),
        Entitlement("TAILOR", "M1", "免费裁剪修改", "Free tailoring", 2, 0, "2027-05-01T00:00:00+08:00", "gold"),
        Entitlement("WARRANTY", "M1", "鞋履延保清洁", "Shoe care, extended warranty", 1, 1, None, "TPS"),
    ]


def give_rewards(till: FakeTill) -> None:
    """Rewards for points beside the services: one that can be given, one that is dear, one that is gone."""
    rows = [
        ("MUG", "马克杯", "Mug", 800, 9),
        ("POUCH", "旅行收纳袋", "Travel pouch", 1200, 0),
        ("BAG", "联名手袋", "Handbag", 26000, None),
    ]
    catalogue = [
        {"id": name, "label": label, "label_en": label_en, "program": "group", "points": points, "kind": "goods",
         "sku": name} | ({} if stock is None else {"stock": stock})
        for name, label, label_en, points, stock in rows
    ]  # fmt: skip
    document = till.reference.settings_document
    points = {**document["points"], "program": "group"}
    till.reference.settings_document = {**document, "points": points, "programs": {"catalogue": catalogue}}
