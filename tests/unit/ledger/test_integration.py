"""Other systems read along and say what they know of members; the examples of docs/integration.md run as they stand."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Template

import pytest

from central_ledger.__main__ import main
from central_ledger.application.clients import UnknownClient, add_client, pseudonyms_of, revoke_client
from central_ledger.application.erasure import erase
from central_ledger.application.events import KEPT, EventReader, OtherBrand, forget_events
from central_ledger.application.merging import merge
from central_ledger.application.people import speaker_of
from central_ledger.application.pull import BadCursor, CursorGone, Puller
from central_ledger.application.push import push
from central_ledger.application.tags import RequestRefused, drop_ended_tags, replace_tags, take_tags
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.identities import ConsentRow
from tests.unit.ledger.journals import JournalWriter

PAGE = Path(__file__).parents[3] / "docs" / "integration.md"


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for store in ("S01", "S02"):
            ledger.journals.enrol(store, "T01", bytes(32), "counter", ledger.now())
        ledger.feeds.start_run("run-1", ledger.now())
    return ledger


def client(ledger, brand=None):
    client_id, token = add_client(ledger, f"CDP {brand}", brand)
    return client_id, speaker_of(ledger, token)


def read(ledger, speaker, cursor="", *, limit=200, kinds=(), run="run-1", brand=""):
    """All pages from a cursor on: the events, and the last cursor."""
    found = []
    while True:
        page = EventReader(ledger, run, brand).page(speaker, cursor, limit, frozenset(kinds))
        found += page.events
        cursor = page.next
        if not page.more:
            return found, cursor


def take(ledger, *journals):
    for journal in journals:
        verdicts = push(ledger, journal.store, journal.till, journal.entries).verdicts
        assert {verdict.word for verdict in verdicts} <= {"created", "exists"}


def withdraw(ledger, one_id="M1"):
    row = ConsentRow(one_id, "C1", "profile", "1", False, "2026-11-11T10:00:00+08:00", "S01", "T01", "E1")
    with ledger.database.transaction():
        ledger.identities.add_consents([row])


def test_what_was_booked_is_read_once_in_order_and_again_with_the_same_ids(books, journal):
    client_id, cdp = client(books)
    other = JournalWriter(store="S02", epoch="epoch-2")
    other.open("epoch-2")
    journal.sale("s1", {"A1": 12900}, one_id="M1", coupon=("C1", 5000), points=1000, earned={"group": 69})
    other.sale("s2", {"B1": 59900}, brand="LY")
    take(books, journal, other)
    first, cursor = read(books, cdp, limit=1)
    assert sorted((e["store"], e["kind"], e["data"]["sale_id"]) for e in first) == [
        ("S01", "redeem", "s1"), ("S01", "sale", "s1"), ("S02", "sale", "s2"),
    ]  # fmt: skip
    sale = next(e for e in first if e["kind"] == "sale" and e["store"] == "S01")
    assert sale["member"] == pseudonyms_of(books, client_id).of("M1")
    assert (sale["data"]["net_minor"], sale["data"]["points_earned"]) == (6900, {"group": 69})
    redeemed = next(e for e in first if e["kind"] == "redeem")["data"]
    assert (redeemed["coupons"], redeemed["points_minor"]) == (
        [{"coupon": "C1", "offer": "OFF50", "saving_minor": 5000}], 1000,
    )  # fmt: skip
    text = json.dumps(first, ensure_ascii=False)
    assert not any(secret in text for secret in ("M1", "E1", "林若曦", "13800000001", "cashier"))
    journal.sale("s3", {"A1": 12900})
    take(books, journal)  # the first two again
    later, cursor = read(books, cdp, cursor)
    assert [e["data"]["sale_id"] for e in later] == ["s3"]
    assert read(books, cdp, cursor) == ([], cursor)
    assert [e["id"] for e in read(books, cdp)[0] if e["id"] != later[0]["id"]] == [e["id"] for e in first]
    assert len({e["id"] for e in first}) == 3
    only, _ = read(books, cdp, kinds=("redeem",))
    assert [e["kind"] for e in only] == ["redeem"]


def test_what_is_rolled_back_is_never_read(books, journal, monkeypatch):
    _, cdp = client(books)
    journal.sale("s1")

    def full(*_):
        raise StoreUnavailable("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(books.outbox, "add_entries", full)
        with pytest.raises(StoreUnavailable):
            push(books, "S01", "T01", journal.entries)
    assert books.books.has_sale("S01", "s1") is False
    take(books, journal)
    events, _ = read(books, cdp)
    assert [e["kind"] for e in events] == ["sale"]


def test_a_brand_s_system_sees_its_own_lines_and_nothing_else(books, journal):
    _, lqx = client(books, "LQX")
    _, ly = client(books, "LY")
    journal.sale("s1", {"A1": 12900, "A2": 25800}, one_id="M1", coupon=("C1", 5000), earned={"group": 9})
    journal.add(
        "code_accepted", {"cti": "00" * 8, "one_id": "M1", "profile": "full", "issued_at": 1, "remember_until": 2}
    )
    take(books, journal)
    events, _ = read(books, lqx)
    assert [(e["kind"], len(e["data"].get("lines", ()))) for e in events] == [("sale", 2)]
    assert not {"points_earned", "tenders"} & set(events[0]["data"])
    assert read(books, ly)[0] == []
    with pytest.raises(OtherBrand):
        read(books, ly, brand="LQX")
    group = client(books)[1]
    assert read(books, group, brand="LQX")[0][0]["data"] == events[0]["data"]
    assert sorted(e["kind"] for e in read(books, group)[0]) == ["redeem", "sale", "view"]


def test_reads_of_profiles_are_events_and_a_withdrawn_consent_leaves_nobody(books):
    _, cdp = client(books)
    books.reads.note_member(books.now(), "till:S01/T01", scope="S01", what="sales", one_id="M1")
    (view,), cursor = read(books, cdp)
    assert (view["kind"], view["store"], view["till"], view["data"]) == ("view", "S01", "T01", {"how": "return"})
    assert view["member"] is not None
    withdraw(books)
    books.reads.note_member(books.now(), "till:S01/T01", scope="S01", what="sales", one_id="M1")
    (again,), _ = read(books, cdp, cursor)
    assert again["member"] is None


def test_who_was_erased_is_told_once_more_to_every_system_and_then_is_nobody(books):
    systems = [client(books), client(books, "LY")]
    names = [pseudonyms_of(books, client_id).of("M1") for client_id, _ in systems]
    books.reads.note_member(books.now(), "till:S01/T01", scope="S01", what="sales", one_id="M1")
    erase(books, "M1", who="console:ann", why="asked")
    for (_, speaker), name in zip(systems, names, strict=True):
        events, _ = read(books, speaker)
        assert [(event["kind"], event["member"]) for event in events if event["kind"] == "erase"] == [("erase", name)]
        assert {event["member"] for event in events if event["kind"] != "erase"} <= {None}


def test_two_systems_cannot_join_what_they_hold_and_names_lead_back_here_alone(books):
    one, _ = client(books)
    other, _ = client(books)
    names = [pseudonyms_of(books, client_id).of("M1") for client_id in (one, other)]
    assert names[0] != names[1]
    assert pseudonyms_of(books, one).one_id(names[0]) == "M1"
    assert pseudonyms_of(books, one).one_id(names[1]) is None
    forged = names[0][:-1] + ("a" if names[0][-1] != "a" else "b")
    assert pseudonyms_of(books, one).one_id(forged) is None
    revoke_client(books, one)
    with pytest.raises(UnknownClient):
        pseudonyms_of(books, one)


def test_cursors_end_with_the_history_they_are_of(books, journal):
    _, cdp = client(books)
    _, other = client(books)
    journal.sale("s1")
    take(books, journal)
    _, cursor = read(books, cdp)
    with pytest.raises(BadCursor):
        read(books, other, cursor)
    with pytest.raises(BadCursor):
        read(books, cdp, "nonsense")
    # Restarted, it goes on; a run of which this database knows nothing is another history.
    with books.database.transaction():
        books.feeds.start_run("run-2", books.now())
    assert read(books, cdp, cursor, run="run-2")[0] == []
    journal.sale("s2")
    take(books, journal)
    books.clock = lambda: datetime(2026, 11, 11, 3, 0, tzinfo=UTC) + KEPT
    assert forget_events(books) == 2
    with pytest.raises(CursorGone):
        read(books, cdp, cursor, run="run-2")
    assert read(books, cdp, run="run-2")[0] == []
    _, lost = read(books, cdp, run="run-9")
    with pytest.raises(CursorGone):
        read(books, cdp, lost, run="run-2")


def tags_sent(ledger, store="S01"):
    row = ledger.feeds.get(store, "tags", "M1")
    return None if row is None else [tag["tag"] for tag in json.loads(row)["tags"]]


def test_tags_reach_the_stores_that_know_the_member_the_surest_first(books):
    client_id, cdp = client(books)
    member = pseudonyms_of(books, client_id).of("M1")
    given = [
        {"tag": "a", "confidence_bps": 100},
        {"tag": "b", "label": "乙"},
        {"tag": "late", "expires_at": "2020-01-01T00:00:00Z"},
    ]
    verdicts = replace_tags(books, cdp, "k1", member, given)
    assert [(v.tag, v.verdict, v.code) for v in verdicts] == [
        ("a", "set", None), ("b", "set", None), ("late", "refused", "ended"),
    ]  # fmt: skip
    assert (tags_sent(books), tags_sent(books, "S02")) == (["b", "a"], ["b", "a"])
    # The same request again changes nothing and says the same; another one under its key is refused.
    before = books.feeds.version("S01", "tags")
    assert replace_tags(books, cdp, "k1", member, given) == verdicts
    assert books.feeds.version("S01", "tags") == before
    with pytest.raises(RequestRefused):
        replace_tags(books, cdp, "k1", member, [])
    # What is not named any more goes; another system's tags stay.
    other_id, other = client(books)
    take_tags(books, other, "k1", [{"member": pseudonyms_of(books, other_id).of("M1"), "tag": "theirs"}])
    verdicts = replace_tags(books, cdp, "k2", member, [{"tag": "b", "label": "乙"}])
    assert [(v.tag, v.verdict) for v in verdicts] == [("b", "unchanged"), ("a", "removed")]
    assert set(tags_sent(books)) == {"b", "theirs"}
    page = Puller(books, "run-1").page("tags", "S01", "", 200)
    assert [row.key for row in page.rows] == ["M1"]


def test_each_item_has_its_verdict_and_a_wrong_one_stops_no_other(books):
    client_id, cdp = client(books)
    member, stranger = (pseudonyms_of(books, client_id).of(one_id) for one_id in ("M1", "M9"))
    items = [
        {"member": member, "tag": "good"},
        {"member": stranger, "tag": "x"},
        {"member": "m_forged", "tag": "x"},
        {"member": member, "tag": "no spaces"},
        {"member": member, "tag": "sure", "confidence_bps": 10001},
        {"member": member, "tag": "good", "expires_at": "tomorrow"},
        {"member": member, "tag": "gone", "remove": True},
        "nothing",
    ]
    verdicts = take_tags(books, cdp, "k1", items)
    assert [(v.verdict, v.code, v.path) for v in verdicts] == [
        ("set", None, None),
        ("refused", "unknown_member", None),
        ("refused", "unknown_member", None),
        ("refused", "bad_tag", "$.items[3].tag"),
        ("refused", "bad_tag", "$.items[4].confidence_bps"),
        ("refused", "bad_tag", "$.items[5].expires_at"),
        ("unchanged", None, None),
        ("refused", "unknown_member", None),
    ]
    for key in ("", "ü", "x" * 129):
        with pytest.raises(RequestRefused):
            take_tags(books, cdp, key, items)


def test_who_withdrew_the_profile_has_no_tags_at_any_till(books, journal):
    client_id, cdp = client(books)
    member = pseudonyms_of(books, client_id).of("M1")
    take_tags(books, cdp, "k1", [{"member": member, "tag": "good"}])
    assert tags_sent(books) == ["good"]
    said = [{"purpose": "profile", "text_version": "1", "given": False}]
    journal.add("consent_changed", {"change_id": "c1", "one_id": "M1", "staff_id": "E1", "consents": said})
    take(books, journal)
    assert tags_sent(books) is None
    (verdict,) = take_tags(books, cdp, "k2", [{"member": member, "tag": "more"}])
    assert (verdict.verdict, verdict.code) == ("refused", "no_consent")


def test_a_tag_that_has_ended_is_not_sent_and_a_store_that_meets_the_member_gets_the_others(books):
    client_id, cdp = client(books)
    member = pseudonyms_of(books, client_id).of("M2")  # of S02 alone
    soon = (books.clock() + timedelta(hours=1)).isoformat()
    take_tags(
        books, cdp, "k1", [{"member": member, "tag": "soon", "expires_at": soon}, {"member": member, "tag": "long"}]
    )
    assert books.feeds.get("S01", "tags", "M2") is None
    journal = JournalWriter()
    journal.open("epoch-1")
    journal.sale("s1", one_id="M2")
    moment = books.clock() + timedelta(hours=2)
    books.clock = lambda: moment
    take(books, journal)
    assert [tag["tag"] for tag in json.loads(books.feeds.get("S01", "tags", "M2"))["tags"]] == ["long"]
    assert (drop_ended_tags(books), drop_ended_tags(books)) == (1, 0)
    assert [tag.tag for tag in books.member_tags.of_member("M2")] == ["long"]


def test_who_becomes_another_brings_their_tags_and_events_are_of_who_they_are_now(books, journal):
    client_id, cdp = client(books)
    names = pseudonyms_of(books, client_id)
    take_tags(
        books, cdp, "k1", [{"member": names.of("M2"), "tag": "theirs"}, {"member": names.of("M1"), "tag": "mine"}]
    )
    journal.sale("s1", one_id="M2")
    take(books, journal)
    merge(books, "M1", "M2", who="person:P1", why="one phone")
    assert set(tags_sent(books)) == {"mine", "theirs"}
    assert {event["member"] for event in read(books, cdp)[0]} == {names.of("M1")}
    # A name that the system knows from before leads to who it is now.
    (verdict,) = take_tags(books, cdp, "k2", [{"member": names.of("M2"), "tag": "late"}])
    assert verdict.verdict == "set"
    assert "late" in tags_sent(books)


def test_the_examples_of_the_page_run_as_they_stand(data, serve, enrolled, journal, capsys):
    """curl against a serving ledger, and the answers have the fields that the page shows."""
    commands = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    shown = [json.loads(text) for text in re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)]
    running = serve()
    till = enrolled(running)
    journal.sale("s1", one_id="M1", coupon=("C1", 5000))
    assert till.push(journal.entries).status_code == 200
    names = {"DATA": str(data.path), "LEDGER": running.address}

    def run(command):
        if command.startswith("central-ledger "):
            assert main(shlex.split(Template(command).substitute(names))[1:]) == 0
            return json.loads(capsys.readouterr().out)
        ended = subprocess.run(
            ["bash", "-c", command], check=False, env=os.environ | names, capture_output=True, text=True, timeout=60
        )
        assert ended.returncode == 0, ended.stderr
        return json.loads(ended.stdout)

    add, first, events, put, batch = commands
    names["TOKEN"] = run(add)["token"]
    assert run(first)["events"]
    answer = run(events)
    assert set(answer) == set(shown[0])
    assert set(answer["events"][0]) == set(shown[0]["events"][0])
    names["MEMBER"] = next(event["member"] for event in answer["events"] if event["kind"] == "sale")
    assert [verdict["verdict"] for verdict in run(put)["verdicts"]] == ["set"]
    answer = run(batch)
    said = [{name: value for name, value in one.items() if name != "member"} for one in shown[1]["verdicts"]]
    assert [{name: value for name, value in one.items() if name != "member"} for one in answer["verdicts"]] == said
