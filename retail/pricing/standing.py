"""Why a candidate is not usable, as far as it does not depend on the lines: section 8's reasons up to the budget."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from retail.benefit_facts import Case, Conditions, Coupon, MemberFacts, Offer, UsedSoFar, moment

_UNUSED = UsedSoFar()


def coupon_reason(coupon: Coupon, member: MemberFacts | None, at: datetime) -> str | None:
    if coupon.status != "available":
        return "coupon_not_available"
    if coupon.expires_at is not None and at >= moment(coupon.expires_at):
        return "coupon_expired"
    if coupon.one_id is not None and (member is None or member.one_id != coupon.one_id):
        return "not_owner"
    return None


def common_reason(offer: Offer, case: Case, at: datetime) -> str | None:
    """The reasons from `not_started` to `needs_connection`."""
    conditions = offer.conditions
    reason = _place_reason(conditions, case, at) or _member_reason(conditions, case.member, at)
    if reason is None and not case.online and offer.offline.policy == "refused":
        return "needs_connection"
    return reason


def _place_reason(conditions: Conditions, case: Case, at: datetime) -> str | None:
    if conditions.valid_from is not None and at < moment(conditions.valid_from):
        return "not_started"
    if conditions.valid_to is not None and at >= moment(conditions.valid_to):
        return "ended"
    if conditions.stores and case.store not in conditions.stores:
        return "wrong_store"
    if conditions.channels and case.channel not in conditions.channels:
        return "wrong_channel"
    if conditions.weekdays and at.isoweekday() not in conditions.weekdays:
        return "wrong_time"
    # Texts of the form HH:MM compare like the times they name, and seconds never reach the next minute.
    clock = f"{at.hour:02d}:{at.minute:02d}"
    if conditions.hours and not any(start <= clock < end for start, end in conditions.hours):
        return "wrong_time"
    return None


def _member_reason(conditions: Conditions, member: MemberFacts | None, at: datetime) -> str | None:
    if conditions.members_only and member is None:
        return "members_only"
    tier = conditions.tiers
    if tier is not None and tier.tiers and (member is None or member.tiers.get(tier.program) not in tier.tiers):
        return "wrong_tier"
    if conditions.plans and (member is None or not set(member.plans) & set(conditions.plans)):
        return "no_plan"
    if conditions.birthday_month and (
        member is None or member.birthday is None or int(member.birthday[:2]) != at.month
    ):
        return "not_birthday_month"
    if conditions.first_purchase and (member is None or not member.first_purchase):
        return "not_first_purchase"
    return None


def lease_reason(offer: Offer, coupon: Coupon | None, case: Case, leases: Container[str]) -> str | None:
    if case.online or offer.offline.policy != "leased":
        return None
    if offer.id in leases or (coupon is not None and coupon.id in leases):
        return None
    return "no_lease"


def limit_reason(offer: Offer, case: Case) -> str | None:
    if _cap_left(offer, case) == 0:
        return "cap_reached"
    if min(_limits_left(offer, case), default=1) <= 0:
        return "limit_reached"
    if offer.limits.budgeted and case.allowances.budgets.get(offer.id, 0) <= 0:
        return "budget_exhausted"
    return None


def uses_left(offer: Offer, case: Case) -> int:
    """How many candidates of the offer one sale may hold, at least 0."""
    bounds = [offer.max_uses if offer.source == "coupon" else 1, *_limits_left(offer, case)]
    cap = _cap_left(offer, case)
    if cap is not None:
        bounds.append(cap)
    return max(0, min(bounds))


def _limits_left(offer: Offer, case: Case) -> list[int]:
    limits = offer.limits
    if limits.per_member is None and limits.per_member_day is None:
        return []
    used = case.allowances.used.get(offer.id, _UNUSED)
    left = []
    if limits.per_member is not None:
        left.append(limits.per_member - used.member)
    if limits.per_member_day is not None:
        left.append(limits.per_member_day - used.member_day)
    return left


def _cap_left(offer: Offer, case: Case) -> int | None:
    """Uses left by the cap, at least 0; None when no cap counts."""
    if case.online or offer.offline.policy != "capped":
        return None
    return max(0, case.allowances.caps.get(offer.id, 0))
