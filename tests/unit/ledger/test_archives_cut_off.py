"""Archives that somebody else makes, that were cut off, or that are newer than the database: nothing is lost by it, and
nobody who was erased comes back.
"""

from __future__ import annotations

import gzip
import os
import shutil
from dataclasses import replace
from datetime import date, timedelta

import pytest

from central_ledger.application import archiving
from central_ledger.application.archiving import archive
from central_ledger.application.audit import audit
from central_ledger.application.erasure import begin, erase, finish_all
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.locks import hold
from central_ledger.store.archives import Archived
from central_ledger.store.database import StoreUnavailable
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.test_archives import books, calendar  # noqa: F401

BEFORE = date(2026, 11, 12)
WORDS = b"asks for the blue one"


@pytest.fixture
def noted(books, calendar) -> JournalWriter:  # noqa: F811
    """A note on somebody, of long ago."""
    writer = JournalWriter()
    writer.open("epoch-1")
    writer.sale("walk-in")
    writer.add("member_note_written", {"note_id": "n1", "one_id": "M1", "staff_id": "E1", "text": WORDS.decode()})
    push(books, "S01", "T01", writer.entries)
    calendar.now += timedelta(days=200)
    Replayer().replay_all(books)
    return writer


def erased(ledger):
    assert erase(ledger, "M1", who="console:ann", why="asked").finished_at is not None


def words_in(folder):
    return any(WORDS in gzip.decompress(path.read_bytes()) for path in folder.rglob("*.gz"))


def problems(ledger):
    ledger.archives._open.clear()
    return audit(ledger, rebuild=True).problems


def test_who_is_erased_while_an_archive_is_made_is_in_none(books, noted, tmp_path, monkeypatch):  # noqa: F811
    keep = archiving.keep

    def slowly(*args):
        kept = keep(*args)
        erased(books)
        return kept

    monkeypatch.setattr(archiving, "keep", slowly)
    list(archive(books, BEFORE, tmp_path))
    monkeypatch.undo()
    assert words_in(tmp_path)
    list(archive(books, BEFORE, tmp_path))
    assert not words_in(tmp_path)
    assert problems(books) == []
    assert books.database.value("SELECT COUNT(*) FROM entry WHERE body <> ?", (b"",)) == 0


def test_a_file_that_was_written_anew_before_its_row_is_taken_up(books, noted, tmp_path, monkeypatch):  # noqa: F811
    list(archive(books, BEFORE, tmp_path))
    erased(books)
    with monkeypatch.context() as cut:
        cut.setattr(books.database, "beside", _cut_off)
        with pytest.raises(_CutOff):
            list(archive(books, BEFORE, tmp_path))
    assert not words_in(tmp_path)
    books.archives._open.clear()
    with pytest.raises(Archived):
        audit(books)
    list(archive(books, BEFORE, tmp_path))
    assert problems(books) == []
    assert books.database.value("SELECT COUNT(*) FROM entry WHERE body <> ?", (b"",)) == 0


class _CutOff(Exception):
    pass


def _cut_off(*_args, **_named):
    raise _CutOff


def test_archives_are_read_after_a_restore_from_before_an_erasure(books, noted, tmp_path):  # noqa: F811
    list(archive(books, BEFORE, tmp_path))
    (row,) = books.archives.of_store("S01")
    erased(books)
    list(archive(books, BEFORE, tmp_path))
    unprotected(books.database)
    with books.database.transaction():
        books.database.execute("DELETE FROM redaction")
        values = (row.file_hash, row.manifest)
        books.database.execute("UPDATE archive SET file_hash = ?, manifest = ?", values)
    list(archive(books, BEFORE, tmp_path))
    assert not words_in(tmp_path)
    assert problems(books) == []


def test_a_file_of_before_an_erasure_is_not_taken_up(books, noted, tmp_path):  # noqa: F811
    folder, copy = tmp_path / "archives", tmp_path / "copy"
    list(archive(books, BEFORE, folder))
    shutil.copytree(folder, copy)
    erased(books)
    list(archive(books, BEFORE, folder))
    shutil.copytree(copy, folder, dirs_exist_ok=True)
    list(archive(books, BEFORE, folder))
    books.archives._open.clear()
    with pytest.raises(Archived, match="not the file"):
        audit(books)


def test_another_process_reads_what_was_written_anew(books, noted, tmp_path, data, calendar):  # noqa: F811
    list(archive(books, BEFORE, tmp_path))
    other = data.open(calendar)
    note = noted.entries[-1]

    def read():
        return other.journals.epoch_entries("S01", "T01", note.epoch, note.seq - 1, 1)[0][0].body

    assert WORDS in read()
    erased(books)
    list(archive(books, BEFORE, tmp_path))
    assert WORDS not in read()
    other.close()


def test_one_process_archives_into_a_folder(books, noted, tmp_path):  # noqa: F811
    lock = hold(tmp_path / "archiving.lock")
    with pytest.raises(StoreUnavailable, match="another process"):
        list(archive(books, BEFORE, tmp_path))
    os.close(lock)
    (made,) = archive(books, BEFORE, tmp_path)
    assert made.path.exists()


def test_what_another_process_put_away_meanwhile_is_not_put_away_again(books, noted, tmp_path, monkeypatch):  # noqa: F811
    keep, here, there = archiving.keep, tmp_path / "here", tmp_path / "there"

    def slowly(*args):
        monkeypatch.setattr(archiving, "keep", keep)
        list(archive(books, BEFORE, there))
        return keep(*args)

    monkeypatch.setattr(archiving, "keep", slowly)
    with pytest.raises(StoreUnavailable, match="another process archived store S01"):
        list(archive(books, BEFORE, here))
    assert problems(books) == []


def test_a_wrong_folder_leaves_archives_where_they_are(books, noted, tmp_path):  # noqa: F811
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    list(archive(books, BEFORE, right))
    with pytest.raises(ValueError, match="made before lie in"):
        list(archive(books, BEFORE + timedelta(days=1), wrong))
    assert books.archives.folder() == right
    assert problems(books) == []
    shutil.copytree(right, wrong, dirs_exist_ok=True)
    assert list(archive(books, BEFORE + timedelta(days=1), wrong)) == []
    assert books.archives.folder() == wrong


def test_an_erasure_that_waits_for_an_archive_holds_up_no_other(books, noted, calendar, tmp_path):  # noqa: F811
    list(archive(books, BEFORE, tmp_path))
    other = JournalWriter(store="S02")
    other.open("epoch-2")
    other.add("member_note_written", {"note_id": "n2", "one_id": "M3", "staff_id": "E1", "text": "of another"})
    push(books, "S02", "T01", other.entries)
    with books.database.transaction():
        books.members.put([replace(books.members.get("M2"), one_id="M3", phone="", cards={})], books.now())
    for one_id in ("M1", "M3"):
        begin(books, one_id, who="console:ann", why="asked")
    (tmp_path / "S01").rename(tmp_path / "away")
    books.archives._open.clear()
    with pytest.raises(Archived):
        finish_all(books)
    assert books.erasures.unfinished() == ["M1"]
    (tmp_path / "away").rename(tmp_path / "S01")
    assert finish_all(books) == 1
