"""The OpenAPI document describes the endpoints that there are."""

from __future__ import annotations

import json
import re

import pytest
import requests

from central_ledger.openapi import document


@pytest.fixture(scope="module")
def api():
    return json.loads(json.dumps(document()))


def nodes(value):
    yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(child)


def test_it_says_what_it_is(api):
    assert api["openapi"].startswith("3.1.")
    assert {"title", "version"} <= set(api["info"])


def test_every_reference_leads_somewhere_and_every_schema_is_used(api):
    names = {node["$ref"] for node in nodes(api) if isinstance(node, dict) and "$ref" in node}
    assert {name.removeprefix("#/components/schemas/") for name in names} == set(api["components"]["schemas"])


def test_operations_are_complete(api):
    operations = [operation for path in api["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for path, methods in api["paths"].items():
        named = set(re.findall(r"{(\w+)}", path))
        for operation in methods.values():
            given = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path" and p["required"]}
            assert given == named
            for response in operation["responses"].values():
                assert response["description"]
            for requirement in operation["security"]:
                assert set(requirement) <= set(api["components"]["securitySchemes"])


def test_the_server_gives_this_document_and_has_these_endpoints(shared_till, api):
    assert requests.get(f"{shared_till.address}/openapi.json", timeout=20).json() == api
    for path, methods in api["paths"].items():
        for method, operation in methods.items():
            filled = path.replace("{feed}", "nothing").replace("{one_id}", "NOBODY").replace("{reservation_id}", "R")
            answer = requests.request(method, shared_till.address + filled, timeout=20)
            assert str(answer.status_code) in operation["responses"], (method, path, answer.text)
            assert answer.status_code not in (404, 405)
            body = answer.json()
            if not answer.ok:
                assert set(body) == {"error"}
                assert set(body["error"]) == {"code", "message"}


def test_the_line_s_words_are_in_the_schemas(api):
    schemas = api["components"]["schemas"]
    assert schemas["VerdictOut"]["properties"]["verdict"]["enum"] == ["created", "exists", "quarantined", "refused"]
    assert set(schemas["Page"]["required"]) == {"feed", "scope", "from", "to", "rows", "more", "as_of"}
    assert schemas["PushRequest"]["properties"]["entries"]["maxItems"] == 200
