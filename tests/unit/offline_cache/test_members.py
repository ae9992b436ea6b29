"""Members by number, by card, and by what someone types."""

from __future__ import annotations

import pytest

from offline_cache import LocalStore
from retail.member import Member
from retail.ports import StoredCoupon
from tests.unit.offline_cache.making import AS_OF, member, row

LATER = "2026-11-11T01:30:00+00:00"  # half an hour after AS_OF, though its text sorts before it


@pytest.fixture
def club(store: LocalStore) -> LocalStore:
    page = [
        member("M1", "林若曦", pinyin="LRX", phone="13812346021", cards={"LQX": "8801", "GY": "77"}),
        member("M2", "王敏", pinyin="wm", phone="13900006021"),
        member("M3", "Jo Smith", pinyin="", phone="+4477001", birthday=None),
        member("M4", "欧阳若兰", pinyin="oyrl", phone="", cards={"LQX": "9901", "MTG": "MT004711"}),
    ]
    store.pulled.apply_page("members", page, "cursor", AS_OF)
    return store


def ids(found: object) -> list[str]:
    return [one.one_id for one in found]  # type: ignore[attr-defined]


def test_a_member_comes_back_whole(club: LocalStore) -> None:
    assert club.members.by_one_id("M1") == Member(
        one_id="M1",
        name="林若曦",
        pinyin="lrx",
        phone="13812346021",
        birthday="03-08",
        tiers={"group": "gold"},
        plans=("plus",),
        points={"group": 1200},
        cards={"LQX": "8801", "GY": "77"},
        first_purchase=False,
        as_of=AS_OF,
        source="cache",
    )
    assert club.members.by_one_id("M9") is None


def test_cards_name_their_member(club: LocalStore) -> None:
    found = [club.members.by_card(number) for number in ("8801", "77", "9901", "990")]

    assert [None if one is None else one.one_id for one in found] == ["M1", "M1", "M4", None]


def test_a_number_as_it_was_read_is_a_members_card_when_it_leads_to_one_member(club: LocalStore) -> None:
    before = {"one_id": "M1", "cards": {"MT": "GY001"}}
    club.pulled.apply_page("aliases", [{"key": "M7", "version": 1, "deleted": False, "data": before}], "a", AS_OF)
    linked = club.members.linked_card
    found = [linked([number]) for number in ("8801", "mt-004711", "MT004712", "gy 001")]
    assert found == [None, "MT004711", None, "GY001"], "of four digits, of a member, of nobody, of an id before"
    twins = [
        member("M1", "林若曦", cards={"LQX": "690123456789", "GY": "GY00001"}),
        member("M2", "王敏", cards={"MT": "GY00001"}),
    ]
    club.pulled.apply_page("members", twins, "m2", AS_OF)
    assert linked(["0690123456789", "690123456789"]) == "690123456789"
    assert linked(["GY-00001"]) is None, "two members have it: a scan does not choose"


def test_numbers_of_ids_that_became_others_follow_the_feed(club: LocalStore) -> None:
    def told(alias: str, cursor: str, cards: dict[str, str] | None) -> None:
        data = None if cards is None else {"one_id": "M1", "cards": cards}
        row = {"key": alias, "version": int(cursor), "deleted": cards is None, "data": data}
        club.pulled.apply_page("aliases", [row], cursor, AS_OF)

    def holder(number: str) -> str | None:
        found = club.members.by_card(number)
        return None if found is None else found.one_id

    assert (club.members.linked_card(["GY001"]), holder("GY001")) == (None, None)
    told("M7", "1", {"MT": "GY001"})
    assert (club.members.linked_card(["GY001"]), holder("GY001")) == ("GY001", "M1")
    told("M8", "2", {"GY": "GY002"})
    assert [holder(number) for number in ("GY001", "GY002")] == ["M1", "M1"]
    told("M7", "3", None)
    assert (club.members.linked_card(["GY001"]), holder("GY001"), holder("GY002")) == (None, None, "M1")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("6021", {"M1", "M2"}),
        ("46021", {"M1"}),
        ("138 1234 6021", {"M1"}),
        ("021", {"M1", "M2"}),
        ("21", set()),
        ("1381", set()),
        ("7001", {"M3"}),
        ("若", {"M1", "M4"}),
        ("若曦", {"M1"}),
        ("阳若", {"M4"}),
        ("林若曦", {"M1"}),
        ("lr", {"M1"}),
        ("LRX", {"M1"}),
        ("oy", {"M4"}),
        ("smith", {"M3"}),
        ("jo sm", {"M3"}),
        ("若林", set()),
        ("", set()),
    ],
)
def test_what_is_typed_finds(club: LocalStore, typed: str, expected: set[str]) -> None:
    assert set(ids(club.members.search(typed))) == expected


