"""What to suggest to the member on the page; a touch puts it into the basket, with the member."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from pos_client.application.changes import Changes
from pos_client.application.profile import Profile
from pos_client.application.suggestions import Suggestions
from pos_client.errors import UserFacing
from pos_client.ui.naming import Naming
from pos_client.ui.screens.profile.panel import PanelContext, ProfilePanel
from pos_client.ui.suggestion_words import NO_SUGGESTIONS, Wording, suggestions_shown
from pos_client.ui.widgets.base import Card
from pos_client.ui.widgets.suggestion_list import SuggestionList


class SuggestionsPanel(ProfilePanel):
    """Up to three under each other, with every reason; or the word why there is none."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._use = context.use_cases
        self._operations = context.operations
        self._profile: Profile | None = None
        self._found = Suggestions()
        self.list = SuggestionList(in_a_row=False)
        self.list.picked.connect(self._on_picked)
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 10, 12, 12)
        column.addWidget(self.list)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.show_profile(self._profile)

    def show_profile(self, profile: Profile | None) -> None:
        self._profile = profile
        if profile is None:
            self._found, shown = Suggestions(), NO_SUGGESTIONS
        else:
            coupons = [standing.coupon for standing in profile.coupons]
            self._found = self._use.suggesting.for_member(profile.member, coupons)
            shown = suggestions_shown(self._found, self._wording(), self._use.clock.now())
        self.list.show_suggestions(shown)
        self.setVisible(bool(shown.rows or shown.nothing))

    def _wording(self) -> Wording:
        rules = self._use.checkout.rules
        return Wording(Naming(rules), rules.group.suggestions, self._use.currency, self._use.catalogue)

    @Slot(object)
    def _on_picked(self, sku: str) -> None:
        profile = self._profile
        if profile is None:
            return
        try:
            changes = self._added(profile.member.one_id, sku)
        except UserFacing as error:
            self.refused.emit(error)
            return
        self._operations.announce(changes)
        self.section_asked.emit("checkout")

    def _added(self, one_id: str, sku: str) -> Changes:
        """With the member on the basket. Raises Refused `counter_busy` while another one stands there."""
        return self._use.suggesting.add_for(self._use.members, one_id, sku, self._found)
