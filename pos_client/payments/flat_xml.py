"""The XML of WeChat Pay: one element `xml` with texts in it. Anything more is refused, entities before all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

#: A document type is where entities come from, and the only thing besides CDATA and comments that begins like this.
_DECLARATION = re.compile(r"<!(?!\[CDATA\[)")


class BadXml(ValueError):
    """Not the flat XML that the operator sends."""


def write_xml(fields: Mapping[str, str]) -> bytes:
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{inner}</xml>".encode()


def read_xml(body: bytes) -> dict[str, str]:
    """The texts by name. Raises BadXml; UTF-8 alone is read, so that no other encoding hides a declaration."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadXml("not UTF-8") from error
    if _DECLARATION.search(text):
        raise BadXml("a declaration")
    try:
        root = ET.fromstring(text)
    except (ET.ParseError, ValueError) as error:
        raise BadXml("not well-formed") from error
    if root.tag != "xml":
        raise BadXml("not an answer")
    fields: dict[str, str] = {}
    for child in root:
        if len(child) or child.tag in fields:
            raise BadXml("not flat")
        fields[child.tag] = child.text or ""
    return fields