def test_no_more_than_the_limit(club: LocalStore) -> None:
    page = [member(f"N{number}", f"张若{number}", phone=f"138000{number:05d}000") for number in range(30)]
    club.pulled.apply_page("members", page, "cursor", AS_OF)

    assert len(club.members.search("若")) == 20
    assert len(club.members.search("000", limit=5)) == 5


def test_every_day_on_which_points_end_is_kept(club: LocalStore) -> None:
    ends = {"points": {"group": [5, "2026-12-31"]}, "later": {"group": [[7, "2027-01-31"], [9, "2027-02-28"]]}}
    club.pulled.apply_page("members", [member("M1", "林若曦", ends=ends)], "c2", AS_OF)
    found = club.members.by_one_id("M1")
    assert found is not None
    assert found.points_end == {"group": (5, "2026-12-31")}
    assert found.points_later == {"group": ((7, "2027-01-31"), (9, "2027-02-28"))}


def test_facts_are_as_old_as_the_last_complete_pull(club: LocalStore) -> None:
    """The ledger sends what changed: a member that it does not send again is as it was."""
    club.pulled.apply_page("members", [member("M2", "王敏")], "c2", LATER)
    first = club.members.by_one_id("M1")
    assert first is not None
    assert first.as_of == LATER


def test_a_pull_that_was_cut_off_says_nothing_of_the_rest(club: LocalStore) -> None:
    club.pulled.apply_page("members", [member("M2", "王敏")], "c2", LATER, more=True)

    found = {one_id: club.members.by_one_id(one_id) for one_id in ("M1", "M2")}

    assert {one_id: one.as_of for one_id, one in found.items() if one} == {"M1": AS_OF, "M2": LATER}
    club.pulled.apply_page("members", [], "c3", LATER)
    first = club.members.by_one_id("M1")
    assert first is not None
    assert first.as_of == LATER


def test_coupons_of_a_member(club: LocalStore) -> None:
    data = {"offer_id": "OFF50", "one_id": "M1", "status": "available", "expires_at": None}
    page = [
        row("C2", {"coupon_id": "C2", **data}),
        row("C1", {"coupon_id": "C1", **data, "status": "used", "expires_at": AS_OF}),
        row("C3", {"coupon_id": "C3", **data, "one_id": "M2"}),
    ]
    club.pulled.apply_page("coupons", page, "c", AS_OF)

    assert club.members.coupons_of("M1") == [
        StoredCoupon("C1", "OFF50", "M1", "used", AS_OF),
        StoredCoupon("C2", "OFF50", "M1", "available", None),
    ]
    assert club.members.coupons_of("M4") == []


@pytest.mark.parametrize("typed", ["MT004711", "mt 00-4711", " MT-004711 "])
def test_an_old_number_of_a_brand_is_typed_as_it_stands_on_the_card(club: LocalStore, typed: str) -> None:
    assert ids(club.members.search(typed)) == ["M4"]
    assert ids(club.members.search(typed.strip()[:-1])) == [], "as a whole, or nobody"
