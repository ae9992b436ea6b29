"""Why an offer does not apply, in words that a cashier can say aloud. Codes: docs/spec/benefits.md, section 8."""

from __future__ import annotations

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.formatting import money, number
from pos_client.ui.language import translate

CONTEXT = "reasons"
_REASONS = {
    "coupon_not_available": QT_TRANSLATE_NOOP("reasons", "Coupon already used or locked"),
    "coupon_expired": QT_TRANSLATE_NOOP("reasons", "Coupon has expired"),
    "not_owner": QT_TRANSLATE_NOOP("reasons", "Coupon belongs to another member"),
    "not_started": QT_TRANSLATE_NOOP("reasons", "Has not started yet"),
    "ended": QT_TRANSLATE_NOOP("reasons", "Has ended"),
    "wrong_store": QT_TRANSLATE_NOOP("reasons", "Not in this store"),
    "wrong_channel": QT_TRANSLATE_NOOP("reasons", "Not at the till"),
    "wrong_time": QT_TRANSLATE_NOOP("reasons", "Not at this time of the week"),
    "members_only": QT_TRANSLATE_NOOP("reasons", "Members only: scan the member code"),
    "wrong_tier": QT_TRANSLATE_NOOP("reasons", "For another member tier"),
    "no_plan": QT_TRANSLATE_NOOP("reasons", "Needs a paid membership"),
    "not_birthday_month": QT_TRANSLATE_NOOP("reasons", "Only in the month of the birthday"),
    "not_first_purchase": QT_TRANSLATE_NOOP("reasons", "First purchase only"),
    "needs_connection": QT_TRANSLATE_NOOP("reasons", "Needs the connection: try again when connected"),
    "no_lease": QT_TRANSLATE_NOOP("reasons", "Not held by this till: needs the connection"),
    "cap_reached": QT_TRANSLATE_NOOP("reasons", "Limit without connection is reached: try again when connected"),
    "limit_reached": QT_TRANSLATE_NOOP("reasons", "This member has used it up"),
    "budget_exhausted": QT_TRANSLATE_NOOP("reasons", "The campaign's budget is used up"),
    "no_matching_lines": QT_TRANSLATE_NOOP("reasons", "No goods in the basket for it"),
    "below_minimum_quantity": QT_TRANSLATE_NOOP("reasons", "{count} more to reach it"),
    "below_minimum_amount": QT_TRANSLATE_NOOP("reasons", "Buy {amount} more to use it"),
    "saves_nothing": QT_TRANSLATE_NOOP("reasons", "Saves nothing on this basket"),
    "conflicts": QT_TRANSLATE_NOOP("reasons", "Cannot be combined with {others}"),
    "no_longer_reached": QT_TRANSLATE_NOOP("reasons", "No longer reached after the other offers"),
    "not_best": QT_TRANSLATE_NOOP("reasons", "Another choice saves more"),
    "not_chosen": QT_TRANSLATE_NOOP("reasons", "Not chosen: pick it to use it"),
    "reservation_used": QT_TRANSLATE_NOOP("reasons", "Already used at another till"),
    "reservation_reserved": QT_TRANSLATE_NOOP("reasons", "In use at another till: try again in some seconds"),
    "reservation_leased": QT_TRANSLATE_NOOP("reasons", "Held by another till: try again in some seconds"),
    "reservation_expired": QT_TRANSLATE_NOOP("reasons", "Coupon has expired"),
    "reservation_not_owner": QT_TRANSLATE_NOOP("reasons", "Coupon belongs to another member"),
    "reservation_unknown": QT_TRANSLATE_NOOP("reasons", "The ledger does not know this coupon"),
    "gift_left_out": QT_TRANSLATE_NOOP("reasons", "Gift not there: click when it is there after all"),
    "proof_needed": QT_TRANSLATE_NOOP("reasons", "Scan the member's own code to use it"),
}
# What the shopper could still do something about comes first in the list.
_NEAR = (
    "not_chosen", "below_minimum_amount", "below_minimum_quantity", "proof_needed", "not_best", "conflicts",
    "needs_connection", "no_lease", "cap_reached", "members_only", "no_longer_reached",
)  # fmt: skip


def reason_text(code: str, missing: int | None, blocked_by: tuple[str, ...], currency: str) -> str:
    """A refusal in words. A code that is not known here is shown as it is: better odd than silent."""
    source = _REASONS.get(code)
    if source is None:
        return code
    return translate(CONTEXT, source).format(
        amount=money(missing or 0, currency),
        count=number(missing or 0),
        others=translate(CONTEXT, QT_TRANSLATE_NOOP("reasons", ", ")).join(blocked_by),
    )


def reached_text(missing_minor: int, missing_units: int | None, currency: str) -> str:
    """What is missing to something that is nearly there."""
    code = "below_minimum_amount" if missing_units is None else "below_minimum_quantity"
    return reason_text(code, missing_minor if missing_units is None else missing_units, (), currency)


def nearness(code: str) -> int:
    """How near a refused offer is to being used: 0 is nearest."""
    return _NEAR.index(code) if code in _NEAR else len(_NEAR)
