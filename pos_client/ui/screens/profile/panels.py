"""The panels that other capabilities bring to the profile page, in the order in which they stand: a line for each."""

from __future__ import annotations

from pos_client.ui.screens.profile.desk_panels import WantedPanel
from pos_client.ui.screens.profile.panel import PanelBuilder
from pos_client.ui.screens.profile.suggestions_panel import SuggestionsPanel
from pos_client.ui.screens.today.panel import TodayPanel

BUILDERS: tuple[PanelBuilder, ...] = (TodayPanel, WantedPanel, SuggestionsPanel)
