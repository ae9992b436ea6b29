"""What the payment panel asks for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CashTaken:
    """Cash was handed over: the whole sum, change not yet given."""

    tendered_minor: int


@dataclass(frozen=True, slots=True)
class CardTaken:
    """A card paid this on its own terminal, whose slip bears the reference."""

    amount_minor: int
    reference: str
