"""What the ledger takes of a till's stream, and what it answers: docs/spec/offline.md, section 2."""

from __future__ import annotations

from dataclasses import replace

import pytest

from central_ledger.domain.stream import StoredEntry, TillStream
from retail.messages import GENESIS, Head, entry_hash


class Stream:
    """A stream with the storage that the ledger gives it."""

    def __init__(self):
        self.taken = {}
        self.evidence = {}
        self.stream = TillStream(
            [], False, lambda epoch, seq: self.taken.get((epoch, seq)), lambda e: self.evidence.get(e.hash)
        )

    def send(self, *entries):
        words = []
        for entry in entries:
            judgement = self.stream.judge(entry)
            verdict = judgement.verdict
            if verdict.word in ("created", "quarantined") and (entry.epoch, entry.seq) not in self.taken:
                self.taken[entry.epoch, entry.seq] = StoredEntry(entry.hash, verdict.code)
            if judgement.keep:
                self.evidence.setdefault(entry.hash, verdict.code)
            self.findings = judgement.findings
            words.append(verdict.word if verdict.code is None else f"{verdict.word} {verdict.code}")
        return words


@pytest.fixture
def stream():
    return Stream()


def signed_in(journal, name="E1"):
    return journal.add("signed_in", {"staff_id": name})


def test_entries_in_order_are_taken_once(stream, journal):
    signed_in(journal)
    assert stream.send(*journal.entries) == ["created", "created"]
    assert stream.send(*journal.entries) == ["exists", "exists"]
    assert stream.stream.high_water("epoch-1") == 2


def test_a_gap_stops_there_and_is_filled_later(stream, journal):
    first, second, third = journal.entries[0], signed_in(journal), signed_in(journal)
    assert stream.send(third, first, third, second, third) == [
        "refused gap",
        "created",
        "refused gap",
        "created",
        "created",
    ]


def test_a_damaged_entry_is_refused_and_the_rest_waits_for_it(stream, journal):
    first, second = journal.entries[0], signed_in(journal)
    third = signed_in(journal)
    damaged = replace(second, body=second.body.replace(b"E1", b"E2"))
    assert stream.send(first, damaged, third) == ["created", "refused hash_mismatch", "refused gap"]
    assert stream.send(second, third) == ["created", "created"]


@pytest.mark.parametrize(
    ("strange", "code"),
    [
        (("moon_phase", 1, b"{}"), "unknown_kind"),
        (("signed_in", 2, b'{"staff_id":"E1"}'), "unknown_version"),
        (("signed_in", 0, b'{"staff_id":"E1"}'), "unknown_version"),
        (("signed_in", 1, b'{"staff_id":'), "bad_body"),
        (("signed_in", 1, b'{"staff_id":"\\ud800"}'), "bad_body"),
        (("signed_in", 1, b"\xff\xfe"), "bad_body"),
        (("signed_in", 1, b"[" * 100_000), "bad_body"),
        (("signed_in", 1, b'{"staff_id":1.5}'), "bad_body"),
        (("signed_in", 1, b'{"staff_id":1' + b"0" * 5000 + b"}"), "bad_body"),
        (("sale", 1, b"{}"), "bad_body"),
        (("epoch_opened", 1, b'{"reason":"enrolled","after":null}'), "bad_body"),
    ],
)
def test_what_cannot_be_understood_is_set_aside_and_the_stream_goes_on(stream, journal, strange, code):
    kind, version, body = strange
    fields = {
        "store": "S01", "till": "T01", "epoch": "epoch-1", "seq": 2, "kind": kind, "version": version,
        "occurred_at": "x", "elapsed_ms": 0, "previous": journal.head.hash, "body": body,
    }  # fmt: skip
    strange = replace(journal.entries[0], **fields, hash=entry_hash(**fields))
    journal.head = Head("epoch-1", 2, strange.hash)
    after = signed_in(journal)
    first = journal.entries[0]
    assert stream.send(first, strange, after) == ["created", f"quarantined {code}", "created"]
    assert stream.send(first, strange, after) == ["exists", f"quarantined {code}", "exists"]


def test_a_copied_disk_is_a_fork_and_suspends_the_till(stream, journal):
    copied = journal.copy()
    mine, theirs = signed_in(journal, "E1"), signed_in(copied, "E2")
    assert stream.send(journal.entries[0], mine) == ["created", "created"]
    assert stream.send(theirs) == ["refused fork"]
    assert [(finding.kind, finding.seq) for finding in stream.findings] == [("fork", 2)]
    assert stream.stream.suspended
    later = signed_in(journal)
    assert stream.send(mine, theirs, later) == ["exists", "refused fork", "refused suspended"]
    assert set(stream.evidence) == {theirs.hash, later.hash}


def test_an_entry_that_does_not_follow_is_a_fork(stream, journal):
    copied = journal.copy()
    signed_in(copied, "E9")
    stray = signed_in(copied)
    mine = signed_in(journal)
    assert stream.send(journal.entries[0], mine, stray) == ["created", "created", "refused fork"]


