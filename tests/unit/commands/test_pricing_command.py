"""`pos-client price` and `price-return` as a shell meets them: answers, refusals, exit codes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pos_client.commands.pricing import run_price, run_price_return

CASE = (
    '{"currency": "CNY", "at": "2026-11-11T10:00:00+08:00", "store": "S1", '
    '"lines": [{"id": "1", "sku": "A", "quantity": 1, "unit_price": 100}]}'
)


def give(monkeypatch: pytest.MonkeyPatch, content: str | bytes) -> None:
    stream = io.BytesIO(content if isinstance(content, bytes) else content.encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))


def test_one_case_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    give(monkeypatch, CASE)
    assert run_price(["-"]) == 0
    assert json.loads(capsys.readouterr().out)["payable"] == 100


@pytest.mark.parametrize(
    ("broken", "path"),
    [
        (CASE.replace("100}", "100.0}"), "$.lines[0].unit_price"),
        (CASE.replace("100}", "1e2}"), "$.lines[0].unit_price"),
        (CASE.replace("100}", "NaN}"), "$.lines[0].unit_price"),
        (CASE.replace("100}", "-Infinity}"), "$.lines[0].unit_price"),
        (CASE.replace('"sku": "A"', '"sku": "A", "note": [1.5]'), "$.lines[0].note[0]"),
        (CASE.replace('"sku": "A"', '"sku": "A", "sku": "B"'), "$.lines[0].sku"),
        (CASE[:-1], "$"),
        ("", "$"),
        ("[" * 100000, "$"),
        ("1" * 5000, "$"),
        (b'{"store": "\xff"}', "$"),
    ],
)
def test_a_refusal_names_the_path_and_exits_2(
    broken: str | bytes, path: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, broken)
    assert run_price(["-"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["path"] == path
    assert error["expected"]


def test_with_jsonl_a_refusal_is_for_that_line_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join([CASE, CASE.replace("100}", "1.5}"), "", "{", CASE]), "utf-8")
    assert run_price(["--jsonl", str(file)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [next(iter(answer)) for answer in answers] == ["gross", "error", "error", "gross"]


def test_a_file_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_price([str(tmp_path / "none.json")]) == 1
    assert "none.json" in capsys.readouterr().err


def test_a_sale_and_its_returns(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    goods = {"at": "2026-11-13T10:00:00+08:00", "lines": [{"id": "1", "quantity": 1}]}
    give(monkeypatch, json.dumps({"case": json.loads(CASE), "returns": [goods]}))
    assert run_price_return(["-"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["sale"]["payable"] == answer["returns"][0]["refund"] == 100
