"""The organisation: checked with a path, who may see which member and store, and what tills are told of it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta

import pytest

from central_ledger.__main__ import main
from central_ledger.application import publish
from central_ledger.application.organisation import OrganisationRefused, check_organisation
from central_ledger.application.people import add_person
from central_ledger.application.push import push
from central_ledger.application.scopes import (
    may_see_store,
    may_see_unit,
    staff_may_look,
    staff_may_see_member,
)
from central_ledger.application.till_updates import tell_updates
from central_ledger.domain.organisation import read_organisation
from central_ledger.domain.roles import Speaker, read_grant
from retail.member import MemberGuide
from retail.ports import StaffMember
from retail.scopes import DataScope, read_scope
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.organisations import TREE, organised

STAFF = (
    StaffMember("E1", "张三", ("cashier", "manager"), "h1"),
    StaffMember("G1", "李四", ("guide",), "h2"),
    StaffMember("A1", "何静", ("auditor",), "h3"),
)


def person(*grants):
    return Speaker("person:P1", "somebody", tuple(map(read_grant, grants)))


def test_every_breach_is_named_with_its_path(ledger):
    wrong = {
        "regions": [{"code": "R1", "name": "华东"}, {"code": "R1", "name": "again"}, {"code": "a b", "name": "x"}],
        "districts": [{"code": "D1", "name": "静安", "region": "R9"}, {"code": "D2", "name": "黄浦", "region": "R1"}],
        "brands": [{"code": "LQX"}],
        "stores": [{"store": "S01", "district": "D1"}, {"store": "S02", "district": "D2", "brands": ["MT"]}],
        "k": 1,
        "tree": 1,
    }
    assert [each.path for each in read_organisation(wrong)[1]] == ["$.tree"]
    del wrong["tree"]
    assert [each.path for each in read_organisation(wrong)[1]] == [
        "$.regions[1].code",
        "$.regions[2].code",
        "$.districts[0].region",
        "$.brands[0].name",
        "$.stores[0].district",
        "$.stores[1].brands[0]",
        "$.k",
    ]
    scopes = {"roles": {"guide": "brand"}}
    assert [each.path for each in read_organisation(TREE | {"scopes": scopes})[1]] == ["$.scopes.roles.guide"]
    nobody = {"staff": [{"store": "S01", "staff_id": "E404", "scope": "own"}]}
    assert [each.path for each in check_organisation(ledger, TREE | {"scopes": nobody})] == [
        "$.scopes.staff[0].staff_id"
    ]
    elsewhere = TREE | {"stores": [{"store": "S99", "district": "D1"}]}
    with pytest.raises(OrganisationRefused):
        organised(ledger, **elsewhere)
    assert ledger.organisations.document() is None


def test_the_command_checks_publishes_and_shows(data, tmp_path, capsys):
    file = tmp_path / "tree.json"
    file.write_text(json.dumps(TREE))
    here = ["--data", str(data.path)]
    assert main(["organisation", "check", str(file), *here]) == 0
    assert [main(["organisation", "publish", str(file), "--by", "person:P1", *here]) for _ in range(2)] == [0, 0]
    file.write_text(json.dumps(TREE | {"k": 0}))
    assert main(["organisation", "publish", str(file), *here]) == 1
    capsys.readouterr()
    assert main(["organisation", "history", *here]) == 0
    assert json.loads(capsys.readouterr().out)["by"] == "person:P1"
    assert main(["organisation", "show", *here]) == 0
    assert json.loads(capsys.readouterr().out) == TREE


#: A grant -> the stores whose figures it shows, and the units.
SEES = {
    "manager:S01": ("S01", ""),
    "manager:S02": ("S02", ""),
    "district_manager:D1": ("S01", "D1"),
    "district_manager:D2": ("S02", "D2"),
    "district_manager:D3": ("", "D3"),
    "region_manager:R1": ("S01 S02", "D1 D2 R1"),
    "region_manager:R2": ("", "D3 R2"),
    "brand_manager:LQX": ("", "LQX"),
    # A store that sells other brands too is none of the brand's: its figures would be the others' as well.
    "brand_manager:LY": ("S02", "LY"),
    "group_manager": ("S01 S02", "D1 D2 D3 R1 R2 LQX LY group"),
    "group_auditor": ("S01 S02", "D1 D2 D3 R1 R2 LQX LY group"),
    "operator": ("", ""),
    "integration:LY": ("", ""),
    "member_app": ("", ""),
}
UNITS = {"D": "district", "R": "region", "L": "brand", "g": "group"}


@pytest.mark.parametrize("grant", SEES)
def test_who_may_see_which_figures_is_one_table(module_ledger, grant):
    ledger, speaker = module_ledger, person(grant)
    stores, units = (set(names.split()) for names in SEES[grant])
    assert {store for store in ("S01", "S02") if may_see_store(ledger, speaker, "see_figures", store)} == stores
    everything = ["D1", "D2", "D3", "R1", "R2", "LQX", "LY", "group"]
    seen = {
        code
        for code in everything
        if may_see_unit(ledger, speaker, "see_figures", UNITS[code[0]], "" if code == "group" else code)
    }
    assert seen == units


@pytest.fixture(scope="module")
def module_ledger(shared_data):
    """One for who changes nothing."""
    with closing(shared_data.open()) as opened:
        organised(opened)
        yield opened


#: What is published about a guide's scope -> whom the guide of S01 may see, and the word that their till gets.
REACHES = {
    "own": ("", "own"),
    "store": ("M1", "store:S01"),
    "district": ("M1", "district:D1"),
    "region": ("M1 M2", "region:R1"),
    "all": ("M1 M2", "all"),
    "brand:LQX": ("M1", "brand:LQX"),
}


def test_tills_are_told_whom_their_staff_may_see_and_the_ledger_holds_to_it(ledger):
    with ledger.database.transaction():
        publish.publish_staff(ledger, "S01", STAFF)
    assert _scopes(ledger) == {"E1": "store:S01", "G1": "store:S01", "A1": "store:S01"}
    organised(ledger, scopes={"roles": {"guide": "own", "cashier": "store", "manager": "district", "auditor": "own"}})
    assert _scopes(ledger) == {"E1": "district:D1", "G1": "own", "A1": "own"}, "of several roles the widest"
    before = ledger.feeds.version("S01", "staff")
    organised(ledger, scopes={"roles": {"guide": "own", "manager": "district", "auditor": "own"}}, k=7)
    assert ledger.feeds.version("S01", "staff") == before, "nothing travels that did not change"
    for scope, (members, word) in REACHES.items():
        organised(ledger, scopes={"staff": [{"store": "S01", "staff_id": "G1", "scope": scope}]})
        seen = {one_id for one_id in ("M1", "M2") if staff_may_see_member(ledger, "S01", "G1", one_id)}
        assert (seen, _scopes(ledger)["G1"]) == (set(members.split()), word)
    assert not staff_may_see_member(ledger, "S01", "E404", "M1")
    with ledger.database.transaction():
        ledger.contacts.open_guides({"M2": MemberGuide("S01", "G1")}, ledger.now())
    organised(ledger, scopes={"roles": {"guide": "own"}})
    seen = {one_id for one_id in ("M1", "M2") if staff_may_see_member(ledger, "S01", "G1", one_id)}
    assert seen == {"M2"}, "who is looked after, wherever they buy"


def test_whoever_showed_their_code_at_the_store_is_seen_there_for_a_while(ledger, clock):
    organised(ledger, scopes={"roles": {"manager": "own", "cashier": "own"}})
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    assert not staff_may_look(ledger, "S01", "E1", "M2")
    journal = JournalWriter()
    journal.open("epoch-1")
    taken = {"cti": "0" * 32, "one_id": "M2", "profile": "online", "issued_at": 1, "remember_until": 2}
    journal.add("code_accepted", taken)
    assert {verdict.word for verdict in push(ledger, "S01", "T01", journal.entries).verdicts} == {"created"}
    assert staff_may_look(ledger, "S01", "E1", "M2")
    assert not staff_may_look(ledger, "S02", "E1", "M2"), "not in another store"
    later = clock() + timedelta(minutes=31)
    ledger.clock = lambda: later
    assert not staff_may_look(ledger, "S01", "E1", "M2")


def _scopes(ledger):
    rows = ledger.feeds.after("S01", "staff", 0, 100)
    return {row.key: json.loads(row.data)["scope"] for row in rows}


def test_scopes_and_grants_are_read_as_they_are_written(ledger):
    for text in ("own", "all", "store:S01", "brand:LQX", "region:R1"):
        assert read_scope(text).text == text
    for text in ("", "store", "store:", "own:S01", "planet:X"):
        with pytest.raises(ValueError, match="a scope is one of"):
            read_scope(text)
    for text in ("district_manager:D1", "region_manager:R1", "manager:S01"):
        assert read_grant(text).text == text
    with pytest.raises(ValueError, match="one district"):
        read_grant("district_manager")
    with pytest.raises(ValueError, match="no district D1"):
        add_person(ledger, "何静", ["district_manager:D1"])
    assert read_grant("district_manager:D1").unit == DataScope("district", "D1").text


def test_every_store_is_told_where_updates_are_and_nothing_else_is_taken(ledger, data, capsys):
    ledger.close()
    where = ["--data", str(data.path)]
    assert main(["till-updates", "set", "https://updates.example/till.txt", *where]) == 0
    for wrong in ("http://updates.example/x", "https://", "", "https://x/" + "y" * 600):
        assert main(["till-updates", "set", wrong, *where]) == 1
    opened = data.open()
    told = [opened.feeds.get(store, "settings", "updates") for store in ("S01", "S02")]
    assert [json.loads(row) for row in told] == [{"address": "https://updates.example/till.txt"}] * 2
    with opened.database.transaction():
        before = opened.feeds.after("S01", "settings", 0, 100)
        tell_updates(opened)
        assert opened.feeds.after("S01", "settings", 0, 100) == before, "what is told already is no news"
    capsys.readouterr()
    assert main(["till-updates", "none", "--data", str(data.path)]) == 0
    assert json.loads(capsys.readouterr().out) == {"address": ""}
    assert json.loads(opened.feeds.get("S02", "settings", "updates")) == {"address": ""}
