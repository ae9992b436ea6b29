"""The worked cases of docs/spec/benefits.md, sections 8 and 9, line by line, through both ways in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pos_client.commands.pricing import run_price, run_price_return
from retail.offers import case_document, read_case
from retail.pricing import price
from retail.returns import price_returns

CASES = Path(__file__).parent / "cases"


def worked_cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]


BENEFITS, RETURNS = worked_cases("benefits-cases.jsonl"), worked_cases("returns-cases.jsonl")


@pytest.mark.parametrize("worked", BENEFITS, ids=lambda worked: worked["name"])
def test_a_basket_costs_what_the_case_says(worked: dict[str, Any]) -> None:
    priced = price(read_case(worked["case"])).to_document()
    assert priced == worked["expect"] | {"exact": True}


@pytest.mark.parametrize("worked", RETURNS, ids=lambda worked: worked["name"])
def test_a_return_pays_what_the_case_says(worked: dict[str, Any]) -> None:
    answer = price_returns({"case": worked["case"], "returns": worked["returns"]})
    assert answer["returns"] == worked["expect"]


@pytest.mark.parametrize("worked", BENEFITS + RETURNS, ids=lambda worked: worked["name"])
def test_a_case_is_written_as_it_is_read(worked: dict[str, Any]) -> None:
    case = read_case(worked["case"])
    assert read_case(json.loads(json.dumps(case_document(case)))) == case


def test_the_command_line_answers_line_for_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(json.dumps(worked["case"]) for worked in BENEFITS), "utf-8")
    assert run_price(["--jsonl", str(file)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["lines"] for answer in answers] == [worked["expect"]["lines"] for worked in BENEFITS]

    file.write_text("\n".join(json.dumps({k: w[k] for k in ("case", "returns")}) for w in RETURNS), "utf-8")
    assert run_price_return(["--jsonl", str(file)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["returns"] for answer in answers] == [worked["expect"] for worked in RETURNS]
