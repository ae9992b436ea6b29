"""What an entry moves for somebody who was erased: the store's books stand, and nobody has the points."""

from __future__ import annotations

import msgspec

from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined

_GROWTH = accounts.growth_unit("")


def of_nobody(transfer: Transfer, one_id: str) -> Transfer:
    """The member's side of a transfer without the member: what they would have got the program promises no more, what
    they would have spent it promises less. Growth value is nobody's.
    """
    account = accounts.member_points(one_id)
    postings = (
        Posting(accounts.program_points(accounts.program_of(posting.unit)), posting.unit, posting.amount)
        if posting.account == account
        else posting
        for posting in transfer.postings
        if not posting.unit.startswith(_GROWTH)
    )
    return msgspec.structs.replace(transfer, postings=combined(postings))
