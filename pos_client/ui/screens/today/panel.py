"""On a member's profile: the reasons to contact them today, and how much of the week's limit is used."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from pos_client.application.profile import Profile
from pos_client.application.today import MemberReasons
from pos_client.ui.formatting import number, sentences
from pos_client.ui.language import translate
from pos_client.ui.screens.profile.panel import PanelContext, ProfilePanel
from pos_client.ui.screens.today.joining import reason_words
from pos_client.ui.widgets.base import Card, label


class TodayPanel(ProfilePanel):
    """Hidden while no rule holds for the member and nobody contacted them this week, and for who may not contact
    members.
    """

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._use = context.use_cases
        self._shown: Profile | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card()
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(2)
        self._title = label("cardTitle")
        self.words = label("body", wraps=True)
        column.addWidget(self._title)
        column.addWidget(self.words)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.show_profile(self._shown)

    def show_profile(self, profile: Profile | None) -> None:
        self._shown = profile
        found = None if profile is None else self._use.today.reasons_for(profile.member.one_id)
        told = () if found is None else self._told(found)
        is_due = found is not None and bool(found.tasks or found.is_opted_out)
        self._title.setText(self.tr("Contact today (Ctrl+D)") if is_due else self.tr("Contacts"))
        self.setVisible(bool(told))
        self.words.setText("\n".join(told))

    def _told(self, found: MemberReasons) -> tuple[str, ...]:
        """Why to contact them, and how often somebody did this week; nothing where there is nothing to say."""
        if found.is_opted_out:
            return (translate("today", "Wants no contact: nobody may call or write."),)
        words = reason_words(self._use)
        why = " · ".join(words.reason(task) for task in found.tasks)
        return tuple(part for part in (why, _week(found.week)) if part)


def _week(week: tuple[int, int] | None) -> str:
    """The limit of the week, as soon as some of it is used."""
    if week is None or not week[0]:
        return ""
    used = translate("today", "Contacted this week: {count} of at most {most}.").format(
        count=number(week[0]), most=number(week[1])
    )
    over = translate("today", "No more until it is a week ago; who is in the store may be told.")
    return used if week[0] < week[1] else sentences(used, over)
