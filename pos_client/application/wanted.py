"""Goods that a member waits for: wishes, and goods put aside in this store. Source: docs/spec/line.md, "Wishes".

All of it with and without a connection: it promises goods and no benefit, and the day on which it ends needs nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.members import IdentifiedMember
from pos_client.application.scanning import scan_settings
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail import scanned
from retail.basket import Line, Quantity
from retail.catalogue import Product
from retail.ports import Catalogue, ReferenceData
from retail.wanted import NOTE_CHARACTERS, PIECES_MAX, PutAsideRules, Wanted, WantedKind, WantedReader, put_aside_rules

#: So many goods of a name are offered.
FOUND_MAX = 6


class WantedDesk:
    """What is noted is in the journal before it is shown."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        checkout: Checkout,
        *,
        catalogue: Catalogue,
        reference: ReferenceData,
        wanted: WantedReader,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._checkout = checkout
        self._catalogue = catalogue
        self._reference = reference
        self._wanted = wanted

    @property
    def rules(self) -> PutAsideRules:
        return put_aside_rules(self._reference.settings())

    def of(self, one_id: str) -> Sequence[Wanted]:
        """What a member waits for: first what lies here, by its last day, then what they wish for, the oldest first."""
        today = self._desk.clock.now().date()
        store = self._desk.facts.store
        found = [
            wanted
            for wanted in self._wanted.of_member(one_id)
            if not wanted.is_over(today) and (wanted.kind == "wish" or wanted.store == store)
        ]
        return sorted(found, key=lambda wanted: (wanted.until is None, wanted.until or "", wanted.since))

    def products(self, skus: Sequence[str]) -> Mapping[str, Product]:
        """What this till knows of these goods."""
        return {product.sku: product for product in self._catalogue.by_code(skus)} if skus else {}

    def found(self, text: str) -> Sequence[Product]:
        """Goods that may be wished for: those of a code alone, else by name, initials or the beginning of a SKU."""
        return self._catalogue.by_code([text]) or self._catalogue.search(text, FOUND_MAX)

    def scanned(self, data: bytes, symbology: str | None) -> Product | None:
        """The goods whose code or label it is, if it is one of theirs."""
        found = scanned.classify(
            data,
            symbology,
            settings=scan_settings(self._reference, self._desk.facts.currency),
            in_catalogue=lambda text: bool(self._catalogue.by_code([text])),
        )
        key = found.catalogue_key if isinstance(found, scanned.Goods | scanned.InStoreGoods) else None
        return None if key is None else next(iter(self._catalogue.by_code([key])), None)

    def wish(self, line_id: str, note: str = "") -> Changes:
        """The line becomes a wish of the basket's member, and is taken out of the basket.

        Raises Refused `wanted_needs_member`, `wanted_not_for_this`, `wanted_already`, `note_too_long` or
        `tender_present`.
        """
        return self._note(line_id, "wish", note)

    def put_aside(self, line_id: str, note: str = "") -> Changes:
        """The line's goods are put aside for the basket's member until the last day that the store's rule gives.

        Raises Refused as `wish`, `put_aside_not_offered` or `put_aside_too_many`.
        """
        rules = self.rules
        if not rules.days:
            raise Refused("put_aside_not_offered")
        member = self._checkout.state.member
        if member is not None:
            lying = [wanted for wanted in self.of(member.member.one_id) if wanted.kind == "aside"]
            if len(lying) >= rules.per_member:
                raise Refused("put_aside_too_many", maximum=rules.per_member)
        return self._note(line_id, "aside", note)

    def wish_for(self, one_id: str, sku: str, note: str = "") -> Changes:
        """A wish without a basket, from a member's profile. Raises Refused as `wish`."""
        staff_id = self._staff.require("sell").staff_id
        product = self.products([sku]).get(sku)
        if product is None:
            raise Refused("goods_unknown", scanned=sku)
        if product.weighed:
            raise Refused("wanted_not_for_this")
        return self._write(self._made("wish", one_id, sku, 1, (staff_id, note)))

    def withdraw(self, one_id: str, wanted_id: str) -> Changes:
        """The member does not want it any more, or not here. Raises Refused `wanted_gone`."""
        self._staff.require("sell")
        self._end(self._found(one_id, wanted_id), "withdrawn")
        return Changes.of("journal", "member")

    def take_over(self, identified: IdentifiedMember | None, wanted_id: str) -> Changes:
        """Put it into the basket: what lies here waits no longer; a wish does until it was sold.

        Raises Refused `wanted_gone`, `goods_unknown` or `tender_present`.
        """
        if identified is None:
            raise Refused("wanted_needs_member")
        self._staff.require("sell")
        wanted = self._found(identified.member.one_id, wanted_id)
        if wanted.sku not in self.products([wanted.sku]):
            raise Refused("goods_unknown", scanned=wanted.sku)
        changes = self._checkout.add_product(wanted.sku, Quantity.units(wanted.quantity))
        if wanted.kind == "aside":
            self._end(wanted, "taken")
        return changes | Changes.of("journal", "member")

    # --- inside

    def _note(self, line_id: str, kind: WantedKind, note: str) -> Changes:
        self._checkout.refuse_when_paying()
        staff_id = self._staff.require("sell").staff_id
        state = self._checkout.state
        if state.member is None:
            raise Refused("wanted_needs_member")
        line = next((line for line in state.basket.lines if line.line_id == line_id), None)
        if line is None or not _is_plain(line):
            raise Refused("wanted_not_for_this")
        one_id, pieces = state.member.member.one_id, line.quantity.unit_count
        made = self._made(kind, one_id, line.product.sku, pieces, (staff_id, note))
        return self._write(made) | self._checkout.remove_line(line_id)

    def _made(self, kind: WantedKind, one_id: str, sku: str, pieces: int, said: tuple[str, str]) -> Wanted:
        """`said`: by whom, and which note."""
        staff_id, note = said[0], said[1].strip()
        if len(note) > NOTE_CHARACTERS:
            raise Refused("note_too_long", maximum=NOTE_CHARACTERS)
        if not 1 <= pieces <= PIECES_MAX:
            raise Refused("wanted_not_for_this")
        if kind == "wish" and any(known.kind == "wish" and known.sku == sku for known in self.of(one_id)):
            raise Refused("wanted_already")
        now = self._desk.clock.now()
        last = (now + timedelta(days=self.rules.days)).date().isoformat()
        return Wanted(
            wanted_id=self._desk.ids.new(),
            kind=kind,
            one_id=one_id,
            sku=sku,
            quantity=pieces,
            store=self._desk.facts.store,
            staff_id=staff_id,
            since=now.isoformat(timespec="seconds"),
            until=last if kind == "aside" else None,
            note=note,
        )

    def _write(self, wanted: Wanted) -> Changes:
        body: dict[str, Any] = {
            "wanted_id": wanted.wanted_id,
            "kind": wanted.kind,
            "one_id": wanted.one_id,
            "staff_id": wanted.staff_id,
            "sku": wanted.sku,
            "quantity": wanted.quantity,
            "until": wanted.until,
            "note": wanted.note,
        }
        with self._desk.unit_of_work() as uow:
            uow.journal.append("goods_wanted", body)
            uow.wanted.add(wanted)
            uow.commit()
        return Changes.of("journal", "member")

    def _end(self, wanted: Wanted, reason: str) -> None:
        body = {
            "wanted_id": wanted.wanted_id,
            "kind": wanted.kind,
            "one_id": wanted.one_id,
            "staff_id": self._staff.require("sell").staff_id,
            "reason": reason,
            "basket_id": self._checkout.basket_id if reason == "taken" else None,
        }
        with self._desk.unit_of_work() as uow:
            uow.journal.append("goods_wanted_ended", body)
            uow.wanted.end(wanted.wanted_id)
            uow.commit()

    def _found(self, one_id: str, wanted_id: str) -> Wanted:
        found = next((wanted for wanted in self.of(one_id) if wanted.wanted_id == wanted_id), None)
        if found is None:
            raise Refused("wanted_gone")
        return found


def _is_plain(line: Line) -> bool:
    """Whole pieces of goods that the catalogue has: neither weighed nor typed in, nor promised to somebody."""
    return not line.quantity.weighed and line.unknown is None and line.rain_check is None
