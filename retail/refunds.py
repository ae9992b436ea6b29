"""How money goes back: to the means of payment that brought it, in the shares of what each has paid and not got back.

Source: docs/spec/line.md, section 11. A tender by which goods were exchanged (`exchange`) is no means of payment: its
`parts` say which ones brought the money of the goods that came back for it, so a refund finds them through any chain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from retail.money import allocate

Document = Mapping[str, Any]

EXCHANGE: Literal["exchange"] = "exchange"


@dataclass(frozen=True, slots=True)
class Means:
    """What paid: a kind with the reference of one payment. Two references are two means.

    `attempt_id` and `total_minor` are of a wallet's order, by which its operator refunds it.
    """

    kind: str
    of: str | None
    attempt_id: str | None = None
    total_minor: int | None = None

    def refund(self, amount_minor: int) -> dict[str, Any]:
        """As `tenders` of a return hold it; a wallet's order is named where there is one."""
        refund: dict[str, Any] = {
            "kind": self.kind,
            "amount_minor": amount_minor,
            "of": self.of,
            "reference": None,
        }
        if self.attempt_id is not None:
            refund |= {"attempt_id": self.attempt_id, "total_minor": self.total_minor}
        return refund


def refund_shares(tenders: Sequence[Document], earlier: Sequence[Document], refund_minor: int) -> list[dict[str, Any]]:
    """A refund by the sale's means of payment (largest remainder), never more than each paid.

    `tenders` are the sale's, `earlier` the bodies of returns. A refund below 0 (the shopper pays) is cash. Raises
    ValueError when more would go back than was paid.
    """
    if refund_minor <= 0:
        return [Means("cash", None).refund(refund_minor)] if refund_minor else []
    paid = _paid(tenders)
    for body in earlier:
        for tender in body["tenders"]:
            for part in tender.get("parts") or (tender,):
                _take_from(paid, (part["kind"], part.get("of")), part["amount_minor"])
    left = [max(0, amount) for _, amount in paid.values()]
    if sum(left) < refund_minor:
        raise ValueError("more than was paid and not given back")
    shares = allocate(refund_minor, left)
    return [means.refund(share) for (means, _), share in zip(paid.values(), shares, strict=True) if share]


def exchange_shares(
    tenders: Sequence[Document], earlier: Sequence[Document], refund_minor: int, exchanged_minor: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What pays for other goods (`parts` of the exchange), and what of the refund still goes back."""
    parts = [_part(share) for share in refund_shares(tenders, earlier, exchanged_minor)]
    exchanged = {"tenders": [{"kind": EXCHANGE, "amount_minor": exchanged_minor, "parts": parts}]}
    return parts, refund_shares(tenders, [*earlier, exchanged], refund_minor - exchanged_minor)


def all_in_cash(refund_minor: int, exchanged_minor: int = 0) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The same, when all of it counts as cash."""
    cash, rest = Means("cash", None), refund_minor - exchanged_minor
    return [_part(cash.refund(exchanged_minor))] if exchanged_minor else [], [cash.refund(rest)] if rest else []


def _part(refund: Document) -> dict[str, Any]:
    return {name: value for name, value in refund.items() if name != "reference"}


def _paid(tenders: Sequence[Document]) -> dict[tuple[str, str | None], tuple[Means, int]]:
    paid: dict[tuple[str, str | None], tuple[Means, int]] = {}
    for tender in tenders:
        for part in tender.get("parts") or (tender,):
            is_part = part is not tender
            of = part.get("of") if is_part else part.get("reference")
            attempt_id = part.get("attempt_id")
            total = part.get("total_minor") if is_part else part["amount_minor"]
            means = Means(part["kind"], of, attempt_id, total if attempt_id is not None else None)
            before = paid.get((means.kind, of), (means, 0))
            paid[means.kind, of] = (before[0], before[1] + part["amount_minor"])
    return paid


def _take_from(paid: dict[tuple[str, str | None], tuple[Means, int]], key: tuple[str, str | None], amount: int) -> None:
    """What went back another way than it came (a card's share in cash) is taken from what is left of the others."""
    if amount < 0:
        means, before = paid.get(key, (Means(*key), 0))
        paid[key] = (means, before - amount)
        return
    first = [key] if key in paid else []
    for each in (*first, *(other for other in paid if other != key)):
        means, before = paid[each]
        taken = min(amount, before)
        paid[each] = (means, before - taken)
        amount -= taken
