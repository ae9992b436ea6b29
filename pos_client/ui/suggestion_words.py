"""Suggestions as the screens word them: goods with their reasons, in the language of the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from PySide6.QtCore import QDate, QLocale

from pos_client.application.suggestions import Nothing, Suggestion, Suggestions
from pos_client.ui.formatting import date as date_words
from pos_client.ui.formatting import is_chinese, weekday
from pos_client.ui.language import translate
from pos_client.ui.naming import Naming
from retail.ports import Catalogue
from retail.suggesting import Reason
from retail.suggestion_rules import SuggestionRules

# A day within the coming week is called by its weekday.
WEEK_DAYS = 6
YEAR_SAID_AFTER_DAYS = 300


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """Goods with their price, and why they are suggested, in words: the strongest reason first. `left` is what the
    store has of them, None where nobody counts.
    """

    sku: str
    name: str
    variant: str
    category: str
    price_minor: int
    currency: str
    reasons: tuple[str, ...]
    left: str | None = None

    @property
    def why(self) -> str:
        return " · ".join(self.reasons)


@dataclass(frozen=True, slots=True)
class SuggestionsShown:
    """Rows, or why there is none; neither: nothing is to be said."""

    rows: tuple[SuggestionRow, ...] = ()
    nothing: str = ""


NO_SUGGESTIONS = SuggestionsShown()


@dataclass(frozen=True, slots=True)
class Wording:
    """What names things: the group's offers and categories, and the catalogue, for goods that a reason names."""

    naming: Naming
    rules: SuggestionRules
    currency: str
    catalogue: Catalogue

    def goods(self, reason: Reason) -> str:
        """In the language of the moment, where the catalogue still has them."""
        if is_chinese():
            return reason.name
        found = self.catalogue.by_code([reason.sku])
        return found[0].name_en or reason.name if found else reason.name


def suggestions_shown(found: Suggestions, wording: Wording, now: datetime) -> SuggestionsShown:
    """As the screens show them."""
    rows = tuple(_row(one, wording, now.date()) for one in found.shown)
    return SuggestionsShown(rows, "" if found.nothing is None else nothing_words(found.nothing))


def nothing_words(nothing: Nothing) -> str:
    """Why nothing is suggested; empty where there is nobody to ask."""
    words = {
        "nobody": "",
        "off": "",
        "not_learned": translate("suggestions", "No suggestions: the ledger has not learned from purchases yet"),
        "not_wanted": translate("suggestions", "No suggestions: the member does not want any"),
        "no_history": translate("suggestions", "No suggestions: nothing was bought yet that goes with anything"),
        "not_here": translate("suggestions", "No suggestions: what would fit is not in stock here"),
    }
    return words[nothing]


def reason_words(reason: Reason, wording: Wording, today: date) -> str:
    """A reason with the fact behind it."""
    if reason.kind == "with":
        return translate("suggestions", "goes with {name}").format(name=wording.goods(reason))
    if reason.kind == "bought" and reason.day is not None:
        words = translate("suggestions", "bought {day}: {name}")
        return words.format(name=wording.goods(reason), day=day_words(reason.day, today))
    if reason.kind == "again" and reason.day is not None:
        words = translate("suggestions", "bought {day}, used up about now")
        return words.format(day=day_words(reason.day, today))
    if reason.kind == "coupon" and reason.day is not None:
        words = translate("suggestions", "fits {coupon}, which ends {day}")
        return words.format(coupon=wording.naming.offer(reason.offer_id), day=day_words(reason.day, today, coming=True))
    category = category_name(reason.category, wording.rules)
    if reason.kind == "new_category":
        return translate("suggestions", "never bought in {category}").format(category=category)
    if not category:
        return translate("suggestions", "what most members buy now")
    return translate("suggestions", "what most members buy now in {category}").format(category=category)


def category_name(category: str, rules: SuggestionRules) -> str:
    """What people call a category; its own name where the group did not say."""
    names = rules.names if is_chinese() else rules.names_en
    return names.get(category, category)


def day_words(day: date, today: date, *, coming: bool = False) -> str:
    """`today`, `on Sunday` within the coming week, else the date."""
    ahead = (day - today).days
    if ahead == 0:
        return translate("suggestions", "today")
    if coming and 0 < ahead <= WEEK_DAYS:
        return translate("suggestions", "on {weekday}").format(weekday=weekday(_midnight(day)))
    return translate("suggestions", "on {date}").format(date=_short_date(day, today))


def _short_date(day: date, today: date) -> str:
    """Without the year, where there is no doubt about it: a card is narrow."""
    if abs((today - day).days) > YEAR_SAID_AFTER_DAYS:
        return date_words(_midnight(day))
    return QLocale().toString(QDate(day.year, day.month, day.day), "M月d日" if is_chinese() else "d MMM")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())  # only its date is written


def _row(one: Suggestion, wording: Wording, today: date) -> SuggestionRow:
    product = one.product
    name = product.name if is_chinese() or not product.name_en else product.name_en
    return SuggestionRow(
        product.sku,
        name,
        product.variant,
        "/".join(product.categories),
        product.unit_price_minor,
        wording.currency,
        tuple(reason_words(reason, wording, today) for reason in one.reasons),
        None if one.level is None else str(one.level),
    )
