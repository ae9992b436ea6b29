"""Numbers, amounts and times as the language of the moment writes them (the default QLocale, set by ui/language.py)."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from pos_client.ui.counts import COUNTS
from retail.money import CURRENCIES, Currency

MINUS = "−"


def money(amount_minor: int, currency: str, *, symbol: bool = True) -> str:
    """`1234567` in CNY as `¥12,345.67`; negative amounts begin with a minus sign (U+2212)."""
    return _money(amount_minor, currency, symbol, QLocale().name())


@lru_cache(maxsize=1024)
def _money(amount_minor: int, currency: str, symbol: bool, _locale: str) -> str:
    """`_locale` is the default one's name: what was written in another language is no answer."""
    known = CURRENCIES.get(currency, Currency(currency, 2, currency + " "))
    whole, part = divmod(abs(amount_minor), 10**known.exponent)
    locale = QLocale()
    digits = locale.toString(whole)
    if known.exponent:
        digits += locale.decimalPoint() + f"{part:0{known.exponent}d}"
    return (MINUS if amount_minor < 0 else "") + (known.symbol if symbol else "") + digits


def number(value: int) -> str:
    """`12480` as `12,480`."""
    return QLocale().toString(value)


def size(count_bytes: int) -> str:
    """`12480000` bytes as `12.5 MB`."""
    return QLocale().formattedDataSize(count_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def is_chinese() -> bool:
    """Whether the language of the moment is Chinese."""
    return QLocale().language() == QLocale.Language.Chinese


def date(moment: datetime) -> str:
    """`2026年11月21日` or `21 Nov 2026`."""
    pattern = "yyyy年M月d日" if is_chinese() else "d MMM yyyy"
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), pattern)


def weekday(moment: datetime) -> str:
    """`周六` or `Sat`."""
    return QLocale().toString(QDate(moment.year, moment.month, moment.day), "ddd")


def clock_time(moment: datetime) -> str:
    """`10:42`."""
    return QLocale().toString(QTime(moment.hour, moment.minute, moment.second), "HH:mm")


def date_time(moment: datetime) -> str:
    """Date and time of day, in the moment's own offset."""
    return f"{date(moment)} {clock_time(moment)}"


def short_date_time(moment: datetime, now: datetime) -> str:
    """The time of day alone when the moment is today, else the date as well."""
    if moment.astimezone(now.tzinfo).date() == now.date():
        return clock_time(moment.astimezone(now.tzinfo))
    return date_time(moment)


def age(since: datetime, now: datetime) -> str:
    """How long ago: `just now`, `5 min`, `3 h`, `2 d`. A moment in the future counts as now."""
    return age_of(int(max(timedelta(), now - since).total_seconds() // 60))


def age_of(minutes: int) -> str:
    """As `age`, of what is so many minutes old."""
    if minutes < 1:
        return QCoreApplication.translate("formatting", "just now")
    if minutes < 60:
        return QCoreApplication.translate("formatting", "{count} min ago").format(count=minutes)
    if minutes < 48 * 60:
        return QCoreApplication.translate("formatting", "{count} h ago").format(count=minutes // 60)
    days = minutes // (24 * 60)
    return COUNTS.days_ago(days).format(count=days)


def sentences(*parts: str) -> str:
    """Sentences after each other, the empty ones left out: Chinese full stops bring their own space."""
    return ("" if is_chinese() else " ").join(part for part in parts if part)


def parsed(moment: str) -> datetime | None:
    """An ISO 8601 text as a datetime; None for an empty or a broken one."""
    try:
        return datetime.fromisoformat(moment)
    except ValueError:
        return None
