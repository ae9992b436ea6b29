"""Coupons that guides give from a budget: which, how many in a month, and what is like what a member has already.

Source: docs/spec/line.md, "Coupons of guides". Who pays for one says its offer, as for any coupon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retail.contract import ContractError, as_integer, as_object, as_text, nullable, read_list, required, texts

PIECES_MAX = 10_000
DAYS_MAX = 366
#: Effects by which money is taken off: one is as good as the other to whoever has both.
_OFF = frozenset(("amount_off", "percent_off"))


@dataclass(frozen=True, slots=True)
class GuideOffer:
    """Each guide may give so many `pieces` of an offer in a month, good for `days`. `stores`: where, none: everywhere.
    `per_member`: how many of it one member gets in a month, from whomever.
    """

    offer_id: str
    pieces: int
    days: int
    per_member: int = 1
    stores: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """The ledger's answer. `code` is empty when it was given; `left` how many pieces the guide has this month;
    `similar` are coupons of the member that are like it (code `similar`: ask again if it is to be given all the same).
    """

    coupon_id: str
    code: str = ""
    left: int = 0
    similar: tuple[str, ...] = ()
    expires_at: str = ""


def read_guide_offers(document: object, path: str = "$") -> tuple[GuideOffer, ...]:
    """The settings row `guide_coupons`, and the group's own document of it. Raises ContractError."""
    found = read_list(as_object(document, path), "offers", path, _offer)
    if len({offer.offer_id for offer in found}) < len(found):
        raise ContractError(f"{path}.offers", "every offer once")
    return found


def guide_offers_of(settings: Mapping[str, Any]) -> Sequence[GuideOffer]:
    """What the settings of a store say; a row that cannot be read has none."""
    try:
        return read_guide_offers(settings["guide_coupons"]) if "guide_coupons" in settings else ()
    except ContractError:
        return ()


def is_similar(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two offers' documents (benefits.md, section 3) do much the same for much the same goods."""
    if one.get("id") == other.get("id"):
        return True
    kinds = {str((document.get("effect") or {}).get("kind")) for document in (one, other)}
    return (len(kinds) == 1 or kinds <= _OFF) and all(
        _meet((one.get("scope") or {}).get(name), (other.get("scope") or {}).get(name))
        for name in ("brands", "categories", "skus")
    )


def _meet(one: Any, other: Any) -> bool:
    """Lists that name something in common; one that names nothing names everything."""
    return not one or not other or not set(one).isdisjoint(other)


def _offer(value: Any, path: str) -> GuideOffer:
    row = as_object(value, path)
    pieces, days = (_whole(required(row, name, path), f"{path}.{name}", top) for name, top in _TOPS)
    most = nullable(row, "per_member", path, lambda found, at: _whole(found, at, PIECES_MAX))
    return GuideOffer(
        as_text(required(row, "offer_id", path), f"{path}.offer_id"),
        pieces,
        days,
        1 if most is None else most,
        texts(row, "stores", path),
    )


_TOPS = (("pieces", PIECES_MAX), ("days", DAYS_MAX))


def _whole(value: object, path: str, largest: int) -> int:
    number = as_integer(value, path, 1)
    if number > largest:
        raise ContractError(path, f"at most {largest}")
    return number
