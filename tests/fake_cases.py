"""The ledger's cases as the line answers them, in memory: two managers, and a connection that may be down."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from central_ledger.domain.cases import DECISIONS as LAWFUL
from pos_client.errors import Refused, Unavailable

PIN = "2468"
_BASE = {
    "status": "open",
    "store": "S01",
    "till": "T02",
    "unit": "CNY",
    "bearer": None,
    "owner": None,
    "decided_at": None,
    "decision": None,
    "sale_id": None,
    "with_member": False,
    "amount": 0,
}
CASES: list[dict[str, Any]] = [
    {**_BASE, "case_id": "c1", "kind": "coupon_reused", "sale_id": "01K9-7F3A", "with_member": True, "amount": 5000,
     "bearer": "brand:LQX, platform", "opened_at": "2026-11-10T18:20:00+08:00"},
    {**_BASE, "case_id": "c2", "kind": "points_overdrawn", "sale_id": "01K9-81BC", "with_member": True, "amount": 1200,
     "bearer": "platform", "opened_at": "2026-11-11T08:31:00+08:00", "owner": "staff:S01/1008"},
    {**_BASE, "case_id": "c3", "kind": "quarantined", "unit": None, "opened_at": "2026-11-11T09:02:00+08:00"},
    {**_BASE, "case_id": "c4", "kind": "arithmetic", "sale_id": "01K9-90AA", "amount": -300, "bearer": "store:S01",
     "opened_at": "2026-11-11T09:40:00+08:00"},
]  # fmt: skip
ACCOUNT = {
    "sale_id": "01K9-7F3A",
    "store": "S01",
    "till": "T02",
    "occurred_at": "2026-11-10T18:02:00+08:00",
    "known_by": "unified_code",
    "currency": "CNY",
    "lines": [
        {"sku": "LQX-2201-M", "name": "云柔羊毛混纺圆领针织衫", "quantity": "1", "unit": "件",
         "unit_price_minor": 59900, "gross_minor": 59900, "net_minor": 54900},
    ],
    "line_count": 1,
    "applied": [{"offer": "OFF50", "label": "满500减50", "coupon": "C1", "saving_minor": 5000}],
    "gross_minor": 59900,
    "saving_minor": 5000,
    "points_used": 0,
    "points_minor": 0,
    "payable_minor": 54900,
    "tenders": [{"kind": "cash", "amount_minor": 54900}],
    "recomputed_payable_minor": 54900,
    "same": True,
    "replayed": True,
    "differences": [],
    "facts": [],
    "losses": [
        {"account": "benefit_loss/brand:LQX", "unit": "CNY", "amount": 3000},
        {"account": "benefit_loss/platform", "unit": "CNY", "amount": 2000},
    ],
}  # fmt: skip
_ALIKE = {"phone": "138****6021", "stores": ["S01"], "became": None}
PEOPLE = [
    {**_ALIKE, "one_id": "M10000036", "name": "林*曦", "birthday": "11-24", "tiers": {"group": "gold"}, "cards": 2,
     "points": {"group": 12480}, "purchases": 31, "last_visit": "2026-11-08T10:00:00.000+00:00",
     "since": "2023-03-01T02:00:00.000+00:00"},
    {**_ALIKE, "one_id": "N7Q2MKX0D4AB3C9F1T5V8W6Z", "name": "", "birthday": "05-05", "tiers": {"group": "basic"},
     "cards": 1, "points": {"group": 120}, "purchases": 1, "last_visit": "2026-11-11T01:50:00.000+00:00",
     "since": "2026-11-11T01:50:00.000+00:00"},
]  # fmt: skip
#: A phone that leads to two members; a test puts it among the others.
SHARED_PHONE: dict[str, Any] = {
    **_BASE, "case_id": "c9", "kind": "phone_shared", "unit": None, "with_member": True,
    "opened_at": "2026-11-11T09:50:00+08:00",
}  # fmt: skip
DECISIONS = ["accepted", "store_bears", "fraud", "other"]


@dataclass
class FakeCases:
    """`failure` is raised instead of an answer; `asked` says what was asked; `gate` is what a slow ledger waits for."""

    documents: dict[str, dict[str, Any]] = field(default_factory=lambda: {c["case_id"]: dict(c) for c in CASES})
    events: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    failure: Exception | None = None
    gate: threading.Event | None = None
    tokens: int = 0

    def sign_in(self, staff_id: str, pin: str) -> Mapping[str, Any]:
        self._meet("sign_in", staff_id)
        if pin != PIN:
            raise Refused("wrong_pin_at_ledger")
        self.tokens += 1
        return {
            "token": f"token-{self.tokens}",
            "expires_at": "2026-11-11T23:00:00+08:00",
            "who": f"staff:S01/{staff_id}",
            "roles": ["manager:S01"],
        }

    def sign_out(self, token: str) -> None:
        self._meet("sign_out")

    def page(self, token: str, query: Mapping[str, str | int]) -> Mapping[str, Any]:
        self._meet("page", dict(query))
        cases = [
            case
            for case in self.documents.values()
            if query.get("status") in (None, case["status"])
            and query.get("kind") in (None, case["kind"])
            and not (query.get("owner") == "nobody" and case["owner"] is not None)
            and not (query.get("owner") == "me" and case["owner"] != "staff:S01/1009")
        ]
        return {"cases": cases, "next": None, "waiting": 0, "as_of": "2026-11-11T09:59:00+08:00"}

    def read(self, token: str, case_id: str) -> Mapping[str, Any]:
        self._meet("read", case_id)
        case = self.documents[case_id]
        member = {"one_id": "M1", "name": "林*曦", "phone": "138****6021"} if case["with_member"] else None
        opened = {"at": case["opened_at"], "who": "ledger", "what": "opened", "decision": None, "note": ""}
        return {
            "case": case,
            "explanation": "",
            "detail": {"coupon_id": "C1", "offer_id": "OFF50"} if case["kind"] == "coupon_reused" else {},
            "member": member,
            "decisions": list(LAWFUL[case["kind"]]) if case["kind"] == "phone_shared" else DECISIONS,
            "people": PEOPLE if case["kind"] == "phone_shared" else [],
            "notes": ["store_bears", "fraud", "other"],
            "history": [opened, *self.events.get(case_id, [])],
            "account": ACCOUNT if case["sale_id"] else None,
            "may_decide": True,
            "as_of": "2026-11-11T09:59:30+08:00",
        }

    def change(self, token: str, case_id: str, action: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
        self._meet(action, case_id, dict(document))
        case = self.documents[case_id]
        if action == "take" and case["owner"] != document["owner"]:
            raise Refused("case_taken")
        what = {"take": "taken", "hand-back": "handed_back", "decide": "decided"}[action]
        case["owner"] = None if action == "hand-back" else "staff:S01/1009"
        if action == "decide":
            case |= {"status": "decided", "decision": document["decision"], "decided_at": "2026-11-11T10:00:00+08:00"}
        event = {"at": "2026-11-11T10:00:00+08:00", "who": "staff:S01/1009", "what": what,
                 "decision": document.get("decision"), "note": document.get("note", "")}  # fmt: skip
        self.events.setdefault(case_id, []).append(event)
        return case

    def _meet(self, *asked: Any) -> None:
        self.asked.append(asked)
        if self.gate is not None:
            assert self.gate.wait(30)
        if self.failure is not None:
            raise self.failure


def no_connection() -> Unavailable:
    return Unavailable("cases_need_connection")
