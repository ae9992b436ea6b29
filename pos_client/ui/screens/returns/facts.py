"""What a return takes along, in words: money by tender, gifts, points, coupons; and why the goods come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from pos_client.ui.formatting import money
from pos_client.ui.screens.shift.view import Fact


class ReturnWords(QObject):
    """`program_name` gives the name of a points program by its id."""

    def __init__(self, program_name: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program_name = program_name

    def nothing_yet(self) -> tuple[Fact, ...]:
        return (Fact(self.tr("Scan the goods, or choose them with + and −"), ""),)

    def money_facts(
        self, pricing: Mapping[str, Any], tenders: Sequence[Mapping[str, Any]], currency: str
    ) -> tuple[Fact, ...]:
        """All that goes back or is taken: `pricing` and `tenders` as in the entry (docs/spec/line.md, section 11)."""
        names = {"cash": self.tr("Cash"), "card": self.tr("Card")}
        refund = pricing["refund"]
        title = self.tr("Refund") if refund >= 0 else self.tr("The shopper pays")
        facts = [Fact(title, money(abs(refund), currency), strong=True)]
        facts += [Fact(names.get(t["kind"], t["kind"]), money(t["amount_minor"], currency)) for t in tenders]
        charged = sum(pricing["gifts_charged"].values())
        if charged:
            facts.append(Fact(self.tr("Gifts that are kept"), money(-charged, currency)))
        if pricing["points_back"]:
            facts.append(Fact(self.tr("Points given back"), f"+{pricing['points_back']:,}"))
        facts += [
            Fact(self.tr("Points taken back ({program})").format(program=self._program_name(program)), f"−{points:,}")
            for program, points in pricing["points_taken"].items()
            if points
        ]
        if pricing["coupons_back"]:
            facts.append(Fact(self.tr("Coupons given back"), str(len(pricing["coupons_back"]))))
        return tuple(facts)

    def reason(self, reason: str, text: str) -> str:
        return (
            text
            or {
                "changed_mind": self.tr("changed their mind"),
                "damaged": self.tr("faulty goods"),
                "wrong_item": self.tr("wrong goods"),
                "other": self.tr("another reason"),
                "voided": self.tr("voided"),
            }[reason]
        )
