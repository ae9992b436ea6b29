"""Reading JSON by a contract: every refusal names the JSON path and what was expected there.

Nothing is guessed: a float is never an amount, true is never a number, and null is only taken where it is a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

from retail.benefit_facts import moment

Document = dict[str, Any]
Item = TypeVar("Item")

_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]|24:00", re.ASCII)
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)
# No more digits than anybody needs: Python refuses to read thousands of them, with an error of its own.
_WEIGHT = re.compile(r"[0-9]{1,30}([.][0-9]{1,3})?", re.ASCII)
_DECIMAL = re.compile(r"[0-9]{1,30}([.][0-9]{1,30})?", re.ASCII)


class ContractError(ValueError):
    """Input that breaks the contract: `path` is where (`$.lines[0].quantity`), `expected` is what belongs there."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"{path}: expected {expected}")
        self.path = path
        self.expected = expected

    def to_document(self) -> Document:
        return {"error": {"path": self.path, "expected": self.expected}}


def as_object(value: object, path: str) -> Document:
    if not isinstance(value, dict):
        raise ContractError(path, "an object")
    return value


def as_list(value: object, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise ContractError(path, "a list")
    return value


def as_text(value: object, path: str) -> str:
    if type(value) is not str or not value:
        raise ContractError(path, "a text that is not empty")
    return value


def as_integer(value: object, path: str, minimum: int | None = None, maximum: int | None = None) -> int:
    if type(value) is not int or (minimum is not None and value < minimum) or (maximum is not None and value > maximum):
        bounds = "" if minimum is None else f" of at least {minimum}"
        bounds += "" if maximum is None else f" and at most {maximum}"
        raise ContractError(path, "an integer" + bounds)
    return value


def as_time(value: object, path: str) -> str:
    expected = "a time with an offset, such as 2026-11-11T10:00:00+08:00"
    if type(value) is not str or _TIME.fullmatch(value) is None:
        raise ContractError(path, expected)
    try:
        moment(value)
    except ValueError as error:
        raise ContractError(path, expected) from error
    return value


def as_clock(value: object, path: str) -> str:
    if type(value) is not str or _CLOCK.fullmatch(value) is None:
        raise ContractError(path, "a time of day as HH:MM, at most 24:00")
    return value


def as_month_day(value: object, path: str) -> str:
    if type(value) is not str or _MONTH_DAY.fullmatch(value) is None:
        raise ContractError(path, "a birthday as MM-DD")
    return value


def as_quantity(value: object, path: str) -> int | str:
    if type(value) is int and value >= 1:
        return value
    if type(value) is str and _WEIGHT.fullmatch(value) and value.strip("0."):
        return value
    raise ContractError(path, "an integer of at least 1, or a decimal text above 0 with at most 3 decimals")


def as_decimal(value: object, path: str, minimum: int = 0) -> str:
    if type(value) is not str or _DECIMAL.fullmatch(value) is None or int(value.partition(".")[0]) < minimum:
        raise ContractError(path, f'a decimal text of at least "{minimum}", such as "1.5"')
    return value


def as_one_of(value: object, path: str, choices: Sequence[Item]) -> Item:
    if type(value) is not str or value not in choices:
        raise ContractError(path, "one of " + ", ".join(map(str, choices)))
    return cast("Item", value)


def required(document: Document, key: str, path: str) -> Any:
    """The value of a field that must be there."""
    try:
        return document[key]
    except KeyError:
        raise ContractError(f"{path}.{key}", "a value: the field is required") from None


def flag(document: Document, key: str, path: str, default: bool = False) -> bool:
    value = document.get(key, default)
    if value is not True and value is not False:
        raise ContractError(f"{path}.{key}", "true or false")
    return value


def nullable(document: Document, key: str, path: str, read: Callable[[object, str], Item]) -> Item | None:
    """A field that may be left out or null."""
    value = document.get(key)
    return None if value is None else read(value, f"{path}.{key}")


def integer_or(document: Document, key: str, path: str, default: Item, minimum: int | None) -> int | Item:
    """An integer that may be left out or null."""
    value = document.get(key)
    return default if value is None else as_integer(value, f"{path}.{key}", minimum)


def texts(document: Document, key: str, path: str) -> tuple[str, ...]:
    """A list of texts that may be left out."""
    value = document.get(key)
    if value is None and key not in document:
        return ()
    entries = as_list(value, f"{path}.{key}")
    for index, entry in enumerate(entries):
        if type(entry) is not str or not entry:
            raise ContractError(f"{path}.{key}[{index}]", "a text that is not empty")
    return tuple(entries)


def sub_object(document: Document, key: str, path: str) -> Document:
    """An object that may be left out: then it is empty."""
    return as_object(document[key], f"{path}.{key}") if key in document else {}


def read_list(document: Document, key: str, path: str, read: Callable[[Any, str], Item]) -> tuple[Item, ...]:
    """A list that may be left out, each entry read by `read(entry, path)`."""
    if key not in document:
        return ()
    inner = f"{path}.{key}"
    return tuple([read(entry, f"{inner}[{index}]") for index, entry in enumerate(as_list(document[key], inner))])


def only(document: Document, path: str, known: frozenset[str]) -> None:
    """Refuse a field that is not known, where ignoring it would change what is paid."""
    for key in document:
        if key not in known:
            raise ContractError(f"{path}.{key}", "no field of this name; known are " + ", ".join(sorted(known)))


def each_once(values: Iterable[str], path: str, field: str = "") -> None:
    """Refuse a text that stands twice; the path is that of the second."""
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            raise ContractError(f"{path}[{index}]{field}", "a text that does not stand there before")
        seen.add(value)
