"""What a scan means while goods come back: the receipt of another sale, or goods to be counted in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pos_client.application.keys import KeyRing
from pos_client.application.scanning import scan_settings
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail import scanned
from retail.paper_codes import open_receipt
from retail.ports import Catalogue, ReferenceData
from retail.signed import CodeRefused, VerifyingKey


@dataclass(frozen=True, slots=True)
class ReturnScan:
    """`text` is the sale's id of a receipt, or the sku of goods."""

    kind: Literal["receipt", "goods"]
    text: str


class ReturnScans:
    """Nothing that is scanned here gets into a basket."""

    def __init__(self, desk: Desk, catalogue: Catalogue, reference: ReferenceData) -> None:
        self._desk = desk
        self._catalogue = catalogue
        self._reference = reference

    def scan(self, data: bytes | str, symbology: str | None = None) -> ReturnScan:
        """Raises Refused: `goods_unknown`, `return_other_till`, or `return_receipt_wrong` for all other codes."""
        settings = scan_settings(self._reference, self._desk.facts.currency)
        found = scanned.classify(
            data, symbology, settings=settings, in_catalogue=lambda text: bool(self._catalogue.by_code([text]))
        )
        if isinstance(found, scanned.SignedCode) and found.kind == "receipt":
            return ReturnScan("receipt", self._receipt(found.text))
        if isinstance(found, scanned.Goods | scanned.InStoreGoods):
            key = found.catalogue_key
            products = self._catalogue.by_code([key]) if key is not None else ()
            if not products:
                shown = found.lookup_keys[0] if isinstance(found, scanned.Goods) else found.item
                raise Refused("goods_unknown", scanned=shown)
            return ReturnScan("goods", products[0].sku)
        raise Refused("return_receipt_wrong")

    def _receipt(self, text: str) -> str:
        """The sale of a receipt. A till's earlier keys count too: a receipt is older than the key of today."""
        keys = KeyRing(self._reference.keys())
        signers: list[tuple[str, str]] = []

        def key_for(kid: bytes) -> VerifyingKey | None:
            found = keys.till_of(kid)
            if found is None:
                return None
            signers.append(found[:2])
            return found[2]

        try:
            sale_id = open_receipt(text, key_for).sale_id
        except CodeRefused as refusal:
            raise Refused("return_receipt_wrong") from refusal
        store, till = signers[-1]
        facts = self._desk.facts
        if (store, till) != (facts.store, facts.till):
            raise Refused("return_other_till", store=store, till=till)
        return sale_id
