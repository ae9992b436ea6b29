"""The OpenAPI 3.1 document, made from the table of endpoints and the records of the line."""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from typing import Any

import msgspec

from central_ledger.api.endpoint import Endpoint, Parameter, Speaker
from central_ledger.routes import ENDPOINTS
from central_ledger.wire import ErrorAnswer

VERSION = "1"
_REFERENCE = "#/components/schemas/{name}"

_SECURITY: dict[str, dict[str, Any]] = {
    "till": {
        "type": "apiKey",
        "in": "header",
        "name": "OneTill-Signature",
        "description": "Ed25519 by the till's key over METHOD, PATH?QUERY, OneTill-Date and the SHA-256 of the body, "
        "joined by line feeds; with the headers OneTill-Till and OneTill-Date. docs/spec/line.md, section 1.",
    },
    "app": {"type": "http", "scheme": "bearer", "description": "The token of the members' app."},
    "client": {
        "type": "http",
        "scheme": "bearer",
        "description": "The token of another system, from `central-ledger integrations add`. docs/integration.md.",
    },
    "person": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of `POST /v1/tokens`. One that was issued through a till is good only together with "
        "that till's signature. docs/spec/line.md, section 12.",
    },
}
#: What the ways of speaking bring along: statuses, and the alternatives of `security`.
_BROUGHT_ALONG: dict[Speaker, tuple[int, ...]] = {
    "till": (401, 403, 408, 429),
    "app": (401, 403, 408, 429),
    "client": (401, 403, 408, 429),
    "person": (401, 403, 408, 429),
    "till_or_anyone": (401, 403, 408, 429),
    "anyone": (408, 429),
}
_REQUIREMENTS: dict[Speaker, list[dict[str, list[str]]]] = {
    "till": [{"till": []}],
    "app": [{"app": []}],
    "client": [{"client": []}],
    "person": [{"person": []}, {"person": [], "till": []}],
    "till_or_anyone": [{"till": []}, {}],
    "anyone": [],
}


@cache
def served() -> bytes:
    """The document as it is answered, made when somebody first asks for it."""
    return json.dumps(document(), ensure_ascii=False).encode()


def document() -> dict[str, Any]:
    """The whole document as a JSON object."""
    types: list[Any] = [ErrorAnswer]
    for endpoint in ENDPOINTS:
        types += [record for record in (endpoint.request, endpoint.answer) if record is not None]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    by_type = dict(zip(types, schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in ENDPOINTS:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, by_type)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OneTill central ledger",
            "version": VERSION,
            "description": "The line between till and ledger (docs/spec/line.md).",
        },
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": _SECURITY},
    }


def _operation(endpoint: Endpoint, by_type: dict[Any, dict[str, Any]]) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": endpoint.summary}
    schema = by_type[endpoint.answer] if endpoint.answer is not None else {"type": "object"}
    answer["content"] = {"application/json": {"schema": schema}}
    if endpoint.group_signed:
        answer["headers"] = {
            "OneTill-Group-Signature": {
                "description": "Ed25519 by the group's key over `feed\\nscope\\n` and the body's bytes, in base64",
                "schema": {"type": "string"},
            }
        }
    responses: dict[str, Any] = {"200": answer}
    for status in sorted({*endpoint.errors, *_BROUGHT_ALONG[endpoint.speaker]}):
        content = {"application/json": {"schema": by_type[ErrorAnswer]}}
        responses[str(status)] = {"description": HTTPStatus(status).phrase, "content": content}
    operation: dict[str, Any] = {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "responses": responses,
        "security": _REQUIREMENTS[endpoint.speaker],
    }
    if endpoint.parameters:
        operation["parameters"] = [_parameter(parameter) for parameter in endpoint.parameters]
    if endpoint.request is not None:
        content = {"application/json": {"schema": by_type[endpoint.request]}}
        operation["requestBody"] = {"required": endpoint.request_required, "content": content}
    return operation


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "in": parameter.place,
        "required": parameter.place == "path",
        "schema": parameter.schema,
        "description": parameter.description,
    }
