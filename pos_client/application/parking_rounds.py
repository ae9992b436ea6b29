"""What the sync thread does for parked baskets in each round: tell the ledger, hear what others took up, end the old.

A basket is marked as one that the ledger may have before the ledger is told: whatever is lost on the way, from then on
only the ledger says who takes it up.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from pos_client.application.edits import taken_out_body
from pos_client.application.kept_basket import read_basket
from pos_client.application.till import Desk
from retail.parked import Claim, KeptParking, ParkedBasket, ParkedList, ParkedReader, parking_rules
from retail.ports import ReferenceData


class ParkingLine(Protocol):
    """The ledger. Every method raises what the line raises, and then nothing is known."""

    def share(self, parked: ParkedBasket) -> bool:
        """Tell of a basket. False: it is known there, and not to be had any more."""

    def list_parked(self) -> ParkedList: ...

    def claim(self, parking_id: str, *, own: bool) -> Claim: ...


class ParkingRounds:
    """Runs on the sync thread while the line is up."""

    def __init__(self, desk: Desk, reference: ReferenceData, parked: ParkedReader, line: ParkingLine) -> None:
        self._desk = desk
        self._reference = reference
        self._parked = parked
        self._line = line

    def end_old(self) -> int:
        """Baskets whose time is over and that nobody else may have, without a connection too; how many that were."""
        old = [kept for kept in self._parked.all() if kept.sharing == "own" and self._is_over(kept)]
        for kept in old:
            self._expire(kept, only_own=True)
        return len(old)

    def round(self) -> int:
        """Everything that needs the ledger; how many baskets are gone from this till by it."""
        gone = 0
        shares = parking_rules(self._reference.settings()).shared
        for kept in self._parked.all():
            if self._is_over(kept):
                gone += self._end_shared(kept)
            elif shares and kept.sharing != "shared":
                gone += self._share(kept)
        return gone + self._forget_taken()

    def _share(self, kept: KeptParking) -> int:
        parking_id = kept.parked.parking_id
        if kept.sharing == "own":
            with self._desk.unit_of_work() as uow:
                if not uow.parked_baskets.begin_sharing(parking_id):
                    return 0  # it was taken up at the counter meanwhile
                uow.commit()
        is_waiting = self._line.share(kept.parked)
        with self._desk.unit_of_work() as uow:
            if is_waiting:
                uow.parked_baskets.mark_shared(parking_id)
            else:
                uow.parked_baskets.remove(parking_id)
            uow.commit()
        return 0 if is_waiting else 1

    def _forget_taken(self) -> int:
        """Own baskets that were taken up at another till."""
        if all(kept.sharing == "own" for kept in self._parked.all()):
            return 0
        taken = self._line.list_parked().taken
        gone = [kept for kept in self._parked.all() if kept.parked.parking_id in taken]
        for kept in gone:
            self._forget(kept)
        return len(gone)

    def _end_shared(self, kept: KeptParking) -> int:
        if kept.sharing == "own":
            return 0  # `end_old` does it
        claim = self._line.claim(kept.parked.parking_id, own=True)
        if claim.granted or claim.code in ("expired", "unknown"):
            self._expire(kept, only_own=False)
        else:
            self._forget(kept)
        return 1

    def _forget(self, kept: KeptParking) -> None:
        """Another till has it."""
        with self._desk.unit_of_work() as uow:
            uow.parked_baskets.remove(kept.parked.parking_id)
            uow.commit()

    def _is_over(self, kept: KeptParking) -> bool:
        return datetime.fromisoformat(kept.parked.expires_at) <= self._desk.clock.now()

    def _expire(self, kept: KeptParking, *, only_own: bool) -> None:
        parked = kept.parked
        with self._desk.unit_of_work() as uow:
            if not uow.parked_baskets.remove(parked.parking_id, only_own=only_own):
                return
            try:
                basket = read_basket(parked.document or {})
            except ValueError:
                basket = None
            taken_out = None if basket is None else taken_out_body(basket.taken_out, parked.basket_id, None)
            if taken_out is not None:
                uow.journal.append("lines_removed", taken_out)
            uow.journal.append(
                "basket_expired",
                {"parking_id": parked.parking_id, "basket_id": parked.basket_id, "parked_at": parked.parked_at},
            )
            uow.commit()
