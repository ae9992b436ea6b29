"""A till's machines, one after another, with the real ledger: reset when all is there, moved with nothing lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from central_ledger.demo.records import DemoGroup
from pos_client.application.closing import PERMISSION, Reason
from pos_client.bootstrap.closed_till import ClosedMachine
from pos_client.bootstrap.machine import make_closer
from pos_client.bootstrap.till import build_till
from pos_client.errors import Refused, Unavailable
from retail.moving import new_move_id
from tests.end_to_end.counter import Counter, assert_told, enrolled

pytestmark = pytest.mark.slow


def close_till(counter: Counter, reason: Reason, group: DemoGroup) -> None:
    """As a manager does it in the window."""
    with counter.opened(writer=True) as base:
        till = build_till(base)
        staff_id, pin = counter.staff
        till.staff.sign_in(till.staff.check_pin(staff_id, pin))
        manager = till.staff.approvers(PERMISSION)[0]
        manager_pin = next(person.pin for person in group.staff if person.staff_id == manager.staff_id)
        verified = till.staff.check_pin(manager.staff_id, manager_pin, "approval")
        closer = make_closer(till)
        closer.close(reason, till.staff.approve(verified, PERMISSION), new_move_id() if reason == "moved" else "")


@contextmanager
def closed(counter: Counter) -> Iterator[ClosedMachine]:
    """The page of the machine that was left, without its window."""
    with counter.opened(writer=True) as base:
        yield ClosedMachine(base)


def test_a_machine_is_wiped_when_the_ledger_has_everything_and_not_before(counter: Counter, group: DemoGroup) -> None:
    counter.sells()
    with counter.opened(writer=True) as base:
        closer = make_closer(build_till(base))
        with pytest.raises(Refused) as caught:
            closer.check("reset")
        assert caught.value.code == "reset_entries_waiting"
        assert caught.value.params["count"] == base.store.journal.facts().waiting > 0
    assert counter.sync()[0] == 0
    close_till(counter, "reset", group)
    assert_told(counter.sell(**counter.sale()), 3, "store_till_closed", "kept")
    counter.line.refuse = True
    with closed(counter) as machine, pytest.raises(Unavailable):
        machine.finish_reset()
    assert counter.database.exists()
    counter.line.refuse = False
    with closed(counter) as machine:
        assert machine.finish_reset() == 0
    assert [path.name for path in counter.folder.iterdir()] == ["writer.lock"]
    assert counter.sales_at_ledger()[0] == 1
    # The same machine becomes the same till again: the ledger misses nothing and asks nobody.
    enrolled(counter)
    counter.sells()
    assert counter.sync()[0] == 0
    assert counter.sales_at_ledger()[0] == 2
    assert counter.cases() == []


def test_a_till_moves_with_everything_and_the_machine_it_left_is_no_till(
    counter: Counter, group: DemoGroup, tmp_path: Path
) -> None:
    counter.sells()
    counter.line.refuse = True
    counter.sells()  # what the ledger does not have goes along
    (counter.folder / "settings.json").write_text(json.dumps({"paper_mm": 58}))
    close_till(counter, "moved", group)
    stick = tmp_path / "till.move"
    code, written = counter.command("move-out", str(stick))
    assert code == 0, written
    assert written["code"] not in stick.read_bytes().decode("latin-1")
    before = stick.read_bytes()

    there = replace(
        counter, folder=tmp_path / "new machine", env={**counter.env, "ONETILL_SECRETS": str(tmp_path / "k")}
    )
    wrong = written["code"][:-1] + ("0" if written["code"][-1] != "0" else "1")
    assert_told(there.command("move-in", str(stick), wrong), 3, "move_file_bad", "letter by letter")
    for harmed in (before[:-40], before[: len(before) // 2], before[:-60] + b"\0" + before[-59:]):
        stick.write_bytes(harmed)
        assert_told(there.command("move-in", str(stick), written["code"]), 3, "move_file_bad", "keeps everything")
        assert not (there.folder / "till.db").exists()
    stick.write_bytes(before)
    code, arrived = there.command("move-in", str(stick), written["code"].lower().replace("-", " "))
    assert code == 0, arrived
    assert there.doctor()["settings"]["paper_mm"] == 58
    there.line.refuse = False
    there.sells()
    there.lost_nothing()
    assert there.cases() == []
    # The old machine: no sale, no backup from before, and its key means nothing to the ledger any more.
    assert_told(counter.sell(**counter.sale()), 3, "store_till_closed")
    with counter.opened() as base:
        old = base.keys.current().verifying_key.kid
    with there.opened() as base:
        assert base.keys.current().verifying_key.kid != old
    code, synced = counter.sync()
    assert synced["error"]["code"] == "till_unknown", synced
    # The file once more, at a third machine: the ledger does not know its key either.
    third = replace(
        there, folder=tmp_path / "third", env={**counter.env, "ONETILL_SECRETS": str(tmp_path / "k3")}, sold=[]
    )
    assert third.command("move-in", str(stick), written["code"])[0] == 0
    third.sells()
    assert third.sync()[1]["error"]["code"] == "till_unknown"
    there.lost_nothing()
    with closed(counter) as machine:
        with pytest.raises(Refused, match="arrival_code_wrong"):
            machine.wipe_moved("AAAAA-BBBBB")
        assert machine.wipe_moved(arrived["code"]) == 0
    assert [path.name for path in counter.folder.iterdir()] == ["writer.lock"]


def test_a_till_comes_back_to_the_machine_it_left_and_another_tills_data_stay(
    counter: Counter, group: DemoGroup, tmp_path: Path
) -> None:
    counter.sells()
    stick = tmp_path / "till.move"
    assert_told(counter.command("move-out", str(stick)), 3, "store_not_closed", "Ctrl+N")
    close_till(counter, "moved", group)
    code, written = counter.command("move-out", str(stick))
    assert code == 0, written
    code, _ = counter.command("move-in", str(stick), written["code"])
    assert code == 0
    counter.sells()
    assert_told(counter.command("move-in", str(stick), written["code"]), 3, "store_already_enrolled")
    counter.lost_nothing()
    assert counter.cases() == []
