"""Who pays and who earns, line by line, of a sale of this till: from its own journal, and so without a connection.

Source: docs/spec/settlement.md, sections 6 and 8. What guides earn is provisional, as everywhere at a till; whose the
goods' value is (settlement) only the ledger says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pos_client.application.earnings import EarningsDesk
from pos_client.application.staff import StaffDesk
from pos_client.errors import Refused
from retail.contract import ContractError
from retail.line_funding import Funded, funded_lines
from retail.offers import read_offer
from retail.ports import ReferenceData, SalesReader
from retail.pricing.outcome import funding_split

RIGHT = "see_funding"


@dataclass(frozen=True, slots=True)
class LineEarning:
    """What one guide earns with a line, and which party pays it."""

    staff_id: str
    name: str
    payer: str
    amount_minor: int
    points: int
    next_day: bool


@dataclass(frozen=True, slots=True)
class LineAccount:
    """One line: goods, whose they are, what was taken off and who bears it, who earned. Amounts in minor units."""

    line_id: str
    sku: str
    name: str
    brand: str
    quantity: str
    gross_minor: int
    net_minor: int
    funded: tuple[Funded, ...]
    earned: tuple[LineEarning, ...]


class LineAccounts:
    """For whoever may see what the group, the brands and the store pay."""

    def __init__(
        self, staff: StaffDesk, sales: SalesReader, reference: ReferenceData, earnings: EarningsDesk, store: str
    ) -> None:
        self._staff = staff
        self._sales = sales
        self._reference = reference
        self._earnings = earnings
        self._store = store

    @property
    def may(self) -> bool:
        return self._staff.may(RIGHT)

    def of(self, sale_id: str) -> tuple[LineAccount, ...]:
        """Line by line. Raises Refused `not_permitted`, or `return_sale_unknown` for one that is not of this till."""
        self._staff.require(RIGHT)
        body = self._sales.document(sale_id)
        summary = self._sales.by_id(sale_id)
        if body is None or summary is None:
            raise Refused("return_sale_unknown")
        versions = {used["id"]: used["version"] for used in body["input"].get("offers", ())}
        lines = [
            (line["id"], [(a["offer"], a.get("coupon"), a["amount"]) for a in line.get("adjustments", ())])
            for line in body["pricing"].get("lines", ())
        ]
        funded = funded_lines(lines, lambda offer, amount: self._split(offer, versions.get(offer, 0), amount))
        earned: dict[str, list[LineEarning]] = {}
        for moved in self._earnings.moved_by(body, summary.occurred_at):
            name = self._earnings.name_of(moved.staff_id)
            row = LineEarning(moved.staff_id, name, moved.payer, moved.amount_minor, moved.points, moved.next_day)
            earned.setdefault(moved.line_id, []).append(row)
        return tuple(
            LineAccount(
                line["line_id"],
                line["sku"],
                line["name"],
                line["brand"],
                str(line["quantity"]),
                line["gross_minor"],
                line["net_minor"],
                tuple(funded.get(line["line_id"], ())),
                tuple(earned.get(line["line_id"], ())),
            )
            for line in body["lines"]
        )

    def _split(self, offer_id: str, version: int, amount: int) -> Mapping[str, int]:
        """By the version of the offer that the sale was priced with."""
        document: Mapping[str, Any] | None = self._reference.offer_version(offer_id, version)
        if document is None:
            return {"": amount}
        try:
            return funding_split(read_offer(document), self._store, amount)
        except ContractError:
            return {"": amount}
