"""Members who joined at this till and ids that became others, on a real file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offline_cache import LocalStore
from retail.member import Member
from retail.receipt_number import receipt_number
from tests.unit.offline_cache.making import AS_OF, member, row, sale_document

Opener = Callable[..., LocalStore]

JOINED = Member(
    "N1",
    name="林小满",
    phone="13900000001",
    birthday="02-29",
    tiers={"group": "basic"},
    first_purchase=True,
    as_of=AS_OF,
    phone_digest="d" * 64,
)


def join(store: LocalStore) -> None:
    with store.unit_of_work() as uow:
        uow.joined_members.add(JOINED)
        uow.journal.append("member_enrolled", {"one_id": "N1"})
        uow.commit()


def pull(store: LocalStore, feed: str, *rows: object) -> None:
    store.pulled.begin(feed)
    store.pulled.apply_page(feed, list(rows), f"cursor-{feed}", AS_OF)  # type: ignore[arg-type]


def alias(card: str | None = None) -> dict[str, object]:
    return row("N1", {"alias": "N1", "one_id": "M1", "cards": {} if card is None else {"LQX": card}})


def test_who_joined_is_found_like_any_member_and_after_a_restart(store: LocalStore, opened: Opener) -> None:
    join(store)
    store.close()
    again = opened()
    assert again.members.by_one_id("N1") == JOINED
    for typed in ("0001", "小满", "13900000001"):
        assert [found.one_id for found in again.members.search(typed)] == ["N1"]
    assert again.members.by_phone_digest("d" * 64) == [JOINED]
    assert again.members.by_phone_digest("") == []


def test_a_join_that_is_not_committed_is_none(store: LocalStore) -> None:
    with store.unit_of_work() as uow:
        uow.joined_members.add(JOINED)
    assert store.members.by_one_id("N1") is None


def test_the_ledgers_row_takes_the_place_of_what_was_typed(store: LocalStore) -> None:
    join(store)
    theirs = member("N1")
    theirs["data"] = {**theirs["data"], "name": "林小满", "phone_digest": "d" * 64, "points": {"group": 7}}
    pull(store, "members", theirs)
    (found,) = store.members.by_phone_digest("d" * 64)
    assert (found.points, found.name) == ({"group": 7}, "林小满")
    assert [each.one_id for each in store.members.search("小满")] == ["N1"], "once"
    pull(store, "members", row("N1", None))
    assert store.members.by_one_id("N1") is None, "what the ledger takes away stays away"


def test_an_id_that_became_another_is_that_one_here_too(store: LocalStore) -> None:
    join(store)
    pull(store, "members", member("M1"))
    pull(store, "aliases", alias())
    found = store.members.by_one_id("N1")
    assert found is not None
    assert found.one_id == "M1"
    assert [each.one_id for each in store.members.search("0001")] == [], "nobody is there twice"
    pull(store, "aliases", row("N1", None))
    assert store.members.by_one_id("N1") is None
    assert store.members.by_one_id("M1") is not None


def test_until_the_other_ones_row_is_here_the_id_is_who_joined(store: LocalStore) -> None:
    pull(store, "members", member("N1"))
    pull(store, "aliases", alias())
    found = store.members.by_one_id("N1")
    assert found is not None
    assert found.one_id == "N1"


@pytest.mark.parametrize(("number", "found"), [("2801", "M1"), ("2899", None)])
def test_a_card_of_an_id_that_became_another_leads_to_that_one(
    store: LocalStore, number: str, found: str | None
) -> None:
    pull(store, "members", member("M1"))
    pull(store, "aliases", alias("2801"))
    known = store.members.by_card(number)
    assert (None if known is None else known.one_id) == found


def test_a_plan_that_was_sold_here_holds_at_once_and_until_the_ledger_says(store: LocalStore, opened: Opener) -> None:
    pull(store, "members", member("M1", plans=[]))
    body = sale_document(plans=[{"line_id": "1", "plan": "plus", "days": 365}])
    with store.unit_of_work() as uow:
        entry = uow.journal.append("sale", body)
        uow.sales.add(body, entry, receipt_number(entry))
        uow.commit()
    store.close()
    again = opened()
    assert plans_of(again) == ("plus",)
    pull(again, "members", member("M1", plans=[]))
    assert plans_of(again) == ("plus",), "this row was made before the ledger had the sale"
    again.journal.mark_acknowledged(entry.epoch, entry.seq)
    pull(again, "members", member("M1", plans=[]))
    assert plans_of(again) == (), "and this one after it: the ledger knows better"


def plans_of(store: LocalStore) -> tuple[str, ...]:
    found = store.members.by_one_id("M1")
    assert found is not None
    return found.plans
