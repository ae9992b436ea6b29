"""Baskets at random that meet every rule of docs/spec/benefits.md, small enough to try every set of candidates."""

from __future__ import annotations

from random import Random
from typing import Any

from retail.offers import read_case

Document = dict[str, Any]

SKUS = ["A", "B", "C", "D"]
BRANDS = ["X", "Y"]
CATEGORIES = ["care", "home"]
TAGS = ["new", "clearance"]
AT = "2026-11-11T10:00:00+08:00"
EARLIER, LATER = "2026-11-10T00:00:00+08:00", "2026-11-30T12:00:00.5+09:00"


def maybe(random: Random, chance: float) -> bool:
    return random.random() < chance


def random_line(random: Random, line_id: str) -> Document:
    sku = random.choice(SKUS)
    line: Document = {
        "id": line_id,
        "sku": sku,
        "unit_price": random.choice([0, 3, 10, 99, 250, 1000, 1000, 1299, 4000, 7000]),
    }
    line["quantity"] = random.choice([1, 1, 1, 2, 3, 5])
    if maybe(random, 0.15):
        line["quantity"] = random.choice(["0.735", "2", "1.5", "0.001"])
    if maybe(random, 0.8):
        line["brand"] = random.choice(BRANDS)
    line["categories"] = [name for name in CATEGORIES if maybe(random, 0.5)]
    line["tags"] = [name for name in TAGS if maybe(random, 0.3)]
    if maybe(random, 0.1):
        line["discountable"] = False
    return line


def random_scope(random: Random) -> Document:
    scope: Document = {}
    if maybe(random, 0.25):
        scope["skus"] = random.sample(SKUS, random.randint(1, 3))
    if maybe(random, 0.2):
        scope["brands"] = [random.choice(BRANDS)]
    if maybe(random, 0.1):
        scope["categories"] = [random.choice(CATEGORIES)]
    if maybe(random, 0.2):
        scope["exclude"] = {"tags": [random.choice(TAGS)]}
    return scope


def random_effect(random: Random) -> tuple[Document, str | None]:
    """An effect, and the only stage that it may stand in."""
    kind = random.choice(
        [
            *("unit_price", "percent_off", "percent_off", "amount_off", "amount_off", "amount_off"),
            *("amount_off_every", "amount_off_steps", "percent_off_steps", "every_n", "every_n"),
            *("bundle_price", "bundle_price", "gift", "points_multiplier"),
        ]
    )
    bps = random.choice([1, 100, 1000, 1250, 3333, 5000, 10000])
    amount = random.choice([1, 7, 50, 300, 1000, 5000])
    effect: Document = {"kind": kind}
    if kind == "unit_price":
        return effect | {"price": random.choice([0, 5, 90, 900])}, "price"
    if kind == "percent_off":
        effect["bps"] = bps
        if maybe(random, 0.3):
            effect["cap"] = amount
    elif kind == "amount_off":
        effect["amount"] = amount
    elif kind == "amount_off_every":
        effect |= {"every": random.choice([10, 100, 700, 3000]), "amount": amount}
    elif kind == "amount_off_steps":
        effect["steps"] = [[100, random.choice([5, 60])], [1000, random.choice([20, 300])], [4000, 900]]
    elif kind == "percent_off_steps":
        effect["steps"] = [[random.choice([1, 2]), 500], [3, random.choice([300, 2000])], [6, 4000]]
    elif kind == "every_n":
        n = random.choice([1, 2, 3])
        effect |= {"n": n, "discounted": random.randint(1, n), "bps": bps, "per": random.choice(["scope", "sku"])}
    elif kind == "bundle_price":
        components = [
            {"skus": random.sample(SKUS, random.randint(1, 3)), "quantity": random.choice([1, 1, 2])}
            for _ in range(random.randint(1, 3))
        ]
        effect |= {"components": components, "price": random.choice([0, 10, 200, 1500, 4500])}
    elif kind == "gift":
        effect |= {"sku": "MINI", "quantity": random.randint(1, 2), "worth": random.choice([1, 99, 900])}
    else:
        effect["times"] = random.choice(["1", "1.5", "2"])
    if kind in ("amount_off_every", "every_n", "bundle_price") and maybe(random, 0.4):
        effect["max_times"] = random.randint(1, 2)
    return effect, None


