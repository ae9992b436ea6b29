"""Tokens for people over HTTP: who gets one, what it is good for, and when it ends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import requests
from argon2 import PasswordHasher

from central_ledger.__main__ import main
from central_ledger.application import people, publish
from central_ledger.application.people import STAFF_TOKEN_LIFETIME, speaker_of
from central_ledger.domain.roles import Grant, read_grant
from retail.ports import StaffMember

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PIN = "4711"


@pytest.fixture
def staffed(data):
    """The store's staff have PINs with a real hash, a cheap one."""
    ledger = data.open()
    with ledger.database.transaction():
        for store, staff_id, roles in (("S01", "E1", ("cashier", "manager")), ("S01", "E2", ("cashier",)),
                                       ("S02", "E5", ("manager",))):  # fmt: skip
            publish.publish_staff(ledger, store, [StaffMember(staff_id, staff_id, roles, CHEAP.hash(PIN))])
    ledger.close()
    return data


def sign_in(till, staff_id="E1", pin=PIN, **more):
    return till.send("POST", "/v1/tokens", json.dumps({"staff_id": staff_id, "secret": pin, **more}).encode())


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def with_token(till, token, path="/v1/cases"):
    return till.send("GET", path, Authorization=f"Bearer {token}")


def test_staff_sign_in_through_a_till_of_their_store(serve, enrolled, staffed):
    till = enrolled(serve())
    answer = sign_in(till).json()
    assert (answer["who"], answer["roles"], answer["store"], answer["till"]) == (
        "staff:S01/E1",
        ["manager:S01"],
        "S01",
        "T01",
    )
    assert with_token(till, answer["token"]).status_code == 200
    assert code_of(sign_in(till, pin="0000")) == (401, "wrong_secret")
    assert code_of(sign_in(till, "E5")) == (401, "wrong_secret")  # of another store
    assert code_of(sign_in(till, "NOBODY")) == (401, "wrong_secret")
    document = {"staff_id": "E1", "secret": PIN}
    assert code_of(requests.post(f"{till.address}/v1/tokens", json=document, timeout=20)) == (401, "unknown_till")
    # A cashier has a token, and no right at the ledger.
    cashier = sign_in(till, "E2").json()
    assert cashier["roles"] == []
    assert code_of(with_token(till, cashier["token"])) == (401, "bad_token")


