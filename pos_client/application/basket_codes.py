"""A parked basket shown as codes, and a till that takes one up by them. Source: docs/spec/line.md, section 13.

For a counter that no ledger reaches. Once a code was shown only the ledger, or who scans it, says where the basket is:
it cannot be taken up at the till that parked it without asking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from pos_client.application.changes import Changes
from pos_client.application.edits import taken_out_body
from pos_client.application.kept_basket import KeptBasket, basket_document, read_basket
from pos_client.application.keys import KeyRing
from pos_client.application.parking import BackAgain, ParkingDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.basket import Basket, Quantity
from retail.basket_code import LIFE_SECONDS, BasketCode, CodeLine, TooManyLines, joined, make_codes, open_code
from retail.parked import Claim, KeptParking, ParkedBasket
from retail.ports import Catalogue, ReferenceData
from retail.signed import SigningKey, VerifyingKey


@dataclass(frozen=True, slots=True)
class ShownCodes:
    """The codes of a parked basket, to be scanned in any order until `ends_at`."""

    parking_id: str
    codes: tuple[str, ...]
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ShownBasket:
    """One genuine code of a basket that was shown, and which till parked it."""

    code: BasketCode
    store: str
    till: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What was read of a basket's codes so far. `whole` is None until all `parts` are there."""

    parking_id: str
    till: str
    read: int
    parts: int
    whole: BasketCode | None


def read_basket_code(text: str, key_rows: Iterable[Mapping[str, Any]], now: datetime) -> ShownBasket:
    """Signed by the key that a till has now: a code is too young for an earlier one. Raises CodeRefused."""
    keys = KeyRing(key_rows)
    signers: list[tuple[str, str]] = []
    valid = keys.valid("till", now)

    def key_for(kid: bytes) -> VerifyingKey | None:
        found = keys.till_of(kid)
        if found is None or valid(kid) is None:
            return None
        signers.append(found[:2])
        return found[2]

    code = open_code(text, key_for, now)
    return ShownBasket(code, *signers[-1])


