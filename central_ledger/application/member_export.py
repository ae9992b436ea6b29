"""Everything that the ledger holds about a member, for the member: docs/spec/erasure.md."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from central_ledger.application.erasure import stores_of, whose
from central_ledger.application.ledger import Ledger
from central_ledger.application.redacting import entries_about
from central_ledger.domain.erasure import PERSONAL_KINDS
from central_ledger.store.personal import HELD
from retail.messages import BadEntry, Entry

#: What tills told of members, besides what an erasure takes words out of.
_MORE_KINDS = (
    *("code_accepted", "consent_changed", "member_note_removed", "member_unmasked", "guide_assigned"),
    *("goods_wanted_ended", "event_checked_in", "entitlement_used", "entitlement_use_undone", "coupon_swapped"),
    *("order_handed_over", "reward_redeemed", "points_exchanged", "rain_check_issued"),
    *("basket_suspended", "basket_voided"),
)


def export_member(ledger: Ledger, one_id: str, *, who: str, why: str) -> dict[str, Any]:
    """`held_about`, after it is on record. Needs no transaction. Raises ErasureRefused `not_found`."""
    note_export(ledger, one_id, who=who, why=why)
    return held_about(ledger, one_id)


def note_export(ledger: Ledger, one_id: str, *, who: str, why: str) -> None:
    """An export is a read of a profile. Needs no transaction. Raises ErasureRefused `not_found`."""
    with ledger.database.transaction():
        for each in whose(ledger, one_id).ids:
            ledger.reads.note_member(ledger.now(), who, scope="group", what="export", one_id=each, why=why)


def held_about(ledger: Ledger, one_id: str) -> dict[str, Any]:
    """One document: who they are, every row about them, and what tills told of them. It reads whole tables, beside
    whoever writes. Raises ErasureRefused `not_found`.
    """
    with ledger.database.snapshot():
        member = whose(ledger, one_id)
        person = ledger.members.get(member.one_id)
        assert person is not None  # the same moment of the database
        stores = stores_of(ledger, member.ids)
        return {
            "one_id": member.one_id,
            "ids": list(member.ids),
            "exported_at": ledger.now(),
            "name": person.name,
            "phone": person.phone,
            "birthday": person.birthday,
            "held": {
                table: {"why": held.why, "rows": [_plain(row) for row in rows]}
                for table, held in HELD.items()
                if (rows := ledger.erasures.rows_about(table, member.ids))
            },
            "told_by_tills": list(_told(ledger, stores, member.ids)),
            "stores": {store: name for store, name in ledger.reference.store_names().items() if store in stores},
        }


def _told(ledger: Ledger, stores: Sequence[str], ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    for _, entry in entries_about(ledger, stores, ids, (*PERSONAL_KINDS, *_MORE_KINDS)):
        yield _entry(entry)


def _entry(entry: Entry) -> dict[str, Any]:
    try:
        body: Any = entry.document()
    except BadEntry:
        body = entry.body.decode("utf-8", "replace")
    return {
        "store": entry.store,
        "till": entry.till,
        "epoch": entry.epoch,
        "seq": entry.seq,
        "kind": entry.kind,
        "occurred_at": entry.occurred_at,
        "body": body,
    }


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Without bytes, and with what is kept as JSON opened."""
    return {name: _opened(value) for name, value in row.items()}


def _opened(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
