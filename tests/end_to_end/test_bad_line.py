"""What answers at the ledger's address is not the ledger, or nobody answers: sales go on, and nothing of it is used."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from central_ledger.application import enrolment
from central_ledger.application.enrolment import enrol, make_code
from pos_client.bootstrap.line import make_sync_session
from pos_client.bootstrap.till import build_till
from pos_client.commands.sale_file import read_sale_file
from pos_client.commands.sell import sell
from pos_client.sync import transport
from pos_client.sync.status import SyncStatus
from tests import commands
from tests.end_to_end import impostor
from tests.end_to_end.counter import Counter, assert_told, books
from tests.end_to_end.impostor import Impostor, answering, saying
from tests.end_to_end.processes import Ledger, plain_env

pytestmark = pytest.mark.slow

LOGIN = b"<html><body>Welcome to Cafe WiFi. Please log in.</body></html>"
GARBAGE: dict[str, tuple[impostor.Conversation, str, str]] = {
    "a login page": (answering("200 OK", LOGIN, "text/html"), "ledger_garbage", "guest network"),
    "a redirection": (
        answering("302 Found", b"", extra="Location: http://127.0.0.1:1/login\r\n"),
        "ledger_garbage",
        "nothing of that answer was used",
    ),
    "a page that is not there": (answering("404 Not Found", LOGIN, "text/html"), "ledger_garbage", "guest network"),
    "no object": (answering("200 OK", b"[1, 2]"), "ledger_garbage", "Then sync again"),
    "an object of another kind": (answering("200 OK", b'{"ok": true}'), "ledger_garbage", "Sales go on"),
    "verdicts of another kind": (
        answering("200 OK", b'{"verdicts": [7], "high_water": {"epoch": "e", "seq": "x"}}'),
        "ledger_garbage",
        "Sales go on",
    ),
    "verdicts about nothing that was sent": (
        answering("200 OK", b'{"verdicts": [], "high_water": {"epoch": "e", "seq": 999999}}'),
        "ledger_garbage",
        "Sales go on",
    ),
    "an object that nests without end": (answering("200 OK", b'{"a":' * 99_999), "ledger_garbage", "Sales go on"),
    "an endless answer": (impostor.endless, "ledger_garbage", "Sales go on"),
    "an error of its own": (answering("500 Oh", LOGIN, "text/html"), "ledger_failing", "kept in the journal"),
    "a ledger that asks for patience": (
        answering("503 Later", b"", extra="Retry-After: 7\r\n"),
        "ledger_busy",
        "kept in the journal",
    ),
    "another language": (saying(b"SSH-2.0-OpenSSH_9.6\r\n"), "ledger_unreachable", "kept in the journal"),
    "a line cut in the middle": (
        saying(b'HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{"verdicts": ['),
        "ledger_unreachable",
        "kept in the journal",
    ),
    "compression that is none": (
        answering("200 OK", b"not gzip at all", extra="Content-Encoding: gzip\r\n"),
        "ledger_unreachable",
        "kept in the journal",
    ),
    "silence": (impostor.silent, "ledger_timed_out", "it is tried again by itself"),
    "an answer that trickles": (impostor.trickling, "ledger_timed_out", "it is tried again by itself"),
}


def test_whatever_answers_sales_go_on_and_reach_the_ledger_once(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One till meets them all, one after the other, and then its ledger again."""
    monkeypatch.setattr(transport, "Patience", partial(transport.Patience, read_seconds=0.5, answer_seconds=1.0))
    monkeypatch.setattr(transport, "ANSWER_BYTES_MAX", 1_000_000)
    counter.sells()
    waiting = counter.doctor()["journal"]["waiting"]
    for name, (conversation, code, words) in GARBAGE.items():
        answering_instead = Impostor(conversation)
        counter.line.aim(answering_instead.address)
        result = counter.sync()
        answering_instead.stop()
        assert_told(result, 3, code, words)
        assert result[1]["waiting"] == waiting, name
    counter.line.refuse = True
    assert_told(counter.sync(), 3, "ledger_unreachable", "Sales go on")
    counter.sells()
    counter.line.refuse = False
    counter.line.aim(counter.ledger.address)
    counter.lost_nothing()


