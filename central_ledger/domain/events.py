"""What another system reads of a fact: docs/integration.md, version 1. No name, no phone, no staff; a member is called
as that system calls them.

A brand's system sees its own lines, with the amounts that stand on them, and nothing that is about the whole sale or
about a member alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

EVENT_VERSION = 1
EventKind = Literal["sale", "return", "view", "redeem", "task", "join", "consent", "erase"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)
_POINTS = "points"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who reads. `brand` None: the group's system. `member_name` gives a member's name there, None for nobody."""

    brand: str | None
    member_name: Callable[[str | None], str | None]

    def sees(self, brand: Any) -> bool:
        return self.brand is None or self.brand == brand


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry that was booked, or a read of a profile, as the outbox points at it. `identity` never changes."""

    kind: str
    store: str
    till: str
    identity: str
    occurred_at: str
    recorded_at: str
    body: Mapping[str, Any]


def events_of(happened: Happened, recipient: Recipient) -> list[dict[str, Any]]:
    """The events that this recipient gets of it; none when it is none of its business."""
    return [
        {
            "v": EVENT_VERSION,
            "id": hashlib.sha256(f"{kind}\n{name}".encode()).hexdigest()[:32],
            "kind": kind,
            "occurred_at": happened.occurred_at,
            "recorded_at": happened.recorded_at,
            "store": happened.store,
            "till": happened.till or None,
            "member": recipient.member_name(happened.body.get("one_id")),
            "data": data,
        }
        for kind, name, data in _READERS[happened.kind](happened, recipient)
    ]


_Found = Iterator[tuple[EventKind, str, dict[str, Any]]]


def _sale(happened: Happened, recipient: Recipient) -> _Found:
    body = happened.body
    name = f"{happened.store}/{body['sale_id']}"
    priced = {line["id"]: line.get("adjustments", ()) for line in body["pricing"].get("lines", ())}
    lines = [(line, priced.get(line["line_id"], ())) for line in body["lines"] if recipient.sees(line["brand"])]
    if not lines:
        return
    data: dict[str, Any] = {
        "sale_id": body["sale_id"],
        "currency": body["currency"],
        "channel": body["input"].get("channel", "pos"),
        "gross_minor": sum(line["gross_minor"] for line, _ in lines),
        "net_minor": sum(line["net_minor"] for line, _ in lines),
        "lines": [_line(line) | {"offers": _offers(adjustments)} for line, adjustments in lines],
    }
    if recipient.brand is None:
        data["points_earned"] = dict(body["pricing"].get("points_earned", {}))
        data["tenders"] = [{"kind": t["kind"], "amount_minor": t["amount_minor"]} for t in body["tenders"]]
    yield "sale", name, data
    used = _redeemed(body, [part for _, adjustments in lines for part in adjustments], recipient)
    if used is not None:
        yield "redeem", name, {"sale_id": body["sale_id"], "currency": body["currency"], **used}


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    names = ("line_id", "sku", "brand", "quantity", "unit_price_minor", "gross_minor", "net_minor", "tax_minor")
    return {name: line[name] for name in names if name in line}


def _offers(adjustments: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"offer": part["offer"], "coupon": part.get("coupon"), "saving_minor": part["amount"]} for part in adjustments
    ]


def _redeemed(
    body: Mapping[str, Any], adjustments: Sequence[Mapping[str, Any]], recipient: Recipient
) -> dict[str, Any] | None:
    """Coupons and points that were used; of a brand, what of them stands on its lines."""
    if recipient.brand is None:
        applied = [
            (use["offer"], use["coupon"], use["saving"]) for use in body["pricing"]["applied"] if use.get("coupon")
        ]
        points, points_minor = body["pricing"]["points_used"], body["pricing"]["points_amount"]
    else:
        sums: dict[tuple[str, str], int] = {}
        for part in adjustments:
            if part.get("coupon"):
                key = (part["offer"], part["coupon"])
                sums[key] = sums.get(key, 0) + part["amount"]
        applied = [(offer, coupon, saving) for (offer, coupon), saving in sums.items()]
        points, points_minor = None, sum(part["amount"] for part in adjustments if part["offer"] == _POINTS)
    if not applied and not points_minor:
        return None
    coupons = [{"coupon": coupon, "offer": offer, "saving_minor": saving} for offer, coupon, saving in applied]
    return {"coupons": coupons, "points": points, "points_minor": points_minor}


def _return(happened: Happened, recipient: Recipient) -> _Found:
    body = happened.body
    lines = [line for line in body["lines"] if recipient.sees(line["brand"])]
    if not lines:
        return
    sale = body["sale"]
    data: dict[str, Any] = {
        "return_id": body["return_id"],
        "sale": None if sale is None else {"store": sale["store"], "sale_id": sale["sale_id"]},
        "currency": body["currency"],
        "reason": body["reason"],
        "gross_minor": sum(line["gross_minor"] for line in lines),
        "net_minor": sum(line["net_minor"] for line in lines),
        "lines": [_line(line) | {"condition": line["condition"]} for line in lines],
    }
    if recipient.brand is None:
        data["refund_minor"] = body["pricing"]["refund"]
        data["points_back"], data["points_taken"] = body["pricing"]["points_back"], body["pricing"]["points_taken"]
    yield "return", f"{happened.store}/{body['return_id']}", data


def _of_group(kind: EventKind, pick: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Callable[..., _Found]:
    """About a member alone: no brand's business."""

    def read(happened: Happened, recipient: Recipient) -> _Found:
        if recipient.brand is None:
            yield kind, happened.identity, pick(happened.body)

    return read


