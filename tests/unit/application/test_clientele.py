"""Guides and their members: codes, who gets whoever joins, and handing over."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import pytest

from pos_client.application.clientele import ClienteleDesk
from pos_client.application.joining import JoinDesk, JoinForm
from pos_client.errors import Refused
from retail.clientele import guide_code, spread, typed_code
from retail.ports import StaffMember
from retail.sealed_file import key_id
from tests.fake_clientele import FakeClientele
from tests.unit.application.conftest import QUICK, Counter
from tests.unit.application.test_joining import AGREED, READER, RULES


@pytest.fixture
def counter() -> Counter:
    made = Counter()
    made.reference.staff_members += [
        StaffMember("1005", "何可", ("guide", "cashier"), QUICK.hash("1111")),
        StaffMember("1006", "苏青", ("guide",), QUICK.hash("1111")),
    ]
    made.reference.settings_document["joining"] = RULES
    made.reference.key_rows.append(
        {
            "key_id": key_id(READER.public),
            "type": "export",
            "public_key": base64.b64encode(READER.public).decode(),
            "valid_from": None,
            "valid_to": None,
        }
    )
    made.sign_in()
    return made


def desk(counter: Counter, **known: Sequence[str]) -> ClienteleDesk:
    return ClienteleDesk(
        counter.desk,
        counter.staff,
        counter.reference,
        FakeClientele(counter.store.contacts, {one: guide for guide, ids in known.items() for one in ids}),
    )


def joined(counter: Counter, clientele: ClienteleDesk, code: str, phone: str = "13912346021") -> str:
    made = JoinDesk(counter.desk, counter.staff, counter.members_known, counter.reference, clientele)
    made.join(JoinForm(phone, join_code=code, consents=AGREED))
    (*_, body) = counter.store.bodies("guide_assigned")
    assert (body["why"], body["guide"]["store"], body["one_id"]) == (
        *("joined", "S01"),
        counter.store.bodies("member_enrolled")[-1]["one_id"],
    )
    return str(body["guide"]["staff_id"])


def test_a_guides_code_follows_from_who_they_are_and_says_nothing_else() -> None:
    assert guide_code("S01", "1004") == guide_code("S01", "1004")
    assert len({guide_code(store, guide) for store in ("S01", "S02") for guide in ("1004", "1005")}) == 4
    assert typed_code(f" uj1:{guide_code('S01', '1004').lower()} ") == guide_code("S01", "1004")


def test_whoever_joins_goes_to_whose_code_it_is_else_to_who_has_the_fewest(counter: Counter) -> None:
    clientele = desk(counter, **{"1004": ["A", "B"], "1005": ["C"]})
    assert joined(counter, clientele, clientele.picture_of("1004")) == "1004"
    assert counter.store.bodies("member_enrolled")[-1]["join_code"] == clientele.code_of("1004")
    assert joined(counter, clientele, "", "13912346022") == "1006"
    assert joined(counter, clientele, "LANQI", "13912346023") == "1005", "a campaign's code names nobody"
    assert counter.store.bodies("member_enrolled")[-1]["brand"] == "YR"
    with pytest.raises(Refused, match="join_code_unknown"):
        joined(counter, clientele, guide_code("S02", "1004"), "13912346024")
    counter.staff.sign_out("asked")
    counter.sign_in("1004")
    assert joined(counter, clientele, "", "13912346025") == "1004", "who does it is who looks after them"


def test_the_picture_is_the_link_where_there_is_one(counter: Counter) -> None:
    clientele = desk(counter)
    code = clientele.code_of("1004")
    assert clientele.picture_of("1004") == f"UJ1:{code}"
    counter.reference.settings_document["joining"] = {**RULES, "link": "https://join.example/?c={code}"}
    assert clientele.picture_of("1004") == f"https://join.example/?c={code}"
    counter.reference.settings_document["joining"] = {**RULES, "link": "http://join.example/?c={code}"}
    assert clientele.picture_of("1004") == f"UJ1:{code}"


def test_a_store_without_guides_names_nobody(counter: Counter) -> None:
    counter.reference.staff_members = [one for one in counter.reference.staff_members if "guide" not in one.roles]
    clientele = desk(counter)
    made = JoinDesk(counter.desk, counter.staff, counter.members_known, counter.reference, clientele)
    made.join(JoinForm("13912346021", consents=AGREED))
    assert counter.store.bodies("guide_assigned") == []


def test_members_are_spread_by_what_each_has_and_alike_everywhere() -> None:
    dealt = spread(["M3", "M1", "M2", "M4"], ["2", "1"], {"1": 2})
    assert dealt == {"M1": "2", "M2": "2", "M3": "1", "M4": "2"}
    with pytest.raises(ValueError, match="nobody"):
        spread(["M1"], [], {})


def test_a_manager_hands_a_guides_members_over_to_one_or_several(counter: Counter) -> None:
    leaving = [f"M{number:03d}" for number in range(450)]
    clientele = desk(counter, **{"9999": leaving, "1005": ["C"] * 1})
    assert [(load.staff_id, load.name != "", load.members) for load in clientele.loads()] == [
        ("1004", True, 0),
        ("1005", True, 1),
        ("1006", True, 0),
        ("9999", False, 450),
    ]
    with pytest.raises(Refused, match="not_permitted"):
        clientele.hand_over("9999", ["1004"])
    counter.staff.sign_out("asked")
    counter.sign_in("1007")
    for wrong, code in (((), "handover_to_nobody"), (("9999",), "handover_to_nobody"), (("4711",), "guide_unknown")):
        with pytest.raises(Refused, match=code):
            clientele.hand_over("9999", wrong)
    done = clientele.hand_over("9999", ["1004", "1005", "1006"])
    assert done.members == {"1004": 151, "1005": 149, "1006": 150}
    bodies = counter.store.bodies("guide_assigned")
    assert len(bodies) == 450
    assert {body["why"] for body in bodies} == {"handover"}
    assert {load.staff_id: load.members for load in clientele.loads()} == {"1004": 151, "1005": 150, "1006": 150}
    with pytest.raises(Refused, match="handover_nobody_there"):
        clientele.hand_over("9999", ["1004"])


def test_a_disk_that_fails_in_between_is_gone_on_from(counter: Counter) -> None:
    leaving = [f"M{number:03d}" for number in range(250)]
    clientele = desk(counter, **{"9999": leaving})
    counter.staff.sign_out("asked")
    counter.sign_in("1007")
    real, calls = counter.store.unit_of_work, []

    def second_fails() -> object:
        calls.append(1)
        if len(calls) == 2:
            raise OSError("disk")
        return real()

    object.__setattr__(counter.desk, "unit_of_work", second_fails)
    with pytest.raises(OSError, match="disk"):
        clientele.hand_over("9999", ["1004"])
    object.__setattr__(counter.desk, "unit_of_work", real)
    clientele.hand_over("9999", ["1004"])
    told = [body["one_id"] for body in counter.store.bodies("guide_assigned")]
    assert sorted(told) == leaving
