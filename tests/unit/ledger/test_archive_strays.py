"""Files that an archive command left behind when it was cut off: found, made whole by the next one or let go, and never
lost when they are the only place of something.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from central_ledger.application.archiving import archive
from central_ledger.doctor.keeping import stray_findings
from central_ledger.store.archive_file import ArchivedEntry, read_archive, written
from tests.unit.ledger.test_archives import books, calendar  # noqa: F401
from tests.unit.ledger.test_archives_cut_off import BEFORE, _cut_off, _CutOff, erased, noted, problems, words_in  # noqa: F401

LATER = BEFORE + timedelta(days=1)


@pytest.fixture
def cut_off(books, noted, tmp_path, monkeypatch):  # noqa: F811
    """A file, and the manifest beside it, whose row was never written."""
    with monkeypatch.context() as cut:
        cut.setattr(books.database, "beside", _cut_off)
        with pytest.raises(_CutOff):
            list(archive(books, BEFORE, tmp_path))
    path = tmp_path / "S01" / f"{BEFORE}.jsonl.gz"
    assert path.exists()
    return path


def named(books, hours=2):  # noqa: F811
    """What doctor says of strays so many hours later."""
    return [params for code, params in stray_findings(books, datetime.now(UTC) + timedelta(hours=hours))]


def files(path):
    return sorted(each.name for each in path.parent.iterdir())


def test_the_next_run_of_the_same_day_makes_it_whole(books, cut_off, tmp_path):  # noqa: F811
    (made,) = archive(books, BEFORE, tmp_path)
    assert made.path == cut_off
    assert named(books) == []
    assert problems(books) == []


def test_what_a_run_of_a_later_day_has_elsewhere_is_let_go(books, cut_off, tmp_path):  # noqa: F811
    assert named(books, hours=0) == [], "it may be written just now"
    assert named(books) == [{"count": 2, "file": str(cut_off)}]
    erased(books)
    cut_off.with_name(f"{BEFORE}-7.jsonl.gz.part").write_bytes(b"cut off")
    cut_off.with_name("notes.txt").write_text("of a person")
    assert words_in(tmp_path)
    (made,) = archive(books, LATER, tmp_path)
    assert files(cut_off) == [made.path.name, f"{LATER}.jsonl.json", "notes.txt"]
    assert not words_in(tmp_path)
    assert named(books) == []
    assert problems(books) == []


def test_a_run_of_an_earlier_day_leaves_it_for_a_later_one(books, cut_off, tmp_path):  # noqa: F811
    assert list(archive(books, BEFORE - timedelta(days=30), tmp_path)) == []
    assert named(books) == [{"count": 2, "file": str(cut_off)}]
    list(archive(books, LATER, tmp_path))
    assert named(books) == []


@pytest.mark.parametrize("day", [BEFORE, LATER])
def test_what_the_database_does_not_have_is_neither_replaced_nor_let_go(books, noted, cut_off, tmp_path, day):  # noqa: F811
    contents = read_archive(cut_off.read_bytes())
    (section,) = contents.sections
    lost = ArchivedEntry(noted.sale("lost"), section.entries[-1].received_at)
    only = written(replace_section(contents, (*section.entries, lost)))
    cut_off.write_bytes(only)
    (made,) = archive(books, day, tmp_path)
    assert made.path != cut_off
    assert cut_off.read_bytes() == only
    assert named(books) == [{"count": 2, "file": str(cut_off)}]
    assert problems(books) == []


def test_a_damaged_one_is_left_alone(books, cut_off, tmp_path):  # noqa: F811
    os.truncate(cut_off, 20)
    list(archive(books, LATER, tmp_path))
    assert cut_off.stat().st_size == 20
    assert named(books) == [{"count": 2, "file": str(cut_off)}]


def replace_section(contents, entries):
    (section,) = contents.sections
    return replace(contents, sections=(replace(section, entries=entries),))
