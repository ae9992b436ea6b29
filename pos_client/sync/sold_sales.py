"""Sales of other tills over the line, for goods that come back here. Source: docs/spec/line.md, section 11."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from pos_client.sync.signed_answers import GroupSigned
from pos_client.sync.transport import Transport
from retail.sold_sale import FoundSale, SaleListed, read_found_sale, read_listed


class SoldSaleLine:
    """Used from one thread at a time. Every method raises LineDown or LineRefused, and ValueError for nonsense.

    `till` is `STORE/TILL`: an answer that was made for another till is not believed.
    """

    def __init__(self, transport: Transport, signed: GroupSigned, till: str) -> None:
        self._transport = transport
        self._signed = signed
        self._till = till

    def hold(self, store: str, sale_id: str) -> tuple[str, str] | None:
        """Be the one that takes goods of this sale back. None: it is; else which store and till is."""
        answer = self._transport.post(f"{_path(store, sale_id)}/hold", {}).document
        if answer.get("granted") is True:
            return None
        held_by: Any = answer.get("held_by")
        if not isinstance(held_by, Mapping):
            raise ValueError("neither granted nor held by anybody")
        return str(held_by.get("store")), str(held_by.get("till"))

    def release(self, store: str, sale_id: str) -> None:
        self._transport.post(f"{_path(store, sale_id)}/release", {})

    def find(self, store: str, sale_id: str) -> FoundSale:
        """Raises Untrusted too: what a return pays follows from this answer."""
        answer = self._signed.get(_path(store, sale_id), {})
        self._signed.check("sale", self._till, answer)
        found = read_found_sale(answer.document)
        if (found.store, found.sale_id) != (store, sale_id):
            raise ValueError("another sale than the one that was asked for")
        return found

    def of_member(self, one_id: str) -> Sequence[SaleListed]:
        return read_listed(self._transport.get("/v1/sales", {"one_id": one_id}).document.get("sales", ()))

    def of_receipt(self, number: str) -> Sequence[SaleListed]:
        return read_listed(self._transport.get("/v1/sales", {"receipt": number}).document.get("sales", ()))

    def close(self) -> None:
        self._transport.close()


def _path(store: str, sale_id: str) -> str:
    return f"/v1/sales/{quote(store, safe='')}/{quote(sale_id, safe='')}"
