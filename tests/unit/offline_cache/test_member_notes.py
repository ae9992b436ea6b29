"""Notes about members at a till: what the feed says, and what this till did since."""

from __future__ import annotations

from offline_cache import LocalStore
from retail.member_notes import MemberNote
from tests.unit.offline_cache.making import AS_OF, row


def note(note_id: str, text: str = "喜欢素色", one_id: str = "M1", at: str = AS_OF) -> MemberNote:
    return MemberNote(note_id, one_id, "1003", text, at)


def told(store: LocalStore, *notes: MemberNote, cursor: str = "c1") -> None:
    rows = [row(one.note_id, one.document()) for one in notes]
    store.pulled.apply_page("member_notes", rows, cursor, AS_OF)


def texts(store: LocalStore, one_id: str = "M1") -> list[str]:
    return [one.text for one in store.member_notes.of_member(one_id)]


def test_what_this_till_wrote_or_removed_counts_until_the_feed_says_it(store: LocalStore) -> None:
    told(store, note("N1", "旧", at="2026-11-01T10:00:00+08:00"))
    with store.unit_of_work() as uow:
        uow.member_notes.add(note("N2", "新"))
        uow.member_notes.remove("N1")
        uow.commit()
    assert texts(store) == ["新"]
    told(store, note("N2", "新"), cursor="c2")
    gone = {"key": "N2", "version": 9, "deleted": True, "data": None}
    store.pulled.apply_page("member_notes", [gone], "c3", AS_OF)
    assert texts(store) == [], "another desk removed it, and nothing of this till brings it back"


def test_a_note_that_was_never_told_can_be_removed_and_a_rollback_leaves_nothing(store: LocalStore) -> None:
    with store.unit_of_work() as uow:
        uow.member_notes.add(note("N1"))
        uow.commit()
    with store.unit_of_work() as uow:
        uow.member_notes.remove("N1")
    assert texts(store) == ["喜欢素色"]
    with store.unit_of_work() as uow:
        uow.member_notes.remove("N1")
        uow.member_notes.remove("N404")
        uow.commit()
    assert texts(store) == []


def test_notes_under_an_id_that_became_another_s_are_that_member_s(store: LocalStore) -> None:
    told(store, note("N1", "本人", at="2026-11-02T10:00:00+08:00"), note("N2", "另一号", "M9"))
    store.pulled.apply_page("aliases", [row("M9", {"alias": "M9", "one_id": "M1", "cards": {}})], "a1", AS_OF)
    assert sorted(texts(store)) == ["另一号", "本人"]
