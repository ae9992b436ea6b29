"""The command line: what it prints and its exit codes."""

from __future__ import annotations

import base64
import csv
import json
import stat
import subprocess
import sys
from datetime import datetime

import pytest

from central_ledger.__main__ import main
from central_ledger.application.push import push
from central_ledger.commands import SMALL_SIZE
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from retail.signed import SigningKey
from retail.stored_value import GiftCardCode, read_card
from tests.unit.ledger.conftest import unprotected


@pytest.fixture
def run(data, capsys):
    """Runs a command on the small group's directory; gives exit code, output and words for people."""

    def call(*arguments, directory=None):
        code = main([*arguments, "--data", str(directory or data.path)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_help_names_the_exit_codes():
    shown = subprocess.run(
        [sys.executable, "-m", "central_ledger", "audit", "--help"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    assert "exit codes:" in shown
    assert "1  audit: something does not balance" in shown


def test_init_makes_a_ledger_that_can_be_audited(run, tmp_path):
    fresh = tmp_path / "fresh"
    code, out, _ = run("init", directory=fresh)
    assert (code, json.loads(out)["made"]) == (0, True)
    assert json.loads(run("init", directory=fresh)[1])["made"] is False
    code, out, _ = run("audit", "--json", directory=fresh)
    assert (code, json.loads(out)["balanced"]) == (0, True)


def test_the_demo_s_seed_is_the_generator_s_own(run, tmp_path):
    group = generate(products=SMALL_SIZE[0], members=SMALL_SIZE[1], today=datetime.now().astimezone().date())
    code, out, _ = run("seed-demo", "--small", directory=tmp_path / "demo")
    assert (code, json.loads(out)["offers_refused"]) == (0, [])
    opened = DataDirectory(tmp_path / "demo").open()
    try:
        assert opened.members.get(group.members[-1].one_id).name == group.members[-1].name
        assert opened.members.balances(group.members[-1].one_id) == dict(group.members[-1].points)
    finally:
        opened.close()


def test_a_code_for_a_till(run):
    code, out, _ = run("enrol-till", "--store", "S01", "--till", "T01", "--json")
    document = json.loads(out)
    assert (code, document["store"], document["till"], len(document["code"])) == (0, "S01", "T01", 23)
    code, out, _ = run("enrol-till", "--store", "S01", "--till", "T01")
    assert (code, len(out.strip())) == (0, 23)
    code, out, err = run("enrol-till", "--store", "S99", "--till", "T01")
    assert (code, out) == (1, "")
    assert "S99" in err


def test_codes_for_members_badges_and_coupons(run):
    code, out, _ = run("issue-code", "M1", "--payment-code", "134567890123456789")
    assert (code, json.loads(out)["code"][:4]) == (0, "UM1:")
    code, out, err = run("issue-code", "M1", "--payment-code", "12345")
    assert (code, out, "12345" in err) == (1, "", False)
    assert run("issue-code", "NOBODY")[0] == 1
    assert json.loads(run("issue-badge", "E1", "--store", "S01")[1])["code"].startswith("US1:")
    assert json.loads(run("issue-coupon", "CB")[1])["code"].startswith("UC1:")
    assert run("issue-badge", "E9", "--store", "S01")[0] == 1


@pytest.mark.sqlite_only  # the file itself, and its key
def test_what_cannot_be_read_is_exit_code_2_with_words(run, data, tmp_path):
    code, _, err = run("audit", directory=tmp_path / "nowhere")
    assert (code, "central-ledger init" in err) == (2, True)
    kept = data.database_path.read_bytes()
    data.database_path.write_bytes(kept[:4096] + b"x" * 4096 + kept[8192:])
    assert run("audit")[0] == 2
    data.database_path.write_bytes(kept)
    assert run("audit")[0] == 0
    data.key_path.write_text("00" * 32 + "\n")
    code, _, err = run("audit")
    assert (code, "ledger.db" in err) == (2, True)
    data.key_path.unlink()
    assert run("audit")[0] == 2
    assert run("init")[0] == 2  # never a new key beside an old database


def test_an_audit_of_tampered_books_is_exit_code_1(run, ledger):
    unprotected(ledger.database)
    ledger.database.execute("UPDATE member_posting SET amount = amount + 1 WHERE one_id = 'M2' AND line_no = 1")
    code, out, _ = run("audit")
    assert code == 1
    assert "DO NOT BALANCE" in out
    code, out, _ = run("audit", "--json")
    assert {problem["what"] for problem in json.loads(out)["problems"]} == {
        "trial_balance",
        "unbalanced_transfer",
        "member_balance",
    }


def test_cases_are_listed_and_decided(run, ledger, journal):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    journal.sale("sale-1", one_id="M1", points=6000)
    push(ledger, "S01", "T01", journal.entries)
    _, out, err = run("cases", "list")
    assert "2 entries wait to be replayed" in err
    (case,) = [json.loads(line) for line in out.splitlines()]
    assert (case["kind"], case["amount"], case["bearer"], case["sale_id"]) == (
        "points_overdrawn",
        1000,
        "platform",
        "sale-1",
    )
    assert case["explanation"]
    assert run("cases", "decide", case["case_id"])[0] == 1
    assert run("cases", "decide", case["case_id"], "--decision", "goodwill", "--owner", "E1")[0] == 1
    assert run("cases", "decide", case["case_id"], "--decision", "accepted", "--owner", "E1")[0] == 0
    assert run("cases", "list")[1] == ""
    assert json.loads(run("cases", "list", "--all")[1])["decision"] == "accepted"
    assert run("audit")[0] == 0


def test_tills_phones_and_visits(run, ledger):
    with ledger.database.transaction():
        ledger.journals.enrol("S01", "T01", bytes(32), "counter", ledger.now())
    assert json.loads(run("tills", "list")[1])["device"] == "counter"
    assert run("tills", "revoke", "--store", "S01", "--till", "T01")[0] == 0
    assert json.loads(run("tills", "list")[1])["revoked_at"]
    assert run("tills", "resume", "--store", "S01", "--till", "T01")[0] == 1
    assert run("tills", "revoke", "--store", "S01", "--till", "T09")[0] == 1
    phone = base64.b64encode(SigningKey.generate().verifying_key.raw).decode()
    assert run("revoke-phone", phone)[0] == 0
    assert run("revoke-phone", "AAAA")[0] == 1
    assert json.loads(run("forget-visits")[1]) == {"left": 0}


def test_gift_cards_go_to_a_file_of_their_own_and_their_pins_nowhere_else(run, data, tmp_path):
    out = tmp_path / "cards.csv"
    more = ("--count", "2", "--face", "20000", "--batch", "B1", "--out", str(out))
    code, said, _ = run("gift-cards", "issue", *more)
    assert (code, json.loads(said)["count"]) == (0, 2)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = list(csv.DictReader(out.read_text().splitlines()))
    assert [read_card(row["code"]) for row in rows] == [GiftCardCode(row["number"], row["pin"]) for row in rows]
    code, _, words = run("gift-cards", "issue", *more)  # neither the file nor the batch is there twice
    assert code == 2
    assert "exists" in words
    _, said, _ = run("gift-cards", "list")
    assert json.loads(said) == {"batch": "B1", "status": "issued", "issuer": "group", "cards": 2, "balance_minor": 0}
    _, said, _ = run("gift-cards", "list", "--batch", "B1")
    assert all(row["pin"] not in said for row in rows)
    number = rows[0]["number"]
    assert json.loads(run("gift-cards", "block", number)[1])["status"] == "blocked"
    assert json.loads(run("gift-cards", "unblock", number)[1])["status"] == "issued"
    assert run("gift-cards", "block", "9")[0] == 1
    assert json.loads(run("gift-cards", "end")[1]) == {"ended": 0, "breakage_minor": 0}