def random_conditions(random: Random) -> Document:
    conditions: Document = {}
    if maybe(random, 0.4):
        conditions["min_amount"] = random.choice([1, 50, 300, 1000, 3000, 5000, 8000])
    if maybe(random, 0.15):
        conditions["min_quantity"] = random.randint(1, 5)
    if maybe(random, 0.12):
        conditions |= random.choice(
            [
                {"members_only": True},
                {"tiers": {"program": "group", "in": random.choice([["gold"], ["silver", "gold"], []])}},
                {"plans": ["plus"]},
                {"stores": ["S1", "S2"]},
                {"stores": ["S9"]},
                {"channels": ["pos"]},
                {"valid_from": random.choice([EARLIER, AT, LATER])},
                {"valid_to": random.choice([EARLIER, AT, LATER])},
                {"weekdays": [random.randint(1, 7), 3]},
                {"hours": [["08:00", random.choice(["10:00", "10:01", "24:00"])]]},
                {"birthday_month": True},
                {"first_purchase": True},
                {"members_only": False, "plans": []},
            ]
        )
    return conditions


def random_offer(random: Random, offer_id: str, others: list[str]) -> Document:
    source = random.choice(["promotion", "promotion", "tier", "plan", "coupon", "coupon", "coupon", "coupon"])
    effect, stage = random_effect(random)
    offer: Document = {"id": offer_id, "source": source, "effect": effect}
    offer["stage"] = stage or random.choice(["price", "line", "order", "order", "coupon", "coupon", "plan"])
    offer["priority"] = random.choice([1, 100, 100])
    offer["scope"] = random_scope(random)
    offer["conditions"] = random_conditions(random)
    if maybe(random, 0.25):
        offer["exclusive_group"] = random.choice(["g1", "g2"])
    if maybe(random, 0.25):
        offer["not_with"] = [random.choice([*others, "g1", "tier", "coupon", "promotion", "nobody"])]
    if maybe(random, 0.2):
        offer["line_group"] = random.choice(["l1", "l2"])
    if maybe(random, 0.5):
        offer["max_uses"] = random.randint(1, 4)
    if maybe(random, 0.15):
        offer["limits"] = random.choice([{"per_member": 2}, {"per_member_day": 1}, {"budgeted": True}])
    if maybe(random, 0.4):
        offer["offline"] = {"policy": random.choice(["allowed", "leased", "capped", "refused"])}
    if maybe(random, 0.4):
        share = random.choice([1, 3333, 5000, 9999])
        offer["funding"] = [{"party": "brand:X", "bps": share}, {"party": "platform", "bps": 10000 - share}]
    return offer


def random_coupon(random: Random, coupon_id: str, offer_id: str) -> Document:
    return {
        "id": coupon_id,
        "offer": offer_id,
        "one_id": random.choice(["M1", "M1", "M1", None, None, "M2"]) if maybe(random, 0.3) else None,
        "status": random.choice(["available"] * 12 + ["locked", "used"]),
        "expires_at": random.choice(
            [LATER, LATER, "2026-12-01T00:00:00+08:00", None, AT if maybe(random, 0.2) else LATER]
        ),
    }


