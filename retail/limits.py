"""What a store lets its staff decide alone: the settings row `limits` (docs/spec/line.md, section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LOCK_MINUTES_MAX = 240


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that can be given for a manual price. `needs_text`: a few words must say what it was."""

    reason_id: str
    name: str
    name_en: str
    needs_text: bool = False


@dataclass(frozen=True, slots=True)
class Department:
    """What goods that nobody knows are sold as: whose books they go to, and their tax (included, in bps).

    `brand` is empty where they are a store's own.
    """

    department_id: str
    name: str
    name_en: str
    brand: str
    tax_bps: int


OTHER_REASON = Reason("other", "其他原因", "Another reason", needs_text=True)


@dataclass(frozen=True, slots=True)
class Limits:
    """A cashier may lower a price by `override_bps` of it, and a whole sale by `override_minor`, without a manager.

    `void_minor` is the largest basket that is voided without one. `lock_after_minutes` 0: the till never locks itself.
    Without departments no unknown goods are sold; `unknown_price_max_minor` 0: at any price. Minor units.
    """

    override_bps: int = 0
    override_minor: int = 0
    void_minor: int = 0
    lock_after_minutes: int = 0
    reasons: tuple[Reason, ...] = (OTHER_REASON,)
    departments: tuple[Department, ...] = ()
    unknown_price_max_minor: int = 0

    def reason(self, reason_id: str) -> Reason | None:
        return next((reason for reason in self.reasons if reason.reason_id == reason_id), None)

    def department(self, department_id: str) -> Department | None:
        return next((found for found in self.departments if found.department_id == department_id), None)


def read_limits(settings: Mapping[str, Any]) -> Limits:
    """The limits in a store's settings. What is missing or makes no sense allows nothing: a person is asked more often,
    never less.
    """
    document = _object(settings.get("limits"))
    unknown = _object(document.get("unknown_goods"))
    reasons = tuple(
        Reason(str(item["id"]), *_names(item), item.get("needs_text") is True)
        for item in _objects(document.get("reasons"))
        if item.get("id")
    )
    departments = tuple(
        Department(str(item["id"]), *_names(item), str(item["brand"]), _amount(item.get("tax_bps")))
        for item in _objects(unknown.get("departments"))
        if item.get("id") and isinstance(item.get("brand"), str)
    )
    return Limits(
        override_bps=min(10_000, _amount(document.get("override_bps"))),
        override_minor=_amount(document.get("override_minor")),
        void_minor=_amount(document.get("void_minor")),
        lock_after_minutes=min(LOCK_MINUTES_MAX, _amount(document.get("lock_after_minutes"))),
        reasons=reasons or (OTHER_REASON,),
        departments=departments,
        unknown_price_max_minor=_amount(unknown.get("price_max_minor")),
    )


def _amount(value: object) -> int:
    return value if type(value) is int and value > 0 else 0


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _names(item: Mapping[str, Any]) -> tuple[str, str]:
    name = str(item.get("name") or item["id"])
    return name, str(item.get("name_en") or name)
