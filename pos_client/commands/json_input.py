"""JSON as the contract takes it: no float, no NaN, no name twice in an object, and a path for whatever is refused."""

from __future__ import annotations

import json
from typing import Any

from retail.contract import ContractError


class _RepeatedName(dict[str, Any]):
    """An object that names a field twice; `name` is the field."""

    name: str


class _Fraction(float):
    """A number that was written with a point or an exponent, or that is no number."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated = _RepeatedName(found)
    names = [name for name, _ in pairs]
    repeated.name = next(name for name in names if names.count(name) > 1)
    return repeated


def read_json(content: bytes) -> Any:
    """One JSON text in UTF-8. Raises ContractError with the path of a float or of a name that stands twice."""
    try:
        document = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_object, parse_float=_Fraction, parse_constant=_Fraction
        )
        _refuse(document, "$")
    except UnicodeDecodeError as error:
        raise ContractError("$", f"text in UTF-8, at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise ContractError("$", f"JSON; {error.msg} in line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise ContractError("$", "JSON that is not nested so deeply") from error
    except ContractError:
        raise
    except ValueError as error:  # an integer of more digits than Python reads
        raise ContractError("$", "integers of a sensible length") from error
    return document


def _refuse(value: Any, path: str) -> None:
    if isinstance(value, _Fraction):
        raise ContractError(path, "an integer: amounts are minor units, never a number with a fraction")
    if isinstance(value, _RepeatedName):
        raise ContractError(f"{path}.{value.name}", "each name once in an object")
    if isinstance(value, dict):
        for name, entry in value.items():
            if not isinstance(entry, str | int):
                _refuse(entry, f"{path}.{name}")
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            if not isinstance(entry, str | int):
                _refuse(entry, f"{path}[{index}]")