def random_case(random: Random, offers_most: int = 6, coupons_most: int = 6) -> Document:
    """A whole case of section 2, all kinds of everything."""
    case: Document = {"currency": "CNY", "at": AT, "store": "S1", "online": maybe(random, 0.8)}
    case["lines"] = [
        random_line(random, str(number)) for number in range(random.randint(0 if maybe(random, 0.05) else 1, 6))
    ]
    ids = [
        f"{letter}{random.randint(0, 9)}" for letter in "PQRSTUVW"[: random.randint(min(3, offers_most), offers_most)]
    ]
    random.shuffle(ids)
    case["offers"] = [random_offer(random, offer_id, ids) for offer_id in ids]
    wallets = [offer["id"] for offer in case["offers"] if offer["source"] == "coupon"]
    if wallets:
        coupon_ids = random.sample([f"c{number}" for number in range(20)], random.randint(0, coupons_most))
        case["coupons"] = [random_coupon(random, coupon_id, random.choice(wallets)) for coupon_id in coupon_ids]
        if maybe(random, 0.2):
            case["coupon_choice"] = [coupon_id for coupon_id in coupon_ids if maybe(random, 0.6)]
    if maybe(random, 0.85):
        case["member"] = {
            "one_id": "M1",
            "tiers": random.choice([{"group": "gold"}, {"group": "silver", "X": "vip"}, {}]),
            "plans": random.choice([[], ["plus"]]),
            "birthday": random.choice([None, "11-20", "05-01"]),
            "points": random.choice([0, 5, 777, 5000]),
            "first_purchase": maybe(random, 0.5),
        }
    if maybe(random, 0.5):
        case["points_to_use"] = random.choice([0, 1, 150, "max", "max"])
        points, amount = random.choice([(100, 100), (7, 3), (1, 2), (3, 100)])
        case["points_rule"] = {"points": points, "amount": amount, "step": random.choice([1, 10, 100])}
        case["points_rule"] |= {"scope": random_scope(random)} if maybe(random, 0.3) else {}
        case["points_rule"] |= {"max_share_bps": random.choice([10000, 5000, 3333])} if maybe(random, 0.5) else {}
        if maybe(random, 0.3):
            case["points_rule"]["offline"] = {"policy": random.choice(["allowed", "leased", "capped", "refused"])}
    case["programs"] = [
        {"program": name, "points": random.choice([1, 3]), "per_amount": random.choice([1, 100]),
         "tier_multipliers": {"gold": "1.25"}, "scope": random_scope(random)}
        for name in ("group", "X")
        if maybe(random, 0.5)
    ]  # fmt: skip
    case["allowances"] = {
        "leases": [name for name in [*ids, "c1", "c2", "c3"] if maybe(random, 0.5)],
        "caps": {name: random.randint(0, 2) for name in ids if maybe(random, 0.6)},
        "budgets": {name: random.choice([0, 1, 5000]) for name in ids if maybe(random, 0.8)},
        "points": random.choice([0, 100]),
        "used": {name: {"member": random.randint(0, 2), "member_day": 0} for name in ids if maybe(random, 0.2)},
    }
    read_case(case)  # a maker that breaks the contract would test nothing
    return case


def random_returns(random: Random, case: Document, gifts: list[Document], all_of_it: bool) -> list[Document]:
    """Returns one after the other; with `all_of_it` together exactly what was bought and given."""
    pieces: list[tuple[str, str, int | str]] = []
    for line in case["lines"]:
        if isinstance(line["quantity"], int):
            pieces += [("line", line["id"], 1)] * line["quantity"]
        else:
            whole = round(float(line["quantity"]) * 1000)
            cut = random.randint(0, whole)
            pieces += [("line", line["id"], f"{part // 1000}.{part % 1000:03d}") for part in (cut, whole - cut) if part]
    for gift in gifts:
        pieces += [("gift", gift["offer"], 1)] * gift["quantity"]
    random.shuffle(pieces)
    if not all_of_it:
        pieces = pieces[: random.randint(0, len(pieces))]
    returns: list[Document] = []
    while pieces or not returns:
        taken, pieces = pieces[: (size := random.randint(1, 4))], pieces[size:]
        goods: Document = {"at": random.choice(["2026-11-13T10:00:00+08:00", "2026-12-05T10:00:00+08:00"])}
        goods["lines"], goods["gifts"] = [], []
        for kind, name, quantity in taken:
            entries = goods["lines"] if kind == "line" else goods["gifts"]
            field = "id" if kind == "line" else "offer"
            same = next((entry for entry in entries if entry[field] == name), None)
            if same is None:
                entries.append({field: name, "quantity": quantity})
            elif isinstance(quantity, int):
                same["quantity"] += quantity
            else:
                pieces.append((kind, name, quantity))  # a weighed line stands once in a return: the rest comes later
        returns.append(goods)
    return returns