def test_a_sale_does_not_wait_for_a_ledger_that_never_answers(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As in the app: sync on its own thread, in the middle of its request, while a sale is made on this one."""
    for name in ("ONETILL_KEY_STORE", "ONETILL_SECRETS"):
        monkeypatch.setenv(name, counter.env[name])
    counter.sells()
    mute = Impostor(impostor.silent)
    counter.line.aim(mute.address)
    sale = tmp_path / "sale.json"
    sale.write_text(json.dumps(counter.sale()))
    seen: list[SyncStatus] = []
    with counter.opened(writer=True) as base:

        def syncing() -> None:
            session, line = make_sync_session(base, seen.append)
            session.round()
            line.close()
            base.store.close_thread()

        thread = threading.Thread(target=syncing)
        thread.start()
        assert mute.asked.wait(20)
        completed = sell(build_till(base), read_sale_file(str(sale)))
        # The request that was under way before the sale is still under way: the sale did not wait for its end.
        assert thread.is_alive()
        assert seen == []
        counter.line.cut_now()
        thread.join()
    counter.sold.append({"sale_id": completed.sale.sale_id, "payable_minor": completed.sale.payable_minor})
    assert [status.last_error for status in seen] == ["ledger_unreachable"]
    mute.stop()
    counter.line.aim(counter.ledger.address)
    counter.lost_nothing()


# --- a rogue


@pytest.fixture
def rogue(tmp_path: Path) -> Iterator[Ledger]:
    """A real ledger of somebody else's group, with stores, goods and staff of the same names."""
    folder = tmp_path / "rogue"
    env = plain_env(tmp_path / "rogue-home")
    seeding = ("seed-demo", "--data", str(folder), "--small", "--seed", "7")
    code, answer = commands.here("central-ledger", seeding, env).answer()
    assert code == 0, answer
    made = Ledger(folder, env)
    made.start()
    yield made
    made.kill()


OF_THE_TILL = ("lease_clock", "journal", "epochs", "sales", "sale_lines", "sale_tenders", "accepted_codes")


def pulled_data(counter: Counter) -> dict[str, Any]:
    """All that the till knows from its ledger, by table."""
    with counter.opened() as base:
        database = base.store.database
        names = [str(row[0]) for row in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        # Where the feeds go on is not compared: whoever answers may make a till ask for all again, and no more.
        return {name: database.rows(f"SELECT * FROM {name}") for name in names if name not in (*OF_THE_TILL, "feeds")}


def test_a_rogue_that_knows_the_till_is_not_believed(counter: Counter, rogue: Ledger) -> None:
    """It has taken the till's name and public key into its books, so it takes the journal: but it has no group key."""
    counter.sells()
    with counter.opened() as base:
        public_key = base.keys.current().verifying_key.raw
    with books(rogue) as opened:
        with opened.database.transaction():
            text, _ = make_code(opened, "S01", counter.name)
        enrol(opened, text, public_key, "counter")
    before = pulled_data(counter)
    counter.line.aim(rogue.address)
    for _ in range(2):
        assert_told(counter.sync(), 3, "ledger_untrusted", "Nothing of it was used", "Tell the office at once")
    assert pulled_data(counter) == before
    counter.sells()
    # What the rogue said it has, the ledger misses: it names the gap, and gets everything.
    counter.line.aim(counter.ledger.address)
    counter.lost_nothing()


def test_a_rogue_cannot_enrol_a_till_of_the_group_nor_a_stranger_sync(counter: Counter, rogue: Ledger) -> None:
    """A fresh folder with the group's code at the rogue's address, and an enrolled till at a ledger of strangers."""
    with books(counter.ledger) as opened, opened.database.transaction():
        text, _ = make_code(opened, "S01", "T99")
    fresh = Counter(
        counter.folder.with_name("fresh"), counter.env, counter.staff, ledger=counter.ledger, line=counter.line
    )
    refused = fresh.command("enrol", rogue.address, text)
    assert_told(refused, 2, "enrolment_refused", "The till was not enrolled", "ask the office")
    with books(rogue) as opened, opened.database.transaction():
        # The rogue has read the code over somebody's shoulder, and answers to it as if it were its own.
        expires = (opened.clock() + timedelta(hours=1)).isoformat()
        opened.reference.add_enrolment(enrolment._hash(opened, enrolment.normalised(text)), "S01", "T99", expires)
    assert_told(fresh.command("enrol", rogue.address, text), 2, "ledger_rogue", "The till was not enrolled")
    for address in ("ledger.example", "ftp://127.0.0.1", "http://", "http://[::1", "http://127.0.0.1:99999999"):
        code, answer = fresh.command("enrol", address, text)
        assert (code, answer["error"]["code"]) in ((2, "address_wrong"), (3, "ledger_unreachable")), answer
    assert_told(fresh.sync(), 2, "store_not_enrolled", "enrolment code")
    assert_told(fresh.sell(**counter.sale()), 2, "store_not_enrolled")
    counter.sells()
    counter.line.aim(rogue.address)
    assert_told(counter.sync(), 1, "till_unknown", "kept in the journal", "Ask the office")
    counter.line.aim(counter.ledger.address)
    counter.lost_nothing()
    shutil.rmtree(fresh.folder)
