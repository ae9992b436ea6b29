from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from central_ledger.domain.overdraft import Overdraft, after_sale

SALES = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 120)), max_size=8)


def run(start: int, sales) -> Overdraft:
    state = Overdraft(start, 0, 0)
    for earned, spent in sales:
        state = after_sale(state, earned - spent, spent, spent)
    return state


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 200), SALES, st.randoms(use_true_random=False))
def test_the_loss_is_the_same_in_every_order(start, sales, random):
    shuffled = list(sales)
    random.shuffle(shuffled)
    assert (run(start, sales).points, run(start, sales).overdrawn) == (
        run(start, shuffled).points,
        run(start, shuffled).overdrawn,
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 200), SALES)
def test_points_are_never_negative_and_nothing_is_lost(start, sales):
    state = run(start, sales)
    assert state.points >= 0
    assert state.points - state.overdrawn == start + sum(earned - spent for earned, spent in sales)
    assert (state.overdrawn_minor == 0) if state.overdrawn == 0 else state.overdrawn_minor >= 0


def test_the_money_lost_is_what_the_missing_points_paid():
    # 300 points paid 150; 100 of them were there.
    assert after_sale(Overdraft(100, 0, 0), -300, 300, 150) == Overdraft(0, 200, 100)


def test_a_sale_that_arrives_later_covers_the_loss():
    assert after_sale(Overdraft(0, 200, 100), 50, 0, 0) == Overdraft(0, 150, 75)
    assert after_sale(Overdraft(0, 200, 100), 250, 0, 0) == Overdraft(50, 0, 0)
