"""A second engine, written from docs/spec/benefits.md alone: it tries every set of candidates and counts every unit.

It shares no code with `retail`, works on the contract's JSON, and is as slow and as plain as can be.
One module however long: it is read from top to bottom beside the contract.
"""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from itertools import chain, combinations
from math import floor

STAGES = ["price", "line", "order", "coupon", "plan"]


def half_up(value):
    return floor(Fraction(value) + Fraction(1, 2))


def spread(total, weights):
    """Largest remainder, one minor unit at a time."""
    exact = [Fraction(total * weight, sum(weights)) if sum(weights) else Fraction(0) for weight in weights]
    shares = [floor(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    assert sum(shares) == total
    return shares


def weighed(line):
    return isinstance(line["quantity"], str)


def priced(line, price):
    return half_up(Fraction(line["quantity"]) * price)


def unit_count(line):
    return 1 if weighed(line) else line["quantity"]


def unit_amounts(line, amount):
    return spread(amount, [1] * unit_count(line))


def on_lists(lists, line):
    found = []
    for name, own in (
        ("skus", {line["sku"]}),
        ("brands", {line.get("brand")}),
        ("categories", set(line.get("categories", []))),
        ("tags", set(line.get("tags", []))),
    ):
        if lists.get(name):
            found.append(bool(own & set(lists[name])))
    return found


def matches(scope, line):
    return all(on_lists(scope, line)) and not any(on_lists(scope.get("exclude", {}), line))


class Engine:
    def __init__(self, case):
        self.case = case
        self.at = datetime.fromisoformat(case["at"])
        self.lines = case["lines"]
        self.gross = [priced(line, line["unit_price"]) for line in self.lines]
        self.offers = {offer["id"]: offer for offer in case.get("offers", [])}
        self.candidates = self.list_candidates()

    def list_candidates(self):
        found = []
        for offer in self.offers.values():
            if offer["source"] != "coupon":
                found.append((offer, None))
        choice = self.case.get("coupon_choice")
        for coupon in self.case.get("coupons", []):
            if choice is None or coupon["id"] in choice:
                found.append((self.offers[coupon["offer"]], coupon))
        return sorted(
            found,
            key=lambda c: (
                STAGES.index(c[0]["stage"]),
                c[0].get("priority", 100),
                c[0]["id"],
                c[1]["id"] if c[1] else "",
            ),
        )

    # --- one candidate at its turn -------------------------------------------------------------------------------

    def in_scope(self, offer, amounts, used):
        group = offer.get("line_group")
        return [
            i
            for i, line in enumerate(self.lines)
            if line.get("discountable", True)
            and amounts[i] > 0
            and matches(offer.get("scope", {}), line)
            and not (group is not None and i in used.get(group, ()))
        ]

    def units_of(self, scope):
        return sum(unit_count(self.lines[i]) for i in scope)

    def effect(self, offer, amounts, scope):
        """(savings by line, lines that take part)"""
        effect = offer["effect"]
        kind = effect["kind"]
        total = sum(amounts[i] for i in scope)
        if kind in ("gift", "points_multiplier"):
            return {}, set(scope)
        if kind == "unit_price":
            off = {i: amounts[i] - priced(self.lines[i], effect["price"]) for i in scope}
            off = {i: saving for i, saving in off.items() if saving > 0}
            return off, set(off)
        if kind in ("every_n", "bundle_price"):
            units = [(amount, i) for i in scope for amount in unit_amounts(self.lines[i], amounts[i])]
            units.sort(key=lambda unit: (-unit[0], unit[1]))
            saving, taking = self.every_n(effect, units) if kind == "every_n" else self.bundle(effect, units)
            part = sorted({i for _, i in taking})
            weights = [sum(amount for amount, j in taking if j == i) for i in part]
            return (dict(zip(part, spread(saving, weights), strict=True)) if saving else {}), set(part)
        if kind == "percent_off":
            saving = half_up(Fraction(total * effect["bps"], 10000))
            if effect.get("cap") is not None:
                saving = min(saving, effect["cap"])
        elif kind == "amount_off":
            saving = min(effect["amount"], total)
        elif kind == "amount_off_every":
            times = total // effect["every"]
            if effect.get("max_times") is not None:
                times = min(times, effect["max_times"])
            saving = min(times * effect["amount"], total)
        elif kind == "amount_off_steps":
            reached = [off for least, off in effect["steps"] if total >= least]
            saving = min(reached[-1], total) if reached else 0
        elif kind == "percent_off_steps":
            reached = [bps for least, bps in effect["steps"] if self.units_of(scope) >= least]
            saving = half_up(Fraction(total * reached[-1], 10000)) if reached else 0
        else:
            raise AssertionError(kind)
        return dict(zip(scope, spread(saving, [amounts[i] for i in scope]), strict=True)) if saving else {}, set(scope)

    def every_n(self, effect, units):
        piles = [units]
        if effect.get("per", "scope") == "sku":
            skus = sorted({self.lines[i]["sku"] for _, i in units})
            piles = [[unit for unit in units if self.lines[unit[1]]["sku"] == sku] for sku in skus]
        saving, taking = 0, []
        for pile in piles:
            groups = [pile[k : k + effect["n"]] for k in range(0, len(pile), effect["n"])]
            groups = [group for group in groups if len(group) == effect["n"]]
            if effect.get("max_times") is not None:
                groups = groups[: effect["max_times"]]
            for group in groups:
                taking += group
                for amount, _ in group[effect["n"] - effect["discounted"] :]:
                    saving += half_up(Fraction(amount * effect["bps"], 10000))
        return saving, taking

    def bundle(self, effect, units):
        rest, saving, taking, built = list(units), 0, [], 0
        while effect.get("max_times") is None or built < effect["max_times"]:
            one_set, left = [], list(rest)
            for component in effect["components"]:
                fitting = [k for k, (_, i) in enumerate(left) if self.lines[i]["sku"] in component["skus"]]
                fitting = fitting[: component["quantity"]]
                if len(fitting) < component["quantity"]:
                    return saving, taking
                one_set += [left[k] for k in fitting]
                left = [unit for k, unit in enumerate(left) if k not in fitting]
            cost = sum(amount for amount, _ in one_set)
            if cost <= effect["price"]:
                return saving, taking
            saving += cost - effect["price"]
            taking += one_set
            rest = left
            built += 1
        return saving, taking

    def turn(self, candidate, amounts, used):
        """None when it is not applied, else its savings by line, the lines that it uses and its scope."""
        offer = candidate[0]
        scope = self.in_scope(offer, amounts, used)
        conditions = offer.get("conditions", {})
        if not scope or self.units_of(scope) < (conditions.get("min_quantity") or 0):
            return None
        if sum(amounts[i] for i in scope) < (conditions.get("min_amount") or 0):
            return None
        off, part = self.effect(offer, amounts, scope)
        if not off and offer["effect"]["kind"] not in ("gift", "points_multiplier"):
            return None
        return off, part, scope

    def run(self, chosen):
        """Every turn of a set, or None when one of them would not be applied."""
        amounts, used, turns = list(self.gross), {}, []
        for candidate in chosen:
            turn = self.turn(candidate, amounts, used)
            if turn is None:
                return None
            before = list(amounts)
            for i, saving in turn[0].items():
                amounts[i] -= saving
            if candidate[0].get("line_group") is not None:
                used.setdefault(candidate[0]["line_group"], set()).update(turn[1])
            turns.append((candidate, turn, before, {g: set(s) for g, s in used.items()}))
        return turns, amounts, used

    # --- which candidates are usable -----------------------------------------------------------------------------

    def limits(self, offer):
        """(uses left, cap left or None, limits left or None)"""
        used = self.case.get("allowances", {}).get("used", {}).get(offer["id"], {})
        limits = offer.get("limits", {})
        left = []
        for limit, count in (("per_member", "member"), ("per_member_day", "member_day")):
            if limits.get(limit) is not None:
                left.append(limits[limit] - used.get(count, 0))
        cap = None
        if not self.case.get("online", True) and offer.get("offline", {}).get("policy") == "capped":
            cap = self.case.get("allowances", {}).get("caps", {}).get(offer["id"], 0)
        first = offer.get("max_uses", 1) if offer["source"] == "coupon" else 1
        return min([first, *left, *([] if cap is None else [cap])]), cap, min(left) if left else None

    def reason(self, candidate):  # noqa: PLR0912
        offer, coupon = candidate
        case, at = self.case, self.at
        member = case.get("member")
        conditions = offer.get("conditions", {})
        allowances = case.get("allowances", {})
        policy = offer.get("offline", {}).get("policy", "allowed")
        online = case.get("online", True)
        hour = at.hour * 60 + at.minute

        def minutes(text):
            return int(text[:2]) * 60 + int(text[3:])

        if coupon:
            if coupon["status"] != "available":
                return "coupon_not_available", None
            if coupon.get("expires_at") and at >= datetime.fromisoformat(coupon["expires_at"]):
                return "coupon_expired", None
            if coupon.get("one_id") is not None and (not member or member["one_id"] != coupon["one_id"]):
                return "not_owner", None
        if conditions.get("valid_from") and at < datetime.fromisoformat(conditions["valid_from"]):
            return "not_started", None
        if conditions.get("valid_to") and at >= datetime.fromisoformat(conditions["valid_to"]):
            return "ended", None
        if conditions.get("stores") and case["store"] not in conditions["stores"]:
            return "wrong_store", None
        if conditions.get("channels") and case.get("channel", "pos") not in conditions["channels"]:
            return "wrong_channel", None
        if conditions.get("weekdays") and at.isoweekday() not in conditions["weekdays"]:
            return "wrong_time", None
        if conditions.get("hours") and not any(minutes(a) <= hour < minutes(b) for a, b in conditions["hours"]):
            return "wrong_time", None
        if conditions.get("members_only") and not member:
            return "members_only", None
        tiers = conditions.get("tiers")
        if tiers and tiers["in"] and (not member or member.get("tiers", {}).get(tiers["program"]) not in tiers["in"]):
            return "wrong_tier", None
        if conditions.get("plans") and not (member and set(member.get("plans", [])) & set(conditions["plans"])):
            return "no_plan", None
        if conditions.get("birthday_month"):
            birthday = member and member.get("birthday")
            if not birthday or int(birthday.split("-")[0]) != at.month:
                return "not_birthday_month", None
        if conditions.get("first_purchase") and not (member and member.get("first_purchase")):
            return "not_first_purchase", None
        if not online and policy == "refused":
            return "needs_connection", None
        if not online and policy == "leased":
            leases = allowances.get("leases", [])
            if offer["id"] not in leases and not (coupon and coupon["id"] in leases):
                return "no_lease", None
        _, cap, left = self.limits(offer)
        if cap is not None and cap <= 0:
            return "cap_reached", None
        if left is not None and left <= 0:
            return "limit_reached", None
        if offer.get("limits", {}).get("budgeted") and allowances.get("budgets", {}).get(offer["id"], 0) <= 0:
            return "budget_exhausted", None
        scope = self.in_scope(offer, self.gross, {})
        if not scope:
            return "no_matching_lines", None
        missing = (conditions.get("min_quantity") or 0) - self.units_of(scope)
        if missing > 0:
            return "below_minimum_quantity", missing
        missing = (conditions.get("min_amount") or 0) - sum(self.gross[i] for i in scope)
        if missing > 0:
            return "below_minimum_amount", missing
        if offer["effect"]["kind"] != "bundle_price" and self.turn(candidate, self.gross, {}) is None:
            return "saves_nothing", None
        return None

    # --- the best set --------------------------------------------------------------------------------------------

    def conflict(self, one, other):
        a, b = one[0], other[0]
        if a.get("exclusive_group") is not None and a.get("exclusive_group") == b.get("exclusive_group"):
            return True
        for x, y in ((a, b), (b, a)):
            for name in x.get("not_with", []):
                if name in (y["id"], y.get("exclusive_group"), y["source"]):
                    return True
        return False

    def lawful(self, chosen):
        for one, other in combinations(chosen, 2):
            if self.conflict(one, other):
                return False
        for offer in self.offers.values():
            held = sum(1 for candidate in chosen if candidate[0] is offer)
            if offer["source"] == "coupon" and held > max(0, self.limits(offer)[0]):
                return False
        return True

    @staticmethod
    def key(candidate):
        return candidate[0]["id"] if candidate[1] is None else candidate[0]["id"] + "#" + candidate[1]["id"]

    def rank(self, chosen, turns):
        coupons = [candidate[1] for candidate in chosen if candidate[1]]
        gifts = [candidate[0]["effect"] for candidate in chosen if candidate[0]["effect"]["kind"] == "gift"]
        product = Fraction(1)
        for candidate in chosen:
            if candidate[0]["effect"]["kind"] == "points_multiplier":
                product *= Fraction(candidate[0]["effect"]["times"])

        def expiry(coupon):
            if coupon.get("expires_at") is None:
                return 253402300799
            return floor(Fraction(datetime.fromisoformat(coupon["expires_at"]).astimezone(UTC).timestamp()))

        return (
            0 if self.case.get("coupon_choice") is None else -len(coupons),
            -sum(sum(turn[1][0].values()) for turn in turns),
            -sum(gift["worth"] * gift["quantity"] for gift in gifts),
            -len(gifts),
            -product,
            len(coupons),
            sum(expiry(coupon) for coupon in coupons),
            sorted(self.key(candidate) for candidate in chosen),
        )

    def best(self):
        usable = [candidate for candidate in self.candidates if self.reason(candidate) is None]
        best = None
        for chosen in chain.from_iterable(combinations(usable, size) for size in range(len(usable) + 1)):
            if not self.lawful(chosen):
                continue
            run = self.run(chosen)
            if run is None:
                continue
            rank = self.rank(chosen, run[0])
            if best is None or rank < best[0]:
                best = (rank, chosen, run)
        return best

    # --- section 8 -----------------------------------------------------------------------------------------------

    def price(self):
        _, chosen, (turns, amounts, _) = self.best()
        self.turns, self.amounts = turns, amounts
        points_used, points_amount, point_shares = self.pay_with_points(amounts)
        nets = [amount - point_shares.get(i, 0) for i, amount in enumerate(amounts)]
        self.point_shares, self.points_used, self.points_amount, self.nets = (
            point_shares,
            points_used,
            points_amount,
            nets,
        )
        self.chains = [[] for _ in self.lines]
        funding = {}
        for candidate, (off, _, _), _, _ in turns:
            for i, saving in off.items():
                if saving:
                    self.chains[i].append(
                        {"offer": candidate[0]["id"], "coupon": candidate[1] and candidate[1]["id"], "amount": saving}
                    )
            effect = candidate[0]["effect"]
            borne = effect["worth"] * effect["quantity"] if effect["kind"] == "gift" else sum(off.values())
            self.fund(funding, candidate[0], borne)
        for i, share in point_shares.items():
            if share:
                self.chains[i].append({"offer": "points", "coupon": None, "amount": share})
        funding["points"] = funding.get("points", 0) + points_amount
        return {
            "gross": sum(self.gross),
            "saving": sum(self.gross) - sum(amounts),
            "points_used": points_used,
            "points_amount": points_amount,
            "payable": sum(nets),
            "applied": [
                {"offer": c[0]["id"], "coupon": c[1] and c[1]["id"], "saving": sum(turn[0].values())}
                for c, turn, _, _ in turns
            ],
            "rejected": self.rejected(chosen),
            "lines": [
                {"id": line["id"], "gross": self.gross[i], "net": nets[i], "adjustments": self.chains[i]}
                for i, line in enumerate(self.lines)
            ],
            "gifts": [
                {"offer": c[0]["id"], **{name: c[0]["effect"][name] for name in ("sku", "quantity", "worth")}}
                for c in chosen
                if c[0]["effect"]["kind"] == "gift"
            ],
            "points_earned": self.earned(nets, [c for c in chosen if c[0]["effect"]["kind"] == "points_multiplier"]),
            "funding": {party: amount for party, amount in funding.items() if amount},
            "exact": True,
        }

    def fund(self, funding, offer, amount, sign=1):
        shares = offer.get("funding") or [{"party": "store:" + self.case["store"], "bps": 10000}]
        for share, part in zip(shares, spread(amount, [share["bps"] for share in shares]), strict=True):
            funding[share["party"]] = funding.get(share["party"], 0) + sign * part

    def pay_with_points(self, amounts):
        rule, member = self.case.get("points_rule"), self.case.get("member")
        wanted = self.case.get("points_to_use", 0)
        if not rule or not member or not wanted:
            return 0, 0, {}
        most = member.get("points", 0) if wanted == "max" else min(wanted, member.get("points", 0))
        policy = rule.get("offline", {}).get("policy", "allowed")
        if not self.case.get("online", True):
            if policy == "refused":
                most = 0
            elif policy in ("leased", "capped"):
                most = min(most, self.case.get("allowances", {}).get("points", 0))
        scope = [
            i
            for i, line in enumerate(self.lines)
            if line.get("discountable", True) and amounts[i] > 0 and matches(rule.get("scope", {}), line)
        ]
        limit = min(
            floor(Fraction(sum(amounts) * rule.get("max_share_bps", 10000), 10000)), sum(amounts[i] for i in scope)
        )
        best = (0, 0)
        for count in range(0, most + 1, rule["step"]):
            paid = floor(Fraction(count * rule["amount"], rule["points"]))
            if paid > limit:
                break
            if paid > best[1]:
                best = (count, paid)
        if not best[1]:
            return 0, 0, {}
        return best[0], best[1], dict(zip(scope, spread(best[1], [amounts[i] for i in scope]), strict=True))

    def earned(self, paid, multipliers):
        member = self.case.get("member")
        if not member:
            return {}
        found = {}
        for program in self.case.get("programs", []):
            amount = sum(p for p, line in zip(paid, self.lines, strict=True) if matches(program.get("scope", {}), line))
            points = Fraction(amount * program["points"], program["per_amount"])
            tier = member.get("tiers", {}).get(program["program"])
            points *= Fraction(program.get("tier_multipliers", {}).get(tier, "1"))
            for candidate in multipliers:
                points *= Fraction(candidate[0]["effect"]["times"])
            found[program["program"]] = floor(points)
        return found

    def rejected(self, chosen):
        found = []
        for position, candidate in enumerate(self.candidates):
            if candidate in chosen:
                continue
            entry = {"offer": candidate[0]["id"], "coupon": candidate[1] and candidate[1]["id"]}
            reason = self.reason(candidate)
            if reason is not None:
                entry["reason"] = reason[0]
                if reason[1] is not None:
                    entry["missing"] = reason[1]
                found.append(entry)
                continue
            blockers = {self.key(other) for other in chosen if self.conflict(candidate, other)}
            same = [other for other in chosen if other[0] is candidate[0]]
            if len(same) + 1 > self.limits(candidate[0])[0]:
                blockers |= {self.key(other) for other in same}
            if blockers:
                found.append({**entry, "reason": "conflicts", "with": sorted(blockers)})
                continue
            before = [other for other in self.candidates[:position] if other in chosen]
            _, amounts, used = self.run(before)
            reached = self.turn(candidate, amounts, used) is not None
            found.append({**entry, "reason": "not_best" if reached else "no_longer_reached"})
        return found

    # --- section 9 -----------------------------------------------------------------------------------------------

    def share(self, i, amount, returned):
        line = self.lines[i]
        if weighed(line):
            return half_up(amount * returned / Fraction(line["quantity"]))
        return sum(unit_amounts(line, amount)[: int(returned)])

    def holds(self, turn, returned):
        (offer, _), (_, _, scope), before, _ = turn
        conditions = offer.get("conditions", {})
        kept_units, kept_amount = 0, 0
        for i in scope:
            left = Fraction(self.lines[i]["quantity"]) - returned[i]
            kept_units += (1 if left else 0) if weighed(self.lines[i]) else int(left)
            kept_amount += before[i] - self.share(i, before[i], returned[i])
        return (
            kept_units > 0
            and kept_amount >= (conditions.get("min_amount") or 0)
            and kept_units >= (conditions.get("min_quantity") or 0)
        )

    def totals(self, returned, brought):
        money = sum(self.share(i, net, returned[i]) for i, net in enumerate(self.nets))
        applied = {}
        points_share = 0
        for i in range(len(self.lines)):
            amount = self.gross[i]
            for adjustment in self.chains[i]:
                part = self.share(i, amount, returned[i]) - self.share(i, amount - adjustment["amount"], returned[i])
                amount -= adjustment["amount"]
                if adjustment["offer"] == "points":
                    points_share += part
                else:
                    name = (adjustment["offer"], adjustment["coupon"])
                    applied[name] = applied.get(name, 0) + part
        funding = {"points": points_share}
        for (offer, _), amount in applied.items():
            self.fund(funding, self.offers[offer], amount)
        due, gifts = {}, {}
        for turn in self.turns:
            offer = turn[0][0]
            if offer["effect"]["kind"] == "gift":
                gifts[offer["id"]] = offer
                due.setdefault(offer["id"], 0)
                if not self.holds(turn, returned):
                    due[offer["id"]] += offer["effect"]["quantity"]
        charged = {}
        for name, offer in gifts.items():
            pieces = max(0, due[name] - brought.get(name, 0))
            charged[name] = pieces * offer["effect"]["worth"]
            self.fund(funding, offer, offer["effect"]["worth"] * (pieces + brought.get(name, 0)))
        multipliers = [
            turn[0]
            for turn in self.turns
            if turn[0][0]["effect"]["kind"] == "points_multiplier" and self.holds(turn, returned)
        ]
        kept = [net - self.share(i, net, returned[i]) for i, net in enumerate(self.nets)]
        points = floor(Fraction(self.points_used * points_share, self.points_amount)) if self.points_amount else 0
        return money, points, self.earned(kept, multipliers), charged, funding

    def price_returns(self, returns):
        returned = [Fraction(0)] * len(self.lines)
        brought = {}
        answers = []
        complete = not self.lines
        before = self.totals(returned, brought)
        for goods in returns:
            for entry in goods.get("lines", []):
                index = [line["id"] for line in self.lines].index(entry["id"])
                returned[index] += Fraction(entry["quantity"])
            for entry in goods.get("gifts", []):
                brought[entry["offer"]] = brought.get(entry["offer"], 0) + entry["quantity"]
            after = self.totals(returned, brought)
            all_back = all(returned[i] == Fraction(line["quantity"]) for i, line in enumerate(self.lines))
            coupons = []
            if all_back and not complete:
                complete = True
                for (_, coupon), *_ in self.turns:
                    if coupon and (
                        coupon.get("expires_at") is None
                        or datetime.fromisoformat(goods["at"]) < datetime.fromisoformat(coupon["expires_at"])
                    ):
                        coupons.append(coupon["id"])
            charged = {name: amount - before[3].get(name, 0) for name, amount in after[3].items()}
            parties = {party: after[4].get(party, 0) - before[4].get(party, 0) for party in after[4] | before[4]}
            answers.append(
                {
                    "refund": after[0] - before[0] - sum(charged.values()),
                    "points_back": after[1] - before[1],
                    "points_taken": {
                        program["program"]: before[2].get(program["program"], 0) - after[2].get(program["program"], 0)
                        for program in self.case.get("programs", [])
                    },
                    "coupons_back": sorted(coupons),
                    "gifts_charged": {name: amount for name, amount in charged.items() if amount},
                    "funding": {party: amount for party, amount in parties.items() if amount},
                }
            )
            before = after
        return answers
