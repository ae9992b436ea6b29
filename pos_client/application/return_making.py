"""The entry of a return, alone or with the sale that it is exchanged for: made here, written in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pos_client.application.approvals import Approval
from pos_client.application.exchange_keeping import ExchangeTerms, read_terms, terms_document
from pos_client.application.sold_goods import REASONS, TEXT_CHARACTERS, CompletedReturn, Settlement, cash_of
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.messages import Entry
from retail.ports import UnitOfWork
from retail.refunds import EXCHANGE
from retail.sale import REFERENCE_CHARACTERS, Tender
from retail.stored_value import VALUE_KINDS
from retail.wallet_refunds import goes_by_itself, refunds_of

#: What the ledger gives back by the entry alone, and what comes out of the drawer.
NO_REFERENCE: frozenset[str] = frozenset(("cash", *VALUE_KINDS))

#: Gives what follows from the goods (for an amount that pays for other goods): the entry's fields, the parts of the
#: exchange, and the refunds without references. Raises Refused when less is left than is to come back.
MakeFacts = Callable[[int], tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What an exchange writes: `entries` (kind and body) before the sale, in its transaction, and the tender by which
    the goods that came back pay for it; None when the sale costs nothing.
    """

    entries: tuple[tuple[str, Mapping[str, Any]], ...]
    tender: Tender | None


