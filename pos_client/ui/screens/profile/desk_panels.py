"""What the member waits for at this store: a card at the head of the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from pos_client.application.profile import Profile
from pos_client.errors import UserFacing
from pos_client.ui.formatting import age, date, number, parsed
from pos_client.ui.naming import goods_name
from pos_client.ui.screens.profile.fact_list import FactList
from pos_client.ui.screens.profile.panel import PanelContext, ProfilePanel
from pos_client.ui.screens.profile.state import FactCard, FactRow
from retail.catalogue import Product
from retail.ports import StoreFailed
from retail.wanted import Wanted


class CardPanel(ProfilePanel):
    """One card, made of a profile; without one it is not there."""

    def __init__(self, context: PanelContext) -> None:
        super().__init__()
        self._use = context.use_cases
        self._profile: Profile | None = None
        self.list = FactList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        self.hide()

    def retranslate(self) -> None:
        self.show_profile(self._profile)

    @Slot(object)
    def show_profile(self, profile: Profile | None) -> None:
        self._profile = profile
        try:
            card = None if profile is None else self._card(profile)
        except (UserFacing, StoreFailed) as error:
            card = None
            self.refused.emit(error)
        if card is not None:
            self.list.show_card(card)
        self.setVisible(card is not None)

    def _card(self, profile: Profile) -> FactCard | None:
        raise NotImplementedError


class WantedPanel(CardPanel):
    """Goods put aside here, then wishes; taken over at the counter (Ctrl+W)."""

    def _card(self, profile: Profile) -> FactCard | None:
        wanted = self._use.wanted.of(profile.member.one_id)
        if not wanted:
            return None
        products = self._use.wanted.products([one.sku for one in wanted])
        rows = tuple(self._row(one, products) for one in wanted)
        return FactCard("wanted", self.tr("Wishes, and goods put aside"), rows, note=self.tr("Ctrl+W at the counter"))

    def _row(self, one: Wanted, products: Mapping[str, Product]) -> FactRow:
        now, since = self._use.clock.now(), parsed(one.since)
        kind = self.tr("Wish")
        if one.until is not None:
            kind = self.tr("Put aside until {date}").format(date=date(datetime.fromisoformat(one.until)))
        parts = (kind, "" if since is None else age(since, now), one.note)
        product = products.get(one.sku)
        title = one.sku if product is None else goods_name(product)
        detail = " · ".join(part for part in parts if part)
        return FactRow(one.wanted_id, title, detail, f"× {number(one.quantity)}", marked=one.until is not None)