class BasketCodes:
    """`key` is the till's own. What was read of another till's codes is forgotten when the program ends."""

    def __init__(
        self,
        desk: Desk,
        parking: ParkingDesk,
        *,
        catalogue: Catalogue,
        reference: ReferenceData,
        key: Callable[[], SigningKey],
    ) -> None:
        self._desk = desk
        self._parking = parking
        self._catalogue = catalogue
        self._reference = reference
        self._key = key
        self._read: dict[tuple[str, str], dict[int, BasketCode]] = {}

    # --- shown

    def show(self, parking_id: str) -> tuple[Changes, ShownCodes]:
        """The codes of a basket that this till parked, good for ten minutes; asked again, new ones of the same basket.

        Raises Refused `basket_gone`, `basket_not_for_codes` for one that codes cannot say whole, `basket_too_long`.
        """
        own = next((kept for kept in self._parking.own() if kept.parked.parking_id == parking_id), None)
        if own is None:
            raise Refused("basket_gone")
        try:
            kept = read_basket(own.parked.document or {})
        except ValueError as error:
            raise Refused("basket_unreadable") from error
        now = self._desk.clock.now()
        end = min(int(now.timestamp()) + LIFE_SECONDS, int(datetime.fromisoformat(own.parked.expires_at).timestamp()))
        codes = self._made(own.parked, kept, end)
        if own.sharing == "own":
            self._give_away(own, kept)
        return Changes.of("journal"), ShownCodes(parking_id, codes, datetime.fromtimestamp(end, UTC))

    def _made(self, parked: ParkedBasket, kept: KeptBasket, end: int) -> tuple[str, ...]:
        if not _can_be_said(kept):
            raise Refused("basket_not_for_codes")
        lines = tuple(CodeLine(line.product.sku, line.quantity.to_contract()) for line in kept.basket.lines)
        whole = BasketCode(
            parked.parking_id, parked.basket_id, 1, 1, end, lines, one_id=kept.one_id, guides=kept.guides
        )
        key = self._key()
        try:
            return make_codes(whole, key, key.verifying_key.kid)
        except TooManyLines as error:
            raise Refused("basket_too_long", lines=len(lines)) from error
        except ValueError as error:
            raise Refused("basket_not_for_codes") from error

    def _give_away(self, own: KeptParking, kept: KeptBasket) -> None:
        """Before a code is seen: whoever scans it may have the basket. What was taken out of it is told here, because
        the codes do not say it.
        """
        told = taken_out_body(kept.taken_out, kept.basket_id, None)
        parked = replace(own.parked, document=basket_document(replace(kept, taken_out=())))
        with self._desk.unit_of_work() as uow:
            if not uow.parked_baskets.remove(parked.parking_id, only_own=True):
                return  # the ledger was told of it at this very moment
            if told is not None:
                uow.journal.append("lines_removed", told)
            uow.parked_baskets.park(parked)
            uow.parked_baskets.begin_sharing(parked.parking_id)
            uow.commit()

    # --- scanned

    def collect(self, shown: ShownBasket) -> Collected:
        """Keep a code that was read, in any order and however often.

        Raises Refused `basket_of_other_store`, `basket_needs_ledger` for this till's own, or `basket_gone` for one that
        was taken up here.
        """
        code = shown.code
        if shown.store != self._desk.facts.store:
            raise Refused("basket_of_other_store", store=shown.store)
        if shown.till == self._desk.facts.till:
            raise Refused("basket_needs_ledger")
        self._parking.refuse_when_taken(code.parking_id)
        name = (shown.till, code.parking_id)
        now = self._desk.clock.now().timestamp()
        # Of a basket that was shown again the newer codes count, and what is over is dropped.
        self._read = {
            other: found
            for other, codes in self._read.items()
            if (found := {part: one for part, one in codes.items() if one.exp > now and _fits(other, name, one, code)})
        }
        codes = self._read.setdefault(name, {})
        codes[code.part] = code
        return Collected(code.parking_id, shown.till, len(codes), code.parts, joined(codes.values()))

    def take_up(self, collected: Collected, claim: Claim | None) -> BackAgain:
        """Take the basket up by its codes. `claim` is the ledger's word, None when it does not answer: then this till
        alone knows that it was not taken up twice here, and the ledger finds a second till. Where the ledger has
        the basket itself, that is what is taken up. Raises Refused as `ParkingDesk.recall`.
        """
        if collected.whole is None:
            raise Refused("basket_gone")
        if claim is None or (claim.granted and (claim.parked is None or not claim.parked.document)):
            claim = Claim(True, till=collected.till, parked=self._parked(collected))
        back = self._parking.recall(collected.parking_id, claim)
        self._read.pop((collected.till, collected.parking_id), None)
        return back

    def _parked(self, collected: Collected) -> ParkedBasket:
        """What the codes say, as the tills' own form of a basket. Raises Refused `basket_goods_unknown`."""
        code = collected.whole
        assert code is not None
        found = {product.sku: product for product in self._catalogue.by_code([line.sku for line in code.lines])}
        basket = Basket()
        unknown = [line.sku for line in code.lines if line.sku not in found]
        if unknown:
            raise Refused("basket_goods_unknown", sku=unknown[0], more=len(unknown) - 1)
        try:
            for line in code.lines:
                weighed = isinstance(line.quantity, str)
                quantity = (
                    Quantity.weight(line.quantity) if isinstance(line.quantity, str) else Quantity.units(line.quantity)
                )
                if weighed != found[line.sku].weighed:
                    raise Refused("basket_unreadable")
                basket, _ = basket.add(found[line.sku], quantity)
        except ValueError as error:
            raise Refused("basket_unreadable") from error
        now = self._desk.clock.now().isoformat(timespec="seconds")
        kept = KeptBasket(code.basket_id, "", now, basket, one_id=code.one_id, guides=code.guides)
        return ParkedBasket(
            parking_id=code.parking_id,
            basket_id=code.basket_id,
            till=collected.till,
            name="",
            staff_id="",
            parked_at=now,
            expires_at=now,
            lines=len(basket.lines),
            units=basket.unit_count,
            amount_minor=basket.gross_minor,
            currency=self._desk.facts.currency,
            document=basket_document(kept),
        )


def _fits(other: tuple[str, str], name: tuple[str, str], known: BasketCode, code: BasketCode) -> bool:
    return other != name or (known.exp, known.parts) == (code.exp, code.parts)


def _can_be_said(kept: KeptBasket) -> bool:
    """Goods at the catalogue's prices, a member and guides: anything more would be lost with the codes."""
    plain = all(
        line.override is None
        and line.unknown is None
        and line.rain_check is None
        and line.guides is None
        and not line.note
        and not line.product.priced_by_label
        for line in kept.basket.lines
    )
    return plain and not (kept.note or kept.bearer_coupons or kept.gifts_left_out or kept.basket.values)
