"""What is said on the profile page, in the language of the moment."""

from __future__ import annotations

from datetime import date

from pos_client.ui.counts import COUNTS
from pos_client.ui.formatting import is_chinese, number
from pos_client.ui.language import translate


def segment_words(segment: str) -> str:
    return {
        "high_value": translate("profile", "High value"),
        "promising": translate("profile", "Promising"),
        "base": translate("profile", "Base"),
        "at_risk": translate("profile", "At risk"),
        "none": translate("profile", "Nothing bought yet"),
    }[segment]


def life_words(state: str) -> str:
    return {
        "first": translate("profile", "First order"),
        "repeat": translate("profile", "Comes back"),
        "sleeping": translate("profile", "Sleeping"),
        "lost": translate("profile", "Lost"),
    }[state]


def reason_words(reason: str) -> str:
    """Why somebody wants to see what is masked."""
    return {
        "call": translate("profile", "To call them"),
        "message": translate("profile", "To write to them"),
        "deliver": translate("profile", "To deliver something"),
        "verify": translate("profile", "To make sure who it is"),
        "other": translate("profile", "Another reason"),
    }[reason]


def channel_words(channel: str) -> str:
    return translate("profile", "Store") if channel == "store" else translate("profile", "Web")


def month_words(month: int) -> str:
    if is_chinese():
        return f"{month}月"
    return ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[month - 1]


def day_of_year(day: date) -> str:
    """`12月31日` or `31 Dec`."""
    return f"{day.month}月{day.day}日" if is_chinese() else f"{day.day} {month_words(day.month)}"


def days_ago(days: int) -> str:
    if days <= 0:
        return translate("profile", "today")
    if days == 1:
        return translate("profile", "yesterday")
    return COUNTS.days_ago(days).format(count=number(days))
