"""Why a member is in the list, in the user's words, and the message that the rule suggests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as day_type
from datetime import datetime

from pos_client.application.benefits import BenefitRules
from pos_client.ui.counts import COUNTS
from pos_client.ui.formatting import date, is_chinese, money, number
from pos_client.ui.language import translate
from pos_client.ui.naming import Naming
from retail.contact_rules import ContactRule, TaskKind
from retail.contact_tasks import Fact, Task

# The picture of each kind of reason.
ICONS: Mapping[TaskKind, str] = {
    "welcome": "circle-plus",
    "birthday": "gift",
    "no_purchase": "clock",
    "tier_near": "gem",
    "points_ending": "coins",
    "back_in_stock": "package",
    "refill": "refresh-cw",
    "care": "shield-check",
    "churn": "triangle-alert",
}


@dataclass(frozen=True, slots=True)
class ReasonWords:
    """What is called how in this store. `brands`: names by id."""

    rules: BenefitRules
    brands: Mapping[str, str]
    currency: str
    store_name: str

    def title(self, rule: ContactRule | None, task: Task) -> str:
        """The rule's own name."""
        if rule is None:
            return task.rule_id
        return rule.name if is_chinese() else rule.name_en

    def reason(self, task: Task) -> str:
        """Why today, in one sentence."""
        facts = task.facts
        in_days, days = int(facts.get("in_days", 0)), int(facts.get("days", 0))
        if task.kind == "birthday":
            if in_days < 2:
                return translate("today", "Birthday tomorrow") if in_days else translate("today", "Birthday today")
            return COUNTS.birthday_in(in_days).format(days=in_days)
        if task.kind == "points_ending":
            words = COUNTS.points_end_in(in_days)
            if in_days < 2:
                today = translate("today", "{points} points end today")
                words = translate("today", "{points} points end tomorrow") if in_days else today
            return words.format(points=number(int(facts["points"])), days=in_days)
        if task.kind == "tier_near":
            return translate("today", "{amount} are missing for {tier}").format(
                amount=self._money(facts["missing_minor"]), tier=self._tier(facts)
            )
        plain = {
            "welcome": translate("today", "Joined on {joined_on}"),
            "no_purchase": COUNTS.nothing_bought(days),
            "back_in_stock": translate("today", "Waits for {goods}: {pieces} here now"),
            "refill": translate("today", "{goods} should be used up on {day}"),
            "care": COUNTS.bought_since(days),
            "churn": COUNTS.not_seen(days),
        }[task.kind]
        return plain.format(**self._shown(facts))

    def fact(self, task: Task) -> str:
        """What is behind it."""
        shown = self._shown(task.facts)
        if task.kind == "churn" and "segment" in task.facts:
            return translate("today", "Segment: at risk of leaving. Last purchase on {last_on}.").format(**shown)
        return {
            "welcome": translate("today", "Somebody new: say hello in the first days."),
            "birthday": translate("today", "Birthday on {day}."),
            "no_purchase": translate("today", "Last purchase on {last_on}."),
            "tier_near": translate("today", "Counted by the purchases of the program {program}."),
            "points_ending": translate("today", "Points of {program}, good until {day}."),
            "back_in_stock": translate("today", "Asked for it on {since}."),
            "refill": translate("today", "Bought on {bought_on}."),
            "care": translate("today", "Bought on {day}."),
            "churn": translate("today", "{brand}: quiet since {since}. Last purchase on {last_on}."),
        }[task.kind].format(**shown)

    def message(self, rule: ContactRule | None, task: Task, *, name: str, guide: str) -> str:
        """The rule's text with everything filled in; empty where the rule is gone."""
        if rule is None:
            return ""
        shown = self._shown(task.facts) | {"name": name, "store": self.store_name, "guide": guide}
        if task.kind == "tier_near":
            shown |= {"tier": self._tier(task.facts), "amount": self._money(task.facts["missing_minor"])}
        return (rule.text if is_chinese() else rule.text_en).format_map(shown)

    def _shown(self, facts: Mapping[str, Fact]) -> dict[str, str]:
        """Facts as people read them: days as dates, programs and brands by their names."""
        shown = {}
        for name, value in facts.items():
            if name in ("day", "since", "last_on", "bought_on", "joined_on"):
                shown[name] = date(datetime.combine(day_type.fromisoformat(str(value)), datetime.min.time()))
            elif name == "program":
                shown[name] = Naming(self.rules).program(str(value))
            elif name == "brand":
                shown[name] = self.brands.get(str(value), str(value))
            else:
                shown[name] = number(value) if isinstance(value, int) else value
        return shown

    def _tier(self, facts: Mapping[str, Fact]) -> str:
        return Naming(self.rules).tier(str(facts["program"]), str(facts["tier"]))

    def _money(self, minor: Fact) -> str:
        return money(int(minor), self.currency)
