"""Wrong input at the counter: files of another form, codes that do not count, a printer that is off, a wrong clock."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from central_ledger.application.keys import issuer_key
from central_ledger.application.member_codes import member_claims, member_code
from central_ledger.demo.records import DemoMember
from pos_client.application.receipts import ReceiptKit, Receipts
from pos_client.bootstrap.devices import SettingsFile, receipt_writers
from pos_client.bootstrap.till import build_till
from pos_client.error_texts import english
from pos_client.errors import Unavailable
from pos_client.system import SystemClock
from retail.code import issue_code, new_cti
from retail.signed import SigningKey
from tests.end_to_end.counter import Counter, assert_told, books

pytestmark = pytest.mark.slow

WRONG_SALES: dict[str, dict[str, Any]] = {
    "$.tenders[0].tendered_minor: expected an integer: amounts": {
        "tenders": [{"kind": "cash", "tendered_minor": 60.5}]
    },
    "$.tenders[0].tendered_minor: expected an integer of at least 1": {
        "tenders": [{"kind": "cash", "tendered_minor": -100}]
    },
    "$.tenders[0].tendered_minor": {"tenders": [{"kind": "cash", "tendered_minor": 10**30}]},
    "$.tenders[0].tendered_minor: expected an integer": {"tenders": [{"kind": "cash", "tendered_minor": True}]},
    "$.tenders[0].amount: expected one of kind, tendered_minor": {"tenders": [{"kind": "cash", "amount": 100}]},
    "$.tenders[0].amount_minor": {"tenders": [{"kind": "card", "amount_minor": 0, "reference": "1"}]},
    "$.tenders[0].reference: expected to be there": {"tenders": [{"kind": "card"}]},
    "$.tenders[0].reference: expected at most 64": {"tenders": [{"kind": "card", "reference": "4" * 65}]},
    "$.tenders[0].kind": {"tenders": [{"kind": "shells"}]},
    "$.items[0].qty": {"items": [{"sku": "A1", "qty": 3}]},
    "$.items[0].quantity": {"items": [{"sku": "A1", "quantity": -1}]},
    "$.items[1].quantity": {"items": [{"sku": "A1"}, {"sku": "A1", "quantity": "0.0001"}]},
    "$.scans: expected a list": {"scans": "6901234567892"},
    "$.scans[0]": {"scans": [6901234567892]},
    "$.member": {"member": ["M000001"]},
    "$.coupons[1]": {"coupons": ["C1", None]},
    "$.points": {"points": -5},
    "$.pin": {"pin": 1234},
    "$.staff: expected text in UTF-8": {"staff": "\ud800"},
    "$.discount": {"discount": 100},
}
DEEP = "[" * 99_999
WRONG_TEXTS = {"$: expected an object": "[]", "line 1": "{", "$.staff": '{"staff": "1", "staff": "2"}', "deep": DEEP}
WRONG_SETTINGS = ("{", "\udcff\udcfe", "[]", '{"language": "tlh"}', '{"paper_mm": true}', '{"colour": 1}', DEEP)


def test_a_sale_file_of_another_form_sells_nothing_and_is_told_where(counter: Counter) -> None:
    """Nobody is signed in for it either: a file is checked whole before anything is done."""
    texts = {words: json.dumps(counter.sale(**changes)) for words, changes in WRONG_SALES.items()} | WRONG_TEXTS
    for words, text in texts.items():
        result = counter.command("sell", "-", stdin=text)
        assert_told(result, 2, "sale_file_wrong", words, "Nothing was sold.", "pos-client sell --help")
    result = counter.command("sell", str(counter.folder / "no-such-file.json"))
    assert_told(result, 2, "sale_file_wrong", "No such file", "Nothing was sold.")
    assert [kind for kind, _ in counter.journal()] == ["epoch_opened"]
    counter.sells()
    counter.lost_nothing()


def test_what_the_rules_refuse_leaves_no_sale_and_nobody_signed_in(counter: Counter) -> None:
    refused = {
        "goods_unknown": ({"scans": [counter.product, "6999999999997"]}, "6999999999997", "Nothing was added."),
        "code_unknown": ({"scans": ["?!"]}, "Nothing was changed."),
        "code_malformed": ({"scans": ["UM1:NOT A CODE"]}, "Nothing was changed."),
        "member_unknown": ({"member": "M-NOBODY"}, "can go on without a member"),
        "proof_needed": ({"points": "max"}, "Scan the code"),
        "not_paid": ({"tenders": []}, "Take the rest"),
        "basket_empty": ({"scans": [], "tenders": []}, "Scan something first"),
        "amount_wrong": ({"tenders": [{"kind": "card", "amount_minor": 10**9, "reference": "1"}]}, "No payment"),
    }
    for code, (changes, *words) in refused.items():
        assert_told(counter.sell(**counter.sale(**changes)), 2, code, *words)
    assert_told(counter.sell(**counter.sale(pin="0")), 2, "wrong_pin", "Type the PIN again")
    kinds = [kind for kind, _ in counter.journal()]
    assert kinds == ["epoch_opened", *["signed_in", "signed_out"] * len(refused), "sign_in_failed"]
    counter.sells()
    counter.lost_nothing()


def test_broken_settings_stop_the_till_but_neither_doctor_nor_backup(counter: Counter, tmp_path: Path) -> None:
    counter.sells()
    file = counter.folder / "settings.json"
    for text in WRONG_SETTINGS:
        content = text.encode(errors="surrogateescape")
        file.write_bytes(content)
        for result in (counter.sell(**counter.sale()), counter.sync()):
            assert_told(result, 2, "settings_wrong", "Sales and journal are safe", "Correct settings.json")
        assert file.read_bytes() == content
    code, report = counter.command("doctor")
    assert (code, report["whole"]) == (1, True)
    (finding,) = [finding for finding in report["findings"] if finding["code"] == "settings_wrong"]
    assert finding["level"] == "fault"
    assert "settings.json" in finding["todo"]
    assert counter.command("backup", str(tmp_path / "copy.db"))[0] == 0
    file.unlink()
    counter.sells()
    counter.lost_nothing()


# --- codes


def code_made(counter: Counter, one_id: str, at: datetime) -> str:
    """A member code that the ledger itself would have made at another time."""
    with books(counter.ledger) as opened:
        signer = issuer_key(opened)
        return issue_code(member_claims(opened, one_id), key=signer.key, kid=signer.kid, now=at, cti=new_cti())


def forged_code(counter: Counter, one_id: str, *, kid: bytes | None = None) -> str:
    """A code that somebody else made with all the right claims; `kid` is the key that it claims to be signed by."""
    forger = SigningKey(bytes(range(32)))
    with books(counter.ledger) as opened:
        claims = member_claims(opened, one_id)
        real = issuer_key(opened).kid
    return issue_code(claims, key=forger, kid=kid or real, now=datetime.now(UTC), cti=new_cti())


def test_codes_that_do_not_count_give_nothing_and_stop_no_sale(counter: Counter, member: DemoMember) -> None:
    now = datetime.now(UTC)
    good = code_made(counter, member.one_id, now)
    refused = {
        "code_expired": (code_made(counter, member.one_id, now - timedelta(minutes=20)), "refresh the code"),
        "code_not_yet_valid": (code_made(counter, member.one_id, now + timedelta(days=1)), "date and time"),
        "code_bad_signature": (forged_code(counter, member.one_id), "forged", "No benefit"),
        "code_unknown_issuer": (forged_code(counter, member.one_id, kid=b"stranger"), "search the member"),
        "code_malformed": (good[:-1], "Nothing was changed"),
    }
    for code, (text, *words) in refused.items():
        assert_told(counter.sell(**counter.sale(scans=[counter.product, text])), 2, code, *words)
    first = counter.sells(scans=[counter.product, good])
    assert first["points_earned"]["group"] > 0
    # Replayed: in another process, in another basket, and again after a sync.
    for _ in range(2):
        result = counter.sell(**counter.sale(scans=[good, counter.product]))
        assert_told(result, 2, "code_replayed", "counts only once", "Wait for the next code")
        assert counter.sync()[0] == 0
    assert counter.sells()["points_earned"].get("group", 0) == 0
    counter.lost_nothing()
    accepted = [body["one_id"] for kind, body in counter.journal() if kind == "code_accepted"]
    assert accepted == [member.one_id]


def test_a_clock_set_back_by_a_day_orders_nothing(
    counter: Counter, member: DemoMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.sells()
    with books(counter.ledger) as opened:
        code, _ = member_code(opened, member.one_id)
    with monkeypatch.context() as patch:
        # What a till shows whose battery is empty, or whose clock somebody has set back.
        patch.setattr(SystemClock, "now", lambda clock: datetime.now().astimezone() - timedelta(days=1))
        # To this till the code is from tomorrow.
        result = counter.sell(**counter.sale(scans=[counter.product, code]))
        assert_told(result, 2, "code_not_yet_valid", "one of the two clocks is wrong", "search the member")
        counter.sells()
        assert counter.sync()[0] == 0
        counter.sells(member=member.one_id)
    # The clock is right again, and the code was not used up.
    counter.sells(scans=[counter.product, code])
    with counter.opened() as base:
        entries = list(base.store.journal.entries(base.store.head().epoch, 1))
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    times = [datetime.fromisoformat(entry.occurred_at) for entry in entries]
    assert times != sorted(times)
    counter.lost_nothing()


# --- the printer


def test_a_printer_that_is_off_costs_the_paper_and_not_the_sale(counter: Counter, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once_open:
        port = once_open.getsockname()[1]
    printer = f"tcp:127.0.0.1:{port}"
    (counter.folder / "settings.json").write_text(json.dumps({"printer": printer}))
    sale = counter.sells()
    with counter.opened() as base:
        store, desk = base.store, build_till(base).desk
        kit = ReceiptKit(desk, store.sales, store.members, store.reference, base.keys.current, "en")
        settings = SettingsFile(counter.folder, base.settings)
        receipts = Receipts(kit, receipt_writers(settings), store.receipt_prints)
        with pytest.raises(Unavailable) as failed:
            receipts.print_receipt(sale["sale_id"])
        assert failed.value.code == "printer_unavailable"
        said = english(failed.value.code, failed.value.params)
        assert f"127.0.0.1:{port}" in said
        assert "The sale is complete and in the journal." in said
        assert store.sales.recent()[0].prints == 0
        # What was not printed can be: here, by a spool file in the printer's place.
        settings.change("printer", f"file:{tmp_path / 'spool'}")
        receipts.print_receipt(sale["sale_id"])
        assert (tmp_path / "spool").stat().st_size > 0
    counter.lost_nothing()
