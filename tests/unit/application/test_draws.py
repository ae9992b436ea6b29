"""A draw at the counter: who may enter, what is written before and after, its paper, and answers that were lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pos_client.application.ask_rounds import AskRounds
from pos_client.application.draws import DrawDesk
from pos_client.errors import Refused
from retail.asks import Drawn, OpenAsk, read_drawn
from retail.draws import check_code
from tests.fake_store import AskReader
from tests.unit.application.conftest import Counter

TABLE = {
    "id": "D11", "label": "双11抽奖", "program": "group", "price": 50, "per_member": 3, "per_day": 2, "budget": 2500,
    "from": "2020-01-01T00:00:00+08:00", "to": "2099-11-12T00:00:00+08:00",
    "prizes": [
        {"id": "BAG", "label": "手袋", "weight": 1, "offer": "OFF50", "days": 7, "cost": 2000},
        {"id": "P20", "label": "20分", "label_en": "20 points", "weight": 3, "points": 20, "cost": 20},
        {"id": "THANKS", "label": "谢谢", "weight": 6},
    ],
}  # fmt: skip
COMMITMENT = "ab" * 32


def published(*tables: dict[str, Any], seed: str | None = None) -> dict[str, Any]:
    rows = [{"table": json.dumps(each), "commitment": COMMITMENT, "seed": seed} for each in tables]
    return {"draws": {"draws": rows}}


@pytest.fixture
def draws(counter: Counter) -> DrawDesk:
    """The member has shown the code, and five thousand points of the group."""
    counter.reference.settings_document |= published(TABLE)
    counter.checkout.set_member(counter.members.identify_code(counter.rotating_code()))
    return DrawDesk(counter.desk, counter.staff, counter.checkout, counter.reference, AskReader(counter.store))


def member(counter: Counter) -> Any:
    return counter.checkout.state.member


def refused(call: Any, *args: Any) -> str:
    with pytest.raises(Refused) as caught:
        call(*args)
    return caught.value.code


@pytest.mark.parametrize(
    ("change", "on"),
    [
        ({}, ["D11"]),
        ({"from": "2098-01-01T00:00:00+08:00"}, []),
        ({"to": "2021-01-01T00:00:00+08:00"}, []),
        ({"prizes": [{"id": "?"}]}, []),  # of a newer program
    ],
)
def test_the_list_shows_what_is_on(counter: Counter, draws: DrawDesk, change: dict[str, Any], on: list[str]) -> None:
    counter.reference.settings_document |= published(TABLE | change)
    assert [offer.draw_id for offer in draws.offers(member(counter))] == on
    counter.reference.settings_document |= published(TABLE | change, seed="00")
    assert draws.offers(member(counter)) == [], "revealed: it is over"


def test_it_needs_the_members_own_code_the_line_and_the_points(counter: Counter, draws: DrawDesk) -> None:
    assert refused(draws.check, None, "D11") == "proof_needed"
    found = counter.members.identify_search("M1")
    assert refused(draws.check, found, "D11") == "proof_needed"
    assert refused(draws.check, member(counter), "D12") == "draw_not_on"
    counter.reference.settings_document |= published(TABLE | {"price": 5001})
    assert refused(draws.begin, member(counter), "D11") == "draw_too_few"
    counter.reference.settings_document |= published(TABLE | {"price": 5001, "free": 1})
    assert draws.check(member(counter), "D11").may_be_free
    counter.online = False
    assert refused(draws.check, member(counter), "D11") == "draw_offline"


def test_what_is_asked_is_durable_first_and_its_result_is_journaled_once(counter: Counter, draws: DrawDesk) -> None:
    ask = draws.begin(member(counter), "D11")
    assert counter.store.asks == {ask.ask_id: ask}
    assert refused(draws.begin, member(counter), "D11") == "draw_asked"
    answer = Drawn(7, "BAG", "P20", 50, 20)
    _, result = draws.answered(ask, answer)
    (body,) = counter.store.bodies("draw_entered")
    assert (body["entry_id"], body["number"], body["drawn"], body["given"]) == (ask.ask_id, 7, "BAG", "P20")
    assert (body["price"], body["points"], body["staff_id"]) == (50, 20, "1001")
    assert counter.store.asks == {}
    assert member(counter).member.points == {"group": 4970}
    draws.answered(ask, answer)  # heard a second time, as by the sync thread
    assert len(counter.store.bodies("draw_entered")) == 1
    paper = draws.paper(ask, result, {"group": "拾物积分"}, "zh_CN")
    words = " ".join(
        f"{getattr(part, 'text', '')} {getattr(part, 'left', '')} {getattr(part, 'right', '')}"
        for part in paper.elements
    )
    for said in ("20分", "拾物积分 -50", "+20", check_code(COMMITMENT, 7, ask.ask_id, "P20"), ask.ask_id, "手袋"):
        assert said in words
    assert words.replace(" ", "").count("ab" * 16) == 2, "the whole commitment"


def test_what_the_ledger_refuses_changes_nothing_and_waits_no_more(counter: Counter, draws: DrawDesk) -> None:
    for code, told in (("no_more_today", "draw_no_more_today"), ("too_few", "draw_too_few"), ("new", "draw_not_on")):
        ask = draws.begin(member(counter), "D11")
        assert refused(draws.answered, ask, Drawn(0, code=code)) == told
    assert (counter.store.asks, counter.store.bodies("draw_entered")) == ({}, [])
    assert member(counter).member.points == {"group": 5000}


def test_a_lost_answer_is_asked_for_again_by_the_sync_thread(counter: Counter, draws: DrawDesk) -> None:
    answers: list[Drawn | None] = [None, Drawn(1, "THANKS", "THANKS", 50)]
    asked: list[str] = []

    def ledger(ask: OpenAsk) -> Drawn | None:
        asked.append(ask.ask_id)
        return answers.pop(0)

    ask = draws.begin(member(counter), "D11")
    rounds = AskRounds(counter.desk, AskReader(counter.store), ledger)
    assert rounds.round() == 0
    counter.clock.advance(31)
    assert (rounds.round(), rounds.round(), rounds.round()) == (0, 1, 0)
    assert asked == [ask.ask_id] * 2
    assert [body["entry_id"] for body in counter.store.bodies("draw_entered")] == [ask.ask_id]


GOOD = {
    "entry_id": "e1",
    "number": 1,
    "drawn": "A",
    "given": "A",
    "price": 5,
    "points": 0,
    "left": 0,
    "coupon_id": None,
    "entitlement_id": None,
    "code": None,
}


@pytest.mark.parametrize(
    "change",
    [{"entry_id": "e2"}, {"number": 0}, {"code": "no"}, {"given": ""}, {"points": -1}, {"price": True}, {"drawn": 1}],
)
def test_nonsense_is_no_answer(change: dict[str, Any]) -> None:
    assert read_drawn(GOOD, "e1").number == 1
    with pytest.raises(ValueError, match=r"asked|prize|reason"):
        read_drawn(GOOD | change, "e1")
