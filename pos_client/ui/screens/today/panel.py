"""On a member's profile: the reasons to contact them today, and what was done about the last ones."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from pos_client.application.profile import Profile
from pos_client.ui.language import translate
from pos_client.ui.screens.profile.panel import PanelContext, ProfilePanel
from pos_client.ui.screens.today.joining import reason_words
from pos_client.ui.widgets.base import Card, label


class TodayPanel(ProfilePanel):
    """Hidden while no rule holds for the member, and for who may not contact members."""

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
        self._title.setText(self.tr("Contact today (Ctrl+D)"))
        self.show_profile(self._shown)

    def show_profile(self, profile: Profile | None) -> None:
        self._shown = profile
        found = None if profile is None else self._use.today.reasons_for(profile.member.one_id)
        self.setVisible(found is not None and bool(found.tasks or found.is_opted_out))
        if found is None:
            return
        if found.is_opted_out:
            self.words.setText(translate("today", "Wants no contact: nobody may call or write."))
            return
        words = reason_words(self._use)
        self.words.setText(" · ".join(words.reason(task) for task in found.tasks))
