"""What a log may hold: what happened, and nobody's data."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from retail.log_lines import TEXT_CHARACTERS_MAX, JsonLines, Scrubber, masked

SECRET = "3q2+7wABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghij0="  # 32 bytes in base64


@pytest.mark.parametrize(
    "text",
    [
        "phone 13812345678 said no",
        "phone:138 1234 5678",
        "call 138-1234-5678",
        "(+8613812345678)",
        "payment code 284412345678901234",
        "card '6901234567892'",
        "UM1:6BFOXN%TSMAHN-HDT",
        "UG1:88001234567890:4711",
        "rtsp://admin:hunter2@10.0.0.9/stream",
        "somebody@example.com wrote",
        f"key {SECRET}",
        "PRAGMA key = x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'",
        "Bearer Zm9vYmFyQmF6UXV4Zm9vYmFyQmF6UXV4Zm9vYmFyQmF6X3-1",
    ],
)
def test_what_has_the_form_of_personal_data_or_of_a_secret_is_masked(text: str) -> None:
    said = masked(text)
    assert "…" in said
    for word in ("1234", "5678", "690", "BFOX", "hunter2", "somebody", SECRET, "8899aabb", "Zm9vYmFy"):
        assert word not in said


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T16:17:17+0800",
        "member M00000017 at S01/T02, entry 3f2a9c41d0b7e865/1042",
        "0198c1d2-7f3e-7a51-9b7c-2f6a1c3d4e5f took 0.123456789012 s",
        "/usr/lib/python3.11/site-packages/PySide6/QtWidgets/some_module_of_theirs.py line 1024",
        "receipt S01-T02-3f2a-000017",
    ],
)
def test_what_helps_to_find_a_fault_stays(text: str) -> None:
    assert masked(text) == text


def line_of(message: str, *args: object, facts: object = None, error: bool = False) -> dict[str, object]:
    record = logging.LogRecord("a.name", logging.ERROR, "x.py", 1, message, args, sys.exc_info() if error else None)
    if facts is not None:
        record.__dict__["facts"] = facts
    text = JsonLines().format(record)
    assert "\n" not in text
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


def test_a_line_is_one_object_with_time_level_source_event_and_facts() -> None:
    line = line_of("entries %d", 7, facts={"store": "S01", "who": ["13812345678"]})
    assert (line["level"], line["from"], line["event"], line["store"]) == ("error", "a.name", "entries 7", "S01")
    assert line["who"] == ["…"]
    assert str(line["time"])[-5] in "+-"


def test_a_trace_is_masked_and_bounded() -> None:
    try:
        raise ValueError("13812345678 " + "x y " * TEXT_CHARACTERS_MAX)
    except ValueError:
        trace = str(line_of("failed", error=True)["trace"])
    assert "13812345678" not in trace
    assert trace.startswith("Traceback")
    assert len(trace) < TEXT_CHARACTERS_MAX + 100


def test_what_leaves_the_house_has_no_name_id_or_number_of_anybody() -> None:
    scrubber = Scrubber({"王晓敏", "Emma Chen", "M00000017", "E1001", "Li"})
    said = scrubber.text("cashier E1001 王晓敏 sold to EMMA  CHEN (m00000017), 顾客; Chen stays, list stays, Li goes")
    assert said == "cashier … … sold to … (…), …; Chen stays, list stays, … goes"
    assert scrubber.values({"E1001": ["Emma Chen", 3, None]}) == {"E1001": ["…", 3, None]}
