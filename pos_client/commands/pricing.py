"""`pos-client price` and `pos-client price-return`: cases in, section 8 or 9 of docs/spec/benefits.md out.

Exit codes: 0 priced (with --jsonl: every line was answered, some perhaps with an error object), 2 refused by the
contract or wrong arguments, 1 the file cannot be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from pos_client.commands.json_input import read_json
from retail.contract import ContractError
from retail.offers import read_case
from retail.pricing import price
from retail.returns import price_returns

Answer = Callable[[object], dict[str, Any]]


def run_price(argv: list[str]) -> int:
    """Price cases of section 2."""
    return _run("price", "Price a basket as docs/spec/benefits.md says.", argv, _price_document)


def run_price_return(argv: list[str]) -> int:
    """Price sales with their returns, as section 9 writes them."""
    return _run("price-return", "Price a sale and what comes back of it.", argv, price_returns)


def _price_document(document: object) -> dict[str, Any]:
    return price(read_case(document)).to_document()


def _run(name: str, description: str, argv: list[str], answer: Answer) -> int:
    parser = argparse.ArgumentParser(prog=f"pos-client {name}", description=description)
    parser.add_argument("--jsonl", action="store_true", help="one case a line in, one answer a line out")
    parser.add_argument("file", metavar="FILE", help="the file to read, or - for standard input")
    arguments = parser.parse_args(argv)
    try:
        if arguments.jsonl:
            _answer_lines(_lines(arguments.file), answer)
            return 0
        return _answer_one(b"".join(_lines(arguments.file)), answer)
    except BrokenPipeError:
        # Whoever read our answers has read enough. The rest has nowhere to go, not even when Python closes stdout.
        sys.stdout = None
        return 0
    except OSError as error:
        print(f"pos-client {name}: cannot read {arguments.file}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 1


def _lines(file: str) -> Iterator[bytes]:
    if file == "-":
        yield from sys.stdin.buffer
        return
    with Path(file).open("rb") as stream:
        yield from stream


def _answer_one(content: bytes, answer: Answer) -> int:
    try:
        _write(answer(read_json(content)))
    except ContractError as error:
        _write(error.to_document())
        print(f"refused: {error}", file=sys.stderr)  # noqa: T201
        return 2
    return 0


def _answer_lines(lines: Iterable[bytes], answer: Answer) -> None:
    for line in lines:
        if not line.strip():
            continue
        try:
            _write(answer(read_json(line)))
        except ContractError as error:
            _write(error.to_document())


def _write(document: dict[str, Any]) -> None:
    # Plain ASCII, so that the bytes do not depend on the machine's locale.
    sys.stdout.write(json.dumps(document, separators=(", ", ": ")) + "\n")
    sys.stdout.flush()
