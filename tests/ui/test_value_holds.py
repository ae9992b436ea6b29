"""Holds of gift cards and stored value: who has them, how long they are renewed, and when they are let go."""

from __future__ import annotations

import pytest

from pos_client.application.chores import CounterChores
from pos_client.application.completing import draft_of
from pos_client.application.kept_basket import kept_basket, with_proof
from pos_client.application.reservation_renewal import RENEW_MS, ReservationRenewal
from pos_client.application.wallet_bodies import waiting_basket
from pos_client.errors import Refused
from retail.stored_value import HoldRequest, ValueHeld
from retail.wallets import WalletAttempt
from tests.fake_value import GOOD, SETTING
from tests.ui.till import FakeTill
from tests.ui.till_data import SETTINGS


class NoLeases:
    def give_back(self) -> int:
        return 0


@pytest.fixture
def till() -> FakeTill:
    """Goods at payment, ¥50 of them paid by a card."""
    made = FakeTill()
    made.reference.settings_document = {**SETTINGS, "stored_value": SETTING}
    made.checkout.reference_changed()
    made.sign_in()
    made.checkout.add_product("LQX-9034")
    assert made.checkout.begin_payment() is None
    made.value.held(made.value.begin("gift_card", GOOD, 5_000), ValueHeld(5_000, 0))
    return made


def rounds(till: FakeTill, asked: list[HoldRequest]) -> CounterChores:
    def hold(request: HoldRequest) -> ValueHeld:
        asked.append(request)
        return ValueHeld(request.amount_minor, 0)

    holds = till.checkout.allowances.holds
    renewal = ReservationRenewal(till.clock, holds, lambda request: None, hold)
    released = till.holds_on_disk
    return CounterChores(NoLeases(), released, holds, lambda name: True, renewal=renewal)  # type: ignore[arg-type]


def test_a_hold_is_renewed_while_its_basket_stands_there_and_let_go_when_it_does_not(till: FakeTill) -> None:
    asked: list[HoldRequest] = []
    chores = rounds(till, asked)
    chores.after_pull()
    chores.after_pull()
    assert [(hold.account_id, hold.amount_minor) for hold in asked] == [(GOOD, 5_000)]
    till.clock.advance(RENEW_MS // 1000)
    chores.after_pull()
    assert len(asked) == 2
    assert till.holds_on_disk.ids == [asked[0].hold_id]
    till.checkout.remove_tender(0)
    chores.after_pull()
    assert till.holds_on_disk.ids == []
    assert len(asked) == 2


def test_a_basket_that_waits_for_its_wallet_keeps_its_card_and_one_that_is_kept_for_later_does_not(
    till: FakeTill,
) -> None:
    checkout = till.checkout
    document = checkout.draft().document()
    (tender,) = draft_of(till.desk, document).sale.tenders
    assert (tender.kind, tender.hold_id, tender.left_minor) == ("gift_card", till.holds_on_disk.ids[0], 0)
    attempt = WalletAttempt(
        "A1", "wechat", 100, "CNY", checkout.sale_id, checkout.basket_id, "1001", "", "paying", "", document
    )
    holds = checkout.allowances.holds
    holds.wait("A1", waiting_basket(attempt, None))
    kept = with_proof(kept_basket(checkout.state, checkout.basket_id, checkout.sale_id, ""), checkout.state, ())
    assert kept.tenders == ()
    checkout.leave()
    assert holds.is_held(till.holds_on_disk.ids[0])
    holds.wait_no_more("A1")
    assert not holds.is_held(till.holds_on_disk.ids[0])


def test_an_answer_for_a_basket_that_has_gone_pays_nothing(till: FakeTill) -> None:
    till.checkout.remove_tender(0)
    assert till.checkout.begin_payment() is None
    request = till.value.begin("gift_card", GOOD, 10**6)
    with pytest.raises(Refused, match="value_asked"):
        till.value.begin("gift_card", GOOD, 1)
    till.checkout.abandon_payment()
    with pytest.raises(Refused, match="value_basket_changed"):
        till.value.held(request, ValueHeld(5_000, 0))
    assert till.checkout.state.tenders == ()
    with pytest.raises(Refused, match="value_basket_changed"):
        till.value.held(request, ValueHeld(5_000, 0))
