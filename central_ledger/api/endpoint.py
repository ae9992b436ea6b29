"""What an endpoint is: the server routes it and the OpenAPI document describes it, from one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

#: `till`: a signature. `person`, `app` and `client` (another system): a token. `till_or_anyone`: a signature where
#: there is one.
Speaker = Literal["till", "person", "app", "client", "anyone", "till_or_anyone"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the path, the query or a header. `schema` is JSON Schema."""

    name: str
    place: Literal["path", "query", "header"]
    schema: dict[str, object]
    description: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One endpoint. `name` is the handler's; `errors` are the statuses besides those that `speaker` brings along."""

    name: str
    method: Literal["GET", "POST", "PUT"]
    path: str
    summary: str
    speaker: Speaker
    request: type[msgspec.Struct] | None = None
    request_required: bool = True
    answer: type[msgspec.Struct] | None = None
    errors: tuple[int, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    #: The answer carries OneTill-Group-Signature.
    group_signed: bool = False


def text_parameter(name: str, place: Literal["path", "query"], description: str, **schema: object) -> Parameter:
    """A text; in a path it is not empty."""
    length: dict[str, object] = {"minLength": 1} if place == "path" else {}
    return Parameter(name, place, {"type": "string", **length, **schema}, description)


def number_parameter(name: str, description: str, **schema: object) -> Parameter:
    """A whole number in the query, at least 1."""
    return Parameter(name, "query", {"type": "integer", "minimum": 1, **schema}, description)
