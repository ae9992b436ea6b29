"""What points are given for: the catalogue of rewards, and what a member gets for joining (line.md, "Programs")."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from central_ledger.domain.rule_reading import (
    BadProgramRules,
    days_at,
    integer,
    moment_at,
    object_at,
    text_at,
    texts_at,
)

_REWARD = ("id", "label", "label_en", "program", "points", "kind", "sku", "offer", "days", "stock",
           "stores", "from", "to")  # fmt: skip
_GIFT = ("id", "program", "kind", "points", "offer", "sku", "label", "label_en", "days", "from", "to")


@dataclass(frozen=True, slots=True)
class Reward:
    """`points` of `program` for a piece of goods (`sku`), or for a coupon of an `offer` that lasts `days`.

    `stock` is how many there are in all (None: as many as are wanted), `stores` where (none named: everywhere).
    """

    reward_id: str
    label: str
    label_en: str
    program: str
    points: int
    kind: Literal["goods", "coupon"]
    name: str
    days: int | None = None
    stock: int | None = None
    stores: tuple[str, ...] = ()
    starts: str | None = None
    ends: str | None = None

    def is_on(self, store: str, now: datetime) -> bool:
        return (not self.stores or store in self.stores) and _within(self.starts, self.ends, now)


@dataclass(frozen=True, slots=True)
class Gift:
    """What whoever joins a program gets once: `points` of it, or a coupon of an `offer` that lasts `days`, or a piece
    of goods (`sku`, with its names), which any store hands over within `days`.
    """

    gift_id: str
    program: str
    kind: Literal["points", "coupon", "goods"]
    points: int = 0
    offer_id: str = ""
    days: int | None = None
    starts: str | None = None
    ends: str | None = None
    sku: str = ""
    label: str = ""
    label_en: str = ""

    def is_on(self, now: datetime) -> bool:
        return _within(self.starts, self.ends, now)


def read_reward(value: object, path: str, programs: Container[str]) -> Reward:
    """Raises BadProgramRules."""
    row = object_at(value, path, _REWARD)
    kind = row.get("kind")
    if kind not in ("goods", "coupon"):
        raise BadProgramRules(f"{path}.kind", "goods or coupon")
    label = text_at(row, "label", path)
    return Reward(
        reward_id=text_at(row, "id", path),
        label=label,
        label_en=text_at(row, "label_en", path) if row.get("label_en") is not None else label,
        program=_program(row, path, programs),
        points=integer(row, "points", path, 1),
        kind="goods" if kind == "goods" else "coupon",
        name=text_at(row, "sku" if kind == "goods" else "offer", path),
        days=days_at(row, path),
        stock=None if row.get("stock") is None else integer(row, "stock", path, 0),
        stores=texts_at(row, "stores", path),
        starts=moment_at(row, "from", path),
        ends=moment_at(row, "to", path),
    )


def read_gift(value: object, path: str, programs: Container[str]) -> Gift:
    """Raises BadProgramRules."""
    row = object_at(value, path, _GIFT)
    kind = row.get("kind")
    if kind not in ("points", "coupon", "goods"):
        raise BadProgramRules(f"{path}.kind", "points, coupon or goods")
    label = text_at(row, "label", path) if kind == "goods" else ""
    return Gift(
        gift_id=text_at(row, "id", path),
        program=_program(row, path, programs),
        kind=kind,
        points=integer(row, "points", path, 1) if kind == "points" else 0,
        offer_id=text_at(row, "offer", path) if kind == "coupon" else "",
        days=days_at(row, path),
        starts=moment_at(row, "from", path),
        ends=moment_at(row, "to", path),
        sku=text_at(row, "sku", path) if kind == "goods" else "",
        label=label,
        label_en=text_at(row, "label_en", path) if row.get("label_en") is not None else label,
    )


def _program(row: dict[str, Any], path: str, programs: Container[str]) -> str:
    program = text_at(row, "program", path)
    if program not in programs:
        raise BadProgramRules(f"{path}.program", "a program of $.programs")
    return program


def _within(starts: str | None, ends: str | None, now: datetime) -> bool:
    after = starts is None or datetime.fromisoformat(starts) <= now
    return after and (ends is None or now < datetime.fromisoformat(ends))
