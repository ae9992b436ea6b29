"""What a scan means while goods come back: a receipt, whatever till printed it, or goods to be counted in."""

from __future__ import annotations

from dataclasses import dataclass

from pos_client.application.members import MemberDesk
from pos_client.application.receipt_codes import ShownReceipt, read_receipt
from pos_client.application.scanning import scan_settings
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail import scanned
from retail.catalogue import Product
from retail.ports import Catalogue, ReferenceData
from retail.signed import CodeRefused


@dataclass(frozen=True, slots=True)
class ScannedGoods:
    """Goods as this store sells them. `weight_thousandths` is what a weighed label says, else None."""

    product: Product
    weight_thousandths: int | None = None


@dataclass(frozen=True, slots=True)
class ShownMember:
    """Whose purchases are asked for: by the member's code, or by a card."""

    one_id: str


class ReturnScans:
    """Nothing that is scanned here gets into a basket."""

    def __init__(
        self, desk: Desk, catalogue: Catalogue, reference: ReferenceData, members: MemberDesk | None = None
    ) -> None:
        """`members` is None where nobody looks for purchases."""
        self._members = members
        self._desk = desk
        self._catalogue = catalogue
        self._reference = reference

    def product(self, sku: str) -> Product | None:
        """What this store calls goods now; None: it sells none of them."""
        return next((product for product in self._catalogue.by_code([sku]) if product.sku == sku), None)

    def scan(self, data: bytes | str, symbology: str | None = None) -> ShownReceipt | ScannedGoods | ShownMember:
        """Raises Refused: `goods_unknown`, what `MemberDesk` says, or `return_receipt_wrong` for all other codes."""
        settings = scan_settings(self._reference, self._desk.facts.currency)
        found = scanned.classify(
            data,
            symbology,
            settings=settings,
            in_catalogue=lambda text: bool(self._catalogue.by_code([text])),
            linked_card=lambda numbers: None if self._members is None else self._members.linked_card(numbers),
        )
        if isinstance(found, scanned.GoodsOrCard):
            found = found.goods  # what comes back are goods; whose purchases are looked for, a name finds
        if isinstance(found, scanned.SignedCode) and found.kind == "receipt":
            try:
                return read_receipt(found.text, self._reference.keys())
            except CodeRefused as refusal:
                raise Refused("return_receipt_wrong") from refusal
        if isinstance(found, scanned.Goods | scanned.InStoreGoods):
            key = found.catalogue_key
            products = self._catalogue.by_code([key]) if key is not None else ()
            if not products:
                shown = found.lookup_keys[0] if isinstance(found, scanned.Goods) else found.item
                raise Refused("goods_unknown", scanned=shown)
            return ScannedGoods(products[0], found.weight_thousandths)
        if isinstance(found, scanned.SignedCode) and found.kind == "member_code" and self._members is not None:
            return ShownMember(self._members.identify_code(found.text).member.one_id)
        if isinstance(found, scanned.MemberCard) and self._members is not None:
            return ShownMember(self._members.identify_card(found.number).member.one_id)
        raise Refused("return_receipt_wrong")
