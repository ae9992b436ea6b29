"""Members' profiles and purchases, asked of the ledger: docs/spec/line.md, section 20."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from pos_client.sync.transport import Transport
from retail.member_facts import read_facts, read_purchase
from retail.member_profile import TICKETS, LedgerProfile, LinkedAccount, PurchasePage, Ticket
from retail.member_rows import read_member
from retail.member_tags import read_tags


class ProfileLine:
    """Used from one thread at a time. Raises LineDown or LineRefused, and ValueError for nonsense."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def profile(self, one_id: str, staff_id: str) -> LedgerProfile:
        answer = self._transport.get(f"/v1/members/{quote(one_id, safe='')}/profile", {"staff_id": staff_id}).document
        try:
            return _profile(answer)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a profile") from error

    def purchases(self, one_id: str, staff_id: str, query: str, cursor: str) -> PurchasePage:
        asked = {"staff_id": staff_id, "query": query, "cursor": cursor}
        given = {name: value for name, value in asked.items() if value}
        answer = self._transport.get(f"/v1/members/{quote(one_id, safe='')}/purchases", given).document
        try:
            return PurchasePage(
                tuple(read_purchase(row) for row in answer["purchases"]),
                str(answer["next"]),
                int(answer["total"]),
                bool(answer["is_cut"]),
                _stores(answer),
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a page of purchases") from error

    def close(self) -> None:
        self._transport.close()


def _profile(answer: Mapping[str, Any]) -> LedgerProfile:
    as_of = str(answer["as_of"])
    return LedgerProfile(
        member=read_member(answer["member"], as_of),
        facts=None if answer["facts"] is None else read_facts(answer["facts"]),
        tags=() if answer["tags"] is None else read_tags(answer["tags"]),
        tickets=tuple(
            Ticket(**{name: str(row[name]) for name in Ticket.__slots__})
            for row in answer["tickets"]
            if row["kind"] in TICKETS
        ),
        links=tuple(
            LinkedAccount(**{name: str(row[name]) for name in LinkedAccount.__slots__}) for row in answer["links"]
        ),
        stores=_stores(answer),
        as_of=as_of,
    )


def _stores(answer: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(store), str(name)) for store, name in answer["stores"].items())
