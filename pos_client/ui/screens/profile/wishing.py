"""A guide notes what the member on the page wishes for: typed and chosen by a digit, or scanned from the shelf."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.errors import Refused, UserFacing
from pos_client.ui.formatting import money
from pos_client.ui.naming import goods_name
from pos_client.ui.screens.checkout.shelf_rows import shelf_row, shelf_text
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.profile.view import ProfileView
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.choice_panel import ChoiceRow, ChoiceWords
from pos_client.ui.widgets.entry_bar import Answer
from retail.catalogue import Product
from retail.ports import StoreFailed

TOPIC = "wish"


class Wishing(QObject):
    """`noted` carries the Changes of a wish that is in the journal, `refused` why there is none."""

    noted = Signal(object)
    refused = Signal(object)

    def __init__(self, view: ProfileView, use_cases: CheckoutUseCases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._one_id = ""
        view.wishes.picked.connect(self._on_picked)

    def ask(self, one_id: str) -> None:
        """What do they wish for?"""
        self._one_id = one_id
        self._view.close_questions()
        self._view.entry.ask(TOPIC, one_id, self.tr("What do they wish for? Scan it, or type a name or code"), "")

    def scan(self, data: bytes, symbology: str | None) -> bool:
        """Goods that are scanned while it is asked are wished for, not sold. False: it is something else."""
        is_typing = self._view.entry.isVisible() and self._view.entry.topic == TOPIC
        product = self._use.wanted.scanned(data, symbology) if is_typing or self._view.wishes.isVisible() else None
        if product is None:
            return False
        self._view.close_questions()
        self._view.focus_home()
        self._note(product)
        return True

    def answer(self, answer: Answer) -> None:
        """What was typed: the goods that it may mean, to choose from."""
        if not answer.text:
            return
        found = self._use.wanted.found(answer.text)
        if not found:
            self.refused.emit(Refused("wish_not_found", typed=answer.text))
            return
        self._view.wishes.ask(self._words, [self._row(product) for product in found])

    @Slot(object)
    def _on_picked(self, sku: str) -> None:
        self._view.wishes.close_panel()
        self._view.focus_home()
        product = self._use.wanted.products([sku]).get(sku)
        if product is not None:
            self._note(product)

    def _note(self, product: Product) -> None:
        try:
            changes: Changes = self._use.wanted.wish_for(self._one_id, product.sku)
        except (UserFacing, StoreFailed) as error:
            self.refused.emit(error)
            return
        self.noted.emit(changes)

        def notice() -> Notice:
            said = self.tr("{name} is on the member's wish list.").format(name=goods_name(product))
            return Notice("good", said, self.tr("It can be put into a basket, or taken off, at the counter (Ctrl+W)."))

        self._view.banner.show_notice(notice)

    def _words(self) -> ChoiceWords:
        return ChoiceWords(
            self.tr("Which of these?"), self.tr("A digit puts it on the member's wish list."), self.tr("Wish")
        )

    def _row(self, product: Product) -> ChoiceRow:
        shelf = self._use.stock.shelves([product.sku]).get(product.sku)
        here = "" if shelf is None else shelf_text(shelf_row(shelf, self._use.clock.now()))
        detail = " · ".join(part for part in (product.sku, here) if part)
        return ChoiceRow(product.sku, goods_name(product), detail, money(product.unit_price_minor, self._use.currency))
