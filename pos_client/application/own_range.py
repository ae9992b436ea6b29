"""The store's own goods and prices beside the brands' ranges: seen from the cache, proposed to the ledger.

Source: docs/spec/line.md, section 18. Whoever leads the store proposes; a brand that asks to be asked says yes or no,
also at this till. A proposal has an id of the till's, so one whose answer was lost is sent again and is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol, TypeVar

from pos_client.application.ledger_person import LedgerPerson
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused, Unavailable
from retail.catalogue import Product
from retail.own_range import (
    OwnRangeReader,
    ProposalAnswer,
    ProposalKind,
    ProposalShown,
    ProposalStatus,
    RangeRow,
    read_proposal_answer,
    read_proposal_shown,
)
from retail.ports import Catalogue, ReferenceData

RIGHT = "manage_range"
ROWS_MAX = 1_000
FOUND_MAX = 60
PAGE_PROPOSALS = 100
PRICE_MAX = 10**11
Decision = Literal["approve", "refuse"]
Result = TypeVar("Result")


class LedgerProposals(Protocol):
    """The ledger. Every method raises Unavailable (the line), or Refused."""

    def sign_in(self, staff_id: str, pin: str) -> Mapping[str, Any]: ...
    def sign_in_person(self, person_id: str, secret: str) -> Mapping[str, Any]: ...
    def proposals(self, token: str, query: Mapping[str, str | int]) -> Mapping[str, Any]: ...
    def propose(self, token: str, document: Mapping[str, Any]) -> Mapping[str, Any]: ...
    def decide(self, token: str, place: tuple[str, str], document: Mapping[str, Any]) -> Mapping[str, Any]: ...
    def withdraw(self, token: str, place: tuple[str, str], document: Mapping[str, Any]) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class OwnGoods:
    """Goods that a store wants to sell as its own. `brand` empty: nobody's but the store's."""

    name: str
    brand: str
    unit_price_minor: int
    tax_bps: int
    category: str = ""
    barcode: str = ""
    unit: str = "件"


@dataclass(frozen=True, slots=True)
class ProposalList:
    """The newest first."""

    proposals: tuple[ProposalShown, ...] = ()
    status: ProposalStatus | None = None
    more: bool = False


class BrokenProposal(Refused):
    """What was proposed breaks the contract: `breaches` are places, and what was expected there."""

    def __init__(self, breaches: Sequence[tuple[str, str]]) -> None:
        path, expected = breaches[0]
        super().__init__("proposal_broken", path=path, expected=expected)
        self.breaches = tuple(breaches)


class RangeDesk:
    """`person` is whoever leads the store; a guest is somebody of a brand or of the group who stands here for once.

    All that asks the ledger is slow: it is called off the GUI thread, one at a time.
    """

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        reference: ReferenceData,
        *,
        catalogue: Catalogue,
        own_range: OwnRangeReader,
        ledger: LedgerProposals,
        person: LedgerPerson,
    ) -> None:
        self._desk = desk
        self._staff = staff
        self._reference = reference
        self._catalogue = catalogue
        self._own_range = own_range
        self._ledger = ledger
        self._person = person
        self._guest = LedgerPerson(staff, desk.clock)
        self._wish: dict[str, Any] | None = None
        #: What was listed last.
        self.last = ProposalList()

    # --- who

    @property
    def me(self) -> str | None:
        """What the ledger calls whoever speaks now, the guest first; None: the PIN is needed."""
        return self._guest.me or self._person.me

    @property
    def guest(self) -> str:
        """The guest's name; empty: there is none."""
        return self._guest.name or (self._guest.me or "")

    def sign_in(self, pin: str) -> str:
        """Raises Refused `not_permitted`, `wrong_pin_at_ledger`; Unavailable."""
        member = self._staff.require(RIGHT)
        return self._person.take(member.staff_id, self._ledger.sign_in(member.staff_id, pin), RIGHT)

    def sign_in_guest(self, person_id: str, secret: str) -> str:
        """Somebody of a brand says who they are. Raises as `sign_in` does."""
        member = self._staff.require(RIGHT)
        return self._guest.take(member.staff_id, self._ledger.sign_in_person(person_id, secret), RIGHT)

    def leave_guest(self) -> None:
        self._guest.forget()
        self.last = ProposalList()

    def forget(self) -> None:
        """Somebody else is at the till: nothing of what was seen stays."""
        self._person.forget()
        self._guest.forget()
        self._wish = None
        self.last = ProposalList()

    # --- what the store has

    @property
    def brands(self) -> Mapping[str, str]:
        """The brands of this store, by id."""
        found: Mapping[str, str] = self._reference.settings().get("store", {}).get("brands", {})
        return found

    def rows(self) -> Sequence[RangeRow]:
        """The store's own goods, then those with a price of its own, or that it does not sell."""
        self._staff.require(RIGHT)
        return self._own_range.own_range(ROWS_MAX)

    def goods(self, sku: str) -> Product | None:
        """Any goods that this till knows, as the group (or, of own goods, the store) has them."""
        row = self._own_range.range_of(sku)
        return None if row is None else row.product

    def found(self, text: str) -> Sequence[RangeRow]:
        """Any goods by code, name, initials or SKU."""
        self._staff.require(RIGHT)
        products = [*self._catalogue.by_code((text,)), *self._catalogue.search(text, FOUND_MAX)]
        skus = dict.fromkeys([product.sku for product in products] + [text])
        rows = [self._own_range.range_of(sku) for sku in skus]
        return [row for row in rows if row is not None]

    # --- what it proposes

    def propose_price(self, row: RangeRow, price_minor: int | None, note: str = "") -> ProposalShown:
        """A price of the store's own; None: the group's again. Own goods get it as goods: they have no other price.

        Raises Refused `own_price_wrong`, BrokenProposal, or what the ledger refuses; Unavailable.
        """
        if price_minor is not None and not 0 <= price_minor <= PRICE_MAX:
            raise Refused("own_price_wrong")
        if row.product.own:
            if price_minor is None:
                raise Refused("own_price_wrong")
            return self._propose("sku", _as_sent(replace(row.product, unit_price_minor=price_minor)), note)
        document = {"sku": row.product.sku, "unit_price_minor": price_minor, "listed": row.listed}
        return self._propose("price", document, note)

    def propose_listing(self, row: RangeRow, *, listed: bool, note: str = "") -> ProposalShown:
        """Whether the store sells these goods. Raises as `propose_price` does."""
        document = {"sku": row.product.sku, "unit_price_minor": row.own_price_minor, "listed": listed}
        return self._propose("price", document, note)

    def propose_goods(self, goods: OwnGoods, note: str = "") -> ProposalShown:
        """Goods of the store's own, under a new number. Raises as `propose_price` does."""
        if not goods.name.strip():
            raise Refused("goods_name_missing")
        if not 0 <= goods.unit_price_minor <= PRICE_MAX or not 0 <= goods.tax_bps <= 10_000:
            raise Refused("own_price_wrong")
        if goods.barcode and self._catalogue.by_code((goods.barcode,)):
            raise Refused("goods_known", scanned=goods.barcode)
        document = {
            "sku": f"{self._desk.facts.store}-{self._desk.ids.new()[-8:].upper()}",
            "name": goods.name.strip(),
            "brand": goods.brand,
            "unit_price_minor": goods.unit_price_minor,
            "tax_bps": goods.tax_bps,
            "categories": [goods.category] if goods.category else [],
            "barcodes": [goods.barcode] if goods.barcode else [],
            "unit": goods.unit,
        }
        return self._propose("sku", document, note)

    @property
    def waits(self) -> bool:
        """Whether a proposal was sent whose answer never came."""
        return self._wish is not None

    def propose_again(self) -> ProposalShown:
        """Send what was sent, under the same id. Raises as `propose_price` does."""
        if self._wish is None:
            raise Refused("proposal_none_open")
        return self._send(self._wish)

    def list_proposals(self, status: ProposalStatus | None) -> ProposalList:
        """What this store (or, to a guest, whoever asks their brand) proposed. Raises Refused, Unavailable."""
        query: dict[str, str | int] = {"limit": PAGE_PROPOSALS}
        if self._guest.me is None:
            query["store"] = self._desk.facts.store
        if status is not None:
            query["status"] = status
        found: list[ProposalShown] = []
        token = self._token()
        while True:
            answer = self._ledger.proposals(token, query)
            page, following = _read(lambda answer=answer: _page(answer))  # type: ignore[misc]
            found += page
            if following is None or len(found) >= ROWS_MAX:
                break
            query["cursor"] = following
        self.last = ProposalList(tuple(reversed(found)), status, following is not None)
        return self.last

    def withdraw(self, proposal: ProposalShown, reason: str) -> ProposalShown:
        """Take an open one back. Raises Refused, Unavailable."""
        answer = self._ledger.withdraw(self._token(), (proposal.store, proposal.proposal_id), {"reason": reason})
        return self._changed(_read(lambda: read_proposal_shown(answer)))

    def decide(self, proposal: ProposalShown, decision: Decision, reason: str) -> ProposalShown:
        """For the brand of whoever speaks. Raises Refused `proposal_reason_needed`, and what the ledger refuses."""
        if decision == "refuse" and not reason.strip():
            raise Refused("proposal_reason_needed")
        document = {"decision": decision, "reason": reason.strip()}
        answer = self._ledger.decide(self._token(), (proposal.store, proposal.proposal_id), document)
        return self._changed(_kept(_read(lambda: read_proposal_answer(answer))))

    def _propose(self, kind: ProposalKind, document: Mapping[str, Any], note: str) -> ProposalShown:
        self._staff.require(RIGHT)
        wish = {
            "proposal_id": self._desk.ids.new(),
            "store": self._desk.facts.store,
            "kind": kind,
            "document": dict(document),
            "note": note.strip(),
        }
        return self._send(wish)

    def _send(self, wish: dict[str, Any]) -> ProposalShown:
        token = self._token()
        self._wish = wish
        try:
            answer = self._ledger.propose(token, wish)
        except Refused:
            self._wish = None  # it was heard, and is not wanted
            raise
        found = _read(lambda: read_proposal_answer(answer))
        self._wish = None
        return self._changed(_kept(found))

    def _changed(self, proposal: ProposalShown) -> ProposalShown:
        others = [one for one in self.last.proposals if one.proposal_id != proposal.proposal_id]
        if len(others) == len(self.last.proposals):
            kept = (proposal, *others)
        else:
            kept = tuple(proposal if one.proposal_id == proposal.proposal_id else one for one in self.last.proposals)
        self.last = replace(self.last, proposals=kept)
        return proposal

    def _token(self) -> str:
        return self._guest.token() if self._guest.me is not None else self._person.token()


def _as_sent(product: Product) -> dict[str, Any]:
    """Own goods as a proposal has them."""
    names = ("sku", "name", "name_en", "pinyin", "variant", "brand", "unit_price_minor", "tax_bps")
    flags = ("weighed", "discountable", "unit")
    lists = ("categories", "tags", "barcodes")
    return {name: getattr(product, name) for name in (*names, *flags)} | {
        name: list(getattr(product, name)) for name in lists
    }


def _kept(answer: ProposalAnswer) -> ProposalShown:
    if answer.proposal is None:
        raise BrokenProposal(answer.breaches)
    return answer.proposal


def _page(answer: Mapping[str, Any]) -> tuple[list[ProposalShown], str | None]:
    following = answer["next"]
    if following is not None and not isinstance(following, str):
        raise ValueError("next is no cursor")
    return [read_proposal_shown(each) for each in answer["proposals"]], following


def _read(read: Callable[[], Result]) -> Result:
    """What the ledger answered, as records. Raises Unavailable for what cannot be read."""
    try:
        return read()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unavailable("ledger_garbage") from error
