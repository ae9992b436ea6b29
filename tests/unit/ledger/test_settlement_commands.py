"""The commands about commission and settlement: what they print and their exit codes."""

from __future__ import annotations

import csv
import io
import json

import pytest

from central_ledger.__main__ import main
from central_ledger.application.publish import publish_setting
from central_ledger.application.settling import store_days
from tests.unit.ledger.settled_sales import RULES, DatedWriter, guided
from tests.unit.ledger.test_push import enrol, send


@pytest.fixture
def run(data, capsys):
    def call(*arguments):
        code = main([*arguments, "--data", str(data.path)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture
def published(run, tmp_path):
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(RULES))
    assert json.loads(run("publish-rules", str(file))[1]) == {"version": 1, "refused": []}
    return file


def test_rules_are_published_once_or_every_breach_is_named(run, published):
    assert json.loads(run("publish-rules", str(published))[1])["version"] == 1
    published.write_text('{"commission": [{"id": "A", "payer": "brand", "bps": 3.5, "bps": 1}], "weekdays": [0]}')
    code, out, _ = run("publish-rules", str(published))
    found = json.loads(out)
    assert (code, found["version"]) == (1, None)
    assert {each["path"] for each in found["refused"]} == {"$.commission[0].bps", "$.weekdays[0]"}
    published.write_text("rules")
    assert run("publish-rules", str(published))[0] == 2


def test_a_day_is_settled_printed_again_and_as_a_table(run, published, data):
    ledger = data.open()
    enrol(ledger, ("S01", "T01"))
    till = DatedWriter()
    till.open("epoch-1")
    till.at("2024-05-01T12:00:00.000+08:00", "sale", guided("sale-1", {"A1": 10000}, {"G1": 1}))
    send(ledger, till.entries)
    code, out, _ = run("settle", "--day", "2024-05-01", "--store", "S01")
    assert code == 0
    document = json.loads(out)["settlement"]
    assert (document["day"], document["number"]) == ("2024-05-01", 1)
    assert run("settle", "--day", "2024-05-01", "--store", "S01")[1] == out
    table = list(csv.DictReader(io.StringIO(run("settle", "--day", "2024-05-01", "--store", "S01", "--csv")[1])))
    settled = {row["party"]: int(row["amount"]) for row in table if row["what"] == "=settled"}
    assert settled["store:S01"] == 2500 - 10000
    one = run("settle", "--day", "2024-05-01", "--party", "platform")[1]
    assert (json.loads(one)["party"], json.loads(one)["settled"]) == ("platform", 500)
    assert run("settle", "--day", "2999-01-01", "--store", "S01")[0] == 1
    assert run("settle", "--day", "yesterday", "--store", "S01")[0] == 1
    code, out, _ = run("line", "sale-1", "1")
    assert (code, json.loads(out)["line"]["sku"]) == (0, "A1")
    assert run("line", "sale-1", "9")[0] == 2
    code, out, _ = run("audit", "--json")
    assert (code, json.loads(out)["balanced"]) == (0, True)


def test_a_day_that_is_none_or_of_which_nothing_can_be_shown_is_said(run, published, data):
    assert run("settle", "--day", "2024-05-02")[0] == 0
    assert run("settle", "--day", "2024-02-31") == (1, "", "refused: not a day as YYYY-MM-DD: 2024-02-31\n")
    code, out, said = run("settle", "--day", "2024-05-01")
    assert (code, out) == (0, "")
    assert "nothing stood in 2024-05-01" in said
    code, out, said = run("settle", "--day", "2024-05-02", "--party", "brand:NOBODY")
    assert (code, out) == (0, "")
    assert "brand:NOBODY has no statement of 2024-05-02" in said


def test_all_stores_are_closed_or_none(run, published, data):
    """Where a store's day begins late, yesterday is not over there when it is elsewhere."""
    ledger = data.open()
    with ledger.database.transaction():
        publish_setting(ledger, "S02", "shifts", {"day_starts": "24:00"})
    today = max(store_days(ledger, store).today for store in ledger.reference.stores())
    late = store_days(ledger, "S02").today
    assert late < today, "a day that is over at S01 alone"
    code, out, said = run("settle", "--day", late)
    assert (code, out) == (1, "")
    assert "not over at S02" in said
    assert ledger.settlements.closed_through("S01") is None