def _task(body: Mapping[str, Any], mark: str) -> dict[str, Any]:
    """What was done about a reason to contact a member. Notes and staff stay in the store."""
    return {
        "task": body["kind"],
        "task_id": body["task_id"],
        "rule": body["rule_id"],
        "mark": mark,
        "brand": body.get("brand"),
    }


def _erased(happened: Happened, recipient: Recipient) -> _Found:
    """For every system, a brand's too: nobody keeps anything of somebody who was erased."""
    yield "erase", happened.identity, {}


_READERS: Mapping[str, Callable[[Happened, Recipient], _Found]] = {
    "sale": _sale,
    "return": _return,
    "code_accepted": _of_group("view", lambda body: {"how": "code"}),
    "read": _of_group("view", lambda body: {"how": body["why"]}),
    "erasure": _erased,
    "coupon_swapped": _of_group(
        "redeem", lambda body: {"swapped": {"coupon": body["coupon_id"], "to_coupon": body["to_coupon_id"]}}
    ),
    "entitlement_used": _of_group(
        "redeem",
        lambda body: {"service": {"entitlement": body["entitlement_id"], "use": body["use_id"], "undone": False}},
    ),
    "entitlement_use_undone": _of_group(
        "redeem",
        lambda body: {"service": {"entitlement": body["entitlement_id"], "use": body["use_id"], "undone": True}},
    ),
    "reward_redeemed": _of_group(
        "redeem",
        lambda body: {"reward": {"id": body["reward_id"], "program": body["program"], "points": body["points"]}},
    ),
    "order_handed_over": _of_group(
        "task", lambda body: {"task": "order_handed_over", "order_id": body["order_id"], "lines": body["lines"]}
    ),
    "task_done": _of_group("task", lambda body: {**_task(body, "done"), "how": body["how"]}),
    "task_snoozed": _of_group("task", lambda body: {**_task(body, "snoozed"), "until": body["until"]}),
    "task_not_wanted": _of_group("task", lambda body: _task(body, "not_wanted")),
    "member_enrolled": _of_group("join", lambda body: {"brand": body.get("brand"), "join_code": body.get("join_code")}),
    "consent_changed": _of_group(
        "consent",
        lambda body: {"said": [{"purpose": one["purpose"], "given": one["given"]} for one in body["consents"]]},
    ),
}
