"""What a panel is that another capability brings to the profile page; which there are is in `panels`.

A panel is a widget of its own file. It stands at the head of the right column, hides itself while it has nothing to
say, and asks its use cases itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal

from pos_client.application.profile import Profile
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.widgets.base import View


@dataclass(frozen=True, slots=True)
class PanelContext:
    """What a panel may work with."""

    use_cases: CheckoutUseCases
    operations: Operations


class ProfilePanel(View):
    """`section_asked` carries the name of a section to go to; `refused` a UserFacing for the page's banner."""

    section_asked = Signal(object)
    refused = Signal(object)

    def show_profile(self, profile: Profile | None) -> None:
        """This member is on the page now; None: nobody. Called again when something about them has changed."""
        raise NotImplementedError


PanelBuilder = Callable[[PanelContext], ProfilePanel]
