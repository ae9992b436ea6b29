"""Stored journal entries: what tills have written must be read for ever, by the till and by the ledger, to the byte.

`cases/journal-entries.jsonl` is one till's journal as it went over the line (docs/spec/line.md, section 3), with the
verdict that the ledger owes for each entry. The file is added to, never changed.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path

import msgspec
import pytest

from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.order_bodies import RainCheckIssued
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.sales import check_sale
from central_ledger.domain.stream import StoredEntry, TillStream
from central_ledger.wire import PushRequest, to_entry
from retail.messages import GENESIS, BadEntry, Entry, Head, check_entry, encode_body, make_entry

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "journal-entries.jsonl").read_text("utf-8").splitlines()
]
IDS = [case["name"] for case in CASES]


def stored_entry(case) -> Entry:
    fields = case["entry"]
    octets = {name: bytes.fromhex(fields[name]) for name in ("previous", "hash")}
    return Entry(**fields | octets | {"body": base64.b64decode(fields["body"])})


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_every_entry_is_whole_and_known_as_far_as_its_envelope_says(case):
    entry = stored_entry(case)
    if case["code"] in ("unknown_kind", "unknown_version"):
        with pytest.raises(BadEntry, match=case["code"]):
            check_entry(entry)
    else:
        assert check_entry(entry)


@pytest.mark.parametrize("case", [case for case in CASES if case["code"] is None], ids=lambda case: case["name"])
def test_a_till_of_today_writes_the_same_bytes(case):
    entry = stored_entry(case)
    document = check_entry(entry)
    assert encode_body(document) == entry.body
    written = make_entry(
        store=entry.store,
        till=entry.till,
        after=Head(entry.epoch, entry.seq - 1, entry.previous),
        kind=entry.kind,
        occurred_at=entry.occurred_at,
        elapsed_ms=entry.elapsed_ms,
        document=document,
    )
    assert written == entry


def test_the_ledger_owes_these_verdicts():
    taken: dict[tuple[str, int], StoredEntry] = {}
    stream = TillStream([], False, lambda epoch, seq: taken.get((epoch, seq)), lambda entry: None)
    previous, answers = GENESIS, []
    for case in CASES:
        given = {name: value for name, value in case["entry"].items() if name not in ("store", "till")}
        body = json.dumps({"store": "S01", "till": "T02", "entries": [given]}).encode()
        request = msgspec.json.decode(body, type=PushRequest)
        entry = to_entry(request.store, request.till, request.entries[0])
        assert entry == stored_entry(case)
        assert entry.previous == previous
        previous = entry.hash
        judgement = stream.judge(entry)
        taken[entry.epoch, entry.seq] = StoredEntry(entry.hash, judgement.verdict.code)
        answers.append((judgement.verdict.word, judgement.verdict.code))
    assert answers == [(case["verdict"], case["code"]) for case in CASES]


def test_the_ledger_reads_a_sale_as_the_till_wrote_it():
    (case,) = [case for case in CASES if case["name"] == "a sale with coupon, points and a guide"]
    sale = read_body("sale", stored_entry(case).body)
    assert isinstance(sale, SaleBody)
    assert (sale.one_id, sale.guide, sale.pricing.payable) == ("M10000036", "E2", 32700)
    assert [(used.offer, used.coupon, used.saving) for used in sale.pricing.applied] == [("OFF50", "C1", 5000)]
    assert [(line.sku, line.gross_minor) for line in sale.lines] == [("A1", 12900), ("A2", 25800)]


def test_the_ledger_reads_manual_prices_and_typed_goods_as_the_till_wrote_them():
    (case,) = [case for case in CASES if case["name"] == "a sale with manual prices, typed goods and notes"]
    sale = read_body("sale", stored_entry(case).body)
    assert isinstance(sale, SaleBody)
    lowered, typed = sale.lines
    assert lowered.override is not None
    assert (lowered.override.list_price_minor, lowered.unit_price_minor) == (12900, 12000)
    assert (lowered.override.approved_by, lowered.note, sale.note) == ("E7", "礼品包装", "明天来取")
    assert typed.unknown is not None
    assert (typed.unknown.scanned, typed.unknown.approved_by) == ("69900001", "E7")


def test_the_ledger_reads_a_wallets_tender_as_the_till_wrote_it():
    (case,) = [case for case in CASES if case["name"] == "a sale paid by a wallet with discounts"]
    sale = read_body("sale", stored_entry(case).body)
    assert isinstance(sale, SaleBody)
    (tender,) = sale.tenders
    assert (tender.kind, tender.amount_minor, tender.received_minor) == ("alipay", 15500, 15300)
    assert [(part.funder, part.amount_minor) for part in tender.wallet_discounts] == [
        ("merchant", 200),
        ("wallet", 300),
    ]


def test_the_ledger_reads_an_exchange_as_the_till_wrote_it():
    bodies = {case["name"]: case["entry"] for case in CASES}
    back, sale, loose = (
        read_body(bodies[name]["kind"], base64.b64decode(bodies[name]["body"]))
        for name in (
            "goods come back for other goods",
            "the sale that they pay for",
            "goods come back without a receipt",
        )
    )
    assert isinstance(sale, SaleBody)
    assert isinstance(back, ReturnBody)
    assert isinstance(loose, ReturnBody)
    (given,), paid = back.tenders, sale.tenders[0]
    assert (given.kind, given.amount_minor, given.reference) == ("exchange", paid.amount_minor, sale.sale_id)
    assert (paid.kind, paid.reference, paid.parts) == ("exchange", back.return_id, given.parts)
    assert (loose.sale, loose.approved_by) == (None, "E7")
    assert loose.receipt is not None
    assert loose.receipt.sale_id == "sale-far"


def test_the_ledger_reads_value_and_rain_checks_as_the_till_wrote_them():
    bodies = {case["name"]: case["entry"] for case in CASES}
    promise, paid, sold = (
        read_body(bodies[name]["kind"], base64.b64decode(bodies[name]["body"]))
        for name in (
            "goods that are sold out are promised",
            "a sale by a rain check, paid by a gift card and stored value",
            "a sale with a gift card and a top-up beside the goods",
        )
    )
    assert isinstance(promise, RainCheckIssued)
    assert isinstance(paid, SaleBody)
    assert isinstance(sold, SaleBody)
    assert (promise.rain_check_id, promise.quantity, promise.unit_price_minor) == (paid.lines[0].rain_check, 2, 9_900)
    assert [(tender.kind, tender.reference, tender.hold_id) for tender in paid.tenders] == [
        ("gift_card", "9123456789012348", "hold-1"),
        ("stored_value", f"SV:group:{paid.one_id}", "hold-2"),
    ]
    assert [(one.kind, one.issuer, one.amount_minor) for one in sold.value_sold] == [
        ("gift_card", "group", 20_000),
        ("stored_value", "brand:LQX", 30_000),
    ]
    for sale in (paid, sold):
        check_sale(sale)
