"""What tills told long ago is put away in files, and everything is as it was: balances, returns, what tills send."""

from __future__ import annotations

import asyncio
import gzip
import json
import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from central_ledger.application.archiving import archive
from central_ledger.application.audit import audit
from central_ledger.application.erasure import erase
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.application.sale_account import account_of
from central_ledger.application.sold_sales import find_sale
from central_ledger.http import _answered
from central_ledger.store import archives
from central_ledger.store.archive_file import BadArchive, read_archive, written
from central_ledger.store.archives import Archived
from tests.unit.ledger.goods_returned import other_till, return_of
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.priced_sales import case_of, coupon, member, sale_of

BEFORE = date(2026, 11, 12)


class Calendar:
    """A clock that somebody sets."""

    def __init__(self) -> None:
        self.now = datetime.fromisoformat("2026-11-11T10:00:00+08:00")

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def books(data, calendar):
    """Sales of a day that is long ago, and one of a day later."""
    ledger = data.open(calendar)
    with ledger.database.transaction():
        for store in ("S01", "S02"):
            ledger.journals.enrol(store, "T01", bytes(32), "counter", ledger.now())
    return ledger


@pytest.fixture
def told(books, calendar) -> JournalWriter:
    writer = JournalWriter()
    writer.open("epoch-1")
    writer.add("sale", old_sale(books))
    writer.sale("walk-in")
    push(books, "S01", "T01", writer.entries)
    calendar.now += timedelta(days=100)
    later = writer.sale("later", one_id="M2", earned={"group": 3})
    push(books, "S01", "T01", [later])
    Replayer().replay_all(books)
    return writer


def old_sale(books):
    offer = books.reference.offer("OFF50", 1)
    return sale_of("sale-1", case_of([offer], "A1", "A2", member=member(), coupons=[coupon()]))


def everything(books):
    """What the books come to, and what is owed to whom."""
    return {
        "books": sorted(row for row in books.books.trial_balance() if row[2]),
        "members": [books.members.balances(one_id) for one_id in ("M1", "M2")],
        "stock": sorted(books.stock.sums()),
        "tills": audit(books).tills,
    }


def test_what_is_put_away_leaves_every_balance_as_it_was(books, told, tmp_path):
    before = everything(books)
    (made,) = archive(books, BEFORE, tmp_path / "archives")
    assert (made.store, made.entries, made.transfers) == ("S01", 3, 2)
    assert made.path.stat().st_mode & 0o077 == 0
    assert books.database.value("SELECT COUNT(*) FROM entry WHERE body <> ?", (b"",)) == 1
    kinds = books.database.rows("SELECT kind, COUNT(*) FROM transfer GROUP BY kind ORDER BY kind")
    assert ("carried", 1) in kinds
    assert dict(kinds)["sale"] == 1
    assert everything(books) == before
    assert audit(books, rebuild=True).problems == []
    assert list(archive(books, BEFORE, tmp_path / "archives")) == []


def test_the_next_archive_goes_on_from_the_one_before(books, told, tmp_path, calendar):
    before = everything(books)
    list(archive(books, BEFORE, tmp_path / "archives"))
    calendar.now += timedelta(days=100)
    (made,) = archive(books, BEFORE + timedelta(days=101), tmp_path / "archives")
    assert made.entries == 1
    first, second = (read_archive(path.read_bytes()) for path in sorted(made.path.parent.glob("*.gz")))
    assert second.previous == first.digest
    assert second.sections[0].after_hash == first.sections[0].entries[-1].entry.hash
    assert everything(books) == before
    assert audit(books, rebuild=True).problems == []


def test_a_till_that_sends_it_again_is_told_that_it_exists(books, told, tmp_path):
    before = everything(books)
    list(archive(books, BEFORE, tmp_path / "archives"))
    answer = push(books, "S01", "T01", told.entries)
    assert [verdict.word for verdict in answer.verdicts] == ["exists"] * 4
    assert everything(books) == before


def test_goods_of_an_archived_sale_come_back(books, told, tmp_path):
    cases = audit(books).cases  # of sales that no engine priced
    list(archive(books, BEFORE, tmp_path / "archives"))
    found = find_sale(books, "S01", "sale-1")
    assert found is not None
    assert [line["line_id"] for line in found.document["lines"]] == ["1", "2"]
    assert "sale" in {one["kind"] for one in account_of(books, "sale-1").document["transfers"]}
    returned = other_till()
    returned.add("return", return_of(books, old_sale(books), "r1", [("1", 1), ("2", 1)]))
    push(books, "S02", "T01", returned.entries)
    Replayer().replay_all(books)
    found = audit(books, rebuild=True)
    assert (found.problems, found.cases) == ([], cases)
    assert [one.status for one in books.members.coupons_of("M1") if one.coupon_id == "C1"] == ["available"]


def test_without_its_folder_what_is_archived_waits_and_the_rest_goes_on(books, told, tmp_path):
    (made,) = archive(books, BEFORE, tmp_path / "archives")
    made.path.parent.rename(tmp_path / "elsewhere")
    books.archives._open.clear()
    with pytest.raises(Archived, match="Put the folder back"):
        find_sale(books, "S01", "sale-1")
    more = told.sale("more")
    assert [verdict.word for verdict in push(books, "S01", "T01", [more]).verdicts] == ["created"]
    (tmp_path / "moved").mkdir()
    (tmp_path / "elsewhere").rename(tmp_path / "moved" / "S01")
    books.archives.read_from(tmp_path / "moved")
    assert audit(books, rebuild=True).problems == []


