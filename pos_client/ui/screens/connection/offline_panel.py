"""What this till can still give without a connection: what is set aside for it, and how far its limits are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.application.allowances import OfflineReport
from pos_client.ui.formatting import money, number
from pos_client.ui.screens.connection.boxes import Box, BoxGrid, Mark
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label

BOXES_MAX = 8


@dataclass(frozen=True, slots=True)
class OfflineState:
    """`labels` names offers by id."""

    report: OfflineReport
    currency: str
    now: datetime
    labels: Mapping[str, str] = field(default_factory=dict)


class OfflinePanel(View):
    """Boxes, the till's own leases first; what does not fit is counted in the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: OfflineState | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card()
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._title = label("cardTitle")
        self._hint = ElidedLabel("muted")
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self._hint, 1)
        column.addLayout(head)
        self._grid = BoxGrid()
        column.addLayout(self._grid)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Benefits without a connection"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: OfflineState) -> None:
        self._state = state
        self._hint.setText(self._age_words(state.report))
        boxes = self._boxes(state)
        if len(boxes) > BOXES_MAX:
            rest = boxes[BOXES_MAX - 1 :]
            more = Box(self.tr("{count} more").format(count=number(len(rest))), rest[0].title)
            boxes = [*boxes[: BOXES_MAX - 1], more]
        self._grid.fill(boxes, self.devicePixelRatioF())

    def texts(self) -> list[str]:
        """Every box as one text, as a screen reader says it."""
        found = []
        for position in range(self._grid.count()):
            item = self._grid.itemAt(position)
            widget = None if item is None else item.widget()
            if widget is not None:
                found.append(widget.accessibleName())
        return found

    def _age_words(self, report: OfflineReport) -> str:
        if report.facts_max_age_seconds is None:
            return ""
        hours = report.facts_max_age_seconds / 3600
        return self.tr("Tiers and plans count for {hours} h after the last word of the ledger.").format(
            hours=number(round(hours)) if hours >= 1 else f"{hours:.1f}"
        )

    def _boxes(self, state: OfflineState) -> list[Box]:
        report = state.report
        left, granted = report.points
        held = self.tr("{left} held here").format(left=number(report.coupons_leased))
        if report.soonest_end_ms is not None and report.coupons_leased:
            until = state.now + timedelta(milliseconds=report.soonest_end_ms)
            held += " · " + self.tr("until {time} or later").format(time=f"{until:%H:%M}")
        members = self.tr("members: {count}").format(count=number(report.members_with_points))
        words = self.tr("{left} of {granted} left").format(left=number(left), granted=number(granted))
        boxes = [
            Box(self.tr("Members' coupons"), held, _mark(not report.coupons_leased)),
            Box(self.tr("Members' points"), f"{words} · {members}" if granted else members, _mark(not left)),
        ]
        for offer_id, (block_left, block) in report.budgets.items():
            words = self.tr("{left} of {granted} left").format(
                left=money(block_left, state.currency), granted=money(block, state.currency)
            )
            boxes.append(Box(state.labels.get(offer_id, offer_id), words, _mark(not block_left)))
        for limit in report.limits:
            title = state.labels.get(limit.offer_id, limit.offer_id) if limit.offer_id else self.tr("Points")
            words = self.tr("{used} of {limit} used offline").format(used=number(limit.used), limit=number(limit.limit))
            boxes.append(Box(title, words, _mark(limit.used >= limit.limit)))
        if report.refused:
            count = self.tr("offers: {count}").format(count=number(report.refused))
            boxes.append(Box(self.tr("Only with a connection"), count, "none"))
        return boxes


def _mark(is_spent: bool) -> Mark:
    """Nothing is left of what is spent."""
    return "none" if is_spent else "good"
