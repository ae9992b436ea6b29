from __future__ import annotations

from central_ledger.signatures import signed_text


def test_what_is_signed_names_everything_that_matters():
    text = signed_text("POST", "/v1/entries", "2026-11-11T10:00:00+08:00", b"")
    assert text.decode().split("\n") == [
        "POST",
        "/v1/entries",
        "2026-11-11T10:00:00+08:00",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    ]
