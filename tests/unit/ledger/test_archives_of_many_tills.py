"""A store with many tills and archives: what proves its books reads each file a few times, however many there are."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from central_ledger.application.archiving import archive
from central_ledger.application.audit import audit
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.store import archives
from central_ledger.store.archive_file import file_hash
from tests.unit.ledger.conftest import unprotected
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.test_archives import BEFORE, books, calendar  # noqa: F401
from tests.unit.ledger.test_push import enrol

TILLS = [f"T{number:02}" for number in range(1, 8)]
DAYS = 6
#: The files themselves, the sums of days, the journals.
READS = 3


@pytest.fixture
def writers(books, calendar, tmp_path):  # noqa: F811
    """Days of sales at seven tills, each in an archive of its own, and a sale of each till after them."""
    enrol(books, *(("S01", till) for till in TILLS))
    made = [JournalWriter(till=till, epoch=f"epoch-{till}") for till in TILLS]
    for day in range(DAYS + 1):
        for writer in made:
            told = [] if writer.entries else [writer.open(writer.epoch)]
            told.append(writer.sale(f"sale-{writer.till}-{day}", one_id="M2", earned={"group": 3}))
            push(books, "S01", writer.till, told)
        calendar.now += timedelta(days=1)
    Replayer().replay_all(books)
    calendar.now += timedelta(days=100)
    for day in range(DAYS):
        assert len(list(archive(books, BEFORE + timedelta(days=day), tmp_path, "S01"))) == 1
    return made


def test_the_audit_reads_each_file_a_few_times(books, writers, monkeypatch):  # noqa: F811
    reads: Counter[str] = Counter()
    read = archives.read_archive

    def counted(data):
        reads[file_hash(data)] += 1
        return read(data)

    monkeypatch.setattr(archives, "read_archive", counted)
    books.archives._open.clear()
    found = audit(books, rebuild=True)
    assert found.problems == []
    assert [till["applied"] for till in found.tills if till["store"] == "S01"] == [DAYS + 2] * len(TILLS)
    assert len(reads) == DAYS
    assert max(reads.values()) <= READS, reads


def test_what_was_changed_is_found_at_its_till_and_its_place(books, writers):  # noqa: F811
    unprotected(books.database)
    books.database.execute("UPDATE entry SET hash = ? WHERE till = 'T05' AND seq = 4", (bytes(32),))
    problems = [found for found in audit(books, rebuild=True).problems if "till" in found]
    assert {found["till"] for found in problems} == {"T05"}
    assert min(found["seq"] for found in problems) == 4
