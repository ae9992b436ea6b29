"""Cases for people over HTTP: who sees which, who owns one, what may be decided, and what is remembered."""

from __future__ import annotations

import json
import threading

import pytest
import requests

from central_ledger.application import people
from central_ledger.application.audit import audit
from central_ledger.application.cases import console_speaker, decide_case, take_case
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.domain.cases import DECISIONS, KINDS
from tests.unit.ledger.journals import JournalWriter, sale_document


class Person:
    """Somebody of the group with a token."""

    def __init__(self, address, ledger, *roles):
        person_id, secret = people.add_person(ledger, roles[0], roles)
        document = {"person_id": person_id, "secret": secret}
        self.address = address
        answer = requests.post(f"{address}/v1/tokens", json=document, timeout=20)
        assert answer.status_code == 200, answer.text
        self.who = answer.json()["who"]
        self.headers = {"Authorization": f"Bearer {answer.json()['token']}"}

    def get(self, path):
        return requests.get(f"{self.address}{path}", headers=self.headers, timeout=20)

    def post(self, path, **document):
        return requests.post(f"{self.address}{path}", headers=self.headers, json=document, timeout=20)

    def cases(self, query=""):
        answer = self.get(f"/v1/cases{query}")
        assert answer.status_code == 200, answer.text
        return answer.json()["cases"]


def code_of(answer):
    return answer.status_code, answer.json()["error"]["code"]


def with_cases(ledger):
    """S01: a coupon used twice, points overdrawn, a sale whose sums do not hold. S02: a coupon used again."""
    for store in ("S01", "S02"):
        with ledger.database.transaction():
            ledger.journals.enrol(store, "T01", bytes(32), "counter", ledger.now())
    first, second = JournalWriter(), JournalWriter(store="S02")
    first.open("epoch-1")
    second.open("epoch-2")
    first.sale("sale-1", one_id="M1", coupon=("C1", 5000))
    first.sale("sale-2", one_id="M1", coupon=("C1", 5000))
    first.sale("sale-3", one_id="M1", points=6000)
    first.add("sale", sale_document("sale-9", {"A1": 100}) | {"tenders": []})
    second.sale("sale-4", one_id="M1", coupon=("C1", 4000))
    push(ledger, "S01", "T01", first.entries)
    push(ledger, "S02", "T01", second.entries)


@pytest.fixture
def office(serve, data):
    """A running ledger with cases of now; gives people with roles."""
    opened = data.open()
    with_cases(opened)
    Replayer().replay_all(opened)  # else the serving ledger adds cases while somebody reads them
    running = serve()
    yield lambda *roles: Person(running.address, opened, *roles)
    opened.close()


def kinds(cases):
    return sorted({(case["store"], case["kind"]) for case in cases if case["kind"] not in ("facts", "arithmetic")})


def test_everybody_sees_what_is_theirs(office):
    assert kinds(office("manager:S01").cases()) == [
        ("S01", "coupon_reused"),
        ("S01", "points_overdrawn"),
        ("S01", "quarantined"),
    ]
    assert kinds(office("manager:S02").cases()) == [("S02", "coupon_reused")]
    assert len(kinds(office("manager:S01", "manager:S02").cases())) == 4
    assert kinds(office("group_manager").cases()) == kinds(office("group_auditor").cases())
    assert kinds(office("operator").cases()) == [("S01", "quarantined")]


def test_a_manager_of_another_store_cannot_even_tell_that_a_case_exists(office):
    manager, other = office("manager:S01"), office("manager:S02")
    case = manager.cases("?kind=coupon_reused")[0]
    url = f"/v1/cases/{case['case_id']}"
    assert code_of(other.get(url)) == code_of(other.get("/v1/cases/0000")) == (404, "not_found")
    for action, document in (("take", {}), ("hand-back", {}), ("decide", {"decision": "accepted"})):
        assert code_of(other.post(f"{url}/{action}", **document)) == (404, "not_found")
    assert other.cases("?store=S01") == []
    assert code_of(office("group_auditor").post(f"{url}/take")) == (403, "forbidden")
    assert requests.get(f"{manager.address}{url}", timeout=20).status_code == 401


def test_a_case_is_read_with_its_sale_and_a_masked_member_and_the_read_is_on_record(office, ledger):
    manager = office("manager:S01")
    case = manager.cases("?kind=coupon_reused")[0]
    answer = manager.get(f"/v1/cases/{case['case_id']}").json()
    assert answer["member"] == {"one_id": "M1", "name": "林*曦", "phone": "138****0001"}
    account = answer["account"]
    assert (account["sale_id"], account["payable_minor"]) == ("sale-2", 7900)
    assert account["applied"][0]["saving_minor"] == 5000
    assert account["losses"] == [{"account": "benefit_loss/brand:LQX", "unit": "CNY", "amount": 5000}]
    assert [event["what"] for event in answer["history"]] == ["opened"]
    assert answer["decisions"] == list(DECISIONS["coupon_reused"])
    shown = json.dumps(answer, ensure_ascii=False)
    for secret in ("林若曦", "13800000001", "11-20", "2801"):
        assert secret not in shown
    (read,) = ledger.reads.of_member("M1", ["S01", "S02"])
    assert (read["who"], read["what"], read["why"], read["store"]) == (
        manager.who,
        f"case:{case['case_id']}",
        "coupon_reused",
        "S01",
    )
    # A list says that there is a member, and not who: it is no read.
    assert case["with_member"] is True
    assert "one_id" not in case


