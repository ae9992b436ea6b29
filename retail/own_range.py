"""What a store has of its own beside the brands' ranges: goods, prices, and what it proposes. docs/spec/line.md, 18."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from retail.catalogue import Product

ProposalKind = Literal["price", "sku", "offer"]
ProposalStatus = Literal["proposed", "approved", "refused", "withdrawn", "replaced"]
_KINDS: tuple[ProposalKind, ...] = ("price", "sku", "offer")
_STATUSES: tuple[ProposalStatus, ...] = ("proposed", "approved", "refused", "withdrawn", "replaced")


@dataclass(frozen=True, slots=True)
class RangeRow:
    """Goods as the group (or, of own goods, the store) has them, and what this store says of them: `own_price_minor`
    (None: the group's price) and whether it sells them.
    """

    product: Product
    own_price_minor: int | None = None
    listed: bool = True

    @property
    def price_minor(self) -> int:
        """What a piece costs here."""
        return self.product.unit_price_minor if self.own_price_minor is None else self.own_price_minor

    @property
    def is_of_store(self) -> bool:
        """Whether anything about it is the store's own."""
        return self.product.own or self.own_price_minor is not None or not self.listed


class OwnRangeReader(Protocol):
    """The till's cache."""

    def own_range(self, limit: int) -> Sequence[RangeRow]:
        """The store's own goods by SKU, then goods with a price of its own, or that it does not sell."""

    def range_of(self, sku: str) -> RangeRow | None:
        """Any goods, also those that the store does not sell."""


@dataclass(frozen=True, slots=True)
class ProposalStep:
    """A line of a proposal's history; times ISO 8601, `brands`: for whom somebody decided."""

    at: str
    who: str
    what: str
    brands: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal as the ledger shows it. `brands` are asked, `waiting` of them have not said anything yet."""

    proposal_id: str
    store: str
    kind: ProposalKind
    subject: str
    status: ProposalStatus
    brands: tuple[str, ...]
    waiting: tuple[str, ...]
    proposed_by: str
    proposed_at: str
    may_decide: bool
    document: Mapping[str, Any]
    history: tuple[ProposalStep, ...]


@dataclass(frozen=True, slots=True)
class ProposalAnswer:
    """What became of it; one that breaks the contract is not kept: `breaches` says where, and what was expected."""

    proposal: ProposalShown | None
    breaches: tuple[tuple[str, str], ...] = ()


def read_proposal_shown(document: Mapping[str, Any]) -> ProposalShown:
    """Raises ValueError for what is no proposal."""
    kind, status = document.get("kind"), document.get("status")
    body, steps = document.get("document"), document.get("history")
    if kind not in _KINDS or status not in _STATUSES or not isinstance(body, Mapping) or not isinstance(steps, list):
        raise ValueError("not a proposal")
    return ProposalShown(
        proposal_id=_text(document, "proposal_id"),
        store=_text(document, "store"),
        kind=kind,
        subject=_text(document, "subject"),
        status=status,
        brands=_texts(document, "brands"),
        waiting=_texts(document, "waiting"),
        proposed_by=_text(document, "proposed_by"),
        proposed_at=_text(document, "proposed_at"),
        may_decide=document.get("may_decide") is True,
        document=dict(body),
        history=tuple(
            ProposalStep(
                _text(step, "at"),
                _text(step, "who"),
                _text(step, "what"),
                _texts(step, "brands"),
                _text(step, "reason"),
            )
            for step in steps
        ),
    )


def read_proposal_answer(document: Mapping[str, Any]) -> ProposalAnswer:
    """Raises ValueError for what is no answer to a proposal."""
    proposal, breaches = document.get("proposal"), document.get("breaches")
    if not isinstance(breaches, list) or (proposal is None) != bool(breaches):
        raise ValueError("a proposal is kept, or something in it breaks the contract")
    found = tuple((_text(each, "path"), _text(each, "expected")) for each in breaches)
    return ProposalAnswer(None if proposal is None else read_proposal_shown(proposal), found)


def _text(document: Any, name: str) -> str:
    value = document.get(name) if isinstance(document, Mapping) else None
    if not isinstance(value, str):
        raise ValueError(f"{name} is no text")
    return value


def _texts(document: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = document.get(name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError(f"{name} is no list of texts")
    return tuple(value)
