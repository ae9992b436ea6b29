"""What things are called in the language of the moment: offers, programs, tiers and plans have names of the group's."""

from __future__ import annotations

from pos_client.application.benefits import BenefitRules, Names
from pos_client.ui.formatting import is_chinese
from retail.catalogue import Product


class Naming:
    """The group's names as of now; what has none in English is called as in Chinese, and at last by its id."""

    def __init__(self, rules: BenefitRules) -> None:
        self._plain: Names = rules.names
        self._first: Names = rules.names if is_chinese() else rules.names_en

    def offer(self, offer_id: str) -> str:
        return self._first.offers.get(offer_id) or self._plain.offers.get(offer_id) or offer_id

    def program(self, program: str) -> str:
        return self._first.programs.get(program) or self._plain.programs.get(program) or program

    def tier(self, program: str, tier: str) -> str:
        named = self._first.tiers.get(program, {}).get(tier) or self._plain.tiers.get(program, {}).get(tier)
        return named or tier

    def handout(self, handout_id: str, label: str) -> str:
        """`label` is its own, as the sale keeps it."""
        return self._first.handouts.get(handout_id) or label

    def plan(self, plan: str) -> str:
        return self._first.plans.get(plan) or self._plain.plans.get(plan) or plan


def goods_name(product: Product) -> str:
    """With its variant: `Canvas tote · natural`."""
    name = product.name if is_chinese() or not product.name_en else product.name_en
    return " · ".join(part for part in (name, product.variant) if part)
