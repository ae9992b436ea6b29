"""Several ledgers on one PostgreSQL database: whoever works beside others does what it would do alone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest

from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.application.reservations import Wanted, reserve
from central_ledger.data_directory import DataDirectory
from central_ledger.store.database import StoreUnavailable
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.leased_sales import prepare, sell, till
from tests.unit.ledger.running import HttpTill, RunningLedger, enrolled_till, start_ledger


@pytest.fixture
def engine() -> str:
    """One connection at a time is all that SQLite has."""
    return "postgresql"


@pytest.fixture
def books(ledger):
    return prepare(ledger, [("S01", f"T{number:02}") for number in range(1, 9)] + [("S02", "T01")])


def at_once(*works: Callable[[], None]) -> None:
    """Run these on threads that start together; the first error of one is ours."""
    barrier, errors = threading.Barrier(len(works)), list[BaseException]()

    def run(work: Callable[[], None]) -> None:
        try:
            barrier.wait(60)
            work()
        except BaseException as error:  # noqa: BLE001  (raised again below)
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(150)
    if errors:
        raise errors[0]


def test_eight_clients_that_spend_one_balance_never_overdraw_it(books, data):
    """Each asks for points and, when it gets them, sells for them: until nothing is left, and on."""
    spent, refused = list[int](), list[int]()

    def client(number: int) -> None:
        ledger, writer = data.open(), till("S01", f"T{number:02}")
        push(ledger, "S01", writer.till, writer.entries)
        for turn in range(12):
            points, name = 40 + 7 * number + turn, f"r-{number}-{turn}"
            granted = reserve(ledger, "S01", writer.till, name, Wanted("M1", (), "group", points, {}, 600)).granted
            (spent if granted else refused).append(points)
            if granted:
                sell(writer, f"sale-{number}-{turn}", points=points, online=True, reservation_id=name)
                push(ledger, "S01", writer.till, writer.entries[-1:])

    at_once(*(lambda number=number: client(number) for number in range(1, 9)))
    assert spent
    assert refused
    left = books.members.balance("M1", "group")
    assert (left.points, left.overdrawn) == (5000 - sum(spent), 0)
    assert left.points < max(refused)
    found = audit(books)
    assert (found.problems, found.cases) == ([], {})


def test_a_batch_that_two_get_at_once_counts_once(books, data):
    writer = till("S01", "T01")
    for number in range(40):
        sell(writer, f"sale-{number}", points=3)
    words: list[str] = []

    def send() -> None:
        words.extend(verdict.word for verdict in push(data.open(), "S01", "T01", writer.entries).verdicts)

    at_once(send, send, send)
    assert (words.count("created"), words.count("exists")) == (41, 82)
    assert books.members.balance("M1", "group").points == 5000 - 120
    assert audit(books).problems == []


def test_a_coupon_that_two_stores_use_at_once_is_one_use_and_one_case(books, data):
    writers = [till("S01", "T01"), till("S02", "T01")]
    for number, writer in enumerate(writers):
        for turn in range(6):
            sell(writer, f"sale-{number}-{turn}", coupon="CB", offer="OFF50", one_id=None)
    at_once(*(lambda writer=writer: push(data.open(), writer.store, writer.till, writer.entries) for writer in writers))
    cases = [case.kind for case in books.cases.all("open")]
    assert cases == ["coupon_reused"] * 11
    assert audit(books).problems == []


def test_sales_of_one_id_at_two_tills_at_once_are_one_sale(books, data):
    writers = [till("S01", "T01"), till("S01", "T02")]
    for writer in writers:
        sell(writer, "the-same")
    at_once(*(lambda writer=writer: push(data.open(), "S01", writer.till, writer.entries) for writer in writers))
    assert [case.kind for case in books.cases.all("open")] == ["sale_id_reused"]
    assert audit(books).problems == []


def test_what_work_touches_and_did_not_name_is_locked_before_it_counts(books, data):
    def add() -> None:
        ledger = data.open()

        def once() -> None:
            before = ledger.members.balance("M2", "group")
            ledger.members.put_balances([("M2", "group", msgspec.structs.replace(before, points=before.points + 1))])

        for _ in range(25):
            ledger.database.beside((), once)

    at_once(add, add, add, add)
    assert books.members.balance("M2", "group").points == 200


def test_whoever_is_alone_waits_for_those_beside_each_other_and_they_for_it(books, data):
    """A person sets a balance by what it was, without naming anything, while tills change it."""

    def alone() -> None:
        ledger = data.open()
        for _ in range(10):
            with ledger.database.transaction():
                before = ledger.members.balance("M2", "group")
                ledger.members.put_balances(
                    [("M2", "group", msgspec.structs.replace(before, points=before.points + 1))]
                )

    def beside() -> None:
        ledger = data.open()

        def once() -> None:
            before = ledger.members.balance("M2", "group")
            ledger.members.put_balances([("M2", "group", msgspec.structs.replace(before, points=before.points + 1))])

        for _ in range(10):
            ledger.database.beside(("M2",), once)

    at_once(alone, beside, alone, beside)
    assert books.members.balance("M2", "group").points == 140


def test_two_replays_judge_each_sale_once(books, data):
    writer = till("S01", "T01")
    for number in range(50):
        sell(writer, f"sale-{number}")
    push(books, "S01", "T01", writer.entries)
    at_once(lambda: Replayer().replay_all(data.open()), lambda: Replayer().replay_all(data.open()))
    assert books.replays.waiting() == 0
    judged = [case.sale_id for case in books.cases.all("open") if case.kind == "arithmetic"]
    assert sorted(judged) == sorted(f"sale-{number}" for number in range(50))
    assert all(len(books.cases.history(case)) == 1 for case in books.cases.all("open"))


def test_what_the_database_cannot_hold_is_the_sender_s_mistake(books):
    writer = JournalWriter("S01", "T01")
    writer.open("epoch\x00")
    with pytest.raises(ValueError, match="cannot hold"):
        push(books, "S01", "T01", writer.entries)
    with pytest.raises(ValueError, match="cannot hold"):
        books.members.get("M\x00")
    good = till("S01", "T01")
    assert push(books, "S01", "T01", good.entries).verdicts[0].word == "created"


def test_a_connection_that_breaks_is_opened_again(books, data):
    writer = till("S01", "T01")
    books.database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    other = data.open()
    other.database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    with pytest.raises(StoreUnavailable):
        push(books, "S01", "T01", writer.entries)
    assert push(books, "S01", "T01", writer.entries).verdicts[0].word == "created"


@pytest.fixture
def both(data: DataDirectory, tmp_path: Path) -> Iterator[list[RunningLedger]]:
    """Two processes that serve one database, each with a directory of its own."""
    other = DataDirectory(tmp_path / "other", data.url)
    other.path.mkdir()
    shutil.copy(data.key_path, other.key_path)
    other.initialise()
    running = [start_ledger(data), start_ledger(other)]
    with ExitStack() as stack:
        for process in running:
            stack.callback(process.stop)
        yield running


@pytest.mark.slow
def test_one_of_two_processes_is_killed_under_load(both, data):
    tills = [
        enrolled_till(data, both[0], store, name) for store, name in (("S01", "T01"), ("S01", "T02"), ("S02", "T01"))
    ]
    cursors = ["", "", ""]
    half = threading.Barrier(4)

    def work(number: int) -> None:
        client = tills[number]
        writer = JournalWriter(client.store, client.till)
        writer.open(f"epoch-{number}")
        for turn in range(30):
            writer.sale(f"sale-{client.till}-{turn}", one_id="M1", points=1)
        for turn in range(0, 31, 3):
            if turn == 15:
                half.wait(60)
            batch = writer.entries[turn : turn + 3]
            send(client, [ledger.address for ledger in both], batch, turn)
            cursors[number] = client.pull_all("members", cursors[number])[1]

    def kill() -> None:
        half.wait(60)
        both[0].kill()

    at_once(*(lambda number=number: work(number) for number in range(3)), kill)
    ledger = data.open()
    found = audit(ledger)
    assert found.problems == []
    assert [row["applied"] for row in found.tills] == [31, 31, 31]
    assert ledger.members.balance("M1", "group").points == 5000 - 90


def send(client: HttpTill, addresses: list[str], batch: list, turn: int) -> None:
    """To one process and the other by turns; to the other when one is gone. It does not know what a dead one took."""
    for attempt in range(6):
        client.address = addresses[1] if attempt else addresses[turn % 2]
        try:
            answer = client.push(batch)
        except OSError:
            continue
        if answer.status_code == 200:
            client.address = addresses[1]
            return
    raise AssertionError(f"not taken: {answer.text}")


def test_what_init_and_serve_do_without_a_directory(data, capsys, monkeypatch):
    from central_ledger.__main__ import main  # noqa: PLC0415

    monkeypatch.setenv("CENTRAL_LEDGER_DATABASE", data.url)
    assert main(["audit", "--database", data.url]) == 0
    assert main(["init", "--database", data.url]) == 0
    assert '"made": false' in capsys.readouterr().out
    assert main(["init", "--database", data.url, "--new-app-token"]) == 0
    assert "member_app_token" in capsys.readouterr().out
    assert main(["make-certificate", "--database", data.url]) == 1
    assert main(["audit", "--database", "postgresql:///nowhere?host=/nowhere"]) == 2
    assert main(["audit", "--database", "nonsense"]) == 2
