"""A business day through the till's own window, by scans and keys alone, at a ledger that is killed in the middle.

In the evening four books are compared that were added up apart from each other: the cashier's drawer, the Z report,
the till's journal, and the accounts of the ledger.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from central_ledger.application.audit import audit
from central_ledger.application.publish import publish_products, publish_setting
from central_ledger.demo.barcodes import with_check_digit
from central_ledger.demo.records import DemoGroup
from pos_client.bootstrap import till as till_module
from pos_client.ui.theme import apply_theme
from tests.end_to_end.business_day import CASHIER, STORE, Accounts, Day, accounts
from tests.end_to_end.counter import Counter, books, enrolled
from tests.end_to_end.day_parts import PARTS, SHORT_MINOR
from tests.end_to_end.nobody import lines_of, said_of_people
from tests.end_to_end.processes import Ledger
from tests.end_to_end.proxy import CuttingProxy
from tests.end_to_end.shop_day import Printer, opened
from tests.wallet_server import serving

pytestmark = [pytest.mark.qt_log_ignore("propagateSizeHints", extend=True), pytest.mark.timeout(600), pytest.mark.slow]

TILL = "T01"
Journal = Sequence[tuple[str, Mapping[str, Any]]]


@pytest.fixture
def counter(
    ledger: Ledger, group: DemoGroup, env: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counter]:
    """A till that is enrolled at a ledger of this test alone; its store rounds cash and sells in shifts only."""
    for name in ("ONETILL_KEY_STORE", "ONETILL_SECRETS"):
        monkeypatch.setenv(name, env[name])
    with books(ledger) as opened_books, opened_books.database.transaction():
        layouts = [*group.scanning["in_store_layouts"], {"pattern": "22IIIIIPPPPPC", "step": 1}]
        publish_setting(opened_books, STORE, "scanning", {**group.scanning, "in_store_layouts": layouts})
        publish_setting(opened_books, STORE, "cash", {"rounding": {"CNY": {"step_minor": 10, "mode": "nearest"}}})
        shifts = {"required": True, "day_starts": "04:00", "reason_above_minor": 1000}
        publish_setting(opened_books, STORE, "shifts", shifts)
        own = next(store for store in group.stores if store.store_id == STORE).own_products
        cake = replace(
            own[5], sku="DAY-CAKE", name="现烤蛋糕", barcodes=(with_check_digit("220004200000"),), tax_bps=600
        )
        publish_products(opened_books, STORE, [cake])
    line = CuttingProxy(ledger.address)
    yield enrolled(Counter(tmp_path / "till", env, CASHIER, name=TILL, ledger=ledger, line=line))
    line.stop()


@pytest.fixture
def day(
    counter: Counter, group: DemoGroup, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Day]:
    printer = Printer()
    (counter.folder / "settings.json").write_text(f'{{"printer": "{printer.setting}", "print_after_sale": true}}')
    apply_theme(qapp)
    with serving(counter.folder.parent) as (wallets, wechat, alipay):
        monkeypatch.setattr(till_module, "wallet_providers", lambda *_: ({"wechat": wechat, "alipay": alipay}, ""))
        with opened(counter.folder, qapp, qtbot) as till:
            yield Day(till, counter.ledger, group, wallets, printer, counter)
    printer.stop()


def test_a_day_from_the_float_to_the_z_report(day: Day, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    before = accounts(day)
    for part in PARTS:
        part(day)
    assert day.till.sold >= 60
    journal = day.counter.journal()
    bodies = [body for kind, body in journal if kind == "shift_closed"]
    (closed,) = bodies
    with books(day.ledger) as opened_books:  # what is acknowledged is booked right behind
        day.till.wait(lambda: not opened_books.replays.waiting())
    after = accounts(day)
    moved = {key: amount - before.get(key, 0) for key, amount in after.items() if amount != before.get(key, 0)}
    the_drawer_agrees(day, closed)
    the_journal_agrees(day, journal, closed["reading"])
    the_ledger_agrees(moved, closed)
    points_agree(moved, journal)
    nothing_waits(day, len(journal))
    assert not [record for record in caplog.records if record.levelname == "CRITICAL"]
    no_log_says_who_was_there(day, caplog)


def no_log_says_who_was_there(day: Day, caplog: pytest.LogCaptureFixture) -> None:
    """Members, phones, cards, codes and payment codes of a whole day stand in neither log."""
    ledger_log = day.ledger.log.read_text("utf-8", "replace")
    assert '"/v1/entries"' in ledger_log, "the ledger logs what it is asked"
    with books(day.ledger) as opened_books:
        assert said_of_people(opened_books, [ledger_log, *lines_of(caplog.records)]) == []


def the_drawer_agrees(day: Day, closed: Mapping[str, Any]) -> None:
    """What should be there is what the cashier would have; and the Z report on paper says so."""
    assert closed["reading"]["expected_minor"] == day.till.cash_minor
    assert closed["over_short_minor"] == -SHORT_MINOR
    assert closed["z_number"] == 1
    text = "\n".join(day.paper().texts())
    assert "Z0001" in text
    for amount in (closed["reading"]["sales"]["amount_minor"], closed["counted_minor"], SHORT_MINOR):
        assert f"{amount / 100:,.2f}" in text, text


def the_journal_agrees(day: Day, journal: Journal, reading: Mapping[str, Any]) -> None:
    """Added up from the entries in another way than the report does it."""
    sales = [body for kind, body in journal if kind == "sale"]
    returns = [body for kind, body in journal if kind == "return"]
    assert len(sales) == day.till.sold == reading["sales"]["count"]
    assert len(returns) == reading["returns"]["count"] == 6
    assert sum(body["pricing"]["payable"] for body in sales) == reading["sales"]["amount_minor"]
    for name, documents in (("tenders", sales), ("refunds", returns)):
        sums: Tally[str] = Tally()
        for body in documents:
            for tender in body["tenders"]:
                sums[tender["kind"]] += tender["amount_minor"]
        assert {kind: total["amount_minor"] for kind, total in reading[name].items()} == dict(sums)
    paid = sum(t["amount_minor"] for t in reading["tenders"].values())
    given = sum(t["amount_minor"] for t in reading["refunds"].values())
    due = reading["sales"]["amount_minor"] - reading["returns"]["amount_minor"]
    assert paid - given == due + reading["rounding_minor"]
    gross = sum(line["gross_minor"] for body in sales for line in body["lines"])
    assert gross == reading["gross_minor"]
    taken = reading["gross_minor"] - reading["saving_minor"] - reading["points_minor"]
    assert taken == reading["sales"]["amount_minor"]
    back = sum(line["net_minor"] for body in returns for line in body["lines"])
    net = sum(line["net_minor"] for body in sales for line in body["lines"])
    assert sum(tax["net_minor"] + tax["tax_minor"] for tax in reading["taxes"]) == net - back


def the_ledger_agrees(moved: Accounts, closed: Mapping[str, Any]) -> None:
    """Account by account, the day is what the Z report says."""
    reading = closed["reading"]
    sums: Tally[str] = Tally()
    for (account, unit), amount in moved.items():
        if unit == "CNY":
            sums[account] += amount
    assert sum(sums.values()) == 0
    for kind in {*reading["tenders"], *reading["refunds"]} - {"cash"}:
        taken = reading["tenders"].get(kind, {"amount_minor": 0})["amount_minor"]
        given = reading["refunds"].get(kind, {"amount_minor": 0})["amount_minor"]
        assert sums[f"tender/{STORE}/{TILL}/{kind}"] == taken - given, kind
    assert sums[f"tender/{STORE}/{TILL}/cash"] == 0, "a closed drawer is empty"
    moves = {kind: total["amount_minor"] for kind, total in reading["movements"].items()}
    assert sums[f"safe/{STORE}"] == closed["counted_minor"] + moves["drop"] - reading["float_minor"]
    assert sums[f"petty_cash/{STORE}"] == moves["pay_out"] - moves["pay_in"]
    assert sums[f"over_short/{STORE}/{TILL}"] == SHORT_MINOR
    assert sums[f"cash_rounding/{STORE}"] == -reading["rounding_minor"] != 0
    owed = {account.split("/")[2]: -amount for account, amount in sums.items() if account.startswith("tax/")}
    assert owed == {str(tax["tax_bps"]): tax["tax_minor"] for tax in reading["taxes"]}
    funded: Tally[str] = Tally()
    for account, amount in sums.items():
        kind, _, party = account.partition("/")
        if kind in ("discount", "gift"):
            funded[party] += amount
    assert {party: amount for party, amount in funded.items() if amount} == reading["funding"]


def points_agree(moved: Accounts, journal: Journal) -> None:
    """By program: what the entries gave and took is what members have more, and what the program promises."""
    members: Tally[str] = Tally()
    programs: Tally[str] = Tally()
    for (account, unit), amount in moved.items():
        if account.startswith("member/"):
            members[unit] += amount
        elif account.startswith("program/"):
            programs[unit] += amount
    said: Tally[str] = Tally()
    for kind, body in journal:
        pricing = body["pricing"] if kind in ("sale", "return") else {}
        for name, points in pricing.get("points_earned", {}).items():
            said[f"points/{name}"] += points
        for name, points in pricing.get("points_taken", {}).items():
            said[f"points/{name}"] -= points
        said["points/group"] += pricing.get("points_back", 0) - pricing.get("points_used", 0)
    assert members == said
    assert all(members[unit] == -amount for unit, amount in programs.items())
    assert members["points/group"]


def nothing_waits(day: Day, entries: int) -> None:
    """Every entry is acknowledged and booked; nothing is in quarantine; the ledger proves its books."""
    assert day.till.in_sync()
    with books(day.ledger) as opened_books:
        day.till.wait(lambda: not opened_books.replays.waiting())
        found = audit(opened_books)
    assert found.balanced, found.problems
    assert not any(found.units.values())
    assert not found.exchanges_open
    assert found.not_replayed == found.returns_without_sale == 0
    (row,) = [row for row in found.tills if row["till"] == TILL]
    assert (row["refused"], row["quarantined"]) == (0, 0)
    assert [epoch["seq"] for epoch in row["high_waters"]] == [entries]
    assert found.cases == {}