def test_a_token_of_a_till_is_worth_nothing_elsewhere(serve, enrolled, staffed):
    running = serve()
    till, other = enrolled(running), enrolled(running, "S01", "T02")
    token = sign_in(till).json()["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert code_of(requests.get(f"{till.address}/v1/cases", headers=bearer, timeout=20)) == (401, "unknown_till")
    assert code_of(with_token(other, token)) == (401, "bad_token")
    stolen = replace(other, store="S01", till="T01")
    assert code_of(with_token(stolen, token)) == (401, "bad_signature")


def test_signing_out_ends_a_token_and_no_other(serve, enrolled, staffed):
    till = enrolled(serve())
    first, second = sign_in(till).json()["token"], sign_in(till).json()["token"]
    assert till.send("POST", "/v1/tokens/end", Authorization=f"Bearer {first}").status_code == 200
    assert code_of(with_token(till, first)) == (401, "bad_token")
    assert with_token(till, second).status_code == 200


def test_guessing_a_pin_locks_the_person_out_and_is_on_record(serve, enrolled, staffed):
    till = enrolled(serve())
    answers = [sign_in(till, pin="090909") for _ in range(8)]
    assert code_of(answers[0]) == (401, "wrong_secret")
    assert code_of(answers[-1]) == (429, "too_many")
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert code_of(sign_in(till)) == (429, "too_many")  # the right one, too late
    ledger = staffed.open()
    try:
        events = ledger.people.access(100, "staff:S01/E1")
        assert {event["what"] for event in events} == {"token_refused", "token_throttled"}
        assert {event["address"] for event in events} == {"127.0.0.1"}
        assert "090909" not in json.dumps(events)
    finally:
        ledger.close()
    assert "090909" not in (staffed.path / "log").read_text()


def test_people_of_the_group_sign_in_from_anywhere_until_they_are_revoked(serve, data, enrolled):
    ledger = data.open()
    person_id, secret = people.add_person(ledger, "审计", ["group_auditor"])
    running = serve()
    document = {"person_id": person_id, "secret": secret.lower().replace("-", " ")}
    answer = requests.post(f"{running.address}/v1/tokens", json=document, timeout=20).json()
    assert (answer["roles"], answer["store"], answer["till"]) == (["group_auditor"], None, None)
    bearer = {"Authorization": f"Bearer {answer['token']}"}
    assert requests.get(f"{running.address}/v1/cases", headers=bearer, timeout=20).status_code == 200
    decide = requests.post(f"{running.address}/v1/cases/x/take", headers=bearer, json={}, timeout=20)
    assert code_of(decide) == (403, "forbidden")
    codes = requests.post(f"{running.address}/v1/members/M1/codes", headers=bearer, timeout=20)
    assert code_of(codes) == (403, "forbidden")
    people.revoke_person(ledger, person_id)
    ledger.close()
    assert code_of(requests.get(f"{running.address}/v1/cases", headers=bearer, timeout=20)) == (401, "bad_token")
    assert code_of(requests.post(f"{running.address}/v1/tokens", json=document, timeout=20)) == (401, "wrong_secret")


@pytest.mark.sqlite_only  # on PostgreSQL `init` makes it: test_postgresql.py
def test_the_members_app_s_token_is_a_role_and_an_old_one_ends(serve, data):
    running = serve()
    old = data.member_app_token()
    cases = requests.get(f"{running.address}/v1/cases", headers={"Authorization": f"Bearer {old}"}, timeout=20)
    assert code_of(cases) == (403, "forbidden")
    running.kill()
    data.token_path.unlink()
    data.initialise()
    running = serve()
    url = f"{running.address}/v1/members/M1/codes"
    assert code_of(requests.post(url, headers={"Authorization": f"Bearer {old}"}, timeout=20)) == (401, "bad_token")
    new = {"Authorization": f"Bearer {data.member_app_token()}"}
    assert requests.post(url, headers=new, timeout=20).status_code == 200
    assert old not in json.dumps(data.open().database.rows("SELECT * FROM token"))


class TestWhenATokenEnds:
    """Seen at the activity: what it was issued for must still be so."""

    @pytest.fixture
    def token(self, staffed, ledger):
        claimed = people.claim_staff(ledger, "S01", "T01", "E1")
        assert people.is_secret_of(claimed, PIN)
        return people.issue_token(ledger, claimed, "127.0.0.1").token

    def test_by_time(self, staffed, ledger, token, clock):
        assert speaker_of(ledger, token).grants == (Grant("manager", "S01"),)
        later = staffed.open(lambda: clock() + STAFF_TOKEN_LIFETIME)
        assert speaker_of(later, token) is None
        # Rows of tokens that ended long ago go; the log of access stays.
        much_later = staffed.open(lambda: clock() + STAFF_TOKEN_LIFETIME + timedelta(days=2))
        people.issue_token(much_later, people.claim_staff(ledger, "S01", "T01", "E1"), "")
        assert ledger.database.value("SELECT COUNT(*) FROM token WHERE name <> 'app:members'") == 1
        assert len(ledger.people.access(10, "staff:S01/E1")) == 2
        for opened in (later, much_later):
            opened.close()

    @pytest.mark.parametrize(
        "now",
        [
            None,
            StaffMember("E1", "E1", ("manager",), CHEAP.hash("9999")),
            StaffMember("E1", "E1", ("cashier",), ""),
        ],
        ids=["left the store", "another PIN", "another role"],
    )
    def test_with_what_it_was_issued_for(self, ledger, token, now):
        row = json.loads(ledger.feeds.get("S01", "staff", "E1"))
        with ledger.database.transaction():
            if now is None:
                ledger.feeds.put("S01", "staff", {"E1": None})
            else:
                kept = now if now.pin_hash else replace(now, pin_hash=row["pin_hash"])
                publish.publish_staff(ledger, "S01", [kept])
        assert speaker_of(ledger, token) is None


@pytest.mark.parametrize("text", ["nobody", "manager", "manager:", "group_manager:S01", "group_auditor:", ""])
def test_a_role_that_is_none_is_refused(text):
    with pytest.raises(ValueError):
        read_grant(text)


def test_the_commands(data, capsys):
    def run(name, *arguments):
        code = main([name, "--data", str(data.path), *arguments])
        return code, capsys.readouterr().out

    code, out = run("people", "add", "--name", "李经理", "--role", "manager:S01", "--role", "manager:S02")
    person = json.loads(out)
    assert (code, len(person["secret"])) == (0, 23)
    assert run("people", "add", "--name", "x", "--role", "manager:S99")[0] == 1
    listed = json.loads(run("people", "list")[1])
    assert (listed["name"], listed["roles"]) == ("李经理", ["manager:S01", "manager:S02"])
    assert "secret_hash" not in listed
    assert run("people", "revoke", "--person", person["person_id"])[0] == 0
    assert run("people", "revoke", "--person", person["person_id"])[0] == 1
    whats = [
        json.loads(line)["what"] for line in run("access", "--who", f"person:{person['person_id']}")[1].splitlines()
    ]
    assert sorted(whats) == ["person_added", "person_revoked"]
