"""What a monitor sees: numbers of this process and of the books, and nobody's name."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from central_ledger.__main__ import main
from central_ledger.addresses import address_and_port
from central_ledger.data_directory import URL_NAME, DataDirectory
from tests.unit.ledger.running import HttpTill, RunningLedger, enrolled_till, start_ledger
from tests.unit.ledger.test_replaying import wait_until


@pytest.fixture
def running(data: DataDirectory) -> Iterator[RunningLedger]:
    made = start_ledger(data, options=("--metrics", "127.0.0.1:0"))
    yield made
    made.stop()


def text_of(running: RunningLedger) -> str:
    answer = requests.get(f"http://127.0.0.1:{running.metrics}/metrics", timeout=20)
    assert answer.status_code == 200
    return answer.text


def values(text: str) -> dict[tuple[str, ...], float]:
    """By name and the values of its labels."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_monitor_sees_requests_entries_tills_and_what_waits(data, running, journal) -> None:
    till: HttpTill = enrolled_till(data, running, "S01", "T01")
    before = values(text_of(running))
    assert before["onetill_ledger_tills", "on"] == 0
    journal.sale("sale-1", one_id="M1", coupon=("C1", 5000), points=1000, earned={"group": 69})
    assert till.push(journal.entries).status_code == 200
    assert till.push(journal.entries[-1:]).status_code == 200
    wait_until(lambda: values(text_of(running))["onetill_ledger_tills", "on"] == 1)
    text = text_of(running)
    seen = values(text)
    assert seen["onetill_ledger_readable",] == 1
    assert seen["onetill_ledger_entries_total", "created"] == 2
    assert seen["onetill_ledger_entries_total", "exists"] == 1
    assert seen["onetill_ledger_request_seconds_count", "POST", "/v1/entries", "200"] == 2
    assert seen["onetill_ledger_tills", "silent"] == 0
    assert seen["onetill_ledger_clearing_waiting",] == 0
    assert ("onetill_ledger_replay_waiting",) in seen
    assert not [word for word in ("M1", "sale-1", "C1") if word in text]


def test_the_table_in_the_documents_is_what_a_monitor_sees(running) -> None:
    text = (Path(__file__).parents[3] / "docs" / "operations.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(onetill_ledger_\w+)`", text, re.M))
    served = set(re.findall(r"^# TYPE (\w+) (?:gauge|counter|histogram)$", text_of(running), re.M))
    served = {name for name in served if not name.endswith("_created")}
    assert documented - served == {"onetill_ledger_backup_age_seconds"}, "none was made yet"
    assert served - documented == set()


def test_it_says_when_the_database_cannot_be_read(data, running, request) -> None:
    assert values(text_of(running))["onetill_ledger_readable",] == 1
    if data.url is None:
        data.key_path.rename(data.key_path.with_suffix(".away"))
    else:
        request.getfixturevalue("postgres").shut(data.url)
    assert values(text_of(running))["onetill_ledger_readable",] == 0


def test_a_database_that_is_gone_or_empty_is_one_that_cannot_be_read(data, running, request) -> None:
    if data.url is None:
        data.database_path.unlink()
    else:
        empty = request.getfixturevalue("postgres").new_database()
        (data.path / URL_NAME).write_text(empty)
    assert values(text_of(running))["onetill_ledger_readable",] == 0


def test_a_taken_port_ends_the_start_in_words(data, capsys) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        at = f"127.0.0.1:{taken.getsockname()[1]}"
        assert main(["serve", "--data", str(data.path), "--metrics", at]) == 2
    assert "cannot" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["9470", ":9470", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:70000"])
def test_an_address_needs_both_parts(text: str) -> None:
    with pytest.raises(ValueError, match="ADDRESS:PORT"):
        address_and_port(text)