def test_a_folder_that_does_not_answer_holds_up_the_ledger_once(books, told, tmp_path, monkeypatch):
    (made,) = archive(books, BEFORE, tmp_path / "archives")
    books.archives._open.clear()
    answers = threading.Event()
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: answers.wait() and read(path) if path == made.path else read(path)
    )
    monkeypatch.setattr(archives, "ANSWER_SECONDS", 0.05)
    try:
        with pytest.raises(Archived, match="does not answer"):
            find_sale(books, "S01", "sale-1")
        monkeypatch.setattr(archives, "ANSWER_SECONDS", 60.0)
        with pytest.raises(Archived, match="does not answer"):
            find_sale(books, "S01", "walk-in")
        waits = [thread for thread in threading.enumerate() if str(tmp_path) in thread.name]
        assert len(waits) == 1
    finally:
        answers.set()
    waits[0].join()
    assert find_sale(books, "S01", "sale-1") is not None


def test_a_till_is_told_by_a_code_of_its_own_that_an_archive_is_missing():
    async def asks_of_long_ago(_: Request) -> Response:
        raise Archived("the folder /somewhere is missing")

    answer = asyncio.run(_answered(asks_of_long_ago, Request({"type": "http"})))
    assert (answer.status_code, json.loads(answer.body)["error"]["code"]) == (503, "archived")
    assert int(answer.headers["Retry-After"]) > 0
    assert b"somewhere" not in answer.body


@pytest.mark.parametrize("what", ["file", "content", "heads", "carried", "signature"])
def test_what_was_changed_is_found(books, told, tmp_path, what):
    (made,) = archive(books, BEFORE, tmp_path / "archives")
    books.archives._open.clear()
    if what == "file":
        data = bytearray(made.path.read_bytes())
        data[len(data) // 2] ^= 1
        made.path.write_bytes(data)
    elif what == "content":
        text = gzip.decompress(made.path.read_bytes()).decode().replace("walk-in", "walk-on", 1)
        with pytest.raises(BadArchive, match="sum up"):
            read_archive(gzip.compress(text.encode()))
        return
    elif what == "heads":
        books.database.execute("UPDATE archived_span SET last_seq = last_seq - 1")
    elif what == "carried":
        with books.database.transaction(), books.database.archiving(("posting",)):
            books.database.execute("DELETE FROM posting WHERE transfer_id = 'carried' AND line_no = 1")
    else:
        (row,) = books.archives.of_store("S01")
        manifest = json.loads(row.manifest)
        changed = manifest | {"signed": manifest["signed"].replace('"before":"2026', '"before":"2025')}
        books.database.execute("UPDATE archive SET manifest = ?", (json.dumps(changed),))
    if what in ("file", "heads"):
        with pytest.raises(Archived):
            audit(books)
    else:
        found = {problem["what"] for problem in audit(books).problems}
        assert found & {"carried_forward_otherwise", "archive_not_signed"}, found


def test_what_is_young_or_does_not_audit_stays(books, told, tmp_path, calendar):
    with pytest.raises(ValueError, match="younger than 90 days"):
        list(archive(books, calendar.now.date(), tmp_path / "archives"))
    with books.database.transaction(), books.database.archiving(("posting",)):
        books.database.execute("DELETE FROM posting WHERE store = ? AND transfer_id = ?", ("S01", "walk-in"))
    with pytest.raises(ValueError, match="postings of entry 3"):
        list(archive(books, BEFORE, tmp_path / "archives"))
    assert books.database.value("SELECT COUNT(*) FROM archive") == 0


def test_the_engine_lets_nothing_else_be_deleted(books, told, tmp_path):
    list(archive(books, BEFORE, tmp_path / "archives"))
    for table in ("posting", "transfer", "stock_movement"):
        with pytest.raises(Exception, match="append-only"), books.database.transaction():
            books.database.execute(f"DELETE FROM {table} WHERE store = ?", ("S01",))


def test_an_archive_is_written_anew_without_a_person_who_was_erased(books, told, tmp_path, calendar):
    (made,) = archive(books, BEFORE, tmp_path / "archives")
    first = read_archive(made.path.read_bytes())
    row = first.sections[0].entries[1]
    with books.database.transaction():
        redacted = row.entry.body.replace(b'"C1"', b'"C0"')
        books.erasures.redact("entry", row.entry, redacted, b"", books.now())
    assert list(archive(books, BEFORE, tmp_path / "archives")) == []
    again = read_archive(made.path.read_bytes())
    assert again.sections[0].entries[1] == replace(row, entry=replace(row.entry, body=redacted))
    assert again.digest == first.digest
    assert books.database.value("SELECT COUNT(*) FROM entry WHERE body <> ?", (b"",)) == 1
    assert [p for p in audit(books).problems if p["what"].startswith("archive")] == []


def test_an_erasure_finds_what_lies_in_an_archive(books, told, tmp_path, calendar):
    words = "asks for the blue one"
    note = {"note_id": "n1", "one_id": "M1", "staff_id": "E1", "text": words}
    noted = told.add("member_note_written", note)
    push(books, "S01", "T01", [noted])
    calendar.now += timedelta(days=200)
    Replayer().replay_all(books)
    archives = list(archive(books, date(2027, 3, 1), tmp_path / "archives"))
    assert any(words.encode() in gzip.decompress(made.path.read_bytes()) for made in archives)
    assert erase(books, "M1", who="console:ann", why="asked").finished_at is not None
    assert audit(books, rebuild=True).problems == []
    assert list(archive(books, date(2027, 3, 1), tmp_path / "archives")) == []
    for path in (tmp_path / "archives").rglob("*.gz"):
        assert words.encode() not in gzip.decompress(path.read_bytes()), path
    assert audit(books, rebuild=True).problems == []


def test_a_file_says_what_it_was_given(tmp_path: Path, books, told):
    (made,) = archive(books, BEFORE, tmp_path / "archives")
    data = made.path.read_bytes()
    assert written(read_archive(data)) == data
