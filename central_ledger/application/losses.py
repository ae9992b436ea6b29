"""Benefits that were given and were not there: the money moves from those who funded them to who bears it."""

from __future__ import annotations

from central_ledger.application.ledger import Ledger
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.cases import Case
from central_ledger.domain.offer_uses import OfferUse
from central_ledger.domain.sales import MemberEffects


def book_loss(ledger: Ledger, effects: MemberEffects, case: Case, use: OfferUse) -> None:
    """Book what one use cost as a benefit loss: in the case's file, once for each case."""
    unit = effects.currency
    postings = []
    for account, funding in ((accounts.discount, use.funding), (accounts.gift, use.gift_funding)):
        for party, amount in funding.items():
            postings.append(Posting(accounts.benefit_loss(use.bearer or party), unit, amount))
            postings.append(Posting(account(party), unit, -amount))
    transfer = Transfer(
        f"case/{case.case_id}", "benefit_loss", effects.reference, effects.occurred_at, combined(postings)
    )
    ledger.books.book_for_members([(case.holder, transfer)])


def take_loss_back(ledger: Ledger, case: Case) -> None:
    """What was booked as the loss of a case was none after all. Once for each case."""
    booked = ledger.books.case_postings(case.holder, case.case_id)
    postings = combined(Posting(posting.account, posting.unit, -posting.amount) for _, posting in booked)
    if postings:
        reference = booked[0][0]
        transfer = Transfer(f"case/{case.case_id}/back", "benefit_loss", reference, ledger.now(), postings)
        ledger.books.book_for_members([(case.holder, transfer)])
