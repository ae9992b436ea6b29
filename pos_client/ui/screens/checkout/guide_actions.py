"""Who served: guides who share in the basket or in one line, by digit or by badge."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.errors import Refused
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import is_chinese
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.guide_words import percent
from pos_client.ui.widgets.choice_panel import ChoiceRow, ChoiceWords
from retail.basket import Line
from retail.guides import GuideShare, shares_of


class GuideActions(CounterPart):
    """Each press is in the basket at once; Enter closes. A second press of a digit gives that guide one part more."""

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._line_id: str | None = None
        self._parts: dict[str, int] = {}
        view.basket.guides_asked.connect(self._on_asked)
        view.guides.picked.connect(self.add)
        view.guides.dropped.connect(self._on_dropped)
        view.guides.other_asked.connect(self._on_other)
        view.guides.confirmed.connect(self._on_confirmed)
        view.guides.cancelled.connect(view.focus_home)

    @Slot(object)
    def _on_asked(self, line_id: str | None) -> None:
        """The first time for the basket, while that is asked for the selected line."""
        if not self._view.guides.isHidden():
            self._on_other()
            return
        self._ask(None)

    def _ask(self, line_id: str | None) -> None:
        if self._view.guides.isHidden():
            self._view.close_questions()
        line = self._line(line_id)
        self._line_id = None if line is None else line.line_id
        # Shares that are there already keep their proportion: 6,667 and 3,333 are parts as good as 2 and 1.
        self._parts = _parts(self._use.guiding.of_basket() if line is None else self._use.guiding.of_line(line))
        self._view.guides.ask(self._words, self._rows())

    @Slot()
    def _on_other(self) -> None:
        row = self._view.basket.selected_line()
        self._ask(None if self._line_id is not None or row is None or not row.is_goods else row.line_id)

    def badge(self, staff_id: str) -> bool:
        """A badge was scanned; True when it was for the guides that are being chosen."""
        if self._view.guides.isHidden():
            return False
        if staff_id not in {member.staff_id for member in self._use.guiding.known()}:
            self._view.banner.show_notice(lambda: notice_of(Refused("guide_unknown", staff_id=staff_id)))
            return True
        self.add(staff_id)
        return True

    @Slot(object)
    def add(self, staff_id: str) -> None:
        """One part, or one more, for a guide."""
        self._share({**self._parts, staff_id: self._parts.get(staff_id, 0) + 1})

    @Slot(object)
    def _on_dropped(self, staff_id: str) -> None:
        self._share({name: parts for name, parts in self._parts.items() if name != staff_id})

    def _share(self, parts: dict[str, int]) -> None:
        if self._line_id is not None and self._line(self._line_id) is None:
            self._view.guides.close_panel()
            return
        if self._do(lambda: self._use.guiding.share(parts, self._line_id)):
            self._parts = parts
        self._view.guides.show_rows(self._rows())
        self._view.guides.focus_list()

    @Slot()
    def _on_confirmed(self) -> None:
        self._view.guides.close_panel()
        self._view.focus_home()

    def _words(self) -> ChoiceWords:
        line = self._line(self._line_id)
        if line is None:
            title, other = self.tr("Who served: the whole basket"), self.tr("Only the line")
        else:
            english = line.product.name_en
            shown = line.product.name if is_chinese() or not english else english
            title, other = self.tr("Who served: {name}").format(name=shown), self.tr("The whole basket")
        hint = self.tr("A digit or a badge gives a guide a part, once more another one. Del takes a guide out.")
        nothing = self.tr("This store has no guides.")
        return ChoiceWords(title, hint, self.tr("Done"), nothing, other)

    def _rows(self) -> list[ChoiceRow]:
        shares = {share.staff_id: share.bps for share in shares_of(self._parts)}
        return [
            ChoiceRow(
                member.staff_id,
                member.name,
                member.staff_id,
                percent(shares[member.staff_id]) if member.staff_id in shares else "",
                member.staff_id in shares,
            )
            for member in self._use.guiding.known()
        ]

    def _line(self, line_id: str | None) -> Line | None:
        lines = self._use.checkout.state.basket.lines
        return next((line for line in lines if line.line_id == line_id), None)


def _parts(guides: tuple[GuideShare, ...]) -> dict[str, int]:
    """The smallest whole parts that give these shares: a further part then weighs as much as one looks like."""
    for size in range(1, 21):
        parts = {share.staff_id: max(1, round(share.bps * size / 10_000)) for share in guides}
        if shares_of(parts) == guides:
            return parts
    return {share.staff_id: share.bps for share in guides}
