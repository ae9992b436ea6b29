"""Two desks without a connection contact the same member; then both sync: what one did the other knows, once.

Real stores in real files on one side, the ledger on both of its engines on the other.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from central_ledger.application.group_rules import publish_rules
from central_ledger.application.pull import Puller
from central_ledger.application.push import push
from offline_cache import Enrolment, SecretStore, open_store
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk, TillFacts
from pos_client.application.today import TodayDesk, TodaySources
from pos_client.errors import Refused
from retail.ports import StaffMember
from tests.fakes import CountingIds, FakeClock

TODAY = {
    "rules": [{"id": "b", "kind": "birthday", "name": "生日", "importance": 9, "days": 10, "text": "{name}"}],
    "caps": [{"id": "group", "per_week": 2}],
    "rest_days": 0,
}


class Till:
    """A till's store, and the desk over it."""

    def __init__(self, folder, name, clock):
        self.store = open_store(folder, SecretStore(folder), writer=True, program="tests", clock=clock)
        self.store.enrol(Enrolment("S01", "集合店", name, "CNY", "ledger-1", "https://ledger.example"), bytes(32))
        ids = CountingIds()
        ids.made = 1000 * int(name[-1])
        self.name = name
        facts = TillFacts("S01", "集合店", name, "CNY")
        desk = Desk(facts, self.store.unit_of_work, clock, ids, lambda: False)
        staff = StaffDesk(desk, self.store.reference)
        staff.current = StaffMember("E1", "王晓敏", ("guide", "manager"), "")
        store = self.store
        sources = TodaySources(store.contacts, store.stock, store.wanted, store.catalogue, store.close_thread)
        self.today = TodayDesk(desk, staff, store.reference, sources)

    def sync(self, ledger):
        waiting = self.store.journal.next_batch(200)
        if waiting:
            result = push(ledger, "S01", self.name, waiting)
            assert [verdict.code for verdict in result.verdicts] == [None] * len(waiting)
            self.store.journal.mark_acknowledged(result.epoch, result.high_water)
        self.pull(ledger)

    def pull(self, ledger):
        puller = Puller(ledger, "run-1")
        for feed in ("settings", "members", "contacts"):
            self.store.pulled.begin(feed)
            page = puller.page(feed, "S01", self.store.pulled.cursor(feed), 1000)
            rows = [
                {"key": row.key, "version": row.version, "deleted": row.deleted, "data": json.loads(bytes(row.data))}
                for row in page.rows
            ]
            self.store.pulled.apply_page(feed, rows, page.to_cursor, page.as_of)

    def listed(self):
        with ThreadPoolExecutor(1) as pool:
            before = len(self.store.database._open_connections)
            loaded = pool.submit(self.today.load_on_pool).result()
            assert len(self.store.database._open_connections) == before, "the thread's connection is closed"
        found = self.today.shown(loaded, "store").found
        return loaded, [row.task for row in found.rows], found


@pytest.fixture
def tills(ledger, tmp_path, monkeypatch):
    monkeypatch.setenv("ONETILL_SECRETS", str(tmp_path / "secrets"))
    monkeypatch.setenv("ONETILL_KEY_STORE", "files")
    with ledger.database.transaction():
        ledger.feeds.start_run("run-1", ledger.now())
        for name in ("T01", "T02"):
            ledger.journals.enrol("S01", name, bytes(32), "counter", ledger.now())
        publish_rules(ledger, {"today": TODAY}, "console:ann")
    made = [Till(tmp_path / name, name, FakeClock()) for name in ("T01", "T02")]
    for till in made:
        till.sync(ledger)
    yield made
    for till in made:
        till.store.close()


def test_what_two_desks_did_without_a_connection_is_known_to_both_and_done_once(ledger, tills):
    one, other = tills
    (loaded, (task,), _), (also, (same,), _) = one.listed(), other.listed()
    assert task == same, "the same reason has the same name at every desk"
    one.today.done(loaded, task, "call", "comes on Saturday")
    other.today.snooze(also, same, 3)
    assert (one.listed()[1], other.listed()[1]) == ([], [])
    other.sync(ledger)
    one.sync(ledger)
    other.sync(ledger)
    for till in tills:
        _, tasks, found = till.listed()
        assert (tasks, found.settled) == ([], 1)
        book = till.store.contacts.book_of("M1")
        assert (book.marks[task.task_id].mark, book.marks[task.task_id].note) == ("done", "comes on Saturday")
        assert len(book.contacts) == 1
        assert till.store.database.rows("SELECT * FROM own_marks") == []
    with pytest.raises(Refused, match="task_settled"):
        other.today.done(also, same, "call")
    assert len(ledger.contacts.marks_of("M1")) == 2


def test_a_no_at_one_desk_stops_the_other_and_what_it_did_meanwhile_is_a_case(ledger, tills):
    one, other = tills
    loaded, (task,), _ = other.listed()
    one.today.wants_no_contact("M1")
    assert one.listed()[2].opted_out == 1
    # The other desk cannot know, and its clock is an hour further.
    other.today._desk.clock.advance(3600)
    other.today.done(loaded, task, "call")
    one.sync(ledger)
    assert one.listed()[2].opted_out == 1, "now by the ledger's row"
    assert one.store.database.rows("SELECT * FROM own_said") == []
    other.sync(ledger)
    (case,) = [case for case in ledger.cases.all() if case.kind == "contact_against_opt_out"]
    assert (case.till, case.detail["said"][0]["till"]) == ("T02", "T01")
    with pytest.raises(Refused, match="contact_opted_out"):
        other.today.done(loaded, task, "in_store")
    at = datetime.fromisoformat(case.detail["at"]) - datetime.fromisoformat(case.detail["said"][0]["at"])
    assert at == timedelta(hours=1)
