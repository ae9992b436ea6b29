"""Points exchanged at the counter: what may be, what is written before and after, and answers that were lost."""

from __future__ import annotations

from typing import Any

import pytest

from pos_client.application.ask_rounds import AskRounds
from pos_client.application.points_exchange import ExchangePlan, PointsExchangeDesk
from pos_client.errors import Refused
from retail.asks import Exchanged, OpenAsk, read_exchanged
from tests.fake_store import AskReader
from tests.unit.application.conftest import SHIRT, Counter

RATES = [
    {"from": "group", "to": "YR", "points": 100, "gives": 7, "step": 50, "per_day": 3000},
    {"from": "YR", "to": "group", "points": 10, "gives": 1},
]
PAIR = ("group", "YR")


@pytest.fixture
def exchanges(counter: Counter) -> PointsExchangeDesk:
    """The member has shown the code, and five thousand points of the group."""
    counter.reference.settings_document |= {"programs": {"exchanges": RATES}}
    counter.checkout.set_member(counter.members.identify_code(counter.rotating_code()))
    return PointsExchangeDesk(
        counter.desk, counter.staff, counter.checkout, counter.reference, AskReader(counter.store)
    )


def member(counter: Counter) -> Any:
    return counter.checkout.state.member


def refused(call: Any, *args: Any) -> tuple[str, dict[str, Any]]:
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.code, dict(caught.value.params)


def test_a_plan_shows_both_balances_before_and_after(counter: Counter, exchanges: PointsExchangeDesk) -> None:
    assert [(offer.from_program, offer.has) for offer in exchanges.offers(member(counter))] == [("group", 5000)]
    plan = exchanges.plan(member(counter), PAIR, 150)
    assert plan == ExchangePlan("M1", "group", "YR", 150, 10, 5000, 0)  # 10.5, rounded down
    assert (plan.from_after, plan.to_after) == (4850, 10)


@pytest.mark.parametrize(
    ("points", "code", "params"),
    [
        (75, "exchange_not_a_step", {"step": 50}),
        (0, "exchange_not_a_step", {"step": 50}),
        (5050, "exchange_too_few", {"points": 5000}),
    ],
)
def test_what_cannot_be_is_refused_before_anybody_is_asked(
    counter: Counter, exchanges: PointsExchangeDesk, points: int, code: str, params: dict[str, Any]
) -> None:
    assert refused(exchanges.plan, member(counter), PAIR, points) == (code, params)
    assert refused(exchanges.plan, member(counter), ("YR", "group"), 10)[0] == "exchange_not_offered"


def test_it_needs_the_members_own_code_and_the_line(counter: Counter, exchanges: PointsExchangeDesk) -> None:
    counter.online = False
    assert refused(exchanges.plan, member(counter), PAIR, 100)[0] == "exchange_offline"
    counter.online = True
    found = counter.members.identify_search("M1")
    assert refused(exchanges.plan, found, PAIR, 100)[0] == "proof_needed"


def test_what_is_asked_is_durable_first_and_its_answer_is_journaled_once(
    counter: Counter, exchanges: PointsExchangeDesk
) -> None:
    counter.checkout.add_product(SHIRT.sku)
    counter.checkout.choose_coupons([])
    ask = exchanges.begin(exchanges.plan(member(counter), PAIR, 1000))
    assert counter.store.asks == {ask.ask_id: ask}
    assert counter.store.bodies("points_exchanged") == []
    assert refused(exchanges.begin, exchanges.plan(member(counter), PAIR, 50))[0] == "exchange_asked"
    _, plan = exchanges.answered(ask, Exchanged(70))
    (body,) = counter.store.bodies("points_exchanged")
    assert (body["exchange_id"], body["points"], body["gives"], body["staff_id"]) == (ask.ask_id, 1000, 70, "1001")
    assert counter.store.asks == {}
    assert member(counter).member.points == {"group": 4000, "YR": 70}
    assert counter.checkout.state.coupon_choice == (), "what was chosen by hand stays"
    # Heard a second time, as by the sync thread: nothing more is written.
    exchanges.answered(ask, Exchanged(70))
    assert len(counter.store.bodies("points_exchanged")) == 1
    paper = exchanges.paper(ask, plan, {"group": "拾物积分"}, "zh_CN")
    texts = [f"{getattr(part, 'left', '')} {getattr(part, 'right', '')}" for part in paper.elements]
    assert "拾物积分 -1,000" in texts
    assert "余额 5,000 → 4,000" in texts


def test_what_the_ledger_refuses_changes_nothing_and_waits_no_more(
    counter: Counter, exchanges: PointsExchangeDesk
) -> None:
    for code, told in (
        ("too_few", "exchange_too_few"),
        ("limit_reached", "exchange_limit"),
        ("not_offered", "exchange_changed"),
    ):
        ask = exchanges.begin(exchanges.plan(member(counter), PAIR, 1000))
        answer = Exchanged(0, code, 400)
        assert refused(exchanges.answered, ask, answer) == (told, {"points": 400})
    assert counter.store.asks == {}
    assert counter.store.bodies("points_exchanged") == []
    assert member(counter).member.points == {"group": 5000}


def test_a_lost_answer_is_asked_for_again_by_the_sync_thread(counter: Counter, exchanges: PointsExchangeDesk) -> None:
    asked: list[str] = []
    answers: list[Exchanged | None] = [None, Exchanged(7)]

    def ledger(ask: OpenAsk) -> Exchanged | None:
        asked.append(ask.ask_id)
        return answers.pop(0)

    ask = exchanges.begin(exchanges.plan(member(counter), PAIR, 100))
    rounds = AskRounds(counter.desk, AskReader(counter.store), ledger)
    assert rounds.round() == 0
    assert asked == [], "somebody at the counter asks first"
    assert exchanges.open_of("M1") == ask
    counter.clock.advance(31)
    assert (rounds.round(), rounds.round(), rounds.round()) == (0, 1, 0)
    assert asked == [ask.ask_id] * 2
    assert [body["exchange_id"] for body in counter.store.bodies("points_exchanged")] == [ask.ask_id]


@pytest.mark.parametrize(
    "answer",
    [
        {"exchange_id": "other", "gives": 1, "code": None, "left": 0},
        {"exchange_id": "x", "gives": True, "code": None, "left": 0},
        {"exchange_id": "x", "gives": 0, "code": None, "left": 0},
        {"exchange_id": "x", "gives": 5, "code": "too_few", "left": 0},
        {"exchange_id": "x", "gives": 5, "code": None},
    ],
)
def test_an_answer_that_is_none_is_no_answer(answer: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="exchange"):
        read_exchanged(answer, "x")
