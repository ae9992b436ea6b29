"""The ledger on a real cluster, when ONETILL_CITUS_URL names a database of Citus with at least one worker.

Each run makes a schema of its own there and drops it.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from central_ledger.application import seed
from central_ledger.application.archiving import archive
from central_ledger.application.audit import audit
from central_ledger.application.clearing import Carrier
from central_ledger.application.erasure import erase
from central_ledger.application.growth import moves_by_program
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import push
from central_ledger.application.replay import Replayer
from central_ledger.application.stock import count_stock
from central_ledger.application.tiers import publish_tier_rules, settle_due
from central_ledger.data_directory import DataDirectory
from central_ledger.domain.growth import counted
from central_ledger.drilling import drill
from tests.unit.ledger.conftest import cheap_hash, small_group
from tests.unit.ledger.goods_returned import return_of
from tests.unit.ledger.journals import JournalWriter, sale_document
from tests.unit.ledger.priced_sales import case_of, member, sale_of
from tests.unit.ledger.settled_sales import dues, with_rules
from tests.unit.ledger.sharded import sharded
from tests.unit.ledger.test_archives import BEFORE, Calendar
from tests.unit.ledger.test_clearing import Clock, a_day, copy_of, prepare, seen

URL = os.environ.get("ONETILL_CITUS_URL", "")


@pytest.fixture(scope="module")
def server() -> str:
    if not URL:
        pytest.skip("NOT TESTED ON CITUS: ONETILL_CITUS_URL names no database of Citus (docs/scaling.md)")
    return URL


@pytest.fixture(scope="module")
def citus(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataDirectory]:
    """A distributed ledger of the small group, in a schema of its own."""
    schema = f"onetill_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE SCHEMA {schema}")  # type: ignore[call-overload]
        sign = "&" if "?" in server else "?"
        data = DataDirectory(
            tmp_path_factory.mktemp("citus") / "ledger", f"{server}{sign}options=-csearch_path%3D{schema}"
        )
        try:
            data.distribute(8)
            data.initialise()
            ledger = data.open(Clock())
            seed.load(ledger, small_group(), cheap_hash)
            prepare(ledger)
            ledger.close()
            yield data
        finally:
            _drop(admin, schema)


def _drop(admin: psycopg.Connection[Any], schema: str) -> None:
    for _ in range(20):
        try:
            admin.execute(f"DROP SCHEMA {schema} CASCADE")  # type: ignore[call-overload]
            return
        except psycopg.errors.InternalError_:  # the coordinator has not noticed yet that a worker is back
            time.sleep(0.5)


def test_it_ends_where_a_ledger_does_in_which_all_lies_together(citus, small_ledger, tmp_path):
    one = copy_of(small_ledger, tmp_path, "one").open(Clock())
    prepare(one)
    ledger = citus.open(Clock())
    for writer in a_day():
        push(one, writer.store, writer.till, writer.entries)
        push(ledger, writer.store, writer.till, writer.entries)
        assert audit(ledger, rebuild=True).problems == []
        Carrier(ledger).drain()
    assert plain(seen(ledger)) == plain(seen(one))
    found = audit(ledger, rebuild=True)
    assert (found.problems, found.clearing) == ([], {"items": 0, "oldest": "", "units": {}})
    one.close()
    ledger.close()


def plain(found: dict[str, Any]) -> dict[str, Any]:
    """Without what each ledger makes by a key of its own: the digests of phones."""
    feeds = [(*row[:4], re.sub(r'"phone_digest":"[^"]*"', "", row[4])) for row in found["feeds"]]
    return found | {"feeds": feeds}


def test_what_tills_do_all_day_asks_one_shard_with_each_statement(citus, small_ledger, tmp_path):
    with sharded(copy_of(small_ledger, tmp_path, "one"), Clock()) as (one, watched):
        prepare(one)
        writer = a_day()[0]
        push(one, writer.store, writer.till, writer.entries)
        Carrier(one).drain()
        hot = sorted(watched.hot)
    assert citus.url is not None
    spread = []
    with psycopg.connect(citus.url, autocommit=True) as connection:
        connection.execute("SET citus.enable_unsafe_triggers = on")
        for statement in hot:
            plan = connection.execute("EXPLAIN " + statement.replace("?", "'1'")).fetchall()  # type: ignore[call-overload]
            if any("Task Count" in line and line.strip() != "Task Count: 1" for (line,) in plan):
                spread.append(statement)
    assert spread == []
    assert len(hot) > 50


def test_books_on_the_workers_refuse_changes_too(citus):
    ledger = citus.open()
    for statement in ("UPDATE posting SET amount = 0 WHERE store = ?", "DELETE FROM entry WHERE store = ?"):
        with pytest.raises(psycopg.Error, match="append-only"):
            ledger.database.execute(statement, ("S01",))
    # Rows that an erasure drops go in one alone (the test below).
    with ledger.database.transaction():
        ledger.database.execute(
            "INSERT INTO consent (one_id, event_id, purpose, text_version, given, at, store, till, staff_id) "
            "VALUES ('M1', 'c1', 'contact', '1', 1, '', 'S01', 'T01', 'E1')"
        )
    with pytest.raises(psycopg.Error, match="append-only"):
        ledger.database.execute("DELETE FROM consent WHERE one_id = ?", ("M1",))
    ledger.close()


def enrolled(ledger: Ledger, store: str, till: str) -> JournalWriter:
    with ledger.database.transaction():
        ledger.journals.enrol(store, till, bytes(32), "counter", ledger.now())
    writer = JournalWriter(store=store, till=till)
    writer.open(f"epoch-{till}")
    return writer


def told(ledger: Ledger, writer: JournalWriter) -> None:
    """Send everything, and do everything that follows from it."""
    push(ledger, writer.store, writer.till, writer.entries)
    Carrier(ledger).drain()
    Replayer().replay_all(ledger)


def test_what_is_archived_is_taken_out_on_the_workers_too(citus, tmp_path):
    moments = Calendar()
    ledger = citus.open(moments)
    writer = enrolled(ledger, "S01", "T08")
    with_rules(ledger)
    with ledger.database.transaction():
        count_stock(ledger, "S01", {"A1": 50_000, "A2": 50_000})
    priced = sale_of("archived", case_of([], "A1", "A2", member=member()))
    writer.add("sale", priced)  # before the count by its till's clock
    writer.sale("walked-in", {"A1": 12900})
    back = return_of(ledger, priced, "r-archived", [("1", 1)])
    writer.add("return", back | {"sale": back["sale"] | {"till": "T08", "epoch": "epoch-T08"}})
    told(ledger, writer)

    def held() -> tuple[Any, ...]:
        balances = [row for row in ledger.books.trial_balance() if row[2]]
        return balances, ledger.stock.sums(), dues(ledger, "S01"), ledger.stock.levels("S01", ["A1", "A2"])

    before = held()
    for day in (BEFORE, BEFORE + timedelta(days=100)):
        moments.now += timedelta(days=100)
        made = list(archive(ledger, day, tmp_path / "archives", "S01"))
        assert made
        assert held() == before
        assert audit(ledger, rebuild=True).problems == []
        told(ledger, writer)
        writer.sale(f"after-{day}", {"A1": 100})
        told(ledger, writer)
        before = held()
    kinds = "SELECT DISTINCT kind FROM transfer WHERE store = ? AND kind <> ?"
    assert "carried" in {kind for (kind,) in ledger.database.rows(kinds, ("S01", "settlement"))}
    assert {kind for kind, _ in ledger.stock.carried("S01")} >= {"sale", "return", "counted_before"}
    assert {one.word for one in push(ledger, "S01", "T08", writer.entries).verdicts} == {"exists"}
    ledger.close()


def test_tiers_follow_from_growth_value_after_sales_and_a_return(citus):
    moments = Calendar()
    ledger = citus.open(moments)
    writer = enrolled(ledger, "S01", "T07")
    priced = sale_of("grown", case_of([], "A1", "A2", member=member()))
    worth = priced["pricing"]["payable"]
    had = sum(move.amount for move in moves_by_program(ledger, "M1", ["group"])["group"])
    # The member begins with the base of these rules.
    steps = [["opal", had + worth], ["ruby", had + worth + 20_000]]
    publish_tier_rules(ledger, {"group": {"days": 365, "holds_days": 365, "base": "gold", "steps": steps}})

    def standing() -> tuple[str, int]:
        """The tier, and the growth value that counts, as the stores of the member are told: as all postings say."""
        row = json.loads(ledger.feeds.get("S01", "members", "M1"))
        moves = moves_by_program(ledger, "M1", ["group"])["group"]
        assert row["growth"]["group"] == counted(moves, moments.now, 365)
        assert audit(ledger, rebuild=True).problems == []
        return row["tiers"]["group"], row["growth"]["group"] - had

    at = "2026-11-11T10:{}:00.000+08:00"
    moments.now += timedelta(hours=1)  # everything is of after the rules
    writer.add("sale", priced, at.format(30))
    told(ledger, writer)
    assert standing() == ("opal", worth)
    for number in range(2):  # what was kept is followed, purchase by purchase
        assert ledger.growth.kept("M1") is not None
        more = sale_document(f"grown-{number}", {"A1": 10_000}, one_id="M1")
        writer.add("sale", more, at.format(31 + number))
        told(ledger, writer)
    assert standing() == ("ruby", worth + 20_000)
    back = return_of(ledger, priced, "r-grown", [("1", 1), ("2", 1)])
    later = {"sale": back["sale"] | {"till": "T07", "epoch": "epoch-T07"}, "at": at.format(40)}
    writer.add("return", back | later, at.format(40))
    told(ledger, writer)
    assert standing() == ("ruby", 20_000), "a tier holds to the end of its period"
    moments.now += timedelta(days=366)
    assert settle_due(ledger) >= 1
    assert standing() == ("gold", -had)
    ledger.close()


def test_a_database_that_holds_a_ledger_is_not_distributed_again(citus):
    with pytest.raises(ValueError, match="distributed ledger already"):
        citus.distribute(8)


def test_what_is_backed_up_at_one_moment_can_be_put_back_in_one_database(citus, server, tmp_path):
    """With items under way: they are in the copy, and carried on there."""
    ledger = citus.open(Clock())
    with ledger.database.transaction():
        ledger.journals.enrol("S02", "T07", bytes(32), "counter", ledger.now())
    writer = JournalWriter(store="S02", till="T07")
    writer.open("epoch-backed-up")
    writer.sale("backed-up", one_id="M1", earned={"group": 2})
    push(ledger, "S02", "T07", writer.entries)
    assert ledger.clearing.waiting()
    name = f"drill_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
        try:
            found = drill(citus, tmp_path / "drill", urlsplit(server)._replace(path=f"/{name}").geturl())
        finally:
            admin.execute(f"DROP DATABASE {name}")  # type: ignore[call-overload]
    assert (found.problems, found.behind) == ([], 0)
    assert found.entries > 0
    Carrier(ledger).drain()
    ledger.close()


def test_a_member_is_erased_on_every_machine(citus):
    """The last one: nobody is M2 after it."""
    ledger = citus.open(Clock())
    with ledger.database.transaction():
        ledger.journals.enrol("S02", "T09", bytes(32), "counter", ledger.now())
    writer = JournalWriter(store="S02", till="T09")
    writer.open("epoch-erasing")
    writer.sale("of-nobody", {"A1": 500}, one_id="M2", earned={"group": 5})
    words = "asks for the blue one"
    writer.add("member_note_written", {"note_id": "n1", "one_id": "M2", "staff_id": "E1", "text": words})
    given = [{"purpose": "contact", "text_version": "1", "given": True}]
    writer.add("consent_changed", {"change_id": "c2", "one_id": "M2", "staff_id": "E1", "consents": given})
    push(ledger, "S02", "T09", writer.entries)
    Carrier(ledger).drain()
    assert ledger.identities.consents_of("M2") != []
    assert erase(ledger, "M2", who="console:ann", why="asked").finished_at is not None
    mark = len(writer.entries)
    writer.sale("late", {"A1": 500}, one_id="M2", earned={"group": 5})
    writer.add("member_note_written", {"note_id": "n2", "one_id": "M2", "staff_id": "E1", "text": words})
    push(ledger, "S02", "T09", writer.entries[mark:])
    Carrier(ledger).drain()
    for table in ("entry", "member_note", "member", "feed_row", "linked_account"):
        text = str([list(map(bytes_as_text, row)) for row in ledger.database.rows(f"SELECT * FROM {table}")])
        assert [word for word in (words, "王敏", "13800000002") if word in text] == [], table
    found = audit(ledger, rebuild=True)
    assert (found.problems, found.clearing["items"]) == ([], 0)
    ledger.close()


def bytes_as_text(value: Any) -> str:
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
