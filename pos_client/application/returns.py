"""Goods come back at this till: what of a sale, what that is worth, and how the money goes back.

Sources: docs/spec/benefits.md, section 9, and docs/spec/line.md, section 11. The arithmetic is `retail.goods_return`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.exchange_keeping import read_sold, read_terms, sold_document
from pos_client.application.plan_sales import refuse_late
from pos_client.application.return_making import NO_REFERENCE, Exchange, ReturnMaker
from pos_client.application.sold_goods import (
    VOIDED,
    CompletedReturn,
    LookedUp,
    Quote,
    Settlement,
    SoldGoods,
    searched,
)
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused, Unavailable
from retail.cash_rounding import EXACT, read_cash_rounding, rounded_refunds, unrounded_tenders
from retail.contract import ContractError
from retail.goods_return import Back, BackGift, BackLine, OffersGone, PricedReturn, price_return
from retail.plans import plan_rules_of
from retail.ports import ReferenceData, SalesReader, SaleSummary
from retail.pricing import UnlawfulChoice
from retail.refunds import all_in_cash, exchange_shares, refund_shares
from retail.return_limits import read_return_limits
from retail.sold_sale import HELD_SECONDS, FoundSale, SaleListed

#: How long the ledger's word on a sale of this till is waited for: its own journal is a record, too.
QUICK_MS = 1_500
#: A hold counts as over this long before its end: the return has yet to reach the ledger.
HOLD_MARGIN_MS = 30_000
#: What a completed return changes, for whoever shows it.
RETURNED = Changes.of("sales", "journal", "shift", "refunds")


class SoldSales(Protocol):
    """The ledger's sales. Each call asks over the line: slow, for any thread. Raises Refused or Unavailable."""

    def take(self, store: str, sale_id: str, *, within_ms: int | None = None) -> FoundSale:
        """Be the one till that takes goods of this sale back, and read it."""

    def release(self, store: str, sale_id: str) -> None: ...

    def of_member(self, one_id: str) -> Sequence[SaleListed]: ...

    def of_receipt(self, number: str) -> Sequence[SaleListed]: ...


