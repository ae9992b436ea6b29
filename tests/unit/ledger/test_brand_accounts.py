"""Numbers that brands gave before: who may be found by them, what is refused, and what stays on record."""

from __future__ import annotations

import json

import pytest

from central_ledger.__main__ import main
from central_ledger.application.audit import audit
from central_ledger.application.brand_accounts import AccountRefused, import_brands, link_brand, unlink_brand
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.publish import publish_setting
from central_ledger.store.identities import card_holder
from tests.unit.ledger.joins import prepare_joins

BY = {"who": "console:ann", "why": "the old card"}


@pytest.fixture
def books(ledger):
    prepare_joins(ledger)
    with ledger.database.transaction():
        for store in ("S01", "S02"):
            publish_setting(ledger, store, "store", {"brands": {"LQX": "绫绮轩", "MTG": "沐棠"}})
    return ledger


def row_of(ledger, one_id, store="S02"):
    return json.loads(ledger.feeds.get(store, "members", one_id))


def refused(books, call, *args):
    with pytest.raises(AccountRefused) as caught:
        call(books, *args, **BY)
    return caught.value.code


def test_a_number_leads_to_its_member_at_every_till_and_every_change_is_on_record(books):
    link_brand(books, "M2", "MTG", "mt 00-4711", **BY)
    assert row_of(books, "M2")["cards"]["MTG"] == "MT004711"
    (link,) = books.identities.linked(card_holder("MT004711"))
    assert (link.one_id, link.kind) == ("M2", "card")
    before = books.feeds.version("S02", "members")
    link_brand(books, "M2", "MTG", "MT004711", **BY)
    assert books.feeds.version("S02", "members") == before, "the same again tells nobody"
    unlink_brand(books, "M2", "MTG", who="console:bob", why="not theirs")
    assert "MTG" not in row_of(books, "M2")["cards"]
    said = "SELECT what, who, reference FROM linked_account_event WHERE holder = ? ORDER BY what"
    assert books.database.rows(said, (card_holder("MT004711"),)) == [
        ("linked", "console:ann", "the old card"),
        ("unlinked", "console:bob", "not theirs"),
    ]
    link_brand(books, "M1", "MTG", "MT004711", **BY)
    assert [link.one_id for link in books.identities.linked(card_holder("MT004711"))] == ["M1"]
    assert audit(books).problems == []


def test_what_cannot_be_linked_changes_nothing(books):
    link_brand(books, "M2", "MTG", "MT004711", **BY)
    assert refused(books, link_brand, "M9", "MTG", "MT004712") == "not_found"
    assert refused(books, link_brand, "M1", "TPS", "MT004712") == "no_brand"
    assert refused(books, link_brand, "M1", "group", "MT004712") == "no_brand"
    for number in ("1234", "MT/4712", "绫绮4712", "9" * 33):
        assert refused(books, link_brand, "M1", "MTG", number) == "no_number"
    assert refused(books, link_brand, "M1", "MTG", "MT004711") == "taken"
    assert refused(books, link_brand, "M2", "MTG", "MT004712") == "has_another"
    assert refused(books, unlink_brand, "M1", "MTG") == "not_linked"
    assert "MTG" not in row_of(books, "M1")["cards"]


def test_numbers_follow_a_merge_and_go_back(books):
    link_brand(books, "M1", "MTG", "MT004711", **BY)
    link_brand(books, "M2", "MTG", "MT004712", **BY)
    merge(books, "M1", "M2", who="console:ann", why="one person")
    assert row_of(books, "M1")["cards"]["MTG"] == "MT004711"
    assert json.loads(books.feeds.get("group", "aliases", "M2"))["cards"]["MTG"] == "MT004712", "found by both"
    assert {books.identities.linked(card_holder(f"MT00471{n}"))[0].one_id for n in (1, 2)} == {"M1"}
    link_brand(books, "M2", "MTG", "MT004712", **BY)  # it leads there already
    unmerge(books, "M2", who="console:ann")
    assert row_of(books, "M2")["cards"]["MTG"] == "MT004712"
    assert books.identities.linked(card_holder("MT004712"))[0].one_id == "M2"


def test_a_file_is_taken_as_far_as_it_goes_and_again_changes_nothing(books):
    file = ["brand,number,one_id", "MTG,MT004711,M1", "MTG,MT004711,M2", "LQX,,M2", "MTG,MT 004712,M2", "MTG,MT1,M7"]
    found = import_brands(books, file, **BY)
    assert (found.linked, found.known, found.refused) == (2, 0, {3: "taken", 4: "no_number", 6: "not_found"})
    again = import_brands(books, file, **BY)
    assert (again.linked, again.known, again.refused) == (0, 2, found.refused)
    with pytest.raises(ValueError, match="first line"):
        import_brands(books, ["number;brand"], **BY)


def test_commands_link_import_and_unlink(books, data, capsys, tmp_path):
    path = tmp_path / "old.csv"
    path.write_text("brand,number,one_id\nMTG,MT004711,M1\nMTG,MT004712,M9\n", encoding="utf-8")

    def run(*arguments):
        code = main(["brand-accounts", *arguments, "--why", "moved", "--owner", "ann", "--data", str(data.path)])
        return code, json.loads(capsys.readouterr().out)

    assert run("import", str(path)) == (1, {"linked": 1, "known": 0, "refused": {"3": "not_found"}})
    assert run("link", "M2", "--brand", "MTG", "--number", "MT004713")[1]["brands"]["MTG"] == "…4713"
    assert "MTG" not in run("unlink", "M2", "--brand", "MTG")[1]["brands"]