def test_a_new_epoch_goes_on_from_the_head(stream, journal):
    signed_in(journal)
    journal.open("epoch-2", "head_differs")
    signed_in(journal)
    assert stream.send(*journal.entries) == ["created"] * 4
    assert stream.findings == ()
    assert stream.stream.high_water("epoch-2") == 2


def test_a_new_epoch_after_lost_entries_is_taken_and_reported(stream, journal):
    first = journal.entries[0]
    lost = [signed_in(journal), signed_in(journal)]
    opened = journal.open("epoch-2", "head_differs")
    assert stream.send(first, opened) == ["created", "created"]
    (finding,) = stream.findings
    assert (finding.kind, finding.epoch, finding.seq, finding.count) == ("entries_lost", "epoch-1", 3, 2)
    # They were late, not lost: taken, and the report is taken back.
    assert stream.send(*lost) == ["created", "created"]
    assert [(f.kind, f.settled) for f in stream.findings] == [("entries_lost", True)]
    assert not stream.stream.suspended


def test_epochs_may_arrive_in_the_wrong_order(stream, journal):
    old = [*journal.entries, signed_in(journal)]
    new = [journal.open("epoch-2", "head_differs"), signed_in(journal)]
    assert stream.send(*new, *old) == ["created"] * 4
    newer = [journal.open("epoch-3", "head_differs")]
    assert stream.send(*newer) == ["created"]
    assert stream.findings == ()


def test_a_restored_backup_is_reported_and_not_a_fork(stream, journal):
    backup = journal.copy()
    sent = [signed_in(journal), signed_in(journal)]
    stream.send(journal.entries[0], *sent)
    opened = backup.open("epoch-2", "ledger_ahead")
    assert stream.send(opened, signed_in(backup)) == ["created", "created"]
    assert not stream.stream.suspended


def test_two_disks_that_both_go_on_are_a_fork_even_in_different_epochs(stream, journal):
    copied = journal.copy()
    signed_in(journal)
    assert stream.send(*journal.entries) == ["created", "created"]
    assert stream.send(copied.open("epoch-2", "head_differs")) == ["created"]
    assert stream.send(signed_in(journal)) == ["refused fork"]
    assert stream.stream.suspended


def test_an_epoch_that_goes_on_from_another_entry_than_the_ledger_has_is_a_fork(stream, journal):
    copied = journal.copy()
    signed_in(journal, "E1")
    signed_in(copied, "E2")
    stream.send(*journal.entries)
    assert stream.send(copied.open("epoch-2")) == ["refused fork"]


def test_the_late_end_of_an_epoch_must_be_the_one_that_its_successor_named(stream, journal):
    copied = journal.copy()
    signed_in(copied, "E2")
    opened = copied.open("epoch-2")
    assert stream.send(journal.entries[0], opened) == ["created", "created"]
    assert stream.send(signed_in(journal, "E1")) == ["refused fork"]


def test_a_journal_that_starts_from_nothing_again_is_taken_and_reported(stream, journal):
    stream.send(*journal.entries)
    journal.head = Head("", 0, GENESIS)
    opened = journal.open("epoch-2", "enrolled")
    assert stream.send(opened, signed_in(journal)) == ["created", "created"]


def test_an_epoch_must_be_opened(stream, journal):
    journal.head = Head("epoch-2", 0, journal.head.hash)
    assert stream.send(signed_in(journal)) == ["quarantined bad_body"]
    assert stream.send(signed_in(journal)) == ["created"]


def test_two_epochs_may_go_on_from_one_only_where_the_first_did_or_before(stream, journal):
    older = journal.copy()
    signed_in(journal)
    newer = journal.copy()
    stream.send(*journal.entries)
    assert stream.send(older.open("epoch-2", "ledger_ahead")) == ["created"]  # a backup from before
    again = journal.copy()
    again.head = journal.entries[0].head
    assert stream.send(again.open("epoch-3", "ledger_ahead")) == ["created"]  # the same backup once more
    assert [finding.kind for finding in stream.findings] == ["journal_rolled_back"]
    assert stream.send(newer.open("epoch-4", "head_differs")) == ["refused fork"]  # the disk that was given up


def test_a_ledger_that_lost_its_data_takes_older_epochs_after_newer_ones(stream, journal):
    first = [*journal.entries, signed_in(journal)]
    second = [journal.open("epoch-2"), signed_in(journal)]
    third = [journal.open("epoch-3"), signed_in(journal)]
    assert stream.send(*third, *first, *second, signed_in(journal)) == ["created"] * 7
    assert not stream.stream.suspended


def test_a_till_that_moved_goes_on_once(stream, journal):
    journal.add("till_closed", {"reason": "moved", "move_id": "ab12", "staff_id": "E1", "approved_by": "E7"})
    left, second = journal.copy(), journal.copy()
    arrived = journal.open("epoch-2", "moved")
    signed_in(journal)
    assert stream.send(*journal.entries) == ["created"] * 4
    assert stream.findings == ()
    # The same file at another machine, and the old machine made to sell on: neither is this till any more.
    assert stream.send(second.open("epoch-3", "moved")) == ["refused fork"]
    stream.stream.suspended = False
    assert stream.send(signed_in(left)) == ["refused fork"]
    assert stream.send(arrived) == ["exists"]