class ReturnDesk:
    """Returns of this till's sales need no connection: its journal is a record of them. Others come from the ledger."""

    def __init__(
        self,
        desk: Desk,
        staff: StaffDesk,
        sales: SalesReader,
        reference: ReferenceData,
        refuse_without_shift: Callable[[], None] = lambda: None,
        *,
        ledger: SoldSales | None = None,
        wallets: frozenset[str] = frozenset(),
    ) -> None:
        """`ledger` is None where nobody asks it. `wallets` are those whose refunds this till sends by itself."""
        self._desk = desk
        self._sales = sales
        self._reference = reference
        self._maker = ReturnMaker(desk, staff, refuse_without_shift, wallets)
        self._ledger = ledger

    # --- which sale

    def recent(self, text: str = "", limit: int = 200) -> Sequence[SaleSummary]:
        """This till's sales, the newest first; those whose number, time or amount holds the text."""
        wanted = text.strip().replace(",", "").casefold()
        return [sale for sale in self._sales.recent(limit) if wanted in searched(sale)]

    def open(self, sale_id: str) -> SoldGoods:
        """A sale of this till. Raises Refused `return_sale_unknown`."""
        summary, document = self._sales.by_id(sale_id), self._sales.document(sale_id)
        if summary is None or document is None:
            raise Refused("return_sale_unknown")
        facts, head = self._desk.facts, summary.entry_head
        return SoldGoods(
            store=facts.store,
            till=facts.till,
            sale_id=sale_id,
            receipt_number=summary.receipt_number,
            occurred_at=summary.occurred_at,
            document=document,
            epoch=head.epoch,
            seq=head.seq,
            earlier=tuple(self._sales.returns_of(facts.store, sale_id)),
        )

    def is_own(self, store: str, till: str) -> bool:
        return (store, till) == (self._desk.facts.store, self._desk.facts.till)

    @property
    def may_ask(self) -> bool:
        """Whether the ledger can be asked about a sale now."""
        return self._ledger is not None and self._desk.is_online()

    def look_up(self, store: str, till: str, sale_id: str) -> LookedUp:
        """A sale as the ledger has it, held for this till. Slow, and for any thread.

        Raises Refused `return_held_elsewhere` or `return_not_at_ledger`; Unavailable `return_other_till` without a
        connection, or what the line says.
        """
        if self._ledger is None or not self._desk.is_online():
            raise Unavailable("return_other_till", store=store, till=till)
        asked_ms = self._desk.clock.elapsed_ms()
        within_ms = QUICK_MS if self.is_own(store, till) else None
        found = self._ledger.take(store, sale_id, within_ms=within_ms)
        return LookedUp(found, asked_ms + HELD_SECONDS * 1000 - HOLD_MARGIN_MS)

    def opened(self, looked_up: LookedUp) -> SoldGoods:
        """A sale that was looked up, with what came back of it here and elsewhere. Raises Refused
        `return_other_currency`.
        """
        found = looked_up.found
        if found.document["currency"] != self._desk.facts.currency:
            raise Refused("return_other_currency", currency=str(found.document["currency"]))
        known: dict[str, Any] = {
            "elsewhere": found.returns,
            "offers": found.offers,
            "held_until_ms": looked_up.until_ms,
            "store_name": found.store_name,
        }
        own = self.is_own(found.store, found.till) and self._sales.by_id(found.sale_id) is not None
        if own:
            sold = replace(self.open(found.sale_id), **known)
        else:
            sold = SoldGoods(
                **{name: getattr(found, name) for name in ("store", "till", "sale_id", "receipt_number")},
                occurred_at=found.occurred_at,
                document=found.document,
                epoch=found.epoch,
                seq=found.seq,
                is_own=False,
                **known,
            )
        return self._with_returns(sold)

    def let_go(self, sold: SoldGoods) -> None:
        """Nothing more comes back of it now. Slow, and for any thread."""
        if self._ledger is not None and sold.held_until_ms is not None and self._desk.is_online():
            self._ledger.release(sold.store, sold.sale_id)

    def sales_of_member(self, one_id: str) -> Sequence[SaleListed]:
        """What a member bought anywhere in the group. Slow. Raises Unavailable `return_member_offline`, or as the line
        does.
        """
        if self._ledger is None or not self._desk.is_online():
            raise Unavailable("return_member_offline")
        return self._ledger.of_member(one_id)

    def sales_of_receipt(self, number: str) -> Sequence[SaleListed]:
        """The sale whose receipt bears this number. Slow. Raises as `sales_of_member` does."""
        if self._ledger is None or not self._desk.is_online():
            raise Unavailable("return_member_offline")
        return self._ledger.of_receipt(number)

    # --- what comes back

    def quote(
        self, sold: SoldGoods, lines: Sequence[BackLine], gifts: Sequence[BackGift] = (), *, in_cash: bool = False
    ) -> Quote:
        """What these would pay now; nothing is written.

        Raises Refused `return_empty`, `return_too_much` or `return_offers_gone`.
        """
        priced, _, refunds = self._priced(sold, self._back(lines, gifts), in_cash=in_cash)
        return Quote(priced, tuple(refunds))

    def needs_reference(self, refund: Mapping[str, Any]) -> bool:
        """Whether somebody gives this refund elsewhere, and types its reference."""
        return self._maker.needs_reference(refund)

    def goes_by_itself(self, refund: Mapping[str, Any]) -> bool:
        """Whether this till asks a wallet to give it back."""
        return refund["kind"] not in NO_REFERENCE and not self._maker.needs_reference(refund)

    def complete(
        self,
        sold: SoldGoods,
        lines: Sequence[BackLine],
        gifts: Sequence[BackGift],
        settlement: Settlement,
        approval: Approval | None = None,
    ) -> CompletedReturn:
        """Make the return durable; money goes back after it.

        Raises what `quote` raises, and Refused `shift_needed`, `reason_missing`, `reference_missing`,
        `return_hold_over`, `approval_needed` or `not_signed_in`.
        """
        back = self._back(lines, gifts)
        return self._maker.complete(self._facts(sold, back, settlement), settlement, _permission(settlement), approval)

    def exchange(
        self,
        sold: SoldGoods,
        lines: Sequence[BackLine],
        gifts: Sequence[BackGift],
        settlement: Settlement,
        approval: Approval | None = None,
    ) -> Exchange:
        """These goods for what is in the basket: written with its sale. Raises as `complete` does, and Refused
        `exchange_worth_nothing`.
        """
        facts = self._facts(sold, self._back(lines, gifts), settlement)
        what = sold_document(sold, lines, gifts, self._desk.clock.elapsed_ms())
        return self._maker.exchange(facts, settlement, _permission(settlement), approval, what)

    def exchange_again(self, document: Mapping[str, Any]) -> Exchange:
        """After a crash: what came back for the basket that is at the counter again.

        Raises Refused, when it is worth nothing any more, and ValueError for a document of another program.
        """
        clock = self._desk.clock
        sold, lines, gifts = read_sold(document, self.open, clock.now(), clock.elapsed_ms())
        facts = self._facts(sold, self._back(lines, gifts), read_terms(document).settlement)
        return self._maker.exchange_again(facts, document)

    def void_last(
        self, references: tuple[str, ...] = (), approval: Approval | None = None, sold: SoldGoods | None = None
    ) -> CompletedReturn:
        """Take the last sale back as a whole. `sold`: that sale, with what the ledger said of it.

        Raises Refused `void_too_late`, and as `complete` does.
        """
        last, lines, gifts = self.last_to_void()
        if sold is not None and sold.sale_id == last.sale_id:
            last = self._with_returns(sold)
        if last.earlier:
            raise self.too_late()
        settlement = Settlement(VOIDED, references=references)
        facts = self._facts(last, self._back(lines, gifts), settlement)
        return self._maker.complete(facts, settlement, "void_sale", approval)

    def last_to_void(self) -> tuple[SoldGoods, tuple[BackLine, ...], tuple[BackGift, ...]]:
        """The last sale with all that it sold. Raises Refused `void_too_late` when it is too old, or partly back."""
        last = self._sales.last()
        if last is None:
            raise Refused("return_sale_unknown")
        age = self._desk.clock.now() - datetime.fromisoformat(last.occurred_at)
        sold = self.open(last.sale_id)
        if age > timedelta(minutes=self._void_minutes()) or sold.earlier:
            raise self.too_late()
        if sold.document.get("value_sold"):
            # What is on a card that was sold may be spent by now, here or anywhere.
            raise Refused("void_with_value")
        lines = tuple(BackLine(line["line_id"], line["quantity"]) for line in sold.document["lines"])
        return sold, lines, tuple(BackGift(offer, pieces) for offer, pieces in sold.gifts_left().items())

    def again(self, sold: SoldGoods) -> SoldGoods:
        """The same sale with the returns of this till that came since."""
        return self._with_returns(sold)

    def program_name(self, program: str) -> str:
        """What a points program is called in this store."""
        points = self._reference.settings().get("points", {})
        return str(points.get("names", {}).get(program, program))

    def _void_minutes(self) -> int:
        return read_return_limits(self._reference.settings()).void_minutes

    def too_late(self) -> Refused:
        """That the last sale cannot be voided any more."""
        return Refused("void_too_late", minutes=self._void_minutes())

    def _with_returns(self, sold: SoldGoods) -> SoldGoods:
        """What came back here is in this till's journal, also what the ledger does not have yet."""
        here = tuple(self._sales.returns_of(sold.store, sold.sale_id))
        known = {body["return_id"] for body in here}
        return replace(sold, earlier=(*(body for body in sold.elsewhere if body["return_id"] not in known), *here))

    def _back(self, lines: Sequence[BackLine], gifts: Sequence[BackGift]) -> Back:
        if not lines and not gifts:
            raise Refused("return_empty")
        return Back(self._desk.clock.now().isoformat(timespec="seconds"), tuple(lines), tuple(gifts))

    def _priced(
        self, sold: SoldGoods, back: Back, *, in_cash: bool, exchanged_minor: int = 0
    ) -> tuple[PricedReturn, list[dict[str, Any]], list[dict[str, Any]]]:
        """What comes back, the parts of it that pay for other goods, and the refunds of the rest (cash is rounded)."""

        def offer(offer_id: str, version: int) -> Mapping[str, Any] | None:
            return sold.offers.get((offer_id, version)) or self._reference.offer_version(offer_id, version)

        rules, now = plan_rules_of(self._reference.settings()), self._desk.clock.now()
        refuse_late(rules, sold.document, {line.line_id for line in back.lines}, sold.occurred_at, now)
        tenders = unrounded_tenders(sold.document)
        earlier = [{"tenders": unrounded_tenders(body)} for body in sold.earlier]
        parts: list[dict[str, Any]] = []
        try:
            priced = price_return(sold.document, offer, sold.earlier, back)
            refund = priced.pricing.refund
            if in_cash:
                parts, refunds = all_in_cash(refund, exchanged_minor)
            elif exchanged_minor:
                parts, refunds = exchange_shares(tenders, earlier, refund, exchanged_minor)
            else:
                refunds = refund_shares(tenders, earlier, refund)
        except OffersGone as error:
            raise Refused("return_offers_gone") from error
        except (ContractError, UnlawfulChoice, ValueError) as error:
            raise Refused("return_too_much") from error
        rule = read_cash_rounding(self._reference.settings()).get(sold.document["currency"], EXACT)
        return priced, parts, rounded_refunds(refunds, sold.earlier, rule)

    def _facts(
        self, sold: SoldGoods, back: Back, settlement: Settlement
    ) -> Callable[[int], tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]]:
        def make(exchanged_minor: int) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
            if not sold.is_own and self._desk.clock.elapsed_ms() >= (sold.held_until_ms or 0):
                raise Refused("return_hold_over")
            # What came back since this sale was opened counts too.
            now = self._with_returns(sold)
            in_cash = settlement.in_cash
            priced, parts, refunds = self._priced(now, back, in_cash=in_cash, exchanged_minor=exchanged_minor)
            given = sum(refund["amount_minor"] for refund in refunds)
            rounding = given + exchanged_minor - priced.pricing.refund
            facts = {
                "sale": sold.named,
                "currency": sold.document["currency"],
                "one_id": sold.document["one_id"],
                "at": back.at,
                "after": [earlier["return_id"] for earlier in now.earlier],
                **priced.to_document(),
                **({"rounding_minor": rounding} if rounding else {}),
            }
            return facts, parts, refunds

        return make


def _permission(settlement: Settlement) -> str:
    return "refund_in_cash" if settlement.in_cash else "return_goods"