def test_two_managers_cannot_both_own_a_case(office):
    managers = [office("manager:S01") for _ in range(4)]
    case_id = managers[0].cases("?kind=points_overdrawn")[0]["case_id"]
    answers = {}
    start = threading.Barrier(len(managers))

    def take(manager):
        start.wait()
        answers[manager.who] = manager.post(f"/v1/cases/{case_id}/take")

    threads = [threading.Thread(target=take, args=(manager,)) for manager in managers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (owner,) = [who for who, answer in answers.items() if answer.status_code == 200]
    assert {code_of(answer) for who, answer in answers.items() if who != owner} == {(409, "taken")}
    winner = next(manager for manager in managers if manager.who == owner)
    loser = next(manager for manager in managers if manager.who != owner)
    assert winner.post(f"/v1/cases/{case_id}/take").status_code == 200  # again: the answer may have been lost
    assert [case["case_id"] for case in winner.cases("?owner=me")] == [case_id]
    assert code_of(loser.post(f"/v1/cases/{case_id}/decide", decision="accepted")) == (409, "not_owner")
    assert code_of(loser.post(f"/v1/cases/{case_id}/take", owner=owner)) == (403, "forbidden")
    chief = office("group_manager")
    assert chief.post(f"/v1/cases/{case_id}/take", owner=owner).json()["owner"] == chief.who
    assert code_of(winner.post(f"/v1/cases/{case_id}/hand-back")) == (409, "not_owner")
    assert chief.post(f"/v1/cases/{case_id}/hand-back", note="门店处理").json()["owner"] is None
    history = chief.get(f"/v1/cases/{case_id}").json()["history"]
    assert [(e["who"], e["what"]) for e in history[-3:]] == [
        (owner, "taken"),
        (chief.who, "taken"),
        (chief.who, "handed_back"),
    ]


def test_a_decision_is_lawful_for_its_kind_and_final(office):
    manager = office("manager:S01")
    case_id = manager.cases("?kind=coupon_reused")[0]["case_id"]
    url = f"/v1/cases/{case_id}"
    assert code_of(manager.post(f"{url}/decide", decision="accepted")) == (409, "not_owner")
    manager.post(f"{url}/take")
    assert code_of(manager.post(f"{url}/decide", decision="till_retired")) == (400, "decision_wrong")
    assert code_of(manager.post(f"{url}/decide", decision="fraud", note="  ")) == (400, "decision_wrong")
    decided = manager.post(f"{url}/decide", decision="fraud", note="同一人两次").json()
    assert (decided["status"], decided["decision"], decided["owner"]) == ("decided", "fraud", manager.who)
    assert code_of(manager.post(f"{url}/decide", decision="accepted")) == (409, "not_open")
    assert code_of(manager.post(f"{url}/take")) == (409, "not_open")
    assert manager.get(url).json()["history"][-1]["note"] == "同一人两次"


def test_a_loss_that_the_store_bears_is_moved_by_new_postings(ledger):
    with_cases(ledger)
    speaker = console_speaker("office")
    for case in ledger.cases.all("open"):
        if case.kind in ("coupon_reused", "points_overdrawn"):
            take_case(ledger, speaker, case.case_id, None)
            decide_case(ledger, speaker, case.case_id, "store_bears", "收银员未核对")
    found = audit(ledger)
    assert found.problems == []
    sums = {row["account"]: row["amount"] for row in found.accounts if "_loss/" in row["account"] and row["amount"]}
    assert sums["benefit_loss/store:S01"] == 5000 + 1000
    assert sums["benefit_loss/store:S02"] == 4000
    assert sums["points_loss/store:S01"] == -1000
    assert set(sums) == {"benefit_loss/store:S01", "benefit_loss/store:S02", "points_loss/store:S01"}


def test_pages_filters_and_age(office, ledger):
    chief = office("group_manager")
    everything = [case["case_id"] for case in chief.cases()]
    assert len(everything) >= 5
    seen, cursor = [], ""
    while cursor is not None:
        page = chief.get(f"/v1/cases?limit=2&cursor={cursor}").json()
        seen += [case["case_id"] for case in page["cases"]]
        cursor = page["next"]
    assert seen == everything
    assert chief.cases("?status=decided") == []
    assert chief.cases("?older_than_days=1") == []
    assert len(chief.cases("?older_than_days=0")) == len(everything)
    assert len(chief.cases("?owner=nobody&status=open")) == len(everything)
    for query in ("kind=x", "status=x", "older_than_days=-1", "older_than_days=99999999999", "cursor=!", "limit=0"):
        assert code_of(chief.get(f"/v1/cases?{query}")) == (400, "malformed"), query


def test_every_kind_has_decisions():
    assert set(DECISIONS) == set(KINDS)


def test_the_history_of_a_case_cannot_be_changed(ledger):
    """Only an erasure takes notes out of it, and drops what is about an account that leads to nobody."""
    with_cases(ledger)
    for change in ("UPDATE case_event SET who = 'x'", "UPDATE case_event SET amount = 1", "DELETE FROM feed_history"):
        with pytest.raises(Exception, match="append-only"):
            ledger.database.execute(change)
