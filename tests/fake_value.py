"""A ledger with gift cards, as a till meets it: answers when its gate is open."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

from pos_client.errors import Unavailable
from retail.stored_value import HoldRequest, ValueHeld, ValueSeen

SETTING = {"gift_cards": True, "issuer": "group", "amounts_minor": [10000, 20000], "top_up_max_minor": 500000}
GOOD, NEW, OPEN = "9123456789012348", "9000000000000019", "9000000000000027"
CARD_PIN = "24681357"


@dataclass
class FakeValue:
    """`left` by account; `refuse`: the code it gives; `is_away`: it does not answer."""

    left: dict[str, int] = field(default_factory=lambda: {GOOD: 5_000})
    refuse: str = ""
    is_away: bool = False
    gate: threading.Event = field(default_factory=threading.Event)
    asked: list[tuple[HoldRequest, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    def look(self, account_id: str, pin: str | None, one_id: str | None) -> ValueSeen:
        self._wait()
        seen = ValueSeen(account_id, "issued", "group", "CNY", 20_000 if account_id == NEW else None)
        if account_id in (NEW, OPEN):
            return seen
        if account_id not in self.left or pin not in (None, CARD_PIN):
            return replace(seen, status="", code="unknown")
        if pin is None and one_id is None:
            return replace(seen, status="sold")
        return replace(seen, status="active", left_minor=self.left[account_id])

    def hold(self, request: HoldRequest, pin: str | None) -> ValueHeld:
        self.asked.append((request, pin))
        self._wait()
        if self.refuse or (pin != CARD_PIN and request.kind == "gift_card"):
            return ValueHeld(0, 0, self.refuse or "unknown", 4 if self.refuse == "locked" else 0)
        granted = min(self.left.get(request.account_id, 0), request.amount_minor)
        return ValueHeld(granted, self.left.get(request.account_id, 0) - granted, "" if granted else "empty")

    def _wait(self) -> None:
        assert self.gate.wait(30)
        if self.is_away:
            raise Unavailable("value_no_answer")
