"""People who join at tills, as tills tell it: for tests of joins, merges and consents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from central_ledger.application.joining_rules import set_rules
from central_ledger.application.keys import export_keys, phone_key
from retail.joining import CONTACT_PURPOSE, phone_digest, provisional_id
from retail.sealed_message import seal
from tests.unit.ledger.journals import JournalWriter

RULES: Mapping[str, Any] = {
    "first_tiers": {"group": "basic", "LQX": "v1"},
    "cards": {"group": {"prefix": "8800", "digits": 14}, "LQX": {"prefix": "8801", "digits": 14}},
    "codes": {"LANQI": {"label": "兰琪秀入会", "brand": "LQX"}},
    "consents": [{"purpose": "membership", "text_version": "1", "text": "入会", "required": True}],
}


def prepare_joins(ledger: Any, rules: Mapping[str, Any] = RULES) -> Any:
    """Rules for joining, and two tills."""
    with ledger.database.transaction():
        for till in ("T01", "T02"):
            ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
        set_rules(ledger, rules)
    return ledger


def join_body(
    ledger: Any, enrolment_id: str, phone: str, *, name: str = "", birthday: str | None = None, **changes: Any
) -> dict[str, Any]:
    """The body of `member_enrolled`. `said` among the changes is what the seal holds besides."""
    with ledger.database.transaction():
        key, reader = phone_key(ledger), next(iter(export_keys(ledger).values()))
    one_id = provisional_id(enrolment_id)
    contact = {"name": name, "phone": phone, "birthday": birthday} | changes.pop("said", {})
    sealed = seal(json.dumps(contact).encode(), purpose=f"{CONTACT_PURPOSE}\n{one_id}", reader_public=reader.public)
    return {
        "enrolment_id": enrolment_id,
        "one_id": one_id,
        "staff_id": "E1",
        "phone_digest": phone_digest(key, phone),
        "contact": sealed.document(),
        "consents": [
            {"purpose": "membership", "text_version": "1", "given": True},
            {"purpose": "contact", "text_version": "1", "given": True},
        ],
        "at": "2026-11-11T10:00:00+08:00",
        "tiers": {"group": "basic"},
        "brand": None,
        "join_code": None,
    } | changes


def joined_at(till: str, *bodies: Mapping[str, Any]) -> JournalWriter:
    """A till's journal in which these people joined."""
    journal = JournalWriter(till=till)
    journal.open(f"epoch-{till}")
    for body in bodies:
        journal.add("member_enrolled", dict(body))
    return journal
