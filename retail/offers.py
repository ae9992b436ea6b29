"""Offers, coupons and cases: the one place that others import them from, with reading, checking and writing.

Values: retail.benefit_facts. Reading: retail.offer_reading and retail.case_reading. Contract: docs/spec/benefits.md.
"""

from __future__ import annotations

from retail.benefit_facts import (
    Allowances,
    AmountOff,
    AmountOffEvery,
    AmountOffSteps,
    BundlePrice,
    Case,
    CaseLine,
    Component,
    Conditions,
    Coupon,
    Effect,
    EveryN,
    FundingShare,
    Gift,
    Limits,
    Matching,
    MemberFacts,
    Offer,
    Offline,
    PercentOff,
    PercentOffSteps,
    PointsMultiplier,
    PointsRule,
    Program,
    Scope,
    TierCondition,
    UnitPrice,
    UsedSoFar,
)
from retail.case_reading import read_case
from retail.case_writing import case_document, offer_document
from retail.contract import ContractError
from retail.offer_reading import read_offer

__all__ = [
    "Allowances",
    "AmountOff",
    "AmountOffEvery",
    "AmountOffSteps",
    "BundlePrice",
    "Case",
    "CaseLine",
    "Component",
    "Conditions",
    "ContractError",
    "Coupon",
    "Effect",
    "EveryN",
    "FundingShare",
    "Gift",
    "Limits",
    "Matching",
    "MemberFacts",
    "Offer",
    "Offline",
    "PercentOff",
    "PercentOffSteps",
    "PointsMultiplier",
    "PointsRule",
    "Program",
    "Scope",
    "TierCondition",
    "UnitPrice",
    "UsedSoFar",
    "case_document",
    "offer_document",
    "read_case",
    "read_offer",
]
