"""A manager at an enrolled till decides a real ledger's case: the same words at both ends."""

from __future__ import annotations

import pytest

from central_ledger.application import publish
from central_ledger.application.pins import PIN_HASHER
from central_ledger.application.push import push
from pos_client.application.cases import CaseDesk, CaseFilter
from pos_client.application.staff import StaffDesk
from pos_client.bootstrap.cases import LineCases
from pos_client.bootstrap.desk import make_desk, open_till_store
from pos_client.errors import Refused, Unavailable
from retail.ports import StaffMember
from tests.end_to_end.counter import Counter, books
from tests.unit.ledger.journals import JournalWriter

PIN = "4711"


def test_a_case_is_found_taken_and_closed(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    manager = StaffMember("QM1", "店长", ("manager",), PIN_HASHER.hash(PIN))
    with books(counter.ledger) as ledger:
        with ledger.database.transaction():
            publish.publish_staff(ledger, "S01", [manager])
            ledger.journals.enrol("S01", "TQ", bytes(32), "another till", ledger.now())
        journal = JournalWriter(till="TQ")
        journal.open("epoch-q")
        journal.add("sale", {"sale_id": "broken"})
        push(ledger, "S01", "TQ", journal.entries)
    assert counter.sync()[0] == 0
    for name, value in counter.env.items():
        monkeypatch.setenv(name, value)
    base = open_till_store(counter.folder, program="test")
    try:
        staff = StaffDesk(make_desk(base), base.store.reference)
        staff.sign_in(staff.check_pin("QM1", PIN))
        desk = CaseDesk(staff, LineCases(base), base.clock)
        with pytest.raises(Refused, match="wrong_pin_at_ledger"):
            desk.sign_in("0000")
        assert desk.sign_in(PIN) == "staff:S01/QM1"
        listed = desk.list_cases(CaseFilter(kind="quarantined", owner="nobody"))
        (case,) = [case for case in listed.cases if case.till == "TQ"]
        file = desk.read(case.case_id)
        assert (file.may_decide, file.account, file.history[0].what) == (True, None, "opened")
        taken = desk.take(file.summary)
        assert taken.summary.owner == desk.me
        with pytest.raises(Refused, match="case_note_needed"):
            desk.decide(taken, "other", " ")
        closed = desk.decide(taken, "nothing_to_book", "测试")
        assert (closed.summary.status, closed.history[-1].note) == ("decided", "测试")
        with pytest.raises(Refused, match="case_closed"):
            desk.take(closed.summary)
        counter.line.refuse = True
        counter.line.cut_now()
        with pytest.raises(Unavailable, match="cases_need_connection"):
            desk.list_cases(CaseFilter())
    finally:
        base.close()
