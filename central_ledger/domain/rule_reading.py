"""Reading documents that people write: each refusal names the place and what was expected there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

#: More would be beyond the year 9999, where no time can be written any more.
DAYS_MAX = 2_900_000


class BadProgramRules(ValueError):
    """Rules of programs that break the contract. Nothing was published."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"{path}: expected {expected}")
        self.path = path
        self.expected = expected


def object_at(value: object, path: str, names: Sequence[str] | None = None) -> dict[str, Any]:
    """An object with no other names than these."""
    if not isinstance(value, dict):
        raise BadProgramRules(path, "an object")
    for name in value:
        if names is not None and name not in names:
            raise BadProgramRules(f"{path}.{name}", f"one of {', '.join(names)}")
    return value


def list_at(value: object, path: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadProgramRules(path, "a list")
    return value


def texts_at(row: dict[str, Any], name: str, path: str) -> tuple[str, ...]:
    """A list of texts; left out, it is empty."""
    found = list_at(row.get(name, []), f"{path}.{name}")
    if not all(isinstance(each, str) and each for each in found):
        raise BadProgramRules(f"{path}.{name}", "a list of texts")
    return tuple(found)


def id_at(value: object, path: str) -> str:
    """A name that may stand in an account."""
    if not isinstance(value, str) or not 1 <= len(value) <= 128 or not value.isprintable():
        raise BadProgramRules(path, "an id of 1 to 128 characters")
    return value


def text_at(row: dict[str, Any], name: str, path: str) -> str:
    return id_at(row.get(name), f"{path}.{name}")


def integer(row: dict[str, Any], name: str, path: str, least: int) -> int:
    value = row.get(name)
    if type(value) is not int or not least <= value <= 10**12:
        raise BadProgramRules(f"{path}.{name}", f"an integer of at least {least}")
    return value


def days_at(row: dict[str, Any], path: str) -> int | None:
    """For how many days something lasts that is given; left out: it has no end."""
    value = row.get("days")
    if value is None:
        return None
    if type(value) is not int or not 1 <= value <= DAYS_MAX:
        raise BadProgramRules(f"{path}.days", f"1 to {DAYS_MAX} days; left out: it has no end")
    return value


def moment_at(row: dict[str, Any], name: str, path: str) -> str | None:
    """A time with an offset; left out: none."""
    value = row.get(name)
    if value is None:
        return None
    from_text = value if isinstance(value, str) else ""
    if not _is_moment(from_text):
        raise BadProgramRules(f"{path}.{name}", "a time with an offset")
    return from_text


def check_span(starts: str | None, ends: str | None, path: str) -> None:
    """What ends before it begins is never on. Asked of what is new: documents of before are read as they are."""
    if starts is not None and ends is not None and datetime.fromisoformat(ends) <= datetime.fromisoformat(starts):
        raise BadProgramRules(f"{path}.to", "a time after from")


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False
