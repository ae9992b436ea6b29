"""Check a file of offers before it is published: breaches of the contract, and warnings for who writes campaigns.

A file is a JSON array, one JSON object, or one object a line; each is an offer by docs/spec/benefits.md, section 3, or
a row of the feed `offers` (`{"offer_id", "version", "document"}`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from central_ledger.domain.offer_breaches import Breach, breaches
from central_ledger.domain.offer_fields import field_warnings
from central_ledger.domain.offer_warnings import warnings
from retail.contract import ContractError, as_integer, as_object, as_text
from retail.offers import Offer, read_offer
from retail.ports import OfferRecord


class Unreadable(Exception):
    """The file holds no JSON. The message says where it stops being one."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something about one offer: `line` in the file (None: an array), `offer_id` as far as it has one."""

    offer_id: str | None
    line: int | None
    path: str
    text: str
    code: str = ""

    def to_document(self) -> dict[str, Any]:
        document: dict[str, Any] = {"offer": self.offer_id, "line": self.line, "path": self.path}
        return document | ({"warning": self.code, "text": self.text} if self.code else {"expected": self.text})


@dataclass(frozen=True, slots=True)
class OfferReport:
    """What was found in a file of `count` offers. `good` are those that keep the contract, with their versions."""

    count: int
    breaches: tuple[Said, ...]
    warnings: tuple[Said, ...]
    good: tuple[OfferRecord, ...]

    def to_document(self) -> dict[str, Any]:
        return {
            "offers": self.count,
            "breaches": [said.to_document() for said in self.breaches],
            "warnings": [said.to_document() for said in self.warnings],
        }


@dataclass(frozen=True, slots=True)
class _Found:
    """One object of a file. `version` is 0 where the file names none."""

    path: str
    line: int | None
    offer_id: str | None
    version: int
    document: Any


class _NotAllowed:
    """Stands where JSON has what the contract never allows (a float, a name twice): no reader takes it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __deepcopy__(self, memo: object) -> _NotAllowed:
        return self


def check_offers(content: bytes, now: datetime) -> OfferReport:
    """Everything that is wrong or strange in a file. Raises Unreadable."""
    found_breaches: list[Said] = []
    good: list[tuple[_Found, Offer]] = []
    seen: dict[tuple[str | None, int], str] = {}
    count = 0
    for found in _objects(content):
        count += 1
        wrong = [*_wrapping_breaches(found), *_json_breaches(found.document, found.path)]
        wrong += [b for b in breaches(found.document, found.path) if b.path not in {known.path for known in wrong}]
        key = (found.offer_id, found.version)
        if found.offer_id is not None and key in seen:
            wrong.append(Breach(f"{found.path}.id", f"an id that no other offer has; {seen[key]} has it too"))
        seen.setdefault(key, found.path)
        found_breaches += [Said(found.offer_id, found.line, breach.path, breach.expected) for breach in wrong]
        if not wrong:
            good.append((found, read_offer(found.document, found.path)))
    newest = {found.offer_id: (found, offer) for found, offer in sorted(good, key=lambda pair: pair[0].version)}
    beside = [newest[offer.id] for found, offer in good if newest[offer.id][0] is found]
    offers, documents = [offer for _, offer in beside], [found.document for found, _ in beside]
    order = {offer.id: place for place, offer in enumerate(offers)}
    said = field_warnings(offers, documents, now) + warnings(offers, documents, now)
    said.sort(key=lambda warned: order[warned.offer_id])
    places = {offer.id: found for found, offer in beside}
    return OfferReport(
        count=count,
        breaches=tuple(found_breaches),
        warnings=tuple(
            Said(
                warned.offer_id,
                places[warned.offer_id].line,
                places[warned.offer_id].path + warned.path[1:],
                warned.text,
                warned.code,
            )
            for warned in said
        ),
        good=tuple(OfferRecord(offer.id, found.version, found.document) for found, offer in good),
    )


def read_json(content: bytes) -> Any:
    """One JSON document in which nothing stands that no contract allows: floats, a name twice. Raises Unreadable."""
    document = parsed_json(text_of(content))
    wrong = _json_breaches(document, "$")
    if wrong:
        raise Unreadable(f"{wrong[0].path}: expected {wrong[0].expected}")
    return document


def text_of(content: bytes) -> str:
    """What a file of text says. Raises Unreadable."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not UTF-8 (byte {error.start})") from error
    if not text.strip():
        raise Unreadable("it is empty")
    return text


def _objects(content: bytes) -> Iterator[_Found]:
    text = text_of(content)
    try:
        whole = parsed_json(text)
    except Unreadable:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) < 2 or text.lstrip().startswith("["):
            raise
        for number, line in lines:
            try:
                yield _unwrapped(parsed_json(line), "$", number)
            except Unreadable as error:
                raise Unreadable(f"line {number}: {error}") from error
        return
    if isinstance(whole, list):
        for index, document in enumerate(whole):
            yield _unwrapped(document, f"$[{index}]", None)
    else:
        yield _unwrapped(whole, "$", None)


def _unwrapped(document: Any, path: str, line: int | None) -> _Found:
    version = 0
    if isinstance(document, dict) and "document" in document:
        version = document["version"] if type(document.get("version")) is int else 0
        offer_id, path, document = document.get("offer_id"), f"{path}.document", document["document"]
    else:
        offer_id = document.get("id") if isinstance(document, dict) else None
    return _Found(path, line, offer_id if isinstance(offer_id, str) else None, version, document)


def _wrapping_breaches(found: _Found) -> list[Breach]:
    """That a row's own fields fit its document."""
    outer, _, wrapped = found.path.rpartition(".")
    if wrapped != "document":
        return []
    wrong = []
    try:
        as_text(found.offer_id, f"{outer}.offer_id")
        as_integer(found.version, f"{outer}.version", 1, 2**31)
        if as_object(found.document, found.path).get("id") != found.offer_id:
            wrong.append(Breach(f"{found.path}.id", "the same id as the row's offer_id"))
    except ContractError as error:
        wrong.append(Breach(error.path, error.expected))
    return wrong


def _json_breaches(document: Any, path: str) -> list[Breach]:
    """Floats and names that stand twice, wherever they are: nobody may guess which one was meant."""
    if isinstance(document, _NotAllowed):
        return [Breach(path, document.text)]
    if isinstance(document, dict):
        return [breach for key, value in document.items() for breach in _json_breaches(value, f"{path}.{key}")]
    if isinstance(document, list):
        return [breach for index, value in enumerate(document) for breach in _json_breaches(value, f"{path}[{index}]")]
    return []


def parsed_json(text: str) -> Any:
    """JSON in which nothing has to be guessed: where it has a float, or a name twice, no reader takes the value. Raises
    Unreadable.
    """
    try:
        return json.loads(text, object_pairs_hook=_object, parse_float=_fraction, parse_constant=_fraction)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it is not JSON: {error}") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        names = [name for name, _ in pairs]
        for name in {name for name in names if names.count(name) > 1}:
            document[name] = _NotAllowed("a name that stands once in its object")
    return document


def _fraction(text: str) -> _NotAllowed:
    return _NotAllowed("an integer in the smallest unit, or a decimal text: never a number with a point")
