"""Fetches the picture of the chosen receipt off the GUI thread: whoever runs through the list waits for none."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import ReceiptDesk
from pos_client.ui.screens.receipts.preview import PaperPreview

KEPT = 8
_Wanted = tuple[str, int, bool]


class Paper(QObject):
    """Of the receipts that were asked for meanwhile only the newest one is fetched."""

    def __init__(self, preview: PaperPreview, receipts: ReceiptDesk, operations: Operations, paper_mm: int) -> None:
        super().__init__(preview)  # a picture that comes after the page is gone has nobody to show it
        self._preview = preview
        self._receipts = receipts
        self._paper_mm = paper_mm
        self._gift = False
        self._sale_id: str | None = None
        self._fetched: _Wanted | None = None
        self._pictures: dict[_Wanted, bytes] = {}
        self._fetching = SlowOperation(operations, self)
        self._fetching.succeeded.connect(self._on_fetched)
        self._fetching.refused.connect(self._on_refused)
        preview.paper_asked.connect(self._on_paper)
        preview.gift_asked.connect(self._on_gift)

    def show(self, sale_id: str | None) -> None:
        """This sale's receipt; None for none."""
        self._sale_id = sale_id
        if sale_id is None:
            self._preview.show_picture(b"", self._paper_mm, gift=self._gift)
            return
        wanted = (sale_id, self._paper_mm, self._gift)
        if wanted in self._pictures:
            self._preview.show_picture(self._pictures[wanted], self._paper_mm, gift=self._gift)
        elif self._fetching.start(lambda: self._receipts.picture(*wanted)):
            self._fetched = wanted

    def forget(self, sale_id: str) -> None:
        """What would be printed of this sale is another now: a copy."""
        self._pictures = {wanted: png for wanted, png in self._pictures.items() if wanted[0] != sale_id}
        if self._fetched is not None and self._fetched[0] == sale_id:
            self._fetched = None  # what is being fetched is of before

    @Slot()
    def _on_paper(self) -> None:
        self._paper_mm = 58 if self._paper_mm == 80 else 80
        self.show(self._sale_id)

    @Slot()
    def _on_gift(self) -> None:
        self._gift = not self._gift
        self.show(self._sale_id)

    @Slot(object)
    def _on_fetched(self, png: object) -> None:
        if self._fetched is not None and isinstance(png, bytes):
            self._pictures[self._fetched] = png
            while len(self._pictures) > KEPT:
                del self._pictures[next(iter(self._pictures))]
        self.show(self._sale_id)

    @Slot(object)
    def _on_refused(self, _error: UserFacing) -> None:
        """A sale that the store does not have any more: there is no paper to show, and printing it says why."""
        self._preview.show_picture(b"", self._paper_mm, gift=self._gift)