@dataclass(frozen=True, slots=True)
class Exchange:
    """Goods that come back for what is in the basket. Nothing is written before the sale is.

    `credit_minor` is what they are worth. `make` is called when the sale is drafted, with what of that pays for the
    sale, the sale's id, and the terminal's references of what goes back besides. `document` is all of it as JSON, from
    which it is made again after a crash.
    """

    credit_minor: int
    receipt_number: str
    make: Callable[[int, str, Sequence[str]], Exchanged]
    document: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReturnMaker:
    """Who takes the goods back, and why; `permission` is what this asks for.

    `wallets` are those that this till is set up for: it gives their part back by itself, and no reference is typed.
    """

    desk: Desk
    staff: StaffDesk
    refuse_without_shift: Callable[[], None]
    wallets: frozenset[str] = frozenset()

    def needs_reference(self, refund: Mapping[str, Any]) -> bool:
        """Whether somebody gives this refund at a terminal, or in an operator's pages, and types its reference."""
        return refund["kind"] not in NO_REFERENCE and not goes_by_itself(refund, self.wallets)

    def complete(
        self,
        make_facts: MakeFacts,
        settlement: Settlement,
        permission: str,
        approval: Approval | None,
    ) -> CompletedReturn:
        """Make the return durable; money goes back after it. Raises Refused."""
        answers = self._answers(settlement, permission, approval)
        self.refuse_without_shift()
        facts, _, refunds = make_facts(0)
        body = self._body(facts, settlement, answers, self._referenced(refunds, settlement.references))
        refund = body["pricing"]["refund"]
        with self.desk.unit_of_work() as uow:
            self.staff.approvals.use(uow, approval, amount_minor=abs(refund))
            entry = uow.journal.append("return", body)
            write_return(uow, body, entry)
            uow.commit()
        return CompletedReturn(body["return_id"], refund, cash_of(body["tenders"]), body)

    def exchange(
        self,
        make_facts: MakeFacts,
        settlement: Settlement,
        permission: str,
        approval: Approval | None,
        what: Mapping[str, Any],
    ) -> Exchange:
        """Carry what the goods are worth to the basket. An approval is used up now, and journaled with the sale.

        `what` says as JSON which goods they are, and their `receipt_number`.
        """
        answers = self._answers(settlement, permission, approval)
        credit_minor = _worth(make_facts)
        approved = self.staff.approvals.taken(approval, amount_minor=credit_minor)
        terms = ExchangeTerms(settlement, answers, approved, self.desk.ids.new())
        now = self.desk.clock.now().isoformat(timespec="seconds")
        return self._exchange(make_facts, terms, terms_document(terms, now, what))

    def exchange_again(self, make_facts: MakeFacts, document: Mapping[str, Any]) -> Exchange:
        """After a crash. Raises Refused as `exchange` does, and ValueError for a document of another program."""
        return self._exchange(make_facts, read_terms(document), document)

    def _exchange(self, make_facts: MakeFacts, terms: ExchangeTerms, document: Mapping[str, Any]) -> Exchange:
        credit_minor, return_id, approved = _worth(make_facts), terms.return_id, terms.approved

        def make(exchanged_minor: int, sale_id: str, references: Sequence[str]) -> Exchanged:
            self.refuse_without_shift()
            facts, parts, refunds = make_facts(exchanged_minor)
            tenders = self._referenced(refunds, references)
            tender = None
            if exchanged_minor:
                exchanged = {"kind": EXCHANGE, "amount_minor": exchanged_minor, "of": None, "reference": sale_id}
                tenders.insert(0, exchanged | {"parts": parts})
                tender = Tender(EXCHANGE, exchanged_minor, exchanged_minor, return_id, parts=tuple(parts))
            body = self._body(facts, terms.settlement, terms.answers, tenders, return_id)
            entries: list[tuple[str, Mapping[str, Any]]] = [("return", body)]
            if approved is not None:
                entries.insert(0, ("approval_given", approved))
            return Exchanged(tuple(entries), tender)

        return Exchange(credit_minor, document["receipt_number"], make, document)

    def _referenced(self, refunds: Sequence[Mapping[str, Any]], references: Sequence[str]) -> list[dict[str, Any]]:
        """Each refund that is no cash with the terminal's reference, or with the id under which its wallet gives it
        back. Raises Refused `reference_missing`.
        """
        left = [reference.strip() for reference in references]
        found = []
        for refund in refunds:
            if refund["kind"] in NO_REFERENCE:
                found.append(dict(refund))
                continue
            if not self.needs_reference(refund):
                found.append({**refund, "refund_id": self.desk.ids.new()})
                continue
            reference = left.pop(0) if left else ""
            if not 0 < len(reference) <= REFERENCE_CHARACTERS:
                raise Refused("reference_missing")
            found.append({**refund, "reference": reference})
        return found

    def _answers(self, settlement: Settlement, permission: str, approval: Approval | None) -> tuple[str, str | None]:
        """Who takes the goods back, and who allowed it if that is another one."""
        known = settlement.reason in REASONS or permission == "void_sale"
        if not known or (settlement.reason == "other" and not settlement.text.strip()):
            raise Refused("reason_missing")
        cashier = self.staff.require().staff_id
        answers = self.staff.permit(permission, approval)
        return cashier, None if answers == cashier else answers

    def _body(
        self,
        facts: Mapping[str, Any],
        settlement: Settlement,
        answers: tuple[str, str | None],
        tenders: Sequence[Mapping[str, Any]],
        return_id: str | None = None,
    ) -> dict[str, Any]:
        cashier, approved_by = answers
        return {
            "return_id": return_id or self.desk.ids.new(),
            "cashier": cashier,
            "approved_by": approved_by,
            "reason": settlement.reason,
            "text": settlement.text.strip()[:TEXT_CHARACTERS],
            "tenders": list(tenders),
            **facts,
        }


def write_return(uow: UnitOfWork, body: Mapping[str, Any], entry: Entry) -> None:
    """What stands beside a return's entry, in its transaction: the goods, and what its wallets are to give back."""
    uow.sales.add_return(body, entry)
    for refund in refunds_of(body):
        uow.wallet_refunds.add(refund)


def _worth(make_facts: MakeFacts) -> int:
    """What goods pay for others now. Raises Refused `exchange_worth_nothing`."""
    credit_minor = int(make_facts(0)[0]["pricing"]["refund"])
    if credit_minor <= 0:
        raise Refused("exchange_worth_nothing")
    return credit_minor
