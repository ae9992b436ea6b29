"""What of people is in a till's store, as texts: a support bundle is searched for them and must have none."""

from __future__ import annotations

import json
from collections.abc import Iterator

from offline_cache.database import TillDatabase

#: Each gives one text a row, or a member as a JSON object.
_QUESTIONS = (
    "SELECT one_id FROM members",
    "SELECT name FROM members",
    "SELECT phone FROM members",
    "SELECT birthday FROM members WHERE birthday IS NOT NULL",
    "SELECT number FROM cards",
    "SELECT alias_id FROM aliases",
    "SELECT value FROM aliases, json_each(aliases.cards)",
    "SELECT coupon_id FROM coupons",
    "SELECT staff_id FROM staff",
    "SELECT name FROM staff",
    "SELECT DISTINCT one_id FROM sales WHERE one_id IS NOT NULL",
    "SELECT DISTINCT cashier FROM sales",
    "SELECT DISTINCT guide FROM sales WHERE guide IS NOT NULL",
    "SELECT DISTINCT one_id FROM joined_members",
    "SELECT document FROM joined_members",
)


#: Of a member's document; the rest of it is the group's words for tiers, plans and programs.
_PERSONAL_FIELDS = ("one_id", "name", "phone", "birthday")


def personal_texts(database: TillDatabase) -> Iterator[str]:
    """Names, phones, birthdays, ids, cards and coupons of members, and who works here; some more than once."""
    for question in _QUESTIONS:
        for (text,) in database.stream(question):
            if str(text).startswith("{"):
                document = json.loads(text)
                yield from (str(document[name]) for name in _PERSONAL_FIELDS if document.get(name))
            elif text:
                yield str(text)
