"""The commands about programs, as somebody at the ledger's machine runs them."""

from __future__ import annotations

import json

import pytest

from central_ledger.__main__ import main
from tests.unit.ledger.test_programs import RULES
from tests.unit.ledger.test_rewards import TABLE


@pytest.fixture
def run(data, capsys):
    def call(*arguments):
        code = main([*arguments, "--data", str(data.path)])
        captured = capsys.readouterr()
        return code, [json.loads(line) for line in captured.out.splitlines()], captured.err

    return call


def written(path, document):
    path.write_text(json.dumps(document), "utf-8")
    return str(path)


def test_rules_of_programs_are_published_and_shown(run, tmp_path):
    assert run("programs", "publish", written(tmp_path / "rules.json", RULES)) == (0, [{"version": 1}], "")
    assert run("programs", "show")[1] == [{"version": 1, "rules": RULES}]
    wrong = RULES | {"programs": {"group": {"owner": "platform"}}}
    code, _, said = run("programs", "publish", written(tmp_path / "wrong.json", wrong))
    assert (code, said) == (1, "refused: $.programs.group.worth: expected an object\n")
    assert run("expire")[1][0]["points"] == {}
    assert run("settle-programs", "--month", "2999-01")[0] == 1


def test_tiers_are_given_and_published(run, tmp_path):
    rules = {"group": {"base": "basic", "steps": [["silver", 100]]}}
    assert run("tiers", "publish", written(tmp_path / "tiers.json", rules))[1] == [
        {"programs": ["group"], "changed": 0}
    ]
    assert run("tiers", "give", "M2", "--program", "group", "--tier", "silver")[0] == 0
    assert [row["tier"] for row in run("tiers", "history", "M2")[1]] == ["silver"]
    assert run("tiers", "settle")[1] == [{"changed": 0}]
    assert run("tiers", "history", "NOBODY")[0] == 1
    assert run("audit", "--rebuild", "--json")[1][0]["rebuilt"]["tiers"] >= 1


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (("--program", "nobodys", "--tier", "silver"), "a program nobodys"),
        (("--program", "group", "--tier", "slver"), "no tier slver, but basic, silver"),
        (("--program", "group", "--tier", "silver", "--until", "2020-13-45"), "--until"),
        (("--program", "group", "--tier", "silver", "--until", "2020-12-31"), "--until"),
    ],
)
def test_a_tier_that_nobody_knows_or_that_ended_is_not_given(run, tmp_path, wish, said):
    rules = {"group": {"base": "basic", "steps": [["silver", 100]]}}
    run("tiers", "publish", written(tmp_path / "tiers.json", rules))
    code, _, error = run("tiers", "give", "M2", *wish)
    assert code == 1
    assert said in error
    assert run("tiers", "history", "M2")[1] == []


def test_a_draw_is_held_and_checked_by_its_file(run, tmp_path):
    table = TABLE | {"to": None, "price": 0}
    assert run("draw", "commit", written(tmp_path / "table.json", table))[0] == 0
    entry = run("draw", "enter", "D11", "--member", "M1", "--entry", "e1")[1][0]
    assert run("draw", "enter", "D11", "--member", "M1", "--entry", "e1")[1] == [entry]
    shown = run("draw", "reveal", "D11")[1][0]
    assert run("draw", "verify", written(tmp_path / "draw.json", shown))[0] == 0
    shown["entries"][0]["drawn"] = "BAG" if entry["drawn"] != "BAG" else "P20"
    code, (found,), _ = run("draw", "verify", written(tmp_path / "draw.json", shown))
    assert (code, len(found["problems"])) == (1, 1)
