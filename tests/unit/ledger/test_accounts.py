from __future__ import annotations

import pytest

from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, Unbalanced, combined


def transfer(*postings: Posting) -> Transfer:
    return Transfer("T", "test", "", "2026-11-11T10:00:00+08:00", postings)


def test_a_transfer_sums_to_zero_in_every_unit():
    kept = transfer(
        Posting("a", "CNY", 5),
        Posting("b", "CNY", -5),
        Posting("a", "points/group", 1),
        Posting("b", "points/group", -1),
    )
    assert len(kept.postings) == 4


@pytest.mark.parametrize(
    "postings",
    [
        (Posting("a", "CNY", 5),),
        (Posting("a", "CNY", 5), Posting("b", "CNY", -4)),
        (Posting("a", "CNY", 5), Posting("b", "points/group", -5)),
    ],
)
def test_what_does_not_sum_to_zero_cannot_be_made(postings):
    with pytest.raises(Unbalanced):
        transfer(*postings)


def test_postings_of_one_account_and_unit_are_combined_and_nothings_left_out():
    given = [Posting("a", "CNY", 5), Posting("a", "CNY", 2), Posting("b", "CNY", -7), Posting("c", "CNY", 0)]
    assert combined(given) == (Posting("a", "CNY", 7), Posting("b", "CNY", -7))


def test_two_accounts_never_share_a_name_whatever_their_parts_hold():
    assert accounts.sales("S/1", "B") != accounts.sales("S", "1/B")
    assert accounts.sales("S%2F1", "B") != accounts.sales("S/1", "B")
    assert accounts.discount("brand:LQX") == "discount/brand:LQX"
