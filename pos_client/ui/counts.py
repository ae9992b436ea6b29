"""Sentences with a count, in the form that goes with so many: for words that are said outside a widget or presenter.

`lupdate` learns of forms from `tr` in a class alone. Each text still has its places, for `format`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


class Counts:
    """By what is counted."""

    def tr(self, source: str, comment: str, count: int) -> str:
        return QCoreApplication.translate("Counts", source, comment or None, count)

    def days_ago(self, days: int) -> str:
        return self.tr("{count} days ago", "", days)

    def days_left(self, days: int) -> str:
        return self.tr("{count} days left", "", days)

    def orders(self, orders: int) -> str:
        return self.tr("{count} orders", "", orders)

    def state_and_orders(self, orders: int) -> str:
        return self.tr("{state} since {date} · {count} orders", "", orders)

    def points(self, points: int) -> str:
        return self.tr("{count} points", "", points)

    def more_lines(self, lines: int) -> str:
        return self.tr("and {count} more lines", "", lines)

    def hidden_members(self, members: int) -> str:
        return self.tr("{count} members are not yours to look for", "", members)

    def birthday_in(self, days: int) -> str:
        return self.tr("Birthday in {days} days", "", days)

    def points_end_in(self, days: int) -> str:
        return self.tr("{points} points end in {days} days", "", days)

    def nothing_bought(self, days: int) -> str:
        return self.tr("Nothing bought for {days} days", "", days)

    def bought_since(self, days: int) -> str:
        return self.tr("Bought {goods} {days} days ago", "", days)

    def not_seen(self, days: int) -> str:
        return self.tr("Not seen for {days} days", "", days)


COUNTS = Counts()
