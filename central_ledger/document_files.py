"""Files with a document that commands take: reading them, and what is common to documents that have versions."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from central_ledger.application.check_offers import Unreadable, parsed_json, read_json, text_of
from central_ledger.application.ledger import Ledger
from central_ledger.data_directory import DataDirectory

Read = TypeVar("Read")


def with_document(options: Namespace, act: Callable[[Ledger, Any], int]) -> int:
    """`act` on the ledger with what the file says for `check` and `publish`, with None for everything else. Raises
    Unreadable.
    """
    document: Any = None
    if options.action in ("check", "publish"):
        document = document_in(options.file)
    with closing(DataDirectory.of(options).open()) as ledger:
        return act(ledger, document)


def document_in(file: Path | str | None) -> Any:
    """The one JSON document of a file. Raises Unreadable, which names the file; OSError; ValueError without a file."""
    return _read(file, read_json)


def document_to_check(file: Path | str | None) -> Any:
    """The same, where what no contract allows is left in it for a check that names every place."""
    return _read(file, lambda content: parsed_json(text_of(content)))


def text_in(file: Path | str | None) -> str:
    """The text of a file, byte for byte but for a mark at its beginning. Raises as `document_in`."""
    return _read(file, text_of)


def _read(file: Path | str | None, read: Callable[[bytes], Read]) -> Read:
    if file is None:
        raise ValueError("name the file")
    try:
        return read(Path(file).read_bytes())
    except Unreadable as error:
        raise Unreadable(f"{file} cannot be read: {error}; nothing was changed") from error
